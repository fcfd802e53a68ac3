//! `cargo xtask oracle`: asks a real Flink release and holds the project's files against its answers, or writes them. Here is what
//! can be asked for and in which order things happen; fetching, Java and the two kinds of files are in the modules below.

mod distribution;
mod java;
mod options;
mod spelling;
mod vectors;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome, While};
use crate::project;

use distribution::Distribution;
use java::Oracle;
use vectors::Line;

const USAGE: &str = "\
cargo xtask oracle RELEASE                        checks tests/vectors/RELEASE.jsonl
cargo xtask oracle RELEASE --check DIR|FILE       checks DIR/RELEASE.jsonl or FILE
cargo xtask oracle RELEASE --cases FILE           answers the cases of FILE (--cases=- for standard input)
cargo xtask oracle RELEASE --write FILE           asks every case of FILE again and writes the answers into it
cargo xtask oracle RELEASE --cases FILE --write FILE    adds cases to a vectors file, or begins one
cargo xtask oracle RELEASE --options ...          the same for the option table, tests/options/RELEASE.json
RELEASE is a patch release such as 1.20.5. tests/oracle/README.md tells the rest.";

/// What was asked for.
struct Request {
    release: String,
    options: bool,
    cases: Vec<String>,
    check: Option<PathBuf>,
    write: Option<PathBuf>,
}

/// How many lines or options agree with Flink and how many do not.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

/// Runs the command.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let request = Request::read(arguments)?;
    let oracle = Oracle::compiled(Distribution::fetched(&request.release)?)?;
    match &request {
        Request { options: true, write: Some(file), .. } => write(file, &options::table(&oracle.options()?)),
        Request { options: true, .. } => check_options(&oracle, &request.file("options", "json")),
        Request { write: Some(file), .. } => write_vectors(&oracle, file, &request.cases),
        Request { cases, .. } if !cases.is_empty() => print_answers(&oracle, cases),
        _ => check_vectors(&oracle, &request.file("vectors", "jsonl")),
    }
}

impl Request {
    fn read(arguments: &[String]) -> Outcome<Request> {
        let mut given = Arguments::new(arguments);
        let options = given.switch("--options");
        let cases = given.values("--cases")?;
        let check = given.value("--check")?.map(PathBuf::from);
        let write = given.value("--write")?.map(PathBuf::from);
        let release = given.rest(1)?.pop().ok_or_else(|| Failure::new(USAGE))?;
        if !is_patch_release(&release) {
            return Err(Failure::new(format!("`{release}` is no patch release such as 1.20.5.\n{USAGE}")));
        }
        if check.is_some() && (write.is_some() || !cases.is_empty()) || options && !cases.is_empty() {
            return Err(Failure::new(format!("These do not go together.\n{USAGE}")));
        }
        Ok(Request { release, options, cases, check, write })
    }

    /// The file to check: the given one, the release's in a given folder, or the project's own.
    fn file(&self, folder: &str, extension: &str) -> PathBuf {
        let own = || project::root().join("tests").join(folder);
        let given = self.check.clone().unwrap_or_else(own);
        if given.is_dir() { given.join(format!("{}.{extension}", self.release)) } else { given }
    }
}

/// The release becomes part of paths and of a package version, so it must be three numbers and nothing else.
fn is_patch_release(text: &str) -> bool {
    let numbers: Vec<&str> = text.split('.').collect();
    numbers.len() == 3 && numbers.iter().all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn check_vectors(oracle: &Oracle, file: &Path) -> Outcome<()> {
    let lines = vectors::read(&read_file(file)?)?;
    let checked = vectors::check(&lines, &oracle.answers(&lines)?);
    print!("{}", checked.differences);
    println!("{}", checked.summary);
    checked.tally.conclude(file)
}

fn check_options(oracle: &Oracle, file: &Path) -> Outcome<()> {
    let (differences, tally) = options::check(&read_file(file)?, &oracle.options()?)?;
    print!("{differences}");
    tally.conclude(file)
}

fn write_vectors(oracle: &Oracle, file: &Path, cases: &[String]) -> Outcome<()> {
    let mut lines = if file.exists() { vectors::read(&read_file(file)?)? } else { Vec::new() };
    vectors::add(&mut lines, read_cases(cases)?);
    if lines.is_empty() {
        return Err(Failure::new(format!("There is nothing to ask: {} has no lines, and --cases gives none.", file.display())));
    }
    let written = vectors::answered(&lines, &oracle.answers(&lines)?);
    write(file, &written)?;
    println!("{} answered", lines.len());
    Ok(())
}

fn print_answers(oracle: &Oracle, cases: &[String]) -> Outcome<()> {
    let lines = read_cases(cases)?;
    let written = vectors::answered(&lines, &oracle.answers(&lines)?);
    // A reader such as `head` may close its end early; that is its right.
    let _ = std::io::stdout().write_all(written.as_bytes());
    Ok(())
}

fn read_cases(files: &[String]) -> Outcome<Vec<Line>> {
    let mut lines = Vec::new();
    for file in files {
        let text = if file == "-" { read_standard_input()? } else { read_file(Path::new(file))? };
        vectors::add(&mut lines, vectors::read(&text).while_doing(format_args!("Reading {file}"))?);
    }
    Ok(lines.into_iter().map(Line::without_answer).collect())
}

fn read_standard_input() -> Outcome<String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).while_doing("Reading the standard input")?;
    Ok(text)
}

fn read_file(file: &Path) -> Outcome<String> {
    std::fs::read_to_string(file).while_doing(format_args!("Reading {}", file.display()))
}

fn write(file: &Path, text: &str) -> Outcome<()> {
    std::fs::write(file, text).while_doing(format_args!("Writing {}", file.display()))
}

impl Tally {
    /// Prints the closing line; a failure names the file.
    fn conclude(&self, file: &Path) -> Outcome<()> {
        println!("{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 { Ok(()) } else { Err(Failure::new(format!("Flink answers otherwise than {}.", file.display()))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str) -> Outcome<Request> {
        Request::read(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_release_is_three_numbers() {
        assert!(is_patch_release("1.20.5") && is_patch_release("2.3.0"));
        for text in ["1.20", "1.20.5.1", "1.20.x", "1..5", "v1.20.5", "../../x", ""] {
            assert!(!is_patch_release(text) && request(text).is_err(), "{text}");
        }
    }

    #[test]
    fn requests_that_contradict_themselves_are_refused() {
        for text in ["1.20.5 --check a --write b", "1.20.5 --check a --cases b", "1.20.5 --options --cases a", "1.20.5 2.3.0", "--options"]
        {
            assert!(request(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_file_to_check_follows_the_release() -> Outcome<()> {
        assert_eq!(request("1.20.5")?.file("vectors", "jsonl"), project::root().join("tests/vectors/1.20.5.jsonl"));
        assert_eq!(request("1.20.5 --check other.jsonl")?.file("vectors", "jsonl"), Path::new("other.jsonl"));
        Ok(())
    }
}
