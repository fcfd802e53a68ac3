//! Parts a WebAssembly module in two: what is needed at first, and what is reached only through its doors, which are functions that are
//! called when the second half is there. Nothing of what the module does changes by it.
//!
//! The two share memory, tables and globals, so that a function does not know in which half it is. Calls into the second half go through
//! slots of the table of functions that it fills in when it comes; calls out of it are imports. The first half can be used without the
//! second as long as no door is gone through: that would trap.

mod bound;
mod first;
mod linked;
mod plan;
mod second;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use wasmparser::{ConstExpr, Operator};

use crate::failure::{Failure, Outcome};
use bound::Bound;
use linked::Linked;
use plan::Plan;

/// The two halves.
#[derive(Debug)]
pub(crate) struct Halves {
    /// What is needed at first.
    pub(crate) first: Vec<u8>,
    /// What comes later. Everything that it imports is exported by the first, under the same name.
    pub(crate) second: Vec<u8>,
}

/// Something that the second half needs of the first.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Need {
    name: String,
    item: Item,
}

/// Something by its number in the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Function(usize),
    Table(usize),
    Memory(usize),
    Global(usize),
}

/// Parts `bound`, a module with names, by what the linker left in `linked`, the same module before wasm-bindgen.
///
/// `shrink` makes the second half smaller before the first is made, which then exports only what is still asked for.
pub(crate) fn part(
    linked: &[u8],
    bound: &[u8],
    is_door: impl Fn(&str) -> bool,
    shrink: impl FnOnce(&[u8]) -> Outcome<Vec<u8>>,
) -> Outcome<Halves> {
    part_known(&Linked::read(linked)?, bound, is_door, shrink)
}

fn part_known(
    linked: &Linked,
    bound: &[u8],
    is_door: impl Fn(&str) -> bool,
    shrink: impl FnOnce(&[u8]) -> Outcome<Vec<u8>>,
) -> Outcome<Halves> {
    let whole = Bound::read(bound)?;
    let plan = Plan::new(&whole, linked, is_door)?;
    let (second, needs) = second::write(&whole, &plan)?;
    let second = shrink(&second)?;
    let imported = imports(&second)?;
    let needs: Vec<Need> = needs.into_iter().filter(|need| imported.contains(&need.name)).collect();
    let first = first::write(bound, &whole, &plan, &needs)?;
    Ok(Halves { first, second })
}

impl Plan {
    /// The slots of the doors, in their order: behind everything that stands in the table.
    fn slots(&self, bound: &Bound<'_>) -> Outcome<impl Iterator<Item = u32> + use<>> {
        let table = bound.tables.get(bound.function_table()?).map_or(0, |table| table.initial);
        let first = u32::try_from(table).map_err(|_| Failure::new("The table is too long."))?;
        Ok((first..).take(self.doors.len()))
    }
}

/// The names of what a module imports.
fn imports(module: &[u8]) -> Outcome<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for payload in wasmparser::Parser::new(0).parse_all(module) {
        if let wasmparser::Payload::ImportSection(imports) = payload.parsed()? {
            for import in imports.into_imports() {
                names.insert(import.parsed()?.name.to_owned());
            }
        }
    }
    Ok(names)
}

/// The number that an expression stands for, which is one constant.
fn constant(expression: &ConstExpr<'_>) -> Outcome<usize> {
    match expression.get_operators_reader().read().parsed()? {
        Operator::I32Const { value } => Ok(value.cast_unsigned() as usize),
        _ => Err(Failure::new("A place in the module is no constant.")),
    }
}

/// Turns what the parser says into sentences.
trait Parsed<T> {
    fn parsed(self) -> Outcome<T>;
}

impl<T> Parsed<T> for wasmparser::Result<T> {
    fn parsed(self) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("The module cannot be read: {error}")))
    }
}
