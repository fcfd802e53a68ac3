//! `cargo xtask test`: every check that a change has to pass, in the order in which a mistake shows soonest.

use std::cell::{OnceCell, RefCell};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::arguments::Arguments;
use crate::browser::{self, Engine};
use crate::conformance::{Host, conform};
use crate::failure::{Failure, Outcome};
use crate::{crates, dist, engines, examples, next, package, page, program, project, single, size, tools};

/// One check.
struct Step {
    name: &'static str,
    what: &'static str,
    run: fn(&Run) -> Outcome<()>,
    when: When,
}

/// When a step runs that nobody named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// Always.
    Each,
    /// With `--all`: it takes minutes, and what it checks seldom changes. Continuous integration asks for it.
    All,
}

use When::{All, Each};

const STEPS: &[Step] = &[
    Step { name: "format", what: "The source is formatted", run: |_| format(), when: Each },
    Step { name: "clippy", what: "Clippy has nothing to say about the workspace", run: |_| clippy_native(), when: Each },
    Step { name: "clippy-wasm", what: "Clippy has nothing to say about what runs in the browser", run: |_| clippy_wasm(), when: Each },
    Step { name: "unit", what: "Unit, property and doc tests", run: |_| unit(), when: Each },
    Step { name: "conformance", what: "Answers of real Flink releases, natively", run: |_| conform(Host::Native, None), when: Each },
    Step {
        name: "conformance-wasm",
        what: "Answers of real Flink releases, in WebAssembly",
        run: |_| conform(Host::Wasm, None),
        when: Each,
    },
    Step { name: "api", what: "The JavaScript API under Node", run: api, when: Each },
    Step { name: "web", what: "The page's parts in headless Chromium", run: |_| web(), when: Each },
    Step { name: "page", what: "The page builds as it is published", run: Run::page, when: Each },
    Step { name: "e2e", what: "The built page in Chromium", run: |run| end_to_end(run, Engine::Chromium), when: Each },
    Step { name: "e2e-firefox", what: "The built page in Firefox", run: |run| end_to_end(run, Engine::Firefox), when: Each },
    Step { name: "e2e-webkit", what: "The built page in WebKitGTK", run: |run| end_to_end(run, Engine::WebKit), when: Each },
    Step { name: "size", what: "What the first visit loads is within the budget", run: weigh, when: Each },
    Step {
        name: "guide",
        what: "The guide builds in each language, its links lead somewhere, and it lives in a browser",
        run: in_guide,
        when: Each,
    },
    Step { name: "examples", what: "The calculator in other people's sites, in a browser", run: in_sites, when: All },
    Step { name: "crates", what: "The crates are ready for crates.io", run: |_| crates::check(), when: All },
    Step { name: "dist", what: "What is published is built twice, and is the same", run: |_| dist::twice(), when: All },
];

/// Packages whose code runs in the browser, with tests that do too.
const BROWSER_PACKAGES: &[&str] = &["flink-memory-web"];

/// Packages whose code runs as WebAssembly, but whose tests do not.
const WASM_LIBRARIES: &[&str] = &["flink-memory", "flink-memory-sizing", "flink-memory-tests", "flink-memory-bench"];

/// The package of the JavaScript API.
const API_PACKAGE: &str = "flink-memory-wasm";

/// What steps of one run share.
#[derive(Default)]
struct Run {
    /// Whether the page was built, and if not why.
    page: OnceCell<Result<(), String>>,
    /// What the step that runs leaves out, in words.
    left_out: RefCell<Vec<String>>,
}

impl Run {
    /// Builds the page, once per run, and makes of it a single file and what the next version could be.
    fn page(&self) -> Outcome<()> {
        let build = || {
            page::build()?;
            next::write(&project::dist(), &next_page())?;
            single::write(&project::dist(), &project::target()).map(drop)
        };
        self.page.get_or_init(|| build().map_err(|failure: Failure| failure.to_string())).clone().map_err(Failure::from)
    }
}

