//! `flink-conf.yaml` changed line by line. Which lines set what is the reader's part.

use std::ops::Range;

use flink_memory::Value;

use super::splice::{Splice, after_line, without_lines};
use super::{Change, Reason, Step, shared_segments};
use crate::flink_conf::{self, Line};
use crate::place::lines;
use crate::write::lines::line_holds;

/// Takes each key, its value and where that stands.
fn pairs<'t>(text: &'t str, take: &mut dyn FnMut(&'t str, &'t str, Range<usize>)) {
    for (_, _, line) in flink_conf::lines_of(text) {
        if let Line::Pair { key, value, value_at, .. } = line {
            take(key, value, value_at);
        }
    }
}

/// The only step that a change takes.
pub(super) fn step(text: &str, Change { key, value }: &Change) -> Step {
    let (mut last, mut setting) = (None, Vec::new());
    pairs(text, &mut |name, value, value_at| {
        if name == key {
            last = Some(value);
            setting.push(value_at);
        }
    });
    let value = value.as_ref().map(Value::to_string);
    if last == value.as_deref() {
        return Ok(None);
    }
    Ok(Some(match (value, setting.last()) {
        (None, _) => without_lines(text, &setting),
        (Some(value), _) if !line_holds(key, &value) => return Err(Reason::NotSayable),
        (Some(value), Some(value_at)) => Splice::new(value_at.clone(), value),
        (Some(value), None) => added(text, key, &value),
    }))
}

/// How much of a key is that of a key that is set; `None` where the key itself is set.
pub(super) fn relation(text: &str, key: &str) -> Option<usize> {
    let mut most = Some(0);
    pairs(text, &mut |name, _, _| most = most.filter(|_| name != key).map(|most: usize| most.max(shared_segments(name, key))));
    most
}

fn added(text: &str, key: &str, value: &str) -> Splice {
    let (mut byte, mut indent) = (text.len(), "");
    let mut most = 0;
    for (at, line) in lines(text) {
        // The same key commented out is the best place of all.
        let pair = line.trim_start_matches([' ', '\t']);
        let is_comment = pair.starts_with('#');
        let mut found = None;
        pairs(pair.trim_start_matches([' ', '\t', '#']), &mut |name, _, _| found = Some(name));
        let Some(name) = found else { continue };
        let shared = match is_comment {
            true if name == key => usize::MAX,
            true => 0,
            false => shared_segments(name, key),
        };
        if shared > 0 && shared >= most {
            most = shared;
            byte = at.start;
            let is_indented = !is_comment && !name.starts_with('\u{feff}');
            indent = if is_indented { line.get(..line.len() - pair.len()).unwrap_or_default() } else { "" };
        }
    }
    after_line(text, byte, &[indent, key, ": ", value].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(text: &str, key: &str, value: Option<&str>) -> Step {
        step(text, &Change { key: key.to_owned(), value: value.map(Value::from) })
    }

    fn changed(text: &str, key: &str, value: Option<&str>) -> String {
        steps(text, key, value).expect("sayable").map_or(text.to_owned(), |splice| splice.apply(text))
    }

    #[test]
    fn only_the_value_that_counts_is_replaced() {
        let text = "a: 1 # one\n  b:  'x'  #y\r\na: 2   # two\nc";
        assert_eq!(changed(text, "a", Some("3 4")), "a: 1 # one\n  b:  'x'  #y\r\na: 3 4   # two\nc");
        assert_eq!(changed(text, "b", Some("z")), "a: 1 # one\n  b:  z  #y\r\na: 2   # two\nc");
        assert_eq!(changed(text, "a", Some("2")), text);
    }

    #[test]
    fn every_line_that_sets_a_key_goes_and_nothing_else() {
        assert_eq!(changed("# a: 0\na: 1\nb: 2\na: 3 # c\n\n", "a", None), "# a: 0\nb: 2\n\n");
        assert_eq!(changed("b: 2\na: 1\na: 3", "a", None), "b: 2");
        assert_eq!(changed("a: 1\na: 3", "a", None), "");
        assert_eq!(changed("b: 2\na: 1\n\nc: 4\na: 3\na: 5", "a", None), "b: 2\n\nc: 4");
        assert_eq!(changed("b: 2\n", "a", None), "b: 2\n");
    }

    #[test]
    fn a_new_key_goes_beside_its_relatives() {
        let text = "x.y: 1\nx.z.a: 2\nx.z.b: 3 # c\nw: 1";
        assert_eq!(changed(text, "x.z.c", Some("4")), "x.y: 1\nx.z.a: 2\nx.z.b: 3 # c\nx.z.c: 4\nw: 1");
        assert_eq!(changed(text, "v", Some("4")), "x.y: 1\nx.z.a: 2\nx.z.b: 3 # c\nw: 1\nv: 4");
        assert_eq!(changed("#   x.c: 9\nx.a: 1\r\n", "x.c", Some("4")), "#   x.c: 9\nx.c: 4\nx.a: 1\r\n");
        assert_eq!(changed("  x.a: 1\r\ny: 1\r\n", "x.c", Some("4")), "  x.a: 1\r\n  x.c: 4\r\ny: 1\r\n");
        assert_eq!(changed("", "a", Some("1")), "a: 1\n");
    }

    #[test]
    fn what_a_line_cannot_say_is_told() {
        for value in ["", " a", "a ", "a#b", "a\nb", "\u{1}a"] {
            assert_eq!(steps("a: 1", "a", Some(value)), Err(Reason::NotSayable), "{value:?}");
        }
        for key in ["", " a", "a: b", "a#b", "a\nb"] {
            assert_eq!(steps("a: 1", key, Some("1")), Err(Reason::NotSayable), "{key:?}");
        }
    }
}
