//! The components of the page: values and callbacks in, elements out. They hold no rule about memory and no word of any language.

mod checked;
mod controls;
pub(crate) mod deeper_place;
pub(crate) mod element;
pub(crate) mod finding_list;
pub(crate) mod foot;
pub(crate) mod header;
mod memory_table;
mod missed;
mod number_box;
mod option_groups;
mod option_row;
pub(crate) mod paper;
mod picture_place;
pub(crate) mod refusal;
mod segmented;
pub(crate) mod set_place;
mod step_panel;
pub(crate) mod takeaway;
pub(crate) mod taking;
pub(crate) mod text_place;
mod written;

pub(crate) use picture_place::PicturePlace;
pub(crate) use takeaway::Takeaway;
pub(crate) use taking::use_taking;
pub(crate) use text_place::TextPlace;

use flink_memory::Pool;

use self::element::{Element, element};
use crate::diagram::pool_class;
use crate::state::Picture;

/// A small field in the colour of a pool, or where there are no colours with its number.
pub(crate) fn swatch(pool: Pool, picture: &Picture) -> Element {
    element!("span", "class" = format!("swatch {}", pool_class(pool, picture)), "data-number" = picture.number(pool))
}

/// The id of the box of an option, made from its key.
pub(crate) fn option_id(key: &str) -> String {
    key.replace('.', "-")
}
