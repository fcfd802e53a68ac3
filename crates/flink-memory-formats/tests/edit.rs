//! Real shapes of files, changed: what is expected to differ, to the byte. The laws of edits stand in `edit_laws.rs`.

use flink_memory::{Release, Value};
use flink_memory_formats::{Change, Edited, Finding, Format, Matter, edit, set_flink_version};

const FRACTION: &str = "taskmanager.memory.managed.fraction";
const PROCESS: &str = "taskmanager.memory.process.size";

fn change(key: &str, value: Option<&str>) -> Change {
    Change { key: key.to_owned(), value: value.map(Value::from) }
}

fn edited(text: &str, format: Format, changes: &[(&str, Option<&str>)]) -> Edited {
    let changes: Vec<_> = changes.iter().map(|&(key, value)| change(key, value)).collect();
    edit(text, format, Release::V1_20, &changes).expect("editable")
}

/// Checks one change against the lines of a difference: `-` for lines that go, `+` for lines that come.
fn check(format: Format, text: &str, key: &str, value: Option<&str>, expected: &[&str]) {
    let Edited { text: after, findings } = edited(text, format, &[(key, value)]);
    assert_eq!(findings, [], "{key} in\n{text}");
    assert_eq!(difference(text, &after), expected, "{key} = {value:?} in\n{text}\ngives\n{after}");
    let again = edited(&after, format, &[(key, value)]);
    assert_eq!(again.text, after, "a second time");
}

fn yaml(text: &str, key: &str, value: Option<&str>, expected: &[&str]) {
    check(Format::ConfigYaml, text, key, value, expected);
}

fn difference(before: &str, after: &str) -> Vec<String> {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let start = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let most = before.len().min(after.len()) - start;
    let end = before.iter().rev().zip(after.iter().rev()).take(most).take_while(|(one, other)| one == other).count();
    let gone = before[start..before.len() - end].iter().map(|line| format!("-{line}"));
    gone.chain(after[start..after.len() - end].iter().map(|line| format!("+{line}")))
        .map(|line| line.trim_end_matches('\n').to_owned())
        .collect()
}

/// The shape of the file that Flink 1.20 and 2.x ship.
const SHIPPED: &str = "\
################################################################################
#  Licensed to nobody: this is a text of the same shape
################################################################################

# These parameters are required for Java 17 support.
env:
  java:
    opts:
      all: --add-exports=java.base/sun.net.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED

#==============================================================================
# Common
#==============================================================================

jobmanager:
  # The host interface the JobManager will bind to.
  bind-host: localhost
  rpc:
    # The external address of the host on which the JobManager runs.
    address: localhost
    port: 6123
  memory:
    process:
      # The total process memory size for the JobManager.
      # Note this accounts for all memory usage within the JobManager process, including JVM metaspace and other overhead.
      size: 1600m
  execution:
    failover-strategy: region

taskmanager:
  bind-host: localhost
  host: localhost
  # The number of task slots that each TaskManager offers. Each slot runs one parallel pipeline.
  numberOfTaskSlots: 1
  memory:
    process:
      # The total process memory size for the TaskManager.
      size: 1728m

parallelism:
  # The parallelism used for programs that did not specify and other parallelism.
  default: 1

# # The default file system scheme and authority.
# fs:
#   default-scheme: hdfs://mynamenode:12345

rest:
  # The address to which the REST client will connect to
  address: localhost
  # port: 8081
  bind-address: localhost

# taskmanager:
#   memory:
#     network:
#       fraction: 0.1
#       min: 64mb
#       max: 1gb
";

