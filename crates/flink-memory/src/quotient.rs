//! The quotient of numbers of 128 bits, by subtracting. That of the compiler's library is faster and ten times the code.

/// `number / by`, rounded down, as fast as the quotient is short; zero where there is nothing to divide by.
///
/// For shares of sizes: their products are longer than 64 bits.
///
/// ```
/// assert_eq!(flink_memory::quotient(7, 2), 3);
/// assert_eq!(flink_memory::quotient(7, 0), 0);
/// ```
pub const fn quotient(mut number: u128, by: u128) -> u128 {
    let mut quotient = 0;
    if by == 0 {
        return quotient;
    }
    let mut digits = by.leading_zeros().saturating_sub(number.leading_zeros());
    let mut part = by << digits;
    loop {
        quotient <<= 1;
        if number >= part {
            number -= part;
            quotient |= 1;
        }
        if digits == 0 {
            return quotient;
        }
        digits -= 1;
        part >>= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::quotient;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_quotient(number: u128, by: u128, fewer in 0u32..128) {
            let by = by >> fewer;
            prop_assert_eq!(quotient(number, by), number.checked_div(by).unwrap_or(0));
            prop_assert_eq!(quotient(by, by), u128::from(by != 0));
        }
    }
}
