//! The second half: its functions and data, and everything else imported from the first by names of a letter or two.

use std::collections::BTreeMap;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, ElementSection, Elements, EntityType, FunctionSection, ImportSection, Module,
    NameMap, NameSection, TypeSection,
};

use super::bound::{Bound, FEATURES};
use super::plan::Plan;
use super::{Item, Need};
use crate::failure::{Failure, Outcome};

/// The name of the one module that everything is imported from.
const FIRST: &str = "";

/// Numbers of functions in the whole, as numbers in the second half.
struct Renumbered(BTreeMap<usize, u32>);

impl Reencode for Renumbered {
    type Error = Failure;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Failure>> {
        let known = self.0.get(&(function as usize)).copied();
        known.ok_or_else(|| Error::UserError(Failure::new("A function of the second half calls one that is nowhere.")))
    }
}

/// The name under which the first half gives the item of this number among those that are needed.
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

/// Writes the second half, and what it needs of the first.
pub(super) fn write(bound: &Bound<'_>, plan: &Plan) -> Outcome<(Vec<u8>, Vec<Need>)> {
    let called = plan.later.iter().flat_map(|function| &bound.calls[*function]);
    let mut imported: Vec<usize> = called.copied().filter(|function| !plan.later.contains(function)).collect();
    imported.sort_unstable();
    imported.dedup();
    let items = (0..bound.tables.len())
        .map(Item::Table)
        .chain((0..bound.memories.len()).map(Item::Memory))
        .chain((0..bound.globals.len()).map(Item::Global))
        .chain(imported.iter().copied().map(Item::Function));
    let needs: Vec<Need> = items.enumerate().map(|(number, item)| Need { name: name(number), item }).collect();
    let numbers = (0..).zip(imported.iter().chain(&plan.later)).map(|(number, function)| (*function, number)).collect();
    let mut renumbered = Renumbered(numbers);
    let module = encode(bound, plan, &needs, &mut renumbered);
    module.map(|module| (module, needs)).map_err(|error| Failure::new(format!("The second half of the module cannot be written: {error}")))
}

fn encode(bound: &Bound<'_>, plan: &Plan, needs: &[Need], renumbered: &mut Renumbered) -> Result<Vec<u8>, Error<Failure>> {
    let mut types = TypeSection::new();
    if let Some(section) = bound.type_section.clone() {
        renumbered.parse_type_section(&mut types, section)?;
    }
    let mut imports = ImportSection::new();
    for Need { name, item } in needs {
        let entity = match *item {
            Item::Function(function) => EntityType::Function(bound.kinds[function]),
            Item::Memory(number) => EntityType::Memory(renumbered.memory_type(bound.memories[number])?),
            Item::Global(number) => EntityType::Global(renumbered.global_type(bound.globals[number])?),
            Item::Table(number) => {
                // It may have grown since the first half was made.
                let table = wasmparser::TableType { maximum: None, ..bound.tables[number] };
                EntityType::Table(renumbered.table_type(table)?)
            }
        };
        imports.import(FIRST, name, entity);
    }
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    for &function in &plan.later {
        functions.function(bound.kinds[function]);
        if let Some(body) = bound.body(function) {
            renumbered.parse_function_body(&mut code, body.clone())?;
        }
    }
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions);
    module.section(&elements(bound, plan, renumbered)?).section(&code).section(&data(bound, plan)).section(&names(bound, renumbered));
    if let Some(features) = bound.features {
        module.section(&CustomSection { name: FEATURES.into(), data: features.into() });
    }
    Ok(module.finish())
}

/// Puts the doors, and the functions that the second half itself calls through the table, where they belong.
fn elements(bound: &Bound<'_>, plan: &Plan, renumbered: &mut Renumbered) -> Result<ElementSection, Error<Failure>> {
    let table = bound.function_table().map_err(Error::UserError)?;
    let own = bound.slots.iter().copied().filter(|(_, function)| plan.later.contains(function));
    let mut slots: Vec<(u32, usize)> = own.chain(plan.slots(bound).map_err(Error::UserError)?.zip(plan.doors.iter().copied())).collect();
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

fn data(bound: &Bound<'_>, plan: &Plan) -> DataSection {
    let mut data = DataSection::new();
    for range in &plan.data {
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
