//! Running the lines of a file and counting what came out, per release and process kind. Files are read elsewhere.

use std::fmt;

use flink_memory::Release;

use crate::difference::first_difference;
use crate::vector::Vector;

/// What a run found, file by file. `Display` is the output of the command; its last line is `N passed, M failed`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    files: Vec<File>,
}

#[derive(Clone, Debug, PartialEq)]
struct File {
    /// The patch release that the file is named after.
    release: String,
    kinds: Vec<(String, Tally)>,
    failures: Vec<Failure>,
}

/// How many vectors of a kind did what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The model answered as Flink did.
    pub passed: usize,
    /// It did not, or the line is no vector.
    pub failed: usize,
}

/// A vector that failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The process kind.
    pub process: String,
    /// The vector's id.
    pub id: String,
    /// The first field that differs, or what is wrong with the line.
    pub reason: String,
}

/// A file that is not named after a release that the model knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRelease {
    /// The name of the file, without its ending.
    pub name: String,
}

impl Report {
    /// Runs every line of a file's text. `release` is the file's name without its ending: a full patch release.
    ///
    /// # Errors
    /// A name that is no patch release of a release that the model knows.
    pub fn add_file(&mut self, release: &str, text: &str) -> Result<(), UnknownRelease> {
        let is_patch_release = release.split('.').count() == 3;
        let known = Release::parse(release).filter(|_| is_patch_release).ok_or_else(|| UnknownRelease { name: release.to_owned() })?;
        let mut file = File { release: release.to_owned(), kinds: Vec::new(), failures: Vec::new() };
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            file.run(line, known);
        }
        self.files.push(file);
        Ok(())
    }

    /// All files and kinds together.
    pub fn total(&self) -> Tally {
        self.files
            .iter()
            .flat_map(|file| &file.kinds)
            .fold(Tally::default(), |total, (_, tally)| Tally { passed: total.passed + tally.passed, failed: total.failed + tally.failed })
    }

    /// Whether something passed and nothing failed.
    pub fn is_green(&self) -> bool {
        let total = self.total();
        total.failed == 0 && total.passed > 0
    }

    /// The vectors that failed, in the order of the files, each with its file's release.
    pub fn failures(&self) -> impl Iterator<Item = (&str, &Failure)> {
        self.files.iter().flat_map(|file| file.failures.iter().map(|failure| (file.release.as_str(), failure)))
    }
}

impl File {
    fn run(&mut self, line: &str, release: Release) {
        let (process, id, outcome) = match Vector::read(line) {
            Ok(vector) => (vector.kind.name.to_owned(), vector.id.clone(), check(&vector, release)),
            Err(bad) => (bad.process, bad.id, Outcome::Failed(bad.reason)),
        };
        let tally = self.tally(&process);
        match outcome {
            Outcome::Passed => tally.passed += 1,
            Outcome::Failed(reason) => {
                tally.failed += 1;
                self.failures.push(Failure { process, id, reason });
            }
        }
    }

    fn tally(&mut self, process: &str) -> &mut Tally {
        let index = self.kinds.iter().position(|(name, _)| name == process).unwrap_or_else(|| {
            self.kinds.push((process.to_owned(), Tally::default()));
            self.kinds.len() - 1
        });
        &mut self.kinds[index].1
    }
}

enum Outcome {
    Passed,
    Failed(String),
}

fn check(vector: &Vector, release: Release) -> Outcome {
    match (vector.kind.answer)(vector, release).map(|actual| first_difference(&vector.expected, &actual)) {
        Ok(None) => Outcome::Passed,
        Ok(Some(difference)) => Outcome::Failed(difference.to_string()),
        Err(reason) => Outcome::Failed(reason),
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for file in &self.files {
            writeln!(f, "{}", file.release)?;
            for (name, tally) in &file.kinds {
                writeln!(f, "  {name:<12} {tally}")?;
            }
            for Failure { process, id, reason } in &file.failures {
                writeln!(f, "  failed: {process} {id}: {reason}")?;
            }
        }
        let total = self.total();
        write!(f, "{} passed, {} failed", total.passed, total.failed)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { passed, failed } = self;
        write!(f, "{passed:>5} passed, {failed:>4} failed")
    }
}

impl fmt::Display for UnknownRelease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is no patch release of a known Flink release, such as {}", self.name, Release::LATEST.verified_patch())
    }
}

impl std::error::Error for UnknownRelease {}
