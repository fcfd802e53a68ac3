//! The texts of one language, ready to be said: how they come into the page, and how facts get into them.

use std::sync::OnceLock;

use flink_memory::Pool;
use flink_memory_formats::write::wording::Phrase;

use super::languages::Language;
use super::list::{Named, Said, Word};
use super::template;

/// All texts of a language. It is copied to wherever something is said, so that two pages side by side can speak two languages.
#[derive(Clone, Copy)]
pub struct Words(&'static Texts);

#[derive(Debug)]
struct Texts {
    language: Language,
    /// In the order of [`Word::ALL`], and then the names of all pools.
    texts: Vec<&'static str>,
}

/// The texts that have been loaded, by language. They stay as long as the page.
static LOADED: [OnceLock<Texts>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];

/// Why a file of texts is of no use: it is of another version than the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnfitWords {
    /// How many texts the file has.
    pub found: usize,
    /// How many there are.
    pub expected: usize,
}

impl Words {
    /// The texts of a language out of its file. Where they were loaded before, those are taken.
    ///
    /// # Errors
    /// [`UnfitWords`] where the file is not of this version.
    pub fn read(language: Language, file: String) -> Result<Words, UnfitWords> {
        let (found, expected) = (file.split('\n').count(), Word::ALL.len() + Pool::ALL.len());
        if found != expected {
            return Err(UnfitWords { found, expected });
        }
        Ok(Words::kept(language, || String::leak(file).split('\n').collect()))
    }

    /// The texts of a language, if they have been loaded.
    pub fn loaded(language: Language) -> Option<Words> {
        LOADED[language as usize].get().map(Words)
    }

    /// The texts of a language as they are compiled in: natively and in tests. In the page nothing may call it.
    pub fn built_in(language: Language) -> Words {
        Words::kept(language, || language.texts())
    }

    fn kept(language: Language, texts: impl FnOnce() -> Vec<&'static str>) -> Words {
        Words(LOADED[language as usize].get_or_init(|| Texts { language, texts: texts() }))
    }

    /// The language.
    pub const fn language(self) -> Language {
        self.0.language
    }

    /// A text without facts.
    pub fn text(self, word: impl Named) -> &'static str {
        let text = word.template(self);
        debug_assert!(!text.contains('{'), "there are facts to tell: {text}");
        text
    }

    /// The name of a pool, as Flink's documentation has it.
    pub fn pool_name(self, pool: Pool) -> &'static str {
        let place = Pool::ALL.iter().position(|known| *known == pool).map(|place| Word::ALL.len() + place);
        place.and_then(|place| self.0.texts.get(place)).copied().unwrap_or_default()
    }

    /// A phrase of written texts, for those who write them; with them it comes into the page.
    pub fn phrase(self, phrase: Phrase) -> &'static str {
        self.language().phrase_of(phrase)
    }

    /// A text with its facts.
    pub fn say(self, said: impl Said) -> String {
        said.in_words(self)
    }

    pub(crate) fn filled(self, word: impl Named, facts: &[(&str, &str)]) -> String {
        template::fill(self, word.template(self), facts)
    }
}

impl Named for Word {
    fn template(self, words: Words) -> &'static str {
        words.0.texts.get(self as usize).copied().unwrap_or_default()
    }
}

/// A language has one text for each word, so these are the same where their language is.
impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        self.0.language == other.0.language
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({})", self.0.language.id())
    }
}
