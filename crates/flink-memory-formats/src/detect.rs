//! Which format a text is in, by evidence, and reading it. How each format is read stands in its module.

use flink_memory::{Environment, Release};

use crate::finding::Matter;
use crate::format::Format;
use crate::order::sort;
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
            found.push(Detected { format, confidence });
        }
    };
    let seen = Seen::of(text);
    for marker in &MARKERS {
        let can_be = marker.format != Format::Rest || seen.is_json;
        if can_be && marker.words.iter().all(|word| text.contains(word)) {
            add(marker.format, marker.confidence);
        }
    }
    for &(is_seen, format, confidence) in &[
        (seen.is_list && text.contains("\"key\"") && text.contains("\"value\""), Format::Rest, Confidence::Certain),
        (seen.is_json && seen.has_kind, Format::Manifest, Confidence::Certain),
        (seen.has_kind && seen.has_api_version, Format::Manifest, Confidence::Certain),
        (seen.has_services && text.contains("image:"), Format::Manifest, Confidence::Certain),
        (seen.has_spec && text.contains("\n  flinkConfiguration:"), Format::Manifest, Confidence::Certain),
        (seen.has_kind || seen.has_api_version || seen.has_services, Format::Manifest, Confidence::Likely),
        (seen.has_variable && !seen.has_kind && !seen.has_services, Format::FlinkProperties, Confidence::Certain),
        (seen.has_quoted_set, Format::Sql, Confidence::Certain),
        (seen.has_set, Format::Sql, Confidence::Likely),
        (seen.begins_with_argument, Format::Arguments, Confidence::Likely),
    ] {
        if is_seen {
            add(format, confidence);
        }
    }
    for (format, confidence) in seen.files(release).into_iter().flatten() {
        add(format, confidence);
    }
    // The sort is stable: of equally sure ones the one that was added first is better.
    sort(&mut found, |one, other| one.confidence > other.confidence);
    found
}

/// Words that may stand anywhere in a long text, and what they say together. The first row of a format counts, the surest first.
struct Marker {
    words: &'static [&'static str],
    format: Format,
    confidence: Confidence,
}

const fn certain(format: Format, words: &'static [&'static str]) -> Marker {
    Marker { words, format, confidence: Confidence::Certain }
}

const MARKERS: [Marker; 18] = [
    certain(Format::Rest, &["\"memoryConfiguration\""]),
    certain(Format::Rest, &["\"totalResource\""]),
    certain(Format::Rest, &["\"taskmanagers\""]),
    certain(Format::Log, &["Final TaskExecutor Memory configuration"]),
    certain(Format::Log, &["Final Master Memory configuration"]),
    certain(Format::Log, &["configuration property: "]),
    certain(Format::Log, &["BASH_JAVA_UTILS_EXEC_RESULT"]),
    certain(Format::Log, &["_RESOURCE_PARAMS extraction logs"]),
    certain(Format::Log, &["Program Arguments:"]),
    Marker { words: &["Total Process Memory:"], format: Format::Log, confidence: Confidence::Likely },
    certain(Format::JvmFlags, &["jvm_args:"]),
    certain(Format::JvmFlags, &["-XX:MaxHeapSize="]),
    certain(Format::Arguments, &["java ", " org.apache.flink."]),
    Marker { words: &["-D", " org.apache.flink."], format: Format::Arguments, confidence: Confidence::Likely },
    Marker { words: &["-Dtaskmanager."], format: Format::Arguments, confidence: Confidence::Possible },
    Marker { words: &["-Djobmanager."], format: Format::Arguments, confidence: Confidence::Possible },
    Marker { words: &["-XX:MaxMetaspaceSize="], format: Format::JvmFlags, confidence: Confidence::Possible },
    Marker { words: &[" org.apache.flink."], format: Format::Log, confidence: Confidence::Possible },
];

/// What the lines at the beginning of a text look like.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a piece of evidence of its own")]
struct Seen {
    is_json: bool,
    is_list: bool,
    has_kind: bool,
    has_api_version: bool,
    has_services: bool,
    has_spec: bool,
    has_variable: bool,
    has_quoted_set: bool,
    has_set: bool,
    begins_with_argument: bool,
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
        let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\n', '\r']);
        let mut seen = Seen {
            is_json: text.starts_with(['{', '[']),
            is_list: text.starts_with('['),
            begins_with_argument: text.starts_with("-D"),
            ..Seen::default()
        };
        let mut opens_below = false;
        for (_, line) in lines(text).take(SAMPLE.0).take_while(|(range, _)| range.start < SAMPLE.1) {
            let trimmed = line.trim();
            if trimmed.is_empty() || trimmed.starts_with('#') {
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
        let is_json = |name: &str| self.is_json && line.trim_start_matches(['{', '[', ' ']).starts_with(name);
        let begins = |name: &str| indentation == 0 && line.starts_with(name);
        self.has_kind |= begins("kind:") || is_json("\"kind\"");
        self.has_api_version |= begins("apiVersion:") || is_json("\"apiVersion\"");
        self.has_services |= begins("services:");
        self.has_spec |= begins("spec:");
        self.has_variable |= VARIABLES.iter().any(|assignment| line.contains(assignment));
        let statement = line.strip_prefix("Flink SQL>").unwrap_or(line).trim_start();
        if let Some(("SET" | "set" | "Set" | "RESET" | "reset", behind)) = statement.split_once([' ', ';']) {
            self.has_quoted_set |= behind.trim_start().starts_with('\'');
            self.has_set |= behind.contains(['.', '\'']) || behind.is_empty();
        }
        let is_key = |key: &str| !key.is_empty() && !key.contains([' ', '{', '[', '(', '=', '<', '"', ',']);
        match line.split_once(':') {
            Some((key, value)) if is_key(key) && (value.is_empty() || value.starts_with([' ', '\t'])) => {
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
        if self.pairs == 0 || self.is_json {
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
