//! Which texts say why a number is what it is. The facts stand in the model's steps and in `explanation`.

use flink_memory::{Cap, FractionRule, MemorySize, Origin, Pool, Range, Request, Rule};

use super::list::{Word, said};
use super::words::Words;
use crate::explanation::{Bounds, Input, InputValue, Term, What};
use crate::text::quantity::grouped;

impl Words {
    /// The rule in words.
    pub fn rule(self, rule: &Rule, request: &Request, is_open: bool) -> String {
        match rule {
            Rule::Option(setting) => match setting.origin {
                Origin::Key if request.is_shipped(setting.option.key()) => {
                    self.say(said::RuleShipped { release: &request.release.to_string() })
                }
                Origin::Key => self.text(Word::RuleSet).to_owned(),
                Origin::OlderKey(key) => self.say(said::RuleOlderKey { key }),
                Origin::LegacyOption(key) => self.say(said::RuleLegacy { key, option: setting.option.key() }),
                Origin::Environment(variable) => self.say(said::RuleEnvironment { variable }),
                Origin::Default => self.say(said::RuleDefault { releases: &setting.option.releases().to_string() }),
            },
            Rule::Fraction(rule) => self.fraction(rule),
            Rule::Remainder { whole, required, .. } => {
                let whole = self.pool_name(whole.pool);
                match required {
                    Some(range) => self.say(said::RuleRestWithin { whole, range: &self.range(range) }),
                    None => self.say(said::RuleRest { whole }),
                }
            }
            Rule::Sum(_) => self.text(Word::RuleSum).to_owned(),
            Rule::Buffers { count, segment } => {
                self.say(said::RuleBuffers { count: &grouped(u64::from(count.value)), size: &self.limit(segment.value) })
            }
            Rule::LocalDefault { .. } if is_open => self.text(Word::RuleLocalOpen).to_owned(),
            Rule::LocalDefault { option } => self.say(said::RuleLocalDefault { key: option.key() }),
            Rule::LocalCopy { set, copied_to } => self.say(said::RuleLocalCopy { key: set.option.key(), other: copied_to.key() }),
            Rule::WholeMebibytes(_) => self.text(Word::RuleWholeMebibytes).to_owned(),
        }
    }

    fn fraction(self, rule: &FractionRule) -> String {
        let (fraction, of) = (&rule.fraction.value.shortest_text(), &self.sum(rule.of.iter().map(|part| part.pool)));
        let range = rule.range.as_ref().map(|range| self.range(range));
        match (rule.is_inverse, &range) {
            (true, Some(range)) => self.say(said::RuleInverseWithin { fraction, of, range }),
            (true, None) => self.say(said::RuleInverse { fraction, of }),
            (false, Some(range)) => self.say(said::RuleFractionWithin { fraction, of, range }),
            (false, None) => self.say(said::RuleFraction { fraction, of }),
        }
    }

    /// A range in words: `at least 192 MiB and at most 1 GiB`.
    fn range(self, range: &Range) -> String {
        let least = &self.size(range.min.value);
        match range.max.filter(|max| max.value != MemorySize::MAX) {
            Some(max) => self.say(said::AtLeastAtMost { least, most: &self.size(max.value) }),
            None => self.say(said::AtLeast { least }),
        }
    }

    /// Pools that are added up.
    fn sum(self, pools: impl Iterator<Item = Pool>) -> String {
        pools.map(|pool| self.pool_name(pool)).collect::<Vec<_>>().join(" + ")
    }

    /// What a line of a calculation is.
    pub fn term(self, term: &Term) -> String {
        match term.what {
            What::Pool(pool) => self.pool_name(pool).to_owned(),
            What::Fraction(fraction) => self.say(said::TermFraction { fraction: &fraction.to_string() }),
            What::InverseFraction(fraction) => format!("{fraction} ∕ (1 − {fraction})"),
            What::Option(option) => self.option_label(option.key()).to_owned(),
            What::RestOfMebibyte => self.text(Word::TermRestOfMebibyte).to_owned(),
            What::Buffers(count) => self.say(said::TermBuffers { count: &grouped(u64::from(count)) }),
        }
    }

