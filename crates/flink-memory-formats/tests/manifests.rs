//! Manifests, environments, REST answers and SQL scripts: what is read of real-shaped texts, and that no text whatever breaks a reader.

use std::time::{Duration, Instant};

use flink_memory::{Deployment, Pool, Process, Release};
use flink_memory_formats::{Base, Confidence, Format, MOST_BYTES, Place, Reading, ReportedSize, detect, read};
use proptest::prelude::*;

macro_rules! corpus {
    ($($format:ident $path:literal,)+) => {
        [$((Format::$format, $path, include_str!(concat!("../../../tests/corpus/", $path)))),+]
    };
}

const CORPUS: [(Format, &str, &str); 19] = corpus![
    Manifest "manifest/application-1.20.yaml",
    Manifest "manifest/compose-1.17.yaml",
    Manifest "manifest/compose-map-2.0.yaml",
    Manifest "manifest/configmap-nested-2.0.yaml",
    Manifest "manifest/fraction-refused-1.19.yaml",
    Manifest "manifest/pod-list.json",
    Manifest "manifest/resources-2.2.yaml",
    Manifest "manifest/session-and-job-2.1.yaml",
    Manifest "manifest/standalone-configmap-1.18.yaml",
    FlinkProperties "flink-properties/ansi-c-2.0.txt",
    FlinkProperties "flink-properties/docker-run-1.19.txt",
    FlinkProperties "flink-properties/environment-file-1.16.txt",
    FlinkProperties "flink-properties/printenv@1.15.txt",
    Rest "rest/jobmanager-config.json",
    Rest "rest/taskmanager-1.20.json",
    Rest "rest/taskmanager-mebibytes-1.11.json",
    Rest "rest/taskmanagers-1.14.json",
    Sql "sql/client-1.13.sql",
    Sql "sql/session-tuning.sql",
];

fn corpus(name: &str) -> (&'static str, Reading) {
    let (_, _, text) = CORPUS.into_iter().find(|(_, path, _)| path.contains(name)).expect("the text is in the corpus");
    (text, read(text, None, Release::V2_0))
}

/// Keys and values as Flink takes them, in order.
fn entries(reading: &Reading) -> Vec<(String, String)> {
    reading.entries.iter().map(|entry| (entry.key.clone(), entry.value.to_string())).collect()
}

fn value(reading: &Reading, key: &str) -> Option<String> {
    reading.entries.iter().rev().find(|entry| entry.key == key).map(|entry| entry.value.to_string())
}

/// Codes of findings with their lines and columns.
fn findings(reading: &Reading) -> Vec<(&'static str, u32, u32)> {
    let place = |place: Option<Place>| place.map_or((0, 0), |place| (place.line, place.column));
    reading.findings.iter().map(|finding| (finding.matter.code(), place(finding.place).0, place(finding.place).1)).collect()
}

#[test]
fn every_text_of_the_corpus_is_detected_as_what_it_is() {
    for release in [Release::V1_10, Release::V1_19, Release::LATEST] {
        for (format, path, text) in CORPUS {
            assert_eq!(detect(text, release).first().map(|best| best.format), Some(format), "{path}");
            assert_eq!(read(text, None, release).format, format, "{path}");
        }
    }
}

#[test]
fn a_file_is_what_the_release_reads_unless_it_shows_what_it_is() {
    let flat = "taskmanager.memory.process.size: 2g\ntaskmanager.numberOfTaskSlots: 2\n";
    let best = |text, release| detect(text, release).first().map(|best| (best.format, best.confidence));
    assert_eq!(best(flat, Release::V1_18), Some((Format::FlinkConf, Confidence::Likely)));
    assert_eq!(best(flat, Release::V1_20), Some((Format::FlinkConf, Confidence::Likely)));
    assert_eq!(best(flat, Release::V2_0), Some((Format::ConfigYaml, Confidence::Likely)));
    let nested = "# ours\ntaskmanager:\n  memory.process.size: 2g\n";
    assert_eq!(best(nested, Release::V1_18), Some((Format::ConfigYaml, Confidence::Certain)));
    assert_eq!(best("  taskmanager.memory.process.size: 2g", Release::V1_18), Some((Format::FlinkConf, Confidence::Likely)));
    for text in ["", "  \n", "Dear all, the cluster is down.\nCan you look?", "#!/bin/sh\nset -e\n"] {
        assert_eq!(best(text, Release::V1_20), None, "{text}");
    }
}

