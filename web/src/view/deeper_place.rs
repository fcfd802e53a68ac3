//! The fourth place: the panels of what follows from the breakdown, each folded until it is opened. They are there from the first picture on, so
//! that nothing moves when more of the program comes. What is in them says `deeper`, which is loaded when the first of them is opened.

use super::element::{Element, button, element, fragment, passage};
use crate::deeper::{Deeper, Given};
use crate::later::Arrival;
use crate::state::{Action, Panel};
use crate::text::Word;

/// The panels, and how far what is in them is. A function and no component, as for the head of the page.
pub(crate) fn view(later: Arrival, panels: Arrival<Deeper>, given: &Given<'_>) -> Element {
    let below = Panel::ALL.into_iter().filter(|panel| *panel != Panel::Diagram);
    element!("section", "class" = "deeper", "aria-labelledby" = "place-deeper")
        .child(element!("h2", "class" = "place__title", "id" = "place-deeper").child(given.words.text(Word::WhatFollows)))
        .child((later == Arrival::Missed).then(|| missed(Action::Fetch, given)))
        .child(panels.there().and_then(|deeper| deeper.unknown(given)))
        .child(element!("div", "class" = "deeper__panels").children(below.map(|panel| fold(panel, panels, given))))
}

/// One panel: its heading is the button that opens it.
pub(crate) fn fold(panel: Panel, panels: Arrival<Deeper>, given: &Given<'_>) -> Element {
    let is_open = given.asked.is_open(panel);
    let [name, answer] = given.words.panel(panel);
    let (head, body) = (["deeper-", panel.id()].concat(), ["deeper-body-", panel.id()].concat());
    let button = element!(
        "button",
        "type" = "button",
        "class" = "deeper__head",
        "id" = head.clone(),
        "aria-expanded" = if is_open { "true" } else { "false" },
        "aria-controls" = is_open.then(|| body.clone()),
    )
    .child(passage("span", "deeper__name", name))
    .child(passage("span", "hint", answer))
    .on_click(given.act.reform(move |_| Action::Unfold(panel)));
    let body = is_open.then(|| {
        element!("div", "class" = "deeper__body", "role" = "group", "id" = body, "aria-labelledby" = head)
            .child(inside(panel, panels, given))
    });
    element!("div", "class" = if is_open { "deeper__panel deeper__panel--open" } else { "deeper__panel" })
        .key(panel.id())
        .child(element!("h3", "class" = "deeper__title").child(button))
        .child(body)
}

/// What panels need could not be loaded, and the button that tries `again`.
fn missed(again: Action, given: &Given<'_>) -> Element {
    let button = button(None::<&str>, "button", given.words.text(Word::TryAgain)).on_click(given.act.reform(move |_| again.clone()));
    fragment().child(passage("p", "hint", given.words.text(Word::PanelsMissed))).child(button)
}

fn inside(panel: Panel, panels: Arrival<Deeper>, given: &Given<'_>) -> Element {
    match panels {
        Arrival::There(deeper) => deeper.panel(panel, given),
        Arrival::Missed => missed(Action::Panels(Arrival::Awaited), given),
        Arrival::Unasked | Arrival::Awaited => passage("p", "hint deeper__coming", given.words.text(Word::Loading)),
    }
}
