//! How many network buffers a job needs.

use crate::state::{Asked, Calculation};

/// What the panel says.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {}

/// What the panel says.
pub fn of(_calculation: &Calculation, _asked: &Asked) -> Network {
    Network {}
}
