//! What holds of every Chinese text: it is Chinese but for names, and set as Chinese is.

use super::texts;

/// Names that are the same in every language: Flink's, the JVM's, Kubernetes', and what stands in files.
const NAMES: &[&str] = &[
    "Apache",
    "BOM",
    "Backend",
    "CPU",
    "Capacity",
    "Compaction",
    "Cut-off",
    "D",
    "Direct",
    "Docker",
    "EKS",
    "FIFO",
    "FLINK_PROPERTIES",
    "FLINK_TM_JVM_MEM_OPTS",
    "FORWARD",
    "Fair",
    "Final",
    "Flink",
    "FlinkDeployment",
    "ForSt",
    "G",
    "GC",
    "GKE",
    "Gi",
    "Hadoop",
    "Insufficient",
    "JSON",
    "JVM",
    "JVM_ARGS",
    "Java",
    "JavaScript",
    "JobManager",
    "Kubernetes",
    "Linux",
    "MARKDOWN",
    "Markdown",
    "Memory",
    "Mesos",
    "Metaspace",
    "Mi",
    "MiB",
    "OpenJDK",
    "Operator",
    "OutOfMemoryError",
    "PNG",
    "Parallel",
    "Pod",
    "Python",
    "RESCALE",
    "RESET",
    "REST",
    "Region",
    "RocksDB",
    "SET",
    "SQL",
    "STATE_BACKEND",
    "SVG",
    "Serial",
    "Session",
    "Shuffle",
    "SlotSharingGroup.newBuilder",
    "State",
    "Survivor",
    "Task",
    "TaskManager",
    "UI",
    "UseG",
    "Web",
    "XX",
    "Xmx",
    "Xss",
    "YAML",
    "YARN",
    "ZGC",
    "arena",
    "bin",
    "buffer",
    "buffers",
    "conf",
    "config.yaml",
    "configuration",
    "flink-conf.yaml",
    "flinkConfiguration",
    "g",
    "gate",
    "java",
    "key",
    "limit",
    "m",
    "memory",
    "network",
    "number",
    "of",
    "request",
    "resources",
    "slot",
    "start",
    "start-foreground",
    "subpartition",
    "value",
    "x",
];

/// Texts that need no Chinese: names of Flink's, and those that only put facts together.
const WITHOUT_HAN: &[&str] = &[
    "Title",
    "JvmMetaspace",
    "TaskManager",
    "JobManager",
    "ProcessTaskManager",
    "ProcessJobManager",
    "ReleaseOption",
    "ExactSize",
    "Percent",
    "Comma",
    "ShortTotalFlink",
    "ShortJvmMetaspace",
    "TotalFlink",
    "OptionJvmMetaspace",
    "ByEvidence",
    "FoundRelease",
    "OfPython",
    "ClusterKeyTaskManager",
    "ClusterKeyJobManager",
    "ReadByKubernetes",
    "SchedulerFair",
    "PanelStateBackend",
    "OfStateBackend",
    "ChooseStateBackend",
];

const fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}')
}

/// The texts without their facts, a `|` where each of them stood.
fn own_words() -> impl Iterator<Item = (&'static str, String)> {
    let parts = |text: &'static str| text.split(['{', '}']).enumerate().map(|(number, part)| if number % 2 == 0 { part } else { "|" });
    crate::chinese!(texts).iter().map(move |(name, text)| (*name, parts(text).collect()))
}

#[test]
fn every_text_is_chinese_but_for_names() {
    for (word, text) in own_words() {
        assert!(text.contains(is_han) || WITHOUT_HAN.contains(&word), "{word}: {text}");
        let latin = text.split(|character: char| !character.is_ascii_alphabetic() && !matches!(character, '-' | '_' | '.'));
        for name in latin.map(|name| name.trim_matches(['-', '.'])).filter(|name| name.contains(char::is_alphabetic)) {
            assert!(NAMES.contains(&name), "{word}: {name} in {text}");
        }
    }
}

#[test]
fn punctuation_is_that_of_chinese() {
    for (word, text) in own_words() {
        let characters: Vec<char> = text.chars().collect();
        for pair in characters.windows(2) {
            let (one, two) = (pair[0], pair[1]);
            let is_latin = |character: char| character.is_ascii_alphanumeric();
            assert!(!(is_han(one) && is_latin(two) || is_latin(one) && is_han(two)), "{word}: a blank is missing in {text}");
            assert!(!(is_han(one) && matches!(two, ',' | ';' | ':' | '?' | '!' | '(' | ')' | '.')), "{word}: {text}");
            assert!(!(matches!(one, '，' | '。' | '、' | '；' | '：' | '（') && two == ' '), "{word}: {text}");
            assert!(!(one == ' ' && matches!(two, '，' | '。' | '、' | '；' | '：' | '）')), "{word}: {text}");
        }
    }
}
