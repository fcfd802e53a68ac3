//! Facts put into templates, for every language alike. The templates stand with their language.
//!
//! `{name}` is the fact of that name, as it is; `{name:size}` a number of bytes, `{name:process}` the stable name of a process, both in words;
//! `{name|file|files}` the first word where the fact is `1` and else the second, for languages that tell one from many. Where a Han character
//! and a Latin letter or a digit meet at the edge of a fact, a blank is set between them, as Chinese has it: a pool may be called by either.

use flink_memory::{MemorySize, Process};

use super::list::said;
use super::words::Words;

/// A template with its facts. A name that no fact has leaves nothing, as tests rule out.
pub(super) fn fill(words: Words, template: &str, facts: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for part in template.split('{') {
        let Some((place, behind)) = part.split_once('}') else {
            text.push_str(part);
            continue;
        };
        let (name, how) = place.split_at(place.find([':', '|']).unwrap_or(place.len()));
        let fact = facts.iter().find(|(known, _)| *known == name).map_or("", |(_, fact)| *fact);
        match how {
            ":size" => append(&mut text, &exact_size(words, fact)),
            ":process" => append(&mut text, Process::from_id(fact).map_or(fact, |process| words.process_name(process))),
            _ => {
                let forms = how.strip_prefix('|').and_then(|forms| forms.split_once('|'));
                append(&mut text, forms.map_or(fact, |(one, many)| if fact == "1" { one } else { many }));
            }
        }
        append(&mut text, behind);
    }
    text
}

/// Adds a part behind what is there, with a blank where two scripts meet.
fn append(text: &mut String, part: &str) {
    let is_han = |character: char| matches!(character, '\u{3400}'..='\u{9fff}');
    if let (Some(last), Some(first)) = (text.chars().next_back(), part.chars().next())
        && (is_han(last) && first.is_ascii_alphanumeric() || last.is_ascii_alphanumeric() && is_han(first))
    {
        text.push(' ');
    }
    text.push_str(part);
}

