//! A part that comes later: its functions and data, and everything else imported from those before it by names of a letter or two.

use std::collections::{BTreeMap, BTreeSet};

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection, FunctionSection,
    ImportSection, Module, NameMap, NameSection, TypeSection,
};

use super::bound::{Bound, FEATURES};
use super::plan::{Part, Plan};
use super::{Behind, Item, Need};
use crate::failure::{Failure, Outcome};

/// What the exports of the first part are imported by.
const FIRST: &str = "";

/// Numbers of functions in the whole, as numbers in a part.
struct Renumbered(BTreeMap<usize, u32>);

impl Reencode for Renumbered {
    type Error = Failure;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Failure>> {
        let known = self.0.get(&(function as usize)).copied();
        known.ok_or_else(|| Error::UserError(Failure::new("A function of a part calls one that is nowhere.")))
    }
}

/// The name of the item of this number among all that are needed.
fn name(mut number: usize) -> String {
    const SIGNS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut name = String::new();
    loop {
        name.push(char::from(SIGNS[number % SIGNS.len()]));
        number /= SIGNS.len();
        if number == 0 {
            // wasm-bindgen's own exports are longer words; a sign that they never begin with keeps them apart for certain.
            return format!("${name}");
        }
    }
}

/// What each part needs of those before it. An item that several need has one name.
pub(super) fn needs(bound: &Bound<'_>, plan: &Plan) -> Vec<Vec<Need>> {
    let called: Vec<BTreeSet<usize>> = plan.parts.iter().map(|part| called(bound, part)).collect();
    let shared = (0..bound.tables.len())
        .map(Item::Table)
        .chain((0..bound.memories.len()).map(Item::Memory))
        .chain((0..bound.globals.len()).map(Item::Global));
    let functions: BTreeSet<usize> = called.iter().flatten().copied().collect();
    let items: Vec<(Item, String)> =
        shared.chain(functions.into_iter().map(Item::Function)).enumerate().map(|(number, item)| (item, name(number))).collect();
    let needed = |(part, called): (usize, &BTreeSet<usize>)| {
        let need = |(item, name): &(Item, String)| {
            let of = match *item {
                Item::Function(function) if !called.contains(&function) => return None,
                // Of what may not be there, only doors are called, and these stand in the first.
                Item::Function(function) => plan.part_of(function).filter(|of| *of == 0 && part > 0),
                Item::Table(_) | Item::Memory(_) | Item::Global(_) => None,
            };
            Some(Need { of, name: name.clone(), item: *item })
        };
        items.iter().filter_map(need).collect()
    };
    called.iter().enumerate().map(needed).collect()
}

/// The functions of other parts that a part calls.
fn called(bound: &Bound<'_>, part: &Part) -> BTreeSet<usize> {
    let called = part.functions.iter().flat_map(|function| &bound.calls[*function]);
    called.copied().filter(|function| !part.functions.contains(function)).collect()
}

/// Writes the part of this number. `needs` is what it needs of those before it, `needed` what those after it need of it.
pub(super) fn write(bound: &Bound<'_>, plan: &Plan, behind: &[Behind], number: usize, needs: &[Need], needed: &[Need]) -> Outcome<Vec<u8>> {
    let part = &plan.parts[number];
    let numbers = (0..).zip(called(bound, part).iter().chain(&part.functions)).map(|(number, function)| (*function, number)).collect();
    let mut renumbered = Renumbered(numbers);
    let module = encode(bound, plan, part, needs, needed, behind, &mut renumbered);
    module.map_err(|error| Failure::new(format!("A part of the module cannot be written: {error}")))
}

fn encode(
    bound: &Bound<'_>,
    plan: &Plan,
    part: &Part,
    needs: &[Need],
    needed: &[Need],
    behind: &[Behind],
    renumbered: &mut Renumbered,
) -> Result<Vec<u8>, Error<Failure>> {
    let mut types = TypeSection::new();
    if let Some(section) = bound.type_section.clone() {
        renumbered.parse_type_section(&mut types, section)?;
    }
    let mut imports = ImportSection::new();
    for Need { of, name, item } in needs {
        let entity = match *item {
            Item::Function(function) => EntityType::Function(bound.kinds[function]),
            Item::Memory(number) => EntityType::Memory(renumbered.memory_type(bound.memories[number])?),
            Item::Global(number) => EntityType::Global(renumbered.global_type(bound.globals[number])?),
            Item::Table(number) => {
                // It may have grown since the first part was made.
                let table = wasmparser::TableType { maximum: None, ..bound.tables[number] };
                EntityType::Table(renumbered.table_type(table)?)
            }
        };
        imports.import(of.map_or(FIRST, |of| behind[of].name), name, entity);
    }
    let mut exports = ExportSection::new();
    for Need { name, item, .. } in needed {
        if let Item::Function(function) = *item {
            exports.export(name, ExportKind::Func, renumbered.function_index(u32::try_from(function).unwrap_or(u32::MAX))?);
        }
    }
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    for &function in &part.functions {
        functions.function(bound.kinds[function]);
        if let Some(body) = bound.body(function) {
            renumbered.parse_function_body(&mut code, body.clone())?;
        }
    }
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&exports);
    module.section(&elements(bound, plan, part, renumbered)?).section(&code).section(&data(bound, part)).section(&names(bound, renumbered));
    if let Some(features) = bound.features {
        module.section(&CustomSection { name: FEATURES.into(), data: features.into() });
    }
    Ok(module.finish())
}

/// Puts the doors, and the functions that the part itself calls through the table, where they belong.
fn elements(bound: &Bound<'_>, plan: &Plan, part: &Part, renumbered: &mut Renumbered) -> Result<ElementSection, Error<Failure>> {
    let table = bound.function_table().map_err(Error::UserError)?;
    let doors = plan.slots(bound).map_err(Error::UserError)?.zip(plan.doors.iter().copied());
    let all = bound.slots.iter().copied().chain(doors);
    let mut slots: Vec<(u32, usize)> = all.filter(|(_, function)| part.functions.contains(function)).collect();
    slots.sort_unstable();
    let mut elements = ElementSection::new();
    for run in slots.chunk_by(|(before, _), (after, _)| before + 1 == *after) {
        let functions = run.iter().map(|(_, function)| renumbered.function_index(u32::try_from(*function).unwrap_or(u32::MAX)));
        let functions: Vec<u32> = functions.collect::<Result<_, _>>()?;
        let table = u32::try_from(table).ok().filter(|table| *table > 0);
        let start = run.first().map_or(0, |(slot, _)| slot.cast_signed());
        elements.active(table, &ConstExpr::i32_const(start), Elements::Functions(functions.into()));
    }
    Ok(elements)
}

fn data(bound: &Bound<'_>, part: &Part) -> DataSection {
    let mut data = DataSection::new();
    for range in &part.data {
        let bytes = bound.bytes(range).unwrap_or_default();
        data.active(0, &ConstExpr::i32_const(i32::try_from(range.start).unwrap_or_default()), bytes.iter().copied());
    }
    data
}

fn names(bound: &Bound<'_>, renumbered: &Renumbered) -> NameSection {
    let mut by_number: Vec<(u32, usize)> = renumbered.0.iter().map(|(function, number)| (*number, *function)).collect();
    by_number.sort_unstable();
    let mut map = NameMap::new();
    for (number, function) in by_number {
        if let Some(name) = bound.names.get(&function) {
            map.append(number, name);
        }
    }
    let mut names = NameSection::new();
    names.functions(&map);
    names
}
