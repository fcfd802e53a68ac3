//! What is said where the page cannot: to readers without scripts, in index.html, and where neither the network nor what was kept has the
//! page, by worker.js. In every language one paragraph, because nobody there knows which one is spoken.

use crate::failure::{Failure, Outcome};

/// What a language says there.
struct Instead {
    /// What browsers call the language.
    tag: &'static str,
    without_scripts: &'static str,
    not_kept: &'static str,
}

macro_rules! instead {
    (
        pools { $($pools:tt)+ }
        processes { $($processes:tt)+ }
        written { $($written:tt)+ }
        page { $($page:tt)+ }
        findings { $($findings:tt)+ }
        deeper { $($deeper:tt)+ }
        instead { WithoutScripts: $without_scripts:literal, NotKept: $not_kept:literal, }
    ) => {
        ($without_scripts, $not_kept)
    };
}

macro_rules! all {
    ($($(#[$doc:meta])+ $name:ident $language:ident $id:literal $tag:literal $own:literal)+) => {
        &[$({
            let (without_scripts, not_kept) = flink_memory_words::$language!(instead);
            Instead { tag: $tag, without_scripts, not_kept }
        }),+]
    };
}

const ALL: &[Instead] = flink_memory_words::languages!(all);

/// The page with what readers without scripts are told.
pub(crate) fn with_sentences(page: &str) -> Outcome<String> {
    const PLACE: &str = "<noscript>";
    let (before, after) = page.split_once(PLACE).ok_or_else(|| Failure::new("index.html has no place for readers without scripts."))?;
    let said = ALL.iter().flat_map(|says| ["<p class=\"boot\" lang=\"", says.tag, "\">", says.without_scripts, "</p>"]);
    Ok([before, PLACE].into_iter().chain(said).chain([after]).collect())
}

/// What the worker answers in the place of the page, as HTML.
pub(crate) fn not_kept() -> String {
    ALL.iter().flat_map(|says| ["<p lang=\"", says.tag, "\">", says.not_kept, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_it() -> Outcome<()> {
        let page = with_sentences("a<noscript></noscript>b")?;
        assert!(page.starts_with("a<noscript><p class=\"boot\" lang=\"en\">This is ") && page.ends_with("</p></noscript>b"), "{page}");
        for text in [page, not_kept()] {
            assert_eq!(text.matches("<p ").count(), ALL.len(), "{text}");
        }
        assert!(with_sentences("<body>").is_err());
        Ok(())
    }
}
