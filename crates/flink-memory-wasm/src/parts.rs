//! Numbers, sizes, flags and lists in what a caller gave, or a sentence that says by its name what is wrong with one.

use std::ops::RangeInclusive;

use flink_memory::MemorySize;

use crate::given::{Given, Scalar};
use crate::request::{self, BadCall};

/// What the fields of options are: lists and objects, of what scalars and objects of scalars stand in.
pub(crate) type Part = Given<Given<Given<Scalar>>>;

/// The options of a function.
pub(crate) type Options = Given<Part>;

/// A size: a text as Flink reads it, or a number of bytes.
pub(crate) fn size<Inner>(name: &str, given: &Given<Inner>) -> Result<Option<MemorySize>, BadCall> {
    let bytes = |bytes: i64| u64::try_from(bytes).ok().and_then(MemorySize::from_bytes);
    match given {
        Given::Nothing => Ok(None),
        Given::Text(text) => match text.parse() {
            Ok(size) => Ok(Some(size)),
            Err(error) => Err(BadCall::new(format!("{name} is no size: {error}"))),
        },
        Given::Integer(number) if *number >= 0 => Ok(bytes(*number)),
        _ => Err(BadCall::new(format!("{name} must be a size, a string such as '512m' or a number of bytes"))),
    }
}

/// A size that Flink itself is to read, and to refuse in its own words; a number of bytes is one as text.
pub(crate) fn size_text<Inner>(name: &str, given: Given<Inner>) -> Result<Option<String>, BadCall> {
    match given {
        Given::Nothing => Ok(None),
        Given::Text(text) => Ok(Some(text)),
        Given::Integer(number) => Ok(Some(number.to_string())),
        _ => Err(BadCall::new(format!("{name} must be a size, a string such as '512m' or a number of bytes"))),
    }
}

/// A whole number within a range.
pub(crate) fn whole<Inner>(name: &str, given: &Given<Inner>, range: RangeInclusive<i32>) -> Result<Option<i32>, BadCall> {
    if matches!(given, Given::Nothing) { Ok(None) } else { needed_whole(name, given, range).map(Some) }
}

/// A whole number within a range, which must be given.
pub(crate) fn needed_whole<Inner>(name: &str, given: &Given<Inner>, range: RangeInclusive<i32>) -> Result<i32, BadCall> {
    let found = match given {
        Given::Integer(number) => i32::try_from(*number).ok().filter(|number| range.contains(number)),
        _ => None,
    };
    found.ok_or_else(|| BadCall::new(format!("{name} must be a whole number from {} to {}", range.start(), range.end())))
}

/// One of a few things, by its stable name.
pub(crate) fn named<Inner, Thing: Copy>(what: &str, given: &Given<Inner>, all: &[(&str, Thing)]) -> Result<Option<Thing>, BadCall> {
    let known = || all.iter().map(|(name, _)| (*name).to_owned());
    request::one_of(what, given, known, |text| all.iter().find(|(name, _)| *name == text).map(|(_, thing)| *thing))
}

/// A number that is one: neither infinite nor `NaN`.
pub(crate) fn number<Inner>(name: &str, given: &Given<Inner>) -> Result<Option<f64>, BadCall> {
    match given {
        Given::Nothing => Ok(None),
        #[expect(clippy::cast_precision_loss, reason = "a number of JavaScript was a double before, and a bigint becomes one")]
        Given::Integer(number) => Ok(Some(*number as f64)),
        Given::Double(number) if number.is_finite() => Ok(Some(*number)),
        _ => Err(BadCall::new(format!("{name} must be a finite number"))),
    }
}

/// `true` or `false`.
pub(crate) fn flag<Inner>(name: &str, given: &Given<Inner>) -> Result<Option<bool>, BadCall> {
    match given {
        Given::Nothing => Ok(None),
        Given::Boolean(flag) => Ok(Some(*flag)),
        _ => Err(BadCall::new(format!("{name} must be a boolean"))),
    }
}

/// A text that may be left out.
pub(crate) fn optional_text<Inner>(name: &str, given: Given<Inner>) -> Result<Option<String>, BadCall> {
    match given {
        Given::Nothing => Ok(None),
        Given::Text(text) => Ok(Some(text)),
        _ => Err(BadCall::new(format!("{name} must be a string"))),
    }
}

/// The items of a list, each with its name, such as `gates[0]`; none where nothing is given.
pub(crate) fn list<Inner>(name: &str, given: Given<Inner>) -> Result<Vec<(String, Inner)>, BadCall> {
    match given {
        Given::Nothing => Ok(Vec::new()),
        Given::List(items) => Ok(items.into_iter().enumerate().map(|(number, item)| (format!("{name}[{number}]"), item)).collect()),
        _ => Err(BadCall::new(format!("{name} must be an array of at most {} items", crate::given::MOST_ITEMS))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<Thing>(result: Result<Thing, BadCall>) -> String {
        result.err().map(|bad| bad.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_size_is_a_text_or_bytes() {
        for given in [Scalar::Text("1k".to_owned()), Given::Integer(1024)] {
            assert_eq!(size("managed", &given).ok(), Some(MemorySize::from_bytes(1024)));
        }
        assert_eq!(size("managed", &Scalar::Nothing).ok(), Some(None));
        assert!(told(size("managed", &Scalar::Text("1.5g".to_owned()))).starts_with("managed is no size: "));
        for given in [Given::Integer(-1), Given::Double(0.5), Given::Boolean(true), Scalar::Other] {
            assert_eq!(told(size("managed", &given)), "managed must be a size, a string such as '512m' or a number of bytes");
        }
    }

    #[test]
    fn numbers_are_within_their_range() {
        assert_eq!(whole("java", &Scalar::Integer(17), 1..=100).ok(), Some(Some(17)));
        for given in [Given::Integer(0), Given::Integer(101), Given::Integer(i64::MAX), Given::Double(1.5), Scalar::Text("17".to_owned())] {
            assert_eq!(told(whole("java", &given, 1..=100)), "java must be a whole number from 1 to 100");
        }
        assert_eq!(number("cpuCores", &Scalar::Integer(2)).ok(), Some(Some(2.0)));
        assert_eq!(told(number("cpuCores", &Scalar::Double(f64::NAN))), "cpuCores must be a finite number");
        assert_eq!(told(flag("daemon", &Scalar::Integer(1))), "daemon must be a boolean");
    }

    #[test]
    fn items_have_names() {
        let items = list("gates", Given::List(vec![Scalar::Integer(1), Given::Nothing])).unwrap_or_default();
        assert_eq!(items, [("gates[0]".to_owned(), Scalar::Integer(1)), ("gates[1]".to_owned(), Given::Nothing)]);
        assert_eq!(told(list("gates", Scalar::Boolean(true))), "gates must be an array of at most 65536 items");
    }
}