#[test]
fn other_formats_are_told_by_words_of_their_own() {
    for (text, format) in [
        ("2024-05-01 INFO  [] - Final TaskExecutor Memory configuration:\n", Format::Log),
        ("INFO  [] - Loading configuration property: taskmanager.memory.process.size, 1728m", Format::Log),
        ("-Dtaskmanager.memory.process.size=2g -D jobmanager.memory.process.size=1g", Format::Arguments),
        ("flink 71 /usr/bin/java -Xmx1g -cp x org.apache.flink.runtime.taskexecutor.TaskManagerRunner -Dk=v", Format::Arguments),
        ("71:\n-XX:CICompilerCount=3 -XX:MaxHeapSize=536870912 -XX:+UseG1GC", Format::JvmFlags),
        ("71:\nVM Arguments:\njvm_args: -Xmx536870902", Format::JvmFlags),
    ] {
        assert_eq!(detect(text, Release::V1_20).first().map(|best| best.format), Some(format), "{text}");
    }
}

#[test]
fn a_deployment_says_release_configuration_and_memory() {
    let (text, reading) = corpus("application");
    assert_eq!((reading.release, reading.deployment, reading.base), (Some(Release::V1_20), Some(Deployment::Container), Base::Nothing));
    assert_eq!(value(&reading, "taskmanager.memory.process.size").as_deref(), Some("4g"));
    assert_eq!(value(&reading, "jobmanager.memory.process.size").as_deref(), Some("2048m"));
    assert_eq!(value(&reading, "taskmanager.numberOfTaskSlots").as_deref(), Some("4"));
    let overridden = [("overridden-by-resource", 13, 5), ("pod-template-memory", 23, 23), ("kubernetes-quantity", 36, 15)];
    assert_eq!(findings(&reading), overridden);
    let size = reading.entries.iter().find(|entry| entry.key == "taskmanager.memory.process.size").expect("it is set");
    assert_eq!(size.value_at.clone().and_then(|at| text.get(at)), Some("4Gi"));
}

#[test]
fn a_session_job_cannot_change_the_processes() {
    let (_, reading) = corpus("session-and-job");
    assert_eq!(value(&reading, "taskmanager.memory.process.size").as_deref(), Some("2000M"));
    assert_eq!(value(&reading, "taskmanager.memory.managed.fraction").as_deref(), Some("0.3"));
    assert_eq!(value(&reading, "state.backend.rocksdb.memory.fixed-per-slot").as_deref(), Some("512m"));
    let expected = [("structured-configuration", 9, 5), ("kubernetes-reads-other", 20, 24), ("no-effect-in-session", 29, 5)];
    assert_eq!(findings(&reading), expected);
}

#[test]
fn the_newer_resources_count_before_the_older_resource() {
    let (_, reading) = corpus("resources");
    assert_eq!(value(&reading, "jobmanager.memory.process.size").as_deref(), Some("2g"));
    assert_eq!(value(&reading, "taskmanager.memory.process.size").as_deref(), Some("2048m"));
    // To Kubernetes 2048m is two bytes, which blows the factor up.
    let factor = reading.findings.iter().find(|finding| finding.matter.code() == "limit-factor").expect("both are set");
    assert_eq!(factor.matter.facts()[1], ("factor", "2097152000"));
    let above = "kind: FlinkDeployment\nspec:\n  taskManager:\n    resources: {requests: {memory: 4Gi}, limits: {memory: 2Gi}}\n";
    assert!(findings(&read(above, None, Release::V2_2)).contains(&("request-above-limit", 4, 59)));
}

#[test]
fn what_the_operator_refuses_is_told_and_left_out() {
    let (_, reading) = corpus("fraction-refused");
    assert_eq!(reading.deployment, Some(Deployment::Standalone));
    assert_eq!(value(&reading, "taskmanager.memory.process.size"), None);
    let expected =
        [("kubernetes-quantity", 10, 15), ("operator-refuses-memory", 13, 15), ("several-clusters", 20, 3), ("unknown-release", 20, 17)];
    assert_eq!(findings(&reading), expected);
}

#[test]
fn a_part_of_a_deployment_is_set_upon_what_was_set_before() {
    let patch = "spec:\n  flinkConfiguration:\n    taskmanager.memory.managed.fraction: \"0.2\"\n";
    let reading = read(patch, None, Release::V1_17);
    assert_eq!((reading.format, reading.base, reading.release), (Format::Manifest, Base::Current, None));
    assert_eq!(value(&reading, "taskmanager.memory.managed.fraction").as_deref(), Some("0.2"));
}

