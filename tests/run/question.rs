//! Random questions for the laws: arbitrary ones, which Flink mostly refuses, and plausible ones, which it mostly accepts.

use flink_memory::{Deployment, Derivation, Environment, Pool, Process, Release, Request, Value, ValueType, derive, option};
use proptest::option as optional;
use proptest::prelude::*;
use proptest::sample::select;

/// What the laws do with a question.
pub(crate) trait Ask: Sized {
    /// The model's answer.
    fn derive(&self) -> Derivation;

    /// The same question with one key set to a text.
    fn with(&self, key: &str, value: &str) -> Self;

    /// The options by which the release lets a person say a total of this process.
    fn totals(&self) -> Vec<(Pool, &'static str)>;

    /// Whether the release knows an option of this key.
    fn knows(&self, key: &str) -> bool;
}

impl Ask for Request {
    fn derive(&self) -> Derivation {
        derive(self)
    }

    fn with(&self, key: &str, value: &str) -> Request {
        let mut request = self.clone();
        request.configuration.set(key, value);
        request
    }

    fn totals(&self) -> Vec<(Pool, &'static str)> {
        let totals: &[_] = match self.process {
            Process::TaskManager => {
                &[(Pool::TotalProcess, "taskmanager.memory.process.size"), (Pool::TotalFlink, "taskmanager.memory.flink.size")]
            }
            Process::JobManager => {
                &[(Pool::TotalProcess, "jobmanager.memory.process.size"), (Pool::TotalFlink, "jobmanager.memory.flink.size")]
            }
            Process::Local => &[],
        };
        totals.iter().copied().filter(|(_, key)| self.knows(key)).collect()
    }

    fn knows(&self, key: &str) -> bool {
        option::by_key(key).is_some_and(|option| option.in_release(self.release).is_some())
    }
}

/// Any release, process and deployment; any texts for keys and values, but mostly keys that some release knows.
pub(crate) fn arbitrary_request() -> impl Strategy<Value = Request> {
    let variable = || optional::of(prop_oneof![size_text(), any::<String>()]);
    let entries = prop::collection::vec((arbitrary_key(), arbitrary_value()), 0..12);
    (frame(), variable(), variable(), entries).prop_map(|((release, process, deployment), task_manager_heap, job_manager_heap, entries)| {
        Request {
            release,
            process,
            deployment,
            environment: Environment { task_manager_heap, job_manager_heap },
            configuration: entries.into_iter().collect(),
        }
    })
}

/// A total or the fine-grained options, and a few options more, each with a value of its type.
pub(crate) fn plausible_request() -> impl Strategy<Value = Request> {
    frame().prop_flat_map(|(release, process, deployment)| {
        let more = prop::collection::vec(plausible_entry(release, process), 0..4);
        (basis(process), more).prop_map(move |(basis, more)| {
            let configuration = more.into_iter().chain(basis).map(|(key, value)| (key, Value::Text(value))).collect();
            Request { release, process, deployment, environment: Environment::default(), configuration }
        })
    })
}

fn frame() -> impl Strategy<Value = (Release, Process, Deployment)> {
    (select(Release::ALL), select(Process::ALL.as_slice()), select(&[Deployment::Standalone, Deployment::Container][..]))
}

/// Own keys and older keys of every release.
fn known_keys() -> Vec<&'static str> {
    let older = |option: &'static option::OptionSpec| {
        Release::ALL.iter().filter_map(|release| option.in_release(*release)).flat_map(|known| known.older_keys().collect::<Vec<_>>())
    };
    let mut keys: Vec<_> = option::all().flat_map(|option| older(option).chain([option.key])).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn arbitrary_key() -> impl Strategy<Value = String> {
    prop_oneof![9 => select(known_keys()).prop_map(str::to_owned), 1 => any::<String>()]
}

