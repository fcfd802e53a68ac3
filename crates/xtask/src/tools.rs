//! The tools that the project needs in exact versions: finds them, or installs them into the cache and says so before.
//!
//! A tool that is on the PATH in the right version is used from there. Everything else goes to a folder of the cache
//! that carries name and version, so that a new version never disturbs an old clone.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome, While};
use crate::{program, project};

/// The newest Trunk that the oldest Rust of this project can build.
const TRUNK: &str = "0.21.14";

/// The npm package that brings wasm-opt. Trunk.toml names the same version.
const BINARYEN: &str = "132.0.0";

/// What makes a book of the guide.
const MDBOOK: &str = "0.5.4";

/// What makes the script of wasm-bindgen short.
const ESBUILD: &str = "0.28.2";

/// What drives Firefox; it is to be as new as the browser.
const GECKODRIVER: &str = "0.37.1";

/// The accessibility checks of the browser tests.
const AXE_CORE: &str = "4.14.1";

/// The compiler that holds the JavaScript API's types against a program that uses them. From 7 on it is a native
/// program for some systems; this one runs wherever Node does.
const TYPESCRIPT: &str = "6.0.3";

/// The oldest Node that the scripts are written for.
const OLDEST_NODE: u32 = 20;

/// The program that fetches and packs packages of JavaScript; it comes with Node.
pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// The compilation target of everything that runs in a browser or under Node.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A tool in an exact version.
#[derive(Debug)]
struct Tool {
    package: &'static str,
    version: String,
    source: Source,
    /// The programs that are used; all of them have to be there.
    programs: &'static [&'static str],
    /// What `--version` of each program prints if it is the right version.
    answer: String,
    /// How long the installation takes on two cores.
    takes: &'static str,
}

/// Where a tool comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// crates.io, with the versions of dependencies that the tool was released with.
    CrateAsReleased,
    /// crates.io, with dependencies as cargo resolves them today.
    CrateResolvedAnew,
    /// npm.
    Npm,
}

fn trunk() -> Tool {
    Tool {
        package: "trunk",
        version: TRUNK.to_owned(),
        source: Source::CrateAsReleased,
        programs: &["trunk"],
        answer: format!("trunk {TRUNK}"),
        takes: "about 6 minutes",
    }
}

/// wasm-bindgen's program has to have exactly the version of the library, or it refuses what was compiled with it.
fn wasm_bindgen() -> Outcome<Tool> {
    let version = project::locked_version("wasm-bindgen")?;
    Ok(Tool {
        package: "wasm-bindgen-cli",
        answer: version.clone(),
        version,
        // Its own lock file names a crate version that was withdrawn.
        source: Source::CrateResolvedAnew,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        takes: "about 3 minutes",
    })
}

/// From npm, because what Linux distributions package is too old for the features that rustc uses today.
fn wasm_opt() -> Tool {
    let major = BINARYEN.split('.').next().unwrap_or(BINARYEN);
    Tool {
        package: "binaryen",
        version: BINARYEN.to_owned(),
        source: Source::Npm,
        programs: &["wasm-opt"],
        answer: format!("version {major} "),
        takes: "a few seconds",
    }
}

/// Makes JavaScript shorter without changing what it does.
fn esbuild() -> Tool {
    Tool {
        package: "esbuild",
        version: ESBUILD.to_owned(),
        source: Source::Npm,
        programs: &["esbuild"],
        answer: ESBUILD.to_owned(),
        takes: "a few seconds",
    }
}

fn mdbook() -> Tool {
    Tool {
        package: "mdbook",
        version: MDBOOK.to_owned(),
        source: Source::CrateAsReleased,
        programs: &["mdbook"],
        answer: format!("mdbook v{MDBOOK}"),
        takes: "about 4 minutes",
    }
}

