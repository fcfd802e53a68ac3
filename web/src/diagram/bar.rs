//! Draws the bar: the undivided pools side by side, to scale, under the size of the whole.

use flink_memory::{MemorySize, Pool};
use yew::{Callback, MouseEvent};

use super::boxes::{Pointer, pool_class, size_text};
use super::scale::{Stretch, divide};
use crate::browser;
use crate::state::Picture;
use crate::text::{Word, Words};
use crate::view::element::{Element, button, drawn_words, element, passage, rectangle};
use crate::view::{refusal, swatch};

/// The height of the bar. Unit: pixels.
const HEIGHT: u32 = 36;

/// The parts of a bar that its stretches are made of: hundredths of a percent.
const WHOLE: u32 = 10_000;

/// The width that one letter takes, on the wide side, so that no label is cut. Unit: pixels.
const LETTER: u32 = 7;

/// What no bar is wide enough for. Unit: hundreds of pixels.
const WIDEST: u32 = 10;

/// From which length on a segment has room for its number, which is to be seen only where there are no colours.
const NUMBERED: u32 = 200;

/// The bar of a picture, as wide as there is room. The table and the boxes say the same to those who do not see it.
pub(crate) fn view(
    picture: &Picture,
    is_stale: bool,
    on_preview: &Callback<Option<Pool>>,
    on_select: &Callback<Pool>,
    words: Words,
) -> Element {
    let tree = picture.memory.tree();
    let leaves = tree.leaves();
    let sizes: Vec<u64> = leaves.iter().map(|&pool| picture.bytes(pool).unwrap_or(0)).collect();
    let stretches = divide(WHOLE, &sizes);
    let pointer = Pointer::new(on_preview, on_select);
    let name = if is_stale {
        button(None::<&str>, "link bar__refused", words.text(Word::LastGood))
            .on_click(Callback::from(|event: MouseEvent| browser::reveal(&event, refusal::ID)))
    } else {
        passage("span", "bar__name", words.pool_name(tree.pool))
    };
    let whole = element!("strong", "class" = "bar__size", "id" = "whole").child(whole(picture, words));
    let bar = element!("svg", "class" = "bar__picture", "aria-hidden" = "true", "width" = "100%", "height" = HEIGHT)
        .on_mouse_over(pointer.over)
        .on_mouse_leave(pointer.leave)
        .on_click(pointer.click)
        .children(leaves.iter().zip(stretches).map(|(&pool, stretch)| segment(pool, stretch, picture, words)));
    element!("div", "class" = if is_stale { "bar bar--stale" } else { "bar" })
        .child(element!("p", "class" = "bar__head").child(name).child(whole))
        .child(bar)
        .child(element!("ul", "class" = "bar__key", "aria-hidden" = "true").children(leaves.iter().map(|&pool| item(pool, picture, words))))
}

/// A line of the key under the bar.
fn item(pool: Pool, picture: &Picture, words: Words) -> Element {
    element!("li", "class" = "bar__item")
        .key(pool.id())
        .child(swatch(pool, picture))
        .child(passage("span", "bar__pool", words.pool_short_name(pool)))
        .child(passage("span", "bar__number", size_text(picture, pool, words)))
}

fn segment(pool: Pool, stretch: Stretch, picture: &Picture, words: Words) -> Element {
    let name = words.pool_short_name(pool);
    let letters = u32::try_from(name.len()).unwrap_or(u32::MAX);
    // The width of the bar, in hundreds of pixels, from which on the label has room; the style sheet hides it where there is less.
    let needed = letters.saturating_add(2).saturating_mul(LETTER * WHOLE / 100) / stretch.length.max(1) + 1;
    let number = picture.number(pool).filter(|_| stretch.length >= NUMBERED);
    let middle = percent(stretch.start + stretch.length / 2);
    let number = number.map(|number| drawn_words("segment__number", middle.clone(), HEIGHT / 2, number.to_string()));
    let label = (needed < WIDEST).then(|| drawn_words(format!("segment__name segment__name--{needed}"), middle, HEIGHT / 2, name));
    element!("g", "class" = format!("segment {}", pool_class(pool, picture)), "data-segment" = pool.id())
        .key(pool.id())
        .child(rectangle("segment__rect", percent(stretch.start), 0, percent(stretch.length), HEIGHT))
        .child(label)
        .child(number)
}

fn percent(parts: u32) -> String {
    format!("{}.{:02}%", parts / 100, parts % 100)
}

fn whole(picture: &Picture, words: Words) -> String {
    let size = picture.bytes(picture.memory.tree().pool).and_then(MemorySize::from_bytes);
    size.map_or_else(|| words.no_limit(picture.request.process).to_owned(), |size| format!("{} = {}", words.size(size), words.bytes(size)))
}
