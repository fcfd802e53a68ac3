//! `config.yaml` as Flink reads it from 1.19 on: nested maps flattened with dots, lists as flow text, scalars typed.
//!
//! Source: `GlobalConfiguration.loadYAMLResource`, `YamlParserUtils` and snakeyaml-engine 2.6 below them, 1.19 to 2.3.

use std::fmt::Write;
use std::ops::Range;

use flink_memory::{Names, Release, Value, ValueType, option};

use crate::entries;
use crate::finding::Matter;
use crate::format::Format;
use crate::load;
use crate::order::sort_findings;
use crate::place::Lines;
use crate::reading::{Base, ReadEntry, Reading};
use crate::yaml::flow;
use crate::yaml::scalar::{self, Kind, ScalarError};
use crate::yaml::tree::{self, FlinkTree, Node, SyntaxError};

/// Keys and values, in the order of the text; of a key that comes twice the later value counts.
///
/// # Errors
/// What stops Flink.
pub(crate) fn load(text: &str) -> Result<Vec<(String, Value)>, SyntaxError> {
    let Flattened { entries, error } = flattened(text);
    error.map_or(Ok(()), Err)?;
    Ok(entries.into_iter().filter_map(|entry| Some((entry.key, entry.value?))).collect())
}

/// Reads a `config.yaml`, whichever release is chosen; whether the release reads it is a finding. Where Flink would not start, what can be
/// understood is an entry all the same.
pub(crate) fn read(text: &str, release: Release) -> Reading {
    let mut reading = Reading::new(Format::ConfigYaml, Base::Nothing);
    load::about_file(load::YAML_FILE, release, &mut reading);
    let Flattened { entries: found, error } = flattened(text);
    let places = Lines::of(text);
    for Entry { key, value, at, value_at, kind } in found {
        let place = places.place(at);
        let is_known = || option::by_any_key(&key, release).and_then(|option| option.in_release(release));
        if kind != Kind::Scalar && is_known().is_some_and(|option| option.value_type() != ValueType::Map) {
            let value = value.as_ref().map_or_else(String::new, Value::to_string);
            reading.note(place, Matter::NotOneValue { key: key.clone(), value });
        }
        match value {
            Some(value) => entries::add(ReadEntry { key, value, place, value_at }, release, &mut reading),
            None if kind == Kind::Scalar => reading.note(place, Matter::MissingValue { key }),
            None => {}
        }
    }
    entries::note_lost(&mut reading);
    if let Some(error) = error.filter(|error| error.message != NULL_VALUE) {
        let place = places.place(error.at);
        let matter = Matter::FlinkRefuses { exception: error.exception.to_owned(), problem: error.problem, message: error.message };
        reading.note(place, matter);
        sort_findings(&mut reading.findings);
    }
    reading
}

/// What Flink says to a key without a value, whichever it is.
const NULL_VALUE: &str = "Value must not be null.";

struct Flattened {
    entries: Vec<Entry>,
    /// What stops Flink.
    error: Option<SyntaxError>,
}

/// A key and what it is set to.
struct Entry {
    key: String,
    /// `None` for Java's null, for what cannot be read, and for a map.
    value: Option<Value>,
    /// The byte at which the key begins.
    at: usize,
    value_at: Option<Range<usize>>,
    kind: Kind,
}

fn flattened(text: &str) -> Flattened {
    if let Some((at, _)) = text.char_indices().find(|(_, character)| !is_printable(*character)) {
        let message = "special characters are not allowed".to_owned();
        return Flattened { entries: Vec::new(), error: Some(SyntaxError::bare("ReaderException", message, at)) };
    }
    let FlinkTree { root, error } = tree::read_as_flink(text);
    let mut walk = Walk { text, error, entries: Vec::new(), anchors: 0, null_at: None };
    if let Some(root) = root {
        if walk.error.is_none() {
            walk.construct(&root);
        }
        if is_map(&root) {
            walk.flatten(&root, "", false);
        } else if java(&root).0 != NULL {
            walk.java_cast(&root, "java.util.Map");
        }
    }
    if let Some(at) = walk.null_at {
        walk.refuse(SyntaxError::bare("NullPointerException", NULL_VALUE.to_owned(), at));
    }
    Flattened { entries: walk.entries, error: walk.error }
}

/// `StreamReader.isPrintable`.
fn is_printable(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
}

/// `UriEncoder.encode`, by which the reader shows a tag.
fn in_uri(tag: &str) -> String {
    let mut shown = String::with_capacity(tag.len());
    for byte in tag.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()@:$&,;=[]/".contains(&byte) {
            shown.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ = write!(shown, "%{byte:02X}");
        }
    }
    shown
}

fn wrapped(exception: &'static str, message: String, node: &Node) -> SyntaxError {
    SyntaxError::wrapped(exception, message, node.from)
}

fn wrong_node(is: Kind, needs: Kind, node: &Node) -> SyntaxError {
    let class = |kind| match kind {
        Kind::Scalar => "org.snakeyaml.engine.v2.nodes.ScalarNode",
        Kind::Sequence => "org.snakeyaml.engine.v2.nodes.SequenceNode",
        Kind::Mapping => "org.snakeyaml.engine.v2.nodes.MappingNode",
    };
    cast(class(is), class(needs), "unnamed module of loader 'app'", node)
}

