//! Memory in manifests: how the Kubernetes operator reads it, and how Kubernetes itself does.

use flink_memory::{MemorySize, SizeError, quotient};

use crate::pieces;

/// What the operator makes of a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Memory {
    /// Flink can read it as it is written.
    Flink(MemorySize),
    /// Flink cannot; the operator reads it as a quantity of Kubernetes, from its release 1.7 on.
    Kubernetes(MemorySize),
}

/// A memory as the operator reads it: in Flink's words, and else as a quantity, in capitals and without a `B` at its end.
///
/// # Errors
/// What Flink says of what the operator makes of it. A decimal fraction always fails: `1.5Gi` becomes `1610612736.0`.
///
/// Source: `FlinkConfigBuilder.parseResourceMemoryString`, operator 1.7 to 1.15.
pub(super) fn operator_memory(written: &str) -> Result<Memory, SizeError> {
    let error = match written.parse() {
        Ok(size) => return Ok(Memory::Flink(size)),
        Err(error) => error,
    };
    let text = pieces::without(written, |byte| byte.is_ascii_whitespace() || byte == b'\x0b').to_ascii_uppercase();
    let text = text.strip_suffix('B').unwrap_or(&text);
    let text = text.strip_suffix('I').map_or_else(|| text.to_owned(), |rest| [rest, "i"].concat());
    match Quantity::parse(&text).and_then(Quantity::plain) {
        Some(plain) => plain.parse().map(Memory::Kubernetes),
        None => Err(error),
    }
}

/// A quantity of Kubernetes: digits with a point somewhere, times a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
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
    /// Reads a quantity; `None` for anything that is none, or is none of memory.
    pub(super) fn parse(text: &str) -> Option<Quantity> {
        let (number, unit) = pieces::decimal(text.trim());
        let unit = *UNITS.iter().find(|known| known.name == unit)?;
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if number.len() > MOST_DIGITS || fraction.contains('.') {
            return None;
        }
        let digits = pieces::number(&[whole, fraction].concat())?;
        Some(Quantity { digits, decimals: u32::try_from(fraction.len()).ok()?, unit })
    }

    /// The quantity in thousandths of a byte, rounded down.
    pub(super) fn thousandths(self) -> u128 {
        quotient(u128::from(self.digits) * u128::from(self.unit.thousandths), u128::from(10_u64.pow(self.decimals)))
    }

    /// The product in decimal, with as many decimals as were written, as Java's `BigDecimal` has it. `None` for thousandths.
    fn plain(self) -> Option<String> {
        let bytes = self.unit.thousandths / 1000;
        (bytes > 0).then(|| with_decimals(u128::from(self.digits) * u128::from(bytes), self.decimals))
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
pub(super) fn decimal(thousandths: u128) -> String {
    with_decimals(thousandths, 3).trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, bytes: u64) {
        let read = operator_memory(text).map(|memory| match memory {
            Memory::Flink(size) | Memory::Kubernetes(size) => size.bytes(),
        });
        assert_eq!(read, Ok(bytes), "{text}");
    }

    #[test]
    fn the_operator_reads_flinks_units_first() {
        for text in ["2g", "2G", "2gb", "2 g", "2Gi", "2gi", "2gib", "2 Gi", "2GiB", "2048m", "2048Mi", "2147483648"] {
            reads(text, 2 << 30);
        }
        reads("2000M", 2000 << 20);
        reads("1536Mi", 1536 << 20);
        reads("1P", 1_000_000_000_000_000);
        assert!(matches!(operator_memory("2G"), Ok(Memory::Flink(_))));
        assert!(matches!(operator_memory("2Gi"), Ok(Memory::Kubernetes(_))));
    }

    #[test]
    fn the_operator_refuses_fractions_and_what_is_no_memory() {
        for text in ["1.5Gi", "1.5g", "0.5Gi", "1.0Gi"] {
            let reason = operator_memory(text).map_err(|error| error.to_string());
            assert!(reason.is_err_and(|reason| reason.starts_with("Memory size unit '.0' does not match")), "{text}");
        }
        for text in ["", "-2Gi", "Gi", "2Xi", "1..5Gi", "lots", "99999999999999999999Gi", "9999999999999999Pi", "{{ memory }}"] {
            assert!(operator_memory(text).is_err(), "{text}");
        }
    }

    #[test]
    fn kubernetes_reads_its_own_units() {
        let thousandths = |text: &str| Quantity::parse(text).map(|quantity| decimal(quantity.thousandths()));
        assert_eq!(thousandths("2048m").as_deref(), Some("2.048"));
        assert_eq!(thousandths("2G").as_deref(), Some("2000000000"));
        assert_eq!(thousandths("1.5Gi").as_deref(), Some("1610612736"));
        assert_eq!(thousandths("2g"), None);
    }
}
