//! Why a pool has its size, prepared for showing: the calculation in lines, the inputs, where its bounds act, and what would change it.

use flink_memory::{
    Cap, Fraction, FractionRule, MemorySize, Origin, Part, Pool, Process, Range, Release, ReleaseOption, Releases, Rule, Setting, Step,
};

use crate::option_place::levers;

/// Everything that is told about a step besides its rule in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The calculation, line by line; the last line is the result.
    pub terms: Vec<Term>,
    /// The options that went into it.
    pub inputs: Vec<Input>,
    /// Where the bounds of a fraction act.
    pub bounds: Option<Bounds>,
    /// Keys that would change the pool and are not among the inputs.
    pub levers: Vec<&'static str>,
}

/// One line of the calculation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// How the line follows from the lines above.
    pub sign: Sign,
    /// What it is.
    pub what: What,
    /// Its size.
    pub size: MemorySize,
    /// Whether it is the bound that decided.
    pub is_hit: bool,
}

/// How a line of a calculation follows from the lines above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// It starts the calculation.
    Start,
    /// It is added.
    Plus,
    /// It is taken off.
    Minus,
    /// It is a multiple of what is above.
    Times,
    /// It is the least that is allowed.
    AtLeast,
    /// It is the most that is allowed.
    AtMost,
    /// It is the result.
    Equals,
}

/// What a line of a calculation is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// A pool.
    Pool(Pool),
    /// A fraction.
    Fraction(Fraction),
    /// `f / (1 − f)` for a fraction.
    InverseFraction(Fraction),
    /// An option.
    Option(ReleaseOption),
    /// A number of network buffers.
    Buffers(u32),
    /// What Flink 1.10 loses of a size that is no whole number of mebibytes.
    RestOfMebibyte,
}

/// An option that went into a calculation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Input {
    /// The key that a person would edit.
    pub key: &'static str,
    /// The value.
    pub value: InputValue,
    /// Who decided it.
    pub origin: Origin,
    /// The releases in which the option is as it is.
    pub releases: Releases,
}

/// The value of an input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InputValue {
    /// A size.
    Size(MemorySize),
    /// A fraction.
    Fraction(Fraction),
    /// A number.
    Count(u32),
}

/// Where the bounds of a fraction act.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    /// What the fraction is taken of.
    pub of: Vec<Pool>,
    /// The least, and the largest base at which it still acts.
    pub min: (MemorySize, Option<MemorySize>),
    /// The most, and the smallest base at which it acts.
    pub max: (MemorySize, Option<MemorySize>),
    /// The bound that acts now.
    pub cap: Option<Cap>,
}

/// Prepares a step for showing.
pub fn explain(step: &Step, process: Process, release: Release) -> Explanation {
    let mut terms = terms(&step.rule);
    if terms.len() > 1 {
        terms.push(Term { sign: Sign::Equals, what: What::Pool(step.pool), size: step.size, is_hit: false });
    }
    let inputs = inputs(&step.rule);
    let mut levers = levers(step.pool, process, release);
    levers.retain(|key| inputs.iter().all(|input| input.key != *key));
    let bounds = if let Rule::Fraction(rule) = &step.rule { rule.range.map(|range| bounds(rule, &range)) } else { None };
    Explanation { terms, inputs, bounds, levers }
}

fn terms(rule: &Rule) -> Vec<Term> {
    let term = |sign, what, size| Term { sign, what, size, is_hit: false };
    match rule {
        Rule::Option(_) | Rule::LocalDefault { .. } => Vec::new(),
        Rule::Sum(parts) => sum(parts),
        Rule::Remainder { whole, minus, .. } => {
            let mut terms = vec![part(Sign::Start, whole)];
            terms.extend(minus.iter().map(|minus| part(Sign::Minus, minus)));
            terms
        }
        Rule::Fraction(rule) => fraction_terms(rule),
        Rule::Buffers { count, segment } => vec![
            term(Sign::Start, What::Option(segment.option), segment.value),
            term(Sign::Times, What::Buffers(count.value), product(count.value, segment.value)),
        ],
        Rule::LocalCopy { set, .. } => vec![term(Sign::Start, What::Option(set.option), set.value)],
        Rule::WholeMebibytes(setting) => {
            let lost = MemorySize::from_bytes(setting.value.bytes() % (1 << 20)).unwrap_or_default();
            vec![term(Sign::Start, What::Option(setting.option), setting.value), term(Sign::Minus, What::RestOfMebibyte, lost)]
        }
    }
}

