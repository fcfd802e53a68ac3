//! `cargo xtask bench`: how long a derivation, a text and a slider event take. What is timed stands in tests/bench and tests/e2e.

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::wasm::{Effort, Library, empty_folder};
use crate::{browser, page, program, project};

/// The timed derivations and texts as WebAssembly.
const DERIVATIONS: Library = Library { package: "flink-memory-bench", name: "flink_memory_bench" };

/// Something that can be timed.
struct Measurement {
    name: &'static str,
    take: fn() -> Outcome<()>,
}

const MEASUREMENTS: &[Measurement] =
    &[Measurement { name: "native", take: native }, Measurement { name: "wasm", take: wasm }, Measurement { name: "slider", take: slider }];

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let mut arguments = Arguments::new(arguments);
    let only = arguments.values("--only")?;
    arguments.nothing_else()?;
    if let Some(unknown) = only.iter().find(|name| MEASUREMENTS.iter().all(|known| known.name != name.as_str())) {
        return Err(Failure::new(format!("There is no measurement `{unknown}`. There are native, wasm and slider.")));
    }
    let mut wanted = MEASUREMENTS.iter().filter(|known| only.is_empty() || only.iter().any(|name| name == known.name));
    wanted.try_for_each(|measurement| (measurement.take)())
}

fn native() -> Outcome<()> {
    println!("\nA derivation with its full trace, and a text, natively:");
    program::run(program::cargo().args(["bench", "--quiet", "--locked", "--package", DERIVATIONS.package]))
}

fn wasm() -> Outcome<()> {
    println!("\nThe same in WebAssembly under Node:");
    let bound = project::target().join("bench-wasm");
    empty_folder(&bound)?;
    DERIVATIONS.bind(&DERIVATIONS.compile(Effort::Published)?, "nodejs", &bound)?;
    DERIVATIONS.shrink(&bound)?;
    program::run(program::command("node").arg("tests/bench/run.mjs").arg(bound))
}

fn slider() -> Outcome<()> {
    println!("\nA slider event in headless Chromium, from the event to the changed and laid out page:");
    let driver = browser::bring_driver()?;
    page::build()?;
    program::run(
        program::cargo()
            .args(["run", "--quiet", "--locked", "--package", "flink-memory-e2e", "--bin", "slider-bench"])
            .env("CHROMEDRIVER", driver),
    )
}
