//! What the start scripts call.

use crate::state::{Asked, Calculation};

/// What the panel says.
#[derive(Clone, Debug, PartialEq)]
pub struct CommandLine {}

/// What the panel says.
pub fn of(_calculation: &Calculation, _asked: &Asked) -> CommandLine {
    CommandLine {}
}
