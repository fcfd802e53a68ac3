//! Parts a WebAssembly module: into what is needed at first, and into what is reached only through doors, which are functions that are
//! called when the part behind them is there. Nothing of what the module does changes by it.
//!
//! The parts share memory, tables and globals, so that a function does not know in which of them it is. Calls into a part that comes later go
//! through slots of the table of functions that it fills in when it comes; other calls are imports. Every part needs the first, and those behind
//! the second need that, but not each other. What is there can be used as long as no door is gone through to what is not: that would trap.

mod bound;
mod first;
mod linked;
mod other;
mod plan;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use wasmparser::{ConstExpr, Operator};

use crate::failure::{Failure, Outcome};
use bound::Bound;
use linked::Linked;
use plan::Plan;

/// A part that comes later.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Behind {
    /// What its exports are imported by.
    pub(crate) name: &'static str,
    /// What the names of its doors begin with.
    pub(crate) doors: &'static str,
}

/// The parts.
#[derive(Debug)]
pub(crate) struct Parts {
    /// What is needed at first.
    pub(crate) first: Vec<u8>,
    /// What comes later, in order. Everything that it imports is exported by one before it, under the same name.
    pub(crate) others: Vec<Vec<u8>>,
}

/// Something that a part needs of one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Need {
    /// Which of the others it is needed of; none for the first.
    of: Option<usize>,
    name: String,
    item: Item,
}

/// Something by its number in the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Function(usize),
    Table(usize),
    Memory(usize),
    Global(usize),
}

/// Parts `bound`, a module with names, by what the linker left in `linked`, the same module before wasm-bindgen.
///
/// `shrink` makes a part smaller before those before it are made, which then export only what is still asked for.
pub(crate) fn part(linked: &[u8], bound: &[u8], behind: &[Behind], shrink: impl Fn(&[u8]) -> Outcome<Vec<u8>>) -> Outcome<Parts> {
    part_known(&Linked::read(linked)?, bound, behind, shrink)
}

fn part_known(linked: &Linked, bound: &[u8], behind: &[Behind], shrink: impl Fn(&[u8]) -> Outcome<Vec<u8>>) -> Outcome<Parts> {
    let whole = Bound::read(bound)?;
    let plan = Plan::new(&whole, linked, behind)?;
    let mut needs: Vec<Need> = Vec::new();
    let mut others = Vec::new();
    for (number, needed) in other::needs(&whole, &plan).into_iter().enumerate().rev() {
        let of_this = needs_of(&needs, Some(number));
        let part = shrink(&other::write(&whole, &plan, behind, number, &needed, &of_this)?)?;
        let imported = imports(&part)?;
        needs.extend(needed.into_iter().filter(|need| imported.contains(&need.name)));
        others.insert(0, part);
    }
    let first = first::write(bound, &whole, &plan, &needs_of(&needs, None))?;
    Ok(Parts { first, others })
}

/// What is needed of one part, each once.
fn needs_of(needs: &[Need], of: Option<usize>) -> Vec<Need> {
    let mut of_it: Vec<Need> = needs.iter().filter(|need| need.of == of).cloned().collect();
    of_it.sort_by_key(|need| need.item);
    of_it.dedup();
    of_it
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
