//! From one of the workspace's libraries to a WebAssembly module with its JavaScript: cargo, wasm-bindgen, wasm-opt.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome, While};
use crate::{program, project, tools};

/// How much work goes into making a module small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// None: compiled in a moment, large and slow; for tests.
    Dev,
    /// All there is, as for what is published.
    Published,
}

impl Effort {
    /// Cargo's name for the profile and for its folder.
    const fn profile(self) -> (&'static str, &'static str) {
        match self {
            Effort::Dev => ("dev", "debug"),
            Effort::Published => ("web", "web"),
        }
    }
}

/// A library of the workspace.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Library {
    /// The package.
    pub(crate) package: &'static str,
    /// The library in it, as a file name.
    pub(crate) name: &'static str,
}

impl Library {
    /// Compiles the library; gives the module that wasm-bindgen takes.
    pub(crate) fn compile(self, effort: Effort) -> Outcome<PathBuf> {
        // Brought before compiling, so that what takes minutes is announced first.
        tools::bring_build_tools()?;
        let (profile, folder) = effort.profile();
        let mut cargo = program::cargo();
        cargo.args(["build", "--locked", "--package", self.package, "--lib", "--profile", profile, "--target", tools::WASM_TARGET]);
        if effort == Effort::Published {
            cargo.env("CARGO_ENCODED_RUSTFLAGS", published_flags());
        }
        program::run(&mut cargo)?;
        Ok(project::target().join(tools::WASM_TARGET).join(folder).join(format!("{}.wasm", self.name)))
    }

    /// Writes the module and its JavaScript for `host` (wasm-bindgen's word: `web`, `nodejs`) into a folder.
    pub(crate) fn bind(self, module: &Path, host: &str, folder: &Path) -> Outcome<()> {
        let wasm_bindgen = tools::build_tool("wasm-bindgen")?;
        program::run(program::command(wasm_bindgen).arg(module).args(["--target", host, "--out-name", self.name, "--out-dir"]).arg(folder))
    }

    /// Makes a bound module small.
    pub(crate) fn shrink(self, folder: &Path) -> Outcome<()> {
        let module = folder.join(format!("{}_bg.wasm", self.name));
        optimise(&module, &["-Oz"])
    }
}

/// What makes the page's module smallest after compression. Functions in the order of their names lie beside others like them, which saves a
/// hundredth; so does inlining less of what is called once. The lowest kibibyte is the last of the stack, which nothing reaches, so
/// offsets need not be checked against it.
pub(crate) const SMALLEST: &[&str] = &[
    "-Oz",
    "--converge",
    "--always-inline-max-function-size=4",
    "--one-caller-inline-max-function-size=40",
    "--low-memory-unused",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Makes a module smaller.
pub(crate) fn optimise(module: &Path, how: &[&str]) -> Outcome<()> {
    program::run(program::command(tools::build_tool("wasm-opt")?).args(how).arg(module).arg("-o").arg(module))
}

/// Flags for rustc that keep the folders of this machine out of what is published: panics would carry them.
///
/// In the form of `CARGO_ENCODED_RUSTFLAGS`, which allows spaces in paths.
pub(crate) fn published_flags() -> OsString {
    let home = |name| std::env::var_os(name).map(PathBuf::from);
    let cargo = home("CARGO_HOME").or_else(|| home("HOME").map(|home| home.join(".cargo")));
    let folders = cargo.map(|cargo| (cargo.join("registry").join("src"), "crates")).into_iter().chain([(project::root(), "project")]);
    let mut flags = OsString::new();
    for (folder, name) in folders {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push("--remap-path-prefix=");
        flags.push(folder);
        flags.push(format!("={name}"));
    }
    // All data below 1 MiB: its addresses are a byte shorter in the code. It leaves the stack 896 KiB.
    flags.push("\u{1f}-Clink-arg=-zstack-size=917504");
    flags
}

/// Makes a folder anew, without what an earlier run left in it.
pub(crate) fn empty_folder(folder: &Path) -> Outcome<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(Failure::new(format!("Emptying {} failed: {error}", folder.display())));
        }
        _ => {}
    }
    std::fs::create_dir_all(folder).while_doing(format!("Making {}", folder.display()))
}
