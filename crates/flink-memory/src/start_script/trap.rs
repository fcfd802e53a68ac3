//! What of a command line is not what a person meant, though no script says so. What is called all the same stands one file up.

use super::arguments::parted;
use super::{Derived, Script, Start, java_options, words_of};
use crate::rules;

/// How a start script misleads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trap {
    /// A word of a person's stands behind Flink's, and the JVM takes the later one. Flink does not notice: it divides as if its own counted.
    OwnWins {
        /// The word of a person's.
        own: String,
        /// Flink's.
        flink: String,
    },
    /// A word of a person's stands before Flink's, as all of `JVM_ARGS` do, and has no effect.
    OwnLoses {
        /// The word of a person's.
        own: String,
        /// Flink's.
        flink: String,
    },
    /// The heap begins larger than it may become, so the JVM does not start.
    DoesNotStart {
        /// The word for the heap at the beginning.
        initial: String,
        /// The word for the largest heap.
        maximum: String,
    },
    /// A quote stays open: all arguments of options and of their variables are lost without a word, and what scripts add to them. From 1.19 on
    /// a value in quotes is enough, as `flink-conf.yaml` of 1.19 and 1.20 gives it.
    OptionsLost,
    /// A variable of the environment stands in the place of options that are set.
    EnvironmentWins {
        /// The variable.
        variable: &'static str,
    },
    /// From 1.18 on: no argument tells a TaskManager its garbage collector, and the JVM chooses.
    CollectorNotTold,
    /// Up to 1.17: the same, because a person has set arguments, none of which tells a collector.
    CollectorDropped,
    /// `jobmanager.sh` takes the first two words for host and port: up to 1.14 whatever they are, later up to a word that is `-D` alone.
    TakenForPlace {
        /// The words.
        words: Vec<String>,
    },
    /// 1.15: `jobmanager.sh` hands on its arguments, but derives the memory without them.
    NotHeard,
}

/// What a JVM is told with several words: Flink's, and those that mean the same.
const SAME: [(&str, &str); 5] = [
    ("-Xmx", "-Xmx"),
    ("-Xmx", "-XX:MaxHeapSize="),
    ("-XX:MaxDirectMemorySize=", "-XX:MaxDirectMemorySize="),
    ("-XX:MaxMetaspaceSize=", "-XX:MaxMetaspaceSize="),
    ("-Xms", "-Xms"),
];

/// The words that choose a collector, without `-XX:+Use` before them.
const COLLECTORS: [&str; 8] = ["SerialGC", "ParallelGC", "ParallelOldGC", "ConcMarkSweepGC", "G1GC", "ZGC", "ShenandoahGC", "EpsilonGC"];

/// The traps of a call, in the order in which its words stand.
///
/// Source: what the scripts call, see [`command_line`](super::command_line); which of two words counts, and that a heap must not begin above
/// its end, are rules of OpenJDK (`Arguments::parse_each_vm_init_arg`, `GCArguments::initialize_heap_flags_and_sizes`).
///
/// ```
/// use flink_memory::start_script::{Place, Script, ScriptEnvironment, Start, Trap, traps};
/// use flink_memory::{Configuration, Release};
///
/// let file = Configuration::from_iter([("taskmanager.memory.process.size", "2g"), ("env.java.opts.taskmanager", "-Xmx1g -XX:+UseG1GC")]);
/// let start = Start {
///     release: Release::V1_20,
///     script: Script::TaskManager,
///     is_daemon: false,
///     arguments: &[],
///     entry_point: "",
///     file_name: "config.yaml",
///     file: &file,
///     with_arguments: &file,
///     java: 17,
///     environment: ScriptEnvironment::default(),
///     place: Place { home: "/opt/flink".to_owned(), user: "flink".to_owned(), host: "host".to_owned() },
/// };
/// assert_eq!(traps(&start), [Trap::OwnWins { own: "-Xmx1g".to_owned(), flink: "-Xmx697932173".to_owned() }]);
/// ```
pub fn traps(start: &Start<'_>) -> Vec<Trap> {
    let mut traps = Vec::new();
    if let Ok(derived) = Derived::of(start) {
        let before = words_of(&start.environment.jvm_args);
        let memory = words_of(&derived.memory);
        let options = java_options::of(start);
        twice(&before, &memory, &options.words, &mut traps);
        if options.are_lost {
            traps.push(Trap::OptionsLost);
        }
        let is_told = before.iter().chain(&options.words).any(|word| chooses_collector(word));
        if start.script.is_task_manager() && options.are_set && !is_told {
            let never = rules::IGNORES_UNKNOWN_FLAGS.contains(start.release);
            traps.push(if never { Trap::CollectorNotTold } else { Trap::CollectorDropped });
        }
    }
    traps.extend(java_options::replaced(start).into_iter().map(|variable| Trap::EnvironmentWins { variable }));
    traps.extend(of_arguments(start));
    traps
}

