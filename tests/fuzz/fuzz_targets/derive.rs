//! Fuzzes `derive` with any question: it must end, not panic, and give parts that add up. The laws stand in `tests/run/law.rs`.

#![no_main]

#[path = "../../run/law.rs"]
mod law;

use arbitrary::{Arbitrary, Unstructured};
use flink_memory::{Deployment, Environment, Process, Release, Request, Value, derive, option};
use libfuzzer_sys::fuzz_target;

/// A question made of the fuzzer's bytes.
#[derive(Debug)]
struct Question(Request);

impl<'a> Arbitrary<'a> for Question {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> arbitrary::Result<Question> {
        Ok(Question(Request {
            release: *bytes.choose(Release::ALL)?,
            process: *bytes.choose(&Process::ALL)?,
            deployment: *bytes.choose(&[Deployment::Standalone, Deployment::Container])?,
            environment: Environment { task_manager_heap: bytes.arbitrary()?, job_manager_heap: bytes.arbitrary()? },
            configuration: bytes
                .arbitrary_iter::<Setting>()?
                .map(|setting| setting.map(|Setting(key, value)| (key, value)))
                .collect::<Result<_, _>>()?,
        }))
    }
}

struct Setting(String, Value);

impl<'a> Arbitrary<'a> for Setting {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> arbitrary::Result<Setting> {
        let keys = known_keys();
        let key = if bytes.ratio(7, 8)? { (*bytes.choose(&keys)?).to_owned() } else { bytes.arbitrary()? };
        let value = match bytes.int_in_range(0..=7)? {
            0 => Value::Integer(bytes.arbitrary()?),
            1 => Value::Double(bytes.arbitrary()?),
            2 => Value::Boolean(bytes.arbitrary()?),
            3 | 4 => Value::Text(format!(
                "{}{}",
                u64::arbitrary(bytes)? >> bytes.int_in_range(0..=63)?,
                bytes.choose(&["", "b", "k", "m", "g", "t"])?
            )),
            5 => Value::Text(f32::arbitrary(bytes)?.to_string()),
            _ => Value::Text(bytes.arbitrary()?),
        };
        Ok(Setting(key, value))
    }
}

/// Own keys and older keys of every release.
fn known_keys() -> Vec<&'static str> {
    let older = |option: &'static option::OptionSpec| {
        Release::ALL.iter().filter_map(|release| option.in_release(*release)).flat_map(|known| known.older_keys().collect::<Vec<_>>())
    };
    option::all().flat_map(|option| older(option).chain([option.key])).collect()
}

fuzz_target!(|question: Question| {
    let derivation = derive(&question.0);
    let words = law::words(&derivation);
    assert!(words.len() >= derivation.log.len());
    assert_eq!(derivation.memory.ok().as_ref().and_then(law::wrong_sum), None);
});
