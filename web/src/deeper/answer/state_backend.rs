//! How a state backend divides its memory.

use crate::state::{Asked, Calculation};

/// What the panel says.
#[derive(Clone, Debug, PartialEq)]
pub struct StateBackend {}

/// What the panel says.
pub fn of(_calculation: &Calculation, _asked: &Asked) -> StateBackend {
    StateBackend {}
}
