//! Who gets which share of managed memory.

use crate::state::{Asked, Calculation};

/// What the panel says.
#[derive(Clone, Debug, PartialEq)]
pub struct Consumers {}

/// What the panel says.
pub fn of(_calculation: &Calculation, _asked: &Asked) -> Consumers {
    Consumers {}
}
