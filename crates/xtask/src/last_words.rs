//! Takes out of a module what only serves to say where and why it panicked, `Debug` included. A panic still ends it; it says nothing then.
//!
//! The page is built so that it never panics, and its tests run with everything in it. The words, the places in the source and the code
//! that puts them together were 4 KB of brotli.

use std::collections::HashMap;
use std::ops::Range;

use crate::failure::{Failure, Outcome};
use crate::module::{self, CODE, DATA, IMPORTS, Module, counted, number, put_counted, put_number};

/// Parts of the names of functions that never return, and of those that only they call: nothing on the page is written by `Debug`.
const LAST: [&str; 15] = [
    "panicking",
    "panic_",
    "rust_panic",
    "begin_panic",
    "rust_begin_unwind",
    "slice_error_fail",
    "slice_index_fail",
    "unwrap_failed",
    "expect_failed",
    "handle_alloc_error",
    "capacity_overflow",
    "raw_vec::handle_error",
    "fmt::Debug",
    "escape_debug",
    "panic_hook",
];

/// A function without variables that does nothing but trap.
const TRAP: [u8; 3] = [0, 0x00, 0x0b];

/// A place in the source: where its file's name is, the length of that, line and column, each a number of four bytes.
const PLACE: usize = 16;

/// Tables of the standard library that only `Debug` of characters reads: how each begins, and its length. A version of Rust with other
/// tables keeps them, and the module is 2 KB heavier.
const TABLES: [(&[u8], usize); 3] = [
    (b"\x00\x06\x01\x01\x03\x01\x04\x02\x05\x07\x07\x02\x08\x08\t\x02\n\x05\x0b\x02\x0e\x04", 1460),
    (b"\x00p\x00\x07\x00-\x01\x01\x01\x02\x01\x02\x01\x01H\x0b0\x15\x10\x01e\x07", 767),
    (b"\x00\x03\x00\x00\x83\x04 \x00\x91\x05`\x00]\x13\xa0\x00\x12\x17 \x1f", 132),
];

/// The module without. It has to bring its functions' names, as wasm-bindgen leaves them.
pub(crate) fn taken_out(module: &[u8]) -> Outcome<Vec<u8>> {
    let quiet = Module::read(module).and_then(|mut module| {
        trap(&mut module)?;
        wipe_places(&mut module)?;
        Some(module.write())
    });
    quiet.ok_or_else(|| Failure::new("wasm-bindgen wrote a module without names of functions, or one that cannot be read."))
}

fn trap(module: &mut Module) -> Option<()> {
    let names = names(module.custom("name")?)?;
    let mut imports = module.section(IMPORTS)?;
    let imported = number(&mut imports)?;
    let code = module.section_mut(CODE)?;
    let mut rest = code.as_slice();
    let count = number(&mut rest)?;
    let mut out = Vec::with_capacity(code.len());
    put_number(&mut out, count);
    for function in imported..imported + count {
        let body = counted(&mut rest)?;
        let is_last = names.get(&function).is_some_and(|name| LAST.iter().any(|last| name.contains(last)));
        put_counted(&mut out, if is_last { &TRAP } else { body });
    }
    *code = out;
    Some(())
}

/// The names of functions by their numbers.
fn names(mut section: &[u8]) -> Option<HashMap<usize, String>> {
    /// The part of the section that is about functions.
    const OF_FUNCTIONS: u8 = 1;
    while !section.is_empty() {
        let part = module::byte(&mut section)?;
        let mut rest = counted(&mut section)?;
        if part == OF_FUNCTIONS {
            let count = number(&mut rest)?;
            let entries = (0..count).map(|_| Some((number(&mut rest)?, String::from_utf8_lossy(counted(&mut rest)?).into_owned())));
            return entries.collect();
        }
    }
    None
}

