//! What is said where the second half of the program is needed and not there.

use yew::Callback;

use super::element::{Element, button, element, passage};
use crate::later::Arrival;
use crate::state::Action;
use crate::text::{Word, Words};

/// What is said in its place; `id` is that of the button that tries again.
pub(crate) fn view(arrival: Arrival, id: &'static str, act: &Callback<Action>, words: Words) -> Element {
    match arrival {
        Arrival::Missed => {
            let again = button(id, "button", words.text(Word::TryAgain)).on_click(act.reform(|_| Action::Fetch));
            element!("div", "class" = "text__ways").child(passage("p", "hint", words.text(Word::PartMissed))).child(again)
        }
        Arrival::Awaited | Arrival::There(_) => passage("p", "hint", words.text(Word::Loading)),
    }
}
