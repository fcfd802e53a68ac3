//! How Java reads and prints numbers: `parseFloat`, `parseInt`, `Double.toString`, `trim`. No memory, no Flink.

use std::fmt;

use crate::decimal::scientific;

/// Why Java could not read a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// The text, trimmed where Java trims it, is not a number of the asked type.
    NotANumber {
        /// The text as Java quotes it.
        text: String,
    },
    /// Nothing but white space where a float or double was asked for.
    EmptyText,
    /// `BigDecimal` was asked to hold NaN or an infinity; Flink does so with `taskmanager.cpu.cores`.
    NotADecimal {
        /// The first character of Java's name for the value: `N` or `I`.
        first: char,
    },
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NumberError::NotANumber { text } => write!(f, "For input string: \"{text}\""),
            NumberError::EmptyText => f.write_str("empty String"),
            NumberError::NotADecimal { first } => {
                write!(f, "Character {first} is neither a decimal digit number, decimal point, nor \"e\" notation exponential mark.")
            }
        }
    }
}

/// `String.trim`: cuts characters up to U+0020 off both ends, and no others.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|character| character <= ' ')
}

/// `Float.parseFloat`, widened to a double.
pub(crate) fn parse_float(text: &str) -> Result<f64, NumberError> {
    match floating(text)? {
        Floating::Decimal(number) => number.parse::<f32>().map(f64::from).map_err(|_| not_a_number(text)),
        Floating::Value(value) => Ok(value),
        Floating::Hexadecimal(number) => Ok(number.rounded(24, -149, 127)),
    }
}

/// `Double.parseDouble`.
pub(crate) fn parse_double(text: &str) -> Result<f64, NumberError> {
    match floating(text)? {
        Floating::Decimal(number) => number.parse().map_err(|_| not_a_number(text)),
        Floating::Value(value) => Ok(value),
        Floating::Hexadecimal(number) => Ok(number.rounded(53, -1074, 1023)),
    }
}

/// `Integer.parseInt`: no trimming, one sign, decimal digits of any script in the basic plane.
pub(crate) fn parse_int(text: &str) -> Result<i32, NumberError> {
    let error = || NumberError::NotANumber { text: text.to_owned() };
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() {
        return Err(error());
    }
    let mut value = 0i64;
    for character in digits.chars() {
        value = value * 10 + i64::from(decimal_digit(character).ok_or_else(error)?);
        if value > 1 << 31 {
            return Err(error());
        }
    }
    i32::try_from(if negative { -value } else { value }).map_err(|_| error())
}

/// `Character.digit(character, 10)`, which knows the decimal digits of every script.
fn decimal_digit(character: char) -> Option<u32> {
    /// The zeros of Unicode's decimal digits in the basic plane; the other nine follow each.
    const ZEROS: [u32; 37] = [
        0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20, 0x1040,
        0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0,
        0xAA50, 0xABF0, 0xFF10,
    ];
    let code = u32::from(character);
    ZEROS.iter().find_map(|&zero| code.checked_sub(zero).filter(|&digit| digit < 10))
}

fn not_a_number(text: &str) -> NumberError {
    NumberError::NotANumber { text: trim(text).to_owned() }
}

enum Floating<'a> {
    Decimal(&'a str),
    Value(f64),
    Hexadecimal(Hexadecimal),
}

/// The grammar shared by `parseFloat` and `parseDouble`.
fn floating(text: &str) -> Result<Floating<'_>, NumberError> {
    let text = trim(text);
    if text.is_empty() {
        return Err(NumberError::EmptyText);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    match unsigned {
        "NaN" => return Ok(Floating::Value(f64::NAN)),
        "Infinity" => return Ok(Floating::Value(sign * f64::INFINITY)),
        _ => {}
    }
    let number = text.strip_suffix(['f', 'F', 'd', 'D']).unwrap_or(text);
    if let Some(hexadecimal) = unsigned.strip_prefix("0x").or_else(|| unsigned.strip_prefix("0X")) {
        return Hexadecimal::parse(sign, hexadecimal).map(Floating::Hexadecimal).ok_or_else(|| not_a_number(text));
    }
    if is_decimal(number) { Ok(Floating::Decimal(number)) } else { Err(not_a_number(text)) }
}