/// What Java says to an object of the wrong class.
fn cast(is: &str, needs: &str, module: &str, node: &Node) -> SyntaxError {
    let message = ["class ", is, " cannot be cast to class ", needs, " (", is, " and ", needs, " are in ", module, ")"].concat();
    wrapped("ClassCastException", message, node)
}

fn is_set(node: &Node) -> bool {
    node.collection_tag.as_deref() == Some("tag:yaml.org,2002:set")
}

/// Whether Flink sees a map; a set is none, although it is written as one.
fn is_map(node: &Node) -> bool {
    node.entries().is_some() && !is_set(node)
}

struct Walk<'a> {
    text: &'a str,
    /// What stops Flink first.
    error: Option<SyntaxError>,
    entries: Vec<Entry>,
    /// How many names Flink has given to values that stand in several places.
    anchors: usize,
    /// The first key without a value.
    null_at: Option<usize>,
}

impl Walk<'_> {
    /// Refuses what snakeyaml-engine refuses when it makes Java objects of a tree: `BaseConstructor.constructDocument`.
    fn construct(&mut self, node: &Node) -> Option<()> {
        let kind = Kind::of(&node.value);
        if let Some(tag) = node.tag().filter(|tag| *tag != "!") {
            match Kind::of_tag(tag) {
                None => {
                    let problem = ["could not determine a constructor for the tag ", &in_uri(tag)].concat();
                    return self.refuse_at(None, None, &problem, node);
                }
                Some(needs) if needs != kind => return self.refuse(wrong_node(kind, needs, node)),
                Some(_) => {}
            }
        }
        if let tree::Value::Scalar { text, style, tag } = &node.value {
            return match scalar::value(text, *style, tag.as_deref()) {
                Ok(_) | Err(ScalarError::Tag) => Some(()),
                Err(ScalarError::EmptyInteger) => self.refuse_at(Some("while constructing an int"), Some(node), "found empty value", node),
                Err(ScalarError::Java(exception, message)) => self.refuse(wrapped(exception, message, node)),
            };
        }
        let parts = node.parts();
        let mut known = Names::new();
        for &(key, value) in &parts {
            self.construct(key)?;
            if value.is_none() {
                continue;
            }
            let (class, key_text) = java(key);
            if known.insert(&[class, " ", &key_text].concat(), 0).is_none() {
                continue;
            }
            if class == NULL {
                let message = "Cannot invoke \"Object.toString()\" because \"key\" is null";
                return self.refuse(wrapped("NullPointerException", message.to_owned(), key));
            }
            return self.refuse_at(Some("while constructing a mapping"), Some(node), &["found duplicate key ", &key_text].concat(), key);
        }
        parts.into_iter().filter_map(|(_, value)| value).try_for_each(|value| self.construct(value))
    }

    /// Keeps the first error, and gives nothing.
    fn refuse(&mut self, error: SyntaxError) -> Option<()> {
        self.error.get_or_insert(error);
        None
    }

    fn refuse_at(&mut self, context: Option<&str>, within: Option<&Node>, problem: &str, node: &Node) -> Option<()> {
        self.refuse(SyntaxError::new(self.text, context, within.map(|node| node.from), problem, node.from))
    }

    fn java_cast(&mut self, node: &Node, needs: &str) {
        let error = cast(java(node).0, needs, "module java.base of loader 'bootstrap'", node);
        self.refuse(SyntaxError { wrapped: false, ..error });
    }

    /// `GlobalConfiguration.flatten`. What stands behind an alias has no bytes of its own.
    fn flatten(&mut self, map: &Node, prefix: &str, is_alias: bool) {
        for (name, value) in map.entries().unwrap_or_default() {
            let (class, name_text) = java(name);
            if class != STRING && class != NULL {
                self.java_cast(name, STRING);
            }
            let key = [prefix, &name_text].concat();
            let kind = Kind::of(&value.value);
            let flat = match &value.value {
                tree::Value::Mapping(_) if is_map(value) => Ok(None),
                tree::Value::Mapping(_) => Ok(Some(Value::Text(java(value).1))),
                tree::Value::Sequence(_) => Ok(Some(Value::Text(flow::text(value, &mut self.anchors)))),
                tree::Value::Scalar { text, style, tag } => scalar::value(text, *style, tag.as_deref()),
            };
            // An error is another one than a missing value.
            let Ok(flat) = flat else { continue };
            if kind == Kind::Scalar && flat.is_none() {
                self.null_at.get_or_insert(name.from);
            }
            let value_at = (!is_alias).then(|| value.at.clone());
            let below = [&key, "."].concat();
            self.entries.push(Entry { key, value: flat, at: name.from, value_at, kind });
            if is_map(value) {
                self.flatten(value, &below, is_alias || value.alias);
            }
        }
    }
}

const STRING: &str = "java.lang.String";
const CLASSES: [&str; 5] = ["java.lang.Integer", "java.lang.Long", "java.math.BigInteger", "java.lang.Double", "java.lang.Boolean"];
const NULL: &str = "null";

