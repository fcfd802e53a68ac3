//! Draws the nested boxes. How high they are is decided in `layout`; widths and colours stand in the style sheet.

use flink_memory::{MemorySize, Pool};
use yew::{Callback, FocusEvent, KeyboardEvent, MouseEvent};

use super::layout::{Block, Metrics, layout};
use crate::browser;
use crate::state::Picture;
use crate::text::{Word, Words};
use crate::view::element::{Element, drawn_words, element, rectangle};

/// What of a picture is drawn, and how.
pub(crate) struct View<'a> {
    /// The picture.
    pub(crate) picture: &'a Picture,
    /// Whether it is of an earlier question.
    pub(crate) is_stale: bool,
    /// The pool whose step is open.
    pub(crate) selected: Pool,
    /// The language.
    pub(crate) words: Words,
}

/// The nested boxes, in the order of Flink's own picture.
///
/// To those who do not see it the picture is a tree, because a tree tells how deep a box lies, is one stop of the Tab key,
/// and may select what the focus reaches. No branch ever closes, so nothing is called expanded, and every arrow leads to
/// the next box in the order of the document or to the one before.
pub(crate) fn view(view: &View<'_>, on_preview: &Callback<Option<Pool>>, on_select: &Callback<Pool>) -> Element {
    let View { picture, is_stale, words, .. } = *view;
    let layout = layout(picture.memory.tree(), |pool| picture.bytes(pool), Metrics::PICTURE);
    let pointer = Pointer::new(on_preview, on_select);
    element!(
        "svg",
        "class" = if is_stale { "diagram diagram--stale" } else { "diagram" },
        "role" = "tree",
        "aria-label" = words.text(Word::DiagramLabel),
        "width" = "100%",
        "height" = layout.height,
    )
    .on_mouse_over(pointer.over)
    .on_mouse_leave(pointer.leave)
    .on_click(pointer.click)
    .on_focus_in(pointer.focus)
    .on_key_down(walk(layout.blocks.iter().map(|block| block.pool).collect()))
    .children(layout.blocks.iter().map(|block| box_of(block, view)))
}

/// One box. What is drawn in it is also its name for those who listen.
fn box_of(block: &Block, view: &View<'_>) -> Element {
    let View { picture, selected, words, .. } = *view;
    let Block { pool, depth, y, height, is_divided } = *block;
    let kind = if is_divided { " block--divided" } else { "" };
    let open = if picture.is_open(pool) { " block--open" } else { "" };
    let middle = y + if is_divided { Metrics::PICTURE.label } else { height } / 2;
    element!(
        "g",
        "class" = format!("block{kind}{open} {}", pool_class(pool, picture)),
        "role" = "treeitem",
        "tabindex" = if pool == selected { "0" } else { "-1" },
        "id" = box_id(pool),
        "data-pool" = pool.id(),
        "aria-level" = depth + 1,
        "aria-selected" = if pool == selected { "true" } else { "false" },
    )
    .key(pool.id())
    .child(rectangle("block__rect", "0", y, "100%", height))
    .child(drawn_words("block__name", "0", middle, words.pool_name(pool)))
    .child(" ")
    .child(drawn_words("block__size", "100%", middle, size_text(picture, pool, words)))
    .child(" ")
    .child(drawn_words("block__share", "100%", middle, share_text(picture, pool, words)))
}

/// The classes that give a pool its colour. A pool that others are divided into has another colour where it is not divided.
pub(crate) fn pool_class(pool: Pool, picture: &Picture) -> String {
    let whole = if picture.memory.tree().is_leaf(pool) { " pool--whole" } else { "" };
    format!("pool--{}{whole}", pool.id())
}

pub(super) fn size_text(picture: &Picture, pool: Pool, words: Words) -> String {
    let size = picture.bytes(pool).and_then(MemorySize::from_bytes);
    size.map_or_else(|| words.no_limit(picture.request.process).to_owned(), |size| words.size(size))
}

fn share_text(picture: &Picture, pool: Pool, words: Words) -> String {
    picture.bytes(pool).map(|bytes| words.share(bytes, picture.whole())).unwrap_or_default()
}

fn box_id(pool: Pool) -> String {
    format!("pool-{}", pool.id())
}

/// Lets the keys move the focus, which selects.
fn walk(pools: Vec<Pool>) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        let here = browser::pool_at(&event).and_then(|pool| pools.iter().position(|&known| known == pool));
        if let Some(next) = here.and_then(|here| led_to(&event.key(), here)) {
            event.prevent_default();
            if let Some(&pool) = pools.get(next.min(pools.len() - 1)) {
                browser::focus(&event, &box_id(pool));
            }
        }
    })
}

/// The place in the order of the document that a key leads to, which may lie after the last.
fn led_to(key: &str, here: usize) -> Option<usize> {
    match key {
        "ArrowDown" | "ArrowRight" => Some(here + 1),
        "ArrowUp" | "ArrowLeft" => Some(here.saturating_sub(1)),
        "Home" => Some(0),
        "End" => Some(usize::MAX),
        // What has the focus is selected already; the page must not scroll.
        " " | "Enter" => Some(here),
        _ => None,
    }
}

/// What the pointer and the focus do: one listener for all boxes, which asks where the event comes from.
pub(super) struct Pointer {
    pub(super) over: Callback<MouseEvent>,
    pub(super) leave: Callback<MouseEvent>,
    pub(super) click: Callback<MouseEvent>,
    focus: Callback<FocusEvent>,
}

impl Pointer {
    pub(super) fn new(on_preview: &Callback<Option<Pool>>, on_select: &Callback<Pool>) -> Pointer {
        let select = |pool: Option<Pool>, on_select: &Callback<Pool>| {
            if let Some(pool) = pool {
                on_select.emit(pool);
            }
        };
        let (on_click, on_focus) = (on_select.clone(), on_select.clone());
        Pointer {
            over: on_preview.reform(|event: MouseEvent| browser::pool_at(&event)),
            leave: on_preview.reform(|_| None),
            click: Callback::from(move |event: MouseEvent| select(browser::pool_at(&event), &on_click)),
            focus: Callback::from(move |event: FocusEvent| {
                browser::show_focused(&event);
                select(browser::pool_at(&event), &on_focus);
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_through_the_document_and_leave_others_to_the_browser() {
        assert_eq!(["ArrowUp", "ArrowRight", "ArrowLeft", "ArrowDown"].map(|key| led_to(key, 3)), [2, 4, 2, 4].map(Some));
        assert_eq!((led_to("ArrowUp", 0), led_to("Home", 3), led_to("Enter", 3)), (Some(0), Some(0), Some(3)));
        assert_eq!(led_to("Tab", 3), None);
    }
}
