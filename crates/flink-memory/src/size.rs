//! Byte sizes as Flink's `MemorySize` reads, computes and prints them; fractions of sizes stand in `fraction`.

use std::fmt;

use crate::decimal::Decimal;
use crate::java;
use crate::lowercase::lower_case;
use crate::release::Release;
use crate::rules;

/// A number of bytes, as Flink's `MemorySize` holds it.
///
/// Unit: bytes, 0 to 2^63 − 1 (a Java `long` that is never negative). `Display` prints what Flink's
/// `toString` prints: the largest unit that divides the size, in words such as `64 mb`.
///
/// Source: `org.apache.flink.configuration.MemorySize`, the same from 1.10 to 2.3.
///
/// ```
/// use flink_memory::MemorySize;
/// let size: MemorySize = "1600 mb".parse()?;
/// assert_eq!(size.bytes(), 1_677_721_600);
/// assert_eq!(size.to_string(), "1600 mb");
/// assert_eq!(size.human().to_string(), "1.563gb (1677721600 bytes)");
/// # Ok::<(), flink_memory::SizeError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemorySize(u64);

/// Flink's units, smallest first: the name that it prints, the names that it reads, and the bytes in one.
static UNITS: [Unit; 5] = [
    Unit { name: "bytes", short: "b", accepted: ["", "b", "bytes"], shift: 0 },
    Unit { name: "kb", short: "k", accepted: ["k", "kb", "kibibytes"], shift: 10 },
    Unit { name: "mb", short: "m", accepted: ["m", "mb", "mebibytes"], shift: 20 },
    Unit { name: "gb", short: "g", accepted: ["g", "gb", "gibibytes"], shift: 30 },
    Unit { name: "tb", short: "t", accepted: ["t", "tb", "tebibytes"], shift: 40 },
];

struct Unit {
    name: &'static str,
    short: &'static str,
    accepted: [&'static str; 3],
    /// Its bytes are two to the power of this.
    shift: u32,
}

impl Unit {
    const fn bytes(&self) -> u64 {
        1 << self.shift
    }
}

impl MemorySize {
    /// Zero bytes.
    pub const ZERO: MemorySize = MemorySize(0);

    /// 2^63 − 1 bytes, Flink's `MemorySize.MAX_VALUE`; its word for "unlimited".
    pub const MAX: MemorySize = MemorySize(i64::MAX.unsigned_abs());

    /// A size from a number of bytes; `None` above 2^63 − 1.
    pub const fn from_bytes(bytes: u64) -> Option<MemorySize> {
        if bytes <= MemorySize::MAX.0 { Some(MemorySize(bytes)) } else { None }
    }

    /// A size from whole mebibytes (2^20 bytes).
    pub const fn from_mebibytes(mebibytes: u32) -> MemorySize {
        MemorySize((mebibytes as u64) << 20)
    }

    /// A size from whole kibibytes (2^10 bytes).
    pub const fn from_kibibytes(kibibytes: u32) -> MemorySize {
        MemorySize((kibibytes as u64) << 10)
    }

    /// A size from a number of bytes that is small enough for any process.
    pub(crate) const fn from_few_bytes(bytes: u16) -> MemorySize {
        MemorySize(bytes as u64)
    }

    /// The size in bytes.
    pub const fn bytes(self) -> u64 {
        self.0
    }

    /// The whole mebibytes in the size, rounded down.
    pub const fn whole_mebibytes(self) -> u64 {
        self.0 >> 20
    }

    /// The sum; `None` above 2^63 − 1, where Flink fails with `long overflow`.
    pub fn plus(self, other: MemorySize) -> Option<MemorySize> {
        self.0.checked_add(other.0).and_then(MemorySize::from_bytes)
    }

    /// The difference; `None` below zero, where Flink fails with `bytes must be >= 0`.
    pub fn minus(self, other: MemorySize) -> Option<MemorySize> {
        self.0.checked_sub(other.0).map(MemorySize)
    }

    /// What each of `count` equal shares gets, rounded down; the remainder belongs to nobody.
    #[must_use]
    pub fn shared_by(self, count: std::num::NonZeroU32) -> MemorySize {
        MemorySize(self.0 / u64::from(count.get()))
    }

    /// The size divided as a release of Flink divides it, rounded down.
    ///
    /// # Errors
    /// Flink refuses a negative divisor in words of its own, and leaves zero to Java.
    ///
    /// Source: `MemorySize.divide`.
    pub fn divide(self, divisor: i64, release: Release) -> Result<MemorySize, DivisionError> {
        let Ok(positive) = u64::try_from(divisor) else { return Err(DivisionError::Negative { release }) };
        self.0.checked_div(positive).map(MemorySize).ok_or(DivisionError::ByZero)
    }

