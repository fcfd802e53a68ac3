//! `flink-conf.yaml` changed line by line. Which lines set what is the reader's part.

use flink_memory::Value;

use super::splice::{Splice, after_line, without_lines};
use super::{Reason, shared_segments};
use crate::flink_conf::{self, Line};

/// What has to be replaced so that a key is set to a value, or not at all; nothing if it is so already.
pub(super) fn set(text: &str, key: &str, value: Option<&Value>) -> Result<Vec<Splice>, Reason> {
    let pairs = flink_conf::lines_of(text).filter_map(|(_, _, line)| match line {
        Line::Pair { key: name, value, value_at, .. } if name == key => Some((value, value_at)),
        _ => None,
    });
    let Some(value) = value else {
        return Ok(removed(text, pairs.map(|(_, at)| at.start)));
    };
    let value = value.to_string();
    if let Some((old, at)) = pairs.last() {
        if old == value {
            return Ok(Vec::new());
        }
        return if is_value(&value) { Ok(vec![Splice::new(at, value)]) } else { Err(Reason::NotSayable) };
    }
    if !is_key(key) || !is_value(&value) {
        return Err(Reason::NotSayable);
    }
    Ok(vec![added(text, key, &value)])
}

/// How many leading segments of a key are those of a key that is set; `None` where the key itself is set.
pub(super) fn relation(text: &str, key: &str) -> Option<usize> {
    let names = flink_conf::lines_of(text).filter_map(|(_, _, line)| if let Line::Pair { key, .. } = line { Some(key) } else { None });
    names.map(|name| (name != key).then(|| shared_segments(name, key))).try_fold(0, |most, shared| Some(most.max(shared?)))
}

/// A line that is last and has no end takes the end before it along, which may be that of a line that goes, too.
fn removed(text: &str, lines: impl Iterator<Item = usize>) -> Vec<Splice> {
    let mut splices: Vec<Splice> = Vec::new();
    for splice in lines.map(|byte| without_lines(text, byte, byte)) {
        match splices.last_mut() {
            Some(last) if splice.at.start < last.at.end => {
                *last = without_lines(text, last.at.start, splice.at.end);
            }
            _ => splices.push(splice),
        }
    }
    splices
}

fn added(text: &str, key: &str, value: &str) -> Splice {
    let mut best = None;
    let mut most = 0;
    for (_, at, line) in flink_conf::lines_of(text) {
        let (name, shared) = match line {
            Line::Pair { key: name, .. } => (name, shared_segments(name, key)),
            // The same key commented out is the best place of all.
            Line::Blank => match commented(text.get(at.clone()).unwrap_or_default()) {
                Some(name) if name == key => (name, usize::MAX),
                _ => continue,
            },
            _ => continue,
        };
        if shared > 0 && shared >= most {
            most = shared;
            let line = text.get(at.clone()).unwrap_or_default();
            let is_indented = most < usize::MAX && !name.starts_with('\u{feff}');
            let indent = if is_indented { line.get(..line.len() - line.trim_start_matches([' ', '\t']).len()) } else { None };
            best = Some((at.start, indent.unwrap_or_default()));
        }
    }
    let (byte, indent) = best.unwrap_or((text.len(), ""));
    after_line(text, byte, &[[indent, key, ": ", value].concat()])
}

/// The key of a pair that is commented out.
fn commented(line: &str) -> Option<&str> {
    let pair = line.trim_start_matches([' ', '\t', '#']);
    flink_conf::lines_of(pair).find_map(|(_, _, line)| if let Line::Pair { key, .. } = line { Some(key) } else { None })
}

/// Whether the reader takes it for the key that it is: `key: value` is cut at the first colon and blank.
fn is_key(key: &str) -> bool {
    is_value(key) && !key.contains(": ")
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
