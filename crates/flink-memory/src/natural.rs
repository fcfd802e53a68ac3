//! Whole numbers of any size, as far as exact reading and printing of floating-point numbers needs them. No division by anything large.

/// A whole number without a limit: 32 bits each, lowest first, and none that is zero at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Big(Vec<u32>);

impl Big {
    pub(crate) fn from_u128(value: u128) -> Big {
        let limbs = [value, value >> 32, value >> 64, value >> 96];
        #[expect(clippy::cast_possible_truncation, reason = "the low 64 bits are asked for")]
        let mut big = Big(limbs.map(|limb| low(limb as u64)).to_vec());
        big.trim();
        big
    }

    /// The number, where it is below 2^64.
    pub(crate) fn to_u64(&self) -> Option<u64> {
        let (bits, below, _) = self.highest();
        (below == 0).then_some(bits)
    }

    /// `self × factor + more`.
    pub(crate) fn times_plus(&mut self, factor: u32, more: u32) {
        let mut carry = u64::from(more);
        for limb in &mut self.0 {
            let product = u64::from(*limb) * u64::from(factor) + carry;
            *limb = low(product);
            carry = product >> 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    /// Divides by a small number and tells whether anything was left.
    pub(crate) fn divide(&mut self, divisor: u32) -> bool {
        let mut rest = 0u64;
        for limb in self.0.iter_mut().rev() {
            let value = rest << 32 | u64::from(*limb);
            *limb = low(value / u64::from(divisor.max(1)));
            rest = value % u64::from(divisor.max(1));
        }
        self.trim();
        rest != 0
    }

    /// Multiplies by a power of two or ten, rounded down where it is negative, and tells whether anything was left.
    pub(crate) fn scale(&mut self, base: u32, power: i32) -> bool {
        // As many steps at once as fit.
        let most = if base == 2 { 31 } else { 9 };
        let (mut steps, mut is_more) = (power.unsigned_abs(), false);
        while steps > 0 {
            let factor = base.pow(steps.min(most));
            if power > 0 {
                self.times_plus(factor, 0);
            } else {
                is_more |= self.divide(factor);
            }
            steps = steps.saturating_sub(most);
        }
        is_more
    }

    /// The highest 64 bits, how many bits are below them, and whether any of those is set.
    pub(crate) fn highest(&self) -> (u64, u32, bool) {
        let length = u32::try_from(self.0.len()).unwrap_or(u32::MAX).saturating_mul(32);
        let bits = length - self.0.last().map_or(0, |top| top.leading_zeros());
        let below = bits.saturating_sub(64);
        let (limbs, shift) = (below as usize / 32, below % 32);
        let limb = |index: usize| self.0.get(limbs + index).copied().unwrap_or(0);
        let upper = u64::from(limb(2)) << 32 | u64::from(limb(1));
        let is_set = limb(0).trailing_zeros() < shift || self.0.iter().take(limbs).any(|&limb| limb != 0);
        (upper << (32 - shift) | u64::from(limb(0) >> shift), below, is_set)
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the low 32 bits are asked for")]
const fn low(value: u64) -> u32 {
    value as u32
}
