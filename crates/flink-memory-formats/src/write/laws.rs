//! Laws of the writers: what is written reads back as what it was written of. The readers here know no more than the formats' own rules.

#[expect(dead_code, reason = "the laws of the model ask more")]
#[path = "../../../../tests/run/question.rs"]
mod question;

use flink_memory::{Configuration, Deployment, Environment, Pool, Process, Release, Request, Value, derive};
use proptest::prelude::*;
use saphyr_parser::{Event, Parser, ScalarStyle};

use self::question::{arbitrary_request, plausible_request};
use super::{Scope, Target, convert_flink_conf, wording, write};
use crate::finding::Matter;
use crate::flink_conf::{Line, lines_of};

/// Keys and values as they were read, in order.
type Pairs = Vec<(String, Value)>;

/// Every scalar of a YAML text under its dotted key, typed by the core schema; `Err` says what is wrong.
fn read_yaml(text: &str) -> Result<Pairs, String> {
    let events = Parser::new_from_str(text).map(|event| event.map(|(event, _)| event));
    let events: Vec<Event<'_>> = events.collect::<Result<_, _>>().map_err(|error| format!("{error} in\n{text}"))?;
    let mut pairs: Pairs = Vec::new();
    // The dotted prefix of every open mapping, and the key that waits for its value.
    let mut open: Vec<(String, Option<String>)> = Vec::new();
    for event in events {
        match event {
            Event::MappingStart(..) => {
                let prefix = match open.last_mut() {
                    Some((_, key)) => key.take().ok_or("a mapping as a key")? + ".",
                    None => String::new(),
                };
                open.push((prefix, None));
            }
            Event::MappingEnd => {
                open.pop();
            }
            Event::Scalar(text, style, ..) => {
                let value = if style == ScalarStyle::Plain { core_schema(&text) } else { Some(Value::from(&*text)) };
                let Some((prefix, waiting)) = open.last_mut() else {
                    // An empty document has an empty scalar at most.
                    if value.is_some() {
                        return Err("a scalar as a document".to_owned());
                    }
                    continue;
                };
                match (waiting.take(), value) {
                    (None, Some(Value::Text(key))) => *waiting = Some(format!("{prefix}{key}")),
                    (None, key) => return Err(format!("{key:?} as a key")),
                    (Some(key), Some(value)) if !pairs.iter().any(|(other, _)| *other == key) => pairs.push((key, value)),
                    (Some(key), value) => return Err(format!("{key}: {value:?}")),
                }
            }
            Event::SequenceStart(..) | Event::SequenceEnd | Event::Alias(_) => return Err("a list or an alias".to_owned()),
            _ => {}
        }
    }
    Ok(pairs)
}

/// `None` for null.
fn core_schema(text: &str) -> Option<Value> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_float = (is_digits(whole) && (part.is_empty() || is_digits(part)) || whole.is_empty() && is_digits(part))
        && is_digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent));
    match text {
        "" | "~" | "null" | "Null" | "NULL" => None,
        "true" | "True" | "TRUE" => Some(Value::Boolean(true)),
        "false" | "False" | "FALSE" => Some(Value::Boolean(false)),
        ".nan" | ".NaN" | ".NAN" => Some(Value::Double(f64::NAN)),
        ".inf" => Some(Value::Double(f64::INFINITY)),
        "-.inf" => Some(Value::Double(f64::NEG_INFINITY)),
        _ if is_digits(unsigned) => Some(text.parse().map_or_else(|_| Value::BigInteger(text.to_owned()), Value::Integer)),
        _ if is_float => text.parse().ok().map(Value::Double),
        _ => Some(Value::from(text)),
    }
}

fn read_lines(text: &str) -> Pairs {
    let lines = lines_of(text).filter_map(|(.., line)| match line {
        Line::Pair { key, value, .. } => Some((key.to_owned(), Value::from(value))),
        _ => None,
    });
    let configuration: Configuration = lines.collect();
    configuration.entries().iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect()
}