    /// The value of an input.
    pub fn input_value(self, value: InputValue) -> String {
        match value {
            InputValue::Size(value) => self.limit(value),
            InputValue::Fraction(fraction) => fraction.shortest_text(),
            InputValue::Count(count) => grouped(u64::from(count)),
        }
    }

    /// Who decided an input.
    pub fn origin(self, input: &Input, request: &Request) -> String {
        match input.origin {
            Origin::Key if request.is_shipped(input.key) => self.shipped_by(request.release),
            Origin::Key => self.text(Word::SetByYou).to_owned(),
            Origin::OlderKey(key) => self.say(said::SetThrough { key }),
            Origin::LegacyOption(key) | Origin::Environment(key) => self.say(said::TakenFrom { key }),
            Origin::Default => self.say(said::DefaultOfFlink { releases: &input.releases.to_string() }),
        }
    }

    /// Who decided a pool, in two or three words.
    pub fn decided_by(self, rule: &Rule, request: &Request) -> String {
        match rule {
            Rule::Option(setting) | Rule::WholeMebibytes(setting) if request.is_shipped(setting.option.key()) => {
                self.text(Word::DecidedShipped).to_owned()
            }
            Rule::Option(setting) | Rule::WholeMebibytes(setting) => self.by(setting.origin).to_owned(),
            Rule::Fraction(rule) => match rule.cap {
                Some(Cap::Min) => {
                    self.say(said::DecidedLeast { by: self.by(rule.range.map_or(Origin::Default, |range| range.min.origin)) })
                }
                Some(Cap::Max) => {
                    let most = rule.range.and_then(|range| range.max);
                    self.say(said::DecidedMost { by: self.by(most.map_or(Origin::Default, |max| max.origin)) })
                }
                None => self.say(said::DecidedFraction { by: self.by(rule.fraction.origin) }),
            },
            Rule::Remainder { .. } => self.text(Word::DecidedRest).to_owned(),
            Rule::Sum(_) => self.text(Word::DecidedSum).to_owned(),
            Rule::Buffers { .. } => self.text(Word::DecidedBuffers).to_owned(),
            Rule::LocalDefault { .. } => self.text(Word::DecidedLocally).to_owned(),
            Rule::LocalCopy { .. } => self.text(Word::DecidedCopy).to_owned(),
        }
    }

    fn by(self, origin: Origin) -> &'static str {
        self.text(match origin {
            Origin::Key => Word::ByYou,
            Origin::OlderKey(_) => Word::ByYouOlderKey,
            Origin::LegacyOption(_) => Word::ByLegacyHeap,
            Origin::Environment(_) => Word::ByEnvironment,
            Origin::Default => Word::ByDefault,
        })
    }

    /// Where the bounds of a fraction act.
    pub fn bounds(self, pool: Pool, bounds: &Bounds) -> String {
        let (pool, of) = (self.pool_name(pool), &self.sum(bounds.of.iter().copied()));
        let (least, most) = (&self.limit(bounds.min.0), &self.limit(bounds.max.0));
        let (to, from) = (bounds.min.1.map(|to| self.limit(to)), bounds.max.1.map(|from| self.limit(from)));
        match (bounds.cap, &to, &from) {
            (Some(Cap::Max), _, Some(from)) => self.say(said::CappedFrom { pool, most, from, of }),
            (Some(Cap::Max), _, None) => self.say(said::Capped { pool, most }),
            (Some(Cap::Min), Some(to), _) => self.say(said::RaisedUpTo { pool, least, of, to }),
            (Some(Cap::Min), None, _) => self.say(said::Raised { pool, least, of }),
            (None, Some(from), Some(to)) => self.say(said::GrowsBetween { pool, of, from, to, most }),
            (None, None, Some(to)) => self.say(said::GrowsUpTo { pool, of, to, most }),
            (None, Some(from), None) => self.say(said::GrowsFrom { pool, of, from }),
            (None, None, None) => self.say(said::Grows { pool, of }),
        }
    }
}
