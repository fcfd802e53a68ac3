//! Which format a text is in, by evidence, and reading it. How each format is read stands in its module.

use flink_memory::{Environment, Release};

use crate::finding::Matter;
use crate::format::Format;
use crate::pieces::{first, holds, is_blank, trim_start};
use crate::place::lines;
use crate::reading::{Base, Reading};

/// How sure a detection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// The text could be read so.
    Possible,
    /// It looks so.
    Likely,
    /// It says so in words that only this format has.
    Certain,
}

impl Confidence {
    /// A stable name for the JS API.
    pub const fn id(self) -> &'static str {
        match self {
            Confidence::Possible => "possible",
            Confidence::Likely => "likely",
            Confidence::Certain => "certain",
        }
    }
}

/// A format that a text may be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detected {
    /// The format.
    pub format: Format,
    /// How sure it is.
    pub confidence: Confidence,
}

/// The longest text that is read, in bytes: 10 MiB.
pub const MOST_BYTES: usize = 10 << 20;

/// Reads a text in a format, or in the one that it seems to be in.
///
/// `release` is the one that counts where the text names none. A text above [`MOST_BYTES`] is refused, one without
/// anything about Flink changes nothing, and both are findings.
///
/// ```
/// use flink_memory::Release;
/// use flink_memory_formats::{Format, read};
/// let reading = read("SET 'parallelism.default' = '4';", None, Release::LATEST);
/// assert_eq!(reading.format, Format::Sql);
/// assert_eq!(reading.entries[0].key, "parallelism.default");
/// ```
pub fn read(text: &str, format: Option<Format>, release: Release) -> Reading {
    if text.len() > MOST_BYTES {
        let mut reading = Reading::new(format.unwrap_or(Format::FlinkConf), Base::Current);
        let (bytes, limit) = (text.len().to_string(), MOST_BYTES.to_string());
        reading.note_of_text(Matter::TooLong { bytes, limit });
        return reading;
    }
    let format = format.or_else(|| detect(text, release).first().map(|best| best.format));
    let mut reading = match format {
        Some(format) => read_as(text, format, release),
        None => Reading::new(Format::FlinkConf, Base::Current),
    };
    let has_settings = !reading.entries.is_empty() || reading.environment != Environment::default();
    let names_anything = reading.release.is_some() || reading.process.is_some() || !reading.reported.is_empty();
    if !has_settings && !names_anything {
        // What says nothing must not take away what was set before.
        reading.base = Base::Current;
        if reading.findings.is_empty() {
            reading.note_of_text(Matter::NothingFound {});
        }
    }
    reading
}

/// Reads a text as a format, whatever it looks like and however long it is. `release` is the one that counts where the text names none.
pub fn read_as(text: &str, format: Format, release: Release) -> Reading {
    match format {
        Format::FlinkConf => crate::flink_conf::read(text, release),
        Format::ConfigYaml => crate::config_yaml::read(text, release),
        Format::Arguments => crate::command::read(text, release),
        Format::Log => crate::log::read(text, release),
        Format::Manifest => crate::manifest::read(text, release),
        Format::FlinkProperties => crate::properties::read(text, release),
        Format::Rest => crate::rest::read(text, release),
        Format::Sql => crate::sql::read(text, release),
        Format::JvmFlags => crate::jvm_flags::read(text, release),
    }
}

/// The formats that a text may be in, best first; none for a text that is about something else.
///
/// `release` decides between `flink-conf.yaml` and `config.yaml` where the text would do for both.
pub fn detect(text: &str, release: Release) -> Vec<Detected> {
    let mut found: Vec<Detected> = Vec::new();
    let mut add = |format, confidence| {
        if found.iter().all(|known| known.format != format) {
            // Of equally sure ones the one that was added first is better.
            let place = found.iter().position(|known| known.confidence < confidence).unwrap_or(found.len());
            found.insert(place, Detected { format, confidence });
        }
    };
    let seen = Seen::of(text);
    for &(format, confidence, marks, none_of, words) in &EVIDENCE {
        if seen.marks & (marks | none_of) == marks && words.iter().all(|word| holds(text, word)) {
            add(format, confidence);
        }
    }
    for (format, confidence) in seen.files(release).into_iter().flatten() {
        add(format, confidence);
    }
    found
}

/// A format, how sure it is, the marks that a text has, marks that it has not, and words that may stand anywhere in it.
type Evidence = (Format, Confidence, u16, u16, &'static [&'static str]);