#[test]
fn the_shipped_file_is_changed_where_it_was_changed() {
    yaml(SHIPPED, PROCESS, Some("4g"), &["-      size: 1728m", "+      size: 4g"]);
    yaml(SHIPPED, FRACTION, Some("0.5"), &["+    managed:", "+      fraction: 0.5"]);
    yaml(SHIPPED, "taskmanager.memory.process.x", Some("1"), &["+      x: 1"]);
    yaml(SHIPPED, "state.backend.type", Some("rocksdb"), &["+state:", "+  backend:", "+    type: rocksdb"]);
    yaml(
        SHIPPED,
        PROCESS,
        None,
        &[
            "-  memory:",
            "-    process:",
            "-      # The total process memory size for the TaskManager.",
            "-      size: 1728m",
            "+      # The total process memory size for the TaskManager.",
        ],
    );
    yaml(SHIPPED, "taskmanager.numberOfTaskSlots", Some("4"), &["-  numberOfTaskSlots: 1", "+  numberOfTaskSlots: 4"]);
    let same = edited(SHIPPED, Format::ConfigYaml, &[(PROCESS, Some("1728m")), ("rest.port", None)]);
    assert_eq!((same.text.as_str(), same.findings.len()), (SHIPPED, 0));
}

#[test]
fn nested_dotted_and_mixed_keys_are_the_same_key() {
    let mixed =
        "taskmanager:\n  memory:\n    process:\n      size: 1728m\n    managed.fraction: 0.4        # mixed\n  numberOfTaskSlots: 2\n";
    yaml(mixed, FRACTION, Some("0.35"), &["-    managed.fraction: 0.4        # mixed", "+    managed.fraction: 0.35        # mixed"]);
    yaml(mixed, FRACTION, None, &["-    managed.fraction: 0.4        # mixed"]);
    yaml(mixed, "taskmanager.memory.managed.size", Some("1g"), &["+    managed.size: 1g"]);
    let twice = "taskmanager.memory.process.size: 1g\ntaskmanager:\n  memory.process.size: 2g\nother: 1";
    yaml(twice, PROCESS, Some("3g"), &["-  memory.process.size: 2g", "+  memory.process.size: 3g"]);
    yaml(twice, PROCESS, None, &["-taskmanager.memory.process.size: 1g", "-taskmanager:", "-  memory.process.size: 2g"]);
    let flat = "# c\ntaskmanager.memory.process.size: 1g\r\njobmanager.memory.process.size: 1g";
    yaml(flat, FRACTION, Some("0.5"), &["+taskmanager.memory.managed.fraction: 0.5\r"]);
    yaml(
        flat,
        "jobmanager.memory.heap.size",
        Some("1g"),
        &["-jobmanager.memory.process.size: 1g", "+jobmanager.memory.process.size: 1g\r", "+jobmanager.memory.heap.size: 1g"],
    );
    yaml("state:\n  backend: rocksdb\n", "state.backend.incremental", Some("true"), &["+  backend.incremental: true"]);
    yaml("state:\n  backend:\n    incremental: true\n", "state.backend", Some("rocksdb"), &["+state.backend: rocksdb"]);
}

