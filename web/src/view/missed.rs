//! What is said where a part of the program is needed and not there.

use yew::Callback;

use super::element::{Element, button, element, passage};
use crate::state::Action;
use crate::text::{Word, Words};

/// What is said in its place: that it could not be loaded, or that it is on its way. `id` is that of the button that tries `again`.
pub(crate) fn view(is_missed: bool, id: &'static str, again: Action, act: &Callback<Action>, words: Words) -> Element {
    if !is_missed {
        return passage("p", "hint", words.text(Word::Loading));
    }
    let again = button(id, "button", words.text(Word::TryAgain)).on_click(act.reform(move |_| again.clone()));
    element!("div", "class" = "text__ways").child(passage("p", "hint", words.text(Word::PartMissed))).child(again)
}
