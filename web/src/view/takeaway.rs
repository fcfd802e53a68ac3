//! What can be taken away, one tab at a time.

use std::rc::Rc;

use yew::{Callback, Html, KeyboardEvent, MouseEvent, Properties, component, html};

use super::copy_button::use_copy_button;
use super::element::words;
use super::memory_table;
use crate::browser;
use crate::state::{Action, Calculation, Tab};
use crate::takeaway::{error_text, log_line, text_of};
use crate::text::{self, Text, t};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) calculation: Rc<Calculation>,
    pub(crate) tab: Tab,
    pub(crate) act: Callback<Action>,
}

#[component]
pub(crate) fn Takeaway(props: &Props) -> Html {
    let Props { calculation, tab, act } = props;
    let copy_button = use_copy_button(*tab, calculation);
    html! {
        <section class="place place--take" aria-labelledby="place-take">
            <h2 id="place-take" class="place__title">{ t(Text::WhatYouTakeAway) }</h2>
            { tab_list(*tab, calculation.log.len(), act) }
            <div class="panel" role="tabpanel" tabindex="0" id={format!("panel-{}", tab.id())} aria-labelledby={tab_id(*tab)}>
                { panel(*tab, calculation, copy_button, act) }
            </div>
        </section>
    }
}

fn panel(tab: Tab, calculation: &Calculation, copy_button: Html, act: &Callback<Action>) -> Html {
    let is_refused = calculation.is_stale() && tab != Tab::Log;
    if is_refused {
        return html! {
            <p class="hint">
                { t(Text::NothingWhileRefused) }{ " " }
                <button type="button" class="link" id="to-log" onclick={to_log(act)}>{ t(Text::LogHasException) }</button>
            </p>
        };
    }
    // The copied text is only put together where it is also shown.
    let text = if tab == Tab::Table { None } else { text_of(tab, calculation) };
    let is_empty = tab != Tab::Table && text.is_none();
    html! {
        <>
            <div class="panel__head">
                { words("p", "hint", text::tab_hint(tab, calculation.request.process, is_empty)) }
                if !is_empty {
                    { copy_button }
                }
            </div>
            { match tab {
                Tab::Table => calculation.current().map(memory_table::view).unwrap_or_default(),
                Tab::JvmFlags | Tab::DynamicConfiguration => text.map(|text| arguments(&text)).unwrap_or_default(),
                Tab::Log => log(calculation),
            } }
        </>
    }
}

/// Opens the log. The button goes with its tab, so the focus moves to the one that is opened.
fn to_log(act: &Callback<Action>) -> Callback<MouseEvent> {
    let act = act.clone();
    Callback::from(move |_| {
        act.emit(Action::Open(Tab::Log));
        browser::focus(&tab_id(Tab::Log));
    })
}

fn tab_id(tab: Tab) -> String {
    format!("tab-{}", tab.id())
}

/// Arguments one to a line for the eye; the text of the element stays the one line that Flink prints.
fn arguments(text: &str) -> Html {
    // A line begins at each blank before a dash; the blank stays at the end of the line before.
    let mut rest = text;
    let lines = std::iter::from_fn(|| {
        // Bytes are enough for two signs of ASCII, and bring no search for any text into the module.
        let length = rest.as_bytes().windows(2).position(|two| two == b" -").map_or(rest.len(), |blank| blank + 1);
        let (line, after) = rest.split_at_checked(length).filter(|(line, _)| !line.is_empty())?;
        rest = after;
        Some(line)
    });
    html! {
        <pre class="code" tabindex="0">
            { for lines.map(|line| words("span", "code__line", line.to_owned())) }
        </pre>
    }
}

fn log(calculation: &Calculation) -> Html {
    let summary = calculation.current().and_then(|picture| picture.memory.summary()).unwrap_or_default();
    let error = calculation.refusal();
    html! {
        <pre class="code code--log" tabindex="0">
            for line in &calculation.log {
                <span class={format!("code__line code__line--{}", line.level().to_string().to_ascii_lowercase())}>{ log_line(line) }{ "\n" }</span>
            }
            if !summary.is_empty() {
                <span class="code__block">{ summary.join("\n") }{ "\n" }</span>
            }
            if let Some(error) = error {
                { words("span", "code__line code__line--error", error_text(error)) }
            }
        </pre>
    }
}

/// The tabs; the arrow keys walk them, and only the open one is in the way of the Tab key.
fn tab_list(open: Tab, lines: usize, act: &Callback<Action>) -> Html {
    let act_on_key = act.clone();
    let onkeydown = move |event: KeyboardEvent| {
        let next = match event.key().as_str() {
            "ArrowRight" => open.turned(1),
            "ArrowLeft" => open.turned(Tab::ALL.len() - 1),
            "Home" => Tab::FIRST,
            "End" => Tab::LAST,
            _ => return,
        };
        event.prevent_default();
        act_on_key.emit(Action::Open(next));
        browser::focus(&tab_id(next));
    };
    html! {
        <div class="tabs" role="tablist" aria-label={t(Text::TabList)} {onkeydown}>
            for tab in Tab::ALL {
                <button
                    type="button"
                    class="tabs__tab"
                    role="tab"
                    id={tab_id(tab)}
                    aria-selected={if tab == open { "true" } else { "false" }}
                    aria-controls={(tab == open).then(|| format!("panel-{}", tab.id()))}
                    tabindex={if tab == open { "0" } else { "-1" }}
                    onclick={act.reform(move |_| Action::Open(tab))}
                >
                    { text::tab_name(tab) }
                    if tab == Tab::Log && lines > 0 {
                        { " " }{ words("span", "tabs__count", lines.to_string()) }
                    }
                </button>
            }
        </div>
    }
}