#[test]
fn a_config_map_is_read_in_its_place() {
    let (text, reading) = corpus("standalone-configmap");
    assert_eq!((reading.release, reading.process, reading.base), (Some(Release::V1_18), Some(Process::TaskManager), Base::Nothing));
    assert_eq!(reading.environment.task_manager_heap.as_deref(), Some("1024m"));
    let slots = reading.entries.iter().find(|entry| entry.key == "taskmanager.numberOfTaskSlots").expect("it is set");
    assert_eq!(slots.place, Place { line: 14, column: 5 });
    assert_eq!(slots.value_at.clone().and_then(|at| text.get(at)), Some("2"));
    assert_eq!(value(&reading, "taskmanager.memory.task.off-heap.size").as_deref(), Some("64m"));
    let (text, reading) = corpus("configmap-nested");
    let size = reading.entries.iter().find(|entry| entry.key == "taskmanager.memory.process.size").expect("it is set");
    assert_eq!(size.value_at.clone().and_then(|at| text.get(at)), Some("4g"));
}

#[test]
fn of_two_files_the_one_counts_that_the_release_reads() {
    let both = "kind: ConfigMap\napiVersion: v1\ndata:\n  config.yaml: |\n    taskmanager.numberOfTaskSlots: 2\n  flink-conf.yaml: |\n    \
                taskmanager.numberOfTaskSlots: 3\n";
    for (release, slots, ignored) in [(Release::V1_18, "3", 4), (Release::V1_20, "3", 4), (Release::V2_0, "2", 6)] {
        let reading = read(both, None, release);
        assert_eq!(value(&reading, "taskmanager.numberOfTaskSlots").as_deref(), Some(slots));
        assert!(findings(&reading).iter().any(|&(code, line, _)| code == "file-ignored" && line == ignored), "{release}");
    }
}

#[test]
fn compose_files_append_to_what_is_shipped() {
    let (_, reading) = corpus("compose-1.17");
    assert_eq!((reading.release, reading.process, reading.base), (Some(Release::V1_17), None, Base::Shipped));
    assert_eq!(value(&reading, "jobmanager.memory.process.size").as_deref(), Some("1200m"));
    assert_eq!(value(&reading, "taskmanager.memory.process.size").as_deref(), Some("3g"));
    assert_eq!(findings(&reading), []);
    let differing =
        corpus("compose-1.17").0.replace("rpc.address: jobmanager\n        jobmanager", "rpc.address: other\n        jobmanager");
    assert_eq!(findings(&read(&differing, None, Release::V1_17)), [("conflicting-values", 23, 9)]);
}

