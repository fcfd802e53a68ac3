//! What holds of every text in every language. Tests only.

mod chinese;

use std::collections::BTreeSet;

/// All texts of a language by their names. A static, because a stack has better to hold.
macro_rules! texts {
    ($($group:ident { $($name:ident: $text:literal,)+ })+) => {
        {
            static TEXTS: &[(&str, &str)] = &[$($((stringify!($name), $text),)+)+];
            TEXTS
        }
    };
}
use texts;

/// Every language by its stable name, with its texts.
macro_rules! all {
    ($($(#[$doc:meta])+ $name:ident $language:ident $id:literal $tag:literal $own:literal)+) => {
        [$(($id, crate::$language!(texts))),+]
    };
}

#[test]
fn every_language_has_the_same_texts_with_the_same_facts() {
    // Behind a bar or a colon stands how the fact is said.
    fn facts(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|part| part.split([':', '|', '}']).next()).collect()
    }
    let languages = crate::languages!(all);
    let (_, first) = languages[0];
    for (id, texts) in languages {
        assert_eq!(texts.len(), first.len(), "{id}");
        for ((name, text), (same, english)) in texts.iter().zip(first) {
            assert_eq!(name, same, "{id}: another order");
            assert!(!text.is_empty(), "{id} {name}");
            assert_eq!(facts(text), facts(english), "{id} {name}: {text}");
        }
    }
}
