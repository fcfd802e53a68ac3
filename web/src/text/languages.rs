//! The languages of the page: what every text says in each stands in `flink_memory_words`, a file per language.

use flink_memory::Pool;
use flink_memory_formats::write::wording::{self, Phrase};

use super::finding::FindingWord;
use super::list::Word;
use crate::deeper::text::DeeperWord;

/// Makes the table of a language: every text by its name with what it says. A text without a row does not compile.
macro_rules! texts {
    (
        pools { $($pools:tt)+ }
        processes { $($processes:tt)+ }
        written { $($written:tt)+ }
        page { $($name:ident: $text:literal,)+ }
        findings { $($finding_name:ident: $finding_text:literal,)+ }
        deeper { $($deeper_name:ident: $deeper_text:literal,)+ }
        $($others:tt)*
    ) => {
        /// What a text says.
        pub(super) const fn text(word: $crate::text::Word) -> &'static str {
            match word { $($crate::text::Word::$name => $text,)+ }
        }

        /// What a text about a finding says.
        pub(super) const fn finding(word: $crate::text::finding::FindingWord) -> &'static str {
            match word { $($crate::text::finding::FindingWord::$finding_name => $finding_text,)+ }
        }

        /// What a text in a panel says.
        pub(super) const fn deeper(word: $crate::deeper::text::DeeperWord) -> &'static str {
            match word { $($crate::deeper::text::DeeperWord::$deeper_name => $deeper_text,)+ }
        }
    };
}
use texts;

macro_rules! languages {
    ($($(#[$doc:meta])+ $name:ident $file:ident $id:literal $tag:literal $own:literal)+) => {
        $(mod $file { flink_memory_words::$file!(super::texts); })+

        /// A language that the page speaks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Language { $($(#[$doc])+ $name,)+ }

        impl Language {
            /// Every language.
            pub const ALL: &[Language] = &[$(Language::$name),+];

            /// A stable name for links, the browser's storage and files: `en`, `zh`.
            pub const fn id(self) -> &'static str {
                match self { $(Language::$name => $id,)+ }
            }

            /// What browsers call it, to choose voices and fonts by.
            pub const fn tag(self) -> &'static str {
                match self { $(Language::$name => $tag,)+ }
            }

            /// What it calls itself.
            pub const fn own_name(self) -> &'static str {
                match self { $(Language::$name => $own,)+ }
            }

            /// What a text says in it. The page does not ask this: it holds no language and is given the texts.
            pub fn text_of(self, word: Word) -> &'static str {
                match self { $(Language::$name => $file::text(word),)+ }
            }

            /// What a text about a finding says in it, which comes with what reads texts.
            pub const fn finding(self, word: FindingWord) -> &'static str {
                match self { $(Language::$name => $file::finding(word),)+ }
            }

            /// What a text in a panel says in it, which comes with the panels.
            pub const fn deeper(self, word: DeeperWord) -> &'static str {
                match self { $(Language::$name => $file::deeper(word),)+ }
            }

            /// What a phrase of a written text says in it, which comes with what writes them.
            pub fn phrase_of(self, phrase: Phrase) -> &'static str {
                match self { $(Language::$name => wording::$file(phrase),)+ }
            }
        }
    };
}

flink_memory_words::languages!(languages);

/// The first language, for whoever chose none.
impl Default for Language {
    fn default() -> Language {
        Language::ALL[0]
    }
}

impl Language {
    /// The language with this stable name.
    pub fn from_id(id: &str) -> Option<Language> {
        Language::ALL.iter().copied().find(|language| language.id() == id)
    }

    /// All texts in order, and then the names of all pools. The page does not ask this either.
    pub(super) fn texts(self) -> Vec<&'static str> {
        let pools = Pool::ALL.iter().map(|&pool| self.phrase_of(Phrase::Pool(pool)));
        Word::ALL.iter().map(|&word| self.text_of(word)).chain(pools).collect()
    }

    /// The file of all texts, one to a line, as the page loads it.
    pub fn file(self) -> String {
        self.texts().join("\n")
    }
}