fn arbitrary_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        6 => size_text().prop_map(Value::Text),
        3 => fraction_text().prop_map(Value::Text),
        2 => "[ \t]*[-+]?[0-9]{0,20}[ \t]*[a-zA-Z%.]{0,4}".prop_map(Value::Text),
        2 => "[-+]?(0[xX])?[0-9a-fA-F]{0,20}\\.?[0-9a-fA-F]{0,20}([eEpP][-+]?[0-9]{1,12})?[fFdD]?".prop_map(Value::Text),
        2 => any::<String>().prop_map(Value::Text),
        2 => any::<i64>().prop_map(Value::Integer),
        1 => "-?[1-9][0-9]{19,30}".prop_map(Value::BigInteger),
        1 => any::<f64>().prop_map(Value::Double),
        1 => any::<bool>().prop_map(Value::Boolean),
    ]
}

/// Sizes of every magnitude, in every unit.
fn size_text() -> impl Strategy<Value = String> {
    let units = select(&["", "b", "bytes", "k", "kb", " m", "mb", "g", " GB", "t", "tebibytes"][..]);
    ((0u32..64), any::<u64>(), units).prop_map(|(shift, number, unit)| format!("{}{unit}", (number >> 1) >> shift))
}

fn fraction_text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (0u32..1_000_000).prop_map(|millionths| format!("0.{millionths:06}")),
        1 => any::<f32>().prop_map(|number| number.to_string()),
        1 => select(&["1", "0", "-0.0", "NaN", "Infinity", "1e-50", "0.99999999", "0.4f", "0x1p-2"][..]).prop_map(str::to_owned),
    ]
}

type Text = (&'static str, String);

/// What makes Flink accept a process: one of the three ways to configure it.
fn basis(process: Process) -> BoxedStrategy<Vec<Text>> {
    let one = |key: &'static str| (9u32..17, 0u64..1 << 20).prop_map(move |(shift, low)| vec![(key, plausible_size(shift, low))]);
    match process {
        Process::TaskManager => prop_oneof![
            one("taskmanager.memory.process.size"),
            one("taskmanager.memory.flink.size"),
            (6u32..14, 6u32..14).prop_map(|(heap, managed)| vec![
                ("taskmanager.memory.task.heap.size", plausible_size(heap, 0)),
                ("taskmanager.memory.managed.size", plausible_size(managed, 0)),
            ]),
        ]
        .boxed(),
        Process::JobManager => {
            prop_oneof![one("jobmanager.memory.process.size"), one("jobmanager.memory.flink.size"), one("jobmanager.memory.heap.size")]
                .boxed()
        }
        Process::Local => Just(Vec::new()).boxed(),
    }
}

/// 2^`shift` mebibytes and a few bytes.
fn plausible_size(shift: u32, low: u64) -> String {
    format!("{}b", (1u64 << (shift + 20)) + low)
}

/// An option that the release knows and that bears on the process, with a value of its type.
fn plausible_entry(release: Release, process: Process) -> impl Strategy<Value = Text> {
    let prefix = if process == Process::JobManager { "jobmanager." } else { "taskmanager." };
    let options = option::all().filter_map(|option| option.in_release(release)).filter(|option| option.key().starts_with(prefix));
    let options: Vec<_> = options.filter(|option| !option.key().contains("segment-size")).collect();
    select(options).prop_flat_map(|option| {
        let key = option.key();
        match option.value_type() {
            ValueType::MemorySize => (0u32..11, 0u64..1 << 20).prop_map(plausible_size_of).boxed(),
            ValueType::Float => (0u32..600).prop_map(|thousandths| format!("0.{thousandths:03}")).boxed(),
            ValueType::Boolean => any::<bool>().prop_map(|flag| flag.to_string()).boxed(),
            _ => (1u32..4096).prop_map(|number| number.to_string()).boxed(),
        }
        .prop_map(move |value| (key, value))
    })
}

fn plausible_size_of((shift, low): (u32, u64)) -> String {
    plausible_size(shift, low)
}
