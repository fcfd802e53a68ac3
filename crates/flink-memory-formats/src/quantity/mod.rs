//! Amounts of memory and CPU in manifests: what Flink, its Kubernetes operator and Kubernetes itself read in the same text. Where such texts
//! stand is not known here.

mod kubernetes;

use flink_memory::{MemorySize, NumberError, SizeError, parse_double};

use crate::pieces;
pub use kubernetes::Quantity;
pub(crate) use kubernetes::decimal;

/// What each reads in a text for memory.
#[derive(Clone, Debug, PartialEq)]
pub struct MemoryReadings {
    /// Flink, in any configuration file, argument or variable; and the operator up to 1.6, which hands the text on as it is.
    pub flink: Result<MemorySize, SizeError>,
    /// The operator from 1.7 on: in Flink's units, and else as a quantity, in capitals and without a `B` at its end. A decimal fraction
    /// always fails: `1.5Gi` becomes `1610612736.0`, which Flink does not read.
    pub operator: Result<MemorySize, SizeError>,
    /// Kubernetes, in pods and pod templates, and what compares requests with limits.
    pub kubernetes: Option<Quantity>,
}

/// How a text for memory misleads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trap {
    /// Thousandths of a byte to Kubernetes, mebibytes to Flink and the operator: `2048m`.
    Thousandths,
    /// Powers of 1000 to Kubernetes, of 1024 to Flink and the operator: `2G`, `2000M`, `4k`.
    PowersOf1000,
    /// Flink and the operator read it, Kubernetes does not: `2g`, `2gb`.
    NotForKubernetes,
    /// Kubernetes and the operator from 1.7 on read it, Flink and older operators do not: `2Gi`.
    NotForFlink,
    /// The operator from 1.7 on reads it, and nobody else: `2gi`, `2GiB`.
    OnlyForOperator,
    /// Kubernetes reads it, and nobody else: `1.5Gi`, `0.5`.
    OnlyForKubernetes,
}

/// What each reads in a text for CPU.
#[derive(Clone, Debug, PartialEq)]
pub struct CpuReadings {
    /// Flink, in options such as `kubernetes.taskmanager.cpu.amount`, and the operator, whose field is a number. Unit: cores.
    pub flink: Result<f64, NumberError>,
    /// Kubernetes, in pods and pod templates.
    pub kubernetes: Option<Quantity>,
}

/// Reads a text for memory as each of them does.
///
/// Source: `MemorySize.parseBytes`; `FlinkConfigBuilder.parseResourceMemoryString`, operator 1.7 to 1.15.
///
/// ```
/// use flink_memory_formats::quantity::{Trap, memory};
///
/// let readings = memory("2048m");
/// assert_eq!(readings.flink?.bytes(), 2 << 30);
/// assert_eq!(readings.kubernetes.map(|quantity| quantity.to_string()).as_deref(), Some("2.048"));
/// assert_eq!(memory("2048m").trap(), Some(Trap::Thousandths));
/// assert_eq!(memory("2Gi").operator?.bytes(), 2 << 30);
/// assert_eq!(memory("2Gi").trap(), Some(Trap::NotForFlink));
/// assert_eq!(memory("2147483648").trap(), None);
/// # Ok::<(), flink_memory::SizeError>(())
/// ```
pub fn memory(text: &str) -> MemoryReadings {
    let flink: Result<MemorySize, SizeError> = text.parse();
    let operator = flink.clone().or_else(|error| operator_quantity(text).unwrap_or(Err(error)));
    MemoryReadings { flink, operator, kubernetes: Quantity::parse(text) }
}

/// Reads a text for CPU as each of them does.
///
/// ```
/// use flink_memory_formats::quantity::cpu;
///
/// assert_eq!(cpu("0.5").flink, Ok(0.5));
/// assert!(cpu("500m").flink.is_err());
/// assert_eq!(cpu("500m").kubernetes.map(|quantity| quantity.thousandths()), Some(500));
/// ```
pub fn cpu(text: &str) -> CpuReadings {
    CpuReadings { flink: parse_double(text), kubernetes: Quantity::parse(text) }
}

impl MemoryReadings {
    /// What an operator of this release reads, such as `(1, 7)`.
    pub fn of_operator(&self, release: (u32, u32)) -> &Result<MemorySize, SizeError> {
        if release < (1, 7) { &self.flink } else { &self.operator }
    }

