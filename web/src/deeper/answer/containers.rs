//! What containers ask for.

use crate::state::{Asked, Calculation};

/// What the panel says.
#[derive(Clone, Debug, PartialEq)]
pub struct Containers {}

/// What the panel says.
pub fn of(_calculation: &Calculation, _asked: &Asked) -> Containers {
    Containers {}
}
