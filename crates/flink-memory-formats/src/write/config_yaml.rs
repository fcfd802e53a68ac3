//! `config.yaml`, flat or nested. What its scalars look like stands in `yaml_scalar`.

use super::emit::Item;
use super::yaml_scalar::{scalar, value};

/// The deepest nesting that is written; longer keys stay dotted.
const DEEPEST: usize = 16;

/// One line per entry, keys with their dots.
pub(super) fn flat(out: &mut String, items: &[Item<'_>]) {
    for item in items {
        pair(out, 0, &(item.key, item));
    }
}

/// What is left of a key below the level, and its entry.
type Rest<'a> = (&'a str, &'a Item<'a>);

/// Keys that begin alike stand together, where the first of them stood.
///
/// Where a key is both a value and the beginning of another (`a.b` and `a.b.c`), both stay dotted there.
pub(super) fn nested(out: &mut String, items: &[Item<'_>]) {
    let (mut nested, mut dotted): (Vec<Rest<'_>>, Vec<Rest<'_>>) = (Vec::new(), Vec::new());
    for item in items {
        let can_nest = !item.key.split('.').any(str::is_empty) && item.key.split('.').count() <= DEEPEST;
        if can_nest { &mut nested } else { &mut dotted }.push((item.key, item));
    }
    level(out, 0, nested);
    for item in &dotted {
        pair(out, 0, item);
    }
}

fn level(out: &mut String, depth: usize, mut items: Vec<Rest<'_>>) {
    while let Some((first, _)) = items.first() {
        let head = head(first);
        let (mut relatives, mut others) = (Vec::new(), Vec::new());
        for item in items {
            if self::head(item.0) == head { &mut relatives } else { &mut others }.push(item);
        }
        items = others;
        if relatives.iter().any(|(key, _)| *key == head) {
            for item in &relatives {
                pair(out, depth, item);
            }
        } else {
            for (key, _) in &mut relatives {
                *key = key.get(head.len() + 1..).unwrap_or_default();
            }
            indented(out, depth, head);
            out.push('\n');
            level(out, depth + 1, relatives);
        }
    }
}

/// A key's first word.
fn head(key: &str) -> &str {
    key.split('.').next().unwrap_or(key)
}

fn pair(out: &mut String, depth: usize, (key, item): &Rest<'_>) {
    indented(out, depth, key);
    out.push(' ');
    value(out, item);
    out.push('\n');
}

fn indented(out: &mut String, depth: usize, key: &str) {
    for _ in 0..depth {
        out.push_str("  ");
    }
    scalar(out, key);
    out.push(':');
}
