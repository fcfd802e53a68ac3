//! The first place: everything that a person sets by hand.

use std::rc::Rc;

use yew::Callback;

use super::element::{Element, element, fragment};
use super::{controls, option_groups};
use crate::state::{Action, Calculation};
use crate::text::{Word, Words};

/// Its heading, and the way back to what Flink ships.
pub(crate) fn head(act: &Callback<Action>, words: Words) -> Element {
    let start_over =
        element!("button", "type" = "button", "class" = "button", "id" = "start-over", "title" = words.text(Word::StartOverNote));
    element!("div", "class" = "place__head")
        .child(element!("h2", "class" = "place__title", "id" = "place-set").child(words.text(Word::WhatYouSet)))
        .child(start_over.child(words.text(Word::StartOver)).on_click(act.reform(|_| Action::StartOver)))
}

/// A function and no component: whatever changes it is drawn again by a new calculation anyway, and a component weighs some hundred bytes.
pub(crate) fn view(calculation: &Rc<Calculation>, has_all: bool, act: &Callback<Action>, words: Words) -> Element {
    let controls = element!("div", "class" = "controls").children(controls::view(calculation, act, words));
    fragment().child(controls).child(has_all.then(|| option_groups::view(calculation, act, words)))
}
