//! `cargo xtask package`: writes the JavaScript API and the custom element as an npm-shaped folder, for web and Node, with their types.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome, While};
use crate::wasm::{Effort, Library, empty_folder};
use crate::{embedding, page, program, project, tools};

/// The library with the API.
const API: Library = Library { package: "flink-memory-wasm", name: "flink_memory_wasm" };

/// The folders of the package, and wasm-bindgen's word for whom each is.
const HOSTS: &[(&str, &str)] = &[("web", "web"), ("node", "nodejs")];

/// What is taken over as it is: the file in the project, the file in the package.
const TAKEN_OVER: &[(&str, &str)] = &[("crates/flink-memory-wasm/README.md", "README.md"), ("LICENSE", "LICENSE")];

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    Arguments::new(arguments).nothing_else()?;
    page::build()?;
    let folder = write()?;
    println!("The package is in {}.", folder.display());
    Ok(())
}

/// Writes the package, with the element out of the page that was built; gives its folder.
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
    write_element(&folder.join("element"))?;
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

/// Writes the custom element: the script that stands beside the built page, and the files that it loads.
fn write_element(folder: &Path) -> Outcome<()> {
    empty_folder(folder)?;
    let page = std::fs::read_to_string(project::dist().join("index.html")).while_doing("Reading the built index.html")?;
    let copy = |from: &str, to: &str| {
        std::fs::copy(project::dist().join(from), folder.join(to)).map(drop).while_doing(format!("Copying {from} of the built page"))
    };
    copy(embedding::ELEMENT, "index.js")?;
    embedding::files_of_element(&page).try_for_each(|(_, file)| copy(&file, &file))?;
    let types = project::root().join("web/assets/embedding/element.d.ts");
    std::fs::copy(types, folder.join("index.d.ts")).map(drop).while_doing("Copying the types of the custom element")
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
        "sideEffects": ["./element/index.js"],
        "exports": {
            ".": { "node": entry("node"), "default": entry("web") },
            "./web": entry("web"),
            "./node": entry("node"),
            "./element": { "types": "./element/index.d.ts", "default": "./element/index.js" },
            "./package.json": "./package.json",
        },
        "files": ["web", "node", "element"],
    })
}

fn write_json(file: &Path, content: &serde_json::Value) -> Outcome<()> {
    std::fs::write(file, format!("{content:#}\n")).while_doing(format!("Writing {}", file.display()))
}
