//! The head of the page: its name, and the choices that everything else depends on.

use flink_memory::{Process, Release, Request};
use yew::{Callback, Event, Html, html};

use super::element::words;
use super::segmented::Segmented;
use crate::browser;
use crate::state::{Action, Theme};
use crate::text::{self, Text, t};

/// A function and no component: it is a small part of what a change draws again, and a component weighs more than that costs.
pub(crate) fn view(request: &Request, theme: Theme, act: &Callback<Action>) -> Html {
    let (release, process) = (request.release, request.process);
    let on_release = {
        let act = act.clone();
        move |event: Event| {
            if let Some(release) = Release::parse(&browser::chosen(&event)) {
                act.emit(Action::PickRelease(release));
            }
        }
    };
    html! {
        <header class="header">
            <div class="header__name">
                <h1 class="header__title">{ t(Text::ProductName) }</h1>
                { words("p", "header__note", t(Text::ProductNote)) }
            </div>
            <label class="header__release">
                { words("span", "visually-hidden", t(Text::Release)) }
                <select id="release" class="select" onchange={on_release}>
                    for known in Release::ALL.iter().rev() {
                        <option value={known.to_string()} selected={*known == release}>{ text::release_option(*known) }</option>
                    }
                </select>
            </label>
            { process_choice(process, act) }
            <div class="header__theme">{ theme_choice(theme, act) }</div>
        </header>
    }
}

fn process_choice(process: Process, act: &Callback<Action>) -> Html {
    let choice = |known| (text::process_name(known), Action::PickProcess(known), known == process);
    let choices = Process::ALL.map(choice).to_vec();
    Segmented { name: "process", legend: t(Text::Process), shows_legend: false, choices, act }.view()
}

fn theme_choice(theme: Theme, act: &Callback<Action>) -> Html {
    let choice = |known| (text::theme_name(known), Action::PickTheme(known), known == theme);
    let choices = Theme::ALL.map(choice).to_vec();
    Segmented { name: "theme", legend: t(Text::Theme), shows_legend: false, choices, act }.view()
}