/// The first row of a format that holds counts, the surest stand first.
const EVIDENCE: [Evidence; 34] = [
    (Format::Rest, Confidence::Certain, JSON, 0, &["\"memoryConfiguration\""]),
    (Format::Rest, Confidence::Certain, JSON, 0, &["\"totalResource\""]),
    (Format::Rest, Confidence::Certain, JSON, 0, &["\"taskmanagers\""]),
    (Format::Log, Confidence::Certain, 0, 0, &["Final TaskExecutor Memory configuration"]),
    (Format::Log, Confidence::Certain, 0, 0, &["Final Master Memory configuration"]),
    (Format::Log, Confidence::Certain, 0, 0, &["configuration property: "]),
    (Format::Log, Confidence::Certain, 0, 0, &["BASH_JAVA_UTILS_EXEC_RESULT"]),
    (Format::Log, Confidence::Certain, 0, 0, &["_RESOURCE_PARAMS extraction logs"]),
    (Format::Log, Confidence::Certain, 0, 0, &["Program Arguments:"]),
    (Format::Log, Confidence::Likely, 0, 0, &["Total Process Memory:"]),
    (Format::JvmFlags, Confidence::Certain, 0, 0, &["jvm_args:"]),
    (Format::JvmFlags, Confidence::Certain, 0, 0, &["-XX:MaxHeapSize="]),
    (Format::Arguments, Confidence::Certain, 0, 0, &["java ", " org.apache.flink."]),
    (Format::Arguments, Confidence::Likely, 0, 0, &["-D", " org.apache.flink."]),
    (Format::Arguments, Confidence::Likely, 0, 0, &["flink run ", ".jar"]),
    (Format::Arguments, Confidence::Possible, 0, 0, &["-Dtaskmanager."]),
    (Format::Arguments, Confidence::Possible, 0, 0, &["-Djobmanager."]),
    (Format::JvmFlags, Confidence::Possible, 0, 0, &["-XX:MaxMetaspaceSize="]),
    (Format::Log, Confidence::Possible, 0, 0, &[" org.apache.flink."]),
    // What is at hand of a process that was killed.
    (Format::Log, Confidence::Possible, 0, 0, &["OOMKilled"]),
    (Format::Log, Confidence::Possible, 0, 0, &["OutOfMemoryError"]),
    (Format::Log, Confidence::Possible, 0, 0, &["physical memory limits"]),
    (Format::Rest, Confidence::Certain, LIST, 0, &["\"key\"", "\"value\""]),
    (Format::Manifest, Confidence::Certain, JSON | KIND, 0, &[]),
    (Format::Manifest, Confidence::Certain, KIND | API_VERSION, 0, &[]),
    (Format::Manifest, Confidence::Certain, SERVICES, 0, &["image:"]),
    (Format::Manifest, Confidence::Certain, SPEC, 0, &["\n  flinkConfiguration:"]),
    (Format::Manifest, Confidence::Likely, KIND, 0, &[]),
    (Format::Manifest, Confidence::Likely, API_VERSION, 0, &[]),
    (Format::Manifest, Confidence::Likely, SERVICES, 0, &[]),
    (Format::FlinkProperties, Confidence::Certain, VARIABLE, KIND | SERVICES, &[]),
    (Format::Sql, Confidence::Certain, QUOTED_SET, 0, &[]),
    (Format::Sql, Confidence::Likely, SET, 0, &[]),
    (Format::Arguments, Confidence::Likely, ARGUMENT, 0, &[]),
];

/// Marks of a text: what it begins with.
const JSON: u16 = 1;
const LIST: u16 = 1 << 1;
const ARGUMENT: u16 = 1 << 2;
/// Marks that any of its lines may give it.
const KIND: u16 = 1 << 3;
const API_VERSION: u16 = 1 << 4;
const SERVICES: u16 = 1 << 5;
const SPEC: u16 = 1 << 6;
const VARIABLE: u16 = 1 << 7;
const QUOTED_SET: u16 = 1 << 8;
const SET: u16 = 1 << 9;

/// What a text begins with, white space aside.
const BEGINNINGS: [(&str, u16); 3] = [("{", JSON), ("[", JSON | LIST), ("-D", ARGUMENT)];

/// What lines at the left edge begin with, or in JSON all lines.
const LINES: [(&str, u16); 6] = [
    ("kind:", KIND),
    ("apiVersion:", API_VERSION),
    ("services:", SERVICES),
    ("spec:", SPEC),
    ("\"kind\"", KIND),
    ("\"apiVersion\"", API_VERSION),
];

fn marks(text: &str, known: &[(&str, u16)]) -> u16 {
    known.iter().filter(|(beginning, _)| text.starts_with(beginning)).fold(0, |marks, (_, mark)| marks | mark)
}

