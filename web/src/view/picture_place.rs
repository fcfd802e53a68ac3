//! What Flink makes of it: the bar, the nested boxes, and under them the step of a pool or Flink's refusal.

use std::rc::Rc;

use flink_memory::Pool;
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_node_ref, use_state_eq};

use super::element::words;
use super::{refusal, step_panel};
use crate::browser::{Room, RoomObserver};
use crate::diagram::layout::Metrics;
use crate::diagram::{View, bar, boxes};
use crate::state::{Action, Calculation};
use crate::text::{self, Text, t};

/// The room that is drawn in until the browser has told the real one.
const ROOM_BEFORE_MEASURING: Room = Room { width: 640, height: 800 };

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) calculation: Rc<Calculation>,
    pub(crate) selected: Pool,
    pub(crate) act: Callback<Action>,
}

#[component]
pub(crate) fn PicturePlace(props: &Props) -> Html {
    let Props { calculation, selected, act } = props;
    let node = use_node_ref();
    let room = use_state_eq(|| ROOM_BEFORE_MEASURING);
    let previewed = use_state_eq(|| None::<Pool>);
    {
        let setter = room.setter();
        use_effect_with(node.clone(), move |node| {
            // Dropping the observer ends the watching.
            let observer = RoomObserver::new(node, Callback::from(move |room: Room| setter.set(room)));
            move || drop(observer)
        });
    }
    let setter = previewed.setter();
    let on_preview = Callback::from(move |pool: Option<Pool>| setter.set(pool));
    let on_select = act.reform(Action::Select);
    let is_stale = calculation.is_stale();
    html! {
        <section class="place place--picture" aria-labelledby="place-picture">
            <h2 class="place__title" id="place-picture">{ t(Text::WhatFlinkMakes) }</h2>
            <div class="picture__bar">
                <div ref={node}></div>
                if let Some(picture) = &calculation.picture {
                    { bar(picture, room.width, is_stale, &on_preview, &on_select) }
                }
            </div>
            <div class="picture">
                { refusal::view(calculation) }
                if let Some(picture) = &calculation.picture {
                    if is_stale {
                        <p class="picture__stale" id="stale">{ text::stale_caption(picture) }</p>
                    }
                    { boxes(&View { picture, metrics: Metrics::of_room(room.width, room.height), is_stale, selected: picture.nearest(*selected) }, &on_preview, &on_select) }
                } else {
                    { words("p", "picture__none", t(Text::NoPicture)) }
                }
                if let Some(picture) = calculation.picture.as_ref().filter(|_| !is_stale) {
                    { step_panel::view(picture, previewed.unwrap_or(*selected)) }
                }
            </div>
        </section>
    }
}