/// A number of bytes as people read it, with every byte behind it. What is none of Flink's sizes stays as it is.
fn exact_size(words: Words, fact: &str) -> String {
    let Some(size) = fact.parse().ok().and_then(MemorySize::from_bytes) else { return words.say(said::Bytes { count: fact }) };
    let (short, exact) = (words.size(size), words.bytes(size));
    if size.bytes() < 1 << 10 { exact } else { words.say(said::ExactSize { size: &short, bytes: &exact }) }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    use crate::text::finding::{FindingWord, finding_word};
    use crate::text::{Language, Named, Word};
    use flink_memory_formats::Matter;

    /// Facts that no template has to tell, as code and fact.
    const UNTOLD: &[(&str, &str)] = &[
        // Many lines that quote the file; its problem is the one that tells.
        ("flink-refuses", "message"),
    ];

    /// Facts that are numbers of bytes, as code and fact.
    const SIZES: &[(&str, &str)] = &[
        ("too-long", "bytes"),
        ("too-long", "limit"),
        ("flag-twice", "before"),
        ("flag-twice", "after"),
        ("rounded-heap", "given"),
        ("rounded-heap", "size"),
        ("rounded-heap", "alignment"),
        ("kubernetes-quantity", "bytes"),
        ("kubernetes-reads-other", "bytes"),
        ("kubernetes-reads-other", "kubernetes"),
    ];

    /// Matters whose fact `process` is the stable name of one.
    const PROCESSES: &[&str] = &["derived-arguments", "derived-result", "pinned-pools", "guessed-process", "written-is-refused"];

    fn languages() -> impl Iterator<Item = Words> {
        Language::ALL.iter().map(|&language| Words::built_in(language))
    }

    fn english() -> Words {
        Words::built_in(Language::English)
    }

    /// Facts that can be empty and for which a sentence would then have a hole, or say too little, as code and fact.
    const EMPTY: &[(&str, &str)] = &[
        ("not-one-value", "value"),
        ("hidden-value", "key"),
        ("exception", "exception"),
        ("rounded-heap", "given"),
        ("rounded-heap", "alignment"),
        ("several-clusters", "name"),
        ("edit-not-sayable", "value"),
    ];

    /// One of each matter, and each again that can have an empty fact.
    fn matters() -> Vec<Matter> {
        let mut matters = Matter::each(str::to_owned);
        for &(code, empty) in EMPTY {
            let with_empty = Matter::each(|name| if name == empty { String::new() } else { name.to_owned() });
            let count = matters.len();
            matters.extend(with_empty.into_iter().filter(|matter| matter.code() == code));
            assert_eq!(matters.len(), count + 1, "{code}");
        }
        matters
    }

    /// The places of a template, as name and what comes behind it.
    fn places(template: &str) -> Vec<(&str, &str)> {
        let places = template.split('{').skip(1).map(|part| part.split_once('}').expect("a brace is closed").0);
        places.map(|place| place.split_at(place.find([':', '|']).unwrap_or(place.len()))).collect()
    }

    #[test]
    fn every_template_tells_exactly_the_facts_of_its_text() {
        for words in languages() {
            for &word in Word::ALL {
                let template = word.template(words);
                let mut told: Vec<_> = places(template).into_iter().map(|(name, _)| name).collect();
                let mut facts = word.facts().to_vec();
                told.sort_unstable();
                told.dedup();
                facts.sort_unstable();
                assert_eq!(told, facts, "{words:?} {word:?}: {template}");
            }
        }
    }

    #[test]
    fn every_place_of_a_finding_has_its_fact_and_every_fact_its_place() {
        for (words, matter) in languages().flat_map(|words| matters().into_iter().map(move |matter| (words, matter))) {
            let (template, facts, code) = (finding_word(&matter).template(words), matter.facts(), matter.code());
            let places = places(template);
            for (name, kind) in &places {
                assert!(facts.iter().any(|(fact, _)| fact == name), "{words:?} {code}: has no fact {name}");
                let expected = match *name {
                    _ if SIZES.contains(&(code, name)) => ":size",
                    "process" if PROCESSES.contains(&code) => ":process",
                    _ => "",
                };
                assert!(*kind == expected || kind.starts_with('|'), "{words:?} {code}: {name}{kind}");
            }
            for (fact, value) in facts {
                let is_told = places.iter().any(|(name, _)| *name == fact);
                let may_miss = value.is_empty() || UNTOLD.contains(&(code, fact));
                assert!(is_told || may_miss, "{words:?} {code}: does not tell {fact}");
            }
        }
    }

    #[test]
    fn every_text_about_a_finding_is_of_one() {
        let of_findings: Vec<FindingWord> = matters().iter().map(finding_word).collect();
        assert!(FindingWord::ALL.iter().all(|word| of_findings.contains(word) && word.facts().is_empty()));
    }

    #[test]
    fn every_text_can_be_said() {
        for words in languages() {
            let of_page = Word::ALL.iter().map(|&word| (format!("{word:?}"), word.template(words)));
            let of_findings = FindingWord::ALL.iter().map(|&word| (format!("{word:?}"), word.template(words)));
            of_page.chain(of_findings).for_each(|(name, template)| can_be_said(words, &name, template));
        }
    }

    fn can_be_said(words: Words, word: &str, template: &'static str) {
        assert!(!template.is_empty() && !template.contains('\n'), "{words:?} {word:?}");
        assert!(word == "Comma" || template == template.trim(), "{words:?} {word:?}: {template}");
        let places = places(template);
        for (_, how) in &places {
            let is_known = matches!(*how, "" | ":size" | ":process") || (how.starts_with('|') && how.matches('|').count() == 2);
            assert!(is_known, "{words:?} {word:?}: {how}");
        }
        let facts: Vec<_> = places.iter().map(|(name, _)| (*name, "fact")).collect();
        let text = fill(words, template, &facts);
        assert!(!text.contains(['{', '}']) && !text.contains("  "), "{words:?} {word:?}: {text}");
        let quotes: String = template.chars().filter(|character| matches!(character, '“' | '”')).collect();
        assert_eq!(quotes, "“”".repeat(quotes.chars().count() / 2), "{words:?} {word:?}: {template}");
        assert!(!template.contains('"'), "{words:?} {word:?}: {template}");
    }

    #[test]
    fn every_finding_is_a_sentence_or_two() {
        /// Facts that an English sentence may begin with, because they are keys.
        const KEYS: [&str; 2] = ["{key}", "{older}"];
        for matter in matters() {
            let (template, code) = (finding_word(&matter).template(english()), matter.code());
            assert!(template.ends_with('.') && template.matches(". ").count() < 2, "{code}: {template}");
            let begins_with_key = KEYS.iter().any(|key| template.starts_with(key));
            assert!(template.starts_with(char::is_uppercase) || begins_with_key, "{code}: {template}");
        }
    }

    #[test]
    fn facts_come_out_as_they_are() {
        const FACT: &str = "{key} }{ {{size:size}} é\n{";
        for matter in Matter::each(|_| FACT.to_owned()) {
            let text = english().finding(&matter);
            assert_eq!(text.matches(FACT).count(), places(finding_word(&matter).template(english())).len(), "{text}");
        }
        let key = "taskmanager.memory.process.size".to_owned();
        assert_eq!(
            english().finding(&Matter::WithoutUnit { key, value: "1728".to_owned(), meant: "1728m".to_owned() }),
            "taskmanager.memory.process.size has no unit, so Flink reads 1728 as a number of bytes. You likely mean 1728m."
        );
    }

    #[test]
    fn a_blank_stands_where_scripts_meet() {
        for (fact, text) in [("JVM Metaspace", "当 JVM Metaspace 增长"), ("网络内存", "当网络内存增长"), ("“a”", "当“a”增长")]
        {
            assert_eq!(fill(english(), "当{pool}增长", &[("pool", fact)]), text);
        }
    }

    #[test]
    fn one_and_many_are_told_apart() {
        let template = "{count} {count|line has|lines have} changed";
        let told = ["0", "1", "2", "11"].map(|count| fill(english(), template, &[("count", count)]));
        assert_eq!(told, ["0 lines have changed", "1 line has changed", "2 lines have changed", "11 lines have changed"]);
    }

    #[test]
    fn sizes_have_every_byte_behind_them() {
        let gap = |text: &str| text.replace('\u{a0}', " ");
        for (fact, text) in [
            ("1811939328", "1.688 GiB (1 811 939 328 bytes)"),
            ("33554432", "32 MiB (33 554 432 bytes)"),
            ("1023", "1 023 bytes"),
            ("0", "0 bytes"),
            // Kubernetes reads thousandths, and numbers of any length.
            ("2.048", "2.048 bytes"),
            ("9223372036854775808", "9223372036854775808 bytes"),
        ] {
            assert_eq!(gap(&fill(english(), "{a:size}", &[("a", fact)])), text);
        }
    }

    #[test]
    fn processes_are_called_by_their_names() {
        for process in Process::ALL {
            assert_eq!(fill(english(), "{a:process}", &[("a", process.id())]), english().process_name(process));
        }
        assert_eq!(fill(english(), "{a:process}", &[("a", "another")]), "another");
    }

    proptest! {
        #[test]
        fn nothing_in_a_fact_is_filled_in(one: String, two: String) {
            let facts = [("one", one.as_str()), ("two", two.as_str())];
            prop_assert_eq!(fill(english(), "<{two}> {one} <{two}>", &facts), format!("<{two}> {one} <{two}>"));
        }
    }
}