/// The words of a shell's line with single quotes.
fn shell_words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let quoted: String = match character {
            '\'' => characters.by_ref().take_while(|character| *character != '\'').collect(),
            '\\' => characters.next().into_iter().collect(),
            ' ' | '\n' => {
                words.push(String::new());
                continue;
            }
            other => other.to_string(),
        };
        if let Some(word) = words.last_mut() {
            word.push_str(&quoted);
        }
    }
    words
}

fn without_comments(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with('#')).fold(String::new(), |text, line| text + line + "\n")
}

/// What a target's text sets, and in which environment.
fn read_back(target: Target, text: &str) -> Result<(Pairs, Environment), String> {
    let mut environment = Environment::default();
    let pairs = match target {
        Target::ConfigYamlNested | Target::ConfigYamlFlat => read_yaml(text)?,
        Target::FlinkConf => read_lines(text),
        Target::DynamicProperties => {
            let words = shell_words(text).into_iter().filter(|word| !word.is_empty());
            let split = |word: String| word.strip_prefix("-D")?.split_once('=').map(|(key, value)| (key.to_owned(), Value::from(value)));
            words.map(|word| split(word.clone()).ok_or(word)).collect::<Result<_, _>>()?
        }
        Target::FlinkProperties => {
            let mut pairs = Vec::new();
            for word in shell_words(&without_comments(text)) {
                match word.split_once('=') {
                    Some(("FLINK_PROPERTIES", lines)) => pairs = read_lines(lines),
                    Some(("FLINK_TM_HEAP", value)) => environment.task_manager_heap = Some(value.to_owned()),
                    Some(("FLINK_JM_HEAP", value)) => environment.job_manager_heap = Some(value.to_owned()),
                    _ => {}
                }
            }
            pairs
        }
        Target::FlinkDeployment | Target::FlinkDeploymentPatch => {
            let mut pairs = Pairs::new();
            for (path, value) in read_yaml(&text.replace("memory: null\n", "nothing: 0\n"))? {
                let key = match path.as_str() {
                    "spec.jobManager.resource.memory" => Some("jobmanager.memory.process.size"),
                    "spec.taskManager.resource.memory" => Some("taskmanager.memory.process.size"),
                    _ => path.strip_prefix("spec.flinkConfiguration."),
                };
                pairs.extend(key.map(|key| (key.to_owned(), value)));
            }
            pairs
        }
        _ => return Err("no configuration".to_owned()),
    };
    Ok((pairs, environment))
}

const CONFIGURATIONS: [Target; 7] = [
    Target::ConfigYamlNested,
    Target::ConfigYamlFlat,
    Target::FlinkConf,
    Target::DynamicProperties,
    Target::FlinkDeployment,
    Target::FlinkDeploymentPatch,
    Target::FlinkProperties,
];

fn is_typed(target: Target) -> bool {
    matches!(target, Target::ConfigYamlNested | Target::ConfigYamlFlat)
}

/// For comparison: sorted, NaN as one text.
fn sorted(pairs: impl IntoIterator<Item = (String, Value)>) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = pairs.into_iter().map(|(key, value)| (key, format!("{value:?}"))).collect();
    pairs.sort();
    pairs
}

