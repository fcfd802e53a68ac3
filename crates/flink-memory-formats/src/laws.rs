//! Laws of the readers, held against random texts. They know no answers: those stand in the vectors.

use proptest::prelude::*;

use flink_memory::Release;

use crate::load::{FOLDER, LINES_FILE, YAML_FILE, load};
use crate::reading::Reading;
use crate::yaml::tree;
use crate::{config_yaml, flink_conf};

/// What configuration files are made of, good and bad.
const PIECES: &[&str] = &[
    "taskmanager",
    "memory.process.size",
    "a",
    "b c",
    "4g",
    "2Gi",
    "2048",
    "0.4",
    "1e3",
    "0x1f",
    "true",
    "~",
    "null",
    ".inf",
    ": ",
    ":",
    ":\n",
    "\n",
    "\r\n",
    "\r",
    "  ",
    "    ",
    "\t",
    "- ",
    "? ",
    "#",
    " # c",
    "'",
    "\"",
    "''",
    "\\n",
    "\\x4",
    "\\ud83d",
    "|\n",
    ">-\n",
    "&x ",
    "*x",
    "!!int ",
    "!t!x ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "---",
    "\n---\n",
    "\n...\n",
    "%YAML 1.2\n",
    "%",
    "@",
    "`",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "é",
    "😀",
    "\0",
    "<<",
    "=",
    "123456789012345678901234567890",
];

fn text() -> impl Strategy<Value = String> {
    let pieces = proptest::collection::vec(proptest::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => pieces, 1 => any::<String>()]
}

fn release() -> impl Strategy<Value = Release> {
    proptest::sample::select(Release::ALL)
}

/// Each place is in the text, and each finding has words for its facts.
fn is_sound(reading: &Reading, text: &str) -> bool {
    let lines = u32::try_from(text.matches(['\n', '\r']).count()).unwrap_or(u32::MAX) + 1;
    let places = reading.entries.iter().map(|entry| entry.place).chain(reading.findings.iter().filter_map(|finding| finding.place));
    places.into_iter().all(|place| (1..=lines).contains(&place.line) && place.column >= 1)
        && reading.entries.iter().all(|entry| entry.value_at.as_ref().is_none_or(|at| text.get(at.clone()).is_some()))
}

proptest! {
    #[test]
    fn every_text_is_read(text in text(), release in release()) {
        prop_assert!(is_sound(&config_yaml::read(&text, release), &text));
        prop_assert!(is_sound(&flink_conf::read(&text, release), &text));
    }

    #[test]
    fn lines_are_told_to_the_letter(text in text(), release in release()) {
        for entry in flink_conf::read(&text, release).entries {
            let value = entry.value.to_string();
            prop_assert_eq!(entry.value_at.and_then(|at| text.get(at)), Some(value.as_str()));
        }
    }

    /// A reading gives what Flink takes from the file, unless Flink does not start with it.
    #[test]
    fn reading_is_loading(text in text(), release in release()) {
        for (file, reading) in [(LINES_FILE, flink_conf::read(&text, release)), (YAML_FILE, config_yaml::read(&text, release))] {
            let loaded = load(&[(file, text.as_str())], &[], release);
            for warning in &loaded.warnings {
                prop_assert!(warning.in_release(release).to_string().contains(FOLDER));
            }
            if let (Ok(configuration), Some(_)) = (&loaded.configuration, loaded.file) {
                let read: flink_memory::Configuration = reading.entries.iter().map(|entry| (entry.key.as_str(), entry.value.clone())).collect();
                prop_assert_eq!(configuration, &read);
            }
        }
    }

    /// Whatever Flink's reader takes, other readers take as well, and every span of the tree lies in its parent's.
    #[test]
    fn spans_lie_in_spans(text in text()) {
        let flink = tree::read_as_flink(&text);
        let documents = tree::read(&text);
        prop_assert!(flink.error.is_some() || documents.is_ok());
        for root in documents.unwrap_or_default().into_iter().filter_map(|document| document.root) {
            prop_assert!(lies_in_order(&root, &text));
        }
    }
}

fn lies_in_order(node: &tree::Node, text: &str) -> bool {
    let children: Vec<_> = match &node.value {
        tree::Value::Scalar { .. } => Vec::new(),
        tree::Value::Sequence(items) => items.iter().collect(),
        tree::Value::Mapping(pairs) => pairs.iter().flat_map(|(key, value)| [key, value]).collect(),
    };
    let mut last = node.at.start;
    let is_in_order = node.alias
        || children.iter().all(|child| {
            let is_behind = child.from >= last && child.at.start >= child.from;
            last = child.at.end;
            is_behind && lies_in_order(child, text)
        });
    is_in_order && text.get(node.at.clone()).is_some()
}