/// Speaks to Firefox for the browser tests.
fn geckodriver() -> Tool {
    Tool {
        package: "geckodriver",
        version: GECKODRIVER.to_owned(),
        source: Source::CrateAsReleased,
        programs: &["geckodriver"],
        answer: format!("geckodriver {GECKODRIVER}"),
        takes: "about 3 minutes",
    }
}

/// A package of npm that is read and not run.
fn npm_library(package: &'static str, version: &str) -> Tool {
    Tool { package, version: version.to_owned(), source: Source::Npm, programs: &[], answer: String::new(), takes: "a few seconds" }
}

/// Everything that turns Rust into the page or the package; gives the folders for the PATH.
pub(crate) fn bring_build_tools() -> Outcome<Vec<PathBuf>> {
    require_wasm_target()?;
    require_node()?;
    let tools = [trunk(), wasm_bindgen()?, wasm_opt(), esbuild()];
    tools.iter().map(Tool::bring).filter_map(Result::transpose).collect()
}

/// The program of this name among the build tools.
pub(crate) fn build_tool(name: &str) -> Outcome<PathBuf> {
    in_folders(name, &bring_build_tools()?)
}

/// The program that drives Firefox.
pub(crate) fn bring_geckodriver() -> Outcome<PathBuf> {
    let folder = geckodriver().bring()?;
    in_folders("geckodriver", folder.as_slice())
}

/// The program of this name: in one of these folders, or else on the PATH.
fn in_folders(name: &str, folders: &[PathBuf]) -> Outcome<PathBuf> {
    let cached = folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file());
    cached.or_else(|| program::on_path(name)).ok_or_else(|| Failure::new(format!("`{name}` was installed but cannot be found.")))
}

/// The program that makes a book of Markdown.
pub(crate) fn bring_mdbook() -> Outcome<PathBuf> {
    let cached = mdbook().bring()?.map(|folder| folder.join("mdbook"));
    cached.or_else(|| program::on_path("mdbook")).ok_or_else(|| Failure::new("`mdbook` was installed but cannot be found."))
}

/// The script with the accessibility checks.
pub(crate) fn bring_axe() -> Outcome<PathBuf> {
    Ok(npm_library("axe-core", AXE_CORE).bring_library()?.join("axe.min.js"))
}

/// The folder of the TypeScript compiler.
pub(crate) fn bring_typescript() -> Outcome<PathBuf> {
    npm_library("typescript", TYPESCRIPT).bring_library()
}

/// Makes sure that Node is there and not too old.
pub(crate) fn require_node() -> Outcome<()> {
    let needed = format!("Node.js {OLDEST_NODE} or newer is needed. It and Rust are the two things that are not installed for you.");
    let version = program::read(program::command("node").arg("--version")).map_err(|_| Failure::new(&needed))?;
    let version = version.trim();
    match version.trim_start_matches('v').split('.').next().map(str::parse::<u32>) {
        Some(Ok(major)) if major >= OLDEST_NODE => Ok(()),
        _ => Err(Failure::new(format!("{needed} Here is {version}."))),
    }
}

/// Makes sure that rustc can compile for WebAssembly.
pub(crate) fn require_wasm_target() -> Outcome<()> {
    if wasm_target_is_there() {
        return Ok(());
    }
    announce(&format!("the Rust target {WASM_TARGET}"), "a few seconds");
    program::run(program::command("rustup").args(["target", "add", WASM_TARGET])).map_err(|failure| {
        Failure::new(format!("{failure}\nRust has to be installed by rustup (https://rustup.rs), which brings the target {WASM_TARGET}."))
    })
}

