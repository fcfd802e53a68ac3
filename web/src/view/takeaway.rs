//! What can be taken away, one tab at a time.

use std::rc::Rc;

use flink_memory::LogLine;
use flink_memory_formats::NotEditable;
use yew::{Callback, Html, KeyboardEvent, MouseEvent, Properties, component};

use super::element::{Element, button, element, fragment, passage};
use super::taking::{Take, Taken, Taking, use_taking};
use super::{memory_table, missed, written};
use crate::browser;
use crate::browser::outgoing::Outgoing;
use crate::later::{Arrival, Later, Writer};
use crate::state::{Action, Calculation, Document, Tab, View, Writing, Written};
use crate::takeaway::{error_text, file_name, log_line, text_of};
use crate::text::{Word, Words};

#[derive(Clone, Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) calculation: Rc<Calculation>,
    pub(crate) document: Option<Rc<Document>>,
    pub(crate) view: View,
    pub(crate) writing: Writing,
    pub(crate) arrival: Arrival,
    pub(crate) writer: Arrival<Writer>,
    pub(crate) act: Callback<Action>,
    pub(crate) words: Words,
}

#[component]
pub(crate) fn Takeaway(props: &Props) -> Html {
    let Props { calculation, view, act, words, .. } = props;
    let words = *words;
    let tab = view.tab;
    let taking = use_taking(tab.id(), words);
    let missed = |is_missed, again| missed::view(is_missed, "load-again-to-write", again, act, words);
    let panel = match props.arrival {
        _ if tab == Tab::Table => table(calculation, &taking, act, words),
        Arrival::There(later) if tab != Tab::Configuration => later.panel(props, &taking),
        Arrival::There(_) => match props.writer {
            Arrival::There(writer) => writer.configuration(props, &taking),
            writer => missed(writer == Arrival::Missed, Action::Writer(Arrival::Awaited)),
        },
        arrival => missed(arrival == Arrival::Missed, Action::Fetch),
    };
    let id = ["panel-", tab.id()].concat();
    element!("section", "class" = "place place--take", "aria-labelledby" = "place-take")
        .child(element!("h2", "id" = "place-take", "class" = "place__title").child(words.text(Word::WhatYouTakeAway)))
        .child(tab_list(tab, calculation.derivation.log.len(), act, words))
        .child(
            element!("div", "class" = "panel", "role" = "tabpanel", "tabindex" = "0", "id" = id, "aria-labelledby" = tab_id(tab))
                .child(panel),
        )
        .into()
}

fn table(calculation: &Rc<Calculation>, taking: &Taking, act: &Callback<Action>, words: Words) -> Element {
    let Some(picture) = calculation.current() else { return nothing_while_refused(act, words) };
    let take = {
        let calculation = Rc::clone(calculation);
        Take::from(move |later: Later| later.table_taken(&calculation, words))
    };
    let hint = passage("p", "hint", words.tab_hint(Tab::Table, calculation.request.process, false));
    fragment().child(head(hint, Some(taking_buttons(taking, &take)))).child(memory_table::view(picture, words))
}

fn nothing_while_refused(act: &Callback<Action>, words: Words) -> Element {
    let to_log = button("to-log", "link", words.text(Word::LogHasException)).on_click(to_log(act));
    element!("p", "class" = "hint").child(words.text(Word::NothingWhileRefused)).child(" ").child(to_log)
}

/// What a tab other than the table and the configuration holds; called behind a door.
pub(crate) fn panel(props: &Props, taking: &Taking) -> Element {
    let Props { calculation, view, act, words, .. } = props;
    let (tab, words) = (view.tab, *words);
    if calculation.is_stale() && tab != Tab::Log {
        return nothing_while_refused(act, words);
    }
    // The taken text is only put together where it is also shown.
    let text = text_of(tab, calculation, words);
    let is_empty = text.is_none();
    let take = {
        let calculation = Rc::clone(calculation);
        Take::from(move |_| taken(tab, &calculation, words))
    };
    let hint = passage("p", "hint", words.tab_hint(tab, calculation.request.process, is_empty));
    let shown = match tab {
        Tab::JvmFlags | Tab::DynamicConfiguration => text.map(|text| arguments(&text)),
        Tab::Log | Tab::Table | Tab::Configuration => Some(log(calculation)),
    };
    fragment().child(head(hint, (!is_empty).then(|| taking_buttons(taking, &take)))).child(shown)
}

/// What the buttons of a tab give.
pub(crate) fn taken(tab: Tab, calculation: &Calculation, words: Words) -> Option<Taken> {
    Some((Outgoing::Text(text_of(tab, calculation, words)?), file_name(tab, &calculation.request), "text/plain"))
}

fn head(hint: Element, buttons: Option<Element>) -> Element {
    element!("div", "class" = "panel__head").child(hint).child(buttons)
}

