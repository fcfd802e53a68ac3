//! Our words inside written texts: names of processes and pools, and findings as comments. Words of the page stand with the page.

use flink_memory::{Derivation, LogLine, Origin, Pool, Process, Rule, Setting, Step};

use crate::finding::Matter;

pub(super) const fn process(process: Process) -> &'static str {
    match process {
        Process::TaskManager => "TaskManager",
        Process::JobManager => "JobManager",
        Process::Local => "local execution",
    }
}

/// Flink's own names.
pub(super) const fn pool(pool: Pool) -> &'static str {
    match pool {
        Pool::TotalProcess => "Total Process Memory",
        Pool::TotalFlink => "Total Flink Memory",
        Pool::JvmHeap => "JVM Heap",
        Pool::FrameworkHeap => "Framework Heap",
        Pool::TaskHeap => "Task Heap",
        Pool::OffHeap => "Off-Heap Memory",
        Pool::Managed => "Managed Memory",
        Pool::JvmDirect => "JVM Direct Memory",
        Pool::FrameworkOffHeap => "Framework Off-Heap",
        Pool::TaskOffHeap => "Task Off-Heap",
        Pool::Network => "Network",
        Pool::JvmMetaspace => "JVM Metaspace",
        Pool::JvmOverhead => "JVM Overhead",
        Pool::HeapCutoff => "Heap Cut-off",
    }
}

/// What a comment says of a finding; empty for those that no comment tells of.
pub(super) fn told(matter: &Matter) -> String {
    match matter {
        Matter::WrittenIsRefused { process, message } => ["Flink refuses this for the ", process, ": ", message].concat(),
        Matter::NotPinned {} => "No pool is pinned, because there are no sizes to pin. This is what is set.".to_owned(),
        Matter::EntryLeftOut { key, value } => ["Left out, because it cannot be written here: ", key, " = ", value].concat(),
        Matter::VariableLeftOut { name, value } => ["Set beside this in the environment: ", name, "=", value].concat(),
        Matter::FileIsNotRead { release, file } => ["Flink ", release, " does not read ", file, "."].concat(),
        Matter::TypesMatter {} => "Flink makes other sizes of these texts than of the numbers that were set.".to_owned(),
        Matter::ContainerMatters {} => "Flink makes other sizes of this in containers than what was asked for outside of them.".to_owned(),
        Matter::NotForLocalExecution {} => "Local execution reads nothing of this kind.".to_owned(),
        Matter::ShippedEntryStays { key, value } => {
            ["The file that this is added to sets what is not set here: ", key, ": ", value].concat()
        }
        Matter::ImageChangesValue { key, .. } => {
            ["The image takes blanks out of this value and replaces what looks like a variable: ", key].concat()
        }
        Matter::UnknownToOperator { release } => ["The operator does not know Flink ", release, "."].concat(),
        _ => String::new(),
    }
}

/// What Flink warns of.
pub(super) fn warnings(derivation: &Derivation) -> impl Iterator<Item = String> {
    derivation.log.iter().filter(|line| line.level() == flink_memory::Level::Warn).map(LogLine::to_string)
}

/// Who decided the size of a pool, in Markdown.
pub(super) fn decided(pool: Pool, steps: &[Step]) -> String {
    let Some(step) = steps.iter().find(|step| step.pool == pool) else { return "sum".to_owned() };
    match &step.rule {
        Rule::Option(setting) | Rule::WholeMebibytes(setting) => by(setting),
        Rule::LocalCopy { set, .. } => by(set),
        Rule::Buffers { count, .. } => by(count),
        Rule::Fraction(rule) => {
            let range = rule.range.as_ref();
            match rule.cap {
                Some(flink_memory::Cap::Min) => range.map(|range| ["least, ", &by(&range.min)].concat()),
                Some(flink_memory::Cap::Max) => range.and_then(|range| range.max.as_ref()).map(|max| ["most, ", &by(max)].concat()),
                None => None,
            }
            .unwrap_or_else(|| [&rule.fraction.value.shortest_text(), " by ", &by(&rule.fraction)].concat())
        }
        Rule::Remainder { .. } => "what is left".to_owned(),
        Rule::Sum(_) => "sum".to_owned(),
        Rule::LocalDefault { option } => ["Flink's own for local execution, `", option.key(), "`"].concat(),
    }
}

fn by<Value>(setting: &Setting<Value>) -> String {
    let (what, key) = match setting.origin {
        Origin::Key => ("", setting.option.key()),
        Origin::OlderKey(key) | Origin::LegacyOption(key) | Origin::Environment(key) => ("", key),
        Origin::Default => ("default of ", setting.option.key()),
    };
    [what, "`", key, "`"].concat()
}
