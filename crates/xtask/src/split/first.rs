//! The first part: the whole, where what went into the others only traps, and the doors lead through the table.

use wasm_encoder::{Encode as _, Function, Instruction};
use wasmparser::ExternalKind;

use super::bound::Bound;
use super::plan::Plan;
use super::{Item, Need};
use crate::failure::{Failure, Outcome};
use crate::module::{CODE, CUSTOM, DATA, EXPORTS, Module, TABLES, counted, number, put_counted, put_number};

/// Sections in which the linker speaks to itself.
const OF_LINKER: [&str; 3] = ["linking", "reloc.CODE", "reloc.DATA"];

/// Writes the first part. `needs` is what the others ask of it.
pub(super) fn write(module: &[u8], bound: &Bound<'_>, plan: &Plan, needs: &[Need]) -> Outcome<Vec<u8>> {
    let unread = || Failure::new("The module cannot be taken apart.");
    let mut module = Module::read(module).ok_or_else(unread)?;
    module.sections.retain(|(id, content)| {
        let name = counted(&mut content.as_slice()).unwrap_or_default();
        *id != CUSTOM || !OF_LINKER.iter().any(|of_linker| of_linker.as_bytes() == name)
    });
    write_code(&mut module, bound, plan)?;
    write_tables(&mut module, bound, plan)?;
    write_exports(&mut module, needs).ok_or_else(unread)?;
    wipe(&mut module, bound, plan).ok_or_else(unread)?;
    Ok(module.write())
}

fn write_code(module: &mut Module, bound: &Bound<'_>, plan: &Plan) -> Outcome<()> {
    let mut out = Vec::new();
    put_number(&mut out, bound.bodies.len());
    let table = u32::try_from(bound.function_table()?).unwrap_or(u32::MAX);
    let mut slots = plan.slots(bound)?;
    for (function, body) in (bound.imported..).zip(&bound.bodies) {
        if plan.doors.contains(&function) {
            let slot = slots.next().unwrap_or_default();
            let kind = bound.kind(function).ok_or_else(|| Failure::new("A function has no type."))?;
            let mut stub = Function::new([]);
            for parameter in (0..).take(kind.params().len()) {
                stub.instruction(&Instruction::LocalGet(parameter));
            }
            stub.instruction(&Instruction::I32Const(slot.cast_signed()));
            stub.instruction(&Instruction::CallIndirect { type_index: bound.kinds[function], table_index: table });
            stub.instruction(&Instruction::End);
            stub.encode(&mut out);
        } else if plan.is_later(function) {
            put_counted(&mut out, &[0, 0x00, 0x0b]);
        } else {
            put_counted(&mut out, body.as_bytes());
        }
    }
    *module.section_mut(CODE).ok_or_else(|| Failure::new("The module has no code."))? = out;
    Ok(())
}

/// Makes room for the doors.
fn write_tables(module: &mut Module, bound: &Bound<'_>, plan: &Plan) -> Outcome<()> {
    let mut tables = wasm_encoder::TableSection::new();
    let of_functions = bound.function_table()?;
    for (number, table) in bound.tables.iter().enumerate() {
        let mut table = *table;
        if number == of_functions {
            let more = plan.doors.len() as u64;
            table.initial += more;
            table.maximum = table.maximum.map(|maximum| maximum.max(table.initial));
        }
        let table =
            wasm_encoder::TableType::try_from(table).map_err(|error| Failure::new(format!("A table cannot be written: {error}")))?;
        tables.table(table);
    }
    let mut section = Vec::new();
    tables.encode(&mut section);
    // The encoder writes the length of the section before it.
    let content = counted(&mut section.as_slice()).map(<[u8]>::to_vec);
    let place = module.section_mut(TABLES).zip(content);
    place.map(|(place, content)| *place = content).ok_or_else(|| Failure::new("The module has no table."))
}

fn write_exports(module: &mut Module, needs: &[Need]) -> Option<()> {
    let exports = module.section_mut(EXPORTS)?;
    let mut rest = exports.as_slice();
    let count = number(&mut rest)?;
    let mut out = Vec::new();
    put_number(&mut out, count + needs.len());
    out.extend(rest);
    for Need { name, item, .. } in needs {
        let (kind, number) = match *item {
            Item::Function(number) => (ExternalKind::Func, number),
            Item::Table(number) => (ExternalKind::Table, number),
            Item::Memory(number) => (ExternalKind::Memory, number),
            Item::Global(number) => (ExternalKind::Global, number),
        };
        put_counted(&mut out, name.as_bytes());
        out.push(match kind {
            ExternalKind::Table => 1,
            ExternalKind::Memory => 2,
            ExternalKind::Global => 3,
            _ => 0,
        });
        put_number(&mut out, number);
    }
    *exports = out;
    Some(())
}

/// Fills with zeros what the others bring, which compress to nothing.
fn wipe(module: &mut Module, bound: &Bound<'_>, plan: &Plan) -> Option<()> {
    let data = module.section_mut(DATA)?;
    let segments = crate::last_words::segments(data)?;
    debug_assert_eq!(segments.len(), bound.segments.len());
    for range in plan.parts.iter().flat_map(|part| &part.data) {
        let (start, content) = segments.iter().find(|(start, content)| (*start..start + content.len()).contains(&range.start))?;
        let place = content.start + range.start - start;
        data.get_mut(place..place + range.len())?.fill(0);
    }
    Some(())
}
