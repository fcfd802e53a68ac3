//! What is said of what follows from the breakdown: the names of the texts here, what they say in each language with the languages, in the
//! module itself. A visit that opens no panel loads none of it.

mod list;

pub use list::{DeeperWord, said};

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::text::{Language, Named, Words};

    #[test]
    fn every_text_tells_exactly_its_facts() {
        for words in Language::ALL.iter().map(|&language| Words::built_in(language)) {
            for &word in DeeperWord::ALL {
                let template = word.template(words);
                let mut told: Vec<&str> = template.split('{').skip(1).filter_map(|part| part.split([':', '|', '}']).next()).collect();
                let mut facts = word.facts().to_vec();
                told.sort_unstable();
                told.dedup();
                facts.sort_unstable();
                assert_eq!(told, facts, "{words:?} {word:?}: {template}");
                assert!(!template.is_empty() && template == template.trim() && !template.contains(['\n', '"']), "{words:?} {word:?}");
            }
        }
    }
}
