//! Laws of the message that tells of too few network buffers: it is found in any text, and who asked is told from its number.

use flink_memory::network_buffers::{
    AskingPart, BufferSettings, Exchange, Input, InsufficientBuffers, Job, Placement, ResultPartitionType, RuntimeExecutionMode, Stage,
};
use flink_memory::{Configuration, MemorySize, Release};
use proptest::prelude::*;
use serde_json::Value;

fn release() -> impl Strategy<Value = Release> {
    proptest::sample::select(Release::ALL.to_vec())
}

fn settings(release: Release) -> BufferSettings {
    BufferSettings::read(&Configuration::new(), release, MemorySize::from_mebibytes(64)).expect("nothing is set that could be wrong")
}

fn lacking(required: i32) -> InsufficientBuffers {
    InsufficientBuffers { required, available: required - 1, total: 2048, segment_size: 32768 }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    /// What is printed is read, whatever stands around it and wherever its lines end.
    #[test]
    fn a_message_is_found(numbers in any::<[i32; 4]>(), before in ".{0,40}[ :\">]", behind in "(\\PC{0,40}|Insufficient number of)", end in "[ \n\t]{1,3}") {
        let [required, available, total, segment_size] = numbers;
        let message = InsufficientBuffers { required, available, total, segment_size };
        prop_assert_eq!(InsufficientBuffers::parse(&message.to_string()), Some(message));
        let in_a_log = format!("{before}{}{behind}", message.to_string().replace(' ', &end));
        prop_assert_eq!(InsufficientBuffers::parse(&in_a_log), Some(message));
    }

    /// A text that lacks a word of it is none.
    #[test]
    fn a_part_of_a_message_is_none(cut in 0..155usize, other in ".{0,40}") {
        let message = lacking(17).to_string();
        prop_assert_eq!(InsufficientBuffers::parse(&message[..cut]), None);
        prop_assert_eq!(InsufficientBuffers::parse(&other), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    /// Who is told does ask for that, and whoever asks is told.
    #[test]
    fn askers_ask(release in release(), part in proptest::sample::select(AskingPart::ALL.to_vec()), kind in 0..7usize, count in 1..=32_768i32, limit in 1..3000i32) {
        let mut settings = settings(release);
        settings.required_per_gate = settings.required_per_gate.or(Some(limit).filter(|limit| limit % 2 == 0 && release >= Release::V1_17));
        let kind = ResultPartitionType::ALL[kind];
        if let Some(required) = part.asks(&settings, kind, count).filter(|&required| required > 0) {
            let askers = lacking(required).asked_by(&settings);
            prop_assert!(askers.iter().any(|asker| asker.part == part && asker.kinds.contains(&kind) && (asker.from..=asker.to).contains(&count)));
            for asker in askers {
                for (&kind, count) in asker.kinds.iter().zip([asker.from, asker.to, i32::midpoint(asker.from, asker.to)].into_iter().cycle()) {
                    prop_assert_eq!(asker.part.asks(&settings, kind, count), Some(required));
                }
            }
        }
    }

    /// What a job lacks is told to be asked by one of its stages.
    #[test]
    fn a_stage_of_the_job_asks(release in release(), producers in 1..300u32, consumers in 1..300u32, exchange in 0..8usize, slots in 1..8u32, total in 0..3000i32) {
        let exchange = Exchange::ALL[exchange];
        let consumers = if exchange == Exchange::Forward { producers } else { consumers };
        let stages = vec![Stage { parallelism: producers, inputs: vec![] }, Stage { parallelism: consumers, inputs: vec![Input { stage: 0, exchange }] }];
        let job = Job { mode: RuntimeExecutionMode::Streaming, stages };
        let mut settings = settings(release);
        settings.total = total;
        let buffers = settings.job(&job, slots, Placement::Remote).expect("the job is one that Flink takes");
        if let Some(insufficient) = buffers.insufficient {
            let askers = insufficient.asked_by_stages(&settings, &job).expect("it was taken before");
            prop_assert!(!askers.is_empty());
            for asker in askers {
                prop_assert_eq!(asker.part.asks(&settings, job.mode.partition_type(), asker.count), Some(insufficient.required));
            }
        }
    }

    /// Nobody asks for nothing.
    #[test]
    fn nobody_asks_for_nothing(release in release(), required in i32::MIN..=0) {
        prop_assert_eq!(lacking(required).asked_by(&settings(release)), vec![]);
    }
}

/// Every message of a vector is read, and a part of the task that lacks buffers asks for as many.
#[test]
fn every_message_of_flink_is_read() {
    let mut read = 0;
    for entry in std::fs::read_dir(conformance::own_vectors()).expect("the vectors are there") {
        let path = entry.expect("the vectors are there").path();
        let release = path.file_stem().and_then(|name| Release::parse(name.to_str()?)).expect("a file is named after its release");
        let text = std::fs::read_to_string(&path).expect("a file of vectors is text");
        // Most vectors are about something else, and reading them takes long.
        for line in text.lines().filter(|line| line.contains("Insufficient number of network buffers")) {
            let found = InsufficientBuffers::parse(line).unwrap_or_else(|| panic!("{line}"));
            let vector: Value = serde_json::from_str(line).expect("a vector is JSON");
            assert_eq!(vector["deployed"]["message"], found.to_string());
            let settings = settings_of(&vector, release);
            let of_gates = parts(&vector["gates"], "channels", [AskingPart::Gate, AskingPart::Channel]);
            let of_partitions = parts(&vector["partitions"], "subpartitions", [AskingPart::Partition, AskingPart::SortPartition]);
            let mut parts = of_gates.into_iter().chain(of_partitions);
            let is_asked = parts.any(|(part, kind, count)| part.asks(&settings, kind, count) == Some(found.required));
            assert!(is_asked, "{release} {}", vector["id"]);
            read += 1;
        }
    }
    assert!(read > 100, "{read} messages");
}

fn settings_of(vector: &Value, release: Release) -> BufferSettings {
    let mut configuration = Configuration::new();
    for (key, value) in vector["config"].as_object().into_iter().flatten() {
        configuration.set(key, value.as_str().expect("what is configured is text"));
    }
    let memory = vector["networkMemory"].as_u64().and_then(MemorySize::from_bytes).expect("the network memory is a size");
    BufferSettings::read(&configuration, release, memory).expect("the TaskManager starts")
}

fn parts(list: &Value, count: &str, parts: [AskingPart; 2]) -> Vec<(AskingPart, ResultPartitionType, i32)> {
    let mut found = Vec::new();
    for item in list.as_array().into_iter().flatten() {
        let kind = item["type"].as_str().and_then(ResultPartitionType::from_name).expect("a type that is known");
        let count = item[count].as_i64().and_then(|count| i32::try_from(count).ok()).expect("a number");
        found.extend(parts.map(|part| (part, kind, count)));
    }
    found
}
