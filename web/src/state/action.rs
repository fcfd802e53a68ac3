//! Every way in which the state changes, and the one function that changes it.

use std::rc::Rc;

use flink_memory::{Configuration, Deployment, Pool, Process, Release, Request};
use flink_memory_formats::Format;
use flink_memory_formats::write::Scope;
use yew::Reducible;

use super::{Asked, Document, History, LinkFindings, Moment, Panel, State, Tab, Theme, Writing, first_selected, link};
use crate::deeper::Deeper;
use crate::later::{Arrival, Later, Writer};
use crate::text::Language;

/// What a person does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Asks another release.
    PickRelease(Release),
    /// Looks at another process.
    PickProcess(Process),
    /// Starts the process in another way.
    PickDeployment(Deployment),
    /// Writes a text for a key; nothing at all means that the key is not set.
    Set {
        /// The key.
        key: &'static str,
        /// The text, kept as it was typed.
        text: String,
    },
    /// Does several things as one step.
    All(Rc<[Action]>),
    /// Takes a key away, which may be one that no table knows.
    Clear(String),
    /// Configures one option in the place of another.
    Move {
        /// The key that is taken away.
        from: &'static str,
        /// The key that is set.
        to: &'static str,
        /// Its text.
        text: String,
    },
    /// Writes the start scripts' environment variable of a process; nothing at all means that it is not set.
    SetEnvironment(Process, String),
    /// Goes back to what Flink ships, for the release and process that are looked at.
    StartOver,
    /// Opens the step of a pool.
    Select(Pool),
    /// Opens a tab.
    Open(Tab),
    /// Chooses light or dark.
    PickTheme(Theme),
    /// Chooses a language.
    PickLanguage(Language),
    /// Brings a text, to be read and to be given back.
    Bring {
        /// The name of its file.
        name: Option<String>,
        /// The text.
        text: String,
    },
    /// Tells that a long text is being read, and will be brought.
    Wait,
    /// Tells that a text cannot be brought, because it is too long or cannot be read at all.
    Refuse {
        /// The name of its file.
        name: Option<String>,
        /// Its length in bytes; nothing where it is not known.
        bytes: String,
    },
    /// Tells that texts can be read from now on.
    Arrive(Later),
    /// Tells that what reads texts could not be loaded.
    Miss,
    /// Loads it again.
    Fetch,
    /// Tells how far the panels of what follows from the breakdown are, or loads them again.
    Panels(Arrival<Deeper>),
    /// The same for what writes texts.
    Writer(Arrival<Writer>),
    /// Says which format the brought text is in; nothing at all leaves it to the evidence.
    ReadAs(Option<Format>),
    /// Puts the brought text away. The settings stay.
    PutAway,
    /// Opens the fragment of a link.
    OpenLink(String),
    /// Closes what is told of the link that was opened.
    CloseLinkFindings,
    /// Chooses what is written.
    PickWriting(Writing),
    /// Chooses how much of the configuration is written.
    PickScope(Scope),
    /// Opens a panel of what follows from the breakdown, or folds it again.
    Unfold(Panel),
    /// Writes the text of a question beyond the breakdown; nothing at all means that it is not asked.
    Ask {
        /// The name of the question.
        name: &'static str,
        /// The text, kept as it was typed.
        text: String,
    },
    /// Ends a movement or a typing that changes the value of a key: its next change is a step of its own. A browser tells the end of a
    /// typing when the next box is already in hand, so it is told of which it is.
    Settle(String),
    /// Goes back a step.
    Undo,
    /// Does again what was undone last.
    Redo,
}

impl Reducible for State {
    type Action = Action;

    /// The state after an action; the same `Rc` where it changes nothing, so that nothing is drawn again.
    fn reduce(self: Rc<State>, action: Action) -> Rc<State> {
        let mut next = State::clone(&self);
        next.act(action);
        if next.view.tab == Tab::Configuration {
            next.writer = next.writer.asked();
        }
        if next == *self { self } else { Rc::new(next) }
    }
}

