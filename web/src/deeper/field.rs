//! What a panel asks, read from what was typed: each text with its complaint, so that nothing that was typed is lost and nothing is guessed.

use flink_memory::{DefaultValue, MemorySize, OptionSpec, SizeError};

use super::names;
use crate::state::{Action, Asked, Calculation};

/// A box, a list or a mark of a panel as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// What an edit changes.
    pub target: Target,
    /// The text that was typed; nothing where nothing was.
    pub text: String,
    /// What holds where nothing was typed.
    pub default: String,
    /// What is wrong with the text.
    pub complaint: Option<Complaint>,
}

/// What an edit of a field changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An option of Flink's.
    Option(&'static str),
    /// A question beyond the breakdown.
    Question(&'static str),
}

impl Target {
    /// What a person does who writes this text; an empty text takes the value away.
    pub fn written(self, text: String) -> Action {
        match self {
            Target::Option(key) => Action::Set { key, text },
            Target::Question(name) => Action::Ask { name, text },
        }
    }

    /// What a person does who chooses this of a list, or turns a mark. What a panel assumes by itself is no answer to its question, so that it
    /// goes on to follow the configuration.
    pub fn chosen(self, text: String, default: &str) -> Action {
        match self {
            Target::Question(_) if text == default => self.written(String::new()),
            _ => self.written(text),
        }
    }

    /// The key or the name.
    pub const fn name(self) -> &'static str {
        match self {
            Target::Option(name) | Target::Question(name) => name,
        }
    }
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Complaint {
    /// It is no whole number in this range.
    NotWhole {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// It is no number at all, or one below zero.
    NotNumber,
    /// It is none of those that can be chosen here.
    NotThere,
    /// It is no size that Flink reads.
    NotSize(SizeError),
    /// Flink objects to it, in its own words.
    Flink(String),
}

/// A field and what it comes to; nothing where there is a complaint.
pub type Read<T> = (Field, Option<T>);

fn question(asked: &Asked, name: &'static str, default: String) -> Field {
    debug_assert!(names::is_known(name), "{name} is not among the names of questions");
    Field { target: Target::Question(name), text: asked.text(name).unwrap_or_default().to_owned(), default, complaint: None }
}

/// A field, and what its text or else its default comes to.
fn read<T>(mut field: Field, read: impl FnOnce(&str) -> Result<T, Complaint>) -> Read<T> {
    let text = if field.text.is_empty() { &field.default } else { &field.text };
    match read(text.trim_ascii()) {
        Ok(value) => (field, Some(value)),
        Err(complaint) => {
            field.complaint = Some(complaint);
            (field, None)
        }
    }
}

/// A text that need not be there.
pub fn optional<T>(asked: &Asked, name: &'static str, value: impl FnOnce(&str) -> Result<T, Complaint>) -> Read<T> {
    let field = question(asked, name, String::new());
    if field.text.is_empty() { (field, None) } else { read(field, value) }
}

/// A whole number.
pub fn whole(asked: &Asked, name: &'static str, default: u32, least: u32, most: u32) -> Read<u32> {
    read(question(asked, name, default.to_string()), |text| {
        text.parse().ok().filter(|number| (least..=most).contains(number)).ok_or(Complaint::NotWhole { least, most })
    })
}

/// A size as Flink reads it.
pub fn size(asked: &Asked, name: &'static str, default: MemorySize) -> Read<MemorySize> {
    read(question(asked, name, default.shortest_text()), |text| text.parse().map_err(Complaint::NotSize))
}

/// One of a few by its stable name. A name that none of them has is complained about, and the default counts.
pub fn one_of<T: Copy>(asked: &Asked, name: &'static str, all: &[(T, &'static str)], default: &'static str) -> Read<T> {
    let mut field = question(asked, name, default.to_owned());
    let of = |id: &str| all.iter().find(|(_, known)| *known == id).map(|(one, _)| *one);
    let chosen = of(&field.text);
    if chosen.is_none() && !field.text.is_empty() {
        field.complaint = Some(Complaint::NotThere);
    }
    (field, chosen.or_else(|| of(default)))
}

/// Whether something is so: `yes` or `no`.
pub fn whether(asked: &Asked, name: &'static str, default: bool) -> (Field, bool) {
    let (field, is_so) = one_of(asked, name, &[(true, "yes"), (false, "no")], if default { "yes" } else { "no" });
    (field, is_so.unwrap_or(default))
}

/// An option of Flink's, as it is set; what Flink says to it is told by whoever asks Flink.
pub fn option(spec: &'static OptionSpec, calculation: &Calculation) -> Field {
    let request = &calculation.request;
    let default = spec.in_release(request.release).map(|known| default_text(known.default())).unwrap_or_default();
    Field { target: Target::Option(spec.key), text: request.configuration.text(spec.key).unwrap_or_default(), default, complaint: None }
}

/// A default as a person would write it.
fn default_text(default: DefaultValue) -> String {
    match default {
        DefaultValue::None => String::new(),
        DefaultValue::Weights(weights) => {
            let pairs: Vec<String> = weights.iter().map(|(name, weight)| format!("{name}:{weight}")).collect();
            pairs.join(",")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_with_what_is_wrong_with_it() {
        let asked = Asked::default().with("cluster-cores", "many".to_owned()).with("jvm-memory", " 2 g".to_owned());
        let (field, cores) = whole(&asked, "cluster-cores", 4, 1, 64);
        assert_eq!((field.text.as_str(), field.complaint, cores), ("many", Some(Complaint::NotWhole { least: 1, most: 64 }), None));
        assert_eq!(whole(&asked, "jvm-processors", 4, 1, 64).1, Some(4));
        assert_eq!(size(&asked, "jvm-memory", MemorySize::ZERO).1, Some(MemorySize::from_mebibytes(2048)));
        let asked = Asked::default().with("jvm-java", "12".to_owned());
        let (field, chosen) = one_of(&asked, "jvm-java", &[(11, "11"), (17, "17")], "17");
        assert_eq!((field.text.as_str(), field.complaint, chosen), ("12", Some(Complaint::NotThere), Some(17)));
        assert!(whether(&asked, "consumer-python", true).1);
    }
}
