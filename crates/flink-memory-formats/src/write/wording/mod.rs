//! Our words inside written texts, in every language: names of pools and processes, headings, comments. What stands where is decided by the
//! writers; words of Flink's are not among them, and words of the page stand with the page.

mod chinese;
mod english;

pub use chinese::chinese;
pub use english::english;

use flink_memory::{Pool, Process};

/// What each phrase says. A fact stands in it as `{name}`.
pub type Wording<'a> = &'a dyn Fn(Phrase) -> &'static str;

/// The same of a language that is built in.
pub type BuiltIn = fn(Phrase) -> &'static str;

macro_rules! phrases {
    ($($doc:literal: $($name:ident),+;)+) => {
        /// Something that written texts say.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Phrase {
            /// The name of a pool, as Flink's documentation has it.
            Pool(Pool),
            /// The name of a process.
            Process(Process),
            $($(#[doc = $doc] $name,)+)+
        }

        impl Phrase {
            /// Every phrase.
            pub fn all() -> impl Iterator<Item = Phrase> {
                let pools = Pool::ALL.into_iter().map(Phrase::Pool);
                pools.chain(Process::ALL.into_iter().map(Phrase::Process)).chain([$($(Phrase::$name),+),+])
            }
        }
    };
}

phrases! {
    "The name that browsers know the language by.": Tag;
    "The heading, with `release` and `process`.": Title;
    "What stands behind the heading of a process in a container.": InContainer;
    "A column.": Pools, Size, Bytes, Share, DecidedBy;
    "What stands for a size that has no limit.": NoLimit;
    "A number of bytes, with `count`.": ByteCount;
    "Who decided: a bound, with `by`.": Least, Most;
    "Who decided: a fraction, with `fraction` and `by`.": FractionBy;
    "Who decided.": Rest, Sum;
    "Who decided: the default of an option, with `key`.": DefaultOf;
    "Who decided: local execution, with the option's `key`.": LocalDefault;
    "The heading over Flink's message, with `exception`.": Refuses;
    "The heading over Flink's warnings, and what stands before one.": Warnings, FlinkWarns;
    "A heading.": JvmArguments, Configuration, Environment;
    "A comment, with `release` and `process`.": EveryPool;
    "A comment on a finding, with its facts.": RefusedFor, NotPinned, EntryLeftOut, VariableLeftOut, FileIsNotRead, TypesMatter,
        ContainerMatters, NotForLocalExecution, ShippedEntryStays, ImageChangesValue, UnknownToOperator;
}

/// The languages that are built in, by the names that the JS API takes.
pub const LANGUAGES: [(&str, BuiltIn); 2] = [("en", english), ("zh", chinese)];

/// The wording in English.
pub const ENGLISH: Wording<'static> = &english;

/// What a phrase says with its facts.
pub(super) fn fill(wording: Wording<'_>, phrase: Phrase, facts: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for part in wording(phrase).split('{') {
        let Some((name, behind)) = part.split_once('}') else {
            text.push_str(part);
            continue;
        };
        text.push_str(facts.iter().find(|(known, _)| *known == name).map_or("", |(_, fact)| *fact));
        text.push_str(behind);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_facts() {
        let facts = |text: &'static str| {
            let mut facts: Vec<_> = text.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
            facts.sort_unstable();
            facts
        };
        for (id, wording) in LANGUAGES {
            for phrase in Phrase::all() {
                let text = wording(phrase);
                assert!(!text.is_empty(), "{id} {phrase:?}");
                assert_eq!(facts(text), facts(ENGLISH(phrase)), "{id} {phrase:?}: {text}");
                // Names and titles go into XML and into tables as they are.
                assert!(!text.contains(['<', '&', '|', '\n']), "{id} {phrase:?}: {text}");
            }
        }
    }
}