#[test]
fn newer_images_take_properties_without_blanks() {
    let (_, reading) = corpus("compose-map");
    let expected = [
        ("taskmanager.numberOfTaskSlots", "2"),
        ("taskmanager.memory.process.size", "2g"),
        ("taskmanager.memory.managed.fraction", "0.2"),
        ("taskmanager.memory.network.max", "\"256m\""),
        ("taskmanager.memory.framework.heap.size", "192m#moremetrics"),
    ];
    assert_eq!(entries(&reading), expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    assert_eq!(findings(&reading), [("property-quoted", 14, 9), ("placeholder", 15, 9), ("property-comment", 16, 9)]);
    // Older images append lines, which need the blank.
    let older = corpus("compose-map").0.replace("flink:2.0.0", "flink:1.18");
    assert_eq!(value(&read(&older, None, Release::V2_0), "taskmanager.memory.managed.fraction"), None);
}

#[test]
fn environments_are_read_as_shells_and_files_write_them() {
    let (_, reading) = corpus("docker-run");
    assert_eq!((reading.release, reading.process), (Some(Release::V1_19), Some(Process::TaskManager)));
    assert_eq!(value(&reading, "taskmanager.memory.process.size").as_deref(), Some("2g"));
    assert_eq!(value(&reading, "taskmanager.memory.managed.size").as_deref(), Some("512m"));
    let (text, reading) = corpus("ansi-c");
    let slots = reading.entries.last().expect("two are set");
    assert_eq!((slots.key.as_str(), slots.value_at.clone().and_then(|at| text.get(at))), ("taskmanager.numberOfTaskSlots", Some("4")));
    let (_, reading) = corpus("environment-file");
    assert_eq!(reading.environment.task_manager_heap.as_deref(), Some("2g"));
    assert_eq!(value(&reading, "taskmanager.memory.process.size").as_deref(), Some("4096m"));
    let (_, reading) = corpus("printenv");
    assert_eq!(reading.entries.len(), 3);
    let bare = read("taskmanager.memory.process.size: 3g", Some(Format::FlinkProperties), Release::V1_15);
    assert_eq!((value(&bare, "taskmanager.memory.process.size").as_deref(), bare.base), (Some("3g"), Base::Shipped));
    let attached = read("docker run -e 'FLINK_PROPERTIES=a.b: 1' flink:1.17 jobmanager", None, Release::V1_15);
    assert_eq!((value(&attached, "a.b").as_deref(), attached.process), (Some("1"), Some(Process::JobManager)));
}

#[test]
fn rest_answers_are_exact_where_flink_is() {
    let (_, reading) = corpus("taskmanagers-1.14");
    let reported = reading.reported.first().expect("one is reported");
    assert_eq!(reported.pools.len(), 9);
    let of = |reported: &[(Pool, ReportedSize)], pool| reported.iter().find(|(known, _)| *known == pool).map(|&(_, size)| size);
    let bytes = |bytes| flink_memory::MemorySize::from_bytes(bytes).map(ReportedSize::Exact);
    assert_eq!(of(&reported.pools, Pool::TaskHeap), bytes(563_714_445));
    assert_eq!(of(&reported.pools, Pool::TotalFlink), None);
    assert_eq!((reading.base, value(&reading, "taskmanager.memory.task.heap.size").as_deref()), (Base::Nothing, Some("563714445b")));
    let (_, reading) = corpus("mebibytes");
    assert_eq!((reading.base, reading.entries.len()), (Base::Current, 0));
    assert_eq!(of(&reading.reported[0].pools, Pool::Managed), Some(ReportedSize::Mebibytes(512)));
    let (_, reading) = corpus("jobmanager-config");
    assert_eq!((reading.base, reading.entries.len()), (Base::Nothing, 4));
    let broken = read(&corpus("taskmanager-1.20").0[..700], None, Release::V1_20);
    assert_eq!(findings(&broken).first().map(|finding| finding.0), Some("not-yaml"));
}

#[test]
fn sql_sets_what_a_session_can_take() {
    let (_, reading) = corpus("session-tuning");
    let keys: Vec<_> = entries(&reading).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, ["taskmanager.memory.network.min", "taskmanager.memory.network.max", "pipeline.name"]);
    assert_eq!(value(&reading, "pipeline.name").as_deref(), Some("it's clicks"));
    assert_eq!(findings(&reading), [("no-effect-in-session", 3, 1), ("no-effect-in-session", 4, 1)]);
    let (_, reading) = corpus("client-1.13");
    assert_eq!(findings(&reading), [("no-effect-in-session", 3, 12)]);
    let weights = "SET 'taskmanager.memory.managed.consumer-weights' = 'OPERATOR:1';";
    assert_eq!(findings(&read(weights, None, Release::V1_18)), []);
    assert_eq!(findings(&read(weights, None, Release::V1_19)), [("no-effect-in-session", 1, 1)]);
    let forgotten =
        read("SET 'a' = '1'\nSET 'b' = '2'\nRESET 'a'\nSET 'a' 5;\nSET 'c' = '3';\nRESET;\nSET 'd' = '4'", None, Release::V1_18);
    assert_eq!((entries(&forgotten), findings(&forgotten)), (vec![("d".to_owned(), "4".to_owned())], vec![("set-not-understood", 4, 1)]));
}

#[test]
fn a_text_about_something_else_changes_nothing() {
    let helm = "replicaCount: 2\nimage:\n  repository: flink\n  tag: \"1.20\"\nresources:\n  limits:\n    memory: 4Gi\n";
    for (text, format) in [
        (helm, Some(Format::Manifest)),
        ("apiVersion: v1\nkind: Service\nspec: {}\n", None),
        ("services:\n  db:\n    image: postgres:16\n", None),
        ("{}", Some(Format::Rest)),
        ("SELECT 1;", Some(Format::Sql)),
        ("", None),
    ] {
        let reading = read(text, format, Release::V1_20);
        assert_eq!((findings(&reading), reading.base), (vec![("nothing-found", 0, 0)], Base::Current), "{text}");
    }
}

#[test]
fn a_broken_document_does_not_take_the_others_along() {
    let text = "# {{ include }}\nkind: FlinkDeployment\nspec: {flinkVersion: v1_18}\n---\na: {{ .Values.a }}\n b\n---\nkind: Service\n";
    let reading = read(text, None, Release::V1_20);
    assert_eq!(reading.release, Some(Release::V1_18));
    assert_eq!(findings(&reading).iter().map(|finding| finding.0).collect::<Vec<_>>(), ["not-yaml"]);
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    let reading = read(&" ".repeat(MOST_BYTES + 1), None, Release::V1_20);
    assert_eq!(findings(&reading), [("too-long", 0, 0)]);
}