#[test]
fn quotes_comments_and_blocks_are_kept() {
    yaml("a: 'x'  # c\n", "a", Some("y z"), &["-a: 'x'  # c", "+a: 'y z'  # c"]);
    yaml("a: \"x\"\n", "a", Some("2"), &["-a: \"x\"", "+a: \"2\""]);
    yaml("a: 1\n", "a", Some("0.10"), &["-a: 1", "+a: \"0.10\""]);
    yaml("a: |\n  x\n  y\n\nb: 1\n", "a", Some("z"), &["-a: |", "-  x", "-  y", "+a: z"]);
    yaml("a:\n- x\n- y # c\nb: 1\n", "a", Some("z"), &["-a:", "-- x", "-- y # c", "+a: z # c"]);
    yaml("b: 1\na: |\n  x", "c", Some("1"), &["+c: 1"]);
    yaml("\u{feff}a: 1\nb: 2\n", "a", None, &["-\u{feff}a: 1", "-b: 2", "+\u{feff}b: 2"]);
    yaml("a: |\n  x\nb: 1", "b", None, &["-b: 1"]);
    yaml("a: |+\n  x\nb: 1\n\nc: 1\n", "b", None, &["-b: 1", "-"]);
    yaml("a: [x, y] # c\nb: 1\n", "a", Some("[x]"), &["-a: [x, y] # c", "+a: \"[x]\" # c"]);
    yaml("a: # c\nb: 1\n", "a", Some("z"), &["-a: # c", "+a: z # c"]);
    yaml("a: ~\n", "a", None, &["-a: ~"]);
    yaml("a: !!str 12 # c\n", "a", Some("13"), &["-a: !!str 12 # c", "+a: 13 # c"]);
    yaml("\u{feff}a: 1\r\nb: 2", "b", None, &["-\u{feff}a: 1\r", "-b: 2", "+\u{feff}a: 1"]);
    yaml("x: 1\na:\n  b: 1", "a.b", None, &["-x: 1", "-a:", "-  b: 1", "+x: 1"]);
    yaml("x: 1\na:\n  # c\n  b: 1", "a.b", None, &["-a:", "-  # c", "-  b: 1", "+  # c"]);
    yaml("", "a.b", Some("1"), &["+a.b: 1"]);
    yaml("# only\n# comments", "a.b", Some("1"), &["-# comments", "+# comments", "+a.b: 1"]);
    yaml("---\n# c\n", "a", Some("1"), &["+a: 1"]);
    yaml("a: 1\n...\n", "b", Some("1"), &["+b: 1"]);
    yaml("a: {}\n", "a.b", Some("1"), &["-a: {}", "+a: {b: 1}"]);
    yaml("a: {}\n", "a", Some("1"), &["-a: {}", "+a: 1"]);
    yaml("'a.b': 1\n", "a.b", Some("2"), &["-'a.b': 1", "+'a.b': 2"]);
}

#[test]
fn braces_stay_braces() {
    let text = "taskmanager: {memory: {process: {size: 1g}, managed.fraction: 0.4}, numberOfTaskSlots: 2} # c\n";
    yaml(
        text,
        PROCESS,
        Some("2g"),
        &[
            "-taskmanager: {memory: {process: {size: 1g}, managed.fraction: 0.4}, numberOfTaskSlots: 2} # c",
            "+taskmanager: {memory: {process: {size: 2g}, managed.fraction: 0.4}, numberOfTaskSlots: 2} # c",
        ],
    );
    yaml(
        text,
        PROCESS,
        None,
        &[
            "-taskmanager: {memory: {process: {size: 1g}, managed.fraction: 0.4}, numberOfTaskSlots: 2} # c",
            "+taskmanager: {memory: {managed.fraction: 0.4}, numberOfTaskSlots: 2} # c",
        ],
    );
    yaml(
        text,
        "taskmanager.memory.managed.size",
        Some("1,5"),
        &[
            "-taskmanager: {memory: {process: {size: 1g}, managed.fraction: 0.4}, numberOfTaskSlots: 2} # c",
            "+taskmanager: {memory: {process: {size: 1g}, managed.fraction: 0.4, managed.size: \"1,5\"}, numberOfTaskSlots: 2} # c",
        ],
    );
    yaml("{a: 1}", "a", None, &["-{a: 1}", "+{}"]);
    yaml("{\n  \"a\": 1, # c\n  \"b\":2\n}\n", "b", Some("3"), &["-  \"b\":2", "+  \"b\": 3"]);
}

#[test]
fn what_is_shared_is_not_changed_through_its_alias() {
    let text = "a: &n 1g\nb: *n # c\nc: &m\n  d: 1\ne: *m\n";
    yaml(text, "b", Some("2g"), &["-b: *n # c", "+b: 2g # c"]);
    yaml(text, "b", None, &["-b: *n # c"]);
    yaml(text, "e.d", Some("2"), &["+e.d: 2"]);
    yaml(text, "c.d", Some("2"), &["+c.d: 2"]);
    yaml(text, "c.x", Some("2"), &["+c.x: 2"]);
    for (key, value) in [("a", Some("2g")), ("a", None), ("e.d", None), ("c.d", None)] {
        let Edited { text: after, findings } = edited(text, Format::ConfigYaml, &[(key, value)]);
        assert_eq!(after, text);
        assert_eq!(findings, [Finding { place: None, matter: Matter::EditShared { key: key.to_owned() } }]);
    }
    yaml("a: &n 1g # c\n", "a", Some("2g"), &["-a: &n 1g # c", "+a: &n 2g # c"]);
}