impl State {
    fn act(&mut self, action: Action) {
        match action {
            Action::PickTheme(theme) => self.theme = theme,
            Action::PickLanguage(language) => self.speak(language),
            Action::Open(tab) => self.view.tab = tab,
            Action::Select(selected) => self.view.selected = selected,
            Action::PickWriting(writing) => self.view.writing = Some(writing),
            Action::PickScope(scope) => self.view.scope = scope,
            Action::PickProcess(process) => self.ask(None, |request| request.process = process),
            Action::PickRelease(release) => self.ask_release(release),
            Action::PickDeployment(deployment) => self.ask(None, |request| request.deployment = deployment),
            Action::Set { key, text } => self.ask(Some(key), |request| write(&mut request.configuration, key, text)),
            Action::All(actions) => {
                let (history, now) = (self.history.clone(), self.now());
                actions.iter().for_each(|action| self.act(action.clone()));
                if self.history.moves() != history.moves() {
                    self.history = history;
                    self.history.leave(now, None);
                }
            }
            Action::Clear(key) => self.ask(None, |request| request.configuration.remove(&key)),
            Action::Move { from, to, text } => self.ask(None, |request| {
                request.configuration.remove(from);
                write(&mut request.configuration, to, text);
            }),
            Action::SetEnvironment(process, text) => self.set_environment(process, text),
            Action::StartOver => self.ask(None, |request| *request = Request::shipped(request.release, request.process)),
            Action::Bring { .. } | Action::Refuse { .. } | Action::ReadAs(_) | Action::Unfold(_) | Action::Ask { .. } => match self.arrival
            {
                Arrival::There(later) => self.act_later(later, action),
                Arrival::Unasked | Arrival::Awaited | Arrival::Missed => Rc::make_mut(&mut self.waiting).push(action),
            },
            Action::Wait => self.is_reading = true,
            Action::Arrive(later) => {
                self.arrival = Arrival::There(later);
                let waiting = std::mem::take(&mut self.waiting);
                waiting.iter().for_each(|action| self.act_later(later, action.clone()));
            }
            Action::Panels(panels) => self.panels = panels,
            Action::Writer(writer) => self.writer = writer,
            Action::Miss => self.arrival = Arrival::Missed,
            Action::Fetch => self.arrival = Arrival::Awaited,
            Action::PutAway => self.step(None, Rc::clone(&self.request), None),
            Action::OpenLink(fragment) => self.open_link(&fragment),
            Action::CloseLinkFindings => self.link_findings = LinkFindings::default(),
            Action::Settle(key) => self.history.settle(&key),
            Action::Undo => self.walk(History::undo),
            Action::Redo => self.walk(History::redo),
        }
    }

    /// Speaks a language. Where a link asked for another, its successor asks for this one, so that a reload does not bring the other back.
    fn speak(&mut self, language: Language) {
        self.language = language;
        self.view.language = self.view.language.map(|_| language);
    }

    /// Another question about the same text, where it is another one. `key` is what is being changed, if it is one value.
    fn ask(&mut self, key: Option<&'static str>, change: impl FnOnce(&mut Request)) {
        let mut request = Request::clone(&self.request);
        change(&mut request);
        self.ask_all(key, request);
    }

    fn ask_all(&mut self, key: Option<&'static str>, request: Request) {
        if request != *self.request {
            self.step(key, Rc::new(request), self.document.clone());
        }
    }

    /// Another question beyond the breakdown, which is a step, or another panel, which is none.
    fn ask_beyond(&mut self, later: Later, action: Action) {
        if let Action::Ask { name, .. } = action {
            self.step(Some(name), Rc::clone(&self.request), self.document.clone());
        }
        self.ask_after(later.asked(&self.asked, action));
    }

    /// What is asked now. The first question loads the panels.
    fn ask_after(&mut self, asked: Asked) {
        self.asked = asked;
        if !self.asked.is_nothing() {
            self.panels = self.panels.asked();
        }
    }

    fn set_environment(&mut self, process: Process, text: String) {
        let of_job_manager = process == Process::JobManager;
        self.ask(Some(if of_job_manager { "FLINK_JM_HEAP" } else { "FLINK_TM_HEAP" }), |request| {
            let environment = &mut request.environment;
            let variable = if of_job_manager { &mut environment.job_manager_heap } else { &mut environment.task_manager_heap };
            *variable = (!text.is_empty()).then_some(text);
        });
    }

    /// A text that does not name its release means what the chosen one makes of it.
    fn ask_release(&mut self, release: Release) {
        let request = self.request.for_release(release);
        match (&self.document, self.arrival) {
            (Some(document), Arrival::There(later)) if document.depends_on_release() => {
                self.read_again(later, document.overruled, &request);
            }
            _ => self.ask_all(None, request),
        }
    }