/// What is said twice: by Flink and by a person.
fn twice(before: &[String], memory: &[String], behind: &[String], traps: &mut Vec<Trap>) {
    for flink in memory {
        let says_same = |word: &&String| SAME.iter().any(|(of, same)| flink.starts_with(of) && word.starts_with(same) && *word != flink);
        if let Some(own) = behind.iter().rev().find(says_same) {
            traps.push(Trap::OwnWins { own: own.clone(), flink: flink.clone() });
        } else if let Some(own) = before.iter().rev().find(says_same) {
            traps.push(Trap::OwnLoses { own: own.clone(), flink: flink.clone() });
        }
    }
    let last = |sign: &str| {
        let says = |word: &&String| SAME.iter().any(|(of, same)| *of == sign && word.starts_with(same));
        let word = [before, memory, behind].into_iter().flatten().rfind(says)?;
        Some((word, bytes(word.trim_start_matches(|character: char| !character.is_ascii_digit()))?))
    };
    if let Some(((initial, least), (maximum, most))) = last("-Xms").zip(last("-Xmx"))
        && least > most
    {
        traps.push(Trap::DoesNotStart { initial: initial.clone(), maximum: maximum.clone() });
    }
}

/// A size as a JVM reads it: a number, and `k`, `m`, `g` or `t`.
fn bytes(text: &str) -> Option<u64> {
    let shift = match text.as_bytes().last()?.to_ascii_lowercase() {
        b'k' => 10,
        b'm' => 20,
        b'g' => 30,
        b't' => 40,
        _ => 0,
    };
    let digits = if shift == 0 { text } else { text.get(..text.len() - 1)? };
    let number: u64 = digits.parse().ok()?;
    number.checked_mul(1 << shift)
}

fn chooses_collector(word: &str) -> bool {
    word.strip_prefix("-XX:+Use").is_some_and(|name| COLLECTORS.contains(&name))
}

