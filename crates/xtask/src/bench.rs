//! `cargo xtask bench`: how long a derivation, a text, a slider event and a first visit take. What is timed stands in tests/bench and tests/e2e.

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome, While};
use crate::wasm::{Effort, Library, empty_folder};
use crate::{browser, page, program, project, size};

/// The timed derivations and texts as WebAssembly.
const DERIVATIONS: Library = Library { package: "flink-memory-bench", name: "flink_memory_bench" };

/// Something that can be timed.
struct Measurement {
    name: &'static str,
    take: fn() -> Outcome<()>,
}

const MEASUREMENTS: &[Measurement] = &[
    Measurement { name: "native", take: native },
    Measurement { name: "wasm", take: wasm },
    Measurement { name: "slider", take: slider },
    Measurement { name: "visit", take: visit },
];

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let mut arguments = Arguments::new(arguments);
    let only = arguments.values("--only")?;
    arguments.nothing_else()?;
    if let Some(unknown) = only.iter().find(|name| MEASUREMENTS.iter().all(|known| known.name != name.as_str())) {
        return Err(Failure::new(format!("There is no measurement `{unknown}`. There are native, wasm, slider and visit.")));
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

/// A browser gets what a web server would give it: files that were made smaller once and for all.
fn visit() -> Outcome<()> {
    println!("\nA first visit in headless Chromium, with 150 ms and 1.6 Mbit/s on a processor of a quarter of the speed:");
    let driver = browser::bring_driver()?;
    page::build()?;
    let folder = project::target().join("visit-page");
    empty_folder(&folder)?;
    for file in std::fs::read_dir(project::dist()).while_doing("Listing the built page")? {
        let path = file.while_doing("Listing the built page")?.path();
        let Some(name) = path.file_name().filter(|_| path.is_file()) else { continue };
        let content = std::fs::read(&path).while_doing(format!("Reading {}", path.display()))?;
        let small = size::in_brotli(&content).while_doing(format!("Compressing {}", path.display()))?;
        let small_name = [name, ".br".as_ref()].join("".as_ref());
        for (name, content) in [(name, &content), (&small_name, &small)] {
            std::fs::write(folder.join(name), content).while_doing("Writing what is served")?;
        }
    }
    program::run(
        program::cargo()
            .args(["run", "--quiet", "--locked", "--package", "flink-memory-e2e", "--bin", "visit-bench", "--"])
            .arg(folder)
            .env("CHROMEDRIVER", driver),
    )
}