    /// What is done with texts, and beyond the breakdown.
    fn act_later(&mut self, later: Later, action: Action) {
        match action {
            Action::Bring { name, text } => self.bring(later, name, text),
            Action::Refuse { name, bytes } => {
                let document = later.refused(name, bytes, &self.request);
                self.step(None, Rc::clone(&self.request), Some(Rc::new(document)));
            }
            Action::ReadAs(format) => self.read_again(later, format, &Rc::clone(&self.request)),
            Action::Unfold(_) | Action::Ask { .. } => self.ask_beyond(later, action),
            _ => {}
        }
    }

    fn read_again(&mut self, later: Later, overruled: Option<Format>, before: &Request) {
        if let Some(document) = &self.document {
            let (document, request) = later.read_again(document, overruled, before);
            self.step(None, Rc::new(request), Some(Rc::new(document)));
        }
    }

    /// A text that can be given back is shown as it would be.
    fn bring(&mut self, later: Later, name: Option<String>, text: String) {
        let (document, request) = later.read(name, text, None, &self.request);
        if document.is_editable() {
            self.view.tab = Tab::Configuration;
            self.view.writing = None;
        }
        self.step(None, Rc::new(request), Some(Rc::new(document)));
    }

    fn open_link(&mut self, fragment: &str) {
        let link::Read { request, asked, view, findings } = link::read(fragment);
        self.go_to(request, asked);
        self.view = view;
        self.language = view.language.unwrap_or(self.language);
        self.link_findings = LinkFindings::new(findings);
        self.opened_at = self.history.moves();
    }

    /// Another request out of a link. The browser's way back leads to requests that were left by a step, so it undoes that step, with the
    /// text that was brought by it. Panels are open as the link says, which is no step.
    fn go_to(&mut self, request: Request, asked: Asked) {
        let linked = link::of_request(&request);
        let is_there = |moment: &Moment| moment.asked.asks_as(&asked) && link::of_request(&moment.request) == linked;
        let now = self.now();
        if !is_there(&now) {
            match self.history.go_to(now, is_there) {
                Some(moment) => self.be_at(moment),
                None => self.step(None, Rc::new(request), self.document.clone()),
            }
        }
        self.ask_after(asked);
    }

    fn now(&self) -> Moment {
        Moment { request: Rc::clone(&self.request), document: self.document.clone(), asked: self.asked.clone() }
    }

    /// A step away from the present moment.
    fn step(&mut self, key: Option<&'static str>, request: Rc<Request>, document: Option<Rc<Document>>) {
        self.history.leave(self.now(), key);
        self.be_at(Moment { request, document, asked: self.asked.clone() });
    }

    /// A step through the history, where there is one.
    fn walk(&mut self, go: fn(&mut History, Moment) -> Option<Moment>) {
        let now = self.now();
        if let Some(moment) = go(&mut self.history, now) {
            self.be_at(moment);
        }
    }

    /// Another process is looked at where people look first.
    fn be_at(&mut self, Moment { request, document, asked }: Moment) {
        if request.process != self.request.process {
            self.view.selected = first_selected(request.process);
        }
        self.request = request;
        self.document = document;
        // No undo folds a panel.
        let asked = self.arrival.there().map_or(asked.clone(), |later| later.kept_open(&asked, &self.asked));
        self.ask_after(asked);
        self.is_reading = false;
    }
}

