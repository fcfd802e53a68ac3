//! What real Flink releases print of the vectors, put into logs of many shapes, is read back to the byte and agrees with the model.

use std::path::Path;

use flink_memory::{Deployment, Memory, Pool, Process, Release, Request, derive};
use flink_memory_formats::check::check;
use flink_memory_formats::{Base, Format, Reading, ReportedSize, read_as};
use serde_json::{Map, Value};

/// What stands before a line of Flink: as Flink's own configurations of its loggers print it, and what collects logs.
const PREFIXES: [&str; 10] = [
    "",
    " - ",
    "INFO  [] - ",
    "2024-03-05 10:12:01,123 INFO  org.apache.flink.runtime.taskexecutor.TaskManagerRunner      [] - ",
    "2020-10-20 05:48:02,146 [main] INFO  org.apache.flink.runtime.util.bash.BashJavaUtils - ",
    "2021-06-23 00:17:02 - ",
    "2022-01-01 00:00:00 KubernetesTaskExecutorRunner ] - ",
    "2024-05-01T08:00:00.123456789Z stdout F INFO  [] - ",
    "[pod/tm-1-1/flink-main-container] 10:00:00.000 | Task: ",
    "\u{1b}[32mINFO\u{1b}[0m  [] - ",
];

/// What may follow a line.
const ENDS: [&str; 3] = ["\n", "\r\n", "  \n"];

fn vectors() -> Vec<(Release, Map<String, Value>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors");
    let mut vectors = Vec::new();
    for &release in Release::ALL {
        let text = std::fs::read_to_string(folder.join(format!("{}.jsonl", release.verified_patch()))).expect("the vectors of a release");
        for line in text.lines() {
            let Ok(Value::Object(vector)) = serde_json::from_str(line) else { panic!("no vector: {line}") };
            if vector["ok"] == Value::Bool(true) && ["taskmanager", "jobmanager"].iter().any(|process| vector["process"] == *process) {
                vectors.push((release, vector));
            }
        }
    }
    vectors
}

fn process(vector: &Map<String, Value>) -> Process {
    vector["process"].as_str().and_then(Process::from_id).expect("a process")
}

/// A block in the `shape`-th of many shapes: prefix, line end, indentation kept, lost or collapsed.
fn block(lines: &[String], shape: usize) -> String {
    let (prefix, end) = (PREFIXES[shape % PREFIXES.len()], ENDS[shape % ENDS.len()]);
    let line = |line: &String| match shape % 4 {
        0 | 1 => format!("{prefix}{line}{end}"),
        2 => format!("{prefix}{}{end}", line.trim()),
        _ => format!("{prefix}{}{end}", line.split_whitespace().collect::<Vec<_>>().join(" ")),
    };
    lines.iter().map(line).collect()
}

/// The one report of a reading, as pools and bytes.
fn reported(reading: &Reading, process: Process, about: &str) -> Vec<(Pool, u64)> {
    assert_eq!(reading.reported.len(), 1, "{about}: {:?}", reading.reported);
    assert_eq!(reading.reported[0].process, process, "{about}");
    let exact = |size| if let ReportedSize::Exact(size) = size { size.bytes() } else { panic!("{about}: {size:?}") };
    reading.reported[0].pools.iter().map(|&(pool, size)| (pool, exact(size))).collect()
}

/// The sizes that Flink answered, by the field of the vector.
fn answered(vector: &Map<String, Value>, pool: Pool) -> Option<u64> {
    vector.get(pool.id()).and_then(Value::as_u64)
}

#[test]
fn every_block_of_a_real_flink_is_read_to_the_byte() {
    let mut read = 0;
    for (index, (release, vector)) in vectors().into_iter().enumerate() {
        let Some(lines) = vector.get("summary").and_then(Value::as_array) else { continue };
        let lines: Vec<String> = lines.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect();
        for shape in index..index + 4 {
            let text = format!("Waiting: for, it\n{}\nand: more\n", block(&lines, shape));
            let about = format!("{release} {} {text}", vector["id"]);
            let pools = reported(&read_as(&text, Format::Log, release), process(&vector), &about);
            assert_eq!(pools.len(), lines.len() - 1, "{about}");
            for (pool, bytes) in pools {
                assert!(answered(&vector, pool).is_none_or(|answer| answer == bytes), "{about}: {pool:?}");
            }
            read += 1;
        }
    }
    assert!(read >= 1000, "only {read} blocks were read");
}

