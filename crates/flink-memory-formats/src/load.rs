//! What Flink's start makes of its configuration folder and its arguments: which file a release reads, what it warns of, what stops it.

use std::fmt;

use flink_memory::{Configuration, Release, Releases};

use crate::arguments::{MissingArgument, dynamic_properties};
use crate::config_yaml;
use crate::finding::Matter;
use crate::flink_conf::{Line, lines_of};
use crate::reading::Reading;
use crate::yaml::tree::SyntaxError;

/// The file that is read by line rules.
pub const LINES_FILE: &str = "flink-conf.yaml";

/// The file that is read as YAML.
pub const YAML_FILE: &str = "config.yaml";

/// What stands for the path of the configuration folder in everything that Flink says.
pub const FOLDER: &str = "<conf>";

/// Which releases read which file, the first where both stand side by side.
const READ_FILES: [(Releases, &str); 2] = [(Releases::until(Release::V1_20), LINES_FILE), (Releases::since(Release::V1_19), YAML_FILE)];

/// In which releases a line that Flink ignores is not quoted.
const UNQUOTED_LINES: Releases = Releases::since(Release::V1_17);

/// In which releases a missing file is told with its own path, and not with its folder's.
const MISSING_FILE_BY_PATH: Releases = Releases::since(Release::V1_13);

/// What a starting process has read.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The file that was read.
    pub file: Option<&'static str>,
    /// What is set, in the order of the file and then of the arguments, or why Flink does not start.
    pub configuration: Result<Configuration, LoadError>,
    /// What Flink logs on the way, from WARN up, in order.
    pub warnings: Vec<LoadWarning>,
}

/// Reads files by name, as they stand in the configuration folder, and arguments on top.
///
/// Source: `GlobalConfiguration.loadConfiguration`, called by `TaskManagerRunner` (1.10) and `FlinkConfigLoader` (since 1.11).
pub fn load(files: &[(&str, &str)], arguments: &[&str], release: Release) -> Loaded {
    let mut loaded = Loaded { file: None, configuration: Ok(Configuration::new()), warnings: Vec::new() };
    let configuration = load_into(files, arguments, release, &mut loaded);
    loaded.configuration = configuration;
    loaded
}

/// What `-D` among the arguments of a process sets, in order.
///
/// # Errors
/// An argument that lacks what belongs to it.
///
/// ```
/// use flink_memory::Release;
/// use flink_memory_formats::load::properties;
///
/// let set = properties(&["host", "-D", "jobmanager.memory.process.size=4g"], Release::V1_20)?;
/// assert_eq!(set.text("jobmanager.memory.process.size").as_deref(), Some("4g"));
/// assert!(properties(&["-D"], Release::V1_20).is_err());
/// # Ok::<(), flink_memory_formats::load::LoadError>(())
/// ```
pub fn properties(arguments: &[&str], release: Release) -> Result<Configuration, LoadError> {
    let properties = dynamic_properties(&["-D"], arguments, release);
    match properties.missing {
        Some(missing) => Err(LoadError::Arguments(missing)),
        None => Ok(properties.found.iter().map(|property| (property.key, property.value)).collect()),
    }
}

fn load_into(files: &[(&str, &str)], arguments: &[&str], release: Release, loaded: &mut Loaded) -> Result<Configuration, LoadError> {
    let properties = dynamic_properties(&["-D"], arguments, release);
    if let Some(missing) = properties.missing {
        loaded.warnings.push(LoadWarning::UnreadableArguments);
        return Err(LoadError::Arguments(missing));
    }
    let candidates = read_files(release);
    let known = candidates.clone().find_map(|name| files.iter().find(|(file, _)| *file == name).map(|(_, text)| (name, *text)));
    let Some((file, text)) = known else {
        return Err(LoadError::MissingFile { file: candidates.last().unwrap_or(YAML_FILE) });
    };
    loaded.file = Some(file);
    let mut configuration = Configuration::new();
    if file == LINES_FILE {
        let mut pairs = Vec::new();
        for (number, range, line) in lines_of(text) {
            let whole = || text.get(range.clone()).unwrap_or_default().to_owned();
            match line {
                Line::Blank => {}
                Line::Pair { key, value, .. } => pairs.push((key, value)),
                Line::NoPair { .. } => loaded.warnings.push(LoadWarning::NoPair { number, line: whole() }),
                Line::EmptyPart { .. } => loaded.warnings.push(LoadWarning::EmptyPart { number, line: whole() }),
            }
        }
        configuration.extend(pairs);
    } else {
        configuration.extend(config_yaml::load(text).map_err(LoadError::Yaml)?);
    }
    configuration.extend(properties.found.iter().map(|property| (property.key, property.value)));
    Ok(configuration)
}