/// Fills with zeros the places in the source, the names of files that only they mention, and what only `Debug` reads.
fn wipe_places(module: &mut Module) -> Option<()> {
    let data = module.section_mut(DATA)?;
    let segments = segments(data)?;
    let mut wiped: Vec<Range<usize>> = Vec::new();
    for (_, content) in &segments {
        for start in content.clone().step_by(4) {
            let place = start..start + PLACE;
            if place.end <= content.end
                && let Some(file) = file_of(data, place.clone(), &segments)
            {
                wiped.extend([place, file]);
            }
        }
    }
    for (begin, length) in TABLES {
        let start = data.windows(begin.len()).position(|window| window == begin);
        wiped.extend(start.map(|start| start..start + length));
    }
    for range in wiped {
        data.get_mut(range)?.fill(0);
    }
    Some(())
}

/// Where the name of the file stands that a place is in; `None` for what is no place.
fn file_of(data: &[u8], place: Range<usize>, segments: &[(usize, Range<usize>)]) -> Option<Range<usize>> {
    let bytes = data.get(place)?;
    let word = |index: usize| Some(u32::from_le_bytes(bytes.get(index * 4..index * 4 + 4)?.try_into().ok()?) as usize);
    let (address, length, line, column) = (word(0)?, word(1)?, word(2)?, word(3)?);
    let is_place = (1..1 << 16).contains(&line) && (1..1 << 10).contains(&column) && (4..512).contains(&length);
    let (start, content) = segments.iter().find(|(start, content)| (*start..*start + content.len()).contains(&address))?;
    let name = content.start + (address - start);
    let name = name..(name + length).min(content.end);
    let is_file = data.get(name.clone())?.trim_ascii_end().strip_suffix(b"\0").unwrap_or(data.get(name.clone())?).ends_with(b".rs");
    (is_place && is_file).then_some(name)
}

/// Where each segment of data comes to lie in the memory, and where its bytes are in the section.
pub(crate) fn segments(data: &[u8]) -> Option<Vec<(usize, Range<usize>)>> {
    /// `i32.const`, and the end of the expression with it.
    const CONSTANT: u8 = 0x41;
    const END: u8 = 0x0b;
    let mut rest = data;
    let count = number(&mut rest)?;
    let segments = (0..count).map(|_| {
        number(&mut rest).filter(|kind| *kind == 0)?;
        module::byte(&mut rest).filter(|operation| *operation == CONSTANT)?;
        let start = number(&mut rest)?;
        module::byte(&mut rest).filter(|operation| *operation == END)?;
        let length = counted(&mut rest)?.len();
        let end = data.len() - rest.len();
        Some((start, end - length..end))
    });
    segments.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, content: &[u8]) -> Vec<u8> {
        let mut out = vec![id];
        put_counted(&mut out, content);
        out
    }

    fn name(name: &str) -> Vec<u8> {
        let mut out = Vec::new();
        put_counted(&mut out, name.as_bytes());
        out
    }

    fn module(body: &[u8], data: &[u8]) -> Vec<u8> {
        let imports = section(IMPORTS, &[[1].as_slice(), &name("_0"), &name("_1"), &[0, 0]].concat());
        let code = section(CODE, &[[2].as_slice(), &[4, 0, 1, 1, 0x0b], &[u8::try_from(body.len()).unwrap_or(0)], body].concat());
        let mut segment = vec![1, 0, 0x41, 16, 0x0b];
        put_counted(&mut segment, data);
        let functions = [[2, 1].as_slice(), &name("main"), &[2], &name("core::panicking::panic_fmt")].concat();
        let mut names = name("name");
        names.push(1);
        put_counted(&mut names, &functions);
        [b"\0asm\x01\0\0\0".to_vec(), imports, code, section(DATA, &segment), section(0, &names)].concat()
    }

    #[test]
    fn a_panic_only_traps_and_has_no_place() {
        let place = |line: u8| [[16, 0, 0, 0].as_slice(), &[8, 0, 0, 0], &[line, 0, 0, 0], &[5, 0, 0, 0]].concat();
        let data = [b"src/a.rs".as_slice(), &place(7), b"text", &place(0)].concat();
        let wiped = [[0; 8 + PLACE].as_slice(), b"text", &place(0)].concat();
        assert_eq!(taken_out(&module(&[0, 1, 1, 1, 0x0b], &data)).ok(), Some(module(&TRAP, &wiped)));
    }

    #[test]
    fn a_module_without_names_is_told() {
        assert!(taken_out(b"\0asm\x01\0\0\0").is_err());
    }
}
