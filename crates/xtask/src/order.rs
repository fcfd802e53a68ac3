//! Puts the functions of a module in the order of their code, so that those that begin alike lie side by side, and brotli finds it: a
//! hundredth of the module. What they do and what they are called from outside stays.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

use crate::failure::{Failure, Outcome};

/// The module with its functions in order. Its custom sections have to be gone.
pub(crate) fn in_order(module: &[u8]) -> Outcome<Vec<u8>> {
    let unread = |error: &dyn std::fmt::Display| Failure::new(format!("The functions cannot be put in order: {error}"));
    let mut order = Order::of(module).map_err(|error| unread(&error))?;
    let mut out = Module::new();
    order.parse_core_module(&mut out, Parser::new(0), module).map_err(|error| unread(&error))?;
    Ok(out.finish())
}

/// Where each function goes. Functions go by their numbers among those that are not imported.
struct Order {
    imported: u32,
    /// The functions in their new order.
    functions: Vec<usize>,
    /// The new number of each.
    numbers: Vec<u32>,
}

impl Order {
    fn of(module: &[u8]) -> wasmparser::Result<Order> {
        let (mut imported, mut bodies) = (0, Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => bodies.push(body),
                _ => {}
            }
        }
        let mut functions: Vec<usize> = (0..bodies.len()).collect();
        functions.sort_by_key(|&function| bodies[function].as_bytes());
        let mut numbers = vec![0; functions.len()];
        for (number, &function) in (imported..).zip(&functions) {
            numbers[function] = number;
        }
        Ok(Order { imported, functions, numbers })
    }

    /// The parts of a section in the new order.
    fn sorted<T: Clone>(&self, parts: impl IntoIterator<Item = wasmparser::Result<T>>) -> wasmparser::Result<Vec<T>> {
        let parts = parts.into_iter().collect::<wasmparser::Result<Vec<_>>>()?;
        Ok(self.functions.iter().filter_map(|&function| parts.get(function).cloned()).collect())
    }
}

impl Reencode for Order {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let own = function.checked_sub(self.imported);
        Ok(own.and_then(|own| self.numbers.get(own as usize).copied()).unwrap_or(function))
    }

    fn parse_function_section(&mut self, out: &mut FunctionSection, section: FunctionSectionReader<'_>) -> Result<(), Error<Infallible>> {
        for kind in self.sorted(section)? {
            out.function(self.type_index(kind)?);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, out: &mut CodeSection, section: CodeSectionReader<'_>) -> Result<(), Error<Infallible>> {
        for body in self.sorted(section)? {
            utils::parse_function_body(self, out, body)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_move_and_are_called_as_before() {
        let module = wat::parse_str(
            r#"(module
                (import "a" "b" (func $imported (param i32)))
                (table 2 funcref)
                (elem (i32.const 0) func $long $short)
                (func $long (export "long") (result i32) (local i32 i64) i32.const 7 call $imported call $short)
                (func $short (result i32) i32.const 5))"#,
        )
        .expect("a module");
        let ordered = in_order(&module).expect("an order");
        let expected = wat::parse_str(
            r#"(module
                (import "a" "b" (func $imported (param i32)))
                (table 2 funcref)
                (elem (i32.const 0) func $long $short)
                (func $short (result i32) i32.const 5)
                (func $long (export "long") (result i32) (local i32 i64) i32.const 7 call $imported call $short))"#,
        );
        let without_names = |module: &[u8]| {
            let mut module = crate::module::Module::read(module).expect("a module");
            module.sections.retain(|(id, _)| *id != crate::module::CUSTOM);
            module.write()
        };
        assert_eq!(without_names(&ordered), without_names(&expected.expect("a module")));
    }

    #[test]
    fn what_is_no_module_is_told() {
        assert!(in_order(b"nothing like a module").is_err());
    }
}
