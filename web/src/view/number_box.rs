//! The box of one option with what stands under it: the text as it was typed, key, form, who decided, complaint, and the way back.

use flink_memory::{Release, shipped_text};
use yew::{Callback, Html, InputEvent, MouseEvent, html};

use super::element::words;
use super::option_id;
use crate::browser;
use crate::state::{Action, Row};
use crate::text::{self, Text, t};

/// The class of a row: at fault, set, or neither.
pub(crate) const fn row_class(row: &Row) -> &'static str {
    match (row.is_refused(), row.is_set()) {
        (true, _) => "option option--offending",
        (false, true) => "option option--set",
        (false, false) => "option",
    }
}

/// The label and the box.
pub(crate) fn line(label: &'static str, row: &Row, act: &Callback<Action>) -> Html {
    let id = option_id(row.key);
    let oninput = {
        let target = row.target;
        act.reform(move |event: InputEvent| target.written(browser::typed_text(&event)))
    };
    html! {
        <div class="option__line">
            <label class="option__label" for={id.clone()}>{ label }</label>
            <input
                type="text"
                class="box"
                aria-describedby={format!("{id}-note")}
                aria-invalid={row.is_refused().then_some("true")}
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder={text::placeholder(row)}
                value={row.text.clone().unwrap_or_default()}
                {id}
                {oninput}
            />
        </div>
    }
}

/// What is said under a box, and the button that takes the value away.
pub(crate) fn notes(row: &Row, release: Release, act: &Callback<Action>) -> Html {
    html! {
        <div class="option__notes">
            { words("code", "option__key", row.key) }
            if row.can_be_reset(release) {
                <button
                    type="button"
                    class="button button--small"
                    aria-label={text::reset_label(row.key)}
                    onclick={reset(row, release, act)}
                >
                    { t(Text::Reset) }
                </button>
            }
            <div class="option__note" id={format!("{}-note", option_id(row.key))}>
                <span>{ text::row_note(row) }</span>
                if let Some(note) = text::reading_note(row.reading, row.is_set(), release) {
                    { words("span", "option__warning", note) }
                }
                if let Some(complaint) = &row.complaint {
                    { words("span", "option__complaint", text::complaint(complaint)) }
                }
            </div>
        </div>
    }
}

/// Brings back what is shipped, or else takes the value away. The button goes with it, so the focus moves to the box.
fn reset(row: &Row, release: Release, act: &Callback<Action>) -> Callback<MouseEvent> {
    let (act, target, shipped, id) = (act.clone(), row.target, shipped_text(row.key, release), option_id(row.key));
    Callback::from(move |_| {
        act.emit(target.written(shipped.unwrap_or_default().to_owned()));
        browser::focus(&id);
    })
}
