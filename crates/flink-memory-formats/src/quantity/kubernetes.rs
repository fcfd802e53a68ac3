//! A quantity as Kubernetes writes it. What others make of the same text stands one room up.

use std::fmt;

use flink_memory::quotient;

use crate::pieces;

/// A quantity of Kubernetes: digits with a point somewhere, times a unit. Of memory the unit is bytes, of CPU it is cores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    digits: u64,
    decimals: u32,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Unit {
    name: &'static str,
    thousandths: u64,
}

/// The units of a quantity that memory is written in. Bigger ones overflow what the operator computes with.
const UNITS: [Unit; 12] = [
    Unit { name: "", thousandths: 1000 },
    Unit { name: "m", thousandths: 1 },
    Unit { name: "k", thousandths: 1_000_000 },
    Unit { name: "M", thousandths: 1_000_000_000 },
    Unit { name: "G", thousandths: 1_000_000_000_000 },
    Unit { name: "T", thousandths: 1_000_000_000_000_000 },
    Unit { name: "P", thousandths: 1_000_000_000_000_000_000 },
    Unit { name: "Ki", thousandths: 1000 << 10 },
    Unit { name: "Mi", thousandths: 1000 << 20 },
    Unit { name: "Gi", thousandths: 1000 << 30 },
    Unit { name: "Ti", thousandths: 1000 << 40 },
    Unit { name: "Pi", thousandths: 1000 << 50 },
];

/// More digits than any memory has, and few enough for every product here to fit.
const MOST_DIGITS: usize = 18;

impl Quantity {
    /// Reads a quantity; `None` for anything that is none.
    ///
    /// DIFFERENCE: so is what hardly anybody writes of memory or CPU: a sign, an exponent such as `129e6`, `n`, `u`, `E` and `Ei`, and more
    /// than 18 digits.
    ///
    /// ```
    /// use flink_memory_formats::quantity::Quantity;
    /// assert_eq!(Quantity::parse("2048m").map(|quantity| quantity.to_string()).as_deref(), Some("2.048"));
    /// assert_eq!(Quantity::parse("2g"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Quantity> {
        let (number, unit) = pieces::decimal(text.trim());
        let unit = *UNITS.iter().find(|known| known.name == unit)?;
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if number.len() > MOST_DIGITS || fraction.contains('.') {
            return None;
        }
        let digits = pieces::number(&[whole, fraction].concat())?;
        Some(Quantity { digits, decimals: u32::try_from(fraction.len()).ok()?, unit })
    }

    /// The quantity in thousandths, of a byte or a core, rounded down.
    pub fn thousandths(self) -> u128 {
        quotient(u128::from(self.digits) * u128::from(self.unit.thousandths), u128::from(10_u64.pow(self.decimals)))
    }

    /// The product in decimal, with as many decimals as were written, as Java's `BigDecimal` has it. `None` for thousandths.
    pub(super) fn plain(self) -> Option<String> {
        let bytes = self.unit.thousandths / 1000;
        (bytes > 0).then(|| with_decimals(u128::from(self.digits) * u128::from(bytes), self.decimals))
    }
}

/// In decimal, to three decimals: `2.048`, `2000000000`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimal(self.thousandths()))
    }
}

/// A number in decimal, the last of its digits behind a point.
fn with_decimals(mut number: u128, decimals: u32) -> String {
    let mut text = String::new();
    let mut count = 0;
    while number > 0 || count <= decimals {
        if count == decimals && count > 0 {
            text.insert(0, '.');
        }
        let tens = quotient(number, 10);
        let digit = u32::try_from(number - tens * 10).unwrap_or(0);
        text.insert(0, char::from_digit(digit, 10).unwrap_or('0'));
        number = tens;
        count += 1;
    }
    text
}

/// A number of thousandths in decimal: `2.048`, `2000000000`.
pub(crate) fn decimal(thousandths: u128) -> String {
    with_decimals(thousandths, 3).trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kubernetes_reads_its_own_units() {
        let read = |text: &str| Quantity::parse(text).map(|quantity| quantity.to_string());
        assert_eq!(read("2048m").as_deref(), Some("2.048"));
        assert_eq!(read("2G").as_deref(), Some("2000000000"));
        assert_eq!(read("1.5Gi").as_deref(), Some("1610612736"));
        assert_eq!(read("500m").as_deref(), Some("0.5"));
        assert_eq!(read("2g"), None);
    }
}
