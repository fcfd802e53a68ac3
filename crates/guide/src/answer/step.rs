//! `{{#step ...}}`: how a pool got its size, with the numbers in the formula.

use flink_memory::{Cap, FractionRule, MemorySize, Part, Rule, Setting};
use flink_memory_formats::write::wording::Phrase;

use super::{pool, pool_name, table, taken};
use crate::language::{Language, Word};
use crate::quantity;
use crate::replace::Place;
use crate::words::Words;

/// `{{#step pool=POOL [cap=min|max|none] QUESTION}}`: the calculation line by line. `cap` is held against the bound that was hit.
pub(super) fn step(words: &mut Words, place: &mut Place) -> Result<String, String> {
    let pool = pool(&words.need("pool")?)?;
    let cap = words.take("cap")?;
    let (_, derivation, _) = taken(words, place)?;
    let step = derivation.steps.iter().find(|step| step.pool == pool).ok_or_else(|| format!("Flink computes no {}", pool.id()))?;
    let hit = match &step.rule {
        Rule::Fraction(FractionRule { cap: Some(Cap::Min), .. }) => "min",
        Rule::Fraction(FractionRule { cap: Some(Cap::Max), .. }) => "max",
        _ => "none",
    };
    if cap.as_ref().is_some_and(|cap| cap != hit) {
        return Err(format!("the bound that is hit is {hit}, not {}", cap.unwrap_or_default()));
    }
    let terms = Terms { language: place.language };
    let mut rows = terms.of_rule(&step.rule);
    rows.push(terms.row("=", format!("**{}**", terms.name(step.pool)), step.size));
    let heads = [Phrase::Pools, Phrase::Size, Phrase::Bytes].map(|head| place.language.phrase(head).to_owned());
    Ok(table(&heads, &rows, &[false, true, true]))
}

/// The rows of a calculation in a language: a name with a sign before it, a size, and the same in bytes.
struct Terms {
    language: &'static Language,
}

impl Terms {
    fn name(&self, pool: flink_memory::Pool) -> &'static str {
        pool_name(pool, self.language)
    }

    fn row(&self, sign: &str, what: impl Into<String>, size: MemorySize) -> Vec<String> {
        let bytes = if size == MemorySize::MAX { String::new() } else { quantity::digits(size) };
        vec![format!("{sign} {}", what.into()).trim_start().to_owned(), quantity::size(size, self.language), bytes]
    }

    fn of_setting(&self, sign: &str, setting: &Setting<MemorySize>) -> Vec<String> {
        let key = format!("`{}`", setting.option.key());
        let what = if setting.is_set() { key } else { self.language.word(Word::ByDefault).replace("{key}", &key) };
        self.row(sign, what, setting.value)
    }

    fn of_rule(&self, rule: &Rule) -> Vec<Vec<String>> {
        match rule {
            Rule::Option(setting) | Rule::WholeMebibytes(setting) | Rule::LocalCopy { set: setting, .. } => {
                vec![self.of_setting("", setting)]
            }
            Rule::Sum(parts) => self.sum(parts),
            Rule::Remainder { whole, minus, .. } => {
                let minus = minus.iter().map(|part| self.row("−", self.name(part.pool), part.size));
                std::iter::once(self.row("", self.name(whole.pool), whole.size)).chain(minus).collect()
            }
            Rule::Fraction(rule) => self.fraction(rule),
            Rule::Buffers { count, segment } => {
                let bytes = u64::from(count.value).saturating_mul(segment.value.bytes());
                let buffers = self.language.word(Word::Buffers).replace("{count}", &count.value.to_string());
                vec![self.of_setting("", segment), self.row("×", buffers, MemorySize::from_bytes(bytes).unwrap_or(MemorySize::MAX))]
            }
            Rule::LocalDefault { .. } => Vec::new(),
        }
    }

    fn sum(&self, parts: &[Part]) -> Vec<Vec<String>> {
        let sign = |index| if index == 0 { "" } else { "+" };
        parts.iter().enumerate().map(|(index, part)| self.row(sign(index), self.name(part.pool), part.size)).collect()
    }

    fn fraction(&self, rule: &FractionRule) -> Vec<Vec<String>> {
        let mut rows = self.sum(&rule.of);
        let fraction = rule.fraction.value.shortest_text();
        let factor = if rule.is_inverse { format!("{fraction} / (1 − {fraction})") } else { fraction };
        rows.push(self.row("×", factor, rule.product));
        if let Some(range) = &rule.range {
            rows.push(self.of_setting(self.language.word(Word::AtLeast), &range.min));
            rows.extend(range.max.as_ref().map(|max| self.of_setting(self.language.word(Word::AtMost), max)));
        }
        rows
    }
}