/// Lines of every kind that a file may have.
fn line() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-c]{1,2}(\\.[a-c]{1,2}){0,2}",
        2 => "[0-9.eExoEn_:+-]{1,6}",
        1 => "[ -~]{0,8}",
        1 => "\\PC{0,4}",
        1 => prop::sample::select(vec!["true", "null", "~", "yes", "[a, b]", "{a: b}", "'a'", "\"a\"", "a: b", "k:v", "- a", "%a", "---", "<<", "4g"])
            .prop_map(str::to_owned),
    ];
    let separator = prop::sample::select(vec![": ", ": ", ": ", ":  ", ":\t", ":", " "]);
    let blank = prop::sample::select(vec!["", "", "", "  ", "\t"]);
    let comment = prop_oneof![4 => Just(String::new()), 1 => " ?#[ -~é\t\u{1}]{0,6}"];
    let end = prop::sample::select(vec!["\n", "\n", "\n", "\n\n", "\r\n", "\r"]);
    (blank, word.clone(), separator, word, comment, end)
        .prop_map(|(blank, key, separator, value, comment, end)| [blank, &key, separator, &value, &comment, end].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    /// What is set reads back as it is set, to the type where the format has types, but for the entries that were said to be left out.
    #[test]
    fn what_is_set_reads_back(request in arbitrary_request()) {
        let derivation = derive(&request);
        for target in CONFIGURATIONS {
            let written = write(target, Scope::Set, &request, &derivation, wording::ENGLISH);
            let left_out: Vec<&str> = written.findings.iter().filter_map(|finding| match &finding.matter {
                Matter::EntryLeftOut { key, .. } => Some(key.as_str()),
                _ => None,
            }).collect();
            let kept = request.configuration.entries().iter().filter(|entry| !left_out.contains(&entry.key.as_str()));
            let expected = kept.map(|entry| {
                let value = if is_typed(target) { entry.value.clone() } else { Value::Text(entry.value.to_string()) };
                (entry.key.clone(), value)
            });
            let expected = sorted(expected);
            match read_back(target, &written.text) {
                Ok((pairs, environment)) => {
                    prop_assert_eq!(sorted(pairs), expected, "{:?}\n{}", target, written.text);
                    if target == Target::FlinkProperties {
                        prop_assert_eq!(environment, request.environment.clone());
                    }
                }
                Err(problem) => prop_assert!(false, "{target:?}: {problem}"),
            }
        }
    }

    /// Pinning keeps every size, with the variables of the environment and without.
    #[test]
    fn pinned_pools_keep_their_sizes(request in plausible_request(), variable in proptest::option::of("[1-9][0-9]{0,3}m")) {
        let mut request = request;
        request.environment = Environment { task_manager_heap: variable.clone(), job_manager_heap: variable };
        let derivation = derive(&request);
        let Ok(memory) = &derivation.memory else { return Ok(()) };
        for target in CONFIGURATIONS {
            let written = write(target, Scope::Pinned, &request, &derivation, wording::ENGLISH);
            let Ok((pairs, _)) = read_back(target, &written.text) else { return Err(TestCaseError::fail(written.text)) };
            let configuration: Configuration = pairs.into_iter().collect();
            for environment in [Environment::default(), request.environment.clone()] {
                let again = derive(&Request { configuration: configuration.clone(), environment, ..request.clone() });
                let Ok(pinned) = &again.memory else { return Err(TestCaseError::fail(format!("{:?}\n{}", again.memory, written.text))) };
                for pool in Pool::ALL {
                    prop_assert_eq!(pinned.size(pool), memory.size(pool), "{:?} in\n{}", pool, written.text);
                }
            }
        }
    }

    /// Nothing that is configured makes a writer panic, and pictures and JSON stay well-formed as far as quotes and brackets go.
    #[test]
    fn every_target_writes_every_request(request in arbitrary_request()) {
        let derivation = derive(&request);
        for target in Target::ALL {
            for scope in Scope::ALL {
                let written = write(target, scope, &request, &derivation, wording::ENGLISH);
                let is_told = !written.findings.is_empty() || request.configuration.entries().is_empty();
                prop_assert!(!written.text.is_empty() || is_told, "{:?}", target);
                prop_assert!(!target.file_name(&request).is_empty());
            }
        }
        let json = write(Target::Json, Scope::Set, &request, &derivation, wording::ENGLISH).text;
        prop_assert!(Parser::new_from_str(&json).all(|event| event.is_ok()), "JSON is YAML: {}", json);
        let svg = write(Target::Svg, Scope::Set, &request, &derivation, wording::ENGLISH).text;
        prop_assert_eq!(svg.matches('<').count(), svg.matches('>').count());
        prop_assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
    }

    /// A converted file means what the file meant.
    #[test]
    fn a_converted_file_means_the_same(lines in prop::collection::vec(line(), 0..12), is_cut in any::<bool>(), has_mark in any::<bool>()) {
        let mut text = lines.concat();
        if is_cut {
            text.truncate(text.trim_end().len());
        }
        if has_mark {
            text.insert(0, '\u{feff}');
        }
        let written = convert_flink_conf(&text, Release::V1_20);
        match read_yaml(&written.text) {
            Ok(pairs) => prop_assert_eq!(sorted(pairs), sorted(read_lines(&text)), "{:?}\n{}", text, written.text),
            Err(problem) => prop_assert!(false, "{problem}: {text:?}"),
        }
        let ignored = lines_of(&text).filter(|(.., line)| matches!(line, Line::NoPair { .. } | Line::EmptyPart { .. })).count();
        let told = written.findings.iter().filter(|finding| matches!(finding.matter, Matter::ConvertedIgnoredLine { .. })).count();
        prop_assert_eq!(told, ignored);
    }
}