    /// The size as Flink's `toHumanReadableString` prints it, which is how it stands in messages and logs.
    ///
    /// Three decimals of the largest unit that is *strictly* smaller than the size, rounded half up on the
    /// shortest decimal digits, and the bytes: exactly 1 GiB is `1024.000mb (1073741824 bytes)`.
    pub const fn human(self) -> Human {
        Human(self)
    }

    /// The shortest text that Flink reads back as this size: `4g`, `1536m`, `697932173b`.
    pub fn shortest_text(self) -> String {
        let unit = if self.0 == 0 { &UNITS[0] } else { self.largest_dividing_unit() };
        format!("{}{}", self.0 >> unit.shift, unit.short)
    }

    fn largest_dividing_unit(self) -> &'static Unit {
        UNITS.iter().rev().find(|unit| self.0.trailing_zeros() >= unit.shift).unwrap_or(&UNITS[0])
    }
}

impl std::str::FromStr for MemorySize {
    type Err = SizeError;

    /// Reads a size as Flink does: white space around it, digits, white space, a unit in any case; no unit means bytes.
    ///
    /// # Errors
    /// Everything else, with the facts of Flink's own complaint; decimals (`1.5g`) and IEC names (`1gib`) are not sizes.
    fn from_str(text: &str) -> Result<MemorySize, SizeError> {
        let (digits, unit) = amount(text)?;
        let number = java::parse_long(digits).map_err(|_| SizeError::NumberTooLarge { digits: digits.to_owned() })?;
        let Some(known) = UNITS.iter().find(|known| known.accepted.contains(&unit.as_str())) else {
            return Err(SizeError::UnknownUnit { unit });
        };
        let bytes = number.unsigned_abs().checked_mul(known.bytes()).and_then(MemorySize::from_bytes);
        bytes.ok_or_else(|| SizeError::TooLarge { text: text.to_owned() })
    }
}

/// The ASCII digits that a text begins with, and the unit behind them in lower case: how Flink begins to read a size or a span of time.
pub(crate) fn amount(text: &str) -> Result<(&str, String), SizeError> {
    let trimmed = java::trim(text);
    if trimmed.is_empty() {
        return Err(SizeError::Empty);
    }
    let end = trimmed.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(trimmed.len());
    let (digits, rest) = java::cut(trimmed, end);
    if digits.is_empty() { Err(SizeError::NoNumber) } else { Ok((digits, lower_case(java::trim(rest)))) }
}

impl fmt::Display for MemorySize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Flink's own quirk: a whole number of tebibytes, and zero, fall through to bytes.
        let unit = self.largest_dividing_unit();
        let unit = if unit.shift == UNITS[4].shift { &UNITS[0] } else { unit };
        write!(f, "{} {}", self.0 >> unit.shift, unit.name)
    }
}

/// A size in the form of Flink's messages and logs, see [`MemorySize::human`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Human(MemorySize);

impl Human {
    /// The number with three decimals and the unit, without the bytes in parentheses: `1.563gb`, `128 bytes`.
    pub fn short(self) -> impl fmt::Display {
        Short(self.0)
    }
}

impl fmt::Display for Human {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Short(self.0))?;
        if self.0.0 > UNITS[1].bytes() {
            write!(f, " ({} bytes)", self.0.0)?;
        }
        Ok(())
    }
}

/// Writes one of Flink's messages with a size in the place of each `#`.
pub(crate) fn write_sizes(f: &mut fmt::Formatter<'_>, message: &str, sizes: &[MemorySize]) -> fmt::Result {
    let mut rest = message;
    for size in sizes {
        let (before, behind) = rest.split_once('#').unwrap_or((rest, ""));
        write!(f, "{before}{}", size.human())?;
        rest = behind;
    }
    f.write_str(rest)
}

struct Short(MemorySize);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.0.0;
        match UNITS.iter().skip(1).rev().find(|unit| bytes > unit.bytes()) {
            None => write!(f, "{bytes} bytes"),
            Some(unit) => {
                // Rounded on the shortest decimal digits, as Java's `Formatter` rounds.
                #[expect(clippy::cast_precision_loss, reason = "Flink divides as doubles, too")]
                let thousandths = Decimal::shortest(bytes as f64 / unit.bytes() as f64).map_or(0, Decimal::thousandths);
                write!(f, "{}.{:03}{}", thousandths / 1000, thousandths % 1000, unit.name)
            }
        }
    }
}

