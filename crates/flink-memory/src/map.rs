//! Names and values in one text, as Flink reads an option of type Map. What the values mean, and whether they are numbers, is not asked here.

use std::fmt;

use crate::java;
use crate::release::Release;
use crate::rules;
use crate::yaml;

/// Reads `name:value,name:value` as Flink does, with quotes around names, values or pairs; from 1.19 on also a map of YAML's.
///
/// # Errors
/// Everything else, with the facts of Flink's own complaint.
///
/// Source: `ConfigurationUtils.convertToProperties` and `StructuredOptionsSplitter`.
pub(crate) fn read(text: &str, release: Release) -> Result<Pairs, MapError> {
    // Flink tries YAML first; whatever fails there is read in pairs, and it is that failure that it tells of.
    match yaml::map(text).filter(|_| rules::MAP_AS_YAML.contains(release)) {
        Some(pairs) => Ok(pairs.iter().map(|(name, value)| (yaml::printed(name), yaml::printed(value))).collect()),
        None => pairs(text, release),
    }
}

/// Whether a text can be read so. Apart from reading, which is more code, for a page that only asks this.
///
/// # Errors
/// As for [`read`].
pub(crate) fn check(text: &str, release: Release) -> Result<(), MapError> {
    match pairs(text, release) {
        Err(_) if rules::MAP_AS_YAML.contains(release) && yaml::map(text).is_some() => Ok(()),
        read => read.map(drop),
    }
}

/// Names, each once, with their values.
pub(crate) type Pairs = Vec<(String, String)>;

fn pairs(text: &str, release: Release) -> Result<Pairs, MapError> {
    let mut known = Pairs::new();
    for item in split(text, ',')? {
        let pair = <[String; 2]>::try_from(split(&item, ':')?);
        let [name, value] = pair.map_err(|parts| MapError::NoPair { parts, release })?;
        if let Some((_, first)) = known.iter().find(|(known, _)| *known == name) {
            return Err(MapError::DuplicateName { name, values: [first.clone(), value] });
        }
        known.push((name, value));
    }
    Ok(known)
}

/// The items of a list, `one;other`; from 1.19 on also a list of YAML's, `[one, other]`.
///
/// Source: `ConfigurationUtils.convertToList` and `StructuredOptionsSplitter`.
pub(crate) fn items(text: &str, release: Release) -> Result<Vec<String>, MapError> {
    match yaml::list(text).filter(|_| rules::MAP_AS_YAML.contains(release)) {
        Some(items) => Ok(items.into_iter().map(yaml::printed).collect()),
        None => split(text, ';'),
    }
}

/// The parts between delimiters. A part may stand in quotes of either kind, and nothing else may then stand beside it; a part that is
/// nothing counts between two delimiters only, not at an end.
fn split(text: &str, delimiter: char) -> Result<Vec<String>, MapError> {
    let mut parts = Vec::new();
    let (mut rest, mut previous, mut misplaced) = (text, None, None);
    while let Some(first) = rest.chars().next() {
        let behind = rest.strip_prefix(first).unwrap_or_default();
        if is_white_space(first) {
            rest = behind;
            continue;
        }
        if first != delimiter && matches!(previous, Some('"' | '\'')) && misplaced.is_none() {
            misplaced = Some(text.len() - rest.len());
        }
        if first == '"' || first == '\'' {
            let (part, behind) = quoted(behind, first).ok_or(MapError::OpenQuote)?;
            parts.push(part);
            rest = behind;
        } else if first == delimiter {
            if previous == Some(delimiter) {
                parts.push(String::new());
            }
            rest = behind;
        } else {
            let (part, behind) = java::cut(rest, rest.find(delimiter).unwrap_or(rest.len()));
            parts.push(java::trim(part).to_owned());
            rest = behind;
        }
        previous = Some(first);
    }
    match misplaced.and_then(|at| text.get(..at)) {
        Some(before) => Err(MapError::IllegalQuoting { position: before.encode_utf16().count().saturating_sub(1) }),
        None => Ok(parts),
    }
}

/// What stands up to the closing quote, with doubled quotes as one, and what stands behind; `None` where the quote is not closed.
fn quoted(mut rest: &str, quote: char) -> Option<(String, &str)> {
    let mut content = String::new();
    loop {
        let (part, behind) = rest.split_once(quote)?;
        content.push_str(part);
        let Some(more) = behind.strip_prefix(quote) else { return Some((content, behind)) };
        content.push(quote);
        rest = more;
    }
}

/// `Character.isWhitespace`: without the blanks at which no line may break.
pub(crate) const fn is_white_space(character: char) -> bool {
    matches!(
        character,
        '\t'..='\r' | '\u{1C}'..=' ' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{2028}' | '\u{2029}' | '\u{205F}'
            | '\u{3000}'
    )
}

/// Why Flink cannot read a text as a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MapError {
    /// An item is no pair of name and value.
    NoPair {
        /// Its parts between colons.
        parts: Vec<String>,
        /// The release, whose words differ.
        release: Release,
    },
    /// A name stands twice.
    DuplicateName {
        /// The name.
        name: String,
        /// Its two values.
        values: [String; 2],
    },
    /// Something stands beside a part in quotes.
    IllegalQuoting {
        /// Where, in UTF-16 units from 0.
        position: usize,
    },
    /// A quote is not closed.
    OpenQuote,
}

impl fmt::Display for MapError {
    /// Flink's own message.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MapError::NoPair { release, .. } if rules::MAP_COLON_MESSAGE.contains(*release) => {
                f.write_str("Map item is not a key-value pair (missing ':'?)")
            }
            MapError::NoPair { parts, .. } => write!(f, "Could not parse pair in the map [{}]", parts.join(", ")),
            MapError::DuplicateName { name, values: [first, second] } => {
                write!(f, "Duplicate key {name} (attempted merging values {first} and {second})")
            }
            MapError::IllegalQuoting { position } => write!(f, "Could not split string. Illegal quoting at position: {position}"),
            MapError::OpenQuote => f.write_str("Could not split string. Quoting was not closed properly."),
        }
    }
}

impl std::error::Error for MapError {}