/// Whether the text is `[sign] digits [. digits] [e [sign] digits]` with a digit before the exponent.
fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(part) && !(whole.is_empty() && part.is_empty()) && exponent.is_none_or(|text| !text.is_empty() && digits(text))
}

/// A hexadecimal float such as `0x1.8p-3`: the leading bits, whether any below them is set, and the exponent of the lowest.
struct Hexadecimal {
    sign: f64,
    bits: u64,
    sticky: bool,
    exponent: i64,
}

impl Hexadecimal {
    fn parse(sign: f64, text: &str) -> Option<Hexadecimal> {
        let text = text.strip_suffix(['f', 'F', 'd', 'D']).unwrap_or(text);
        let (mantissa, power) = text.split_once(['p', 'P'])?;
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = power.strip_prefix(['+', '-']).unwrap_or(power);
        if (whole.is_empty() && part.is_empty()) || digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // Far outside the range of a double every exponent means zero or infinity.
        let power = digits.bytes().fold(0i64, |power, digit| (power * 10 + i64::from(digit - b'0')).min(1 << 40));
        let mut number =
            Hexadecimal { sign, bits: 0, sticky: false, exponent: if text.contains("p-") || text.contains("P-") { -power } else { power } };
        for (index, digit) in whole.chars().chain(part.chars()).enumerate() {
            let digit = digit.to_digit(16)?;
            let after_point = index >= whole.len();
            if number.bits >> 60 == 0 {
                number.bits = number.bits << 4 | u64::from(digit);
                number.exponent -= if after_point { 4 } else { 0 };
            } else {
                number.sticky |= digit != 0;
                number.exponent += if after_point { 0 } else { 4 };
            }
        }
        Some(number)
    }

    /// Rounds half to even to `precision` bits with the given lowest and highest exponents.
    fn rounded(&self, precision: i64, lowest: i64, highest: i64) -> f64 {
        if self.bits == 0 {
            return self.sign * 0.0;
        }
        let length = 64 - i64::from(self.bits.leading_zeros());
        let dropped = (length - precision).max(lowest.saturating_sub(self.exponent));
        let (bits, exponent) = match u32::try_from(dropped) {
            Err(_) | Ok(0) => (self.bits, self.exponent),
            Ok(dropped) if dropped > 64 => return self.sign * 0.0,
            Ok(dropped) => {
                let kept = self.bits.checked_shr(dropped).unwrap_or(0);
                let rest = u128::from(self.bits) & ((1u128 << dropped) - 1);
                let half = 1u128 << (dropped - 1);
                let up = rest > half || rest == half && (self.sticky || kept & 1 == 1);
                (kept + u64::from(up), self.exponent + i64::from(dropped))
            }
        };
        let top = 64 - i64::from(bits.leading_zeros()) + exponent - 1;
        if bits != 0 && top > highest {
            return self.sign * f64::INFINITY;
        }
        // Two exact steps, because the smallest powers of two are below the normal range.
        let power = i32::try_from(exponent).unwrap_or(0);
        #[expect(clippy::cast_precision_loss, reason = "at most as many bits as the type asked for")]
        let bits = bits as f64;
        self.sign * bits * 2f64.powi(power / 2) * 2f64.powi(power - power / 2)
    }
}

/// `Double.toString`: at least one digit after the point, and scientific below 10⁻³ and from 10⁷ on.
#[derive(Clone, Copy)]
pub(crate) struct JavaDouble(pub(crate) f64);

impl fmt::Display for JavaDouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.0;
        if value.is_nan() {
            return f.write_str("NaN");
        }
        if value.is_sign_negative() {
            f.write_str("-")?;
        }
        let value = value.abs();
        if value.is_infinite() {
            return f.write_str("Infinity");
        }
        if value != 0.0 && !(1e-3..1e7).contains(&value) {
            let (digits, exponent) = scientific(value);
            let digits = digits.to_string();
            let (first, rest) = digits.split_at(1);
            if rest.is_empty() {
                // Java always prints two digits, and takes the nearest two: 4.9E-324 rather than 5.0E-324.
                let two = format!("{value:.1e}");
                let is_same = two.parse() == Ok(value);
                return if is_same { f.write_str(&two.replace('e', "E")) } else { write!(f, "{first}.0E{exponent}") };
            }
            let exponent = exponent + i32::try_from(rest.len()).unwrap_or(0);
            return write!(f, "{first}.{rest}E{exponent}");
        }
        write!(f, "{value:?}")
    }
}

