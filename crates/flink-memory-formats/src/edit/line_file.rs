//! `flink-conf.yaml` changed line by line. Which lines set what is the reader's part.

use std::ops::Range;

use flink_memory::Value;

use super::splice::{Splice, after_line, without_lines};
use super::{Reason, shared_segments};
use crate::flink_conf::{self, Line};
use crate::place::lines;

/// A key, its value and where that stands.
struct Pair<'t> {
    key: &'t str,
    value: &'t str,
    value_at: Range<usize>,
}

fn pairs(text: &str) -> Vec<Pair<'_>> {
    let mut pairs = Vec::new();
    for (_, _, line) in flink_conf::lines_of(text) {
        if let Line::Pair { key, value, value_at, .. } = line {
            pairs.push(Pair { key, value, value_at });
        }
    }
    pairs
}

/// What has to be replaced so that a key is set to a value, or not at all; nothing if it is so already.
pub(super) fn set(text: &str, key: &str, value: Option<&Value>) -> Result<Vec<Splice>, Reason> {
    let mut pairs = pairs(text);
    pairs.retain(|pair| pair.key == key);
    let Some(value) = value else { return Ok(removed(text, &pairs)) };
    let value = value.to_string();
    let last = pairs.pop();
    if last.as_ref().is_some_and(|pair| pair.value == value) {
        return Ok(Vec::new());
    }
    // The reader cuts a pair at the first colon and blank.
    let is_key = last.is_some() || (is_value(key) && !key.contains(": "));
    if !is_key || !is_value(&value) {
        return Err(Reason::NotSayable);
    }
    Ok(vec![match last {
        Some(pair) => Splice { at: pair.value_at, text: value },
        None => added(text, key, &value),
    }])
}

/// How many leading segments of a key are those of a key that is set; `None` where the key itself is set.
pub(super) fn relation(text: &str, key: &str) -> Option<usize> {
    let mut most = 0;
    for pair in pairs(text) {
        if pair.key == key {
            return None;
        }
        most = most.max(shared_segments(pair.key, key));
    }
    Some(most)
}

/// A line that is last and has no end takes the end before it along, which may be that of a line that goes, too.
fn removed(text: &str, pairs: &[Pair<'_>]) -> Vec<Splice> {
    let mut splices: Vec<Splice> = Vec::new();
    for pair in pairs {
        let mut splice = without_lines(text, pair.value_at.start, pair.value_at.start);
        if let Some(last) = splices.pop_if(|last| splice.at.start < last.at.end) {
            splice = without_lines(text, last.at.start, splice.at.end);
        }
        splices.push(splice);
    }
    splices
}

fn added(text: &str, key: &str, value: &str) -> Splice {
    let (mut byte, mut indent) = (text.len(), "");
    let mut most = 0;
    for (at, line) in lines(text) {
        // The same key commented out is the best place of all.
        let pair = line.trim_start_matches([' ', '\t']);
        let is_comment = pair.starts_with('#');
        let Some(Pair { key: name, .. }) = pairs(pair.trim_start_matches([' ', '\t', '#'])).pop() else { continue };
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

/// Whether a line can say it: trimmed, without a comment, on one line.
fn is_value(value: &str) -> bool {
    !value.is_empty() && value.trim_matches(|character: char| character <= ' ') == value && !value.contains(['#', '\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::super::splice::apply;
    use super::*;

    fn changed(text: &str, key: &str, value: Option<&str>) -> String {
        let value = value.map(Value::from);
        apply(text, &set(text, key, value.as_ref()).expect("sayable"))
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
            assert_eq!(set("a: 1", "a", Some(&Value::from(value))), Err(Reason::NotSayable), "{value:?}");
        }
        for key in ["", " a", "a: b", "a#b", "a\nb"] {
            assert_eq!(set("a: 1", key, Some(&Value::from("1"))), Err(Reason::NotSayable), "{key:?}");
        }
    }
}
