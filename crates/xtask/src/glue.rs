//! Makes shorter what wasm-bindgen wrote: the script loses its comments, and the names that it shares with the module their checksums.

use std::collections::{BTreeMap, BTreeSet};

use crate::assets;

/// The length of the checksum that ends a name. It keeps names of different crates apart, and random digits do not compress.
const CHECKSUM: usize = 16;

/// The script without comments, and both with short names; the module keeps its length, so nothing in it has to be read.
pub(crate) fn shorten(script: &str, module: &mut [u8]) -> String {
    let script = assets::without_line_comments(script);
    let mut numbers = BTreeMap::<&str, usize>::new();
    let mut renamed = BTreeMap::<&str, String>::new();
    for name in script.split(|sign| !is_of_name(sign)).collect::<BTreeSet<_>>() {
        let Some(stem) = stem(name) else { continue };
        let places = places(module, name);
        if places.is_empty() {
            continue;
        }
        let number = numbers.entry(stem).or_default();
        let short = format!("{stem}{number:0CHECKSUM$}");
        *number += 1;
        for place in places {
            module[place..place + name.len()].copy_from_slice(short.as_bytes());
        }
        renamed.insert(name, short);
    }
    let words = script.split_inclusive(|sign| !is_of_name(sign)).flat_map(|part| {
        let (name, rest) = part.split_at(part.find(|sign| !is_of_name(sign)).unwrap_or(part.len()));
        [renamed.get(name).map_or(name, String::as_str), rest]
    });
    words.collect()
}

fn is_of_name(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || sign == '_'
}

/// What stands before the checksum of a name; `None` without one, and where wasm-bindgen itself only counts.
fn stem(name: &str) -> Option<&str> {
    let (stem, checksum) = name.split_at_checked(name.len().checked_sub(CHECKSUM)?)?;
    let is_checksum = checksum.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) && !checksum.starts_with("00000000");
    (is_checksum && stem.ends_with(['_', 'h'])).then_some(stem)
}

fn places(module: &[u8], name: &str) -> Vec<usize> {
    module.windows(name.len()).enumerate().filter(|(_, window)| *window == name.as_bytes()).map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_checksums_on_both_sides() {
        let script =
            "// a comment\n{__wbg_get_1234567890abcdef: f, __wbg_get_fedcba0987654321: g, own_1234567890abcdef: h, of_0000000000000001: i}";
        let mut module = b"\x1a__wbg_get_fedcba0987654321\0\x1a__wbg_get_1234567890abcdef\0of_0000000000000001".to_vec();
        let short = shorten(script, &mut module);
        assert_eq!(
            short,
            "{__wbg_get_0000000000000000: f, __wbg_get_0000000000000001: g, own_1234567890abcdef: h, of_0000000000000001: i}\n"
        );
        assert_eq!(module, b"\x1a__wbg_get_0000000000000001\0\x1a__wbg_get_0000000000000000\0of_0000000000000001");
    }
}
