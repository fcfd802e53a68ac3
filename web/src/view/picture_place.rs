//! What Flink makes of it: the bar, the nested boxes, which open down to the slot, and under them the step of a pool or Flink's refusal.

use std::rc::Rc;

use flink_memory::{Pool, Process};
use yew::{Callback, Html, Properties, component, use_callback, use_state_eq};

use super::element::{element, fragment, passage};
use super::{deeper_place, refusal, step_panel};
use crate::deeper::{Deeper, Given};
use crate::diagram::{View, bar, boxes};
use crate::later::Arrival;
use crate::state::{Action, Asked, Calculation, Panel};
use crate::text::{Word, Words, said};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) calculation: Rc<Calculation>,
    pub(crate) selected: Pool,
    /// Whether the step of the chosen pool is there, too.
    pub(crate) has_step: bool,
    /// What is asked beyond the breakdown; nothing where nothing can be.
    pub(crate) asked: Option<Asked>,
    /// How far what answers it is.
    pub(crate) panels: Arrival<Deeper>,
    pub(crate) act: Callback<Action>,
    pub(crate) words: Words,
}

#[component]
pub(crate) fn PicturePlace(props: &Props) -> Html {
    let Props { calculation, selected, has_step, asked, panels, act, words } = props;
    let words = *words;
    // The pool that the pointer is over.
    let previewed = use_state_eq(|| None::<Pool>);
    let setter = previewed.setter();
    let on_preview = &use_callback((), move |pool: Option<Pool>, ()| setter.set(pool));
    let on_select = act.reform(Action::Select);
    let is_stale = calculation.is_stale();
    let drawn = calculation.picture.as_ref();
    let bar = drawn.map(|picture| bar(picture, is_stale, on_preview, &on_select, words));
    let picture = match drawn {
        None => passage("p", "picture__none", words.text(Word::NoPicture)),
        Some(picture) => {
            let view = View { picture, is_stale, selected: picture.nearest(*selected), words };
            let caption = is_stale.then(|| {
                element!("p", "class" = "picture__stale", "id" = "stale")
                    .child(words.say(said::StaleCaption { release: &picture.request.release.to_string() }))
            });
            fragment().child(caption).child(boxes(&view, on_preview, &on_select))
        }
    };
    let step = drawn.filter(|_| *has_step && !is_stale).map(|picture| step_panel::view(picture, (*previewed).unwrap_or(*selected), words));
    let is_shared_out = calculation.request.process == Process::TaskManager;
    let slots = asked
        .as_ref()
        .filter(|_| is_shared_out)
        .map(|asked| deeper_place::fold(Panel::Diagram, *panels, &Given { calculation, asked, act, words }));
    element!("section", "class" = "place place--picture", "aria-labelledby" = "place-picture")
        .child(element!("h2", "class" = "place__title", "id" = "place-picture").child(words.text(Word::WhatFlinkMakes)))
        .child(element!("div", "class" = "picture__bar").child(bar))
        .child(element!("div", "class" = "picture").child(refusal::view(calculation, words)).child(picture).child(slots).child(step))
        .into()
}