fn request(release: Release, process: Process, entries: &[(&str, &str)]) -> Request {
    let mut request = Request::shipped(release, process);
    for &(key, value) in entries {
        request.configuration.set(key, value);
    }
    request
}

fn text_of(target: Target, scope: Scope, request: &Request) -> String {
    write(target, scope, request, &derive(request), wording::ENGLISH).text
}

fn codes(target: Target, scope: Scope, request: &Request) -> Vec<&'static str> {
    write(target, scope, request, &derive(request), wording::ENGLISH).findings.iter().map(|finding| finding.matter.code()).collect()
}

#[test]
fn a_nested_file_keeps_relatives_together() {
    let mut given = request(
        Release::V2_3,
        Process::TaskManager,
        &[("taskmanager.memory.managed.fraction", "0.4"), ("a.b", "1g"), ("a.b.c", "it's: x"), ("odd..key", ""), ("state.x.010", "ok")],
    );
    given.configuration.set("taskmanager.numberOfTaskSlots", Value::Integer(2));
    given.configuration.set("x.small", Value::Double(1e-50));
    let expected = "\
taskmanager:
  memory:
    process:
      size: 1728m
    managed:
      fraction: '0.4'
  numberOfTaskSlots: 2
jobmanager:
  memory:
    process:
      size: 1600m
a:
  b: 1g
  b.c: 'it''s: x'
state:
  x:
    '010': ok
x:
  small: 1.0E-50
odd..key: ''
";
    assert_eq!(text_of(Target::ConfigYamlNested, Scope::Set, &given), expected);
}

#[test]
fn a_pinned_file_leaves_nothing_to_derive() {
    let given =
        request(Release::V1_20, Process::TaskManager, &[("taskmanager.memory.managed.fraction", "0.6"), ("parallelism.default", "2")]);
    let expected = "\
# Every memory pool as Flink 1.20 derives it: TaskManager
taskmanager.memory.process.size: 1728m
jobmanager.memory.process.size: 1600m
parallelism.default: 2
taskmanager.memory.framework.heap.size: 128m
taskmanager.memory.task.heap.size: 134217695b
taskmanager.memory.managed.size: 805306399b
taskmanager.memory.framework.off-heap.size: 128m
taskmanager.memory.task.off-heap.size: 0b
taskmanager.memory.network.min: 134217730b
taskmanager.memory.network.max: 134217730b
taskmanager.memory.jvm-metaspace.size: 256m
taskmanager.memory.jvm-overhead.min: 192m
taskmanager.memory.jvm-overhead.max: 192m
";
    assert_eq!(text_of(Target::FlinkConf, Scope::Pinned, &given), expected);
}

#[test]
fn a_heap_without_pools_is_pinned_with_its_cutoff() {
    let entries = [("jobmanager.heap.size", "4000m"), ("yarn.heap-cutoff-ratio", "0.3"), ("jobmanager.heap.mb", "7")];
    let mut given = request(Release::V1_10, Process::JobManager, &entries);
    given.configuration.remove("taskmanager.memory.process.size");
    let head = "# Every memory pool as Flink 1.10 derives it: JobManager\n";
    let kept = "yarn.heap-cutoff-ratio: 0.3\n";
    assert_eq!(text_of(Target::FlinkConf, Scope::Pinned, &given), [head, "jobmanager.heap.size: 4000m\n", kept].concat());
    given.deployment = Deployment::Container;
    let cutoff = "containerized.heap-cutoff-ratio: 0\ncontainerized.heap-cutoff-min: 1200\n";
    let text = text_of(Target::FlinkConf, Scope::Pinned, &given);
    assert_eq!(text, [head, "jobmanager.heap.size: 4000m\n", cutoff].concat());
    let pinned = Request { configuration: read_lines(&text).into_iter().collect(), ..given.clone() };
    assert!(!super::differs(&pinned, &given));
}

