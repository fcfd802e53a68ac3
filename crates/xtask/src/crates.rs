//! Whether the crates are ready for crates.io: each is packed, and what was packed is compiled, each crate with the others as they were packed.
//!
//! Cargo would compile them by itself, but keeps what it unpacked by name and version, and compiles the first of all packages of a version
//! again and again.

use std::path::Path;

use crate::failure::{Outcome, While};
use crate::wasm::empty_folder;
use crate::{program, project};

/// The packages that crates.io gets, each after those that it uses.
const PUBLISHED: [&str; 5] = ["flink-memory", "flink-memory-sizing", "flink-memory-words", "flink-memory-formats", "flink-memory-wasm"];

/// Packs and compiles them.
pub(crate) fn check() -> Outcome<()> {
    let mut cargo = program::cargo();
    // A change that is not committed yet is checked as well.
    cargo.args(["package", "--locked", "--allow-dirty", "--no-verify"]);
    program::run(cargo.args(PUBLISHED.iter().flat_map(|package| ["--package", package])))?;
    let folder = project::target().join("packed-crates");
    empty_folder(&folder)?;
    for package in PUBLISHED {
        let packed = project::target().join("package").join(format!("{}.crate", unpacked(package)));
        program::run(program::command("tar").arg("-xzf").arg(packed).arg("-C").arg(&folder))?;
    }
    write(&folder.join("Cargo.toml"), &workspace())?;
    // The versions of other crates are those that everything else is tested with.
    std::fs::copy(project::root().join("Cargo.lock"), folder.join("Cargo.lock")).while_doing("Copying Cargo.lock")?;
    let mut cargo = program::cargo();
    program::run(cargo.args(["check", "--workspace", "--manifest-path"]).arg(folder.join("Cargo.toml")))
}

/// A workspace of the packed crates, in which each is taken for the one on crates.io.
fn workspace() -> String {
    let members = PUBLISHED.map(|package| format!("{:?}", unpacked(package))).join(", ");
    let patches = PUBLISHED.map(|package| format!("{package} = {{ path = {:?} }}\n", unpacked(package))).concat();
    format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n[patch.crates-io]\n{patches}")
}

/// The folder in a package.
fn unpacked(package: &str) -> String {
    format!("{package}-{}", env!("CARGO_PKG_VERSION"))
}

fn write(file: &Path, content: &str) -> Outcome<()> {
    std::fs::write(file, content).while_doing(format!("Writing {}", file.display()))
}
