//! Draws who gets which share of managed memory.

use super::Says;
use crate::deeper::answer::consumers::Consumers;
use crate::view::element::Element;

pub(super) fn view(_: &Consumers, says: &Says<'_>) -> Element {
    says.nothing_follows()
}
