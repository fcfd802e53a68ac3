//! What the row of one option shows: its text, who decides its value, and what Flink says to it. Facts only; the words stand in `text`.

use flink_memory::{
    DefaultValue, FlinkError, Fraction, MemorySize, OptionSpec, Origin, Process, Release, ReleaseOption, Releases, Rule, Setting, Step,
    ValueType, complaint, option, shipped_text,
};

use super::slider_scale::SliderValue;
use super::{Action, Calculation, Picture};
use crate::option_place::{pool_of, pool_shared_by};

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
    /// What Flink objects to.
    pub complaint: Option<Complaint>,
    /// The value that holds, where a slider can stand on it; `None` for a text that cannot be read.
    pub value: Option<SliderValue>,
    /// What a fraction comes to as it is now, bounds and all; `None` for what is no fraction, and while Flink refuses.
    pub gives: Option<MemorySize>,
    /// Where a slider stands: on the value that holds, or else where it stood last, or on the default.
    pub place: Option<SliderValue>,
}

/// What Flink objects to at a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// The text by itself, or with one other; in Flink's words.
    Flink(String),
    /// It and several others do not go together. The refusal tells of all of them once.
    Together,
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
    /// The configuration file of this release, whose entry nobody changed.
    Shipped(Release),
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
    /// Whether a person set it; what a release ships was set by nobody.
    pub const fn is_set(&self) -> bool {
        self.text.is_some() && !matches!(self.standing, Standing::Shipped(_))
    }

    /// Whether a reset would change anything in this release: it brings back what is shipped, and takes away what is not.
    pub fn can_be_reset(&self, release: Release) -> bool {
        self.text.as_deref() != shipped_text(self.key, release)
    }

    /// Whether Flink objects to the value, by itself or together with others.
    pub const fn is_refused(&self) -> bool {
        self.complaint.is_some()
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
    // What reads an older key decides what can be read; what the release does not know it does not read.
    let read = option::of_memory_by_any_key(spec.key, request.release).and_then(|option| option.in_release(request.release));
    let unreadable = read.zip(request.configuration.get(spec.key));
    let unreadable = unreadable.and_then(|(option, value)| complaint(option.value_type(), value, request.release));
    let value = value(spec.key, value_type, text.as_deref(), standing, default, calculation);
    Row {
        key: spec.key,
        target: Target::Entry(spec.key),
        default,
        standing,
        reading: reading(spec, known, calculation),
        complaint: said_of(spec.key, unreadable, calculation),
        value,
        gives: matches!(value, Some(SliderValue::Fraction(_))).then(|| given_by(spec.key, calculation)).flatten(),
        place: value
            .or_else(|| drawn_size(spec.key, calculation.picture.as_deref()).map(SliderValue::Size))
            .or_else(|| default_value(default)),
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
    let release = calculation.request.release;
    let reads_it = release <= Release::V1_20;
    let read = text.clone().filter(|_| reads_it);
    let unreadable = read.and_then(|text| complaint(ValueType::MemorySize, &text.into(), release));
    Row {
        key,
        target: Target::Environment(process),
        default: DefaultValue::None,
        standing: if text.is_some() { Standing::You } else { Standing::Unset },
        reading: if reads_it { Reading::Known } else { Reading::Unknown },
        complaint: said_of(key, unreadable, calculation),
        value: None,
        gives: None,
        place: None,
        text: text.clone(),
    }
}

fn given_by(key: &str, calculation: &Calculation) -> Option<MemorySize> {
    calculation.current()?.memory.size(pool_shared_by(key)?)
}

/// The option in the newest release that knows it.
fn newest(spec: &'static OptionSpec) -> Option<ReleaseOption> {
    Release::ALL.iter().rev().find_map(|&release| spec.in_release(release))
}

fn standing(spec: &'static OptionSpec, known: Option<ReleaseOption>, calculation: &Calculation) -> Standing {
    let request = &calculation.request;
    let configuration = &request.configuration;
    if configuration.get(spec.key).is_some() {
        return if request.is_shipped(spec.key) { Standing::Shipped(request.release) } else { Standing::You };
    }
    let Some(known) = known else { return Standing::Unset };
    match stand_in(known, &calculation.derivation.steps) {
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
    drawn_size(spec.key, calculation.current()).map_or(Standing::Unset, Standing::Derived)
}

/// The origin of the size that a step took for this option.
fn stand_in(option: ReleaseOption, steps: &[Step]) -> Option<Origin> {
    steps.iter().find_map(|step| match &step.rule {
        Rule::Option(Setting { option: taken, origin, .. }) if *taken == option => Some(*origin),
        _ => None,
    })
}

fn reading(spec: &'static OptionSpec, known: Option<ReleaseOption>, calculation: &Calculation) -> Reading {
    match option::of_memory_by_any_key(spec.key, calculation.request.release) {
        Some(read) if read != spec => Reading::As(read.key),
        _ if known.is_none() => Reading::Unknown,
        _ if calculation.is_ignored_locally(spec.key) => Reading::IgnoredLocally,
        _ => Reading::Known,
    }
}

/// What Flink says, or would say if it came to read this option, to a text that it cannot read; else the refusal that is about this key.
fn said_of(key: &str, unreadable: Option<FlinkError>, calculation: &Calculation) -> Option<Complaint> {
    if let Some(error) = unreadable {
        return Some(Complaint::Flink(error.to_string()));
    }
    let keys = calculation.offending();
    let root = calculation.refusal().filter(|_| keys.contains(&key))?.root();
    // Bounds that cross are said at both; a sum is said once, where it has room.
    let is_joint = keys.len() > 1 && !matches!(root, FlinkError::RangeRule(_));
    Some(if is_joint { Complaint::Together } else { Complaint::Flink(root.to_string()) })
}

fn value(
    key: &str,
    value_type: ValueType,
    text: Option<&str>,
    standing: Standing,
    default: DefaultValue,
    calculation: &Calculation,
) -> Option<SliderValue> {
    let older = match standing {
        Standing::OlderKey(key) => calculation.request.configuration.text(key),
        _ => None,
    };
    match (text.or(older.as_deref()), value_type, standing) {
        (Some(text), ValueType::Float, _) => Fraction::parse(text).ok().map(SliderValue::Fraction),
        (Some(text), ValueType::MemorySize | ValueType::String, _) => text.parse().ok().map(SliderValue::Size),
        (None, _, Standing::Derived(size) | Standing::Local(Some(size))) => Some(SliderValue::Size(size)),
        // Flink reads some of these in mebibytes.
        (None, _, Standing::Legacy(_) | Standing::Environment(_)) => drawn_size(key, calculation.current()).map(SliderValue::Size),
        _ => default_value(default),
    }
}

/// The size that a picture has for the pool whose size the option says.
fn drawn_size(key: &str, picture: Option<&Picture>) -> Option<MemorySize> {
    picture?.memory.size(pool_of(key)?)
}

fn default_value(default: DefaultValue) -> Option<SliderValue> {
    default.fraction().map(SliderValue::Fraction).or_else(|| default.size().map(SliderValue::Size))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flink_memory::Request;
    use flink_memory::option::{jobmanager, network, taskmanager};
    use std::rc::Rc;

    fn row(spec: &'static OptionSpec, release: Release, entries: &[(&str, &str)]) -> Row {
        option_row(spec, &Calculation::shipped_with(release, Process::TaskManager, entries))
    }

    fn size(text: &str) -> Option<SliderValue> {
        text.parse().ok().map(SliderValue::Size)
    }

    #[test]
    fn the_person_decides_what_is_set() {
        let row = row(&taskmanager::TOTAL_PROCESS_MEMORY, Release::LATEST, &[("taskmanager.memory.process.size", "2g")]);
        assert_eq!((row.standing, row.text.as_deref()), (Standing::You, Some("2g")));
        assert_eq!(row.value, size("2g"));
    }

    #[test]
    fn what_is_shipped_was_set_by_nobody() {
        for (spec, release, process) in [
            (&taskmanager::TOTAL_PROCESS_MEMORY, Release::LATEST, Process::TaskManager),
            (&jobmanager::TOTAL_PROCESS_MEMORY, Release::V1_11, Process::JobManager),
            (&jobmanager::JOB_MANAGER_HEAP_MEMORY, Release::V1_10, Process::JobManager),
        ] {
            let shipped = Request::shipped(release, process);
            let row_with = |text: Option<&str>| {
                let mut request = shipped.clone();
                match text {
                    Some(text) => request.configuration.set(spec.key, text),
                    None => request.configuration.remove(spec.key),
                }
                option_row(spec, &Calculation::of(Rc::new(request), None))
            };
            let untouched = row_with(shipped_text(spec.key, release));
            assert_eq!(untouched.standing, Standing::Shipped(release));
            assert!(!untouched.is_set() && !untouched.can_be_reset(release));
            let edited = row_with(Some("4g"));
            assert!(edited.standing == Standing::You && edited.is_set() && edited.can_be_reset(release));
            let emptied = row_with(None);
            assert!(!emptied.is_set() && emptied.can_be_reset(release), "a reset brings the shipped value back");
        }
    }

    #[test]
    fn a_slider_without_a_value_stands_where_the_last_picture_was() {
        let key = "taskmanager.memory.process.size";
        let good = Calculation::of(Rc::new(Request::shipped(Release::LATEST, Process::TaskManager)), None);
        for text in ["", "2 gigs"] {
            let mut request = Request::shipped(Release::LATEST, Process::TaskManager);
            request.configuration.remove(key);
            if !text.is_empty() {
                request.configuration.set(key, text);
            }
            let row = option_row(&taskmanager::TOTAL_PROCESS_MEMORY, &Calculation::of(Rc::new(request), Some(&good)));
            assert_eq!((row.value, row.place), (None, size("1728m")), "{text}");
        }
    }

    #[test]
    fn a_slider_without_a_pool_of_its_own_stands_on_the_default() {
        let unset = row(&taskmanager::JVM_OVERHEAD_MAX, Release::LATEST, &[]);
        assert_eq!((unset.value, unset.place), (size("1g"), size("1g")));
        let unreadable = row(&taskmanager::JVM_OVERHEAD_MAX, Release::LATEST, &[("taskmanager.memory.jvm-overhead.max", "a lot")]);
        assert_eq!((unreadable.value, unreadable.place), (None, size("1g")));
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
        let rows_in = |release, legacy: &'static OptionSpec, text| {
            let mut request = Request::shipped(release, Process::TaskManager);
            request.configuration.remove("taskmanager.memory.process.size");
            request.configuration.set(legacy.key, text);
            let calculation = Calculation::of(Rc::new(request), None);
            (option_row(&taskmanager::TOTAL_FLINK_MEMORY, &calculation), option_row(legacy, &calculation))
        };
        for (legacy, text) in [(&taskmanager::TASK_MANAGER_HEAP_MEMORY, "3g"), (&taskmanager::TASK_MANAGER_HEAP_MEMORY_MB, "3072")] {
            let (total, _) = rows_in(Release::V1_20, legacy, text);
            assert_eq!((total.standing, total.value), (Standing::Legacy(legacy.key), size("3g")));
            assert_eq!(rows_in(Release::V2_0, legacy, text).1.reading, Reading::Unknown);
        }
    }

    #[test]
    fn the_box_shows_flinks_own_complaint() {
        let row = row(&taskmanager::TASK_HEAP_MEMORY, Release::LATEST, &[("taskmanager.memory.task.heap.size", "-1")]);
        assert_eq!(row.complaint, Some(Complaint::Flink("text does not start with a number".to_owned())));
    }

    #[track_caller]
    fn says(spec: &'static OptionSpec, release: Release, entries: &[(&str, &str)], expected: &str) {
        match row(spec, release, entries).complaint {
            Some(Complaint::Flink(words)) => assert!(words.starts_with(expected), "{words}"),
            other => assert!(expected.is_empty() && other.is_none(), "{other:?}"),
        }
    }

    #[test]
    fn options_that_no_derivation_reads_complain_too() {
        let (period, weights) = (taskmanager::BUFFER_DEBLOAT_PERIOD.key, taskmanager::MANAGED_MEMORY_CONSUMER_WEIGHTS.key);
        says(&taskmanager::BUFFER_DEBLOAT_PERIOD, Release::V2_3, &[(period, "10 parsecs")], "Time interval unit label 'parsecs'");
        says(&taskmanager::BUFFER_DEBLOAT_PERIOD, Release::V1_14, &[(period, "1m")], "Time interval unit label 'm'");
        says(&taskmanager::BUFFER_DEBLOAT_PERIOD, Release::V1_15, &[(period, "1m")], "");
        says(&taskmanager::MANAGED_MEMORY_CONSUMER_WEIGHTS, Release::V1_16, &[(weights, "OPERATOR")], "Could not parse pair in the map");
        says(&taskmanager::MANAGED_MEMORY_CONSUMER_WEIGHTS, Release::V2_3, &[(weights, "{OPERATOR: 70, PYTHON: 30}")], "");
    }

    #[test]
    fn what_a_release_does_not_read_it_does_not_object_to() {
        let wait = &network::NETWORK_EXCLUSIVE_BUFFERS_REQUEST_TIMEOUT_MILLISECONDS;
        says(wait, Release::V1_19, &[(wait.key, "30 s")], "For input string");
        says(wait, Release::V2_3, &[(wait.key, "30 s")], "");
        says(wait, Release::V2_3, &[(wait.key, "30 parsecs")], "Time interval unit label");
        says(&network::NETWORK_NUM_BUFFERS, Release::V2_3, &[(network::NETWORK_NUM_BUFFERS.key, "many")], "");
    }

    #[test]
    fn a_box_whose_text_can_be_read_tells_why_it_is_refused() {
        let fraction = &taskmanager::MANAGED_MEMORY_FRACTION;
        for text in ["2", "-1", "NaN", "1"] {
            says(fraction, Release::V1_15, &[(fraction.key, text)], "fraction must be in range [0, 1)");
        }
        let older = ("taskmanager.network.memory.max", "1m");
        for option in [&taskmanager::NETWORK_MEMORY_MIN, &taskmanager::NETWORK_MEMORY_MAX, &network::NETWORK_BUFFERS_MEMORY_MAX] {
            says(option, Release::V2_3, &[older], "min value must be less or equal to max value");
        }
        says(&network::NETWORK_BUFFERS_MEMORY_MAX, Release::V1_20, &[("taskmanager.network.memory.max", "1o")], "Memory size unit 'o'");
        let parts = [(taskmanager::TOTAL_FLINK_MEMORY.key, "1g"), (taskmanager::TASK_HEAP_MEMORY.key, "9g"), (fraction.key, "0.5")];
        assert_eq!(row(&taskmanager::TASK_HEAP_MEMORY, Release::V2_3, &parts).complaint, Some(Complaint::Together));
    }
}
