//! Where a value stands on a slider, and which value a position means. Positions are whole steps; the boxes beside the sliders are exact.

use flink_memory::{Fraction, MemorySize};

/// Steps of a size slider for each doubling: 16, so that a step is between 3 and 6 percent.
const STEPS_PER_OCTAVE: u32 = 16;

/// Steps of a fraction slider for one whole.
const STEPS_PER_ONE: u32 = 100;

/// What the positions of a slider mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SliderScale {
    /// Sizes on a logarithmic scale, from and up to a power of two.
    Size {
        /// The power of two of the smallest size.
        lowest: u32,
        /// The power of two of the largest size.
        highest: u32,
        /// Whether the first position means zero bytes, below the smallest size.
        has_zero: bool,
    },
    /// Fractions from 0 to 0.99 in hundredths.
    Fraction,
}

/// A value that a slider can stand on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SliderValue {
    /// A size.
    Size(MemorySize),
    /// A fraction.
    Fraction(Fraction),
}

impl SliderScale {
    /// Totals: 64 MiB to 1 TiB.
    pub const TOTAL: SliderScale = SliderScale::Size { lowest: 26, highest: 40, has_zero: false };

    /// Parts of a total: nothing, or 1 MiB to 1 TiB.
    pub const PART: SliderScale = SliderScale::Size { lowest: 20, highest: 40, has_zero: true };

    /// Bounds of overhead: nothing, or 1 MiB to 64 GiB.
    pub const BOUND: SliderScale = SliderScale::Size { lowest: 20, highest: 36, has_zero: true };

    /// The last position; the first is 0.
    pub const fn last(self) -> u32 {
        match self {
            SliderScale::Size { lowest, highest, has_zero } => (highest - lowest) * STEPS_PER_OCTAVE + has_zero as u32,
            SliderScale::Fraction => STEPS_PER_ONE - 1,
        }
    }

    /// Positions that the keys Page Up and Page Down move by: a doubling, or a tenth.
    pub const fn page(self) -> u32 {
        match self {
            SliderScale::Size { .. } => STEPS_PER_OCTAVE,
            SliderScale::Fraction => STEPS_PER_ONE / 10,
        }
    }

    /// The position next to a value; values off the scale stand at its ends.
    pub fn position(self, value: SliderValue) -> u32 {
        match (self, value) {
            (SliderScale::Size { lowest, has_zero, .. }, SliderValue::Size(size)) => size_position(size, lowest, has_zero).min(self.last()),
            (SliderScale::Fraction, SliderValue::Fraction(fraction)) => hundredths(fraction).min(self.last()),
            // A slider never holds a value of another kind.
            _ => 0,
        }
    }

    /// The value at a position; positions off the scale mean its end.
    pub fn value(self, position: u32) -> SliderValue {
        let position = position.min(self.last());
        match self {
            SliderScale::Size { lowest, has_zero, .. } => SliderValue::Size(size_at(position, lowest, has_zero)),
            SliderScale::Fraction => SliderValue::Fraction(fraction_at(position).0),
        }
    }

    /// The short text that Flink reads as the value at a position: `1792m`, `0.45`.
    pub fn text(self, position: u32) -> String {
        match self.value(position) {
            SliderValue::Size(size) => size.shortest_text(),
            SliderValue::Fraction(_) => fraction_at(position.min(self.last())).1,
        }
    }
}

fn size_position(size: MemorySize, lowest: u32, has_zero: bool) -> u32 {
    let bytes = size.bytes();
    let below = u32::from(has_zero);
    if bytes < 1 << lowest {
        // Between zero and the smallest size the nearer of the two.
        return if has_zero && bytes >= 1 << (lowest - 1) { below } else { 0 };
    }
    let octave = bytes.ilog2();
    // The sixteenths above the power of two, rounded to the nearest.
    let sixteenths = ((bytes - (1 << octave)) >> (octave - STEPS_PER_OCTAVE.ilog2() - 1)).div_ceil(2);
    below + (octave - lowest) * STEPS_PER_OCTAVE + u32::try_from(sixteenths).unwrap_or(STEPS_PER_OCTAVE)
}