/// The configuration as text, also where Flink refuses it: then that is told in it. Called behind a door of its own.
pub(crate) fn configuration(props: &Props, taking: &Taking) -> Element {
    let Props { document, view, writing, act, words, .. } = props;
    let (writing, document, words) = (*writing, document.as_deref(), *words);
    let take = {
        let props = props.clone();
        Take::from(move |_| {
            let Written { text, file_name, media_type, .. } = write(&props).ok()?;
            let outgoing = if props.writing == Writing::Png { Outgoing::Picture(text) } else { Outgoing::Text(text) };
            Some((outgoing, file_name, media_type))
        })
    };
    let shown = match write(props) {
        Ok(written) => {
            let head = head(passage("p", "hint", written.file_name.clone()), Some(taking_buttons(taking, &take)));
            fragment().child(head).child(written::view(writing, &written, document, words))
        }
        Err(why) => passage("p", "hint", words.not_editable(&why)),
    };
    fragment().child(written::choices(writing, *view, document, act, words)).child(shown)
}

fn write(props: &Props) -> Result<Written, NotEditable> {
    let Props { calculation, document, view, writing, words, .. } = props;
    writing.write(view.scope, document.as_deref(), &calculation.request, &calculation.derivation, *words)
}

fn taking_buttons(taking: &Taking, take: &Take) -> Element {
    element!("div", "class" = "taking").child(taking.said()).child(taking.copy_button(Word::Copy, take)).child(taking.download_button(take))
}

/// Opens the log. The button goes with its tab, so the focus moves to the one that is opened.
fn to_log(act: &Callback<Action>) -> Callback<MouseEvent> {
    let act = act.clone();
    Callback::from(move |event: MouseEvent| {
        act.emit(Action::Open(Tab::Log));
        browser::focus(&event, &tab_id(Tab::Log));
    })
}

fn tab_id(tab: Tab) -> String {
    format!("tab-{}", tab.id())
}

/// Arguments one to a line for the eye; the text of the element stays the one line that Flink prints.
fn arguments(text: &str) -> Element {
    // A line begins at each blank before a dash; the blank stays at the end of the line before.
    let mut rest = text;
    let lines = std::iter::from_fn(|| {
        // Bytes are enough for two signs of ASCII, and bring no search for any text into the module.
        let length = rest.as_bytes().windows(2).position(|two| two == b" -").map_or(rest.len(), |blank| blank + 1);
        let (line, after) = rest.split_at_checked(length).filter(|(line, _)| !line.is_empty())?;
        rest = after;
        Some(line)
    });
    let lines = lines.map(|line| passage("span", "code__line", line.to_owned()));
    element!("pre", "class" = "code", "tabindex" = "0").children(lines)
}

fn log(calculation: &Calculation) -> Element {
    let summary = calculation.current().and_then(|picture| picture.memory.summary()).unwrap_or_default();
    let line = |line: &LogLine| {
        let class = ["code__line code__line--", &line.level().to_string().to_ascii_lowercase()].concat();
        passage("span", class, log_line(line) + "\n")
    };
    let lines = calculation.derivation.log.iter().map(line);
    let summary = (!summary.is_empty()).then(|| passage("span", "code__block", summary.join("\n") + "\n"));
    let error = calculation.refusal().map(|error| passage("span", "code__line code__line--error", error_text(error)));
    element!("pre", "class" = "code code--log", "tabindex" = "0").children(lines).child(summary).child(error)
}

/// The tabs; the arrow keys walk them, and only the open one is in the way of the Tab key.
fn tab_list(open: Tab, lines: usize, act: &Callback<Action>, words: Words) -> Element {
    let act_on_key = act.clone();
    let on_key_down = move |event: KeyboardEvent| {
        let next = match event.key().as_str() {
            "ArrowRight" => open.turned(1),
            "ArrowLeft" => open.turned(Tab::ALL.len() - 1),
            "Home" => Tab::FIRST,
            "End" => Tab::LAST,
            _ => return,
        };
        event.prevent_default();
        act_on_key.emit(Action::Open(next));
        browser::focus(&event, &tab_id(next));
    };
    let tabs = Tab::ALL.iter().map(|&tab| tab_head(tab, tab == open, lines, act, words));
    element!("div", "class" = "tabs", "role" = "tablist", "aria-label" = words.text(Word::TabList))
        .children(tabs)
        .on_key_down(Callback::from(on_key_down))
}

fn tab_head(tab: Tab, is_open: bool, lines: usize, act: &Callback<Action>, words: Words) -> Element {
    let count = (tab == Tab::Log && lines > 0).then(|| passage("span", "tabs__count", lines.to_string()));
    element!(
        "button",
        "type" = "button",
        "class" = "tabs__tab",
        "role" = "tab",
        "id" = tab_id(tab),
        "aria-selected" = if is_open { "true" } else { "false" },
        "aria-controls" = is_open.then(|| ["panel-", tab.id()].concat()),
        "tabindex" = if is_open { "0" } else { "-1" },
    )
    .child(words.tab_name(tab))
    .child(count)
    .on_click(act.reform(move |_| Action::Open(tab)))
}
