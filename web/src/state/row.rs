//! What the row of one option shows: its text, who decides its value, and what Flink says to it. Facts only; the words stand in `text`.

use flink_memory::{
    DefaultValue, FlinkError, Fraction, MemorySize, OptionSpec, Origin, Process, Release, ReleaseOption, Releases, Rule, Setting, Step,
    ValueType, complaint, option,
};

use super::slider_scale::SliderValue;
use super::{Action, Calculation};
use crate::option_place::pool_of;

/// One option as it stands in a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The key, or the name of an environment variable.
    pub key: &'static str,
    /// What an edit of the row changes.
    pub target: Target,
    /// The text that is set.
    pub text: Option<String>,
    /// The release's default.
    pub default: DefaultValue,
    /// Who decides the value.
    pub standing: Standing,
    /// What the release makes of the key.
    pub reading: Reading,
    /// Flink's complaint about the text.
    pub complaint: Option<String>,
    /// Whether the refusal of the whole configuration is about this key.
    pub is_offending: bool,
    /// The value that holds, where a slider can stand on it.
    pub value: Option<SliderValue>,
}

/// What an edit of a row changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The entry of a key.
    Entry(&'static str),
    /// The environment variable of a process.
    Environment(Process),
}

impl Target {
    /// What a person does who writes this text; an empty text takes the value away.
    pub fn written(self, text: String) -> Action {
        match self {
            Target::Environment(process) => Action::SetEnvironment(process, text),
            Target::Entry(key) => Action::Set { key, text },
        }
    }
}

