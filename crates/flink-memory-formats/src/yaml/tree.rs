//! A YAML text read as a tree: all of it as most readers do, or as Flink's reader does. What a tree is made of stands in `node`.

use std::rc::Rc;

pub(crate) use super::node::{Document, Node, Value};
use super::parser::Parser;
pub(crate) use super::scanner::{ScalarStyle, SyntaxError, Tabs};

/// Reads every document of a text.
///
/// # Errors
/// The first place where the text is not YAML, or where it is YAML of a size that nobody writes; the documents before it are lost.
pub(crate) fn read(text: &str) -> Result<Vec<Document>, SyntaxError> {
    let mut parser = Parser::new(text, Tabs::Separate);
    let mut documents = Vec::new();
    while let Some(start) = parser.document_start() {
        documents.extend(parser.document(start).map(|(document, _)| document));
    }
    parser.into_error().map_or(Ok(documents), Err)
}

/// What Flink's YAML reader sees in a text.
#[derive(Clone, Debug)]
pub(crate) struct FlinkTree {
    /// The value of the first document, as far as it was understood.
    pub(crate) root: Option<Rc<Node>>,
    /// What stopped the reader.
    pub(crate) error: Option<SyntaxError>,
}

/// Reads a text as Flink's YAML reader does: one document, and no tab before a token.
pub(crate) fn read_as_flink(text: &str) -> FlinkTree {
    let mut parser = Parser::new(text, Tabs::Forbidden);
    let document = parser.document_start().and_then(|start| parser.document(start));
    if let Some((_, content)) = &document {
        parser.refuse_another_document(*content);
    }
    FlinkTree { root: document.and_then(|(document, _)| document.root), error: parser.into_error() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(text: &str) -> Rc<Node> {
        read(text).expect("YAML").remove(0).root.expect("a value")
    }

    fn entries(node: &Node) -> &[(Rc<Node>, Rc<Node>)] {
        match &node.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// Every key of the text with the bytes of its value.
    fn values(text: &str) -> Vec<(String, String)> {
        let shown = |(key, value): &(Rc<Node>, Rc<Node>)| (text[key.at.clone()].to_owned(), text[value.at.clone()].to_owned());
        entries(&root(text)).iter().map(shown).collect()
    }

    #[test]
    fn a_value_takes_its_own_bytes_and_no_more() {
        let cases: &[(&str, &[(&str, &str)])] = &[
            ("a: x y  # c\nb: \"q\\\"\"  # c\n'c': 'it''s' # c", &[("a", "x y"), ("b", "\"q\\\"\""), ("'c'", "'it''s'")]),
            ("a: &n \"q\" # c\nb: !!str 12\nc: *n # c\nd: &m\n", &[("a", "\"q\""), ("b", "12"), ("c", "*n"), ("d", "")]),
            ("a:\nb: # c\nc: ~\n", &[("a", ""), ("b", ""), ("c", "~")]),
            (
                "a: |\n  x\n   y\n\n# c\nb: >- # c\n  z  \nc: &n |\n  t\nd: |\ne: 1\n",
                &[("a", "|\n  x\n   y"), ("b", ">- # c\n  z  "), ("c", "|\n  t"), ("d", "|"), ("e", "1")],
            ),
            ("a:\n  # c\n  |\n  t\nb:\n  x\n  y # c\n", &[("a", "|\n  t"), ("b", "x\n  y")]),
            ("a: {b: [1, 2] , c: } # c\nd: [ ] # c\n", &[("a", "{b: [1, 2] , c: }"), ("d", "[ ]")]),
            ("a:\n- x\n- y # c\nb:\n  - - z\n  - \"w\" # c\nc:\n", &[("a", "- x\n- y"), ("b", "- - z\n  - \"w\""), ("c", "")]),
            ("a:\n  b:\n    c: 'v' # c\n\n  # d\ne: &m\n  f: 1\n", &[("a", "b:\n    c: 'v'"), ("e", "f: 1")]),
            (
                "\u{feff}a: é # ü\r\nb: \"ü\" # c\r\nc: |\r\n  t\r\n  u\r\nd: 進程\r\n",
                &[("a", "é"), ("b", "\"ü\""), ("c", "|\r\n  t\r\n  u"), ("d", "進程")],
            ),
        ];
        for (text, expected) in cases {
            let found = values(text);
            let found: Vec<_> = found.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            assert_eq!(found, *expected, "{text}");
        }
    }

    #[test]
    fn an_alias_stands_in_its_own_place() {
        let text = "a: &x\n  b: 1\nc: *x\n";
        let root = root(text);
        let [(_, anchored), (_, alias)] = entries(&root) else { panic!("two entries") };
        assert_eq!((&text[anchored.from..anchored.at.end], anchored.alias), ("&x\n  b: 1", false));
        assert_eq!((&text[alias.at.clone()], alias.alias, alias.anchor), ("*x", true, anchored.anchor));
        assert_eq!(entries(alias).len(), 1);
    }

    #[test]
    fn tabs_are_an_error_to_flink_only() {
        let json = "{\n\t\"a\": [1,\t2]\n}";
        assert_eq!(values(json), [("\"a\"".to_owned(), "[1,\t2]".to_owned())]);
        assert!(read_as_flink(json).error.is_some());
        assert!(read("a:\n\tb: 1\n").is_err());
    }

    #[test]
    fn what_stood_before_an_error_is_kept() {
        let FlinkTree { root, error } = read_as_flink("a: 1\nb:\n  c: 2\n  d: @x\ne: 3\n");
        let root = root.expect("a value");
        assert_eq!(error.map(|error| error.at), Some(20));
        let [_, (_, nested)] = entries(&root) else { panic!("two entries") };
        assert_eq!(entries(nested).len(), 1);
    }

    #[test]
    fn aliases_cannot_blow_up() {
        let level = |level: usize| format!("a{level}: &a{level} [{}x]\n", format!("*a{}, ", level.wrapping_sub(1)).repeat(4));
        let text: String = std::iter::once("a0: &a0 x\n".to_owned()).chain((1..30).map(level)).collect();
        assert!(read(&text).is_err_and(|error| error.problem.contains("aliases")));
        assert!(read(&"[".repeat(100_000)).is_err());
    }
}
