//! Draws what containers ask for.

use super::Says;
use crate::deeper::answer::containers::Containers;
use crate::view::element::Element;

pub(super) fn view(_: &Containers, says: &Says<'_>) -> Element {
    says.nothing_follows()
}
