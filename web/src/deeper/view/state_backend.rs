//! Draws how a state backend divides its memory.

use super::Says;
use crate::deeper::answer::state_backend::StateBackend;
use crate::view::element::Element;

pub(super) fn view(_: &StateBackend, says: &Says<'_>) -> Element {
    says.nothing_follows()
}
