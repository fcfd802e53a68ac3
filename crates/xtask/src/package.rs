//! `cargo xtask package`: writes the JavaScript API as an npm-shaped folder, for web and Node, with its types.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome, While};
use crate::wasm::{Effort, Library, empty_folder};
use crate::{program, project, tools};

/// The library with the API.
const API: Library = Library { package: "flink-memory-wasm", name: "flink_memory_wasm" };

/// The folders of the package, and wasm-bindgen's word for whom each is.
const HOSTS: &[(&str, &str)] = &[("web", "web"), ("node", "nodejs")];

/// What is taken over as it is: the file in the project, the file in the package.
const TAKEN_OVER: &[(&str, &str)] = &[("crates/flink-memory-wasm/README.md", "README.md"), ("LICENSE", "LICENSE")];

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    Arguments::new(arguments).nothing_else()?;
    let folder = write()?;
    println!("The package is in {}.", folder.display());
    Ok(())
}

/// Writes the package; gives its folder.
pub(crate) fn write() -> Outcome<PathBuf> {
    let folder = project::target().join("package");
    empty_folder(&folder)?;
    let module = API.compile(Effort::Published)?;
    for (name, host) in HOSTS {
        let bound = folder.join(name);
        API.bind(&module, host, &bound)?;
        API.shrink(&bound)?;
    }
    for (from, to) in TAKEN_OVER {
        std::fs::copy(project::root().join(from), folder.join(to)).while_doing(format!("Copying {from}"))?;
    }
    write_json(&folder.join("package.json"), &description())?;
    // The folder for Node is CommonJS inside a package of modules.
    write_json(&folder.join("node/package.json"), &json!({ "type": "commonjs" }))?;
    Ok(folder)
}

/// Packs the package into one file, as npm would send it; gives the file. npm gives everything in it the same old date.
pub(crate) fn pack(package: &Path, folder: &Path) -> Outcome<PathBuf> {
    let mut npm = program::command(tools::NPM);
    let printed = program::read(npm.args(["pack", "--silent", "--pack-destination"]).arg(folder).arg(package))?;
    // The last line is the name of the file.
    printed.lines().next_back().map(|name| folder.join(name.trim())).ok_or_else(|| Failure::new("npm packed nothing."))
}

fn description() -> serde_json::Value {
    let entry = |folder: &str| {
        json!({
            "types": format!("./{folder}/{}.d.ts", API.name),
            "default": format!("./{folder}/{}.js", API.name),
        })
    };
    json!({
        "name": API.package,
        "version": env!("CARGO_PKG_VERSION"),
        "description": "Apache Flink's memory derivation, byte-exact for every release from 1.10 to 2.3",
        "license": "Apache-2.0",
        "type": "module",
        "sideEffects": false,
        "exports": {
            ".": { "node": entry("node"), "default": entry("web") },
            "./web": entry("web"),
            "./node": entry("node"),
            "./package.json": "./package.json",
        },
        "files": ["web", "node"],
    })
}

fn write_json(file: &Path, content: &serde_json::Value) -> Outcome<()> {
    std::fs::write(file, format!("{content:#}\n")).while_doing(format!("Writing {}", file.display()))
}
