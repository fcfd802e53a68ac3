//! Which garbage collector a JVM uses: the one that it is told, else one by its machine.

use flink_memory::MemorySize;

use super::BadFlag;

/// A garbage collector of HotSpot's that is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Collector {
    /// `-XX:+UseSerialGC`.
    Serial,
    /// `-XX:+UseParallelGC`.
    Parallel,
    /// `-XX:+UseG1GC`.
    G1,
    /// `-XX:+UseZGC`.
    Z,
}

impl Collector {
    /// Every collector that is known here.
    pub const ALL: [Collector; 4] = [Collector::Serial, Collector::Parallel, Collector::G1, Collector::Z];

    /// The flag that turns it on, such as `UseG1GC`.
    pub const fn flag(self) -> &'static str {
        match self {
            Collector::Serial => "UseSerialGC",
            Collector::Parallel => "UseParallelGC",
            Collector::G1 => "UseG1GC",
            Collector::Z => "UseZGC",
        }
    }
}

/// The flags that choose a collector; `None` where nothing is known here about it.
const FLAGS: [(&str, Option<Collector>); 8] = [
    (Collector::Serial.flag(), Some(Collector::Serial)),
    (Collector::Parallel.flag(), Some(Collector::Parallel)),
    ("UseParallelOldGC", Some(Collector::Parallel)),
    (Collector::G1.flag(), Some(Collector::G1)),
    (Collector::Z.flag(), Some(Collector::Z)),
    ("UseConcMarkSweepGC", None),
    ("UseShenandoahGC", None),
    ("UseEpsilonGC", None),
];

/// What a JVM looks at when nobody tells it a collector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// The Java version, such as 17.
    pub java: u32,
    /// The processors that the JVM counts; in a container its limit, rounded up.
    pub processors: u32,
    /// The memory that the JVM sees, in bytes; in a container its limit.
    pub memory: MemorySize,
}

impl Machine {
    /// From how much memory on HotSpot takes a machine for a server: 2 GiB, of which 256 MiB may be missing.
    const SERVER_MEMORY: MemorySize = MemorySize::from_mebibytes(2048 - 256);

    /// The collector that the JVM chooses by itself: G1 on two processors and 1792 MiB or more, which up to Java 8 was Parallel, else Serial.
    ///
    /// So a TaskManager in a small container gets Serial, unless Flink or a person tells it a collector.
    ///
    /// Source: `os::is_server_class_machine` and `GCConfig::select_gc_ergonomically` of OpenJDK 11 to 25.
    pub fn collector(&self) -> Collector {
        if self.processors < 2 || self.memory < Machine::SERVER_MEMORY {
            Collector::Serial
        } else if self.java <= 8 {
            Collector::Parallel
        } else {
            Collector::G1
        }
    }
}

/// The collector of a JVM that is started with these words; `None` where they choose one that is not known here, such as Shenandoah.
///
/// `flink_memory::start_script::command_line` gives the words for each release. The last word about a collector counts, `-XX:-` takes it back.
/// Files of arguments (`@file`) and `JAVA_TOOL_OPTIONS` are not looked at.
///
/// # Errors
/// Words that choose two collectors, and words that take back the one that the JVM would choose by itself.
///
/// Source: `GCConfig::select_gc` of OpenJDK 17, asked with such words; 25 answers the same.
///
/// ```
/// use flink_memory::MemorySize;
/// use flink_memory_sizing::jvm::{Collector, Machine, collector};
///
/// let pod = Machine { java: 17, processors: 1, memory: MemorySize::from_mebibytes(2048) };
/// assert_eq!(collector(&["-XX:+UseG1GC".to_owned()], pod), Ok(Some(Collector::G1))); // taskmanager.sh up to 1.17
/// assert_eq!(collector(&[], pod), Ok(Some(Collector::Serial))); // from 1.18 on
/// ```
pub fn collector(words: &[String], machine: Machine) -> Result<Option<Collector>, BadFlag> {
    // The word that counts of each flag.
    let last = |flag: &str| words.iter().rev().find(|word| word.strip_prefix("-XX:").is_some_and(|said| said.get(1..) == Some(flag)));
    let said = FLAGS.into_iter().filter_map(|(flag, collector)| Some((last(flag)?, flag, collector))).collect::<Vec<_>>();
    let is_on = |word: &str| word.starts_with("-XX:+");
    let mut on = said.iter().filter(|(word, ..)| is_on(word));
    let Some((first, _, chosen)) = on.next() else {
        let own = machine.collector();
        return match said.iter().find(|(word, flag, _)| *flag == own.flag() && word.starts_with("-XX:-")) {
            Some((word, ..)) => Err(BadFlag { words: (*word).clone() }),
            None => Ok(Some(own)),
        };
    };
    // Parallel has two flags, of which the second says nothing more.
    match on.find(|(_, _, other)| other.is_none() || other != chosen) {
        Some((second, ..)) => Err(BadFlag { words: [first.as_str(), second.as_str()].join(" ") }),
        None => Ok(*chosen),
    }
}

