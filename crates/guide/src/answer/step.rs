//! `{{#step ...}}`: how a pool got its size, with the numbers in the formula.

use flink_memory::{Cap, FractionRule, MemorySize, Part, Rule, Setting};

use super::{fenced, pool, pool_name, taken};
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
    let mut lines = terms(&step.rule);
    lines.push(Line::new("=", pool_name(step.pool), step.size));
    Ok(fenced("text", &aligned(&lines)))
}

/// One line of a calculation.
struct Line {
    sign: &'static str,
    what: String,
    size: MemorySize,
}

impl Line {
    fn new(sign: &'static str, what: impl Into<String>, size: MemorySize) -> Line {
        Line { sign, what: what.into(), size }
    }

    fn of_setting(sign: &'static str, setting: &Setting<MemorySize>) -> Line {
        let by_default = if setting.is_set() { "" } else { " (default)" };
        Line::new(sign, format!("{}{by_default}", setting.option.key()), setting.value)
    }
}

fn terms(rule: &Rule) -> Vec<Line> {
    match rule {
        Rule::Option(setting) | Rule::WholeMebibytes(setting) | Rule::LocalCopy { set: setting, .. } => vec![Line::of_setting("", setting)],
        Rule::Sum(parts) => sum(parts),
        Rule::Remainder { whole, minus, .. } => {
            let minus = minus.iter().map(|part| Line::new("-", pool_name(part.pool), part.size));
            std::iter::once(Line::new("", pool_name(whole.pool), whole.size)).chain(minus).collect()
        }
        Rule::Fraction(rule) => fraction(rule),
        Rule::Buffers { count, segment } => vec![Line::of_setting("", segment), {
            let bytes = u64::from(count.value).saturating_mul(segment.value.bytes());
            Line::new("×", format!("{} buffers", count.value), MemorySize::from_bytes(bytes).unwrap_or(MemorySize::MAX))
        }],
        Rule::LocalDefault { .. } => Vec::new(),
    }
}

fn sum(parts: &[Part]) -> Vec<Line> {
    parts.iter().enumerate().map(|(index, part)| Line::new(if index == 0 { "" } else { "+" }, pool_name(part.pool), part.size)).collect()
}

fn fraction(rule: &FractionRule) -> Vec<Line> {
    let mut lines = sum(&rule.of);
    let fraction = rule.fraction.value.shortest_text();
    let factor = if rule.is_inverse { format!("{fraction} / (1 - {fraction})") } else { fraction };
    lines.push(Line::new("×", factor, rule.product));
    if let Some(range) = &rule.range {
        lines.push(Line::of_setting("at least", &range.min));
        lines.extend(range.max.as_ref().map(|max| Line::of_setting("at most", max)));
    }
    lines
}

/// The lines with their sizes below each other.
fn aligned(lines: &[Line]) -> String {
    let wide = |text: &dyn Fn(&Line) -> usize| lines.iter().map(text).max().unwrap_or(0);
    let signs = wide(&|line| line.sign.chars().count());
    let names = wide(&|line| line.what.chars().count());
    let row = |line: &Line| {
        let size = quantity::size(line.size).replace('\u{a0}', " ");
        let bytes = if line.size == MemorySize::MAX { String::new() } else { format!("{} bytes", line.size.bytes()) };
        format!("{:<signs$} {:<names$}  {size:>12}  {bytes:>20}", line.sign, line.what).trim_end().to_owned()
    };
    lines.iter().map(row).collect::<Vec<_>>().join("\n")
}