/// The question of a vector, where a log can tell it: texts without line ends and blanks at their ends.
fn question(release: Release, vector: &Map<String, Value>) -> Option<(Request, Vec<(String, String)>)> {
    let mut request = Request::shipped(release, process(vector));
    request.configuration = flink_memory::Configuration::new();
    let mut echo = Vec::new();
    for (key, value) in vector["config"].as_object()? {
        let text = value.as_str()?;
        if text != text.trim() || text.contains(['\n', '\r', '\'', '"', '\u{1b}']) || key != key.trim() || key.contains([',', '\n']) {
            return None;
        }
        request.configuration.set(key.as_str(), text);
        echo.push((key.clone(), text.to_owned()));
    }
    if vector.contains_key("env") {
        return None;
    }
    request.deployment = if vector.contains_key("deployment") { Deployment::Container } else { Deployment::Standalone };
    Some((request, echo))
}

/// A log of a process that starts, with everything that Flink says of its memory in it.
fn log(request: &Request, echo: &[(String, String)], memory: &Memory, shape: usize) -> String {
    let prefix = PREFIXES[shape % PREFIXES.len()];
    let mut lines = Vec::new();
    let mut say = |line: &str| lines.push(format!("{prefix}{line}\n"));
    for (key, value) in echo {
        say(&format!("Loading configuration property: {key}, {value}"));
    }
    for line in memory.summary().unwrap_or_default() {
        say(&line);
    }
    let name = match (request.process, request.deployment) {
        (Process::TaskManager, Deployment::Standalone) => "TaskManager",
        (Process::TaskManager, Deployment::Container) => "YARN TaskExecutor runner",
        (_, Deployment::Standalone) => "StandaloneSessionClusterEntrypoint",
        (_, Deployment::Container) => "YarnJobClusterEntrypoint",
    };
    say(&format!(
        " Starting {name} (Version: {}, Scala: 2.12, Rev:c0027e5, Date:2023-11-09T13:24:38+01:00)",
        request.release.verified_patch()
    ));
    say(" JVM Options:");
    for flag in memory.jvm_parameters().unwrap_or_default().split_whitespace() {
        say(&format!("    {flag}"));
    }
    say(" Program Arguments:");
    for argument in "--configDir /opt/flink/conf ".split(' ').filter(|argument| !argument.is_empty()) {
        say(&format!("    {argument}"));
    }
    for argument in memory.dynamic_configuration().unwrap_or_default().split_whitespace() {
        say(&format!("    {argument}"));
    }
    say(" Classpath: /opt/flink/lib/log4j.jar:::");
    lines.concat()
}

fn agrees(reading: &Reading, memory: &Memory, about: &str) {
    for reported in &reading.reported {
        for comparison in check(reported, memory) {
            assert!(comparison.agrees, "{about}: {comparison:?}");
        }
    }
}

#[test]
fn a_log_with_its_configuration_gives_the_question_and_agrees_with_the_answer() {
    let mut asked = 0;
    for (index, (release, vector)) in vectors().into_iter().enumerate() {
        let Some((request, echo)) = question(release, &vector) else { continue };
        let Ok(memory) = derive(&request).memory else { continue };
        let text = log(&request, &echo, &memory, index);
        let about = format!("{release} {}\n{text}", vector["id"]);
        let reading = read_as(&text, Format::Log, Release::LATEST);
        assert_eq!(
            (reading.release, reading.process, reading.deployment),
            (Some(release), Some(request.process), Some(request.deployment)),
            "{about}"
        );
        // The echo is not there to be read where nothing is configured.
        if !echo.is_empty() {
            assert_eq!(reading.base, Base::Nothing, "{about}");
            assert_eq!(reading.apply(&Request::shipped(Release::V1_14, Process::Local)), request, "{about}");
        }
        assert!(reading.reported.len() <= 1, "{about}");
        agrees(&reading, &memory, &about);
        asked += 1;
    }
    assert!(asked >= 5000, "only {asked} questions were asked");
}

