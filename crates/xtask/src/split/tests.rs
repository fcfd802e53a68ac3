//! Parts a small module that is written out here. That two halves do what the whole did is shown by the page's own tests in browsers.

use std::collections::BTreeSet;

use wasm_encoder::{CustomSection, LinkingSection, SymbolTable};
use wasmparser::{Validator, WasmFeatures};

use super::linked::{Datum, Target};
use super::*;

const WHOLE: &str = r#"(module
    (import "script" "log" (func $log (param i32)))
    (memory (export "memory") 1)
    (table 3 3 funcref)
    (global $stack (mut i32) (i32.const 1024))
    (func $main (export "main") (param i32) (result i32)
        i32.const 2048 i32.load8_u drop
        i32.const 1 call_indirect
        local.get 0 call $later::read)
    (func $later::read (param i32) (result i32)
        call $shared
        local.get 0 call $deep)
    (func $deep (param i32) (result i32)
        i32.const 2053 i32.load8_u call $log
        global.get $stack drop
        i32.const 2 call_indirect
        local.get 0)
    (func $shared)
    (func $only_pointed_to)
    (func $listener)
    (func $of_the_script (export "free") call $shared)
    (elem (i32.const 1) $listener $only_pointed_to)
    (data (i32.const 2048) "firstlaterboth!!"))"#;

fn functions<const N: usize>(names: [&str; N]) -> BTreeSet<Target> {
    names.map(|name| Target::Function(name.to_owned())).into()
}

/// What the linker would say of it.
fn linked() -> Linked {
    let datum = |addresses| Datum { addresses, targets: BTreeSet::new() };
    let known = [
        ("main", [functions(["listener"]), [Target::Data(0)].into()]),
        ("later::read", [BTreeSet::new(), BTreeSet::new()]),
        ("deep", [functions(["only_pointed_to"]), [Target::Data(1), Target::Data(2)].into()]),
        ("shared", [BTreeSet::new(), [Target::Data(2)].into()]),
        ("only_pointed_to", [BTreeSet::new(), BTreeSet::new()]),
        ("listener", [BTreeSet::new(), BTreeSet::new()]),
    ];
    Linked {
        functions: known.map(|(name, targets)| (name.to_owned(), targets.concat_all())).into(),
        data: [2048..2053, 2053..2058, 2058..2062].map(datum).into(),
    }
}

trait ConcatAll {
    fn concat_all(self) -> BTreeSet<Target>;
}

impl ConcatAll for [BTreeSet<Target>; 2] {
    fn concat_all(self) -> BTreeSet<Target> {
        self.into_iter().flatten().collect()
    }
}

fn whole() -> Vec<u8> {
    wat::parse_str(WHOLE).expect("a module")
}

fn is_door(name: &str) -> bool {
    name.starts_with("later::")
}

fn names(bound: &Bound<'_>, functions: &BTreeSet<usize>) -> Vec<String> {
    functions.iter().map(|function| bound.names[function].clone()).collect()
}

fn validate(module: &[u8]) {
    Validator::new_with_features(WasmFeatures::default()).validate_all(module).expect("a valid module");
}

#[test]
fn what_is_reached_without_a_door_stays() -> Outcome<()> {
    let whole = whole();
    let bound = Bound::read(&whole)?;
    let plan = Plan::new(&bound, &linked(), is_door)?;
    assert_eq!(names(&bound, &plan.later), ["later::read", "deep", "only_pointed_to"]);
    assert_eq!(names(&bound, &plan.doors), ["later::read"]);
    assert_eq!(plan.data.iter().map(|range| (range.start, range.end)).collect::<Vec<_>>(), [(2053, 2058)]);
    Ok(())
}

#[test]
fn what_nobody_knows_of_stays() -> Outcome<()> {
    let whole = whole();
    let bound = Bound::read(&whole)?;
    let mut linked = linked();
    // As if wasm-bindgen had made it: what it points to is not known, so it stays, and what it calls does as well.
    linked.functions.remove("deep");
    let plan = Plan::new(&bound, &linked, is_door)?;
    assert_eq!(names(&bound, &plan.later), ["later::read"]);
    // The linker knew nobody who points to it, so it may be anybody.
    assert!(plan.data.is_empty());
    assert!(Plan::new(&bound, &linked, |_| false).is_err());
    Ok(())
}

