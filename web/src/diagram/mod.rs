//! The picture of a memory: where its boxes lie, and how they are drawn.

mod bar;
mod boxes;
pub mod layout;
pub mod scale;

pub(crate) use bar::view as bar;
pub(crate) use boxes::{View, pool_class, view as boxes};