/// What the lines at the beginning of a text look like.
#[derive(Default)]
struct Seen {
    marks: u16,
    /// How far the first pair stands from the left edge; pairs further right nest.
    indentation: Option<usize>,
    /// Lines of `key: value` or `key:` that do not nest.
    pairs: usize,
    /// Those of which the key begins as Flink's do.
    flink_pairs: usize,
    /// A key with nothing behind it, and something below that is indented or a list.
    nests: bool,
    /// Lines that are no pair, no comment, and no item of a list.
    others: usize,
}

/// How many lines at the beginning are looked at, and how many bytes of them.
const SAMPLE: (usize, usize) = (2000, 1 << 17);

impl Seen {
    fn of(text: &str) -> Seen {
        let text = trim_start(text.strip_prefix('\u{feff}').unwrap_or(text), |byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        let mut seen = Seen { marks: marks(text, &BEGINNINGS), ..Seen::default() };
        let mut opens_below = false;
        for (_, line) in lines(text).take(SAMPLE.0).take_while(|(range, _)| range.start < SAMPLE.1) {
            let trimmed = line.trim();
            if trimmed.is_empty() || first(trimmed) == b'#' {
                continue;
            }
            let indentation = line.len() - line.trim_start().len();
            seen.nests |= opens_below && (indentation > seen.indentation.unwrap_or(0) || trimmed.starts_with("- "));
            seen.look_at(trimmed, indentation);
            opens_below = trimmed.ends_with(':');
        }
        seen
    }

    fn look_at(&mut self, line: &str, indentation: usize) {
        let is_json = self.marks & JSON > 0;
        let left = if is_json { trim_start(line, |byte| matches!(byte, b'{' | b'[' | b' ')) } else { line };
        if is_json || indentation == 0 {
            self.marks |= marks(left, &LINES);
        }
        if VARIABLES.iter().any(|assignment| holds(line, assignment)) {
            self.marks |= VARIABLE;
        }
        let statement = line.strip_prefix("Flink SQL>").unwrap_or(line).trim_start();
        if let Some(("SET" | "set" | "Set" | "RESET" | "reset", behind)) = statement.split_once([' ', ';']) {
            if first(behind.trim_start()) == b'\'' {
                self.marks |= QUOTED_SET | SET;
            } else if behind.is_empty() || behind.bytes().any(|byte| matches!(byte, b'.' | b'\'')) {
                self.marks |= SET;
            }
        }
        let is_key = |key: &str| !key.is_empty() && !key.bytes().any(|byte| b" {[(=<\",".contains(&byte));
        match line.split_once(':') {
            Some((key, value)) if is_key(key) && (value.is_empty() || is_blank(first(value))) => {
                if indentation <= *self.indentation.get_or_insert(indentation) {
                    self.pairs += 1;
                    self.flink_pairs += usize::from(KEYS.iter().any(|known| key.starts_with(known)));
                }
            }
            _ if line == "---" || line.starts_with("- ") => {}
            _ => self.others += 1,
        }
    }

    /// What files of Flink's it may be.
    fn files(&self, release: Release) -> [Option<(Format, Confidence)>; 2] {
        if self.pairs == 0 || self.marks & JSON > 0 {
            return [None, None];
        }
        let is_flinks = self.flink_pairs * 2 >= self.pairs && self.pairs > self.others;
        let best = match (is_flinks, self.nests) {
            (true, true) => Confidence::Certain,
            (true, false) => Confidence::Likely,
            (false, _) => Confidence::Possible,
        };
        let prefers_lines = !self.nests && release < Release::V2_0;
        let (first, second) = if prefers_lines { (Format::FlinkConf, Format::ConfigYaml) } else { (Format::ConfigYaml, Format::FlinkConf) };
        // Nothing is a file of Flink's just because there is a colon in it.
        let can_be = self.flink_pairs > 0 || self.pairs > self.others;
        [can_be.then_some((first, best)), can_be.then_some((second, Confidence::Possible))]
    }
}

/// Variables of Flink's image, as they are set.
const VARIABLES: [&str; 4] = ["FLINK_PROPERTIES=", "FLINK_TM_HEAP=", "FLINK_JM_HEAP=", "TASK_MANAGER_NUMBER_OF_TASK_SLOTS="];

/// How the keys of Flink's options begin, nested or not.
const KEYS: [&str; 22] = [
    "taskmanager",
    "jobmanager",
    "env",
    "parallelism",
    "rest",
    "state",
    "execution",
    "metrics",
    "blob",
    "high-availability",
    "kubernetes",
    "yarn",
    "containerized",
    "jobstore",
    "web",
    "historyserver",
    "classloader",
    "heartbeat",
    "pipeline",
    "table",
    "restart-strategy",
    "security",
];
