//! What the fuzzer's bytes become: questions, and texts in a format.

use arbitrary::{Arbitrary, Unstructured};
use flink_memory::{Deployment, Environment, Process, Release, Request, Value, option};

/// A question made of the fuzzer's bytes.
#[derive(Debug)]
pub(crate) struct Question(pub(crate) Request);

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

/// A key and a value.
#[derive(Debug)]
pub(crate) struct Setting(pub(crate) String, pub(crate) Value);

impl<'a> Arbitrary<'a> for Setting {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> arbitrary::Result<Setting> {
        let keys = known_keys();
        let key = if bytes.ratio(7, 8)? { (*bytes.choose(&keys)?).to_owned() } else { bytes.arbitrary()? };
        let value = match bytes.int_in_range(0..=7)? {
            0 => Value::Integer(bytes.arbitrary()?),
            // No text gives any other NaN than this one.
            1 => Value::Double(Some(bytes.arbitrary()?).filter(|number: &f64| !number.is_nan()).unwrap_or(f64::NAN)),
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
