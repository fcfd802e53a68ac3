//! Our words inside written texts: names of pools and processes, headings, comments. What stands where is decided by the writers; what each
//! says in every language stands in `flink_memory_words`, and words of Flink's are not among them.

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

/// Makes the wording of a language out of its texts. A phrase without a text does not compile.
macro_rules! wording {
    (
        pools { $($pool:ident: $name_of_pool:literal,)+ }
        processes { $($process:ident: $name_of_process:literal,)+ }
        written { $($phrase:ident: $text:literal,)+ }
        $($others:tt)*
    ) => {
        /// What a phrase says.
        pub const fn says(phrase: super::Phrase) -> &'static str {
            match phrase {
                super::Phrase::Tag => TAG,
                $(super::Phrase::Pool(flink_memory::Pool::$pool) => $name_of_pool,)+
                $(super::Phrase::Process(flink_memory::Process::$process) => $name_of_process,)+
                $(super::Phrase::$phrase => $text,)+
            }
        }
    };
}
use wording;

macro_rules! built_in {
    ($($(#[$doc:meta])+ $name:ident $language:ident $id:literal $tag:literal $own:literal)+) => {
        $(
            mod $language {
                const TAG: &str = $tag;
                flink_memory_words::$language!(super::wording);
            }
            $(#[$doc])+
            pub use $language::says as $language;
        )+

        /// The languages that are built in, by the names that the JS API takes.
        pub const LANGUAGES: [(&str, BuiltIn); [$($id),+].len()] = [$(($id, $language)),+];
    };
}

flink_memory_words::languages!(built_in);

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
    fn names_and_titles_go_into_tables_and_xml_as_they_are() {
        for (id, wording) in LANGUAGES {
            for phrase in Phrase::all() {
                let text = wording(phrase);
                assert!(!text.contains(['<', '&', '|', '\n']), "{id} {phrase:?}: {text}");
            }
        }
    }
}
