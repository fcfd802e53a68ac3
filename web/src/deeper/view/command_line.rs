//! Draws what the start scripts call.

use super::Says;
use crate::deeper::answer::command_line::CommandLine;
use crate::view::element::Element;

pub(super) fn view(_: &CommandLine, says: &Says<'_>) -> Element {
    says.nothing_follows()
}