#[test]
fn a_key_without_a_place_is_told() {
    let text = "a:\n  b: 1\n";
    let Edited { text: after, findings } = edited(text, Format::ConfigYaml, &[("a", Some("1")), ("a.b", Some("2"))]);
    assert_eq!(after, "a:\n  b: 2\n");
    assert_eq!(findings, [Finding { place: None, matter: Matter::EditNoPlace { key: "a".to_owned() } }]);
}

/// The shape of the file that Flink 1.18 ships.
const LINES: &str = "\
#==============================================================================
# Common
#==============================================================================

# The total process memory size for the TaskManager.
#
# Note this accounts for all memory usage within the TaskManager process, including JVM metaspace and other overhead.

taskmanager.memory.process.size: 1728m

# To exclude JVM metaspace and overhead, please, use total Flink memory size instead of 'taskmanager.memory.process.size'.
#
# taskmanager.memory.flink.size: 1280m

# The number of task slots that each TaskManager offers. Each slot runs one parallel pipeline.

taskmanager.numberOfTaskSlots: 1   # one

# taskmanager.memory.network.fraction: 0.1
# taskmanager.memory.network.min: 64mb
";

#[test]
fn the_shipped_lines_are_changed_where_they_were_changed() {
    let lines = |key, value, expected: &[&str]| check(Format::FlinkConf, LINES, key, value, expected);
    lines(PROCESS, Some("4g"), &["-taskmanager.memory.process.size: 1728m", "+taskmanager.memory.process.size: 4g"]);
    lines(
        "taskmanager.numberOfTaskSlots",
        Some("4"),
        &["-taskmanager.numberOfTaskSlots: 1   # one", "+taskmanager.numberOfTaskSlots: 4   # one"],
    );
    lines("taskmanager.memory.flink.size", Some("1g"), &["+taskmanager.memory.flink.size: 1g"]);
    lines(FRACTION, Some("0.5"), &["+taskmanager.memory.managed.fraction: 0.5"]);
    lines(PROCESS, None, &["-taskmanager.memory.process.size: 1728m"]);
    let beside = edited(LINES, Format::FlinkConf, &[("taskmanager.memory.network.min", Some("1g"))]).text;
    assert!(beside.ends_with("# taskmanager.memory.network.min: 64mb\ntaskmanager.memory.network.min: 1g\n"));
    let Edited { text, findings } = edited(LINES, Format::FlinkConf, &[("env.java.opts.all", Some("-Dc=#fff")), (PROCESS, Some("2g"))]);
    assert_eq!(text, LINES.replace("1728m", "2g"));
    let matter = Matter::EditNotSayable { key: "env.java.opts.all".to_owned(), value: "-Dc=#fff".to_owned() };
    assert_eq!(findings, [Finding { place: None, matter }]);
}

const DEPLOYMENT: &str = "\
# a job
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: basic
spec:
  image: flink:1.20
  flinkVersion: v1_20
  flinkConfiguration:
    taskmanager.numberOfTaskSlots: \"2\"
    taskmanager.memory.managed.fraction: \"0.6\"   # much state
    state.backend.type: rocksdb
  serviceAccount: flink
  jobManager:
    resource:
      memory: \"2048m\"
      cpu: 1
  taskManager:
    resource:
      memory: 2Gi # units of Kubernetes
      cpu: 1
---
kind: Service
spec: {ports: [1]}
";

fn manifest(text: &str, key: &str, value: Option<&str>, expected: &[&str]) {
    check(Format::Manifest, text, key, value, expected);
}

