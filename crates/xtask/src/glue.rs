//! Makes shorter what wasm-bindgen wrote: the script loses its comments and the functions that the module no longer imports, and those that
//! it does import get names of two letters.

use std::collections::BTreeMap;

use crate::assets;
use crate::failure::{Failure, Outcome};
use crate::module::{self, IMPORTS, Module, counted, number, put_counted, put_number};

/// The script without comments, and the module, both with short names for what one imports from the other.
pub(crate) fn shorten(script: &str, module: &[u8]) -> Outcome<(String, Vec<u8>)> {
    let mut names = BTreeMap::new();
    let module = renamed(module, &mut names).ok_or_else(|| Failure::new("wasm-bindgen wrote imports that cannot be read."))?;
    let script = without_unused(&without_address(&assets::without_line_comments(script)), &names);
    let words = script.split_inclusive(|sign| !is_of_name(sign)).flat_map(|part| {
        let (name, rest) = part.split_at(part.find(|sign| !is_of_name(sign)).unwrap_or(part.len()));
        [names.get(name.as_bytes()).map_or(name, String::as_str), rest]
    });
    Ok((words.collect(), module))
}

/// The script without the address that it would load the module from: it is always given the module, and bundlers would look for the file.
fn without_address(script: &str) -> String {
    const END: &str = "import.meta.url)";
    let Some((before, (_, after))) = script.split_once("new URL(").and_then(|(before, rest)| Some((before, rest.split_once(END)?))) else {
        return script.to_owned();
    };
    [before, "undefined", after].concat()
}

/// The script without the functions that the module does not import; wasm-bindgen begins and ends each on a line of its own.
fn without_unused(script: &str, names: &BTreeMap<Vec<u8>, String>) -> String {
    let mut kept = String::new();
    let mut is_unused = false;
    for line in script.lines() {
        let name = line.split_once(": function(").map(|(name, _)| name);
        is_unused |= name.is_some_and(|name| name.starts_with("__wb") && !names.contains_key(name.as_bytes()));
        if !is_unused {
            kept.extend([line, "\n"]);
        }
        is_unused &= line != "},";
    }
    kept
}

/// A file's name is one word, too: the module imports everything from one script.
fn is_of_name(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || "_-./".contains(sign)
}

fn renamed(module: &[u8], names: &mut BTreeMap<Vec<u8>, String>) -> Option<Vec<u8>> {
    let mut module = Module::read(module)?;
    let imports = module.section_mut(IMPORTS)?;
    *imports = shortened(imports, names)?;
    Some(module.write())
}

fn shortened(mut rest: &[u8], names: &mut BTreeMap<Vec<u8>, String>) -> Option<Vec<u8>> {
    let count = number(&mut rest)?;
    let mut out = Vec::new();
    put_number(&mut out, count);
    for _ in 0..count {
        for _ in ["script", "name"] {
            let name = counted(&mut rest)?;
            let next = format!("_{}", names.len());
            put_counted(&mut out, names.entry(name.to_vec()).or_insert(next).as_bytes());
        }
        // wasm-bindgen makes a module import functions only: their kind, and the number of their type.
        out.push(module::byte(&mut rest).filter(|kind| *kind == 0)?);
        put_number(&mut out, number(&mut rest)?);
    }
    rest.is_empty().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_get_short_names_on_both_sides() {
        let script = "// a comment\nconst to = { './page_bg.js': import0 };\nimport0 = {\n__wbg_get_12: function() {\nf;\n},\n__wbg_old: function() {\nh;\n},\n__wbg_get_01: g, own: h}";
        let header = b"\0asm\x01\0\0\0";
        let function = |script: &str, name: &str| {
            let mut out = Vec::new();
            put_counted(&mut out, script.as_bytes());
            put_counted(&mut out, name.as_bytes());
            [out.as_slice(), &[0, 0x85, 1]].concat()
        };
        let section = |functions: [Vec<u8>; 2]| {
            let mut out = vec![IMPORTS];
            put_counted(&mut out, &[&[2], functions.concat().as_slice()].concat());
            out
        };
        let module = [header.as_slice(), &section([function("./page_bg.js", "__wbg_get_12"), function("./page_bg.js", "__wbg_get_01")])];
        let (script, module) = shorten(script, &module.concat()).expect("a module");
        assert_eq!(script, "const to = { '_0': import0 };\nimport0 = {\n_1: function() {\nf;\n},\n_2: g, own: h}\n");
        assert_eq!(module, [header.as_slice(), &section([function("_0", "_1"), function("_0", "_2")])].concat());
    }

    #[test]
    fn no_address_is_left() {
        assert_eq!(without_address("a = new URL('b.wasm', import.meta.url);"), "a = undefined;");
        assert_eq!(without_address("a = b;"), "a = b;");
    }

    #[test]
    fn what_is_no_module_is_told() {
        assert!(shorten("", b"\0asm").is_err());
    }
}