/// `Float.toString`: the same forms, with the shortest digits of a 32-bit float.
#[derive(Clone, Copy)]
pub(crate) struct JavaFloat(f32);

impl JavaFloat {
    /// A float that was widened to a double, as it was before.
    #[expect(clippy::cast_possible_truncation, reason = "the double holds a float")]
    pub(crate) fn narrowed(value: f64) -> JavaFloat {
        JavaFloat(value as f32)
    }
}

impl fmt::Display for JavaFloat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The shortest digits of the float, read as a double, are the shortest digits of that double, too.
        let digits: f64 = format!("{:e}", self.0).parse().unwrap_or(f64::from(self.0));
        JavaDouble(digits).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_read_as_java_reads_them() {
        for (text, value) in [
            ("0.4", 0.400_000_005_960_464_5),
            (" 0.25f ", 0.25),
            ("0.25d", 0.25),
            (".25", 0.25),
            ("5.", 5.0),
            ("1e-3", 0.001_000_000_047_497_451_3),
            ("+1E2", 100.0),
            ("0x1p-3", 0.125),
            ("-0x1.8P1", -3.0),
            ("0x.8p0f", 0.5),
            ("0xFFFFFFp0", 16_777_215.0),
            ("0x1000001p0", 16_777_216.0),
            ("0x1000003p0", 16_777_220.0),
            ("0x1p-149", f64::from(f32::from_bits(1))),
            ("0x1p-150", 0.0),
            ("0x1.8p-150", f64::from(f32::from_bits(1))),
            ("0x1p128", f64::INFINITY),
            ("0x1p99999999999999999999", f64::INFINITY),
            ("1e99", f64::INFINITY),
            ("-Infinity", f64::NEG_INFINITY),
            ("0.99999999", 1.0),
        ] {
            assert_eq!(parse_float(text), Ok(value), "{text}");
        }
        assert!(parse_float("+NaN").is_ok_and(f64::is_nan));
        assert_eq!(parse_float(" \t"), Err(NumberError::EmptyText));
        for text in ["0,4", "10%", "inf", "nan", "infinity", "1e", ".", "e5", "1f2", "0x1", "0xp1", "--1", "0.4\u{a0}", "NaNf"] {
            let trimmed = trim(text).to_owned();
            assert_eq!(parse_float(text), Err(NumberError::NotANumber { text: trimmed }), "{text}");
        }
    }

    #[test]
    fn doubles_are_read_as_java_reads_them() {
        assert_eq!(parse_double("0x1.fffffffffffffp1023"), Ok(f64::MAX));
        assert_eq!(parse_double("0x1p-1074"), Ok(f64::from_bits(1)));
        assert_eq!(parse_double("0x1p1024"), Ok(f64::INFINITY));
        assert_eq!(parse_double("0.1"), Ok(0.1));
    }

    #[test]
    fn ints_are_read_as_java_reads_them() {
        assert_eq!(parse_int("+7"), Ok(7));
        assert_eq!(parse_int("-2147483648"), Ok(i32::MIN));
        assert_eq!(parse_int("00042"), Ok(42));
        assert_eq!(parse_int("４"), Ok(4));
        for text in ["", "+", "-", " 4", "2.0", "2147483648", "99999999999999999999", "1_000"] {
            assert_eq!(parse_int(text), Err(NumberError::NotANumber { text: text.to_owned() }));
        }
    }

    #[test]
    fn doubles_are_printed_as_java_prints_them() {
        for (value, text) in [
            (0.2, "0.2"),
            (1.0, "1.0"),
            (1e-10, "1.0E-10"),
            (1.25e-5, "1.25E-5"),
            (0.001, "0.001"),
            (1e7, "1.0E7"),
            (9_999_999.0, "9999999.0"),
            (4_294_967_296.0, "4.294967296E9"),
            (-0.0, "-0.0"),
            (f64::NEG_INFINITY, "-Infinity"),
            (f64::MAX, "1.7976931348623157E308"),
            (f64::from_bits(1), "4.9E-324"),
            (1e300, "1.0E300"),
        ] {
            assert_eq!(JavaDouble(value).to_string(), text);
        }
        assert_eq!(JavaDouble(f64::NAN).to_string(), "NaN");
    }
}
