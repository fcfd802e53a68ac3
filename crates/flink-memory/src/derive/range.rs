//! Bounds and fractions, which network memory, managed memory and overhead share: the check of a range, and the cap.

use crate::error::{FlinkError, RangeViolation};
use crate::fraction::Fraction;
use crate::message::{FractionPool, Message};
use crate::option::OptionSpec;
use crate::reader::{Derived, Reader, long, refuse};
use crate::size::MemorySize;
use crate::step::{Cap, FractionRule, Part, Range, Rule, Setting};

/// A fraction and its bounds, checked against each other.
pub(super) struct FractionRange {
    pub(super) fraction: Setting<Fraction>,
    /// `None` where the pool may have any size.
    pub(super) range: Option<Range>,
}

/// The options of a pool that is a fraction within bounds.
#[derive(Clone, Copy)]
pub(super) struct RangeOptions {
    pub(super) min: &'static OptionSpec,
    pub(super) max: &'static OptionSpec,
    pub(super) fraction: &'static OptionSpec,
}

impl FractionRange {
    /// Reads least, most and fraction, in this order, and checks them.
    pub(super) fn read(reader: &mut Reader<'_>, options: &RangeOptions) -> Derived<FractionRange> {
        let min = reader.size(options.min)?;
        let max = reader.size(options.max)?;
        let fraction = reader.fraction(options.fraction)?;
        FractionRange { fraction, range: Some(Range { min, max: Some(max) }) }.checked()
    }

    /// A fraction without bounds.
    pub(super) fn unbounded(reader: &mut Reader<'_>, fraction: &'static OptionSpec) -> Derived<FractionRange> {
        FractionRange { fraction: reader.fraction(fraction)?, range: None }.checked()
    }

    fn checked(self) -> Derived<FractionRange> {
        let violation = if self.min() > self.max() {
            RangeViolation::MinAboveMax
        } else if !self.fraction.value.is_proper() {
            RangeViolation::FractionOutOfRange
        } else {
            return Ok(self);
        };
        refuse(FlinkError::InconsistentRange {
            fraction_option: self.fraction.option,
            bounds: self.range.and_then(|range| range.max.map(|max| (range.min.option, max.option))),
            fraction: self.fraction.value,
            min: self.min(),
            max: self.max(),
            violation,
        })
    }

    pub(super) fn min(&self) -> MemorySize {
        self.range.map_or(MemorySize::ZERO, |range| range.min.value)
    }

    pub(super) fn max(&self) -> MemorySize {
        self.range.and_then(|range| range.max).map_or(MemorySize::MAX, |max| max.value)
    }

    pub(super) fn contains(&self, size: MemorySize) -> bool {
        self.min() <= size && size <= self.max()
    }

    /// The fraction of a whole that includes the pool.
    pub(super) fn of(self, reader: &mut Reader<'_>, pool: FractionPool, whole: Part) -> Derived<MemorySize> {
        let product = long(self.fraction.value.of(whole.size))?;
        Ok(self.capped(reader, pool, product, &[whole], false))
    }

    /// The fraction of a whole of which the pool is still missing.
    pub(super) fn of_rest(self, reader: &mut Reader<'_>, pool: FractionPool, rest: &[Part]) -> Derived<MemorySize> {
        let base = long(Part::sum(rest))?;
        let product = long(self.fraction.value.inverse().of(base))?;
        Ok(self.capped(reader, pool, product, rest, true))
    }

    fn capped(self, reader: &mut Reader<'_>, pool: FractionPool, product: MemorySize, of: &[Part], is_inverse: bool) -> MemorySize {
        let (min, max) = (self.min(), self.max());
        let (size, cap) = if product > max {
            reader.say(Message::AboveMax { pool, size: product, max });
            (max, Some(Cap::Max))
        } else if product < min {
            reader.say(Message::BelowMin { pool, size: product, min });
            (min, Some(Cap::Min))
        } else {
            (product, None)
        };
        let rule = FractionRule {
            fraction: self.fraction,
            of: of.to_vec(),
            is_inverse,
            product,
            unit: MemorySize::from_few_bytes(1),
            range: self.range,
            cap,
        };
        reader.step(pool.pool(), size, Rule::Fraction(rule))
    }
}
