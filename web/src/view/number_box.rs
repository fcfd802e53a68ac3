//! The box of one option with what stands under it: the text as it was typed, key, form, who decided, complaint, and the way back.

use flink_memory::{Release, shipped_text};
use yew::{Callback, InputEvent, MouseEvent};

use super::element::{Element, element, passage};
use super::option_id;
use crate::browser;
use crate::state::{Action, Row};
use crate::text::{Word, Words, said};

/// The class of a row: at fault, set, or neither.
pub(crate) const fn row_class(row: &Row) -> &'static str {
    match (row.is_refused(), row.is_set()) {
        (true, _) => "option option--offending",
        (false, true) => "option option--set",
        (false, false) => "option",
    }
}

/// The label and the box.
pub(crate) fn line(label: &'static str, row: &Row, act: &Callback<Action>, words: Words) -> Element {
    let id = option_id(row.key);
    let target = row.target;
    let on_input = act.reform(move |event: InputEvent| target.written(browser::typed_text(&event)));
    let input = element!(
        "input",
        "type" = "text",
        "class" = "box",
        "aria-describedby" = format!("{id}-note"),
        "aria-invalid" = row.is_refused().then_some("true"),
        "autocomplete" = "off",
        "autocapitalize" = "off",
        "spellcheck" = "false",
        "placeholder" = words.placeholder(row),
        "id" = id.clone(),
    )
    .value(row.text.clone().unwrap_or_default())
    .on_input(on_input);
    element!("div", "class" = "option__line").child(element!("label", "class" = "option__label", "for" = id).child(label)).child(input)
}

/// What is said under a box, and the button that takes the value away.
pub(crate) fn notes(row: &Row, release: Release, act: &Callback<Action>, words: Words) -> Element {
    let reset = row.can_be_reset(release).then(|| {
        element!("button", "type" = "button", "class" = "button button--small", "aria-label" = words.say(said::ResetOf { key: row.key }))
            .on_click(reset(row, release, act))
            .child(words.text(Word::Reset))
    });
    let reading = words.reading_note(row.reading, row.is_set(), release);
    let complaint = row.complaint.as_ref().map(|complaint| words.complaint(complaint));
    let note = element!("div", "class" = "option__note", "id" = format!("{}-note", option_id(row.key)))
        .child(element!("span").child(words.row_note(row)))
        .child(reading.map(|note| passage("span", "option__warning", note)))
        .child(complaint.map(|complaint| passage("span", "option__complaint", complaint)));
    element!("div", "class" = "option__notes").child(passage("code", "option__key", row.key)).child(reset).child(note)
}

/// Brings back what is shipped, or else takes the value away. The button goes with it, so the focus moves to the box.
fn reset(row: &Row, release: Release, act: &Callback<Action>) -> Callback<MouseEvent> {
    let (act, target, shipped, id) = (act.clone(), row.target, shipped_text(row.key, release), option_id(row.key));
    Callback::from(move |event: MouseEvent| {
        act.emit(target.written(shipped.unwrap_or_default().to_owned()));
        browser::focus(&event, &id);
    })
}