#[test]
fn a_deployment_is_changed_where_the_operator_reads_it() {
    manifest(
        DEPLOYMENT,
        FRACTION,
        Some("0.4"),
        &[
            "-    taskmanager.memory.managed.fraction: \"0.6\"   # much state",
            "+    taskmanager.memory.managed.fraction: \"0.4\"   # much state",
        ],
    );
    manifest(DEPLOYMENT, "taskmanager.memory.network.min", Some("1"), &["+    taskmanager.memory.network.min: \"1\""]);
    manifest(DEPLOYMENT, "state.backend.type", Some("1"), &["-    state.backend.type: rocksdb", "+    state.backend.type: \"1\""]);
    manifest(DEPLOYMENT, PROCESS, Some("4g"), &["-      memory: 2Gi # units of Kubernetes", "+      memory: 4g # units of Kubernetes"]);
    manifest(DEPLOYMENT, "jobmanager.memory.process.size", Some("4g"), &["-      memory: \"2048m\"", "+      memory: \"4g\""]);
    manifest(DEPLOYMENT, "jobmanager.memory.process.size", None, &["-      memory: \"2048m\""]);
    manifest(DEPLOYMENT, "state.backend.type", Some("off"), &["-    state.backend.type: rocksdb", "+    state.backend.type: \"off\""]);
    manifest(DEPLOYMENT, "state.backend.type", None, &["-    state.backend.type: rocksdb"]);
    let version = set_flink_version(DEPLOYMENT, Release::V2_1).expect("a deployment");
    assert_eq!(difference(DEPLOYMENT, &version.text), ["-  flinkVersion: v1_20", "+  flinkVersion: v2_1"]);
    let unknown = set_flink_version(DEPLOYMENT, Release::V1_12).expect("a deployment");
    assert_eq!((unknown.text.as_str(), unknown.findings.len()), (DEPLOYMENT, 1));
}

#[test]
fn a_deployment_without_configuration_gets_one_and_loses_the_last() {
    let bare = "kind: FlinkDeployment\nspec:\n    image: x\n    job: {jarURI: y}\n";
    let lines = ["+    flinkConfiguration:", "+        taskmanager.memory.process.size: \"4g\""];
    manifest(bare, PROCESS, Some("4g"), &lines);
    let with = edited(bare, Format::Manifest, &[(PROCESS, Some("4g"))]).text;
    assert_eq!(edited(&with, Format::Manifest, &[(PROCESS, None)]).text, bare);
    let empty = "kind: FlinkDeployment\nspec:\n  flinkConfiguration: {} # c\n";
    manifest(empty, "a", Some("4"), &["-  flinkConfiguration: {} # c", "+  flinkConfiguration: {a: \"4\"} # c"]);
    manifest("kind: FlinkDeployment\nspec:\n  flinkConfiguration: # c\n  x: 1\n", "a", Some("4"), &["+    a: \"4\""]);
    let nested =
        "kind: FlinkDeployment\nspec:\n  flinkConfiguration:\n    taskmanager:\n      memory:\n        process:\n          size: 2g\n";
    manifest(nested, PROCESS, Some("4g"), &["-          size: 2g", "+          size: 4g"]);
    manifest(nested, FRACTION, Some("0.5"), &["+        managed:", "+          fraction: \"0.5\""]);
}

