//! `cargo xtask screenshots`: pictures of the built page, taken by the browser tests' own program.

use crate::arguments::Arguments;
use crate::failure::Outcome;
use crate::{browser, page, program, project};

pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let names = Arguments::new(arguments).rest(usize::MAX)?;
    let driver = browser::bring_driver()?;
    page::build()?;
    let folder = project::target().join("screenshots");
    program::run(
        program::cargo()
            .args(["run", "--quiet", "--locked", "--package", "flink-memory-e2e", "--bin", "screenshots", "--"])
            .arg(folder)
            .args(names)
            .env("CHROMEDRIVER", driver),
    )
}
