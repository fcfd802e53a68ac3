//! What the JVM makes of it.

use crate::state::{Asked, Calculation};

/// What the panel says.
#[derive(Clone, Debug, PartialEq)]
pub struct Jvm {}

/// What the panel says.
pub fn of(_calculation: &Calculation, _asked: &Asked) -> Jvm {
    Jvm {}
}
