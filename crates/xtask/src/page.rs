//! Builds the page with Trunk. Trunk finds every tool in the right version on its PATH, so it fetches nothing by itself.

use std::process::Command;

use crate::failure::{Failure, Outcome, While};
use crate::{embedding, glue, head, last_words, program, project, seal, tools, version, wasm};

/// Builds the page as it is published, into `dist/`.
pub(crate) fn build() -> Outcome<()> {
    program::run(trunk()?.args(["build", "--release", "--locked"]).env("CARGO_ENCODED_RUSTFLAGS", wasm::published_flags()))?;
    let index = project::dist().join("index.html");
    let written = std::fs::read_to_string(&index).while_doing("Reading the built index.html")?;
    let page = with_small_module(&written)?;
    let version = version::built();
    embedding::write(&page, &project::dist())?;
    std::fs::write(&index, prerendered(&page, &version)?).while_doing("Writing the built index.html")?;
    seal::seal(&project::dist(), &version)
}

/// Trunk with its tools, ready for a subcommand.
pub(crate) fn trunk() -> Outcome<Command> {
    let folders = tools::bring_build_tools()?;
    let mut trunk = program::command(tools::build_tool("trunk")?);
    trunk.arg("--skip-version-check").env("PATH", program::path_beginning_with(&folders)?);
    // The variable usually holds 1, which this version of Trunk takes for a broken truth value.
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    Ok(trunk)
}

/// The page with everything that it shows at first in it, so that a person sees it before any script runs.
fn prerendered(page: &str, version: &str) -> Outcome<String> {
    const PLACE: &str = "<div id=\"app\">";
    let mut prerender = program::cargo();
    prerender.args(["run", "--quiet", "--locked", "--package", "flink-memory-web", "--bin", "prerender", "--", version]);
    let content = program::read(&mut prerender)?;
    let (before, after) = page.split_once(PLACE).ok_or_else(|| Failure::new("index.html has no place for the page."))?;
    Ok([before, PLACE, &content, after].concat())
}

/// Makes the module and its script small, and puts their new checksums in the place of the old ones.
fn with_small_module(page: &str) -> Outcome<String> {
    let preloaded = |kind: &str| {
        let name = page.split(&format!("rel=\"{kind}\" href=\"./")).nth(1).and_then(|rest| rest.split('"').next());
        name.map(|name| project::dist().join(name)).ok_or_else(|| Failure::new(format!("Trunk wrote no {kind} link.")))
    };
    let (script_path, module_path) = (preloaded("modulepreload")?, preloaded("preload")?);
    let script = std::fs::read_to_string(&script_path).while_doing(format!("Reading {}", script_path.display()))?;
    let module = std::fs::read(&module_path).while_doing(format!("Reading {}", module_path.display()))?;
    std::fs::write(&module_path, last_words::taken_out(&module)?).while_doing(format!("Writing {}", module_path.display()))?;
    wasm::optimise(&module_path, wasm::SMALLEST)?;
    let optimised = std::fs::read(&module_path).while_doing(format!("Reading {}", module_path.display()))?;
    let (script_of_module, short_module) = glue::shorten(&script, &optimised)?;
    std::fs::write(&script_path, &script_of_module).while_doing(format!("Writing {}", script_path.display()))?;
    let mut esbuild = program::command(tools::build_tool("esbuild")?);
    esbuild.arg(&script_path).arg(format!("--outfile={}", script_path.display()));
    program::run(esbuild.args(["--minify", "--format=esm", "--allow-overwrite", "--log-level=warning"]))?;
    let short_script = std::fs::read(&script_path).while_doing(format!("Reading {}", script_path.display()))?;
    std::fs::write(&module_path, &short_module).while_doing(format!("Writing {}", module_path.display()))?;
    let page = page.replace(&head::integrity(&script), &head::integrity(&short_script));
    let page = head::with_checksum(&page, "app-module", &short_script)?;
    head::with_checksum(&head::without_checksum_of_preload(&page, &module), "app-wasm", &short_module)
}
