//! Draws what the JVM makes of it.

use super::Says;
use crate::deeper::answer::jvm::Jvm;
use crate::view::element::Element;

pub(super) fn view(_: &Jvm, says: &Says<'_>) -> Element {
    says.nothing_follows()
}
