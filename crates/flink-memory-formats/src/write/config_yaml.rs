//! `config.yaml`, flat or nested. What its scalars look like stands in `yaml_scalar`.

use flink_memory::{Entry, Value};

use super::emit::push;
use super::yaml_scalar::{scalar, value};

/// The deepest nesting that is written; longer keys stay dotted.
const DEEPEST: usize = 16;

/// One line per entry, keys with their dots.
pub(super) fn flat(out: &mut String, entries: &[&Entry]) {
    for entry in entries {
        pair(out, 0, &entry.key, &entry.value);
    }
}

/// Keys that begin alike stand together, where the first of them stood.
///
/// Where a key is both a value and the beginning of another (`a.b` and `a.b.c`), both stay dotted there.
pub(super) fn nested(out: &mut String, entries: &[&Entry]) {
    let can_nest = |key: &str| !key.split('.').any(str::is_empty) && key.split('.').count() <= DEEPEST;
    let (nested, dotted): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| can_nest(&entry.key));
    let items: Vec<Item<'_>> = nested.iter().map(|entry| (entry.key.as_str(), &entry.value)).collect();
    level(out, 0, &items);
    flat(out, &dotted);
}

/// What is left of a key below the level, and its value.
type Item<'a> = (&'a str, &'a Value);

fn level(out: &mut String, depth: usize, items: &[Item<'_>]) {
    for group in groups(items) {
        let (head, below): (&str, Vec<Item<'_>>) = match group.first() {
            Some((key, _)) => (head(key), group.iter().filter_map(|(key, value)| Some((key.split_once('.')?.1, *value))).collect()),
            None => continue,
        };
        if below.len() < group.len() {
            for (key, value) in group {
                pair(out, depth, key, value);
            }
        } else {
            indent(out, depth);
            scalar(out, head);
            out.push_str(":\n");
            level(out, depth + 1, &below);
        }
    }
}

fn head(key: &str) -> &str {
    key.split('.').next().unwrap_or(key)
}

/// The items by the first words of their keys, in the order in which these come first.
fn groups<'a>(items: &[Item<'a>]) -> Vec<Vec<Item<'a>>> {
    let mut groups: Vec<Vec<Item<'a>>> = Vec::new();
    for &item in items {
        let is_own = |group: &&mut Vec<Item<'a>>| group.first().is_some_and(|(key, _)| head(key) == head(item.0));
        // Relatives mostly follow each other.
        match groups.iter_mut().rev().find(is_own) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}

fn pair(out: &mut String, depth: usize, key: &str, given: &Value) {
    indent(out, depth);
    scalar(out, key);
    out.push_str(": ");
    value(out, given);
    out.push('\n');
}

fn indent(out: &mut String, depth: usize) {
    for _ in 0..depth {
        push(out, &["  "]);
    }
}
