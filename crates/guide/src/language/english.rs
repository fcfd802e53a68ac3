//! English: what every word is.

use super::Word;

/// What a word is in English.
pub(super) const fn english(word: Word) -> &'static str {
    match word {
        Word::Name => "English",
        Word::Title => "Flink Memory Guide",
        Word::About => "How Apache Flink divides memory, pool by pool and release by release, with live calculators",
        Word::Calculator => "Flink Memory Calculator",
        Word::OpenInCalculator => "Open this in the calculator",
        Word::Option => "Option",
        Word::Type => "Type",
        Word::Default => "Default",
        Word::OlderKeys => "Older keys",
        Word::Releases => "Releases",
        Word::NoDefault => "none",
        Word::Deprecated => "{default}, deprecated",
        Word::ByDefault => "{key} (default)",
        Word::AtLeast => "at least",
        Word::AtMost => "at most",
        Word::Buffers => "{count} buffers",
    }
}
