//! The components of the page: values and callbacks in, elements out. They hold no rule about memory and no word of any language.

mod controls;
mod copy_button;
pub(crate) mod element;
pub(crate) mod header;
mod memory_table;
mod number_box;
mod option_groups;
mod option_row;
mod picture_place;
mod refusal;
mod segmented;
pub(crate) mod set_place;
mod step_panel;
mod takeaway;

pub(crate) use picture_place::PicturePlace;
pub(crate) use takeaway::Takeaway;

use flink_memory::Pool;
use yew::Html;

use self::element::words;
use crate::diagram::pool_class;
use crate::state::Picture;

/// A small field in the colour of a pool.
pub(crate) fn swatch(pool: Pool, picture: &Picture) -> Html {
    words("span", format!("swatch {}", pool_class(pool, picture)), "")
}

/// The id of the box of an option, made from its key.
pub(crate) fn option_id(key: &str) -> String {
    key.replace('.', "-")
}
