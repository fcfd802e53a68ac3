//! Fuzzes `derive` with any question: it must end, not panic, and give parts that add up. The laws stand in `tests/run/law.rs`.

#![no_main]

#[path = "../../run/law.rs"]
mod law;
#[allow(dead_code, reason = "other targets use the rest")]
mod question;

use flink_memory::derive;
use libfuzzer_sys::fuzz_target;

use question::Question;

fuzz_target!(|question: Question| {
    let derivation = derive(&question.0);
    let words = law::words(&derivation);
    assert!(words.len() >= derivation.log.len());
    assert_eq!(derivation.memory.ok().as_ref().and_then(law::wrong_sum), None);
});
