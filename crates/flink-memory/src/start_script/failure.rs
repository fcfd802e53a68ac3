//! What a script prints before it gives up.

use std::fmt;

use super::{Start, printed};
use crate::config::Entry;
use crate::error::FlinkError;
use crate::message::LogLine;
use crate::release::Release;
use crate::rules;

/// Memory that cannot be derived. `Display` prints what a person finds on the terminal, without the frames of Java's stack.
///
/// DIFFERENCE: values of secret keys are not hidden; the first line of 1.10, which ends with the last frame, knows the two most frequent.
#[derive(Clone, Debug, PartialEq)]
pub struct StartFailure {
    /// The release.
    pub release: Release,
    /// What Flink throws.
    pub error: FlinkError,
    /// What the file says, which Flink logs while it reads it.
    file: Vec<Entry>,
    /// The file itself, as Flink names it.
    path: String,
    log: Vec<LogLine>,
}

impl StartFailure {
    pub(super) fn new(start: &Start<'_>, error: FlinkError, log: Vec<LogLine>) -> StartFailure {
        let path = format!("{}/conf/{}", start.place.home, start.file_name);
        StartFailure { release: start.release, error, file: start.file.entries().to_vec(), path, log }
    }

    /// What the scripts' program says.
    fn write_output(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let info = if rules::SUMMARY.contains(self.release) { "INFO  []" } else { "" };
        if rules::PARSER_NAMED.contains(self.release) {
            let parser = if self.path.ends_with("/config.yaml") { "standard" } else { "legacy" };
            writeln!(f, "{info} - Using {parser} YAML parser to load flink configuration file from {}.", self.path)?;
        }
        for entry in &self.file {
            writeln!(f, "{info} - Loading configuration property: {}, {}", entry.key, entry.value)?;
        }
        for line in &self.log {
            writeln!(f, "{}", printed(line))?;
        }
        write!(f, "Exception in thread \"main\" {}: {}", class(&self.error), self.error)?;
        for cause in self.error.causes() {
            write!(f, "\nCaused by: {}: {cause}", class(cause))?;
        }
        Ok(())
    }

    /// The last frame of the stack, as far as it is the same for all errors of a kind.
    fn last_frame(&self) -> &'static str {
        match self.error {
            FlinkError::UnreadableSize { .. } => "\t... 7 more",
            _ if self.error.cause().is_some() => "\t... 9 more",
            _ => "\tat org.apache.flink.runtime.util.BashJavaUtils.main(BashJavaUtils.java:46)",
        }
    }
}

/// The whole name of an exception's class.
fn class(error: &FlinkError) -> String {
    let name = error.exception();
    let package = if error.is_configuration_exception() { "org.apache.flink.configuration" } else { "java.lang" };
    format!("{package}.{name}")
}

impl fmt::Display for StartFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if rules::SUMMARY.contains(self.release) {
            f.write_str(
                "[ERROR] The execution result is empty.\n[ERROR] Could not get JVM parameters and dynamic configurations properly.\n\
                 [ERROR] Raw output from BashJavaUtils:\n",
            )?;
            return self.write_output(f);
        }
        writeln!(f, "[ERROR] Unexpected result: {}", self.last_frame())?;
        f.write_str(
            "[ERROR] The last line of the BashJavaUtils outputs is expected to be the execution result, following the prefix \
             'BASH_JAVA_UTILS_EXEC_RESULT:'\n",
        )?;
        self.write_output(f)?;
        f.write_str("\n[ERROR] Could not get JVM parameters properly.")
    }
}

impl std::error::Error for StartFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}