/// What `jobmanager.sh` does not make of its arguments.
fn of_arguments(start: &Start<'_>) -> Option<Trap> {
    if start.script != Script::JobManager {
        return None;
    }
    let (places, rest) = parted(start.release, start.arguments);
    if places.iter().any(|word| word.starts_with('-')) {
        return Some(Trap::TakenForPlace { words: places.to_vec() });
    }
    let is_heard = rules::JOB_MANAGER_SCRIPT_HEARS_ARGUMENTS.contains(start.release);
    (!is_heard && !rest.is_empty()).then_some(Trap::NotHeard)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Configuration;
    use crate::release::Release;
    use crate::start_script::{Place, ScriptEnvironment};

    fn told(release: Release, script: Script, entries: &[(&str, &str)], environment: ScriptEnvironment, arguments: &[&str]) -> Vec<Trap> {
        let sizes = [("taskmanager.memory.process.size", "2g"), ("jobmanager.memory.process.size", "2g")];
        let file: Configuration = sizes.into_iter().chain(entries.iter().copied()).collect();
        traps(&Start {
            release,
            script,
            is_daemon: false,
            arguments: &arguments.iter().map(|&word| word.to_owned()).collect::<Vec<_>>(),
            entry_point: "",
            file_name: "config.yaml",
            file: &file,
            with_arguments: &file,
            java: 17,
            environment,
            place: Place { home: "/opt/flink".to_owned(), user: "flink".to_owned(), host: "host".to_owned() },
        })
    }

    fn task_manager(release: Release, options: &str) -> Vec<Trap> {
        told(release, Script::TaskManager, &[("env.java.opts.taskmanager", options)], ScriptEnvironment::default(), &[])
    }

    #[test]
    fn the_later_of_two_words_counts() {
        let flink = "-Xmx697932173".to_owned();
        let wins = Trap::OwnWins { own: "-XX:MaxHeapSize=4g".to_owned(), flink: flink.clone() };
        assert_eq!(task_manager(Release::V2_3, "-Xmx1g -XX:MaxHeapSize=4g -XX:+UseZGC"), [wins]);
        let environment = ScriptEnvironment { jvm_args: "-Xmx1g -XX:+UseG1GC".to_owned(), ..ScriptEnvironment::default() };
        let loses = Trap::OwnLoses { own: "-Xmx1g".to_owned(), flink };
        assert_eq!(told(Release::V2_3, Script::TaskManager, &[], environment, &[]), [loses]);
        assert_eq!(task_manager(Release::V2_3, "-Xmx697932173 -XX:+UseG1GC"), []);
    }

    #[test]
    fn a_heap_that_ends_below_its_beginning_stops_the_jvm() {
        let traps = task_manager(Release::V2_3, "-Xmx512m -XX:+UseG1GC");
        let stops = Trap::DoesNotStart { initial: "-Xms697932173".to_owned(), maximum: "-Xmx512m".to_owned() };
        assert_eq!(traps.last(), Some(&stops), "{traps:?}");
        assert_eq!(
            (bytes("512m"), bytes("1G"), bytes("12"), bytes("99999999999t"), bytes("mm"), bytes("")),
            (Some(512 << 20), Some(1 << 30), Some(12), None, None, None)
        );
    }

    /// What is called then is in the vectors: `c-tm-opts-quoted`.
    #[test]
    fn quotes_lose_everything_in_two_releases() {
        let loses = |release| task_manager(release, "\"-Db=2 -XX:+UseG1GC\"").contains(&Trap::OptionsLost);
        let losing: Vec<_> = Release::ALL.iter().copied().filter(|release| loses(*release)).collect();
        // A release that reads config.yaml alone loses them as well where quotes are a part of the value.
        assert_eq!(losing, Release::ALL.iter().copied().filter(|release| *release >= Release::V1_19).collect::<Vec<_>>());
        assert!(task_manager(Release::V1_14, "-Db='2").contains(&Trap::OptionsLost));
        assert!(!task_manager(Release::V1_13, "-Db='2").contains(&Trap::OptionsLost));
    }

    #[test]
    fn a_collector_is_told_up_to_1_17_unless_a_person_tells_anything() {
        assert_eq!(task_manager(Release::V1_17, ""), []);
        assert_eq!(task_manager(Release::V1_17, "-Da=1"), [Trap::CollectorDropped]);
        assert_eq!(task_manager(Release::V1_18, ""), [Trap::CollectorNotTold]);
        assert_eq!(told(Release::V1_18, Script::JobManager, &[], ScriptEnvironment::default(), &[]), []);
    }

    #[test]
    fn variables_stand_in_the_place_of_options() {
        let variables = || ScriptEnvironment {
            java_options: "-XX:+UseG1GC".to_owned(),
            own_java_options: "-Da=1".to_owned(),
            ..ScriptEnvironment::default()
        };
        let of_all = [("env.java.opts", "-Db=1")];
        let traps = told(Release::V1_16, Script::JobManager, &of_all, variables(), &[]);
        assert_eq!(traps, [Trap::EnvironmentWins { variable: "FLINK_ENV_JAVA_OPTS" }]);
        let of_one = [("env.java.default-opts.jobmanager", "-Db=1")];
        let traps = told(Release::V1_19, Script::JobManager, &of_one, variables(), &[]);
        assert_eq!(traps, [Trap::EnvironmentWins { variable: "FLINK_ENV_JAVA_OPTS_JM" }]);
    }

    /// What is called then is in the vectors: `c-jm-dynamic`.
    #[test]
    fn jobmanager_sh_hears_arguments_late() {
        let of = |release, arguments: &[&str]| told(release, Script::JobManager, &[], ScriptEnvironment::default(), arguments);
        let words = ["-D", "jobmanager.memory.process.size=4g"];
        let taken = Trap::TakenForPlace { words: words.map(str::to_owned).to_vec() };
        assert_eq!(of(Release::V1_14, &words), [taken]);
        assert_eq!(of(Release::V1_15, &words), [Trap::NotHeard]);
        assert_eq!(of(Release::V1_16, &words), []);
        assert_eq!(of(Release::V2_3, &["-Da=b"]), [Trap::TakenForPlace { words: vec!["-Da=b".to_owned()] }]);
        assert_eq!(of(Release::V2_3, &["host", "8081", "-D", "a=b"]), []);
    }
}
