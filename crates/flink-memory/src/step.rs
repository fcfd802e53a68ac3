//! Why a number is what it is, as data: the rule, its inputs, and who decided each. The words come from whoever shows it.

use crate::fraction::Fraction;
use crate::option::ReleaseOption;
use crate::pool::Pool;
use crate::size::MemorySize;

/// How one pool got its size.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The pool.
    pub pool: Pool,
    /// Its size.
    pub size: MemorySize,
    /// The rule that gave it.
    pub rule: Rule,
}

/// The rule that gave a pool its size.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// An option says the size, by being set or by its default.
    Option(Setting<MemorySize>),
    /// A fraction of other pools, kept within bounds.
    Fraction(FractionRule),
    /// What is left of a whole after everything else was taken off.
    Remainder {
        /// The whole.
        whole: Part,
        /// What was taken off, in Flink's order.
        minus: Vec<Part>,
        /// The range that Flink then requires, where it does.
        required: Option<Range>,
    },
    /// The parts added up, in Flink's order.
    Sum(Vec<Part>),
    /// A number of network buffers of one size (up to 1.20).
    Buffers {
        /// `taskmanager.network.numberOfBuffers`.
        count: Setting<u32>,
        /// `taskmanager.memory.segment-size`.
        segment: Setting<MemorySize>,
    },
    /// Local execution: not set, so Flink sets it to this value of its own.
    LocalDefault {
        /// The option that Flink sets.
        option: ReleaseOption,
    },
    /// Local execution: only one of two options is set, and Flink copies it to the other.
    LocalCopy {
        /// The option that is set.
        set: Setting<MemorySize>,
        /// The option that gets its value.
        copied_to: ReleaseOption,
    },
    /// Flink 1.10: whole mebibytes of what is configured; the rest of a mebibyte is lost.
    WholeMebibytes(Setting<MemorySize>),
}

/// A pool and its size, as an input of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The pool.
    pub pool: Pool,
    /// Its size.
    pub size: MemorySize,
}

impl Part {
    /// The sizes of the parts added up; `None` above 2^63 − 1 bytes.
    pub fn sum(parts: &[Part]) -> Option<MemorySize> {
        parts.iter().try_fold(MemorySize::ZERO, |sum, part| sum.plus(part.size))
    }
}

/// A fraction of other pools, kept within bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct FractionRule {
    /// The fraction.
    pub fraction: Setting<Fraction>,
    /// What the fraction is taken of; their sizes are added up.
    pub of: Vec<Part>,
    /// Whether the pool is that fraction of the whole *including* itself, so that `f / (1 − f)` of the rest is taken.
    pub is_inverse: bool,
    /// The product, truncated to whole units, before the bounds.
    pub product: MemorySize,
    /// What the product is a whole number of: one byte, and in the cut-off of 1.10 one mebibyte.
    pub unit: MemorySize,
    /// The bounds, where the pool has any.
    pub range: Option<Range>,
    /// The bound that was hit.
    pub cap: Option<Cap>,
}

/// The smallest and largest size that a pool may have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The least.
    pub min: Setting<MemorySize>,
    /// The most, where there is one.
    pub max: Option<Setting<MemorySize>>,
}

/// A bound that replaced a computed size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    /// The size was below the least.
    Min,
    /// The size was above the most.
    Max,
}

/// The value of an option, and who decided it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting<Value> {
    /// The option, as the release knows it.
    pub option: ReleaseOption,
    /// Its value.
    pub value: Value,
    /// Who decided it.
    pub origin: Origin,
}

impl<Value> Setting<Value> {
    /// Whether a person decided it, by whichever key.
    pub fn is_set(&self) -> bool {
        self.origin != Origin::Default
    }

    /// The same decision with another value.
    pub(crate) fn with<Other>(&self, value: Other) -> Setting<Other> {
        Setting { option: self.option, value, origin: self.origin }
    }
}

/// Who decided the value of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Its own key is set.
    Key,
    /// An older key of it is set.
    OlderKey(&'static str),
    /// A legacy heap option is set, and Flink takes its value for this option.
    LegacyOption(&'static str),
    /// An environment variable of the start scripts is set, and Flink takes its value for this option.
    Environment(&'static str),
    /// Nobody: the release's default.
    Default,
}
