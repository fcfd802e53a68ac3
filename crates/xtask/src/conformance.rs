//! `cargo xtask conformance`: runs the vectors natively or under Node. The runner is in tests/; here it is built and started.

use std::path::PathBuf;

use crate::arguments::Arguments;
use crate::failure::{Outcome, While};
use crate::wasm::{Effort, Library, empty_folder};
use crate::{program, project};

/// The runner as WebAssembly.
const RUNNER: Library = Library { package: "flink-memory-tests", name: "conformance" };

/// Where the vectors are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Host {
    /// On this machine's processor.
    Native,
    /// As WebAssembly, under Node.
    Wasm,
}

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let mut arguments = Arguments::new(arguments);
    let host = if arguments.switch("--wasm") { Host::Wasm } else { Host::Native };
    let folder = arguments.rest(1)?.pop();
    // The commands below run in the project's folder; a path means the person's.
    let folder = folder.map(|folder| std::path::absolute(&folder).while_doing(format!("Finding {folder}"))).transpose()?;
    conform(host, folder)
}

/// Runs the vectors of a folder, or the project's own.
pub(crate) fn conform(host: Host, folder: Option<PathBuf>) -> Outcome<()> {
    let mut runner = match host {
        Host::Native => {
            let mut cargo = program::cargo();
            cargo.args(["run", "--quiet", "--locked", "--package", RUNNER.package, "--bin", "conformance", "--"]);
            cargo
        }
        Host::Wasm => {
            let bound = project::target().join("conformance-wasm");
            empty_folder(&bound)?;
            RUNNER.bind(&RUNNER.compile(Effort::Dev)?, "nodejs", &bound)?;
            let mut node = program::command("node");
            node.arg("tests/run/conformance.mjs").arg(bound);
            node
        }
    };
    program::run(runner.args(folder))
}