/// The folder of the next version of the page, to which tests update the built one.
fn next_page() -> PathBuf {
    project::target().join("next-page")
}

/// How a step went.
struct Verdict {
    name: &'static str,
    failure: Option<Failure>,
    left_out: Vec<String>,
    took: Duration,
}

impl Verdict {
    /// What the summary says of it.
    fn words(&self) -> &'static str {
        match &self.failure {
            None => "passed",
            Some(failure) if failure.is_absence() => "NOT RUN",
            Some(_) => "FAILED",
        }
    }
}

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let mut arguments = Arguments::new(arguments);
    let only = arguments.values("--only")?;
    let all = arguments.switch("--all");
    arguments.nothing_else()?;
    let steps = chosen(&only, all)?;
    let run = Run::default();
    let verdicts: Vec<Verdict> = steps.into_iter().map(|step| step.judge(&run)).collect();
    summarise(&verdicts);
    let count = |words: &str| verdicts.iter().filter(|verdict| verdict.words() == words).count();
    let (failed, not_run) = (count("FAILED"), count("NOT RUN"));
    let apart = if not_run > 0 { format!(", {not_run} not run") } else { String::new() };
    println!("\n{} passed, {failed} failed{apart}", count("passed"));
    // The lines above have said everything; the process only has to end with the right code.
    if failed == 0 { Ok(()) } else { std::process::exit(1) }
}

/// The steps that were named, or else the usual ones, with `all` every one.
fn chosen(only: &[String], all: bool) -> Outcome<Vec<&'static Step>> {
    if let Some(unknown) = only.iter().find(|name| STEPS.iter().all(|step| step.name != name.as_str())) {
        let names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        return Err(Failure::new(format!("There is no step `{unknown}`. The steps are {}.", names.join(", "))));
    }
    let is_usual = |step: &Step| only.is_empty() && (step.when == Each || all && step.when == All);
    Ok(STEPS.iter().filter(|step| is_usual(step) || only.iter().any(|name| name == step.name)).collect())
}

impl Step {
    /// Runs the step. A failure is told where it happens and kept for the summary; the next steps run all the same.
    fn judge(&self, run: &Run) -> Verdict {
        println!("\n== {}: {}", self.name, self.what);
        let start = Instant::now();
        let failure = (self.run)(run).err();
        if let Some(failure) = &failure {
            println!("{failure}");
        }
        let left_out = run.left_out.take();
        for words in &left_out {
            println!("{words}");
        }
        Verdict { name: self.name, failure, left_out, took: start.elapsed() }
    }
}

fn summarise(verdicts: &[Verdict]) {
    println!("\n{:<20} {:<8} {:>9}", "step", "result", "time");
    for verdict in verdicts {
        let left_out = verdict.left_out.join("; ");
        let line = format!("{:<20} {:<8} {:>7.1} s  {left_out}", verdict.name, verdict.words(), verdict.took.as_secs_f64());
        println!("{}", line.trim_end());
    }
    for Verdict { name, failure, .. } in verdicts {
        if let Some(failure) = failure {
            println!("\n{name}: {failure}");
        }
    }
}

fn format() -> Outcome<()> {
    program::run(program::cargo().args(["fmt", "--all", "--check"]))
}

fn clippy_native() -> Outcome<()> {
    program::run(program::cargo().args(["clippy", "--locked", "--workspace", "--all-targets", "--", "--deny", "warnings"]))
}

fn clippy_wasm() -> Outcome<()> {
    tools::require_wasm_target()?;
    let tests_too: Vec<_> = BROWSER_PACKAGES.iter().copied().chain([API_PACKAGE]).collect();
    for (packages, targets) in [(tests_too.as_slice(), "--all-targets"), (WASM_LIBRARIES, "--lib")] {
        let mut clippy = program::cargo();
        clippy.args(["clippy", "--locked", targets, "--target", tools::WASM_TARGET]);
        program::run(in_packages(&mut clippy, packages).args(["--", "--deny", "warnings"]))?;
    }
    Ok(())
}

