//! Whole numbers of any size, as far as exact reading and printing of floating-point numbers needs them. No division by anything large.

use std::cmp::Ordering;

/// A whole number that is shifted, scaled by small factors, compared, added and subtracted.
pub(crate) trait Natural: Clone + Ord {
    fn from_u64(value: u64) -> Self;
    fn shift_left(&mut self, bits: u32);
    fn times(&mut self, factor: u32);
    fn plus(&self, other: &Self) -> Self;
    /// Takes away a number that is not larger.
    fn subtract(&mut self, other: &Self);
}

/// For numbers whose largest value is known to fit.
impl Natural for u128 {
    fn from_u64(value: u64) -> u128 {
        value.into()
    }

    fn shift_left(&mut self, bits: u32) {
        *self = self.wrapping_shl(bits);
    }

    fn times(&mut self, factor: u32) {
        *self = self.wrapping_mul(factor.into());
    }

    fn plus(&self, other: &u128) -> u128 {
        self.wrapping_add(*other)
    }

    fn subtract(&mut self, other: &u128) {
        *self = self.wrapping_sub(*other);
    }
}

/// A whole number without a limit: 32 bits each, lowest first, and none that is zero at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Big(Vec<u32>);

impl Big {
    pub(crate) const ZERO: Big = Big(Vec::new());

    pub(crate) fn from_u128(value: u128) -> Big {
        let mut big = Big([0, 32, 64, 96].map(|shift| low(value >> shift)).to_vec());
        big.trim();
        big
    }

    /// The number of bits without leading zeros.
    pub(crate) fn bits(&self) -> u32 {
        let whole = u32::try_from(self.0.len()).unwrap_or(u32::MAX).saturating_mul(32);
        whole - self.0.last().map_or(0, |top| top.leading_zeros())
    }

    /// The number, where it is below 2^64.
    pub(crate) fn to_u64(&self) -> Option<u64> {
        let (bits, below, _) = self.highest();
        (below == 0).then_some(bits)
    }

    pub(crate) fn add_small(&mut self, value: u32) {
        let mut carry = u64::from(value);
        for limb in &mut self.0 {
            let sum = u64::from(*limb) + carry;
            *limb = low(sum.into());
            carry = sum >> 32;
        }
        if carry > 0 {
            self.0.push(low(carry.into()));
        }
    }

    /// Divides by a small number and tells whether anything was left.
    pub(crate) fn divide(&mut self, divisor: u32) -> bool {
        let mut rest = 0u64;
        for limb in self.0.iter_mut().rev() {
            let value = rest << 32 | u64::from(*limb);
            *limb = low((value / u64::from(divisor.max(1))).into());
            rest = value % u64::from(divisor.max(1));
        }
        self.trim();
        rest != 0
    }

    /// The highest 64 bits, how many bits are below them, and whether any of those is set.
    pub(crate) fn highest(&self) -> (u64, u32, bool) {
        let below = self.bits().saturating_sub(64);
        let (limbs, shift) = (below as usize / 32, below % 32);
        let window = (0..3).fold(0u128, |window, index| window | u128::from(self.limb(limbs + index)) << (32 * index));
        let lowest = self.limb(limbs) & ((1u32 << shift) - 1);
        let is_set = lowest != 0 || self.0.iter().take(limbs).any(|&limb| limb != 0);
        #[expect(clippy::cast_possible_truncation, reason = "the window holds 64 bits above the shift")]
        ((window >> shift) as u64, below, is_set)
    }

    fn limb(&self, index: usize) -> u32 {
        self.0.get(index).copied().unwrap_or(0)
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

impl Natural for Big {
    fn from_u64(value: u64) -> Big {
        Big::from_u128(value.into())
    }

    fn shift_left(&mut self, bits: u32) {
        for _ in 0..bits / 31 {
            self.times(1 << 31);
        }
        self.times(1 << (bits % 31));
    }

    fn times(&mut self, factor: u32) {
        let mut carry = 0u64;
        for limb in &mut self.0 {
            let product = u64::from(*limb) * u64::from(factor) + carry;
            *limb = low(product.into());
            carry = product >> 32;
        }
        if carry > 0 {
            self.0.push(low(carry.into()));
        }
    }

    fn plus(&self, other: &Big) -> Big {
        let length = self.0.len().max(other.0.len());
        let mut carry = 0u64;
        let mut sum: Vec<u32> = (0..length)
            .map(|index| {
                let value = u64::from(self.limb(index)) + u64::from(other.limb(index)) + carry;
                carry = value >> 32;
                low(value.into())
            })
            .collect();
        if carry > 0 {
            sum.push(low(carry.into()));
        }
        Big(sum)
    }

    fn subtract(&mut self, other: &Big) {
        let mut borrow = 0u64;
        for (index, limb) in self.0.iter_mut().enumerate() {
            let taken = u64::from(other.limb(index)) + borrow;
            borrow = u64::from(u64::from(*limb) < taken);
            *limb = low(u128::from((u64::from(*limb) + (borrow << 32)).wrapping_sub(taken)));
        }
        self.trim();
    }
}

impl Ord for Big {
    fn cmp(&self, other: &Big) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl PartialOrd for Big {
    fn partial_cmp(&self, other: &Big) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the low 32 bits are asked for")]
const fn low(value: u128) -> u32 {
    value as u32
}
