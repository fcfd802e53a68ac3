//! Draws how many machines that makes.

use super::Says;
use crate::deeper::answer::cluster::Cluster;
use crate::view::element::Element;

pub(super) fn view(_: &Cluster, says: &Says<'_>) -> Element {
    says.nothing_follows()
}
