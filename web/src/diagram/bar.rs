//! Draws the bar: the undivided pools side by side, to scale, under the size of the whole.

use flink_memory::{MemorySize, Pool};
use yew::{Callback, Html, html};

use super::boxes::{Pointer, pool_class, size_text};
use super::scale::{Stretch, divide};
use crate::state::Picture;
use crate::text::{self, Text, quantity, t};
use crate::view::element::{drawn_words, rectangle, words};
use crate::view::swatch;

/// The height of the bar. Unit: pixels.
const HEIGHT: u32 = 36;

/// The width that one letter takes, on the wide side, so that no label is cut. Unit: pixels.
const LETTER: u32 = 7;

/// The bar of a picture at a width in pixels. The table and the boxes say the same to those who do not see it.
pub(crate) fn view(picture: &Picture, width: u32, is_stale: bool, on_preview: &Callback<Option<Pool>>, on_select: &Callback<Pool>) -> Html {
    let tree = picture.memory.tree();
    let leaves = tree.leaves();
    let sizes: Vec<u64> = leaves.iter().map(|&pool| picture.bytes(pool).unwrap_or(0)).collect();
    let stretches = divide(width, &sizes);
    let pointer = Pointer::new(on_preview, on_select);
    html! {
        <div class={if is_stale { "bar bar--stale" } else { "bar" }}>
            <p class="bar__head">
                if is_stale {
                    <a class="bar__refused" href="#refusal">{ t(Text::LastGood) }</a>
                } else {
                    { words("span", "bar__name", text::pool_name(tree.pool)) }
                }
                <strong class="bar__size" id="whole">{ whole(picture) }</strong>
            </p>
            <svg
                class="bar__picture"
                aria-hidden="true"
                width={width.to_string()}
                height={HEIGHT.to_string()}
                onmouseover={pointer.over}
                onmouseleave={pointer.leave}
                onclick={pointer.click}
            >
                for (pool, stretch) in leaves.iter().copied().zip(stretches) {
                    { segment(pool, stretch, picture) }
                }
            </svg>
            <ul class="bar__key" aria-hidden="true">
                for pool in leaves {
                    <li class="bar__item" key={pool.id()}>
                        { swatch(pool, picture) }
                        { words("span", "bar__pool", text::pool_short_name(pool)) }
                        { words("span", "bar__number", size_text(picture, pool)) }
                    </li>
                }
            </ul>
        </div>
    }
}

fn segment(pool: Pool, stretch: Stretch, picture: &Picture) -> Html {
    let name = text::pool_short_name(pool);
    let letters = u32::try_from(name.len()).unwrap_or(u32::MAX);
    let is_wide = letters.saturating_add(2).saturating_mul(LETTER) < stretch.length;
    let middle = stretch.start + stretch.length / 2;
    html! {
        <g class={format!("segment {}", pool_class(pool, picture))} key={pool.id()} data-segment={pool.id()}>
            { rectangle("segment__rect", [stretch.start, 0, stretch.length, HEIGHT]) }
            if is_wide {
                { drawn_words("segment__name", [middle, HEIGHT / 2], name) }
            }
        </g>
    }
}

fn whole(picture: &Picture) -> String {
    let size = picture.bytes(picture.memory.tree().pool).and_then(MemorySize::from_bytes);
    size.map_or_else(
        || text::no_limit(picture.request.process).to_owned(),
        |size| format!("{} = {}", quantity::size(size), text::bytes(size)),
    )
}
