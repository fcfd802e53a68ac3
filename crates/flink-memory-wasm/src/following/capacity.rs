//! Cores, memory and money of a cluster on their way from and to JavaScript.

use flink_memory::MemorySize;
use flink_memory_sizing::cluster::{Capacity, Price};
use serde::Serialize;

use crate::bytes::Bytes;
use crate::given::Given;
use crate::parts;
use crate::request::{self, BadCall};
use crate::sentences;

/// Cores and memory, which both must be given.
pub(super) fn read<Inner>(name: &str, given: Given<Given<Inner>>) -> Result<Capacity, BadCall> {
    let [cores, memory] = request::fields(name, given, ["cores", "memory"])?;
    of(name, &cores, &memory)
}

/// Cores and memory among the fields of `name`.
pub(super) fn of<Inner>(name: &str, cores: &Given<Inner>, memory: &Given<Inner>) -> Result<Capacity, BadCall> {
    let field = format!("{name}.cores");
    let cores = parts::number(&field, cores)?.and_then(millis);
    let cores_millis = cores.ok_or_else(|| BadCall::new(format!("{field} must be a number from 0 to {MOST_CORES}")))?;
    let field = format!("{name}.memory");
    let memory = parts::size(&field, memory)?;
    let memory = memory.ok_or_else(|| BadCall::new(format!("{field} must be a size, a string such as '512m' or a number of bytes")))?;
    Ok(Capacity { cores_millis, memory })
}

/// More cores than any machine has.
const MOST_CORES: u32 = 1_000_000;

/// Thousandths of a core, rounded to the nearest, because a double has most of them only nearly.
pub(super) fn millis(cores: f64) -> Option<u64> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range leaves those out that do not fit")]
    (0.0..=f64::from(MOST_CORES)).contains(&cores).then(|| (cores * 1000.0).round() as u64)
}

/// The price of a node for an hour: exact as text, to millionths as a number.
pub(super) fn price<Inner>(name: &str, given: &Given<Inner>) -> Result<Option<Price>, BadCall> {
    let number = match given {
        Given::Text(text) => {
            let told = |error| BadCall::new(format!("{name} is no price: {}", sentences::price(error)));
            return text.parse().map(Some).map_err(told);
        }
        given => parts::number(name, given)?,
    };
    let Some(number) = number else { return Ok(None) };
    if !(0.0..=MOST_PRICE).contains(&number) {
        return Err(BadCall::new(format!("{name} must be a number from 0 to {MOST_PRICE}, or a string such as '0.384'")));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range leaves those out that do not fit")]
    Ok(Some(Price { millionths: (number * 1e6).round() as u64 }))
}

/// The largest price that a double has to the millionth.
const MOST_PRICE: f64 = 1e9;

/// `Capacity` of `cluster.d.ts`.
#[derive(Serialize)]
pub(super) struct CapacityObject {
    cores: f64,
    memory: Bytes,
}

impl CapacityObject {
    pub(super) fn new(Capacity { cores_millis, memory }: Capacity) -> CapacityObject {
        CapacityObject { cores: count(cores_millis) / 1000.0, memory: Bytes(memory) }
    }
}

/// A number of things, which crosses as a `number`; above 2^53 it is the nearest one.
#[expect(clippy::cast_precision_loss, reason = "nobody has so many nodes or cores")]
pub(super) fn count(count: u64) -> f64 {
    count as f64
}

/// Mebibytes of a pod; nothing below zero.
pub(super) fn mebibytes(mebibytes: i32) -> Option<MemorySize> {
    u32::try_from(mebibytes).ok().map(MemorySize::from_mebibytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::Scalar;

    #[test]
    fn cores_are_kept_to_thousandths() {
        let read = [0.0, 0.5, 1.001, 16.1, 0.29, 0.0004, 1e6].map(millis);
        assert_eq!(read, [0, 500, 1001, 16_100, 290, 0, 1_000_000_000].map(Some));
        assert_eq!([-1.0, 1e6 + 1.0, f64::NAN].map(millis), [None; 3]);
    }

    #[test]
    fn a_price_is_exact_as_text_and_to_millionths_as_a_number() {
        let read =
            |given: Scalar| price("nodeHour", &given).map(|price| price.map(|price| price.millionths)).map_err(|bad| bad.to_string());
        assert_eq!(read(Given::Text("0.384".to_owned())), Ok(Some(384_000)));
        assert_eq!(
            (read(Given::Double(0.384)), read(Given::Integer(2)), read(Given::Nothing)),
            (Ok(Some(384_000)), Ok(Some(2_000_000)), Ok(None))
        );
        for (text, sentence) in [
            ("1,5", "nodeHour is no price: it must be a decimal number such as '0.384'"),
            ("0.0000001", "nodeHour is no price: it has more than six decimals"),
            ("99999999999999", "nodeHour is no price: it is too large to be counted"),
        ] {
            assert_eq!(read(Given::Text(text.to_owned())), Err(sentence.to_owned()));
        }
        assert_eq!(
            read(Given::Double(-0.5)),
            Err("nodeHour must be a number from 0 to 1000000000, or a string such as '0.384'".to_owned())
        );
    }
}
