//! One option: its box, and where its values have a scale a slider, as one control.

use flink_memory::Release;
use yew::{Callback, Html, InputEvent, KeyboardEvent, Properties, component, html};

use super::{number_box, option_id};
use crate::browser;
use crate::state::slider_scale::SliderScale;
use crate::state::{Action, Row};
use crate::text;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) label: &'static str,
    pub(crate) row: Row,
    /// What the positions of the slider mean, where there is one.
    #[prop_or_default]
    pub(crate) scale: Option<SliderScale>,
    pub(crate) release: Release,
    pub(crate) act: Callback<Action>,
}

#[component]
pub(crate) fn OptionRow(props: &Props) -> Html {
    let Props { label, row, scale, release, act } = props;
    html! {
        <div class={number_box::row_class(row)} data-key={row.key}>
            { number_box::line(label, row, act) }
            { for scale.map(|scale| slider(label, row, scale, act)) }
            { number_box::notes(row, *release, act) }
        </div>
    }
}

fn slider(label: &'static str, row: &Row, scale: SliderScale, act: &Callback<Action>) -> Html {
    let target = row.target;
    let position = row.place.map_or(0, |value| scale.position(value));
    let move_to = act.reform(move |position: u32| target.written(scale.text(position)));
    let oninput = {
        let move_to = move_to.clone();
        move |event: InputEvent| {
            if let Some(position) = browser::slider_position(&event) {
                move_to.emit(position);
            }
        }
    };
    let onkeydown = move |event: KeyboardEvent| {
        if let Some(position) = paged(&event.key(), position, scale) {
            event.prevent_default();
            move_to.emit(position);
        }
    };
    html! {
        <input
            type="range"
            class="slider"
            id={format!("{}-slider", option_id(row.key))}
            min="0"
            max={scale.last().to_string()}
            step="1"
            value={position.to_string()}
            aria-label={label}
            aria-valuetext={text::slider_words(row)}
            {oninput}
            {onkeydown}
        />
    }
}

/// Where the page keys lead; the arrow keys are the browser's own and move by one position.
fn paged(key: &str, position: u32, scale: SliderScale) -> Option<u32> {
    match key {
        "PageUp" => Some(position.saturating_add(scale.page()).min(scale.last())),
        "PageDown" => Some(position.saturating_sub(scale.page())),
        _ => None,
    }
}
