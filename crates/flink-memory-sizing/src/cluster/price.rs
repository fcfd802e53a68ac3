//! Prices, exact to the millionth of whatever the money is.

use std::fmt;

/// An amount of money, in millionths; in which money is not known here. There are no floats in it, so that sums are what a person adds up.
///
/// As a text it is a decimal number with at most six decimals: `0.384`, `12`. It prints with two decimals or as many as it takes: `12.00`, `0.384`.
///
/// ```
/// use flink_memory_sizing::cluster::Price;
///
/// let node: Price = "0.384".parse()?;
/// assert_eq!(node.times(30).map(|hour| hour.to_string()), Some("11.52".to_owned()));
/// # Ok::<(), flink_memory_sizing::cluster::PriceError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Price {
    /// Millionths.
    pub millionths: u64,
}

const DECIMALS: usize = 6;
const ONE: u64 = 1_000_000;

impl Price {
    /// So many times the price; `None` above 2^64 − 1 millionths.
    pub fn times(self, count: u64) -> Option<Price> {
        self.millionths.checked_mul(count).map(|millionths| Price { millionths })
    }
}

/// Why a text is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceError {
    /// It is not digits with at most one point among them.
    NoNumber,
    /// It has more than six decimals.
    TooFine,
    /// It is above 2^64 − 1 millionths.
    TooLarge,
}

impl std::str::FromStr for Price {
    type Err = PriceError;

    /// Reads a decimal number: digits, and a point among them or none; ASCII white space around it.
    ///
    /// # Errors
    /// Everything else, more than six decimals, and what is too large.
    fn from_str(text: &str) -> Result<Price, PriceError> {
        let text = text.trim_ascii();
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !are_digits(whole) || !are_digits(decimals) || (whole.is_empty() && decimals.is_empty()) {
            return Err(PriceError::NoNumber);
        }
        if decimals.len() > DECIMALS {
            return Err(PriceError::TooFine);
        }
        let digits = whole.bytes().chain(decimals.bytes()).chain(std::iter::repeat_n(b'0', DECIMALS - decimals.len()));
        let number = digits.map(|digit| u64::from(digit - b'0')).try_fold(0u64, |number, digit| number.checked_mul(10)?.checked_add(digit));
        number.map(|millionths| Price { millionths }).ok_or(PriceError::TooLarge)
    }
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut decimals, mut width) = (self.millionths % ONE, DECIMALS);
        while width > 2 && decimals % 10 == 0 {
            decimals /= 10;
            width -= 1;
        }
        write!(f, "{}.{decimals:0width$}", self.millionths / ONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prices_are_decimal_numbers() {
        for (text, price) in [
            ("12", Ok(12_000_000)),
            (" 0.384 ", Ok(384_000)),
            (".5", Ok(500_000)),
            ("7.", Ok(7_000_000)),
            ("18446744073709.551615", Ok(u64::MAX)),
            ("18446744073709.551616", Err(PriceError::TooLarge)),
            ("0.0000001", Err(PriceError::TooFine)),
            ("", Err(PriceError::NoNumber)),
            (".", Err(PriceError::NoNumber)),
            ("1,5", Err(PriceError::NoNumber)),
            ("-1", Err(PriceError::NoNumber)),
            ("1.2.3", Err(PriceError::NoNumber)),
            ("1e3", Err(PriceError::NoNumber)),
        ] {
            assert_eq!(text.parse(), price.map(|millionths| Price { millionths }), "{text}");
        }
        let printed = |millionths| Price { millionths }.to_string();
        assert_eq!([printed(0), printed(3_500_000), printed(384_000), printed(1)], ["0.00", "3.50", "0.384", "0.000001"]);
    }

    proptest! {
        #[test]
        fn a_price_is_read_as_it_is_printed(millionths: u64) {
            let price = Price { millionths };
            prop_assert_eq!(price.to_string().parse(), Ok(price));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,30}") {
            let _ = text.parse::<Price>();
        }
    }
}