fn size_at(position: u32, lowest: u32, has_zero: bool) -> MemorySize {
    let Some(step) = position.checked_sub(u32::from(has_zero)) else { return MemorySize::ZERO };
    let octave = lowest + step / STEPS_PER_OCTAVE;
    let sixteenths = u64::from(STEPS_PER_OCTAVE + step % STEPS_PER_OCTAVE);
    MemorySize::from_bytes(sixteenths << (octave - STEPS_PER_OCTAVE.ilog2())).unwrap_or(MemorySize::MAX)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast to u32 saturates, and NaN becomes zero")]
fn hundredths(fraction: Fraction) -> u32 {
    (fraction.value() * f64::from(STEPS_PER_ONE) + 0.5) as u32
}

fn fraction_at(position: u32) -> (Fraction, String) {
    let digits = format!("{position:02}");
    let trimmed = digits.trim_end_matches('0');
    let text = if trimmed.is_empty() { "0".to_owned() } else { format!("0.{trimmed}") };
    // The text is a number by construction.
    (Fraction::parse(&text).unwrap_or(Fraction::from_f32(0.0)), text)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SCALES: [SliderScale; 4] = [SliderScale::TOTAL, SliderScale::PART, SliderScale::BOUND, SliderScale::Fraction];

    fn size(text: &str) -> SliderValue {
        SliderValue::Size(text.parse().unwrap_or_default())
    }

    #[test]
    fn positions_and_values_are_each_others_inverse() {
        for scale in SCALES {
            for position in 0..=scale.last() {
                assert_eq!(scale.position(scale.value(position)), position, "{scale:?}");
            }
        }
    }

    #[test]
    fn values_rise_with_positions() {
        for scale in [SliderScale::TOTAL, SliderScale::PART, SliderScale::BOUND] {
            let sizes = (0..=scale.last()).map(|position| match scale.value(position) {
                SliderValue::Size(size) => size.bytes(),
                SliderValue::Fraction(_) => 0,
            });
            assert!(sizes.is_sorted_by(|one, next| one < next));
        }
    }

    #[test]
    fn totals_run_from_64_mebibytes_to_a_tebibyte() {
        assert_eq!(SliderScale::TOTAL.value(0), size("64m"));
        assert_eq!(SliderScale::TOTAL.value(u32::MAX), size("1t"));
        assert_eq!(SliderScale::TOTAL.text(SliderScale::TOTAL.position(size("1728m"))), "1728m");
        assert_eq!(SliderScale::PART.text(0), "0b");
        assert_eq!(SliderScale::PART.text(1), "1m");
    }

    #[test]
    fn page_keys_double_a_size() {
        let scale = SliderScale::TOTAL;
        assert_eq!(scale.text(scale.position(size("3g")) + scale.page()), "6g");
    }

    #[test]
    fn fractions_stand_in_hundredths() {
        assert_eq!(SliderScale::Fraction.text(40), "0.4");
        assert_eq!(SliderScale::Fraction.text(5), "0.05");
        assert_eq!(SliderScale::Fraction.text(0), "0");
        assert_eq!(SliderScale::Fraction.position(SliderValue::Fraction(Fraction::from_f32(f32::NAN))), 0);
        assert_eq!(SliderScale::Fraction.position(SliderValue::Fraction(Fraction::from_f32(7.0))), 99);
    }

    proptest! {
        #[test]
        fn every_size_has_a_position_that_is_the_nearest(bytes in 0..=i64::MAX.unsigned_abs()) {
            let size = MemorySize::from_bytes(bytes).unwrap_or_default();
            for scale in [SliderScale::TOTAL, SliderScale::PART, SliderScale::BOUND] {
                let position = scale.position(SliderValue::Size(size));
                prop_assert!(position <= scale.last());
                let distance = |position| match scale.value(position) {
                    SliderValue::Size(at) => at.bytes().abs_diff(bytes),
                    SliderValue::Fraction(_) => 0,
                };
                prop_assert!(distance(position) <= distance(position.saturating_sub(1)));
                prop_assert!(distance(position) <= distance(position + 1));
            }
        }

        #[test]
        fn every_text_is_the_value(position in 0u32..400) {
            for scale in SCALES {
                match scale.value(position) {
                    SliderValue::Size(size) => prop_assert_eq!(scale.text(position).parse(), Ok(size)),
                    SliderValue::Fraction(fraction) => prop_assert_eq!(Fraction::parse(&scale.text(position)), Ok(fraction)),
                }
            }
        }
    }
}