#[test]
fn a_deployment_is_whole_and_a_patch_is_not() {
    let given = request(Release::V1_20, Process::TaskManager, &[("taskmanager.memory.managed.fraction", "0.6")]);
    let expected = "\
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: flink
spec:
  image: flink:1.20
  flinkVersion: v1_20
  flinkConfiguration:
    taskmanager.memory.managed.fraction: \"0.6\"
  serviceAccount: flink
  jobManager:
    resource:
      memory: \"1600m\"
      cpu: 1
  taskManager:
    resource:
      memory: \"1728m\"
      cpu: 1
";
    assert_eq!(text_of(Target::FlinkDeployment, Scope::Set, &given), expected);
    let mut without = given;
    without.configuration.remove("taskmanager.memory.process.size");
    without.configuration.set("taskmanager.memory.flink.size", "4g");
    let patch = text_of(Target::FlinkDeploymentPatch, Scope::Set, &without);
    assert!(patch.ends_with("  taskManager:\n    resource:\n      memory: null\n"), "{patch}");
    assert!(!patch.contains("kind:"));
}

#[test]
fn arguments_and_properties_are_quoted_for_a_shell() {
    let given = request(Release::V1_18, Process::TaskManager, &[("env.java.opts", "-Da='b c' $HOME")]);
    let list = text_of(Target::DynamicProperties, Scope::Set, &given);
    assert_eq!(
        list,
        "-Dtaskmanager.memory.process.size=1728m -Djobmanager.memory.process.size=1600m \
         '-Denv.java.opts=-Da='\\''b c'\\'' $HOME'\n"
    );
    let properties = text_of(Target::FlinkProperties, Scope::Set, &given);
    let expected = "FLINK_PROPERTIES='taskmanager.memory.process.size: 1728m\njobmanager.memory.process.size: 1600m\n\
                    env.java.opts: -Da='\\''b c'\\'' $HOME'\n";
    assert_eq!(properties, expected);
    assert_eq!(codes(Target::FlinkProperties, Scope::Set, &given), Vec::<&str>::new());
    let newer = Request { release: Release::V1_20, ..given };
    assert_eq!(codes(Target::FlinkProperties, Scope::Set, &newer), ["image-changes-value"]);
}

