//! The head of the page: its name, the choices that everything else depends on, undo and redo, and the link to all of it.

use std::rc::Rc;

use flink_memory::{Process, Release};
use yew::{Callback, Event, Html, UseReducerHandle};

use super::element::{Element, element, passage, select};
use super::segmented::Segmented;
use super::taking::{Take, Taking};
use crate::browser::outgoing::Outgoing;
use crate::browser::{self, address};
use crate::instance::Instance;
use crate::shown::Shown;
use crate::state::{Action, State, Theme, link};
use crate::text::{Language, Word, Words};

/// A function and no component: it is a small part of what a change draws again, and a component weighs more than that costs.
pub(crate) fn view(
    state: &UseReducerHandle<State>,
    instance: &Rc<Instance>,
    taking: &Taking,
    is_missed: bool,
    act: &Callback<Action>,
    words: Words,
) -> Element {
    let (release, process) = (state.request.release, state.request.process);
    let on_release = {
        let act = act.clone();
        Callback::from(move |event: Event| {
            if let Some(release) = Release::parse(&browser::chosen(&event)) {
                act.emit(Action::PickRelease(release));
            }
        })
    };
    let Shown { is_page, .. } = instance.shown;
    let (linked, instance) = (state.clone(), Rc::clone(instance));
    let take =
        Take::from(move |_| Some((Outgoing::Text(address::with_fragment(&instance.address, &link::write(&linked))), String::new(), "")));
    let name = is_page.then(|| {
        element!("div", "class" = "header__name")
            .child(element!("h1", "class" = "header__title").child(words.text(Word::ProductName)))
            .child(passage("p", "header__note", words.text(Word::ProductNote)))
    });
    let releases = Release::ALL.iter().rev().map(|&known| (known.to_string(), words.release_option(known), known == release)).collect();
    let steps = element!("div", "class" = "header__steps")
        .child(step_button("undo", Word::Undo, state.history.can_undo(), Action::Undo, act, words))
        .child(step_button("redo", Word::Redo, state.history.can_redo(), Action::Redo, act, words))
        .child(taking.copy_button(Word::CopyLink, &take))
        .child(taking.said())
        .child((!link::holds(&state.request)).then(|| passage("span", "hint", words.text(Word::TooManyForAddress))));
    let language = is_page.then(|| {
        let missed = is_missed.then(|| words.text(Word::LanguageMissed));
        element!("div", "class" = "header__language")
            .child(element!("span", "class" = "hint", "role" = "status", "aria-live" = "polite").child(missed))
            .child(language_choice(state.language, act, words))
    });
    let theme = is_page.then(|| element!("div", "class" = "header__theme").child(theme_choice(state.theme, act, words)));
    element!("header", "class" = "header")
        .child(name)
        .child(select("release", passage("span", "visually-hidden", words.text(Word::Release)), releases, on_release))
        .child(process_choice(process, act, words))
        .child(steps)
        .child(language)
        .child(theme)
}

/// Undo or redo. Where there is nothing to go to it stays in the way of the Tab key, so that the focus is not lost with the last step.
fn step_button(id: &'static str, label: Word, is_possible: bool, action: Action, act: &Callback<Action>, words: Words) -> Element {
    let is_impossible = if is_possible { "false" } else { "true" };
    element!("button", "type" = "button", "class" = "button", "id" = id, "aria-disabled" = is_impossible)
        .child(words.text(label))
        .on_click(act.reform(move |_| action.clone()))
}

fn process_choice(process: Process, act: &Callback<Action>, words: Words) -> Html {
    let choice = |known| (words.process_name(known), Action::PickProcess(known), known == process);
    let choices = Process::ALL.map(choice).to_vec();
    Segmented { name: "process", legend: words.text(Word::Process), shows_legend: false, choices, act }.view()
}

fn theme_choice(theme: Theme, act: &Callback<Action>, words: Words) -> Html {
    let choice = |known| (words.theme_name(known), Action::PickTheme(known), known == theme);
    let choices = Theme::ALL.map(choice).to_vec();
    Segmented { name: "theme", legend: words.text(Word::Theme), shows_legend: false, choices, act }.view()
}

/// The languages, each by its own name. What was chosen is shown while the page still speaks another: if it cannot come, the choice goes back.
fn language_choice(chosen: Language, act: &Callback<Action>, words: Words) -> Element {
    let act = act.clone();
    let on_language = Callback::from(move |event: Event| {
        if let Some(language) = Language::from_id(&browser::chosen(&event)) {
            browser::words::keep(language);
            act.emit(Action::PickLanguage(language));
        }
    });
    let choice = |&language: &Language| (language.id().to_owned(), language.own_name().to_owned(), language == chosen);
    let languages = Language::ALL.iter().map(choice).collect();
    select("language", passage("span", "visually-hidden", words.text(Word::Language)), languages, on_language)
}