#[test]
fn both_halves_are_modules_that_fit() -> Outcome<()> {
    let whole = whole();
    let Halves { first, second } = part_known(&linked(), &whole, is_door, |second| Ok(second.to_vec()))?;
    validate(&first);
    validate(&second);
    let (first, second_read) = (Bound::read(&first)?, imports(&second)?);
    let exported: BTreeSet<String> = first.exports.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert!(second_read.is_subset(&exported), "{second_read:?} {exported:?}");
    // The log, what both use, the table, the memory and the stack.
    assert_eq!((second_read.len(), exported.len()), (5, 5 + 3));
    assert_eq!(first.tables[0].initial, 4);
    assert_eq!(first.bytes(&(2048..2064)), Some(b"first\0\0\0\0\0both!!".as_slice()));
    // A door goes through the slot behind the others; what went traps.
    let text = |module: &Bound<'_>, function: usize| module.body(function).map(|body| body.as_bytes().to_vec());
    let trap = Some(vec![0, 0x00, 0x0b]);
    assert_eq!([3, 5].map(|function| text(&first, function)), [trap.clone(), trap]);
    assert_eq!(text(&first, 2), Some(vec![0, 0x20, 0, 0x41, 3, 0x11, 1, 0, 0x0b]));
    Ok(())
}

#[test]
fn the_second_half_brings_its_data_and_fills_its_slots() -> Outcome<()> {
    let Halves { second, .. } = part_known(&linked(), &whole(), is_door, |second| Ok(second.to_vec()))?;
    let (mut data, mut slots) = (Vec::new(), Vec::new());
    for payload in wasmparser::Parser::new(0).parse_all(&second) {
        match payload.parsed()? {
            wasmparser::Payload::DataSection(segments) => {
                for segment in segments {
                    data.push(segment.parsed()?.data);
                }
            }
            wasmparser::Payload::ElementSection(elements) => {
                for element in elements {
                    let element = element.parsed()?;
                    let wasmparser::ElementKind::Active { offset_expr, .. } = &element.kind else { continue };
                    slots.push(constant(offset_expr)?);
                }
            }
            _ => {}
        }
    }
    assert_eq!((data, slots), (vec![b"later".as_slice()], vec![2]));
    Ok(())
}

#[test]
fn relocations_are_read_as_the_linker_writes_them() -> Outcome<()> {
    let mut module = wat::parse_str(
        r#"(module (memory 1) (table 2 funcref) (func $a i32.const 1 drop) (func $b) (elem (i32.const 1) $b) (data (i32.const 16) "ab\01\00\00\00"))"#,
    )
    .expect("a module");
    let mut symbols = SymbolTable::new();
    symbols.function(0, 0, Some("a")).function(0, 1, Some("b"));
    let datum = |offset, size| Some(wasm_encoder::DataSymbolDefinition { index: 0, offset, size });
    symbols.data(0, "one", datum(0, 2)).data(0, "two", datum(2, 4));
    let mut linking = LinkingSection::new();
    linking.symbol_table(&symbols);
    let mut append = |section: &dyn wasm_encoder::Section| section.append_to(&mut module);
    append(&linking);
    // In `a` behind its length, locals and `i32.const`: the slot of `b`, and, as if it were there, the address of `two`.
    append(&CustomSection { name: "reloc.CODE".into(), data: [5, 2, 1, 4, 1, 4, 4, 3, 0].as_slice().into() });
    // In `two`: the slot of `b`.
    let place_of_two = 1 + 4 + 1 + 2;
    append(&CustomSection { name: "reloc.DATA".into(), data: [6, 1, 2, place_of_two, 1].as_slice().into() });
    let linked = Linked::read(&module)?;
    assert_eq!(linked.functions["a"], [Target::Function("b".to_owned()), Target::Data(1)].into());
    assert_eq!(linked.functions["b"], BTreeSet::new());
    assert_eq!(linked.data.iter().map(|datum| datum.addresses.clone()).collect::<Vec<_>>(), [16..18, 18..22]);
    assert_eq!([&linked.data[0].targets, &linked.data[1].targets], [&BTreeSet::new(), &functions(["b"])]);
    Ok(())
}

#[test]
fn a_module_without_relocations_is_told() {
    assert!(Linked::read(&whole()).is_err());
}
