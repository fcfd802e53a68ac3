//! What Flink makes of it: the bar, the nested boxes, and under them the step of a pool or Flink's refusal.

use std::rc::Rc;

use flink_memory::Pool;
use yew::{Callback, Component, Context, Html, NodeRef, Properties};

use super::element::{element, fragment, passage};
use super::{refusal, step_panel};
use crate::browser::{Room, RoomObserver};
use crate::diagram::layout::Metrics;
use crate::diagram::{View, bar, boxes};
use crate::state::{Action, Calculation};
use crate::text::{Word, Words, said};

/// The room that is drawn in until the browser has told the real one.
const ROOM_BEFORE_MEASURING: Room = Room { width: 640, height: 800 };

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) calculation: Rc<Calculation>,
    pub(crate) selected: Pool,
    pub(crate) act: Callback<Action>,
    pub(crate) words: Words,
}

/// What happens to the place itself, and not to what Flink is asked.
pub(crate) enum Message {
    /// The room is another.
    Room(Room),
    /// The pointer is over a pool, or over none.
    Preview(Option<Pool>),
}

pub(crate) struct PicturePlace {
    node: NodeRef,
    room: Room,
    previewed: Option<Pool>,
    on_preview: Callback<Option<Pool>>,
    // Dropping the observer ends the watching.
    observer: Option<RoomObserver>,
}

impl Component for PicturePlace {
    type Message = Message;
    type Properties = Props;

    fn create(context: &Context<Self>) -> Self {
        let on_preview = context.link().callback(Message::Preview);
        PicturePlace { node: NodeRef::default(), room: ROOM_BEFORE_MEASURING, previewed: None, on_preview, observer: None }
    }

    fn update(&mut self, _: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Room(room) => std::mem::replace(&mut self.room, room) != room,
            Message::Preview(pool) => std::mem::replace(&mut self.previewed, pool) != pool,
        }
    }

    fn rendered(&mut self, context: &Context<Self>, is_first: bool) {
        if is_first {
            self.observer = RoomObserver::new(&self.node, context.link().callback(Message::Room));
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let Props { calculation, selected, act, words } = context.props();
        let words = *words;
        let PicturePlace { node, room, previewed, on_preview, .. } = self;
        let on_select = act.reform(Action::Select);
        let is_stale = calculation.is_stale();
        let drawn = calculation.picture.as_ref();
        let bar = drawn.map(|picture| bar(picture, room.width, is_stale, on_preview, &on_select, words));
        let picture = match drawn {
            None => passage("p", "picture__none", words.text(Word::NoPicture)),
            Some(picture) => {
                let metrics = Metrics::of_room(room.width, room.height);
                let view = View { picture, metrics, is_stale, selected: picture.nearest(*selected), words };
                let caption = is_stale.then(|| {
                    element!("p", "class" = "picture__stale", "id" = "stale")
                        .child(words.say(said::StaleCaption { release: &picture.request.release.to_string() }))
                });
                fragment().child(caption).child(boxes(&view, on_preview, &on_select))
            }
        };
        let step = drawn.filter(|_| !is_stale).map(|picture| step_panel::view(picture, previewed.unwrap_or(*selected), words));
        element!("section", "class" = "place place--picture", "aria-labelledby" = "place-picture")
            .child(element!("h2", "class" = "place__title", "id" = "place-picture").child(words.text(Word::WhatFlinkMakes)))
            .child(element!("div", "class" = "picture__bar").child(element!("div").node(node.clone())).child(bar))
            .child(element!("div", "class" = "picture").child(refusal::view(calculation, words)).child(picture).child(step))
            .into()
    }
}
