//! How Java reads and prints numbers: `parseFloat`, `parseInt`, `Double.toString`, `trim`. No memory, no Flink.

use std::fmt;

use crate::float::{Binary, DOUBLE, Format, SINGLE, shortest_double, shortest_single};
use crate::natural::Big;

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

/// A text in two, all of it in front where it cannot be cut at the byte. What std's own `split_at` says where it panics is kilobytes of the page.
pub(crate) fn cut(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// Whether a text is a name once both are in capitals: the long s of older print is an S then, and the i without a dot an I.
pub(crate) fn is_in_upper(text: &str, name: &str) -> bool {
    let upper = |character| match character {
        'ſ' => 'S',
        'ı' => 'I',
        character => character.to_ascii_uppercase(),
    };
    text.chars().map(upper).eq(name.chars())
}

/// `String.trim`: cuts characters up to U+0020 off both ends, and no others.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|character| character <= ' ')
}

/// Entries as Java's `HashMap` hands them out that were put into it in this order, each under a key of its own: bucket by bucket.
pub(crate) fn in_hash_order<T>(entries: &[T], key: impl Fn(&T) -> &str) -> Vec<&T> {
    let keys: Vec<&str> = entries.iter().map(key).collect();
    hash_order(&keys).into_iter().filter_map(|place| entries.get(place)).collect()
}

/// The places of keys in that order. Apart from the entries, so that it is there once for all kinds of them.
fn hash_order(keys: &[&str]) -> Vec<usize> {
    let mut buckets: usize = 16;
    while keys.len() * 4 > buckets * 3 {
        buckets *= 2;
    }
    let mut table: Vec<Vec<usize>> = vec![Vec::new(); buckets];
    for (place, key) in keys.iter().enumerate() {
        let hash = key.encode_utf16().fold(0u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(unit.into()));
        table[(hash ^ (hash >> 16)) as usize & (buckets - 1)].push(place);
    }
    table.into_iter().flatten().collect()
}

/// `Float.parseFloat`, widened to a double.
pub(crate) fn parse_float(text: &str) -> Result<f64, NumberError> {
    parse_floating(text, SINGLE)
}

/// `Double.parseDouble`, which is how every Java program reads a double: white space around it, hexadecimal and a suffix are allowed.
///
/// # Errors
/// Whatever is no number to Java, with its complaint.
pub fn parse_double(text: &str) -> Result<f64, NumberError> {
    parse_floating(text, DOUBLE)
}

/// `Integer.parseInt`.
pub(crate) fn parse_int(text: &str) -> Result<i32, NumberError> {
    parse_long(text).and_then(|value| i32::try_from(value).map_err(|_| NumberError::NotANumber { text: text.to_owned() }))
}

