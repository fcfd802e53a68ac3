//! What holds for every edit, over generated texts in many styles and over any text at all.

use std::collections::BTreeMap;

use flink_memory::{Release, Value};
use proptest::prelude::*;

use super::{Change, Edited, edit};
use crate::finding::Matter;
use crate::flink_conf::{self, Line};
use crate::format::Format;
use crate::yaml::tree::{self, Node, ScalarStyle};

const KEYS: [&str; 10] = ["a", "b", "a.b", "a.c", "a.b.c", "a.b.d", "b.c.d", "c", "c.a.b.c", "d.e"];
const NAMES: [&str; 9] = ["a", "b", "c", "d", "a.b", "b.c", "'a.c'", "\"b.c.d\"", "a.b.c"];
const SCALARS: [&str; 15] = [
    "1",
    "0.4",
    "0.10",
    "4g",
    "x y",
    "'it''s'",
    "\"q\\\"\"",
    "true",
    "[x, {y: 1}]",
    "|\n  t\n   u\n",
    ">-\n  f\n\n  g\n",
    "|+\n  k\n\n",
    "&n 7",
    "*n",
    "",
];

/// A mapping of a generated file.
#[derive(Clone, Debug)]
enum Item {
    Scalar(&'static str),
    Lines(Vec<(&'static str, Item, usize)>),
    Braces(Vec<(&'static str, Item, usize)>),
}

fn item() -> impl Strategy<Value = Item> {
    let scalar = prop::sample::select(SCALARS.to_vec()).prop_map(Item::Scalar);
    scalar.prop_recursive(3, 12, 4, |inner| {
        let entries = || prop::collection::vec((prop::sample::select(NAMES.to_vec()), inner.clone(), 0..7_usize), 0..4);
        prop_oneof![3 => entries().prop_map(Item::Lines), 1 => entries().prop_map(Item::Braces)]
    })
}

/// How a file is written: blanks that nest, line end, whether the last line ends, a byte order mark.
#[derive(Clone, Copy, Debug)]
struct Style {
    step: usize,
    line_end: &'static str,
    is_ended: bool,
    has_mark: bool,
}

fn file() -> impl Strategy<Value = String> {
    let entries = prop::collection::vec((prop::sample::select(NAMES.to_vec()), item(), 0..7_usize), 0..6);
    let style = (1..5_usize, prop::sample::select(vec!["\n", "\n", "\r\n"]), any::<bool>(), prop::bool::weighted(0.1));
    (entries, style).prop_map(|(entries, (step, line_end, is_ended, has_mark))| {
        let style = Style { step, line_end, is_ended, has_mark };
        let mut text = String::new();
        lines(&mut text, &entries, 0, style, &mut false);
        let text = if style.is_ended { text.as_str() } else { text.trim_end_matches('\n') };
        [if style.has_mark { "\u{feff}" } else { "" }, &text.replace('\n', style.line_end)].concat()
    })
}

/// Each name once, so that Flink would read the file.
fn unique<'a>(entries: &'a [(&'static str, Item, usize)]) -> impl Iterator<Item = &'a (&'static str, Item, usize)> {
    let name = |entry: &(&'static str, Item, usize)| entry.0.trim_matches(['\'', '"']).to_owned();
    entries
        .iter()
        .enumerate()
        .filter(move |(index, entry)| !entries[..*index].iter().any(|before| name(before) == name(entry)))
        .map(|(_, entry)| entry)
}

fn lines(text: &mut String, entries: &[(&'static str, Item, usize)], depth: usize, style: Style, has_anchor: &mut bool) {
    let pad = " ".repeat(depth * style.step);
    for (name, item, decoration) in unique(entries) {
        match decoration {
            1 => text.extend([&pad, "# about ", name, "\n"]),
            2 => *text += "\n",
            3 => *text += " # a comment: elsewhere\n",
            _ => {}
        }
        text.extend([&pad, *name, ":"]);
        let comment = if *decoration > 4 { "  # behind" } else { "" };
        match item {
            Item::Lines(inside) if !inside.is_empty() => {
                *text += comment;
                *text += "\n";
                lines(text, inside, depth + 1, style, has_anchor);
                continue;
            }
            Item::Scalar(block) if block.starts_with(['|', '>']) => {
                let inner = " ".repeat(depth * style.step);
                text.extend([" ", &block.trim_end_matches('\n').replace("\n ", &["\n", &inner, " "].concat())]);
                *text += &block[block.trim_end_matches('\n').len()..];
                continue;
            }
            _ => {}
        }
        let written = braces(item, has_anchor);
        if !written.is_empty() {
            text.extend([" ", &written]);
        }
        *text += comment;
        *text += "\n";
    }
}

fn braces(item: &Item, has_anchor: &mut bool) -> String {
    match item {
        Item::Scalar("&n 7") if std::mem::replace(has_anchor, true) => "8".to_owned(),
        Item::Scalar("*n") if !*has_anchor => "9".to_owned(),
        Item::Scalar(block) if block.starts_with(['|', '>']) => "'block'".to_owned(),
        Item::Scalar(scalar) => (*scalar).to_owned(),
        Item::Lines(entries) | Item::Braces(entries) => {
            let inside: Vec<_> = unique(entries).map(|(name, item, _)| format!("{name}: {}", braces(item, has_anchor))).collect();
            format!("{{{}}}", inside.join(", "))
        }
    }
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let texts = ["1", "0.5", "0.10", "4g", "x y", "", "a: b", "it's", "\n", "[a]", "é", "null", "a,b", "#", "-"];
    let value = prop_oneof![
        6 => prop::sample::select(texts.to_vec()).prop_map(|text| Some(Value::from(text))),
        1 => any::<i64>().prop_map(|number| Some(Value::Integer(number))),
        1 => any::<f64>().prop_map(|number| Some(Value::Double(number))),
        1 => any::<bool>().prop_map(|yes| Some(Value::Boolean(yes))),
        4 => Just(None),
    ];
    let change = (prop::sample::select(KEYS.to_vec()), value).prop_map(|(key, value)| Change { key: key.to_owned(), value });
    prop::collection::vec(change, 1..4)
}

/// What a file says: every key with the text of its value, marked where it is plain. A mapping with nothing in it says nothing.
fn flattened(text: &str) -> BTreeMap<String, String> {
    fn flatten(node: &Node, prefix: &str, into: &mut BTreeMap<String, String>) {
        for (name, value) in node.entries().into_iter().flatten() {
            let name = name.text().unwrap_or_default();
            let key = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
            match &value.value {
                tree::Value::Mapping(_) => flatten(value, &key, into),
                tree::Value::Scalar { text, style, .. } => {
                    into.insert(key, format!("{}{text}", if *style == ScalarStyle::Plain { "plain " } else { "text " }));
                }
                tree::Value::Sequence(_) => {
                    into.insert(key, "a list".to_owned());
                }
            }
        }
    }
    let mut into = BTreeMap::new();
    for document in tree::read(text).unwrap_or_else(|error| panic!("{error:?} in\n{text}")) {
        if let Some(root) = document.root {
            flatten(&root, "", &mut into);
        }
    }
    into
}

/// Whether a flattened value is what was wanted, by the standard library's reading of numbers.
fn is(flat: &str, wanted: &Value) -> bool {
    let Some(plain) = flat.strip_prefix("plain ") else { return flat.strip_prefix("text ") == Some(&wanted.to_string()) };
    let value = match plain {
        ".nan" => Value::Double(f64::NAN),
        ".inf" => Value::Double(f64::INFINITY),
        "-.inf" => Value::Double(f64::NEG_INFINITY),
        "true" | "false" => Value::Boolean(plain == "true"),
        "null" | "" | "~" => return false,
        _ => match (plain.parse::<i64>(), plain.parse::<f64>()) {
            (Ok(number), _) => Value::Integer(number),
            (_, Ok(number)) => Value::Double(number),
            _ => Value::from(plain),
        },
    };
    match wanted {
        Value::Text(text) => value.to_string() == *text,
        Value::Double(number) if number.is_nan() => matches!(value, Value::Double(number) if number.is_nan()),
        typed => value == *typed,
    }
}

/// The lines that differ, as they were and as they are.
fn difference<'a>(before: &'a str, after: &'a str) -> (Vec<&'a str>, Vec<&'a str>) {
    let (before, after): (Vec<_>, Vec<_>) = (before.lines().collect(), after.lines().collect());
    let start = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let most = before.len().min(after.len()) - start;
    let end = before.iter().rev().zip(after.iter().rev()).take(most).take_while(|(one, other)| one == other).count();
    (before[start..before.len() - end].to_vec(), after[start..after.len() - end].to_vec())
}

fn edited(text: &str, format: Format, changes: &[Change]) -> Edited {
    edit(text, format, Release::V1_20, changes).unwrap_or_else(|refused| panic!("{refused:?} in\n{text}"))
}

/// The laws of one change, given what a text says before and after.
fn check(text: &str, format: Format, change: &Change, read: impl Fn(&str) -> BTreeMap<String, String>) -> Result<(), TestCaseError> {
    let before = read(text);
    let Edited { text: after, findings } = edited(text, format, std::slice::from_ref(change));
    if let Some(finding) = findings.first() {
        prop_assert_eq!(&after, text);
        // Nothing is refused but for a reason.
        let is_above = before.keys().any(|key| key.strip_prefix(change.key.as_str()).is_some_and(|rest| rest.starts_with('.')));
        let has_reason = match finding.matter {
            Matter::EditNotSayable { .. } => format == Format::FlinkConf,
            Matter::EditShared { .. } => text.contains("&n"),
            _ => is_above || text.contains("{}") || text.contains("&n"),
        };
        prop_assert!(has_reason, "{:?}", finding);
        return Ok(());
    }
    let mut expected = before.clone();
    let mut read_after = read(&after);
    expected.remove(&change.key);
    let new = read_after.remove(&change.key);
    prop_assert_eq!(&read_after, &expected, "{}", &after);
    match (&change.value, &new) {
        (Some(wanted), Some(new)) => prop_assert!(is(new, wanted), "{:?} in\n{}", new, &after),
        (None, None) => {}
        _ => prop_assert!(false, "{:?} in\n{}", new, &after),
    }
    prop_assert_eq!(&edited(&after, format, std::slice::from_ref(change)).text, &after, "not the same a second time");
    let is_so_already = match (before.get(&change.key), &change.value) {
        (None, None) => true,
        (Some(old), Some(wanted)) => is(old, wanted) && matches!(wanted, Value::Text(_)),
        _ => false,
    };
    if is_so_already && before.get(&change.key).is_none_or(|old| old != "plain 0.10") {
        prop_assert_eq!(&after, text, "changed for nothing");
    }
    let (gone, come) = difference(text, &after);
    if change.value.is_some() {
        // A value in its place, or new lines; a block or a list of up to five lines can become one.
        prop_assert!(gone.len() <= 5 && come.len() <= 5, "{:?} {:?}", gone, come);
        if !before.contains_key(&change.key) {
            prop_assert!(gone.len() <= 1, "{:?} {:?}", gone, come);
        }
    }
    let comments = |text: &str| text.matches("# ").count();
    prop_assert!(change.value.is_none() || comments(text) <= comments(&after), "a comment was lost in\n{}", &after);
    Ok(())
}

fn read_lines(text: &str) -> BTreeMap<String, String> {
    let pair = |(_, _, line)| if let Line::Pair { key, value, .. } = line { Some((key.to_owned(), format!("text {value}"))) } else { None };
    flink_conf::lines_of(text).filter_map(pair).collect()
}

fn line_file() -> impl Strategy<Value = String> {
    let name = || prop::sample::select(KEYS.to_vec());
    let line = prop_oneof![
        4 => (name(), 0..20).prop_map(|(name, number)| format!("{name}: {number}")),
        2 => name().prop_map(|name| format!("  {name}:  'x' y #{name}: c")),
        1 => name().prop_map(|name| format!("#{name}: 0.4")),
        1 => name().prop_map(|name| format!("{name}:1")),
        1 => name().prop_map(|name| format!("\u{feff}{name}: 1")),
        1 => Just(String::new()),
        1 => Just(" \t#".to_owned()),
    ];
    let end = prop::sample::select(vec!["\n", "\n", "\n", "\r\n", "\r"]);
    (prop::collection::vec((line, end), 0..8), any::<bool>()).prop_map(|(lines, is_ended)| {
        let text: String = lines.into_iter().flat_map(|(line, end)| [line, end.to_owned()]).collect();
        if is_ended { text } else { text.trim_end_matches(['\n', '\r']).to_owned() }
    })
}

/// Texts that look like something.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "\n",
            "\r\n",
            "\r",
            " ",
            "  ",
            ": ",
            ":",
            "- ",
            "? ",
            "# ",
            "|",
            ">",
            "'",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            "&n ",
            "*n",
            "!!str ",
            "---",
            "...",
            "\t",
            "a",
            "b",
            "a.b",
            "é",
            "\u{feff}",
            "%",
            "kind: FlinkDeployment\n",
            "spec:\n  ",
            "kind: ConfigMap\n",
            "data:\n  ",
            "config.yaml: |\n    ",
            "flink-conf.yaml: |\n    ",
            "FLINK_PROPERTIES",
            "flinkConfiguration: ",
            "taskManager: ",
            "resource: ",
            "memory: 1g",
            "\u{0}",
            "\\",
        ])
        .prop_map(str::to_owned),
        "[a-c.:# ]{1,4}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, max_global_rejects: 1 << 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_config_yaml_says_exactly_what_was_changed(text in file(), changes in changes()) {
        prop_assert_eq!(&edited(&text, Format::ConfigYaml, &[]).text, &text);
        for change in &changes {
            check(&text, Format::ConfigYaml, change, flattened)?;
        }
    }

    #[test]
    fn a_flink_conf_says_exactly_what_was_changed(text in line_file(), changes in changes()) {
        for change in &changes {
            check(&text, Format::FlinkConf, change, read_lines)?;
        }
    }

    #[test]
    fn several_changes_are_one_after_another(text in file(), changes in changes()) {
        let mut one_by_one = Edited { text: text.clone(), findings: Vec::new() };
        for change in &changes {
            let next = edited(&one_by_one.text, Format::ConfigYaml, std::slice::from_ref(change));
            one_by_one.text = next.text;
            one_by_one.findings.extend(next.findings);
        }
        prop_assert_eq!(edited(&text, Format::ConfigYaml, &changes), one_by_one);
    }

    #[test]
    fn a_file_in_a_manifest_is_changed_as_it_would_be_alone(text in file(), changes in changes(), end in prop::sample::select(vec!["\n", "\r\n"])) {
        let text = [text.replace(['\r', '\u{feff}'], "").trim(), "\n"].concat();
        prop_assume!(text.len() > 1);
        let indented: String = text.split_inclusive('\n').map(|line| if line == "\n" { line.to_owned() } else { format!("    {line}") }).collect();
        let alone = edited(&text, Format::ConfigYaml, &changes[..1]);
        let manifest = format!("kind: ConfigMap\ndata:\n  config.yaml: |\n{indented}  # c\n  other: 1\n").replace('\n', end);
        let inside = edited(&manifest, Format::Manifest, &changes[..1]);
        prop_assert_eq!(&alone.findings, &inside.findings);
        let root = tree::read(&inside.text).expect("YAML").remove(0).root.expect("a value");
        let data = root.get("data").expect("data");
        prop_assert_eq!(data.get("config.yaml").and_then(|file| file.text()).map(str::trim_end), Some(alone.text.trim_end()));
        prop_assert_eq!(inside.text.matches('\n').count(), inside.text.matches(end).count());
        if alone.text == text {
            prop_assert_eq!(inside.text, manifest);
        }
    }

    #[test]
    fn keys_of_a_deployment_are_changed_like_a_file(text in file(), changes in changes()) {
        let text = [text.replace(['\r', '\u{feff}'], "").trim_end(), "\n"].concat();
        prop_assume!(!flattened(&text).is_empty());
        let indented: String = text.split_inclusive('\n').flat_map(|line| ["    ", line]).collect();
        let manifest = format!("kind: FlinkDeployment\nspec:\n  flinkConfiguration:\n{indented}  # c\n  other: &o 1\n");
        let read = |text: &str| {
            let flat = flattened(text).into_iter();
            flat.map(|(key, value)| (key.trim_start_matches("spec.flinkConfiguration.").to_owned(), value)).collect::<BTreeMap<_, _>>()
        };
        for change in &changes {
            // Everything is text there.
            let change = Change { key: change.key.clone(), value: change.value.as_ref().map(|value| Value::from(value.to_string())) };
            check(&manifest, Format::Manifest, &change, read)?;
        }
    }

    #[test]
    fn no_text_is_too_strange(text in any_text(), changes in changes()) {
        for format in [Format::FlinkConf, Format::ConfigYaml, Format::Manifest] {
            for release in [Release::V1_10, Release::V2_3] {
                if let Ok(Edited { text: after, .. }) = edit(&text, format, release, &changes) {
                    prop_assert!(format == Format::FlinkConf || tree::read(&after).is_ok());
                }
                prop_assert_eq!(edit(&text, format, release, &[]).map_or(text.clone(), |edited| edited.text), text.as_str());
            }
        }
        let _ = super::set_flink_version(&text, Release::V2_0);
    }
}
