//! Our words inside written texts: names of processes and pools, and findings as comments. Words of the page stand with the page.

use flink_memory::{Cap, Derivation, Level, Origin, Pool, Process, Range, Rule, Setting, Step};

use super::emit::{print, push};
use crate::finding::Matter;

pub(super) const fn process(process: Process) -> &'static str {
    match process {
        Process::TaskManager => "TaskManager",
        Process::JobManager => "JobManager",
        Process::Local => "local execution",
    }
}

/// The name of a pool as Flink's documentation gives it: `Total Process Memory`.
pub const fn pool(pool: Pool) -> &'static str {
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
    let words: &[&str] = match matter {
        Matter::WrittenIsRefused { process, message } => &["Flink refuses this for the ", process, ": ", message],
        Matter::NotPinned {} => &["No pool is pinned, because there are no sizes to pin. This is what is set."],
        Matter::EntryLeftOut { key, value } => &["Left out, because it cannot be written here: ", key, " = ", value],
        Matter::VariableLeftOut { name, value } => &["Set beside this in the environment: ", name, "=", value],
        Matter::FileIsNotRead { release, file } => &["Flink ", release, " does not read ", file, "."],
        Matter::TypesMatter {} => &["Flink makes other sizes of these texts than of the numbers that were set."],
        Matter::ContainerMatters {} => &["Flink makes other sizes of this in containers than what was asked for outside of them."],
        Matter::NotForLocalExecution {} => &["Local execution reads nothing of this kind."],
        Matter::ShippedEntryStays { key, value } => &["The file that this is added to sets what is not set here: ", key, ": ", value],
        Matter::ImageChangesValue { key, value } => {
            &["The image takes blanks out of this value and replaces what looks like a variable: ", key, ": ", value]
        }
        Matter::UnknownToOperator { release } => &["The operator does not know Flink ", release, "."],
        _ => &[],
    };
    words.concat()
}

/// What Flink warns of, each on its own line behind a mark.
pub(super) fn warnings(derivation: &Derivation, mark: &str) -> String {
    let mut warnings = String::new();
    for line in derivation.log.iter().filter(|line| line.level() == Level::Warn) {
        print(&mut warnings, format_args!("{mark}{line}\n"));
    }
    warnings
}

/// Who decided the size of a pool, in Markdown.
pub(super) fn decided(out: &mut String, pool: Pool, steps: &[Step]) {
    let rule = steps.iter().find(|step| step.pool == pool).map(|step| &step.rule);
    match rule {
        Some(Rule::Option(setting) | Rule::WholeMebibytes(setting) | Rule::LocalCopy { set: setting, .. }) => by(out, setting),
        Some(Rule::Buffers { count, .. }) => by(out, count),
        Some(Rule::Fraction(rule)) => match (rule.cap, &rule.range) {
            (Some(Cap::Min), Some(range)) => {
                out.push_str("least, ");
                by(out, &range.min);
            }
            (Some(Cap::Max), Some(Range { max: Some(max), .. })) => {
                out.push_str("most, ");
                by(out, max);
            }
            _ => {
                push(out, &[&rule.fraction.value.shortest_text(), " by "]);
                by(out, &rule.fraction);
            }
        },
        Some(Rule::Remainder { .. }) => out.push_str("what is left"),
        Some(Rule::Sum(_)) | None => out.push_str("sum"),
        Some(Rule::LocalDefault { option }) => push(out, &["Flink's own for local execution, `", option.key(), "`"]),
    }
}

fn by<Value>(out: &mut String, setting: &Setting<Value>) {
    by_origin(out, setting.origin, setting.option.key());
}

fn by_origin(out: &mut String, origin: Origin, option: &str) {
    let (what, key) = match origin {
        Origin::Key => ("", option),
        Origin::OlderKey(key) | Origin::LegacyOption(key) | Origin::Environment(key) => ("", key),
        Origin::Default => ("default of ", option),
    };
    push(out, &[what, "`", key, "`"]);
}
