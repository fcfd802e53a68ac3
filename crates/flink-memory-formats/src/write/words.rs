//! Which phrase is said where: of a finding, of a warning of Flink's, of who decided a size. What it says in each language stands in `wording`.

use flink_memory::{Cap, Derivation, Level, Origin, Pool, Process, Range, Rule, Setting, Step};

use super::emit::print;
use super::wording::{Phrase, Wording, fill};
use crate::finding::Matter;

/// What a comment says of a finding; empty for those that no comment tells of.
pub(super) fn told(wording: Wording<'_>, matter: &Matter) -> String {
    let phrase = match matter {
        Matter::WrittenIsRefused { process, message } => {
            let process = Process::from_id(process).map_or(process.as_str(), |process| wording(Phrase::Process(process)));
            return fill(wording, Phrase::RefusedFor, &[("process", process), ("message", message)]);
        }
        Matter::NotPinned {} => Phrase::NotPinned,
        Matter::EntryLeftOut { .. } => Phrase::EntryLeftOut,
        Matter::VariableLeftOut { .. } => Phrase::VariableLeftOut,
        Matter::FileIsNotRead { .. } => Phrase::FileIsNotRead,
        Matter::TypesMatter {} => Phrase::TypesMatter,
        Matter::ContainerMatters {} => Phrase::ContainerMatters,
        Matter::NotForLocalExecution {} => Phrase::NotForLocalExecution,
        Matter::ShippedEntryStays { .. } => Phrase::ShippedEntryStays,
        Matter::ImageChangesValue { .. } => Phrase::ImageChangesValue,
        Matter::UnknownToOperator { .. } => Phrase::UnknownToOperator,
        _ => return String::new(),
    };
    fill(wording, phrase, &matter.facts())
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
pub(super) fn decided(wording: Wording<'_>, pool: Pool, steps: &[Step]) -> String {
    let rule = steps.iter().find(|step| step.pool == pool).map(|step| &step.rule);
    match rule {
        Some(Rule::Option(setting) | Rule::WholeMebibytes(setting) | Rule::LocalCopy { set: setting, .. }) => by(wording, setting),
        Some(Rule::Buffers { count, .. }) => by(wording, count),
        Some(Rule::Fraction(rule)) => match (rule.cap, &rule.range) {
            (Some(Cap::Min), Some(range)) => fill(wording, Phrase::Least, &[("by", &by(wording, &range.min))]),
            (Some(Cap::Max), Some(Range { max: Some(max), .. })) => fill(wording, Phrase::Most, &[("by", &by(wording, max))]),
            _ => {
                let facts = [("fraction", rule.fraction.value.shortest_text()), ("by", by(wording, &rule.fraction))];
                fill(wording, Phrase::FractionBy, &facts.each_ref().map(|(name, fact)| (*name, fact.as_str())))
            }
        },
        Some(Rule::Remainder { .. }) => wording(Phrase::Rest).to_owned(),
        Some(Rule::Sum(_)) | None => wording(Phrase::Sum).to_owned(),
        Some(Rule::LocalDefault { option }) => fill(wording, Phrase::LocalDefault, &[("key", &code(option.key()))]),
    }
}

fn by<Value>(wording: Wording<'_>, setting: &Setting<Value>) -> String {
    match setting.origin {
        Origin::Key => code(setting.option.key()),
        Origin::OlderKey(key) | Origin::LegacyOption(key) | Origin::Environment(key) => code(key),
        Origin::Default => fill(wording, Phrase::DefaultOf, &[("key", &code(setting.option.key()))]),
    }
}

fn code(text: &str) -> String {
    ["`", text, "`"].concat()
}
