//! Draws how many network buffers a job needs.

use super::Says;
use crate::deeper::answer::network::Network;
use crate::view::element::Element;

pub(super) fn view(_: &Network, says: &Says<'_>) -> Element {
    says.nothing_follows()
}
