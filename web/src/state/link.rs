//! The state as the fragment of a link: what is asked by the links of `flink_memory_formats`, and beside it what is looked at.

use flink_memory::{Pool, Request};
use flink_memory_formats::write::Scope;
use flink_memory_formats::{Finding, Matter, link};

use super::{Asked, State, Tab, View, Writing};
use crate::text::Language;

const POOL: &str = "pool";
const TAB: &str = "tab";
const TEXT: &str = "text";
const SCOPE: &str = "scope";
const LANGUAGE: &str = "lang";

/// The fragment of a link to a state, without `#`; nothing for what a first visit shows.
pub fn write(state: &State) -> String {
    let View { selected, tab, writing, scope, language } = state.view;
    let first = View::first(state.request.process);
    let mut view = Vec::new();
    let mut say = |is_said: bool, name: &str, value: &str| {
        if is_said {
            view.push((name.to_owned(), value.to_owned()));
        }
    };
    say(selected != first.selected, POOL, selected.id());
    say(tab != first.tab, TAB, tab.id());
    say(writing.is_some(), TEXT, writing.map_or("", Writing::id));
    say(scope != first.scope, SCOPE, scope.id());
    say(language.is_some(), LANGUAGE, language.map_or("", Language::id));
    view.extend(state.asked.0.iter().cloned());
    link::write_with_view(&state.request, &view)
}

/// Settings up to which the address follows. Browsers take addresses of megabytes badly, and people none at all.
const MOST: usize = 1_000;

/// Whether an address holds all of a request.
pub fn holds(request: &Request) -> bool {
    request.configuration.entries().len() <= MOST
}

/// The fragment of a link to a request alone.
pub fn of_request(request: &Request) -> String {
    link::write(request)
}

/// What a link says.
#[derive(Debug)]
pub struct Read {
    /// What it asks of the model.
    pub request: Request,
    /// What it asks beyond the breakdown.
    pub asked: Asked,
    /// What it shows.
    pub view: View,
    /// What of it could not be read.
    pub findings: Vec<Finding>,
}

/// Reads the fragment of a link.
pub fn read(fragment: &str) -> Read {
    // What a person writes by hand, who wants the page in a language and nothing else.
    let by_hand = ["lang=", "#lang="].iter().any(|beginning| fragment.starts_with(beginning));
    let link::Linked { request, view: told, mut findings } =
        if by_hand { link::read(&["v1:", fragment.trim_start_matches('#')].concat()) } else { link::read(fragment) };
    let mut view = View::first(request.process);
    let mut asked = Vec::new();
    for (name, value) in told {
        if name.starts_with(Asked::BEGINNING) {
            asked.push((name, value));
            continue;
        }
        let is_known = match name.as_str() {
            POOL => Pool::ALL.into_iter().find(|pool| pool.id() == value).map(|pool| view.selected = pool).is_some(),
            TAB => Tab::from_id(&value).map(|tab| view.tab = tab).is_some(),
            TEXT => Writing::from_id(&value).map(|writing| view.writing = Some(writing)).is_some(),
            SCOPE => Scope::from_id(&value).map(|scope| view.scope = scope).is_some(),
            LANGUAGE => Language::from_id(&value).map(|language| view.language = Some(language)).is_some(),
            _ => false,
        };
        if !is_known {
            findings.push(Finding::of_text(Matter::UnknownLinkValue { name, value }));
        }
    }
    Read { request, asked: Asked(asked.into()), view, findings }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::later::{Arrival, Later};
    use crate::state::{Action, Panel, Theme};
    use yew::Reducible;

    fn after(fragment: &str, actions: impl IntoIterator<Item = Action>) -> std::rc::Rc<State> {
        actions
            .into_iter()
            .fold(std::rc::Rc::new(State::new(Theme::System, Language::English, fragment, Arrival::There(Later::arrived()))), State::reduce)
    }

    #[test]
    fn a_first_visit_has_no_fragment() {
        assert_eq!(write(&State::new(Theme::System, Language::English, "", Arrival::There(Later::arrived()))), "");
    }

    #[test]
    fn a_link_opens_what_it_was_made_of() {
        let set = Action::Set { key: "taskmanager.memory.process.size", text: "4g".to_owned() };
        let state = after("", [set, Action::Select(Pool::Managed), Action::Open(Tab::Log)]);
        let fragment = write(&state);
        assert_eq!(fragment, "v1:release=2.3&taskmanager.memory.process.size=4g&pool=managed&tab=log");
        let opened = after(&fragment, []);
        assert_eq!((&opened.request, opened.view), (&state.request, state.view));
    }

    #[test]
    fn a_link_opens_panels_and_asks_what_they_were_asked() {
        let ask = |name, text: &str| Action::Ask { name, text: text.to_owned() };
        let state = after("", [Action::Unfold(Panel::Network), ask("job", "64*2 & 1"), ask("nodes", "3"), ask("nodes", "")]);
        let fragment = write(&state);
        assert_eq!(fragment, "v1:release=2.3&then=network&then-job=64%2A2%20%26%201");
        let opened = after(&fragment, []);
        assert_eq!((&opened.asked, opened.view, opened.link_findings.all().len()), (&state.asked, state.view, 0));
    }

    #[test]
    fn a_link_speaks_a_language_where_the_one_that_was_opened_did() {
        let chinese = Action::PickLanguage(Language::Chinese);
        let state = after("", [chinese.clone()]);
        assert_eq!((state.language, write(&state).as_str()), (Language::Chinese, ""));
        let linked = after("v1:release=2.3&lang=zh", []);
        assert_eq!((linked.language, write(&linked).as_str()), (Language::Chinese, "v1:release=2.3&lang=zh"));
        let chosen = linked.reduce(Action::PickLanguage(Language::English));
        assert_eq!((chosen.language, write(&chosen).as_str()), (Language::English, "v1:release=2.3&lang=en"));
        let opened = chosen.reduce(Action::OpenLink("v1:release=2.3".to_owned()));
        assert_eq!((opened.language, opened.view.language), (Language::English, None), "a link without one changes nothing");
    }

    #[test]
    fn a_language_can_be_asked_for_by_hand() {
        let state = after("lang=zh", []);
        assert_eq!((state.language, state.link_findings.all().len()), (Language::Chinese, 0));
        assert_eq!(after("v1:lang=tlh", []).link_findings.all().len(), 1);
    }

    #[test]
    fn the_address_does_not_follow_thousands_of_settings() {
        let text = |settings| (0..settings).map(|number| format!("taskmanager.made.up-{number}: 1\n")).collect::<Vec<_>>().concat();
        let bring = |settings| after("", [Action::Bring { name: None, text: text(settings) }]);
        assert!(holds(&bring(MOST).request) && !holds(&bring(MOST + 1).request));
    }

    #[test]
    fn what_a_link_says_in_vain_is_told() {
        let state = after("v1:release=2.3&tab=nowhere&colour=red", []);
        assert_eq!((state.link_findings.all().len(), state.view), (2, View::first(state.request.process)));
    }
}
