//! The type that Flink's YAML reader gives a scalar: the core schema of YAML 1.2, as snakeyaml-engine has it.
//!
//! `010` is ten, `0x10` sixteen, `0o17` fifteen and `1e3` a double; `yes`, `on`, `1_000` and dates stay text.

use flink_memory::Value;

use super::tree::{self, ScalarStyle};

/// Where the tags of YAML itself begin.
const YAML: &str = "tag:yaml.org,2002:";

/// What a scalar cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ScalarError {
    /// Its tag means nothing to the reader.
    UnknownTag(String),
    /// Its tag is a list's or a map's.
    NotOfKind(Kind),
    /// Its tag or its looks say that it is a number, and Java reads this text in that base as none.
    NotANumber(String, u32),
    /// Its tag says that it is a whole number, and there is a sign within.
    EmbeddedSign,
    /// Its tag says that it is a whole number, and there is nothing.
    EmptyInteger,
    /// Its tag says that it is a double, and there is nothing.
    EmptyDouble,
}

/// The three kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Scalar,
    Sequence,
    Mapping,
}

impl Kind {
    pub(crate) fn of(value: &tree::Value) -> Kind {
        match value {
            tree::Value::Scalar { .. } => Kind::Scalar,
            tree::Value::Sequence(_) => Kind::Sequence,
            tree::Value::Mapping(_) => Kind::Mapping,
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
            Some((kind, _)) => return Err(ScalarError::NotOfKind(kind)),
            None => return Err(ScalarError::UnknownTag(tag.to_owned())),
        },
    };
    match tag {
        Tag::Null => Ok(None),
        Tag::Boolean => Ok(boolean(text).map(Value::Boolean)),
        Tag::Integer => integer(text).map(Some),
        Tag::Float => float(text).map(Some),
        Tag::Text | Tag::Variable => Ok(Some(Value::Text(text.to_owned()))),
    }
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

fn boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
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
    let is_negative = text.starts_with('-');
    let number = unsigned(text);
    let (digits, radix) = digits_of(number);
    if !is_digits(digits, radix) {
        let has_sign = digits.contains(['-', '+']);
        return Err(if has_sign { ScalarError::EmbeddedSign } else { ScalarError::NotANumber(digits.to_owned(), radix) });
    }
    let sign = if is_negative { "-" } else { "" };
    // Java's type goes by the number of digits, leading zeros included; what is between `Integer` and `Long` makes no difference to Flink.
    let most_digits = match radix {
        16 => 16,
        8 => 21,
        _ => 19,
    };
    let is_long = digits.len() > most_digits;
    let digits = digits.trim_start_matches('0');
    let small = if is_long { None } else { i64::from_str_radix(&[sign, "0", digits].concat(), radix).ok() };
    Ok(small.map_or_else(
        || {
            let decimal = if radix == 10 { digits.to_owned() } else { in_decimal(digits, radix) };
            Value::BigInteger(if decimal.is_empty() { "0".to_owned() } else { [sign, &decimal].concat() })
        },
        Value::Integer,
    ))
}

/// Digits of another base as decimal ones; after so many that nobody writes them the rest does not count.
fn in_decimal(digits: &str, radix: u32) -> String {
    const MOST_DIGITS: usize = 4096;
    // Little-endian decimal digits.
    let mut decimal: Vec<u8> = Vec::new();
    for digit in digits.chars().take(MOST_DIGITS).filter_map(|digit| digit.to_digit(radix)) {
        let mut carry = digit;
        for place in &mut decimal {
            let value = u32::from(*place) * radix + carry;
            *place = u8::try_from(value % 10).unwrap_or_default();
            carry = value / 10;
        }
        while carry > 0 {
            decimal.push(u8::try_from(carry % 10).unwrap_or_default());
            carry /= 10;
        }
    }
    decimal.iter().rev().map(|digit| char::from(b'0' + digit)).collect()
}

/// `ConstructYamlCoreFloat`.
fn float(text: &str) -> Result<Value, ScalarError> {
    // A plus is taken away first, so `+.inf` is no number to the reader although it looks like one.
    let (is_negative, number) = (text.starts_with('-'), unsigned(text));
    match text.to_ascii_lowercase().as_str() {
        "" => return Err(ScalarError::EmptyDouble),
        ".inf" => return Ok(Value::Double(f64::INFINITY)),
        "-.inf" => return Ok(Value::Double(f64::NEG_INFINITY)),
        ".nan" => return Ok(Value::Double(f64::NAN)),
        _ => {}
    }
    match Value::double(number) {
        Ok(Value::Double(value)) if !number.contains(['N', 'I']) => Ok(Value::Double(if is_negative { -value } else { value })),
        _ => Err(ScalarError::NotANumber(number.to_ascii_lowercase(), 10)),
    }
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
        assert_eq!(plain("+.inf"), Err(ScalarError::NotANumber(".inf".to_owned(), 10)));
    }
}