/// The files that a release reads, the one that wins first.
fn read_files(release: Release) -> impl Iterator<Item = &'static str> + Clone {
    READ_FILES.iter().filter(move |(releases, _)| releases.contains(release)).map(|(_, file)| *file)
}

/// Whether a release reads a file.
pub(crate) fn reads_file(release: Release, file: &str) -> bool {
    read_files(release).any(|read| read == file)
}

/// Whether the chosen release reads a file at all, and whether another file wins.
pub(crate) fn about_file(file: &str, release: Release, reading: &mut Reading) {
    let Some(first) = read_files(release).next() else { return };
    let (file, release_text) = (file.to_owned(), release.to_string());
    if !reads_file(release, &file) {
        reading.note_of_text(Matter::FileNotRead { file, reads: first.to_owned(), release: release_text });
    } else if first != file {
        reading.note_of_text(Matter::FileReadAlone { file, unless: first.to_owned(), release: release_text });
    }
}

/// Why Flink does not start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// None of the files that the release reads is there.
    MissingFile {
        /// The file that Flink asks for.
        file: &'static str,
    },
    /// The YAML is none, or none that can be a configuration.
    Yaml(SyntaxError),
    /// An argument lacks what belongs to it.
    Arguments(MissingArgument),
}

impl LoadError {
    /// The simple class name of what Flink throws.
    pub fn exception(&self) -> &'static str {
        match self {
            LoadError::MissingFile { .. } => "IllegalConfigurationException",
            LoadError::Yaml(_) => "RuntimeException",
            LoadError::Arguments(_) => "FlinkParseException",
        }
    }

    /// Its message in a release.
    pub fn message(&self, release: Release) -> String {
        match self {
            LoadError::MissingFile { file } => {
                let path = format!("{FOLDER}/{file}");
                let place = if MISSING_FILE_BY_PATH.contains(release) { &path } else { FOLDER };
                format!("The Flink config file '{path}' ({place}) does not exist.")
            }
            LoadError::Yaml(_) => "Error parsing YAML configuration.".to_owned(),
            LoadError::Arguments(_) => "Failed to parse the command line arguments.".to_owned(),
        }
    }

    /// Its causes, outermost first, as class and message.
    pub fn causes(&self) -> Vec<(&'static str, String)> {
        match self {
            LoadError::MissingFile { .. } => Vec::new(),
            LoadError::Yaml(error) => {
                let wrapping = error.wrapped.then(|| ("YamlEngineException", format!("java.lang.{}: {}", error.exception, error.message)));
                wrapping.into_iter().chain([(error.exception, error.message.clone())]).collect()
            }
            LoadError::Arguments(MissingArgument { option }) => {
                vec![("MissingArgumentException", format!("Missing argument for option: {option}"))]
            }
        }
    }
}

/// What Flink logs while it loads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadWarning {
    /// A line without a colon and a blank is ignored.
    NoPair {
        /// Its number, from one.
        number: u32,
        /// The whole line.
        line: String,
    },
    /// A line without a key is ignored.
    EmptyPart {
        /// Its number, from one.
        number: u32,
        /// The whole line.
        line: String,
    },
    /// The arguments cannot be read.
    UnreadableArguments,
}

impl LoadWarning {
    /// The line of the log, as `LEVEL Logger: text`.
    pub fn in_release(&self, release: Release) -> impl fmt::Display + '_ {
        WarningIn { warning: self, release }
    }
}

struct WarningIn<'a> {
    warning: &'a LoadWarning,
    release: Release,
}

impl fmt::Display for WarningIn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (happened, problem, number, line) = match self.warning {
            LoadWarning::NoPair { number, line } => {
                ("while trying to split", "Line is not a key-value pair (missing space after ':'?)", number, line)
            }
            LoadWarning::EmptyPart { number, line } => ("after splitting", "Key or value was empty", number, line),
            LoadWarning::UnreadableArguments => {
                let logger = if self.release < Release::V1_11 { "TaskManagerRunner" } else { "ConfigurationParserUtils" };
                return write!(f, "ERROR {logger}: Could not parse the command line options.");
            }
        };
        write!(f, "WARN GlobalConfiguration: Error {happened} key and value in configuration file {FOLDER}/{LINES_FILE}:{number}: ")?;
        if UNQUOTED_LINES.contains(self.release) { f.write_str(problem) } else { write!(f, "\"{line}\"") }
    }
}
