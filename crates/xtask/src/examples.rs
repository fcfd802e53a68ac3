//! `cargo xtask examples`: builds the sites in examples/ with the calculator, the npm package and a picture in them.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome, While};
use crate::wasm::empty_folder;
use crate::{package, page, program, project, svg, tools};

/// The configuration in the text of every example.
const CONFIGURATION: &str = "--release 1.20 --config taskmanager.memory.process.size=4g taskmanager.numberOfTaskSlots=2";

/// One of the sites.
struct Example {
    name: &'static str,
    /// Where in its source stands what is served as it is.
    served: &'static str,
    build: fn(&Path, &Path) -> Outcome<()>,
}

const EXAMPLES: &[Example] = &[
    Example { name: "mdbook", served: "src", build: mdbook },
    Example { name: "hugo", served: "static", build: hugo },
    Example { name: "docusaurus", served: "static", build: docusaurus },
];

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let names = Arguments::new(arguments).rest(EXAMPLES.len())?;
    if let Some(unknown) = names.iter().find(|name| EXAMPLES.iter().all(|example| example.name != name.as_str())) {
        let known: Vec<_> = EXAMPLES.iter().map(|example| example.name).collect();
        return Err(Failure::new(format!("There is no example `{unknown}`. The examples are {}.", known.join(", "))));
    }
    page::build()?;
    let folder = build(&names)?;
    println!("The sites are in {}.", folder.display());
    Ok(())
}

/// Builds the sites of these names, or all of them, around the page that was built; gives their folder.
pub(crate) fn build(names: &[String]) -> Outcome<PathBuf> {
    let folder = project::target().join("examples");
    empty_folder(&folder)?;
    let package = package::write()?;
    let picture = svg::written(&CONFIGURATION.split(' ').map(str::to_owned).collect::<Vec<_>>())?;
    for example in EXAMPLES.iter().filter(|example| names.is_empty() || names.iter().any(|name| name == example.name)) {
        let source = folder.join("source").join(example.name);
        copy(&project::root().join("examples").join(example.name), &source)?;
        let served = source.join(example.served);
        copy(&project::dist(), &served.join("flink-memory-calculator"))?;
        copy(&package.join("element"), &served.join("flink-memory-element"))?;
        std::fs::write(served.join("memory.svg"), &picture).while_doing("Writing memory.svg")?;
        copy(&package, &source.join("flink-memory-wasm"))?;
        (example.build)(&source, &folder.join(example.name))?;
    }
    Ok(folder)
}

fn mdbook(source: &Path, built: &Path) -> Outcome<()> {
    program::run(program::command(tools::bring_mdbook()?).arg("build").arg(source).arg("--dest-dir").arg(built))
}

fn hugo(source: &Path, built: &Path) -> Outcome<()> {
    bring_hugo()?;
    program::run(program::command("hugo").args(["--quiet", "--source"]).arg(source).arg("--destination").arg(built))
}

/// Makes sure that Hugo is there: installs it where Debian's package manager lets us, and names it elsewhere.
fn bring_hugo() -> Outcome<()> {
    if program::on_path("hugo").is_some() {
        return Ok(());
    }
    let apt = |arguments: &[&str]| program::run(program::command("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(arguments));
    let installed = apt(&["update", "--quiet=2"]).and_then(|()| apt(&["install", "--yes", "--quiet=2", "--no-install-recommends", "hugo"]));
    installed.map_err(|failure| {
        Failure::new(format!("{failure}\nHugo 0.111 or newer is needed on the PATH; Debian has it as the package hugo."))
    })
}

fn docusaurus(source: &Path, built: &Path) -> Outcome<()> {
    tools::require_node()?;
    let npm = |arguments: &[&str]| -> Command {
        let mut npm = program::command(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.current_dir(source).env("DO_NOT_TRACK", "1").args(arguments);
        npm
    };
    program::run(&mut npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    program::run(npm(&["run", "build", "--", "--out-dir"]).arg(built))
}

/// Copies a folder without what npm and sites left in it.
fn copy(from: &Path, to: &Path) -> Outcome<()> {
    const LEFT: [&str; 4] = ["node_modules", "build", ".docusaurus", "public"];
    let doing = || format!("Copying {}", from.display());
    std::fs::create_dir_all(to).while_doing(doing())?;
    for entry in std::fs::read_dir(from).while_doing(doing())? {
        let entry = entry.while_doing(doing())?;
        let (name, path) = (entry.file_name(), entry.path());
        if path.is_dir() {
            if !LEFT.iter().any(|left| name == *left) {
                copy(&path, &to.join(name))?;
            }
        } else {
            std::fs::copy(&path, to.join(name)).while_doing(doing())?;
        }
    }
    Ok(())
}