fn unit() -> Outcome<()> {
    program::run(program::cargo().args(["test", "--locked", "--no-fail-fast", "--workspace", "--exclude", engines::PACKAGE]))
}

/// The API is tested twice: as the functions that Rust exports, and as the package that a person installs.
fn api(run: &Run) -> Outcome<()> {
    run.page()?;
    program::run(&mut wasm_tests(&[API_PACKAGE])?)?;
    let mut node = program::command("node");
    node.arg("crates/flink-memory-wasm/tests/node.mjs").arg(package::pack(&package::write()?, &project::target())?);
    program::run(node.env("TYPESCRIPT", tools::bring_typescript()?))
}

fn web() -> Outcome<()> {
    let mut tests = wasm_tests(BROWSER_PACKAGES)?;
    program::run(tests.env("CHROMEDRIVER", browser::bring_driver()?).env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser::capabilities()))
}

/// `cargo test` for WebAssembly; each test says itself whether it runs under Node or in a browser.
fn wasm_tests(packages: &[&str]) -> Outcome<Command> {
    let runner = tools::build_tool("wasm-bindgen-test-runner")?;
    let mut cargo = program::cargo();
    cargo.args(["test", "--locked", "--no-fail-fast", "--target", tools::WASM_TARGET]);
    in_packages(cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner), packages);
    Ok(cargo)
}

fn in_packages<'a>(cargo: &'a mut Command, packages: &[&str]) -> &'a mut Command {
    cargo.args(packages.iter().flat_map(|package| ["--package", package]))
}

fn end_to_end(run: &Run, engine: Engine) -> Outcome<()> {
    run.page()?;
    let built = [("NEXT_PAGE", next_page()), ("SINGLE_FILE", project::target().join(single::NAME))];
    run.left_out.replace(engines::run(engine, &built)?);
    Ok(())
}

fn in_guide(run: &Run) -> Outcome<()> {
    run.page()?;
    let folder = project::target().join("published");
    dist::site(&folder.join("site"))?;
    drive(&folder, &["guide"])
}

fn in_sites(run: &Run) -> Outcome<()> {
    run.page()?;
    drive(&examples::build(&[])?, &["--skip", "guide"])
}

/// Drives the sites in a folder, by the tests of these names.
fn drive(folder: &Path, names: &[&str]) -> Outcome<()> {
    let mut cargo = program::cargo();
    cargo.args(["test", "--locked", "--package", engines::PACKAGE, "--test", "examples", "--"]).args(names);
    program::run(cargo.env("CHROMEDRIVER", browser::bring_driver()?).env("AXE", tools::bring_axe()?).env("EXAMPLES", folder))
}

fn weigh(run: &Run) -> Outcome<()> {
    run.page()?;
    size::weigh(&project::dist())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_chosen_by_name_and_keep_their_order() -> Outcome<()> {
        let names = |only: &[&str], all| -> Outcome<Vec<&str>> {
            let only: Vec<String> = only.iter().map(|&name| name.to_owned()).collect();
            Ok(chosen(&only, all)?.into_iter().map(|step| step.name).collect())
        };
        assert_eq!(names(&["unit", "format"], false)?, ["format", "unit"]);
        assert_eq!(names(&["crates", "unit"], true)?, ["unit", "crates"]);
        assert_eq!(names(&[], true)?.len(), STEPS.len());
        assert_eq!(names(&["e2e-webkit"], false)?, ["e2e-webkit"]);
        assert!(!names(&[], false)?.contains(&"crates"));
        assert!(["e2e", "e2e-firefox", "e2e-webkit"].iter().all(|engine| names(&[], false).is_ok_and(|usual| usual.contains(engine))));
        assert!(names(&["units"], false).is_err());
        Ok(())
    }
}