#[test]
fn aliases_cannot_blow_up() {
    let head = "kind: FlinkDeployment\nspec:\n  x:\n    - &a0 {k: v}\n";
    let alias = |level: u32| format!("*a{}", level - 1);
    let lists = (1..24).map(|level| format!("    - &a{level} [{}]\n", vec![alias(level); 8].join(", ")));
    let bomb = head.to_owned() + &lists.collect::<String>();
    let merges = (1..17).map(|level| format!("    - &a{level} {{<<: [{0}, {0}], k{level}: {{<<: {0}}}}}\n", alias(level)));
    let merging = head.to_owned() + &merges.collect::<String>() + "  flinkConfiguration: *a16\n";
    for text in [bomb, merging] {
        let many = [text.as_str(); 20].join("---\n");
        let start = Instant::now();
        let reading = read(&many, None, Release::V1_20);
        assert!(start.elapsed() < Duration::from_secs(30) && reading.entries.len() < 1 << 17);
    }
}

/// Every place of a reading is in the text, and so is every value.
fn holds(text: &str, reading: &Reading) -> Result<(), TestCaseError> {
    let lines = u32::try_from(text.split('\n').count()).unwrap_or(u32::MAX);
    for place in reading.findings.iter().filter_map(|finding| finding.place).chain(reading.entries.iter().map(|entry| entry.place)) {
        prop_assert!((1..=lines).contains(&place.line) && place.column >= 1, "{place} in {text:?}");
    }
    for at in reading.entries.iter().filter_map(|entry| entry.value_at.clone()) {
        prop_assert!(text.get(at.clone()).is_some(), "{at:?} in {text:?}");
    }
    Ok(())
}

const FORMATS: [Option<Format>; 5] = [None, Some(Format::Manifest), Some(Format::FlinkProperties), Some(Format::Rest), Some(Format::Sql)];

proptest! {
    #[test]
    fn no_text_breaks_a_reader(text in any::<String>(), release in proptest::sample::select(Release::ALL)) {
        for format in FORMATS {
            holds(&text, &read(&text, format, release))?;
        }
    }

    #[test]
    fn no_text_of_the_right_pieces_breaks_a_reader(
        pieces in prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..40),
        release in proptest::sample::select(Release::ALL),
    ) {
        let text = pieces.concat();
        for format in FORMATS {
            holds(&text, &read(&text, format, release))?;
        }
    }

    #[test]
    fn no_change_to_a_real_text_breaks_a_reader(
        (_, _, text) in prop::sample::select(CORPUS.as_slice()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..9usize, prop::sample::select(PIECES.as_slice())), 1..4),
        release in proptest::sample::select(Release::ALL),
    ) {
        let mut characters: Vec<char> = text.chars().collect();
        for (index, removed, piece) in changes {
            let start = index.index(characters.len() + 1);
            let end = (start + removed).min(characters.len());
            characters.splice(start..end, piece.chars());
        }
        let text: String = characters.into_iter().collect();
        for format in FORMATS {
            holds(&text, &read(&text, format, release))?;
        }
    }
}

const PIECES: [&str; 48] = [
    "kind: FlinkDeployment\n",
    "kind: FlinkSessionJob\n",
    "kind: ConfigMap\n",
    "apiVersion: v1\n",
    "spec:\n",
    "  flinkConfiguration:\n",
    "    taskmanager.memory.process.size: 2g\n",
    "  taskManager:\n",
    "    resource: {memory: 1.5Gi}\n",
    "    resources:\n",
    "data:\n",
    "  flink-conf.yaml: |\n",
    "  config.yaml: |+\n",
    "services:\n",
    "  a:\n",
    "    image: flink:1.19\n",
    "    environment:\n",
    "      - |\n",
    "        FLINK_PROPERTIES=\n",
    "        k: v\n",
    "FLINK_PROPERTIES=",
    "$'",
    "'",
    "\"",
    "\\",
    "\n",
    "\r\n",
    " ",
    "\t",
    "# ",
    "---\n",
    ": ",
    "-D",
    "<<: *a",
    "&a ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "é",
    "SET ",
    "RESET",
    "= ",
    ";",
    "/*",
    "--",
    "{\"memoryConfiguration\":{\"taskHeap\":1}}",
];