#[test]
fn what_a_format_cannot_say_is_told() {
    let mut given = request(Release::V1_18, Process::TaskManager, &[("a", "b #c"), ("taskmanager.memory.process.size", "x")]);
    given.environment.task_manager_heap = Some("1g".to_owned());
    let written = write(Target::FlinkConf, Scope::Pinned, &given, &derive(&given), wording::ENGLISH);
    let found: Vec<_> = written.findings.iter().map(|finding| finding.matter.code()).collect();
    assert_eq!(found, ["not-pinned", "written-is-refused", "entry-left-out", "variable-left-out"]);
    for words in ["# No pool is pinned", "# Flink refuses this for the TaskManager: ", "# Left out, ", "FLINK_TM_HEAP=1g\n"] {
        assert!(written.text.contains(words), "{}", written.text);
    }
    assert!(codes(Target::ConfigYamlFlat, Scope::Set, &given).contains(&"file-is-not-read"));
    assert_eq!(codes(Target::JvmFlags, Scope::Set, &given), ["no-jvm-arguments"]);
    assert_eq!(codes(Target::Svg, Scope::Set, &given), ["nothing-to-draw"]);

    let mut unset = request(Release::V2_0, Process::Local, &[]);
    unset.configuration.remove("jobmanager.memory.process.size");
    assert_eq!(codes(Target::DynamicProperties, Scope::Set, &unset), ["shipped-entry-stays"]);
    assert_eq!(codes(Target::FlinkDeployment, Scope::Set, &unset), ["not-for-local-execution", "written-is-refused"]);
    assert_eq!(codes(Target::FlinkConf, Scope::Set, &unset), ["file-is-not-read"]);

    // The legacy heap is the whole process in a container, and Flink's memory outside of one.
    let mut legacy = request(Release::V1_12, Process::TaskManager, &[("taskmanager.heap.size", "4g")]);
    legacy.configuration.remove("taskmanager.memory.process.size");
    let found = codes(Target::FlinkDeployment, Scope::Set, &legacy);
    assert_eq!(found, ["unknown-to-operator", "container-matters"]);
    assert_eq!(legacy.deployment, Deployment::Standalone);

    // As a number it is refused, as a text it is zero.
    let mut typed = request(Release::V1_20, Process::TaskManager, &[]);
    typed.configuration.set("taskmanager.memory.managed.fraction", Value::Double(1e-50));
    assert!(codes(Target::FlinkConf, Scope::Set, &typed).contains(&"types-matter"));
}

#[test]
fn json_keeps_types_and_sizes() {
    let mut given = request(Release::V2_3, Process::JobManager, &[("a\"b", "c\nd")]);
    given.configuration.set("n", Value::Integer(4));
    let json = text_of(Target::Json, Scope::Set, &given);
    for piece in [
        "{\n  \"release\": \"2.3\",\n  \"process\": \"jobmanager\",\n  \"deployment\": \"standalone\",\n  \"environment\": {},\n",
        "    \"a\\\"b\": \"c\\nd\",\n    \"n\": 4\n  },\n  \"pools\": {\n    \"totalProcess\": \"1677721600\",\n",
        "\n  \"jvmArguments\": \"-Xmx1073741824 -Xms1073741824 -XX:MaxMetaspaceSize=268435456\",\n",
    ] {
        assert!(json.contains(piece), "{json}");
    }
}

#[test]
fn a_table_says_who_decided() {
    let given = request(Release::V1_20, Process::TaskManager, &[("x", "```")]);
    let table = text_of(Target::Markdown, Scope::Set, &given);
    for line in [
        "**Apache Flink 1.20, TaskManager**",
        "| Total Process Memory | 1.688gb | 1811939328 | 100.0 % | `taskmanager.memory.process.size` |",
        "| · · · Managed Memory | 512.000mb | 536870920 | 29.6 % | 0.4 by default of `taskmanager.memory.managed.fraction` |",
        "| · JVM Overhead | 192.000mb | 201326592 | 11.1 % | least, default of `taskmanager.memory.jvm-overhead.min` |",
        "````yaml",
    ] {
        assert!(table.lines().any(|found| found == line), "{line}\n{table}");
    }
}

#[test]
fn a_file_is_converted_with_its_comments() {
    let text = "\u{feff}a: 1\n# kept: as it is\n\n  b: 0.10 # ten\nk:v\nc: [x]\nb: yes#no\n";
    let written = convert_flink_conf(text, Release::V1_20);
    let expected = "\"\\ufeffa\": '1'\n# kept: as it is\n\n# b: 0.10 # ten\n# k:v\nc: '[x]'\nb: 'yes' #no\n";
    assert_eq!(written.text, expected);
    let found: Vec<_> =
        written.findings.iter().map(|finding| (finding.matter.code(), finding.place.map(|place| (place.line, place.column)))).collect();
    let expected =
        [("converted-byte-order-mark", Some((1, 1))), ("converted-duplicate", Some((4, 3))), ("converted-ignored-line", Some((5, 1)))];
    assert_eq!(found, expected);
    assert_eq!(convert_flink_conf("a: b\r\nc: d", Release::V1_20).text, "a: b\r\nc: d");
    assert_eq!(convert_flink_conf("", Release::V1_18).findings.len(), 1);
}
