//! Spans of time as Flink reads them. No derivation counts with one, so what is answered here is whether a text can be read, and if not, why.

use std::fmt;

use crate::java;
use crate::release::Release;
use crate::rules;
use crate::size::{SizeError, amount};

/// Flink's units as its message lists them, largest first. Between the two parts stands what [`rules::DURATION_M`] tells of.
const UNITS: [&str; 2] = [
    "DAYS: (d | day | days), HOURS: (h | hour | hours), MINUTES: (min | ",
    "minute | minutes), SECONDS: (s | sec | secs | second | seconds), \
     MILLISECONDS: (ms | milli | millis | millisecond | milliseconds), \
     MICROSECONDS: (µs | micro | micros | microsecond | microseconds), \
     NANOSECONDS: (ns | nano | nanos | nanosecond | nanoseconds)",
];

/// The whole seconds in each unit, and for parts of a second the number of decimals.
const SECONDS: [(i64, usize); 7] = [(86400, 0), (3600, 0), (60, 0), (1, 0), (1, 3), (1, 6), (1, 9)];

/// Reads a span of time as Flink does: digits and a unit in any case, where no unit means milliseconds; from 2.1 on also ISO 8601.
///
/// # Errors
/// Everything else, and what does not fit into a Java `Duration`, with the facts of Flink's own complaint.
///
/// Source: `TimeUtils.parseDuration`.
pub(crate) fn check(text: &str, release: Release) -> Result<(), DurationError> {
    let (digits, label) = match amount(text) {
        Err(SizeError::NoNumber) if rules::DURATION_ISO.contains(release) => return check_iso(java::trim(text)),
        read => read.map_err(DurationError::Amount)?,
    };
    let is_any_length = rules::DURATION_ANY_LENGTH.contains(release);
    let number = java::parse_long(digits);
    if number.is_err() && !is_any_length {
        return Err(DurationError::Amount(SizeError::NumberTooLarge { digits: digits.to_owned() }));
    }
    let label = if label.is_empty() { "ms".to_owned() } else { label };
    let Some((seconds, decimals)) = unit(&units(release), &label) else {
        return Err(DurationError::UnknownUnit { unit: label, release });
    };
    let whole = match digits.len().checked_sub(decimals) {
        // Only the whole seconds are limited.
        Some(1..) if is_any_length => java::parse_long(java::cut(digits, digits.len() - decimals).0),
        _ if is_any_length => Ok(0),
        _ => number,
    };
    match whole.ok().and_then(|whole| whole.checked_mul(seconds)) {
        Some(_) => Ok(()),
        None if is_any_length => Err(DurationError::TooLarge { digits: digits.to_owned() }),
        None => Err(DurationError::LongOverflow),
    }
}

/// What [`SECONDS`] says of the unit that has this label.
fn unit(units: &str, label: &str) -> Option<(i64, usize)> {
    let mut seconds = SECONDS.into_iter();
    let mut unit = None;
    for word in units.split(' ') {
        if word.ends_with(':') {
            unit = seconds.next();
        } else if word != "|" && word.trim_matches(|mark| matches!(mark, '(' | ')' | ',')) == label {
            return unit;
        }
    }
    None
}

fn units(release: Release) -> String {
    UNITS.join(if rules::DURATION_M.contains(release) { "m | " } else { "" })
}

fn check_iso(text: &str) -> Result<(), DurationError> {
    match is_iso_negative(text) {
        None => Err(DurationError::NotIso { text: text.to_owned() }),
        Some(true) => Err(DurationError::Negative),
        Some(false) => Ok(()),
    }
}

/// Whether a span such as `PT1H30M` or `P1DT-0.5S` is below zero; `None` where Java's `Duration.parse` does not read it.
fn is_iso_negative(text: &str) -> Option<bool> {
    let upper = text.to_ascii_uppercase();
    let is_negated = upper.starts_with('-');
    let parts = upper.strip_prefix(['-', '+']).unwrap_or(&upper).strip_prefix('P')?;
    let (mut days, mut time) = parts.split_once('T').unwrap_or((parts, "0S"));
    if !text.is_ascii() || parts.is_empty() || time.is_empty() {
        return None;
    }
    let days_in = part(&mut days, 'D', 86400)?;
    let hours_in = part(&mut time, 'H', 3600)?;
    let minutes_in = part(&mut time, 'M', 60)?;
    let seconds = if time.is_empty() { "0" } else { time.strip_suffix('S')? };
    let (whole, fraction) = seconds.split_once(['.', ',']).unwrap_or((seconds, ""));
    if !days.is_empty() || fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let has_fraction = fraction.bytes().any(|byte| byte != b'0');
    let seconds = java::parse_long(whole).ok()?.checked_add(minutes_in)?.checked_add(hours_in)?.checked_add(days_in)?;
    let floor = seconds.checked_sub((has_fraction && whole.starts_with('-')).into())?;
    Some(if is_negated { floor.checked_neg()? < 0 || floor == 0 && has_fraction } else { floor < 0 })
}

/// Takes a number and its unit off the front of a text; zero where the unit is not there. Unit: seconds.
fn part(text: &mut &str, unit: char, seconds: i64) -> Option<i64> {
    let Some((number, rest)) = text.split_once(unit) else { return Some(0) };
    *text = rest;
    java::parse_long(number).ok()?.checked_mul(seconds)
}

/// Why Flink cannot read a text as a span of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DurationError {
    /// What a size would be refused for, too: the text is empty, does not begin with a digit, or the digits are above 2^63 − 1.
    Amount(SizeError),
    /// What follows the digits is no unit of the release's.
    UnknownUnit {
        /// The rest after the digits, trimmed and in lower case, as Flink quotes it.
        unit: String,
        /// The release, whose units differ.
        release: Release,
    },
    /// More than 2^63 − 1 seconds, up to 1.20.
    LongOverflow,
    /// More than 2^63 − 1 seconds, from 2.0 on.
    TooLarge {
        /// The digits as given.
        digits: String,
    },
    /// The cause of [`DurationError::TooLarge`].
    OutOfLong,
    /// Neither a number nor a span as in ISO 8601, from 2.1 on.
    NotIso {
        /// The text, trimmed.
        text: String,
    },
    /// A span as in ISO 8601 that is below zero.
    Negative,
}

impl fmt::Display for DurationError {
    /// Flink's own message.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DurationError::Amount(error) => error.fmt(f),
            DurationError::UnknownUnit { unit, release } => {
                write!(f, "Time interval unit label '{unit}' does not match any of the recognized units: {}", units(*release))
            }
            DurationError::LongOverflow => f.write_str("long overflow"),
            DurationError::TooLarge { digits } => {
                write!(f, "The value '{digits}' cannot be represented as Duration (numeric overflow).")
            }
            DurationError::OutOfLong => f.write_str("BigInteger out of long range"),
            DurationError::NotIso { text } => {
                write!(f, "text does not start with a number, and is not a valid ISO-8601 duration format: {text}")
            }
            DurationError::Negative => f.write_str("negative duration is not supported"),
        }
    }
}

impl std::error::Error for DurationError {}
