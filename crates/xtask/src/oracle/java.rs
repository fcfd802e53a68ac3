//! The oracle's Java side: compiled against a release, run with cases, its answers read. What the answers are for is not known here.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Map, Value};

use crate::failure::{Failure, Outcome, While};
use crate::oracle::distribution::{Distribution, require};
use crate::oracle::vectors::Line;
use crate::{program, project};

/// What the Java side cannot do without.
const NEEDED: &[(&str, &str)] = &[
    ("javac", "a JDK 11 or newer compiles the oracle against Flink (on Debian the package default-jdk-headless)"),
    ("jar", "a JDK 11 or newer takes classes out of Flink's jars (on Debian the package default-jdk-headless)"),
    ("java", "a Java 11 or newer runs Flink's classes (on Debian the package default-jdk-headless)"),
    ("bash", "the start scripts of Flink 1.10 are run as they are"),
];

/// The JVM's settings: the same language and encoding everywhere, and access to the environment that cases change.
const JVM: &[&str] = &[
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Duser.language=en",
    "-Duser.country=US",
    "-Dfile.encoding=UTF-8",
    "--add-opens=java.base/java.util=ALL-UNNAMED",
    // Verified, Flink's classes for YARN would want all of Hadoop.
    "-XX:+UnlockDiagnosticVMOptions",
    "-XX:-BytecodeVerificationRemote",
];

/// The oracle, compiled against one release.
pub(super) struct Oracle {
    distribution: Distribution,
    flink_jar: PathBuf,
    build: BuildFolder,
}

impl Oracle {
    /// Compiles the Java side against a release.
    pub(super) fn compiled(distribution: Distribution) -> Outcome<Oracle> {
        for &needed in NEEDED {
            require(needed)?;
        }
        let flink_jar = distribution.flink_jar()?;
        let build = BuildFolder::made()?;
        // Of the script jar only Flink's own classes: it also brings a log binding, which must not stand beside ours.
        let mut jar = Command::new("jar");
        jar.current_dir(build.path()).arg("--extract").arg("--file").arg(distribution.script_jar()?).arg("org/apache/flink");
        program::read(&mut jar)?;
        let mut javac = program::command("javac");
        javac.args(["--release", "11", "-encoding", "UTF-8", "-nowarn", "-cp"]).arg(&flink_jar).arg("-d").arg(build.path());
        javac.args(sources(&project::root().join("tests").join("oracle").join("java"))?);
        program::read(&mut javac)?;
        Ok(Oracle { distribution, flink_jar, build })
    }

    /// What Flink says to each case, in order.
    pub(super) fn answers(&self, lines: &[Line]) -> Outcome<Vec<Map<String, Value>>> {
        let cases: String = lines.iter().map(|line| Value::from(line.case.clone()).to_string() + "\n").collect();
        let file = self.build.path().join("cases.jsonl");
        std::fs::write(&file, cases).while_doing("Handing over the cases")?;
        let printed = self.run(&[], Stdio::from(File::open(&file).while_doing("Handing over the cases")?))?;
        let answers: Vec<_> = printed.lines().map(object).collect::<Outcome<_>>()?;
        if answers.len() == lines.len() {
            Ok(answers)
        } else {
            Err(Failure::new(format!("The oracle gave {} answers to {} cases.", answers.len(), lines.len())))
        }
    }

    /// Every option of the release that memory may depend on, by key.
    pub(super) fn options(&self) -> Outcome<Map<String, Value>> {
        object(&self.run(&["--options"], Stdio::null())?)
    }

    fn run(&self, arguments: &[&str], input: Stdio) -> Outcome<String> {
        let class_path = std::env::join_paths([self.build.path(), &self.flink_jar]).while_doing("Joining the class path")?;
        let mut java = Command::new("java");
        // Variables of this machine would be Flink's too: FLINK_TM_HEAP, HADOOP_CONF_DIR, JAVA_TOOL_OPTIONS and more.
        java.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("LC_ALL", "C.UTF-8");
        java.args(JVM).arg("-cp").arg(class_path).arg("oracle.Oracle").arg(self.distribution.folder()).args(arguments);
        let output = java.stdin(input).output().while_doing("Starting java")?;
        if !output.status.success() {
            return Err(Failure::new(format!("The oracle stopped with {}.\n{}", output.status, String::from_utf8_lossy(&output.stderr))));
        }
        String::from_utf8(output.stdout).while_doing("Reading the answers")
    }
}

fn object(json: &str) -> Outcome<Map<String, Value>> {
    serde_json::from_str(json).while_doing("Reading an answer")
}

/// All Java files below a folder, in a stable order.
fn sources(folder: &Path) -> Outcome<Vec<OsString>> {
    let mut sources = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).while_doing(format_args!("Listing {}", folder.display()))? {
            let path = entry.while_doing("Listing the oracle's sources")?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "java") {
                sources.push(path.into_os_string());
            }
        }
    }
    sources.sort();
    Ok(sources)
}

/// A folder for compiled classes, removed when the command ends; each run has its own, so two may go at once.
struct BuildFolder(PathBuf);

impl BuildFolder {
    fn made() -> Outcome<BuildFolder> {
        let folder = project::target().join(format!("oracle-{}", std::process::id()));
        std::fs::create_dir_all(&folder).while_doing(format_args!("Making the folder {}", folder.display()))?;
        Ok(BuildFolder(folder))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for BuildFolder {
    fn drop(&mut self) {
        // A folder that cannot be removed is a nuisance, not a failure.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
