//! The type that Flink's YAML reader gives a scalar: the core schema of YAML 1.2, as snakeyaml-engine has it.
//!
//! `010` is ten, `0x10` sixteen, `0o17` fifteen and `1e3` a double; `yes`, `on`, `1_000` and dates stay text.

use flink_memory::Value;

use super::node;
use super::scanner::ScalarStyle;

/// Where the tags of YAML itself begin.
const YAML: &str = "tag:yaml.org,2002:";

/// What a scalar cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ScalarError {
    /// Its tag means nothing to the reader, or is a list's or a map's.
    Tag,
    /// Its tag says that it is a whole number, and there is nothing.
    EmptyInteger,
    /// Java cannot make of it what its tag or its looks say; the simple class name of the exception, and its message.
    Java(&'static str, String),
}

/// The three kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Scalar,
    Sequence,
    Mapping,
}

impl Kind {
    pub(crate) fn of(value: &node::Value) -> Kind {
        match value {
            node::Value::Scalar { .. } => Kind::Scalar,
            node::Value::Sequence(_) => Kind::Sequence,
            node::Value::Mapping(_) => Kind::Mapping,
        }
    }

    /// The kind of value that a tag is for; `None` where the reader does not know the tag.
    pub(crate) fn of_tag(tag: &str) -> Option<Kind> {
        known_tag(tag).map(|(kind, _)| kind)
    }
}

/// The tags of YAML that the reader knows: what they are for, and what they make of a scalar.
const TAGS: [(&str, Kind, Tag); 9] = [
    ("null", Kind::Scalar, Tag::Null),
    ("bool", Kind::Scalar, Tag::Boolean),
    ("int", Kind::Scalar, Tag::Integer),
    ("float", Kind::Scalar, Tag::Float),
    ("str", Kind::Scalar, Tag::Text),
    ("binary", Kind::Scalar, Tag::Text),
    ("seq", Kind::Sequence, Tag::Text),
    ("map", Kind::Mapping, Tag::Text),
    ("set", Kind::Mapping, Tag::Text),
];

fn known_tag(tag: &str) -> Option<(Kind, Tag)> {
    let name = tag.strip_prefix(YAML)?;
    TAGS.iter().find(|(known, ..)| *known == name).map(|&(_, kind, tag)| (kind, tag))
}

/// What a scalar is to Flink; `None` is Java's null.
pub(crate) fn value(text: &str, style: ScalarStyle, tag: Option<&str>) -> Result<Option<Value>, ScalarError> {
    let tag = match tag {
        None if style == ScalarStyle::Plain => implicit(text),
        None | Some("!") => Tag::Text,
        Some(tag) => match known_tag(tag) {
            Some((Kind::Scalar, tag)) => tag,
            _ => return Err(ScalarError::Tag),
        },
    };
    Ok(match tag {
        Tag::Boolean if text.eq_ignore_ascii_case("true") => Some(Value::Boolean(true)),
        Tag::Boolean if text.eq_ignore_ascii_case("false") => Some(Value::Boolean(false)),
        Tag::Null | Tag::Boolean => None,
        Tag::Integer => Some(integer(text)?),
        Tag::Float => Some(Value::Double(float(text)?)),
        Tag::Text | Tag::Variable => Some(Value::Text(text.to_owned())),
    })
}

/// Whether a text is null where it stands without quotes.
pub(super) fn is_null(text: &str) -> bool {
    ["", "~", "null", "Null", "NULL"].contains(&text)
}

/// Whether a text is read as a text where it stands without quotes.
pub(crate) fn is_plain_text(text: &str) -> bool {
    implicit(text) == Tag::Text
}

/// What a scalar is told to be, by its tag or its looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Null,
    Boolean,
    Integer,
    Float,
    /// `${NAME}`, which stays a text because Flink sets no variables for the reader.
    Variable,
    Text,
}