fn wasm_target_is_there() -> bool {
    let libraries = program::read(program::command("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]));
    libraries.is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

fn announce(what: &str, takes: &str) {
    println!("Installing {what}; this takes {takes} and is needed once.");
}

impl Tool {
    /// Finds the tool or installs it. Gives its folder for the PATH, or nothing where the PATH has it already.
    fn bring(&self) -> Outcome<Option<PathBuf>> {
        let programs = self.programs_folder()?;
        if self.programs.iter().all(|name| self.is_right(&programs.join(name))) {
            return Ok(Some(programs));
        }
        if self.programs.iter().all(|name| program::on_path(name).is_some_and(|file| self.is_right(&file))) {
            return Ok(None);
        }
        self.install()?;
        match self.programs.iter().find(|name| !self.is_right(&programs.join(name))) {
            None => Ok(Some(programs)),
            Some(name) => Err(Failure::new(format!("{} {} was installed, but its `{name}` does not run.", self.package, self.version))),
        }
    }

    /// Finds the npm package or installs it; gives its folder.
    fn bring_library(&self) -> Outcome<PathBuf> {
        require_node()?;
        let library = self.folder()?.join("node_modules").join(self.package);
        if !library.join("package.json").is_file() {
            self.install()?;
        }
        Ok(library)
    }

    fn is_right(&self, program: &Path) -> bool {
        program.is_file()
            && program::read(program::command(program).arg("--version")).is_ok_and(|printed| is_answer(&printed, &self.answer))
    }

    fn folder(&self) -> Outcome<PathBuf> {
        Ok(project::tool_cache()?.join(format!("{}-{}", self.package, self.version)))
    }

    fn programs_folder(&self) -> Outcome<PathBuf> {
        let programs = match self.source {
            Source::CrateAsReleased | Source::CrateResolvedAnew => "bin",
            Source::Npm => "node_modules/.bin",
        };
        Ok(self.folder()?.join(programs))
    }

    fn install(&self) -> Outcome<()> {
        announce(&format!("{} {}", self.package, self.version), self.takes);
        let folder = self.folder()?;
        std::fs::create_dir_all(&folder).while_doing(format!("Making {}", folder.display()))?;
        match self.source {
            Source::CrateAsReleased => self.install_crate(&folder, &["--locked"]),
            Source::CrateResolvedAnew => self.install_crate(&folder, &[]),
            Source::Npm => self.install_npm(&folder),
        }
    }

    fn install_crate(&self, folder: &Path, more: &[&str]) -> Outcome<()> {
        let mut cargo = program::cargo();
        cargo.args(["install", self.package, "--version", &self.version, "--force", "--quiet"]).args(more);
        // What is compiled on the way is of no use to the project, so it stays out of its target folder.
        program::run(cargo.arg("--root").arg(folder).env_remove("CARGO_TARGET_DIR"))
    }

    fn install_npm(&self, folder: &Path) -> Outcome<()> {
        let package = format!("{}@{}", self.package, self.version);
        let mut npm = program::command(NPM);
        program::run(npm.args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"]).arg(folder).arg(package))
    }
}

/// Whether the answer stands in what was printed, not as the beginning of a longer version.
fn is_answer(printed: &str, answer: &str) -> bool {
    printed.split_once(answer).is_some_and(|(_, after)| !after.starts_with(|next: char| next.is_ascii_digit() || next == '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_not_taken_for_a_longer_one() {
        assert!(is_answer("trunk 0.21.14\n", "trunk 0.21.14"));
        assert!(!is_answer("trunk 0.21.140", "trunk 0.21.14"));
        assert!(!is_answer("wasm-bindgen 0.2.130.1", "0.2.130"));
        assert!(is_answer("wasm-opt version 132 (version_132)", &wasm_opt().answer));
        assert!(!is_answer("wasm-opt version 108", &wasm_opt().answer));
    }

    #[test]
    fn trunk_is_told_the_same_version_of_wasm_opt() -> Outcome<()> {
        let settings = std::fs::read_to_string(project::root().join("Trunk.toml")).while_doing("Reading Trunk.toml")?;
        let major = BINARYEN.split('.').next().unwrap_or(BINARYEN);
        assert!(settings.contains(&format!("wasm_opt = \"version_{major}\"")));
        Ok(())
    }
}
