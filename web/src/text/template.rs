//! Facts put into templates, for every language alike. The templates stand with their language.

use flink_memory::{MemorySize, Process};
use flink_memory_formats::Matter;

use super::{bytes, finding_words, process_name, quantity};

/// What was noticed, in words.
pub fn finding(matter: &Matter) -> String {
    fill(finding_words(matter), &matter.facts())
}

/// A template with each `{name}` replaced by the fact of that name, as it is; `{name:size}` is a number of bytes, `{name:process}` the
/// stable name of a process. A name that no fact has leaves nothing, as tests rule out.
fn fill(template: &str, facts: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for part in template.split('{') {
        let Some((place, behind)) = part.split_once('}') else {
            text.push_str(part);
            continue;
        };
        let (name, kind) = place.split_once(':').unwrap_or((place, ""));
        let fact = facts.iter().find(|(known, _)| *known == name).map_or("", |(_, fact)| *fact);
        match kind {
            "size" => text.push_str(&exact_size(fact)),
            "process" => text.push_str(Process::from_id(fact).map_or(fact, |process| process_name(process))),
            _ => text.push_str(fact),
        }
        text.push_str(behind);
    }
    text
}

/// A number of bytes as people read it, with every byte behind it. What is none of Flink's sizes stays as it is.
fn exact_size(fact: &str) -> String {
    let Some(size) = fact.parse().ok().and_then(MemorySize::from_bytes) else { return [fact, " bytes"].concat() };
    let (short, exact) = (quantity::size(size), bytes(size));
    if size.bytes() < 1 << 10 { exact } else { [&short, " (", &exact, ")"].concat() }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
    const PROCESSES: &[&str] = &["derived-arguments", "derived-result", "pinned-pools", "guessed-process"];

    /// Facts that a sentence may begin with, because they are keys.
    const KEYS: [&str; 2] = ["key", "older"];

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

    /// The places of a template, as name and kind.
    fn places(template: &str) -> Vec<(&str, &str)> {
        let places = template.split('{').skip(1).map(|part| part.split_once('}').expect("a brace is closed").0);
        places.map(|place| place.split_once(':').unwrap_or((place, ""))).collect()
    }

    #[test]
    fn every_place_has_its_fact_and_every_fact_its_place() {
        for matter in matters() {
            let (places, facts, code) = (places(finding_words(&matter)), matter.facts(), matter.code());
            for (name, kind) in &places {
                assert!(facts.iter().any(|(fact, _)| fact == name), "{code}: has no fact {name}");
                let expected = match *name {
                    _ if SIZES.contains(&(code, name)) => "size",
                    "process" if PROCESSES.contains(&code) => "process",
                    _ => "",
                };
                assert_eq!(*kind, expected, "{code}: {name}");
            }
            for (fact, value) in facts {
                let is_told = places.iter().any(|(name, _)| *name == fact);
                let may_miss = value.is_empty() || UNTOLD.contains(&(code, fact));
                assert!(is_told || may_miss, "{code}: does not tell {fact}");
            }
        }
    }

    #[test]
    fn every_finding_is_a_sentence_or_two() {
        for matter in matters() {
            let (template, text, code) = (finding_words(&matter), finding(&matter), matter.code());
            assert!(!text.contains(['{', '}']) && !text.contains("  "), "{code}: {text}");
            assert!(text.ends_with('.') && template.matches(". ").count() < 2, "{code}: {text}");
            let begins_with_key = KEYS.iter().any(|key| template.starts_with(&["{", key, "}"].concat()));
            assert!(template.starts_with(char::is_uppercase) || begins_with_key, "{code}: {text}");
            let quotes: String = template.chars().filter(|character| matches!(character, '“' | '”')).collect();
            assert_eq!(quotes, "“”".repeat(quotes.chars().count() / 2), "{code}: {text}");
            assert!(!template.contains('"'), "{code}: {text}");
        }
    }

    #[test]
    fn facts_come_out_as_they_are() {
        const FACT: &str = "{key} }{ {{size:size}} é\n{";
        for matter in Matter::each(|_| FACT.to_owned()) {
            let text = finding(&matter);
            assert_eq!(text.matches(FACT).count(), places(finding_words(&matter)).len(), "{text}");
        }
        let key = "taskmanager.memory.process.size".to_owned();
        assert_eq!(
            finding(&Matter::WithoutUnit { key, value: "1728".to_owned(), meant: "1728m".to_owned() }),
            "taskmanager.memory.process.size has no unit, so Flink reads 1728 as a number of bytes. You likely mean 1728m."
        );
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
            assert_eq!(gap(&fill("{a:size}", &[("a", fact)])), text);
        }
    }

    #[test]
    fn processes_are_called_by_their_names() {
        for process in Process::ALL {
            assert_eq!(fill("{a:process}", &[("a", process.id())]), process_name(process));
        }
        assert_eq!(fill("{a:process}", &[("a", "another")]), "another");
    }

    proptest! {
        #[test]
        fn nothing_in_a_fact_is_filled_in(one: String, two: String) {
            let facts = [("one", one.as_str()), ("two", two.as_str())];
            prop_assert_eq!(fill("a{two}b{one}{two}", &facts), format!("a{two}b{one}{two}"));
        }
    }
}