    /// Where they differ; `None` where all read the same, or none of them anything.
    pub fn trap(&self) -> Option<Trap> {
        let thousandths = self.kubernetes.map(Quantity::thousandths);
        match (&self.flink, &self.operator, thousandths) {
            (Ok(size), _, Some(thousandths)) => {
                let flink = u128::from(size.bytes()) * 1000;
                // What is a thousandth to one is a mebibyte to the other; no other unit is so far off.
                let is_far_off = thousandths < flink / 1000;
                (thousandths != flink).then_some(if is_far_off { Trap::Thousandths } else { Trap::PowersOf1000 })
            }
            (Ok(_), _, None) => Some(Trap::NotForKubernetes),
            (Err(_), Ok(_), Some(_)) => Some(Trap::NotForFlink),
            (Err(_), Ok(_), None) => Some(Trap::OnlyForOperator),
            (Err(_), Err(_), Some(_)) => Some(Trap::OnlyForKubernetes),
            (Err(_), Err(_), None) => None,
        }
    }
}

/// What the operator makes of a text that Flink cannot read; `None` where it cannot either, and says what Flink does.
fn operator_quantity(written: &str) -> Option<Result<MemorySize, SizeError>> {
    let text = pieces::without(written, |byte| byte.is_ascii_whitespace() || byte == b'\x0b').to_ascii_uppercase();
    let text = text.strip_suffix('B').unwrap_or(&text);
    let text = text.strip_suffix('I').map_or_else(|| text.to_owned(), |rest| [rest, "i"].concat());
    Some(Quantity::parse(&text).and_then(Quantity::plain)?.parse())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, bytes: u64) {
        assert_eq!(memory(text).operator.map(MemorySize::bytes), Ok(bytes), "{text}");
    }

    #[test]
    fn the_operator_reads_flinks_units_first() {
        for text in ["2g", "2G", "2gb", "2 g", "2Gi", "2gi", "2gib", "2 Gi", "2GiB", "2048m", "2048Mi", "2147483648"] {
            reads(text, 2 << 30);
        }
        reads("2000M", 2000 << 20);
        reads("1536Mi", 1536 << 20);
        reads("1P", 1_000_000_000_000_000);
    }

    #[test]
    fn the_operator_refuses_fractions_and_what_is_no_memory() {
        for text in ["1.5Gi", "1.5g", "0.5Gi", "1.0Gi"] {
            let reason = memory(text).operator.map_err(|error| error.to_string());
            assert!(reason.is_err_and(|reason| reason.starts_with("Memory size unit '.0' does not match")), "{text}");
        }
        for text in ["", "-2Gi", "Gi", "2Xi", "1..5Gi", "lots", "99999999999999999999Gi", "9999999999999999Pi", "{{ memory }}"] {
            assert!(memory(text).operator.is_err(), "{text}");
        }
    }

    #[test]
    fn a_text_that_is_read_in_two_ways_is_a_trap() {
        for (text, trap) in [
            ("2048m", Some(Trap::Thousandths)),
            ("2G", Some(Trap::PowersOf1000)),
            ("2000M", Some(Trap::PowersOf1000)),
            ("4k", Some(Trap::PowersOf1000)),
            ("1T", Some(Trap::PowersOf1000)),
            ("2g", Some(Trap::NotForKubernetes)),
            ("2gb", Some(Trap::NotForKubernetes)),
            ("2 g", Some(Trap::NotForKubernetes)),
            ("2Gi", Some(Trap::NotForFlink)),
            ("2048Mi", Some(Trap::NotForFlink)),
            ("1P", Some(Trap::NotForFlink)),
            ("2gi", Some(Trap::OnlyForOperator)),
            ("2GiB", Some(Trap::OnlyForOperator)),
            ("2 Gi", Some(Trap::OnlyForOperator)),
            ("1.5Gi", Some(Trap::OnlyForKubernetes)),
            ("0.5", Some(Trap::OnlyForKubernetes)),
            ("0.5Gi", Some(Trap::OnlyForKubernetes)),
            ("1.5g", None),
            ("2147483648", None),
            ("0", None),
            ("0m", None),
            ("lots", None),
            ("", None),
        ] {
            assert_eq!(memory(text).trap(), trap, "{text}");
        }
    }

    #[test]
    fn an_old_operator_hands_on_what_is_written() {
        let readings = memory("2Gi");
        assert_eq!(readings.of_operator((1, 6)), &readings.flink);
        assert_eq!(readings.of_operator((1, 7)), &readings.operator);
        assert_eq!(readings.of_operator((1, 15)), &readings.operator);
    }

    #[test]
    fn cores_have_no_unit_to_flink() {
        assert_eq!((cpu("1").flink, cpu("1.0").flink), (Ok(1.0), Ok(1.0)));
        assert_eq!(cpu("1.5").kubernetes.map(Quantity::thousandths), Some(1500));
        assert!(cpu("1500m").flink.is_err());
        assert!(cpu("").flink.is_err() && cpu("").kubernetes.is_none());
    }
}