/// Who decides the value of an option.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// The person, by the option's own key.
    You,
    /// The person, by an older key.
    OlderKey(&'static str),
    /// A legacy option that stands in.
    Legacy(&'static str),
    /// An environment variable that stands in.
    Environment(&'static str),
    /// The default of these releases.
    Default(Releases),
    /// Local execution, with a value of its own; `None` stands for the largest possible one.
    Local(Option<MemorySize>),
    /// Nobody; Flink derives the size.
    Derived(MemorySize),
    /// Nobody, and nothing follows.
    Unset,
}

/// What a release makes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It reads it.
    Known,
    /// It reads it as an older key of this option.
    As(&'static str),
    /// It does not know it, and ignores it.
    Unknown,
    /// It knows it, and local execution ignores it.
    IgnoredLocally,
}

impl Row {
    /// Whether anything would be taken away by a reset.
    pub const fn is_set(&self) -> bool {
        self.text.is_some()
    }

    /// Whether Flink objects to the value, by itself or together with others.
    pub const fn is_refused(&self) -> bool {
        self.is_offending || self.complaint.is_some()
    }
}

/// The row of an option.
pub fn option_row(spec: &'static OptionSpec, calculation: &Calculation) -> Row {
    let request = &calculation.request;
    let known = spec.in_release(request.release);
    let text = request.configuration.text(spec.key);
    let default = known.map_or(DefaultValue::None, ReleaseOption::default);
    let standing = standing(spec, known, calculation);
    let value_type = known.or_else(|| newest(spec)).map_or(ValueType::String, ReleaseOption::value_type);
    Row {
        key: spec.key,
        target: Target::Entry(spec.key),
        default,
        standing,
        reading: reading(spec, known, calculation),
        complaint: text.as_deref().and_then(|text| said_of(spec.key, value_type, text, calculation)),
        is_offending: calculation.offending.contains(&spec.key),
        value: value(value_type, text.as_deref(), standing, default, calculation),
        text,
    }
}

/// The row of the start scripts' environment variable of a process.
pub fn environment_row(process: Process, calculation: &Calculation) -> Row {
    let environment = &calculation.request.environment;
    let (key, text) = match process {
        Process::JobManager => ("FLINK_JM_HEAP", &environment.job_manager_heap),
        Process::TaskManager | Process::Local => ("FLINK_TM_HEAP", &environment.task_manager_heap),
    };
    let reads_it = calculation.request.release <= Release::V1_20;
    Row {
        key,
        target: Target::Environment(process),
        default: DefaultValue::None,
        standing: if text.is_some() { Standing::You } else { Standing::Unset },
        reading: if reads_it { Reading::Known } else { Reading::Unknown },
        complaint: text
            .as_deref()
            .and_then(|text| complaint(ValueType::MemorySize, &text.into(), calculation.request.release))
            .map(|error| error.to_string()),
        is_offending: calculation.offending.contains(&key),
        value: None,
        text: text.clone(),
    }
}

/// The option in the newest release that knows it.
fn newest(spec: &'static OptionSpec) -> Option<ReleaseOption> {
    Release::ALL.iter().rev().find_map(|&release| spec.in_release(release))
}

fn standing(spec: &'static OptionSpec, known: Option<ReleaseOption>, calculation: &Calculation) -> Standing {
    let configuration = &calculation.request.configuration;
    if configuration.get(spec.key).is_some() {
        return Standing::You;
    }
    let Some(known) = known else { return Standing::Unset };
    match stand_in(known, &calculation.steps) {
        Some(Origin::LegacyOption(key)) => return Standing::Legacy(key),
        Some(Origin::Environment(variable)) => return Standing::Environment(variable),
        _ => {}
    }
    if let Some(key) = known.older_keys().find(|key| configuration.get(key).is_some()) {
        return Standing::OlderKey(key);
    }
    if let Some(size) = calculation.set_locally(spec.key) {
        return Standing::Local(size);
    }
    if known.default() != DefaultValue::None {
        return Standing::Default(known.releases());
    }
    let pool = pool_of(spec.key);
    pool.and_then(|pool| calculation.current()?.memory.size(pool)).map_or(Standing::Unset, Standing::Derived)
}

/// The origin of the size that a step took for this option.
fn stand_in(option: ReleaseOption, steps: &[Step]) -> Option<Origin> {
    steps.iter().find_map(|step| match &step.rule {
        Rule::Option(Setting { option: taken, origin, .. }) if *taken == option => Some(*origin),
        _ => None,
    })
}

fn reading(spec: &'static OptionSpec, known: Option<ReleaseOption>, calculation: &Calculation) -> Reading {
    match option::by_any_key(spec.key, calculation.request.release) {
        Some(read) if read != spec => Reading::As(read.key),
        _ if known.is_none() => Reading::Unknown,
        _ if calculation.is_ignored_locally(spec.key) => Reading::IgnoredLocally,
        _ => Reading::Known,
    }
}

/// Flink's complaint about a text: the one that it gave, or the one that it would give if it came to read this option.
fn said_of(key: &str, value_type: ValueType, text: &str, calculation: &Calculation) -> Option<String> {
    let unreadable = calculation.error.as_ref().and_then(FlinkError::unreadable);
    match unreadable {
        Some((option, complaint)) if option.key() == key => Some(complaint.to_string()),
        _ => complaint(value_type, &text.into(), calculation.request.release).map(|error| error.to_string()),
    }
}

fn value(
    value_type: ValueType,
    text: Option<&str>,
    standing: Standing,
    default: DefaultValue,
    calculation: &Calculation,
) -> Option<SliderValue> {
    let older = match standing {
        Standing::OlderKey(key) | Standing::Legacy(key) => calculation.request.configuration.text(key),
        _ => None,
    };
    let text = text.or(older.as_deref());
    match (value_type, default) {
        (ValueType::Float, _) => {
            let set = text.and_then(|text| Fraction::parse(text).ok());
            set.or_else(|| default.fraction()).map(SliderValue::Fraction)
        }
        (ValueType::MemorySize | ValueType::String, _) => {
            let set = text.and_then(|text| text.parse().ok());
            let derived = match standing {
                Standing::Derived(size) | Standing::Local(Some(size)) => Some(size),
                _ => None,
            };
            set.or(derived).or_else(|| default.size()).map(SliderValue::Size)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flink_memory::Request;
    use flink_memory::option::{network, taskmanager};
    use std::rc::Rc;

    fn row(spec: &'static OptionSpec, release: Release, entries: &[(&str, &str)]) -> Row {
        let mut request = Request::shipped(release, Process::TaskManager);
        for &(key, text) in entries {
            request.configuration.set(key, text);
        }
        option_row(spec, &Calculation::of(Rc::new(request), None))
    }

    #[test]
    fn the_person_decides_what_is_set() {
        let row = row(&taskmanager::TOTAL_PROCESS_MEMORY, Release::LATEST, &[]);
        assert_eq!((row.standing, row.text.as_deref()), (Standing::You, Some("1728m")));
        assert_eq!(row.value, "1728m".parse().ok().map(SliderValue::Size));
    }

    #[test]
    fn a_default_names_its_releases() {
        let row = row(&taskmanager::NETWORK_MEMORY_MAX, Release::V1_18, &[]);
        assert_eq!(row.standing, Standing::Default(Releases::since(Release::V1_17)));
    }

    #[test]
    fn what_nobody_set_is_derived() {
        let row = row(&taskmanager::TOTAL_FLINK_MEMORY, Release::LATEST, &[]);
        assert_eq!(row.standing, Standing::Derived(MemorySize::from_mebibytes(1280)));
    }

    #[test]
    fn an_older_key_decides_and_says_what_it_is_read_as() {
        let entries = [("taskmanager.network.memory.min", "96m")];
        let own = row(&taskmanager::NETWORK_MEMORY_MIN, Release::V2_3, &entries);
        assert_eq!(own.standing, Standing::OlderKey("taskmanager.network.memory.min"));
        let older = row(&network::NETWORK_BUFFERS_MEMORY_MIN, Release::V2_3, &entries);
        assert_eq!(older.reading, Reading::As("taskmanager.memory.network.min"));
    }

    #[test]
    fn a_legacy_option_stands_in_until_it_is_gone() {
        let entries = [("taskmanager.heap.size", "3g")];
        let row_in = |release| {
            let mut request = Request::shipped(release, Process::TaskManager);
            request.configuration.remove("taskmanager.memory.process.size");
            request.configuration.set(entries[0].0, entries[0].1);
            let calculation = Calculation::of(Rc::new(request), None);
            (option_row(&taskmanager::TOTAL_FLINK_MEMORY, &calculation), option_row(&taskmanager::TASK_MANAGER_HEAP_MEMORY, &calculation))
        };
        assert_eq!(row_in(Release::V1_20).0.standing, Standing::Legacy("taskmanager.heap.size"));
        assert_eq!(row_in(Release::V2_0).1.reading, Reading::Unknown);
    }

    #[test]
    fn the_box_shows_flinks_own_complaint() {
        let row = row(&taskmanager::TASK_HEAP_MEMORY, Release::LATEST, &[("taskmanager.memory.task.heap.size", "-1")]);
        assert_eq!(row.complaint.as_deref(), Some("text does not start with a number"));
    }
}