#[cfg(test)]
mod tests {
    use flink_memory::start_script::{Place, Script, ScriptEnvironment, Start, command_line};
    use flink_memory::{Configuration, Release};

    use super::*;

    const SERVER: Machine = Machine { java: 11, processors: 2, memory: MemorySize::from_mebibytes(1792) };

    #[test]
    fn a_jvm_chooses_by_processors_and_memory() {
        assert_eq!(SERVER.collector(), Collector::G1);
        assert_eq!(Machine { java: 8, ..SERVER }.collector(), Collector::Parallel);
        assert_eq!(Machine { processors: 1, ..SERVER }.collector(), Collector::Serial);
        assert_eq!(Machine { memory: MemorySize::from_mebibytes(1791), ..SERVER }.collector(), Collector::Serial);
    }

    /// The collector of a TaskManager that a release's `taskmanager.sh` starts without further options on a server.
    fn started_by(release: Release, machine: Machine) -> Option<Collector> {
        let configuration = Configuration::from_iter([("taskmanager.memory.process.size", "2g")]);
        let start = Start {
            release,
            script: Script::TaskManager,
            is_daemon: true,
            arguments: &[],
            entry_point: "",
            file_name: "flink-conf.yaml",
            file: &configuration,
            with_arguments: &configuration,
            java: machine.java,
            environment: ScriptEnvironment::default(),
            place: Place { home: "/flink".to_owned(), user: "flink".to_owned(), host: "host".to_owned() },
        };
        collector(&command_line(&start).ok()?, machine).ok()?
    }

    #[test]
    fn flinks_scripts_choose_g1_up_to_1_17() {
        let small = Machine { processors: 1, ..SERVER };
        assert_eq!(started_by(Release::V1_17, small), Some(Collector::G1));
        assert_eq!(started_by(Release::V1_18, small), Some(Collector::Serial));
        assert_eq!(started_by(Release::V1_18, SERVER), Some(Collector::G1));
    }

    #[test]
    fn the_last_word_about_a_flag_counts_and_other_flags_do_not() {
        let chosen = |words: &[&str]| collector(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>(), SERVER);
        assert_eq!(chosen(&["-XX:+UseZGC", "-XX:+UseGCOverheadLimit", "-Xmx1g"]), Ok(Some(Collector::Z)));
        assert_eq!(chosen(&["-XX:+UseParallelOldGC", "-XX:+UseParallelGC"]), Ok(Some(Collector::Parallel)));
        assert_eq!(chosen(&["-XX:+UseShenandoahGC"]), Ok(None));
        assert_eq!(chosen(&["-XX:+UseParallelGC", "-XX:+UseG1GC", "-XX:-UseParallelGC"]), Ok(Some(Collector::G1)));
        assert_eq!(chosen(&["-XX:-UseSerialGC", "-XX:+UseMaximumCompactionOnSystemGC", "-XX:é"]), Ok(Some(Collector::G1)));
    }

    /// `Multiple garbage collectors selected`, and `Garbage collector not selected (default collector explicitly disabled)`.
    #[test]
    fn no_jvm_starts_with_two_collectors_or_without_its_own() {
        let bad =
            |words: &[&str]| collector(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>(), SERVER).map_err(|bad| bad.words);
        assert_eq!(bad(&["-XX:+UseZGC", "-XX:+UseSerialGC"]), Err("-XX:+UseSerialGC -XX:+UseZGC".to_owned()));
        assert_eq!(bad(&["-XX:+UseEpsilonGC", "-XX:+UseShenandoahGC"]), Err("-XX:+UseShenandoahGC -XX:+UseEpsilonGC".to_owned()));
        assert_eq!(bad(&["-XX:+UseG1GC", "-XX:-UseG1GC"]), Err("-XX:-UseG1GC".to_owned()));
        let small = Machine { processors: 1, ..SERVER };
        assert_eq!(collector(&["-XX:-UseG1GC".to_owned()], small), Ok(Some(Collector::Serial)));
    }
}