#[test]
fn a_log_without_its_configuration_gives_options_that_pin_its_pools() {
    let mut asked = 0;
    for (index, (release, vector)) in vectors().into_iter().enumerate().filter(|(index, _)| index % 3 == 0) {
        let Some((request, _)) = question(release, &vector) else { continue };
        let Ok(memory) = derive(&request).memory else { continue };
        let Some(lines) = memory.summary() else { continue };
        let text = block(&lines, index);
        let about = format!("{release} {}\n{text}", vector["id"]);
        let reading = read_as(&text, Format::Log, release);
        let again = derive(&reading.apply(&Request::shipped(release, request.process)));
        match again.memory {
            // Whether a JobManager's JVM has a limit for direct memory is not told.
            Ok(again) => assert_eq!(again.summary(), Some(lines), "{about}"),
            Err(error) => panic!("{about}: {error}"),
        }
        asked += 1;
    }
    assert!(asked >= 1000, "only {asked} questions were asked");
}

#[test]
fn every_list_that_flink_derives_is_known_as_such() {
    for (release, vector) in vectors() {
        let Some(list) = vector.get("dynamicConfigs").and_then(Value::as_str) else { continue };
        // Resources with names that mean something to a shell.
        if list.contains(['\'', '\\', '$']) || list.contains("d d.amount") {
            continue;
        }
        let text = format!("-Dtaskmanager.memory.managed.fraction=0.3 -Dtaskmanager.memory.managed.size=1m {list} -Dweb.port=0");
        let about = format!("{release} {text}");
        let reading = read_as(&text, Format::Arguments, release);
        assert_eq!(reading.base, Base::Nothing, "{about}");
        for (pool, bytes) in reported(&reading, process(&vector), &about) {
            assert!(answered(&vector, pool).is_none_or(|answer| answer == bytes), "{about}: {pool:?}");
        }
        let log = format!("Loading configuration property: taskmanager.memory.process.size, 2g\ndynamic_configs: {text}\n");
        let kept: Vec<String> = read_as(&log, Format::Log, release).entries.into_iter().map(|entry| entry.key).collect();
        let expected =
            ["taskmanager.memory.process.size", "taskmanager.memory.managed.fraction", "taskmanager.memory.managed.size", "web.port"];
        assert_eq!(kept, expected, "{about}");
    }
}

#[test]
fn a_long_log_is_read_in_linear_time() {
    let line = "2024-03-05 10:12:01,123 INFO  org.apache.flink.runtime.checkpoint.CheckpointCoordinator [] - Completed checkpoint 17 for job: a1 (2 bytes)\n";
    let size = 1 << 20;
    let log: String = line.chars().cycle().take(size).collect();
    let single: String = log.replace('\n', "\\n");
    let echo: Vec<String> =
        (0..size / 80).map(|index| format!("INFO  [] - Loading configuration property: some.key.{index}, value of {index}\n")).collect();
    let arguments: Vec<String> = (0..size / 20).map(|index| format!("-Dsome.key.{index}=x ")).collect();
    let (echo, arguments) = (echo.concat(), arguments.concat());
    let quotes = "'\" \\".repeat(size / 4);
    let title = "Final TaskExecutor Memory configuration: Task: ".repeat(size / 47);
    let starts = "Loading configuration property: a, b JVM Options: Exit Code: 7 Classpath: Starting (Version: 1 jvm_params: -Xmx1 ";
    let starts = starts.repeat(size / starts.len());
    let escaped = format!("{{\"log\": \"{}\"}}", starts.replace(" J", "\\n J"));
    for text in [log, single, echo, arguments, quotes, title, starts, escaped] {
        for format in [Format::Log, Format::Arguments, Format::JvmFlags] {
            let start = std::time::Instant::now();
            read_as(&text, format, Release::LATEST);
            let took = start.elapsed();
            // Without optimisation it is about a second; quadratic time would be hours.
            assert!(took.as_secs() < 10, "{format:?} of {}… took {took:?}", text.get(..60).unwrap_or_default());
        }
    }
}
