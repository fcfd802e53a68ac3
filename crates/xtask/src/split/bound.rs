//! The module that is taken apart, as wasm-bindgen left it: its functions, whom they call, its table, exports and data.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use wasmparser::{
    DataKind, ElementItems, ElementKind, ExternalKind, FuncType, FunctionBody, GlobalType, KnownCustom, MemoryType, Name, Operator, Parser,
    Payload, TableType, TypeRef, TypeSectionReader,
};

use super::linked::readable;
use super::{Parsed as _, constant};
use crate::failure::{Failure, Outcome};

/// The name of the section that says which features of WebAssembly are used.
pub(super) const FEATURES: &str = "target_features";

/// A segment of data.
#[derive(Clone, Debug)]
pub(super) struct Segment<'a> {
    pub(super) start: usize,
    pub(super) content: &'a [u8],
}

/// The module. Functions, tables and the like go by their numbers.
#[derive(Debug, Default)]
pub(super) struct Bound<'a> {
    pub(super) types: Vec<FuncType>,
    pub(super) type_section: Option<TypeSectionReader<'a>>,
    /// How many functions are imported; they come first.
    pub(super) imported: usize,
    /// The type of each function.
    pub(super) kinds: Vec<u32>,
    /// The code of each function that is not imported.
    pub(super) bodies: Vec<FunctionBody<'a>>,
    /// Whom each function calls.
    pub(super) calls: Vec<BTreeSet<usize>>,
    pub(super) names: HashMap<usize, String>,
    pub(super) exports: Vec<(&'a str, ExternalKind, u32)>,
    pub(super) start: Option<usize>,
    pub(super) tables: Vec<TableType>,
    pub(super) memories: Vec<MemoryType>,
    pub(super) globals: Vec<GlobalType>,
    /// What stands in the table of functions, as slot and function.
    pub(super) slots: Vec<(u32, usize)>,
    pub(super) segments: Vec<Segment<'a>>,
    /// The section that says which features of WebAssembly are used, as it stands there.
    pub(super) features: Option<&'a [u8]>,
}

impl<'a> Bound<'a> {
    pub(super) fn read(module: &'a [u8]) -> Outcome<Bound<'a>> {
        let mut bound = Bound::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload.parsed()? {
                Payload::TypeSection(types) => {
                    bound.types = types.clone().into_iter_err_on_gc_types().collect::<Result<_, _>>().parsed()?;
                    bound.type_section = Some(types);
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        match import.parsed()?.ty {
                            TypeRef::Func(kind) => bound.kinds.push(kind),
                            _ => return Err(Failure::new("The module imports something that is no function.")),
                        }
                    }
                    bound.imported = bound.kinds.len();
                }
                Payload::FunctionSection(kinds) => bound.kinds.extend(kinds.into_iter().collect::<Result<Vec<_>, _>>().parsed()?),
                Payload::TableSection(tables) => {
                    bound.tables = tables.into_iter().map(|table| Ok(table.parsed()?.ty)).collect::<Outcome<_>>()?;
                }
                Payload::MemorySection(memories) => bound.memories = memories.into_iter().collect::<Result<_, _>>().parsed()?,
                Payload::GlobalSection(globals) => {
                    bound.globals = globals.into_iter().map(|global| Ok(global.parsed()?.ty)).collect::<Outcome<_>>()?;
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export.parsed()?;
                        bound.exports.push((export.name, export.kind, export.index));
                    }
                }
                Payload::StartSection { func, .. } => bound.start = Some(func as usize),
                Payload::ElementSection(elements) => {
                    for element in elements {
                        bound.read_element(&element.parsed()?)?;
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    bound.calls.push(calls(&body)?);
                    bound.bodies.push(body);
                }
                Payload::DataSection(segments) => {
                    for segment in segments {
                        let segment = segment.parsed()?;
                        let DataKind::Active { offset_expr, .. } = segment.kind else { return Err(Failure::new("Data is passive.")) };
                        bound.segments.push(Segment { start: constant(&offset_expr)?, content: segment.data });
                    }
                }
                Payload::CustomSection(custom) => {
                    if custom.name() == FEATURES {
                        bound.features = Some(custom.data());
                    } else if let KnownCustom::Name(parts) = custom.as_known() {
                        for part in parts {
                            if let Name::Function(map) = part.parsed()? {
                                for naming in map {
                                    let naming = naming.parsed()?;
                                    bound.names.insert(naming.index as usize, readable(naming.name));
                                }
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        // Imported functions call nothing that is known here.
        bound.calls.splice(0..0, std::iter::repeat_n(BTreeSet::new(), bound.imported));
        if bound.names.is_empty() { Err(Failure::new("The module has no names of functions.")) } else { Ok(bound) }
    }

    fn read_element(&mut self, element: &wasmparser::Element<'a>) -> Outcome<()> {
        let ElementKind::Active { offset_expr, .. } = &element.kind else { return Ok(()) };
        let ElementItems::Functions(functions) = &element.items else { return Err(Failure::new("A table is filled by expressions.")) };
        let start = u32::try_from(constant(offset_expr)?).unwrap_or(u32::MAX);
        for (slot, function) in (start..).zip(functions.clone()) {
            self.slots.push((slot, function.parsed()? as usize));
        }
        Ok(())
    }

    /// The number of the table that holds functions.
    pub(super) fn function_table(&self) -> Outcome<usize> {
        let place = self.tables.iter().position(|table| table.element_type.is_func_ref());
        place.ok_or_else(|| Failure::new("The module has no table of functions."))
    }

    /// The type of a function, written out.
    pub(super) fn kind(&self, function: usize) -> Option<&FuncType> {
        self.types.get(*self.kinds.get(function)? as usize)
    }

    /// The code of a function.
    pub(super) fn body(&self, function: usize) -> Option<&FunctionBody<'a>> {
        self.bodies.get(function.checked_sub(self.imported)?)
    }

    /// The bytes at these addresses; `None` where they are not in one segment.
    pub(super) fn bytes(&self, addresses: &Range<usize>) -> Option<&'a [u8]> {
        self.segments.iter().find_map(|segment| {
            let start = addresses.start.checked_sub(segment.start)?;
            segment.content.get(start..start + addresses.len())
        })
    }
}

/// The functions that a function calls by their numbers.
fn calls(body: &FunctionBody<'_>) -> Outcome<BTreeSet<usize>> {
    let mut calls = BTreeSet::new();
    let mut operators = body.get_operators_reader().parsed()?;
    while !operators.eof() {
        match operators.read().parsed()? {
            Operator::Call { function_index } | Operator::ReturnCall { function_index } | Operator::RefFunc { function_index } => {
                calls.insert(function_index as usize);
            }
            _ => {}
        }
    }
    Ok(calls)
}