#[test]
fn files_in_a_manifest_are_changed_in_their_blocks() {
    let map =
        "kind: ConfigMap\ndata:\n  flink-conf.yaml: |+\n    taskmanager.memory.process.size: 1g # c\n\n    b: 1\n  \n  log4j: |\n    x\n";
    manifest(map, PROCESS, Some("2g"), &["-    taskmanager.memory.process.size: 1g # c", "+    taskmanager.memory.process.size: 2g # c"]);
    manifest(map, FRACTION, Some("0.5"), &["+    taskmanager.memory.managed.fraction: 0.5"]);
    manifest(map, "c", Some("0.5"), &["+    c: 0.5"]);
    manifest(map, "b", None, &["-    b: 1"]);
    let yaml = "kind: ConfigMap\r\ndata:\r\n  config.yaml: |-\r\n      taskmanager:\r\n        memory:\r\n          process.size: 1g";
    manifest(
        yaml,
        FRACTION,
        Some("0.5"),
        &["-          process.size: 1g", "+          process.size: 1g\r", "+          managed.fraction: 0.5"],
    );
    manifest(yaml, PROCESS, Some("2g"), &["-          process.size: 1g", "+          process.size: 2g"]);
    let deeper = "kind: ConfigMap\ndata:\n  config.yaml: |\n    a: 1\n      # c\n    b: 1\n";
    manifest(deeper, "a", None, &["-  config.yaml: |", "-    a: 1", "+  config.yaml: |2"]);
    let quoted = "kind: ConfigMap\ndata:\n  config.yaml: \"a: 1\\nb: 2\\n\"\n";
    manifest(quoted, "a", Some("3"), &["-  config.yaml: \"a: 1\\nb: 2\\n\"", "+  config.yaml: \"a: 3\\nb: 2\\n\""]);
    let compose = "services:\n  taskmanager:\n    environment:\n      - |\n        FLINK_PROPERTIES=\n        taskmanager.numberOfTaskSlots: 2\n      - X=1\n";
    manifest(
        compose,
        "taskmanager.numberOfTaskSlots",
        Some("4"),
        &["-        taskmanager.numberOfTaskSlots: 2", "+        taskmanager.numberOfTaskSlots: 4"],
    );
    manifest(compose, PROCESS, Some("4g"), &["+        taskmanager.memory.process.size: 4g"]);
    let pod = "containers:\n- env:\n  - name: FLINK_PROPERTIES\n    value: |\n      a.b: 1\n    # c\n";
    manifest(pod, "a.c", Some("2"), &["+      a.c: 2"]);
}

#[test]
fn the_first_deployment_counts_and_its_newer_resources_do() {
    let text = "spec:\n  flinkVersion: v1_20\n  taskManager:\n    resource: {memory: 1g}\n    resources:\n      requests: {cpu: 1}\n      limits:\n        memory: 2Gi\n---\nkind: FlinkDeployment\nspec: {flinkConfiguration: {a: \"1\"}}\n";
    manifest(text, PROCESS, Some("4g"), &["-        memory: 2Gi", "+        memory: 4g"]);
    manifest(text, "a", Some("2"), &["+  flinkConfiguration:", "+    a: \"2\""]);
    let twice = "spec:\n  taskManager:\n    resources:\n      limits:\n        memory: 2Gi\n        cpu: 1\n      requests:\n        memory: 1Gi\n  flinkVersion: v1_20\n";
    let gone = ["-        memory: 2Gi", "-        cpu: 1", "-      requests:", "-        memory: 1Gi", "+        cpu: 1"];
    manifest(twice, PROCESS, None, &gone);
    manifest(text, "a", None, &[]);
    let green = "kind: FlinkBlueGreenDeployment\nspec:\n  template:\n    spec:\n      flinkConfiguration:\n        a: '1'\n";
    manifest(green, "a", Some("2"), &["-        a: '1'", "+        a: '2'"]);
    let merged = "x: &base {a: '1'}\nkind: FlinkDeployment\nspec:\n  flinkConfiguration:\n    <<: *base\n    b: '1'\n";
    manifest(merged, "a", Some("2"), &["+    a: '2'"]);
    let Edited { text, findings } = edited(merged, Format::Manifest, &[("a", None)]);
    assert_eq!((text.as_str(), findings.len()), (merged, 1));
}

#[test]
fn parts_of_one_text_are_read_in_order() {
    let both =
        format!("{DEPLOYMENT}---\nkind: ConfigMap\ndata:\n  flink-conf.yaml: |\n    {FRACTION}: 0.1\n  FLINK_PROPERTIES: \"a: 1\"\n");
    manifest(
        &both,
        FRACTION,
        Some("0.2"),
        &["-    taskmanager.memory.managed.fraction: 0.1", "+    taskmanager.memory.managed.fraction: 0.2"],
    );
    manifest(&both, "a", Some("2"), &["-  FLINK_PROPERTIES: \"a: 1\"", "+  FLINK_PROPERTIES: \"a: 2\""]);
    let gone = edited(&both, Format::Manifest, &[(FRACTION, None)]).text;
    assert!(!gone.contains(FRACTION), "{gone}");
}
