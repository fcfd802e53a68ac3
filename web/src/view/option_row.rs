//! One option: its box, and where its values have a scale a slider, as one control.

use flink_memory::Release;
use yew::{Callback, Component, Context, Html, InputEvent, KeyboardEvent, Properties};

use super::element::{Element, component, element};
use super::{number_box, option_id};
use crate::browser;
use crate::state::slider_scale::SliderScale;
use crate::state::{Action, Row};
use crate::text::Words;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) label: &'static str,
    pub(crate) row: Row,
    /// What the positions of the slider mean, where there is one.
    pub(crate) scale: Option<SliderScale>,
    pub(crate) release: Release,
    pub(crate) act: Callback<Action>,
    pub(crate) words: Words,
}

pub(crate) struct OptionRow;

impl Component for OptionRow {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        OptionRow
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let Props { label, row, scale, release, act, words } = context.props();
        element!("div", "class" = number_box::row_class(row), "data-key" = row.key)
            .child(number_box::line(label, row, act, *words))
            .child(scale.map(|scale| slider(label, row, scale, act, *words)))
            .child(number_box::notes(row, *release, act, *words))
            .into()
    }
}

/// The component among others.
pub(crate) fn row_view(
    label: &'static str,
    row: Row,
    scale: Option<SliderScale>,
    release: Release,
    act: &Callback<Action>,
    words: Words,
) -> Html {
    let key = row.key;
    component::<OptionRow>(Props { label, row, scale, release, act: act.clone(), words }, Some(key))
}

fn slider(label: &'static str, row: &Row, scale: SliderScale, act: &Callback<Action>, words: Words) -> Element {
    let target = row.target;
    let position = row.place.map_or(0, |value| scale.position(value));
    let move_to = act.reform(move |position: u32| target.written(scale.text(position)));
    let on_input = {
        let move_to = move_to.clone();
        move |event: InputEvent| {
            if let Some(position) = browser::slider_position(&event) {
                move_to.emit(position);
            }
        }
    };
    let on_key_down = move |event: KeyboardEvent| {
        if let Some(position) = paged(&event.key(), position, scale) {
            event.prevent_default();
            move_to.emit(position);
        }
    };
    element!(
        "input",
        "type" = "range",
        "class" = "slider",
        "id" = format!("{}-slider", option_id(row.key)),
        "min" = "0",
        "max" = scale.last(),
        "step" = "1",
        "aria-label" = label,
        "aria-valuetext" = words.slider(row),
    )
    .value(position.to_string())
    .on_input(on_input.into())
    .on_key_down(on_key_down.into())
}

/// Where the page keys lead; the arrow keys are the browser's own and move by one position.
fn paged(key: &str, position: u32, scale: SliderScale) -> Option<u32> {
    match key {
        "PageUp" => Some(position.saturating_add(scale.page()).min(scale.last())),
        "PageDown" => Some(position.saturating_sub(scale.page())),
        _ => None,
    }
}