/// `CoreScalarResolver.resolve`.
fn implicit(text: &str) -> Tag {
    if is_null(text) {
        Tag::Null
    } else if ["true", "True", "TRUE", "false", "False", "FALSE"].contains(&text) {
        Tag::Boolean
    } else if is_integer(text) {
        Tag::Integer
    } else if is_float(text) {
        Tag::Float
    } else if is_variable(text) {
        Tag::Variable
    } else {
        Tag::Text
    }
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

fn is_digits(text: &str, radix: u32) -> bool {
    !text.is_empty() && text.bytes().all(|byte| char::from(byte).is_digit(radix))
}

/// The digits of a whole number and their base.
fn digits_of(number: &str) -> (&str, u32) {
    match (number.strip_prefix("0x"), number.strip_prefix("0o")) {
        (Some(digits), _) => (digits, 16),
        (_, Some(digits)) => (digits, 8),
        _ => (number, 10),
    }
}

/// `[-+]?[0-9]+`, `0o[0-7]+` or `0x[0-9a-fA-F]+`.
fn is_integer(text: &str) -> bool {
    let (digits, radix) = digits_of(text);
    is_digits(if radix == 10 { unsigned(digits) } else { digits }, radix)
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, `[-+]?\.inf` or `\.nan`, these in lower, upper and their own case.
fn is_float(text: &str) -> bool {
    let number = unsigned(text);
    if [".nan", ".NaN", ".NAN"].contains(&text) || [".inf", ".Inf", ".INF"].contains(&number) {
        return true;
    }
    let behind_whole = behind_digits(number);
    let fraction = behind_whole.strip_prefix('.').unwrap_or(behind_whole);
    let rest = if fraction.len() < behind_whole.len() { behind_digits(fraction) } else { fraction };
    let has_number = behind_whole.len() < number.len() || rest.len() < fraction.len();
    has_number && (rest.is_empty() || rest.strip_prefix(['e', 'E']).is_some_and(|exponent| is_digits(unsigned(exponent), 10)))
}

fn behind_digits(text: &str) -> &str {
    text.trim_start_matches(|character: char| character.is_ascii_digit())
}

/// `${NAME}`, with `:-`, `-`, `:?` or `?` and a word behind the name.
fn is_variable(text: &str) -> bool {
    let Some(inner) = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) else { return false };
    let inner = inner.trim_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']);
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let rest = inner.trim_start_matches(|character: char| u8::try_from(character).is_ok_and(is_word));
    let rest_word = rest.strip_prefix(':').unwrap_or(rest).strip_prefix(['-', '?']);
    rest.len() < inner.len() && (rest.is_empty() || rest_word.is_some_and(|word| word.bytes().all(is_word)))
}

/// `ConstructYamlCoreInt`.
fn integer(text: &str) -> Result<Value, ScalarError> {
    if text.is_empty() {
        return Err(ScalarError::EmptyInteger);
    }
    let (digits, radix) = digits_of(unsigned(text));
    if !is_digits(digits, radix) {
        if digits.contains(['-', '+']) {
            return Err(number_error(&["Illegal embedded sign character"]));
        }
        let in_base = match radix {
            10 => "",
            8 => " under radix 8",
            _ => " under radix 16",
        };
        return Err(number_error(&["For input string: \"", digits, "\"", in_base]));
    }
    let sign = if text.starts_with('-') { "-" } else { "" };
    // Java's type goes by the number of digits, leading zeros included; what is between `Integer` and `Long` makes no difference to Flink.
    let most_digits = match radix {
        16 => 16,
        8 => 21,
        _ => 19,
    };
    let fits = digits.len() <= most_digits;
    let digits = digits.trim_start_matches('0');
    if let Ok(number) = i64::from_str_radix(&[sign, "0", digits].concat(), radix)
        && fits
    {
        return Ok(Value::Integer(number));
    }
    let decimal = if radix == 10 { digits.to_owned() } else { in_decimal(digits, radix) };
    Ok(Value::BigInteger(if decimal.is_empty() { "0".to_owned() } else { [sign, &decimal].concat() }))
}

/// Digits of another base as decimal ones; after so many that nobody writes them the rest does not count.
fn in_decimal(digits: &str, radix: u32) -> String {
    const MOST_DIGITS: usize = 4096;
    // The lowest digit first.
    let mut decimal: Vec<u8> = Vec::new();
    for digit in digits.chars().take(MOST_DIGITS) {
        let mut carry = digit.to_digit(radix).unwrap_or_default();
        let mut place = 0;
        while carry > 0 || place < decimal.len() {
            if place == decimal.len() {
                decimal.push(b'0');
            }
            if let Some(decimal) = decimal.get_mut(place) {
                let value = u32::from(*decimal - b'0') * radix + carry;
                *decimal = b'0' + u8::try_from(value % 10).unwrap_or_default();
                carry = value / 10;
            }
            place += 1;
        }
    }
    decimal.into_iter().rev().map(char::from).collect()
}

/// `ConstructYamlCoreFloat`.
fn float(text: &str) -> Result<f64, ScalarError> {
    // A plus is taken away first, so `+.inf` is no number to the reader although it looks like one.
    let lower = text.to_ascii_lowercase();
    match lower.as_str() {
        "" => return Err(ScalarError::Java("StringIndexOutOfBoundsException", "String index out of range: 0".to_owned())),
        ".inf" => return Ok(f64::INFINITY),
        "-.inf" => return Ok(f64::NEG_INFINITY),
        ".nan" => return Ok(f64::NAN),
        _ => {}
    }
    let number = unsigned(text);
    match Value::double(number) {
        Ok(Value::Double(value)) if !number.contains(['N', 'I']) => Ok(if text.starts_with('-') { -value } else { value }),
        _ => Err(number_error(&["For input string: \"", unsigned(&lower), "\""])),
    }
}

fn number_error(message: &[&str]) -> ScalarError {
    ScalarError::Java("NumberFormatException", message.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Result<Option<Value>, ScalarError> {
        value(text, ScalarStyle::Plain, None)
    }

    #[test]
    fn numbers_are_what_the_core_schema_says() {
        for (text, expected) in [("010", 10), ("0x10", 16), ("0o17", 15), ("+5", 5), ("-0", 0), ("-9223372036854775808", i64::MIN)] {
            assert_eq!(plain(text), Ok(Some(Value::Integer(expected))), "{text}");
        }
        for (text, expected) in [("1e3", 1000.0), (".5", 0.5), ("1.", 1.0), ("-.5e3", -500.0), (".Inf", f64::INFINITY), (".NAN", f64::NAN)]
        {
            assert_eq!(plain(text), Ok(Some(Value::Double(expected))), "{text}");
        }
        for text in ["yes", "1_000", "-0x10", "0o9", "1e", ".", "+", "1.5.2", "tRUE", "nUll", "2024-01-01", "${HOME}"] {
            assert_eq!(plain(text), Ok(Some(Value::from(text))), "{text}");
        }
        for (text, expected) in [
            ("9223372036854775808", "9223372036854775808"),
            ("0xffffffffffffffffff", "4722366482869645213695"),
            ("00000000000000000001", "1"),
        ] {
            assert_eq!(plain(text), Ok(Some(Value::BigInteger(expected.to_owned()))), "{text}");
        }
        assert_eq!(plain("+.inf"), Err(number_error(&["For input string: \".inf\""])));
    }
}
