//! Parts a small module that is written out here. That the parts do what the whole did is shown by the page's own tests in browsers.

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
        call $of_later_and_deeper
        call $deeper::show call $wider::show
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
    (func $deeper::show call $shared call $of_later_and_deeper call $deepest call $of_deeper_and_wider)
    (func $of_later_and_deeper)
    (func $deepest i32.const 2058 i32.load8_u drop)
    (func $wider::show call $of_deeper_and_wider call $deeper::show)
    (func $of_deeper_and_wider)
    (elem (i32.const 1) $listener $only_pointed_to)
    (data (i32.const 2048) "firstlaterdeepboth!!"))"#;

const BEHIND: [Behind; 3] =
    [Behind { name: "later", doors: "later::" }, Behind { name: "deeper", doors: "deeper::" }, Behind { name: "wider", doors: "wider::" }];

fn functions<const N: usize>(names: [&str; N]) -> BTreeSet<Target> {
    names.map(|name| Target::Function(name.to_owned())).into()
}

/// What the linker would say of it.
fn linked() -> Linked {
    let datum = |addresses| Datum { addresses, targets: BTreeSet::new() };
    let known = [
        ("main", [functions(["listener"]), [Target::Data(0)].into()]),
        ("later::read", [BTreeSet::new(), BTreeSet::new()]),
        ("deep", [functions(["only_pointed_to"]), [Target::Data(1), Target::Data(3)].into()]),
        ("shared", [BTreeSet::new(), [Target::Data(3)].into()]),
        ("only_pointed_to", [BTreeSet::new(), BTreeSet::new()]),
        ("listener", [BTreeSet::new(), BTreeSet::new()]),
        ("deeper::show", [BTreeSet::new(), BTreeSet::new()]),
        ("of_later_and_deeper", [BTreeSet::new(), BTreeSet::new()]),
        ("wider::show", [BTreeSet::new(), BTreeSet::new()]),
        ("of_deeper_and_wider", [BTreeSet::new(), BTreeSet::new()]),
        ("deepest", [BTreeSet::new(), [Target::Data(2)].into()]),
    ];
    Linked {
        functions: known.map(|(name, targets)| (name.to_owned(), targets.concat_all())).into(),
        data: [2048..2053, 2053..2058, 2058..2062, 2062..2066].map(datum).into(),
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

/// The parts of the module, made no smaller.
fn parted() -> Outcome<Parts> {
    part_known(&linked(), &whole(), &BEHIND, |part| Ok(part.to_vec()))
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
    let plan = Plan::new(&bound, &linked(), &BEHIND)?;
    let [later, deeper, wider] = plan.parts.as_slice() else { return Err(Failure::new("three parts")) };
    assert_eq!(names(&bound, &later.functions), ["later::read", "deep", "only_pointed_to", "of_later_and_deeper", "of_deeper_and_wider"]);
    assert_eq!(names(&bound, &wider.functions), ["wider::show"]);
    assert_eq!(names(&bound, &deeper.functions), ["deeper::show", "deepest"]);
    assert_eq!(names(&bound, &plan.doors), ["later::read", "deeper::show", "wider::show"]);
    let data = |part: &plan::Part| part.data.iter().map(|range| (range.start, range.end)).collect::<Vec<_>>();
    assert_eq!([data(later), data(deeper)], [[(2053, 2058)], [(2058, 2062)]]);
    Ok(())
}

#[test]
fn what_nobody_knows_of_stays() -> Outcome<()> {
    let whole = whole();
    let bound = Bound::read(&whole)?;
    let mut linked = linked();
    // As if wasm-bindgen had made it: what it points to is not known, so it stays, and what it calls does as well.
    linked.functions.remove("deep");
    let plan = Plan::new(&bound, &linked, &BEHIND)?;
    assert_eq!(names(&bound, &plan.parts[0].functions), ["later::read", "of_later_and_deeper", "of_deeper_and_wider"]);
    // The linker knew nobody who points to it, so it may be anybody.
    assert!(plan.parts[0].data.is_empty());
    assert!(Plan::new(&bound, &linked, &[Behind { name: "", doors: "nowhere::" }]).is_err());
    Ok(())
}

#[test]
fn the_parts_are_modules_that_fit() -> Outcome<()> {
    let Parts { first, others } = parted()?;
    validate(&first);
    for part in &others {
        validate(part);
    }
    let exported = |module: &[u8]| -> Outcome<BTreeSet<String>> {
        let mut names = BTreeSet::new();
        for payload in wasmparser::Parser::new(0).parse_all(module) {
            if let wasmparser::Payload::ExportSection(exports) = payload.parsed()? {
                for export in exports {
                    names.insert(export.parsed()?.name.to_owned());
                }
            }
        }
        Ok(names)
    };
    let [of_first, of_later, of_deeper] = [exported(&first)?, exported(&others[0])?, exported(&others[1])?];
    let of_both: BTreeSet<String> = of_first.union(&of_later).cloned().collect();
    // The log, what both use, the doors behind it, the table, the memory and the stack.
    assert_eq!((imports(&others[0])?.len(), of_first.len()), (7, 7 + 3));
    assert!(imports(&others[0])?.is_subset(&of_first));
    // Of the first what all use, the table, the memory and the stack; of the second what they share.
    assert_eq!((imports(&others[1])?.len(), of_later.len(), of_deeper.len()), (6, 2, 0));
    // It calls a part that it does not need, and that may not be there, through its door.
    assert_eq!(imports(&others[2])?.len(), 5);
    assert!(others[1..].iter().all(|part| imports(part).is_ok_and(|imported| imported.is_subset(&of_both))));
    let first = Bound::read(&first)?;
    assert_eq!(first.tables[0].initial, 6);
    assert_eq!(first.bytes(&(2048..2068)), Some(b"first\0\0\0\0\0\0\0\0\0both!!".as_slice()));
    // A door goes through the slot behind the others; what went traps.
    let text = |function: usize| first.body(function).map(|body| body.as_bytes().to_vec());
    let trap = Some(vec![0, 0x00, 0x0b]);
    assert_eq!([3, 5, 9, 10, 12].map(text), [(); 5].map(|()| trap.clone()));
    assert_eq!(text(2), Some(vec![0, 0x20, 0, 0x41, 3, 0x11, 1, 0, 0x0b]));
    assert_eq!(text(8), Some(vec![0, 0x41, 4, 0x11, 2, 0, 0x0b]));
    Ok(())
}

#[test]
fn a_part_brings_its_data_and_fills_its_slots() -> Outcome<()> {
    let brought = |part: &[u8]| -> Outcome<(Vec<String>, Vec<usize>)> {
        let (mut data, mut slots) = (Vec::new(), Vec::new());
        for payload in wasmparser::Parser::new(0).parse_all(part) {
            match payload.parsed()? {
                wasmparser::Payload::DataSection(segments) => {
                    for segment in segments {
                        data.push(String::from_utf8_lossy(segment.parsed()?.data).into_owned());
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
        Ok((data, slots))
    };
    let others = parted()?.others;
    assert_eq!(brought(&others[0])?, (vec!["later".to_owned()], vec![2]));
    assert_eq!(brought(&others[1])?, (vec!["deep".to_owned()], vec![4]));
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