/// `Long.parseLong`: no trimming, one sign, decimal digits of any script in the basic plane.
pub(crate) fn parse_long(text: &str) -> Result<i64, NumberError> {
    let error = || NumberError::NotANumber { text: text.to_owned() };
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() {
        return Err(error());
    }
    // Below zero, because there is one number more.
    let add = |value: i64, digit: char| value.checked_mul(10)?.checked_sub(decimal_digit(digit)?.into());
    let value = digits.chars().try_fold(0, add);
    value.and_then(|value| if negative { Some(value) } else { value.checked_neg() }).ok_or_else(error)
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

/// The grammar shared by `parseFloat` and `parseDouble`: a sign, and then a name, a hexadecimal or a decimal number with an optional `f` or `d`.
fn parse_floating(text: &str, format: Format) -> Result<f64, NumberError> {
    let text = trim(text);
    if text.is_empty() {
        return Err(NumberError::EmptyText);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let value = match unsigned {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        number => {
            let number = number.strip_suffix(['f', 'F', 'd', 'D']).unwrap_or(number);
            let hexadecimal = number.strip_prefix("0x").or_else(|| number.strip_prefix("0X"));
            let binary = read_digits(hexadecimal.unwrap_or(number), hexadecimal.is_some());
            binary.map(|binary| binary.rounded(format))
        }
    };
    let value = value.ok_or_else(|| NumberError::NotANumber { text: text.to_owned() })?;
    Ok(if text.starts_with('-') { -value } else { value })
}

/// A whole number with an optional sign; far outside every range it stays where it is.
fn exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let add = |value: i64, digit: char| Some((value * 10 + i64::from(digit.to_digit(10)?)).min(1 << 40));
    let value = digits.chars().try_fold(0, add).filter(|_| !digits.is_empty())?;
    Some(if text.starts_with('-') { -value } else { value })
}

/// `digits [. digits] [e [sign] digits]`, or `digits [. digits] p [sign] digits` in hexadecimal; exactly, with at least one digit.
fn read_digits(text: &str, is_hexadecimal: bool) -> Option<Binary> {
    /// With this many digits known, further ones only matter by being there or not: no midpoint between doubles has more.
    const MOST_DIGITS: usize = 800;
    // A place is worth so many of the base of the power.
    let (radix, marks, place) = if is_hexadecimal { (16, ['p', 'P'], 4) } else { (10, ['e', 'E'], 1) };
    let (number, mut power) = match text.split_once(marks) {
        Some((number, power)) => (number, exponent(power)?),
        None if is_hexadecimal => return None,
        None => (text, 0),
    };
    let (mut value, mut count, mut is_more) = (Big::from_u128(0), 0, false);
    let (mut has_digit, mut has_point) = (false, false);
    for character in number.chars() {
        if character == '.' && !has_point {
            has_point = true;
            continue;
        }
        let digit = character.to_digit(radix)?;
        has_digit = true;
        power -= if has_point { place } else { 0 };
        if count < MOST_DIGITS {
            count += usize::from(count > 0 || digit > 0);
            value.times_plus(radix, digit);
        } else {
            is_more |= digit > 0;
            power += place;
        }
    }
    let binary = if is_hexadecimal { Binary::of_natural(&value, power, is_more) } else { Binary::of_decimal(value, power, is_more) };
    has_digit.then_some(binary)
}

/// `Double.toString`: at least one digit after the point, and scientific below 10⁻³ and from 10⁷ on.
#[derive(Clone, Copy)]
pub(crate) struct JavaDouble(pub(crate) f64);

impl fmt::Display for JavaDouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Java prints two digits at least and takes the nearest two, which differs from the shortest in the two smallest doubles alone.
        let digits = match self.0.to_bits() & !SIGN {
            1 => (49, -325),
            2 => (99, -325),
            magnitude => shortest_double(f64::from_bits(magnitude)),
        };
        write_floating(f, self.0, digits)
    }
}

const SIGN: u64 = 1 << 63;

/// `Float.toString`: the same forms, with the shortest digits of a 32-bit float.
#[derive(Clone, Copy)]
pub(crate) struct JavaFloat(pub(crate) f32);

impl JavaFloat {
    /// A float that was widened to a double, as it was before.
    #[expect(clippy::cast_possible_truncation, reason = "the double holds a float")]
    pub(crate) fn narrowed(value: f64) -> JavaFloat {
        JavaFloat(value as f32)
    }
}

impl fmt::Display for JavaFloat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_floating(f, f64::from(self.0), shortest_single(self.0.abs()))
    }
}

fn write_floating(f: &mut fmt::Formatter<'_>, value: f64, (digits, exponent): (u64, i32)) -> fmt::Result {
    if value.is_nan() {
        return f.write_str("NaN");
    }
    if value.is_sign_negative() {
        f.write_str("-")?;
    }
    if value.is_infinite() {
        return f.write_str("Infinity");
    }
    let digits = digits.to_string();
    // The point stands behind this many digits.
    let point = i32::try_from(digits.len()).unwrap_or(0) + exponent;
    let is_scientific = !(-2..=7).contains(&point);
    let whole = if is_scientific { 1 } else { point };
    let count = |places: i32| usize::try_from(places).unwrap_or(0);
    let mut digits = ["000".get(..count(1 - whole)).unwrap_or_default(), &digits].concat();
    while digits.len() < count(whole) {
        digits.push('0');
    }
    let (whole, part) = digits.split_at_checked(count(whole).max(1)).unwrap_or_default();
    write!(f, "{whole}.{}", if part.is_empty() { "0" } else { part })?;
    if is_scientific { write!(f, "E{}", point - 1) } else { Ok(()) }
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
        assert_eq!(parse_long("-9223372036854775808"), Ok(i64::MIN));
        assert_eq!(parse_long("9223372036854775807"), Ok(i64::MAX));
        assert!(parse_long("9223372036854775808").is_err());
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
            (0.0, "0.0"),
            (123.456, "123.456"),
            (0.012, "0.012"),
            (0.000_99, "9.9E-4"),
            (f64::from_bits(1), "4.9E-324"),
            (1e300, "1.0E300"),
        ] {
            assert_eq!(JavaDouble(value).to_string(), text);
        }
        assert_eq!(JavaDouble(f64::NAN).to_string(), "NaN");
    }
}