fn write(configuration: &mut Configuration, key: &'static str, text: String) {
    if text.is_empty() {
        configuration.remove(key);
    } else {
        configuration.set(key, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROCESS_SIZE: &str = "taskmanager.memory.process.size";

    fn after(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
        actions.into_iter().fold(Rc::new(State::new(Theme::System, Language::English, "", Arrival::There(Later::arrived()))), State::reduce)
    }

    fn set(key: &'static str, text: &str) -> Action {
        Action::Set { key, text: text.to_owned() }
    }

    #[test]
    fn an_edit_is_kept_as_it_was_typed() {
        assert_eq!(after([set(PROCESS_SIZE, " 2 G")]).request.configuration.text(PROCESS_SIZE).as_deref(), Some(" 2 G"));
    }

    #[test]
    fn an_emptied_box_is_not_set() {
        assert_eq!(after([set(PROCESS_SIZE, "")]).request.configuration.text(PROCESS_SIZE), None);
    }

    #[test]
    fn what_changes_nothing_is_the_same_state() {
        let state = after([]);
        let same = Rc::clone(&state).reduce(set(PROCESS_SIZE, "1728m"));
        assert!(Rc::ptr_eq(&state, &same));
    }

    #[test]
    fn keys_of_the_other_process_are_kept() {
        let state = after([set(PROCESS_SIZE, "2g"), Action::PickProcess(Process::JobManager), Action::PickProcess(Process::TaskManager)]);
        assert_eq!(state.request.configuration.text(PROCESS_SIZE).as_deref(), Some("2g"));
    }

    #[test]
    fn the_old_jobmanager_starts_with_the_heap_that_its_release_ships() {
        let state = after([Action::PickRelease(Release::V1_10)]);
        assert_eq!(state.request.configuration.text("jobmanager.heap.size").as_deref(), Some("1024m"));
        assert_eq!(state.request.configuration.text("jobmanager.memory.process.size"), None);
        assert_eq!(state.reduce(Action::PickRelease(Release::LATEST)).request, after([]).request);
    }

    #[test]
    fn changing_the_release_keeps_what_was_typed() {
        let key = "jobmanager.memory.process.size";
        let state = after([set(key, "3g"), Action::PickRelease(Release::V1_10)]);
        assert_eq!(state.request.configuration.text(key).as_deref(), Some("3g"));
    }

    #[test]
    fn one_total_takes_the_place_of_the_other() {
        let flink = "taskmanager.memory.flink.size";
        let state = after([Action::Move { from: PROCESS_SIZE, to: flink, text: "1280m".to_owned() }]);
        assert_eq!(
            (state.request.configuration.text(PROCESS_SIZE), state.request.configuration.text(flink).as_deref()),
            (None, Some("1280m"))
        );
    }

    #[test]
    fn starting_over_keeps_release_and_process() {
        let state = after([
            Action::PickRelease(Release::V1_15),
            Action::PickProcess(Process::JobManager),
            set(PROCESS_SIZE, "9g"),
            Action::StartOver,
        ]);
        let untouched = after([Action::PickRelease(Release::V1_15), Action::PickProcess(Process::JobManager)]);
        assert_eq!(state.request, untouched.request);
    }

    fn total(state: &State) -> Option<String> {
        state.request.configuration.text(PROCESS_SIZE)
    }

    #[test]
    fn one_movement_is_one_step() {
        let fraction = "taskmanager.memory.managed.fraction";
        let state = after([
            set(PROCESS_SIZE, "2g"),
            set(PROCESS_SIZE, "3g"),
            Action::Settle(PROCESS_SIZE.to_owned()),
            set(PROCESS_SIZE, "4g"),
            set(fraction, "0.5"),
        ]);
        let undone = state.reduce(Action::Undo);
        assert_eq!((total(&undone).as_deref(), undone.request.configuration.text(fraction)), (Some("4g"), None));
        let undone = undone.reduce(Action::Undo);
        assert_eq!(total(&undone).as_deref(), Some("3g"));
        let undone = undone.reduce(Action::Undo);
        assert_eq!(undone.request, after([]).request);
        assert!(!undone.history.can_undo());
        let redone = undone.reduce(Action::Redo).reduce(Action::Redo);
        assert_eq!(total(&redone).as_deref(), Some("4g"));
        assert!(!redone.reduce(set(PROCESS_SIZE, "5g")).history.can_redo());
    }

    #[test]
    fn the_end_of_a_typing_does_not_end_the_movement_that_came_after() {
        let fraction = "taskmanager.memory.managed.fraction";
        let ended = Action::Settle(PROCESS_SIZE.to_owned());
        let state = after([set(PROCESS_SIZE, "2g"), set(fraction, "0.5"), ended, set(fraction, "0.6")]).reduce(Action::Undo);
        assert_eq!((total(&state).as_deref(), state.request.configuration.text(fraction)), (Some("2g"), None));
    }

    #[test]
    fn a_brought_text_is_undone_with_its_settings() {
        let text = "taskmanager.memory.process.size: 7g\n".to_owned();
        let brought = after([set(PROCESS_SIZE, "2g"), Action::Bring { name: None, text }]);
        assert_eq!((total(&brought).as_deref(), brought.view.tab), (Some("7g"), Tab::Configuration));
        assert_eq!(brought.writing(), Writing::Brought);
        let undone = brought.reduce(Action::Undo);
        assert_eq!((total(&undone).as_deref(), undone.document.is_none()), (Some("2g"), true));
        let redone = undone.reduce(Action::Redo);
        assert!(redone.document.is_some());
        let put_away = redone.reduce(Action::PutAway);
        assert_eq!((total(&put_away).as_deref(), put_away.document.is_none()), (Some("7g"), true));
    }

    #[test]
    fn a_text_that_comes_too_soon_waits_and_is_not_lost() {
        let awaiting = Rc::new(State::new(Theme::System, Language::English, "", Arrival::Awaited));
        let text = "taskmanager.memory.process.size: 7g\n".to_owned();
        let waiting = awaiting.reduce(Action::Bring { name: None, text }).reduce(set(PROCESS_SIZE, "2g")).reduce(Action::Miss);
        assert!(waiting.is_reading() && waiting.document.is_none());
        let there = waiting.reduce(Action::Fetch).reduce(Action::Arrive(Later::arrived()));
        assert_eq!((total(&there).as_deref(), there.is_reading(), there.document.is_some()), (Some("7g"), false, true));
        assert_eq!(total(&there.reduce(Action::Undo)).as_deref(), Some("2g"));
    }

    #[test]
    fn the_address_before_a_text_is_the_step_before_it() {
        let text = "taskmanager.memory.process.size: 7g\n".to_owned();
        let brought = after([set(PROCESS_SIZE, "2g"), Action::Bring { name: None, text }]);
        let first = Rc::clone(&brought).reduce(Action::OpenLink(String::new()));
        assert_eq!((total(&first).as_deref(), first.document.is_none()), (Some("1728m"), true));
        let last = first.reduce(Action::OpenLink(link::write(&brought)));
        assert_eq!((total(&last).as_deref(), last.document.is_some()), (Some("7g"), true));
        let elsewhere = last.reduce(Action::OpenLink("v1:release=1.17".to_owned()));
        assert_eq!(total(&elsewhere.reduce(Action::Undo)).as_deref(), Some("7g"));
    }

    #[test]
    fn a_link_that_opens_other_panels_is_no_step() {
        let ask = Action::Ask { name: "jvm-stack", text: "2m".to_owned() };
        let state = after([set(PROCESS_SIZE, "2g"), ask, Action::Unfold(Panel::Slots)]);
        let moves = state.history.moves();
        let other = link::write(&state).replace("then=slots", "then=jvm");
        let opened = Rc::clone(&state).reduce(Action::OpenLink(other));
        assert_eq!((opened.history.moves(), opened.asked.text("jvm-stack")), (moves, Some("2m")));
        assert_eq!([Panel::Slots, Panel::Jvm].map(|panel| opened.asked.is_open(panel)), [false, true]);
        // The address was last written before the panel was opened.
        let settle = Action::Settle(PROCESS_SIZE.to_owned());
        let back = after([set(PROCESS_SIZE, "2g"), Action::Unfold(Panel::Slots), settle, set(PROCESS_SIZE, "3g")])
            .reduce(Action::OpenLink("v1:release=2.3&taskmanager.memory.process.size=2g".to_owned()));
        assert_eq!((total(&back).as_deref(), total(&back.reduce(Action::Redo)).as_deref()), (Some("2g"), Some("3g")));
    }

    #[test]
    fn several_things_can_be_one_step() {
        let fraction = "taskmanager.memory.managed.fraction";
        let ask = Action::Ask { name: "cluster-cores", text: "2".to_owned() };
        let state = after([set(PROCESS_SIZE, "2g"), Action::All(Rc::new([set(PROCESS_SIZE, "3g"), set(fraction, "0.5"), ask]))]);
        let undone = Rc::clone(&state).reduce(Action::Undo);
        assert_eq!((total(&undone).as_deref(), undone.request.configuration.text(fraction)), (Some("2g"), None));
        assert_eq!(undone.asked.text("cluster-cores"), None);
        let redone = undone.reduce(Action::Redo);
        assert_eq!((total(&redone).as_deref(), redone.asked.text("cluster-cores")), (Some("3g"), Some("2")));
        let same = Action::All(Rc::new([set(PROCESS_SIZE, "3g"), set(fraction, "0.5")]));
        assert!(Rc::ptr_eq(&state, &Rc::clone(&state).reduce(same)), "what changes nothing is no step");
    }

    #[test]
    fn tabs_turn_round_the_end() {
        assert_eq!(Tab::Log.turned(1), Tab::Table);
        assert_eq!(Tab::Table.turned(Tab::ALL.len() - 1), Tab::Log);
    }
}