fn product(count: u32, size: MemorySize) -> MemorySize {
    MemorySize::from_bytes(u64::from(count).saturating_mul(size.bytes())).unwrap_or(MemorySize::MAX)
}

fn part(sign: Sign, part: &Part) -> Term {
    Term { sign, what: What::Pool(part.pool), size: part.size, is_hit: false }
}

fn sum(parts: &[Part]) -> Vec<Term> {
    let mut sign = Sign::Start;
    parts.iter().map(|one| part(std::mem::replace(&mut sign, Sign::Plus), one)).collect()
}

fn fraction_terms(rule: &FractionRule) -> Vec<Term> {
    let mut terms = sum(&rule.of);
    let fraction = rule.fraction.value;
    let what = if rule.is_inverse { What::InverseFraction(fraction) } else { What::Fraction(fraction) };
    terms.push(Term { sign: Sign::Times, what, size: rule.product, is_hit: false });
    if let Some(range) = &rule.range {
        let bound = |sign, bound: &Setting<MemorySize>, cap| Term {
            sign,
            what: What::Option(bound.option),
            size: bound.value,
            is_hit: rule.cap == Some(cap),
        };
        terms.push(bound(Sign::AtLeast, &range.min, Cap::Min));
        terms.extend(range.max.as_ref().map(|max| bound(Sign::AtMost, max, Cap::Max)));
    }
    terms
}

fn inputs(rule: &Rule) -> Vec<Input> {
    let size = |setting: &Setting<MemorySize>| input(setting, InputValue::Size(setting.value));
    match rule {
        Rule::Option(setting) | Rule::WholeMebibytes(setting) | Rule::LocalCopy { set: setting, .. } => vec![size(setting)],
        Rule::Fraction(rule) => {
            let mut inputs = vec![input(&rule.fraction, InputValue::Fraction(rule.fraction.value))];
            inputs.extend(range_inputs(rule.range.as_ref()));
            inputs
        }
        Rule::Remainder { required, .. } => range_inputs(required.as_ref()),
        Rule::Buffers { count, segment } => vec![input(count, InputValue::Count(count.value)), size(segment)],
        Rule::Sum(_) | Rule::LocalDefault { .. } => Vec::new(),
    }
}

fn range_inputs(range: Option<&Range>) -> Vec<Input> {
    let Some(range) = range else { return Vec::new() };
    let bound = |bound: &Setting<MemorySize>| input(bound, InputValue::Size(bound.value));
    let mut inputs = vec![bound(&range.min)];
    inputs.extend(range.max.as_ref().map(bound));
    inputs
}

fn input<Value>(setting: &Setting<Value>, value: InputValue) -> Input {
    Input { key: setting.option.key(), value, origin: setting.origin, releases: setting.option.releases() }
}

fn bounds(rule: &FractionRule, range: &Range) -> Bounds {
    let fraction = if rule.is_inverse { rule.fraction.value.inverse() } else { rule.fraction.value };
    let (min, max) = (range.min.value, range.max.map_or(MemorySize::MAX, |max| max.value));
    let below_min = min.bytes().checked_sub(1).and_then(MemorySize::from_bytes);
    let last_raised = below_min.and_then(|below| first_above(fraction, below)).and_then(|first| first.minus(MemorySize::from_bytes(1)?));
    Bounds {
        of: rule.of.iter().map(|part| part.pool).collect(),
        min: (min, last_raised),
        max: (max, first_above(fraction, max)),
        cap: rule.cap,
    }
}

