//! `config.yaml` as Flink reads it from 1.19 on: nested maps flattened with dots, lists as flow text, scalars typed.
//!
//! Source: `GlobalConfiguration.loadYAMLResource`, `YamlParserUtils` and snakeyaml-engine 2.6 below them, 1.19 to 2.3.

use std::fmt::Write;
use std::ops::Range;

use flink_memory::{Names, Release, Value, ValueType, option};

use crate::entries::Entries;
use crate::finding::{Finding, Matter};
use crate::format::Format;
use crate::load;
use crate::order::sort_findings;
use crate::place::Lines;
use crate::reading::{Base, Reading};
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
    load::about_file(load::YAML_FILE, release, &mut reading.findings);
    let Flattened { entries, error } = flattened(text);
    let places = Lines::of(text);
    let mut read = Entries::new(release, &places);
    for Entry { key, value, at, value_at, kind } in entries {
        let is_known = || option::by_any_key(&key, release).and_then(|option| option.in_release(release));
        if kind != Kind::Scalar && is_known().is_some_and(|option| option.value_type() != ValueType::Map) {
            let value = value.as_ref().map_or_else(String::new, Value::to_string);
            reading.findings.push(Finding::at(places.place(at), Matter::NotOneValue { key: key.clone(), value }));
        }
        match value {
            Some(value) => read.add(key, value, at, value_at, &mut reading.findings),
            None if kind == Kind::Scalar => reading.findings.push(Finding::at(places.place(at), Matter::MissingValue { key })),
            None => {}
        }
    }
    reading.entries = read.finish(&mut reading.findings);
    if let Some(error) = error.filter(|error| error.message != NULL_VALUE) {
        let place = places.place(error.at);
        let matter = Matter::FlinkRefuses { exception: error.exception.to_owned(), problem: error.problem, message: error.message };
        reading.findings.push(Finding::at(place, matter));
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
    let FlinkTree { document, mut error } = tree::read_as_flink(text);
    let mut entries = Vec::new();
    if let Some(root) = document.and_then(|document| document.root) {
        let mut walk = Walk { text, error: None, entries: &mut entries, anchors: 0, null_at: None };
        if error.is_none() {
            walk.construct(&root);
        }
        match &root.value {
            tree::Value::Mapping(pairs) if !is_set(&root) => walk.flatten(pairs, "", false),
            _ => walk.refuse_root(&root),
        }
        let null = walk.null_at.map(|at| SyntaxError::bare("NullPointerException", NULL_VALUE.to_owned(), at));
        error = error.or(walk.error).or(null);
    }
    Flattened { entries, error }
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

struct Walk<'a> {
    text: &'a str,
    error: Option<SyntaxError>,
    entries: &'a mut Vec<Entry>,
    /// How many names Flink has given to values that stand in several places.
    anchors: usize,
    /// The first key without a value.
    null_at: Option<usize>,
}

