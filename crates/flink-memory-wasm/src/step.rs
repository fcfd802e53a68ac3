//! Steps as objects for JavaScript: the model's rules with a `kind` to tell them apart.

use flink_memory::{Cap, Fraction, FractionRule, MemorySize, Origin, Part, Range, Rule, Setting, Step};
use serde::Serialize;

use crate::bytes::Bytes;

/// `Step` of `types.d.ts`.
#[derive(Serialize)]
pub(crate) struct StepObject {
    pool: &'static str,
    size: Bytes,
    rule: RuleObject,
}

impl StepObject {
    pub(crate) fn new(step: &Step) -> StepObject {
        StepObject { pool: step.pool.id(), size: Bytes(step.size), rule: RuleObject::new(&step.rule) }
    }
}

/// `Rule` of `types.d.ts`.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum RuleObject {
    Option {
        setting: SettingObject<Bytes>,
    },
    Fraction {
        fraction: SettingObject<f64>,
        of: Vec<PartObject>,
        is_inverse: bool,
        product: Bytes,
        unit: Bytes,
        #[serde(skip_serializing_if = "Option::is_none")]
        range: Option<RangeObject>,
        #[serde(skip_serializing_if = "Option::is_none")]
        cap: Option<&'static str>,
    },
    Remainder {
        whole: PartObject,
        minus: Vec<PartObject>,
        #[serde(skip_serializing_if = "Option::is_none")]
        required: Option<RangeObject>,
    },
    Sum {
        parts: Vec<PartObject>,
    },
    Buffers {
        count: SettingObject<u32>,
        segment: SettingObject<Bytes>,
    },
    LocalDefault {
        key: &'static str,
    },
    LocalCopy {
        set: SettingObject<Bytes>,
        copied_to: &'static str,
    },
    WholeMebibytes {
        setting: SettingObject<Bytes>,
    },
}

impl RuleObject {
    fn new(rule: &Rule) -> RuleObject {
        match rule {
            Rule::Option(setting) => RuleObject::Option { setting: size_setting(setting) },
            Rule::Fraction(FractionRule { fraction, of, is_inverse, product, unit, range, cap }) => RuleObject::Fraction {
                fraction: SettingObject::new(fraction, Fraction::value(fraction.value)),
                of: parts(of),
                is_inverse: *is_inverse,
                product: Bytes(*product),
                unit: Bytes(*unit),
                range: range.as_ref().map(RangeObject::new),
                cap: cap.map(cap_name),
            },
            Rule::Remainder { whole, minus, required } => RuleObject::Remainder {
                whole: PartObject::new(whole),
                minus: parts(minus),
                required: required.as_ref().map(RangeObject::new),
            },
            Rule::Sum(sum) => RuleObject::Sum { parts: parts(sum) },
            Rule::Buffers { count, segment } => {
                RuleObject::Buffers { count: SettingObject::new(count, count.value), segment: size_setting(segment) }
            }
            Rule::LocalDefault { option } => RuleObject::LocalDefault { key: option.key() },
            Rule::LocalCopy { set, copied_to } => RuleObject::LocalCopy { set: size_setting(set), copied_to: copied_to.key() },
            Rule::WholeMebibytes(setting) => RuleObject::WholeMebibytes { setting: size_setting(setting) },
        }
    }
}

/// `Part` of `types.d.ts`.
#[derive(Serialize)]
struct PartObject {
    pool: &'static str,
    size: Bytes,
}

impl PartObject {
    fn new(part: &Part) -> PartObject {
        PartObject { pool: part.pool.id(), size: Bytes(part.size) }
    }
}

fn parts(parts: &[Part]) -> Vec<PartObject> {
    parts.iter().map(PartObject::new).collect()
}

/// `Range` of `types.d.ts`.
#[derive(Serialize)]
struct RangeObject {
    min: SettingObject<Bytes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<SettingObject<Bytes>>,
}

impl RangeObject {
    fn new(range: &Range) -> RangeObject {
        RangeObject { min: size_setting(&range.min), max: range.max.as_ref().map(size_setting) }
    }
}

fn cap_name(cap: Cap) -> &'static str {
    match cap {
        Cap::Min => "min",
        Cap::Max => "max",
    }
}

/// `Setting` of `types.d.ts`.
#[derive(Serialize)]
struct SettingObject<Value> {
    key: &'static str,
    value: Value,
    origin: OriginObject,
}

impl<Value> SettingObject<Value> {
    fn new<Given>(setting: &Setting<Given>, value: Value) -> SettingObject<Value> {
        SettingObject { key: setting.option.key(), value, origin: OriginObject::new(setting.origin) }
    }
}

fn size_setting(setting: &Setting<MemorySize>) -> SettingObject<Bytes> {
    SettingObject::new(setting, Bytes(setting.value))
}

/// `Origin` of `types.d.ts`.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
enum OriginObject {
    Key,
    OlderKey { key: &'static str },
    LegacyOption { key: &'static str },
    Environment { variable: &'static str },
    Default,
}

impl OriginObject {
    fn new(origin: Origin) -> OriginObject {
        match origin {
            Origin::Key => OriginObject::Key,
            Origin::OlderKey(key) => OriginObject::OlderKey { key },
            Origin::LegacyOption(key) => OriginObject::LegacyOption { key },
            Origin::Environment(variable) => OriginObject::Environment { variable },
            Origin::Default => OriginObject::Default,
        }
    }
}
