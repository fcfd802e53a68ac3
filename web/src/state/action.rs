//! Every way in which the state changes, and the one function that changes it.

use std::rc::Rc;

use flink_memory::{Configuration, Deployment, Pool, Process, Release, Request};
use yew::Reducible;

use super::{State, Tab, Theme, first_selected};

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
}

impl Reducible for State {
    type Action = Action;

    /// The state after an action; the same `Rc` where it changes nothing, so that nothing is drawn again.
    fn reduce(self: Rc<State>, action: Action) -> Rc<State> {
        let next = self.after(action);
        if next == *self { self } else { Rc::new(next) }
    }
}

impl State {
    fn after(&self, action: Action) -> State {
        let same = self.clone();
        match action {
            Action::PickTheme(theme) => State { theme, ..same },
            Action::Open(tab) => State { tab, ..same },
            Action::Select(selected) => State { selected, ..same },
            Action::PickProcess(process) if process == self.request.process => same,
            Action::PickProcess(process) => {
                State { selected: first_selected(process), ..self.asking(Request { process, ..self.request() }) }
            }
            Action::PickRelease(release) => self.asking(self.request.for_release(release)),
            Action::PickDeployment(deployment) => self.asking(Request { deployment, ..self.request() }),
            Action::Set { key, text } => self.configuring(|configuration| write(configuration, key, text)),
            Action::Clear(key) => self.configuring(|configuration| configuration.remove(&key)),
            Action::Move { from, to, text } => self.configuring(|configuration| {
                configuration.remove(from);
                write(configuration, to, text);
            }),
            Action::SetEnvironment(process, text) => {
                let mut request = self.request();
                let variable = match process {
                    Process::JobManager => &mut request.environment.job_manager_heap,
                    Process::TaskManager | Process::Local => &mut request.environment.task_manager_heap,
                };
                *variable = (!text.is_empty()).then_some(text);
                self.asking(request)
            }
            Action::StartOver => {
                let (release, process) = (self.request.release, self.request.process);
                self.asking(Request::shipped(release, process))
            }
        }
    }

    fn request(&self) -> Request {
        Request::clone(&self.request)
    }

    fn asking(&self, request: Request) -> State {
        State { request: Rc::new(request), ..self.clone() }
    }

    fn configuring(&self, edit: impl FnOnce(&mut Configuration)) -> State {
        let mut request = self.request();
        edit(&mut request.configuration);
        self.asking(request)
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
        actions.into_iter().fold(Rc::new(State::new(Theme::System)), State::reduce)
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

    #[test]
    fn tabs_turn_round_the_end() {
        assert_eq!(Tab::Log.turned(1), Tab::Table);
        assert_eq!(Tab::Table.turned(Tab::ALL.len() - 1), Tab::Log);
    }
}