/// The smallest size of which the fraction is more than `limit`, in the model's own arithmetic; `None` where there is none.
fn first_above(fraction: Fraction, limit: MemorySize) -> Option<MemorySize> {
    // What overflows is above every limit.
    let is_above = |bytes| MemorySize::from_bytes(bytes).and_then(|size| fraction.of(size)).is_none_or(|product| product > limit);
    if !is_above(MemorySize::MAX.bytes()) || limit == MemorySize::MAX {
        return None;
    }
    // A double says where it is to some sixteen digits; around that the search begins, and widens where it was wrong.
    let guess = approximate_quotient(limit, fraction);
    let mut reach = (guess >> 48) + 4;
    let (mut below, mut above) = loop {
        let (low, high) = (guess.saturating_sub(reach), guess.saturating_add(reach).min(MemorySize::MAX.bytes()));
        if (low == 0 || !is_above(low)) && is_above(high) {
            break (low, high);
        }
        reach = reach.saturating_mul(16);
    };
    while above - below > 1 {
        let middle = below + (above - below) / 2;
        if is_above(middle) { above = middle } else { below = middle }
    }
    MemorySize::from_bytes(above)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "the quotient is only a guess, and the cast saturates"
)]
fn approximate_quotient(size: MemorySize, fraction: Fraction) -> u64 {
    (size.bytes() as f64 / fraction.value()) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::state::Calculation;

    fn explained(pool: Pool, entries: &[(&str, &str)]) -> Option<Explanation> {
        let calculation = Calculation::shipped_with(Release::LATEST, Process::TaskManager, entries);
        let picture = calculation.current()?;
        Some(explain(picture.step(pool)?, picture.request.process, picture.request.release))
    }

    #[test]
    fn overhead_tells_where_its_bounds_act() {
        let bounds = explained(Pool::JvmOverhead, &[]).and_then(|explanation| explanation.bounds);
        let Some(Bounds { min: (least, Some(raised)), max: (most, Some(capped)), cap: Some(Cap::Min), .. }) = bounds else {
            panic!("{bounds:?}")
        };
        assert_eq!((least.whole_mebibytes(), most.whole_mebibytes()), (192, 1024));
        // 0.1 is 0.10000000149011612 to Flink, so both lie a little below ten times the bound.
        assert_eq!((raised.whole_mebibytes(), capped.whole_mebibytes()), (1919, 10_239));
    }

    #[test]
    fn a_fraction_of_nothing_reaches_no_bound() {
        assert_eq!(first_above(Fraction::from_f32(0.0), MemorySize::ZERO), None);
        assert_eq!(first_above(Fraction::from_f32(0.5), MemorySize::MAX), None);
        assert_eq!(first_above(Fraction::from_f32(0.5), MemorySize::ZERO), MemorySize::from_bytes(2));
    }

    #[test]
    fn the_first_size_above_a_limit_is_exact() {
        for fraction in ["1e-45", "1e-9", "0.1", "0.4", "0.99999994"] {
            let fraction = Fraction::parse(fraction).unwrap_or(Fraction::from_f32(0.5));
            for limit in [0, 1, 4095, 1 << 30, (1 << 53) + 1, 1 << 62].into_iter().filter_map(MemorySize::from_bytes) {
                let product = |size: MemorySize| fraction.of(size).unwrap_or(MemorySize::MAX);
                match first_above(fraction, limit) {
                    None => assert!(product(MemorySize::MAX) <= limit),
                    Some(first) => {
                        let before = first.minus(MemorySize::from_bytes(1).unwrap_or_default());
                        assert!(product(first) > limit && before.is_none_or(|before| product(before) <= limit), "{fraction} {limit}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_pool_can_be_explained() {
        for pool in flink_memory::pool::TASK_MANAGER.leaves() {
            let explanation = explained(pool, &[]);
            assert!(explanation.is_some_and(|explanation| !(explanation.inputs.is_empty() && explanation.terms.is_empty())), "{pool:?}");
        }
    }

    #[test]
    fn a_remainder_adds_up() {
        let terms = explained(Pool::TaskHeap, &[]).map(|explanation| explanation.terms).unwrap_or_default();
        let total = terms.iter().try_fold(MemorySize::ZERO, |total, term| match term.sign {
            Sign::Start | Sign::Plus => total.plus(term.size),
            Sign::Minus => total.minus(term.size),
            _ => Some(total),
        });
        assert_eq!(total, terms.last().map(|term| term.size));
    }
}