/// Why Flink cannot read a text as a size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SizeError {
    /// Nothing, or nothing but white space.
    Empty,
    /// The text does not begin with an ASCII digit; signs and letters are refused here.
    NoNumber,
    /// The digits alone are above 2^63 − 1.
    NumberTooLarge {
        /// The digits as given.
        digits: String,
    },
    /// What follows the digits is no unit of Flink's.
    UnknownUnit {
        /// The rest after the digits, trimmed and in lower case, as Flink quotes it.
        unit: String,
    },
    /// Number times unit is above 2^63 − 1 bytes.
    TooLarge {
        /// The whole text as given.
        text: String,
    },
}

impl fmt::Display for SizeError {
    /// Flink's own message.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SizeError::Empty => f.write_str("argument is an empty- or whitespace-only string"),
            SizeError::NoNumber => f.write_str("text does not start with a number"),
            SizeError::NumberTooLarge { digits } => {
                write!(f, "The value '{digits}' cannot be re represented as 64bit number (numeric overflow).")
            }
            SizeError::UnknownUnit { unit } => write!(
                f,
                "Memory size unit '{unit}' does not match any of the recognized units: (b | bytes) / (k | kb | kibibytes) / \
                 (m | mb | mebibytes) / (g | gb | gibibytes) / (t | tb | tebibytes)"
            ),
            SizeError::TooLarge { text } => {
                write!(f, "The value '{text}' cannot be re represented as 64bit number of bytes (numeric overflow).")
            }
        }
    }
}

impl std::error::Error for SizeError {}

/// Why Flink cannot divide a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DivisionError {
    /// The divisor is below zero.
    Negative {
        /// The release, whose words differ.
        release: Release,
    },
    /// The divisor is zero.
    ByZero,
}

impl fmt::Display for DivisionError {
    /// Flink's own message.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DivisionError::Negative { release } if rules::DIVISOR_NOT_ZERO_MESSAGE.contains(*release) => "divisor must be != 0",
            DivisionError::Negative { .. } => "divisor must be >= 0",
            DivisionError::ByZero => "/ by zero",
        })
    }
}

impl std::error::Error for DivisionError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, bytes: u64) {
        assert_eq!(text.parse(), MemorySize::from_bytes(bytes).ok_or(SizeError::Empty));
    }

    #[track_caller]
    fn refuses(text: &str, message: &str) {
        assert_eq!(text.parse::<MemorySize>().map_err(|error| error.to_string()), Err(message.to_owned()));
    }

    #[test]
    fn sizes_are_read_as_flink_reads_them() {
        reads("1024", 1024);
        reads(" 1 g", 1 << 30);
        reads("1024 KIBIBYTES", 1 << 20);
        reads("007mB\t", 7 << 20);
        reads("9223372036854775807b", i64::MAX.unsigned_abs());
        refuses("", "argument is an empty- or whitespace-only string");
        refuses("-1", "text does not start with a number");
        refuses("\u{661}g", "text does not start with a number");
        refuses("9223372036854775808", "The value '9223372036854775808' cannot be re represented as 64bit number (numeric overflow).");
        refuses(" 8388608t", "The value ' 8388608t' cannot be re represented as 64bit number of bytes (numeric overflow).");
        assert_eq!("1.5 GiB".parse::<MemorySize>(), Err(SizeError::UnknownUnit { unit: ".5 gib".to_owned() }));
    }

    #[test]
    fn sizes_are_printed_as_flink_prints_them() {
        for (bytes, string, human) in [
            (0, "0 bytes", "0 bytes"),
            (1024, "1 kb", "1024 bytes"),
            (1025, "1025 bytes", "1.001kb (1025 bytes)"),
            (1 << 30, "1 gb", "1024.000mb (1073741824 bytes)"),
            (1 << 40, "1099511627776 bytes", "1024.000gb (1099511627776 bytes)"),
            (1600 << 20, "1600 mb", "1.563gb (1677721600 bytes)"),
            (i64::MAX.unsigned_abs(), "9223372036854775807 bytes", "8388608.000tb (9223372036854775807 bytes)"),
        ] {
            let size = MemorySize::from_bytes(bytes).unwrap_or_default();
            assert_eq!(size.to_string(), string);
            assert_eq!(size.human().to_string(), human);
            assert_eq!(size.shortest_text().parse(), Ok(size));
        }
    }
}