/// The class and the text of the Java object that a value becomes.
fn java(node: &Node) -> (&'static str, String) {
    let (class, [open, close]) = match &node.value {
        tree::Value::Scalar { text, style, tag } => {
            return match scalar::value(text, *style, tag.as_deref()) {
                Ok(Some(Value::Text(text))) => (STRING, text),
                Ok(Some(value)) => (CLASSES.iter().find(|class| class.ends_with(value.class())).unwrap_or(&NULL), value.to_string()),
                Ok(None) | Err(_) => (NULL, NULL.to_owned()),
            };
        }
        tree::Value::Sequence(_) => ("java.util.ArrayList", ["[", "]"]),
        tree::Value::Mapping(_) if is_set(node) => ("java.util.LinkedHashSet", ["[", "]"]),
        tree::Value::Mapping(_) => ("java.util.LinkedHashMap", ["{", "}"]),
    };
    let mut text = open.to_owned();
    for (index, (key, value)) in node.parts().into_iter().enumerate() {
        text.push_str(if index > 0 { ", " } else { "" });
        text.push_str(&java(key).1);
        if let Some(value) = value.filter(|_| !is_set(node)) {
            text.push('=');
            text.push_str(&java(value).1);
        }
    }
    (class, text + close)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;

    const TEXT: &str = "\
# Common
taskmanager:
  memory:
    process.size: 4Gi   # pods
    managed:
      fraction: 0.40
  numberOfTaskSlots: 4
jobmanager.memory.process.size: \"1600m\"
pipeline.classpaths: [a, b]
taskmanager.memory.task.off-heap.size: 2048
taskmanager.numberOfTaskSlots: 8
taskmanager.heap.size: 1g
";

    fn codes(reading: &Reading) -> Vec<(u32, &'static str)> {
        let code = |finding: &Finding| (finding.place.map_or(0, |place| place.line), finding.matter.code());
        reading.findings.iter().map(code).collect()
    }

    #[test]
    fn entries_have_the_places_and_bytes_of_their_values() {
        let reading = read(TEXT, Release::V2_0);
        let shown: Vec<_> =
            reading.entries.iter().map(|entry| (entry.key.as_str(), &TEXT[entry.value_at.clone().unwrap_or(0..0)])).collect();
        assert_eq!(
            shown,
            [
                ("taskmanager.memory.process.size", "4Gi"),
                ("taskmanager.memory.managed.fraction", "0.40"),
                ("taskmanager.numberOfTaskSlots", "4"),
                ("jobmanager.memory.process.size", "\"1600m\""),
                ("pipeline.classpaths", "[a, b]"),
                ("taskmanager.memory.task.off-heap.size", "2048"),
                ("taskmanager.numberOfTaskSlots", "8"),
                ("taskmanager.heap.size", "1g"),
            ]
        );
        assert_eq!(reading.entries[1].value, Value::Double(0.4));
        assert_eq!(reading.entries[4].value, Value::from("[a, b]"));
    }

    #[test]
    fn each_trap_is_told_where_it_stands() {
        let expected = [(4, "kubernetes-unit"), (7, "value-replaced"), (10, "without-unit"), (12, "not-in-release")];
        assert_eq!(codes(&read(TEXT, Release::V2_0)), expected);
        assert_eq!(codes(&read(TEXT, Release::V1_18))[0], (0, "file-not-read"));
        assert_eq!(codes(&read(TEXT, Release::V1_20))[0], (0, "file-read-alone"));
    }

    #[test]
    fn a_refused_file_still_gives_its_entries() {
        for (text, entries, findings) in [
            ("a: 1\nb: 2\na: 3\n", 3, vec![(1, "value-replaced"), (3, "flink-refuses")]),
            ("a: 1\nb:\nc: ~\n", 1, vec![(2, "missing-value"), (3, "missing-value")]),
            ("a: 1\nb: @x\nc: 2\n", 1, vec![(2, "flink-refuses")]),
            ("a: 1\n---\nb: 2\n", 1, vec![(2, "flink-refuses")]),
            ("a: 1\n2: b\n", 2, vec![(2, "flink-refuses")]),
            ("a:\tb\n", 0, vec![(1, "flink-refuses")]),
            ("- a\n", 0, vec![(1, "flink-refuses")]),
            ("taskmanager.numberOfTaskSlots: [2]\n", 1, vec![(1, "not-one-value")]),
        ] {
            let reading = read(text, Release::V2_0);
            assert_eq!((reading.entries.len(), codes(&reading)), (entries, findings), "{text}");
        }
    }

    #[test]
    fn what_stands_behind_an_alias_has_no_bytes_of_its_own() {
        let reading = read("a: &x {b: 1}\nc: *x\nd: &y 2\ne: *y\n", Release::V2_0);
        let places: Vec<_> = reading.entries.iter().map(|entry| (entry.key.as_str(), entry.value_at.clone())).collect();
        assert_eq!(places, [("a.b", Some(10..11)), ("c.b", None), ("d", Some(25..26)), ("e", Some(30..32))]);
    }
}
