//! What the linker knows of a module and nobody after it: which functions and which data take the address of which others.
//!
//! In the code itself such an address is a number like any other. With `--emit-relocs` the linker leaves a list of the places where it
//! put one in.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use wasmparser::{DataKind, KnownCustom, Linking, Name, Parser, Payload, RelocationEntry, RelocationType, SymbolInfo};

use super::{Parsed as _, constant};
use crate::failure::{Failure, Outcome};

/// Something whose address is taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// A function, by its name.
    Function(String),
    /// Data, by its place in [`Linked::data`].
    Data(usize),
}

/// A constant or a static.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Datum {
    /// Where it lies in the memory.
    pub(super) addresses: Range<usize>,
    /// What it points to.
    pub(super) targets: BTreeSet<Target>,
}

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// What each function points to, by its name.
    pub(super) functions: HashMap<String, BTreeSet<Target>>,
    /// All constants and statics.
    pub(super) data: Vec<Datum>,
}

/// A section of the module as far as its relocations need it: the parts, each with its place behind the beginning of the section.
#[derive(Debug)]
struct Part {
    place: Range<usize>,
    /// The number of the function or of the segment.
    index: usize,
}

/// The module's name for a function as people read it, which is the one that wasm-bindgen leaves.
pub(super) fn readable(name: &str) -> String {
    rustc_demangle::demangle(name).to_string()
}

impl Linked {
    /// Reads what the linker left in a module.
    pub(super) fn read(module: &[u8]) -> Outcome<Linked> {
        let mut names: HashMap<usize, String> = HashMap::new();
        let mut symbols = Vec::new();
        let mut relocations: Vec<(u32, Vec<RelocationEntry>)> = Vec::new();
        let (mut imported, mut section) = (0, 0);
        let (mut code, mut data) = (None, None);
        let (mut functions, mut segments, mut addresses) = (Vec::new(), Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload.parsed()?;
            match &payload {
                Payload::ImportSection(imports) => {
                    let imports = imports.clone().into_imports().collect::<Result<Vec<_>, _>>().parsed()?;
                    imported = imports.iter().filter(|import| matches!(import.ty, wasmparser::TypeRef::Func(_))).count();
                }
                Payload::CodeSectionStart { unchecked_range, .. } => code = Some((section, start(unchecked_range)?)),
                Payload::CodeSectionEntry(body) => {
                    let base = code.map_or(0, |(_, base)| base);
                    let place = start(&body.range())? - base..usize::try_from(body.range().end).unwrap_or(usize::MAX) - base;
                    functions.push(Part { place, index: imported + functions.len() });
                }
                Payload::DataSection(reader) => {
                    let base = start(&reader.range())?;
                    data = Some(section);
                    for segment in reader.clone() {
                        let segment = segment.parsed()?;
                        let DataKind::Active { offset_expr, .. } = segment.kind else { return Err(Failure::new("Data is passive.")) };
                        let end = usize::try_from(segment.range.end).unwrap_or(usize::MAX) - base;
                        segments.push(Part { place: end - segment.data.len()..end, index: segments.len() });
                        addresses.push(constant(&offset_expr)?);
                    }
                }
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Linking(linking) => {
                        for part in linking.subsections() {
                            if let Linking::SymbolTable(table) = part.parsed()? {
                                symbols = table.into_iter().collect::<Result<_, _>>().parsed()?;
                            }
                        }
                    }
                    KnownCustom::Reloc(of_section) => {
                        let entries = of_section.entries().into_iter().collect::<Result<_, _>>().parsed()?;
                        relocations.push((of_section.section_index(), entries));
                    }
                    KnownCustom::Name(parts) => {
                        for part in parts {
                            if let Name::Function(map) = part.parsed()? {
                                for naming in map {
                                    let naming = naming.parsed()?;
                                    names.insert(naming.index as usize, readable(naming.name));
                                }
                            }
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
            section += u32::from(payload.as_section().is_some());
        }
        if symbols.is_empty() || relocations.is_empty() {
            return Err(Failure::new("The linker left no relocations in the module."));
        }
        let mut linked = Linked::default();
        // The number of each symbol that is data, in `linked.data`.
        let mut numbers = HashMap::new();
        for (symbol, info) in symbols.iter().enumerate() {
            if let SymbolInfo::Data { symbol: Some(place), .. } = info
                // What is zero at the start has no segment in the file.
                && let Some(base) = addresses.get(place.index as usize)
            {
                let start = base + place.offset as usize;
                numbers.insert(symbol, linked.data.len());
                linked.data.push(Datum { addresses: start..start + place.size as usize, targets: BTreeSet::new() });
            }
        }
        let target = |entry: &RelocationEntry| match symbols.get(entry.index as usize)? {
            SymbolInfo::Func { index, .. } if is_address(entry.ty) => names.get(&(*index as usize)).cloned().map(Target::Function),
            SymbolInfo::Data { .. } => numbers.get(&(entry.index as usize)).copied().map(Target::Data),
            _ => None,
        };
        for (of_section, entries) in &relocations {
            for entry in entries {
                let Some(target) = target(entry) else { continue };
                let place = entry.offset as usize;
                if code.is_some_and(|(code, _)| code == *of_section) {
                    let function = within(&functions, place).and_then(|function| names.get(&function.index));
                    let function = function.ok_or_else(|| Failure::new("A relocation is in no function that has a name."))?;
                    linked.functions.entry(function.clone()).or_default().insert(target);
                } else if data == Some(*of_section) {
                    let segment = within(&segments, place).ok_or_else(|| Failure::new("A relocation is in no data."))?;
                    let address = addresses[segment.index] + place - segment.place.start;
                    for datum in linked.data.iter_mut().filter(|datum| datum.addresses.contains(&address)) {
                        datum.targets.insert(target.clone());
                    }
                }
            }
        }
        // A function that points to nothing is known all the same.
        for function in &functions {
            if let Some(name) = names.get(&function.index) {
                linked.functions.entry(name.clone()).or_default();
            }
        }
        Ok(linked)
    }
}

/// Whether it is a function's address and not a call of it.
const fn is_address(kind: RelocationType) -> bool {
    use RelocationType as R;
    matches!(kind, R::TableIndexSleb | R::TableIndexI32 | R::TableIndexRelSleb | R::TableIndexSleb64 | R::TableIndexI64)
}

/// The part that a place is in; parts are in order.
fn within(parts: &[Part], place: usize) -> Option<&Part> {
    let next = parts.partition_point(|part| part.place.start <= place);
    parts.get(next.checked_sub(1)?).filter(|part| part.place.contains(&place))
}

fn start(range: &Range<u64>) -> Outcome<usize> {
    usize::try_from(range.start).map_err(|_| Failure::new("The module is larger than the memory."))
}
