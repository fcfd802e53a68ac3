//! English: why a number is what it is. The facts stand in the model's steps and in `explanation`.

use flink_memory::{Cap, FractionRule, MemorySize, Origin, Pool, Range, Request, Rule};

use super::option::{option_label, shipped_by};
use super::pool::pool_name;
use crate::explanation::{Bounds, Input, InputValue, Term, What};
use crate::text::quantity;

/// The rule in words.
pub fn rule_words(rule: &Rule, request: &Request, is_open: bool) -> String {
    match rule {
        Rule::Option(setting) => match setting.origin {
            Origin::Key if request.is_shipped(setting.option.key()) => format!("Flink {} ships this value.", request.release),
            Origin::Key => "You set it.".to_owned(),
            Origin::OlderKey(key) => format!("You set it through the older key {key}."),
            Origin::LegacyOption(key) => format!("Flink takes it from {key}, because {} is not set.", setting.option.key()),
            Origin::Environment(variable) => format!("The start script takes it from the environment variable {variable}."),
            Origin::Default => format!("Nobody set it, so the default of Flink {} holds.", setting.option.releases()),
        },
        Rule::Fraction(rule) => fraction_words(rule),
        Rule::Remainder { whole, required, .. } => {
            let rest = format!("What is left of {} when everything else is taken off.", pool_name(whole.pool));
            match required {
                Some(range) => format!("{rest} Flink requires {}.", within(range)),
                None => rest,
            }
        }
        Rule::Sum(_) => "The sum of the pools inside it.".to_owned(),
        Rule::Buffers { count, segment } => {
            format!("{} buffers of {} each.", quantity::grouped(u64::from(count.value)), size(segment.value))
        }
        Rule::LocalDefault { .. } if is_open => {
            "Nobody set it, so local execution puts the largest value there. It is no limit: the memory is that of the JVM around it."
                .to_owned()
        }
        Rule::LocalDefault { option } => format!("{} is not set, so local execution sets it to a value of its own.", option.key()),
        Rule::LocalCopy { set, copied_to } => {
            format!("Only {} is set, so local execution copies it to {}.", set.option.key(), copied_to.key())
        }
        Rule::WholeMebibytes(_) => "What is configured, in whole mebibytes. The rest of a mebibyte is lost.".to_owned(),
    }
}

fn fraction_words(rule: &FractionRule) -> String {
    let of = list(&rule.of.iter().map(|part| part.pool).collect::<Vec<_>>());
    let fraction = rule.fraction.value.shortest_text();
    let share = if rule.is_inverse {
        format!("So much that it is the fraction {fraction} of {of} and itself together")
    } else {
        format!("The fraction {fraction} of {of}")
    };
    match &rule.range {
        Some(range) => format!("{share}, {}.", within(range)),
        None => format!("{share}."),
    }
}

/// A range in words: `at least 192 MiB and at most 1 GiB`.
fn within(range: &Range) -> String {
    let least = format!("at least {}", size(range.min.value));
    match range.max.filter(|max| max.value != MemorySize::MAX) {
        Some(max) => format!("{least} and at most {}", size(max.value)),
        None => least,
    }
}

fn size(size: MemorySize) -> String {
    if size == MemorySize::MAX { "no limit".to_owned() } else { quantity::size(size) }
}

fn list(pools: &[Pool]) -> String {
    pools.iter().map(|&pool| pool_name(pool)).collect::<Vec<_>>().join(" + ")
}

/// What a line of a calculation is.
pub fn term(term: &Term) -> String {
    match term.what {
        What::Pool(pool) => pool_name(pool).to_owned(),
        What::Fraction(fraction) => format!("fraction {fraction}"),
        What::InverseFraction(fraction) => format!("{fraction} ∕ (1 − {fraction})"),
        What::Option(option) => option_label(option.key()).to_owned(),
        What::RestOfMebibyte => "the rest of a mebibyte".to_owned(),
        What::Buffers(count) => format!("{} buffers", quantity::grouped(u64::from(count))),
    }
}

/// The value of an input.
pub fn input_value(value: InputValue) -> String {
    match value {
        InputValue::Size(value) => size(value),
        InputValue::Fraction(fraction) => fraction.shortest_text(),
        InputValue::Count(count) => quantity::grouped(u64::from(count)),
    }
}

/// Who decided an input.
pub fn origin(input: &Input, request: &Request) -> String {
    match input.origin {
        Origin::Key if request.is_shipped(input.key) => shipped_by(request.release),
        Origin::Key => "set by you".to_owned(),
        Origin::OlderKey(key) => format!("set by you through {key}"),
        Origin::LegacyOption(key) => format!("taken from {key}"),
        Origin::Environment(variable) => format!("taken from {variable}"),
        Origin::Default => format!("default of Flink {}", input.releases),
    }
}

/// Who decided a pool, in two or three words.
pub fn decided_by(rule: &Rule, request: &Request) -> String {
    match rule {
        Rule::Option(setting) | Rule::WholeMebibytes(setting) if request.is_shipped(setting.option.key()) => "shipped".to_owned(),
        Rule::Option(setting) | Rule::WholeMebibytes(setting) => short_origin(setting.origin),
        Rule::Fraction(rule) => match rule.cap {
            Some(Cap::Min) => format!("least, {}", short_origin(rule.range.map_or(Origin::Default, |range| range.min.origin))),
            Some(Cap::Max) => {
                format!("most, {}", short_origin(rule.range.and_then(|range| range.max).map_or(Origin::Default, |max| max.origin)))
            }
            None => format!("fraction, {}", short_origin(rule.fraction.origin)),
        },
        Rule::Remainder { .. } => "what is left".to_owned(),
        Rule::Sum(_) => "sum".to_owned(),
        Rule::Buffers { .. } => "number of buffers".to_owned(),
        Rule::LocalDefault { .. } => "local execution".to_owned(),
        Rule::LocalCopy { .. } => "you, copied".to_owned(),
    }
}

fn short_origin(origin: Origin) -> String {
    match origin {
        Origin::Key => "you",
        Origin::OlderKey(_) => "you, older key",
        Origin::LegacyOption(_) => "legacy heap",
        Origin::Environment(_) => "environment",
        Origin::Default => "default",
    }
    .to_owned()
}

/// Where the bounds of a fraction act.
pub fn bounds_sentence(pool: Pool, bounds: &Bounds) -> String {
    let (name, of) = (pool_name(pool), list(&bounds.of));
    let (least, most) = (size(bounds.min.0), size(bounds.max.0));
    match (bounds.cap, bounds.min.1, bounds.max.1) {
        (Some(Cap::Max), _, Some(from)) => format!("{name} is capped at {most} from {} of {of} upward.", size(from)),
        (Some(Cap::Max), _, None) => format!("{name} is capped at {most}."),
        (Some(Cap::Min), Some(to), _) => {
            format!("{name} is raised to {least} as long as {of} is at most {}. Above that it grows with it.", size(to))
        }
        (Some(Cap::Min), None, _) => format!("{name} is raised to {least}, whatever {of} is."),
        (None, Some(from), Some(to)) => {
            format!("{name} grows with {of} from {} to {}. Above that it is capped at {most}.", size(from), size(to))
        }
        (None, None, Some(to)) => format!("{name} grows with {of} up to {}. Above that it is capped at {most}.", size(to)),
        (None, Some(from), None) => format!("{name} grows with {of} from {} upward and is never capped.", size(from)),
        (None, None, None) => format!("{name} grows with {of} and is never capped."),
    }
}

/// What a button says that leads to an option.
pub fn changed_by(key: &str) -> String {
    format!("Go to {key}")
}
