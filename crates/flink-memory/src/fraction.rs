//! Fractions of sizes, in the exact digits that Flink multiplies by.

use std::fmt;

use crate::decimal::Decimal;
use crate::java::{self, JavaDouble, JavaFloat, NumberError};
use crate::size::MemorySize;

/// A share of a size, as Flink computes with it.
///
/// Flink reads a fraction as a 32-bit float and widens it to a double, so `0.4` is 0.4000000059604645.
/// Multiplying takes the shortest decimal digits of that double times the size in exact decimal
/// arithmetic and truncates. `Display` prints the double as Java does.
///
/// Any double can stand here; [`Fraction::is_proper`] tells what Flink accepts for an option.
///
/// ```
/// use flink_memory::{Fraction, MemorySize};
/// let managed = Fraction::parse("0.4")?.of(MemorySize::from_mebibytes(1280));
/// assert_eq!(managed.map(MemorySize::bytes), Some(536_870_920)); // 8 bytes above 0.4 × 1280 MiB
/// # Ok::<(), flink_memory::NumberError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Fraction(f64);

impl Fraction {
    /// The fraction that a 32-bit float stands for.
    pub fn from_f32(value: f32) -> Fraction {
        Fraction(f64::from(value))
    }

    /// Reads a fraction as Java's `Float.parseFloat` does: `0.4`, ` .25 `, `1e-3`, `0.25f`, `0x1p-3`, `NaN`.
    ///
    /// # Errors
    /// What is not a number for Java: `0,4`, `10%`, nothing.
    pub fn parse(text: &str) -> Result<Fraction, NumberError> {
        java::parse_float(text).map(Fraction)
    }

    /// The double that Flink computes with.
    pub const fn value(self) -> f64 {
        self.0
    }

    /// The shortest text that Flink reads back as this fraction, which is how a person would write it: `0.4`, not 0.4000000059604645.
    pub fn shortest_text(self) -> String {
        JavaFloat::narrowed(self.0).to_string()
    }

    /// Whether Flink accepts it for an option: from 0 to below 1.
    pub fn is_proper(self) -> bool {
        (0.0..1.0).contains(&self.0)
    }

    /// `f / (1 − f)`, computed in doubles: what of the rest `f` of the whole is.
    #[must_use]
    pub fn inverse(self) -> Fraction {
        Fraction(self.0 / (1.0 - self.0))
    }

    /// The share of `size`, truncated to whole bytes; `None` above 2^63 − 1 bytes, for negative fractions and for NaN.
    ///
    /// Source: `MemorySize.multiply`.
    pub fn of(self, size: MemorySize) -> Option<MemorySize> {
        Decimal::shortest(self.0)?.times(size.bytes()).and_then(MemorySize::from_bytes)
    }
}

/// Equal are the same bits, so that a configuration with NaN equals itself.
impl PartialEq for Fraction {
    fn eq(&self, other: &Fraction) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

impl Eq for Fraction {}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        JavaDouble(self.0).fmt(f)
    }
}