impl Walk<'_> {
    /// Refuses what snakeyaml-engine refuses when it makes Java objects of a tree: `BaseConstructor.constructDocument`.
    fn construct(&mut self, node: &Node) -> Option<()> {
        let kind = Kind::of(&node.value);
        if let Some(tag) = node.collection_tag.as_deref().filter(|tag| *tag != "!") {
            match Kind::of_tag(tag) {
                None => return self.refuse(self.unknown_tag(tag, node)),
                Some(tag_kind) if tag_kind != kind => return self.refuse(wrong_node(kind, tag_kind, node)),
                Some(_) => {}
            }
        }
        match &node.value {
            tree::Value::Scalar { text, style, tag } => {
                let Err(error) = scalar::value(text, *style, tag.as_deref()) else { return Some(()) };
                self.refuse(match error {
                    ScalarError::UnknownTag(tag) => self.unknown_tag(&tag, node),
                    ScalarError::NotOfKind(tag_kind) => wrong_node(kind, tag_kind, node),
                    ScalarError::NotANumber(number, radix) => {
                        let radix = match radix {
                            10 => "",
                            8 => " under radix 8",
                            _ => " under radix 16",
                        };
                        wrapped("NumberFormatException", ["For input string: \"", &number, "\"", radix].concat(), node)
                    }
                    ScalarError::EmbeddedSign => wrapped("NumberFormatException", "Illegal embedded sign character".to_owned(), node),
                    ScalarError::EmptyInteger => self.error(Some("while constructing an int"), Some(node), "found empty value", node),
                    ScalarError::EmptyDouble => wrapped("StringIndexOutOfBoundsException", "String index out of range: 0".to_owned(), node),
                })
            }
            tree::Value::Sequence(items) => items.iter().try_for_each(|item| self.construct(item)),
            tree::Value::Mapping(pairs) => {
                let mut known = Names::new();
                for (key, _) in pairs {
                    self.construct(key)?;
                    let (class, key_text) = java(key);
                    if known.insert(&[class, " ", &key_text].concat(), 0).is_some() {
                        return self.refuse(if class == NULL {
                            let message = "Cannot invoke \"Object.toString()\" because \"key\" is null";
                            wrapped("NullPointerException", message.to_owned(), key)
                        } else {
                            let problem = ["found duplicate key ", &key_text].concat();
                            self.error(Some("while constructing a mapping"), Some(node), &problem, key)
                        });
                    }
                }
                pairs.iter().try_for_each(|(_, value)| self.construct(value))
            }
        }
    }

    /// Keeps the first error, and gives nothing.
    fn refuse(&mut self, error: SyntaxError) -> Option<()> {
        self.error.get_or_insert(error);
        None
    }

    fn error(&self, context: Option<&str>, within: Option<&Node>, problem: &str, node: &Node) -> SyntaxError {
        SyntaxError::new(self.text, context, within.map(|node| node.from), problem, node.from)
    }

    fn unknown_tag(&self, tag: &str, node: &Node) -> SyntaxError {
        self.error(None, None, &["could not determine a constructor for the tag ", &in_uri(tag)].concat(), node)
    }

    fn java_cast(&mut self, node: &Node, needs: &str) {
        if self.error.is_none() {
            let error = cast(java(node).0, needs, "module java.base of loader 'bootstrap'", node);
            self.error = Some(SyntaxError { wrapped: false, ..error });
        }
    }

    /// A document must be a map, or nothing.
    fn refuse_root(&mut self, root: &Node) {
        if java(root).0 != NULL {
            self.java_cast(root, "java.util.Map");
        }
    }

    /// `GlobalConfiguration.flatten`. What stands behind an alias has no bytes of its own.
    fn flatten(&mut self, pairs: &[(std::rc::Rc<Node>, std::rc::Rc<Node>)], prefix: &str, is_alias: bool) {
        for (name, value) in pairs {
            let (class, name_text) = java(name);
            if class != STRING && class != NULL {
                self.java_cast(name, STRING);
            }
            let key = [prefix, &name_text].concat();
            let at = name.from;
            let kind = Kind::of(&value.value);
            let value_at = (!is_alias).then(|| value.at.clone());
            let flat = match &value.value {
                tree::Value::Mapping(pairs) if !is_set(value) => {
                    self.entries.push(Entry { key: key.clone(), value: None, at, value_at, kind });
                    self.flatten(pairs, &[&key, "."].concat(), is_alias || value.alias);
                    continue;
                }
                tree::Value::Mapping(_) => Some(Value::Text(java(value).1)),
                tree::Value::Sequence(_) => Some(Value::Text(flow::text(value, &mut self.anchors))),
                tree::Value::Scalar { text, style, tag } => {
                    let read = scalar::value(text, *style, tag.as_deref());
                    if read == Ok(None) {
                        self.null_at.get_or_insert(at);
                    }
                    match read {
                        Ok(value) => value,
                        // Another error than a missing value.
                        Err(_) => continue,
                    }
                }
            };
            self.entries.push(Entry { key, value: flat, at, value_at, kind });
        }
    }
}

const STRING: &str = "java.lang.String";
const NULL: &str = "null";

/// The class and the text of the Java object that a value becomes.
fn java(node: &Node) -> (&'static str, String) {
    match &node.value {
        tree::Value::Scalar { text, style, tag } => match scalar::value(text, *style, tag.as_deref()) {
            Ok(Some(value)) => {
                let class = match &value {
                    Value::Text(_) => STRING,
                    Value::Integer(_) if value.class() == "Integer" => "java.lang.Integer",
                    Value::Integer(_) => "java.lang.Long",
                    Value::BigInteger(_) => "java.math.BigInteger",
                    Value::Double(_) => "java.lang.Double",
                    Value::Boolean(_) => "java.lang.Boolean",
                };
                (class, value.to_string())
            }
            Ok(None) | Err(_) => (NULL, NULL.to_owned()),
        },
        tree::Value::Sequence(items) => {
            let mut list = List::open("[");
            for item in items {
                list.add(&[&java(item).1]);
            }
            ("java.util.ArrayList", list.close("]"))
        }
        tree::Value::Mapping(pairs) if is_set(node) => {
            let mut list = List::open("[");
            for (key, _) in pairs {
                list.add(&[&java(key).1]);
            }
            ("java.util.LinkedHashSet", list.close("]"))
        }
        tree::Value::Mapping(pairs) => {
            let mut list = List::open("{");
            for (key, value) in pairs {
                list.add(&[&java(key).1, "=", &java(value).1]);
            }
            ("java.util.LinkedHashMap", list.close("}"))
        }
    }
}

/// The items of a Java collection as it prints them.
struct List {
    text: String,
    separator: &'static str,
}

impl List {
    fn open(bracket: &str) -> List {
        List { text: bracket.to_owned(), separator: "" }
    }

    fn add(&mut self, parts: &[&str]) {
        self.text.push_str(std::mem::replace(&mut self.separator, ", "));
        for part in parts {
            self.text.push_str(part);
        }
    }

    fn close(self, bracket: &str) -> String {
        self.text + bracket
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
