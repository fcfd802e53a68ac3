//! A request on its way to JavaScript, so that `derive` takes it back as it is.

use flink_memory::{Configuration, Entry, Environment, Request, Value};
use serde::ser::Error;
use serde::{Serialize, Serializer};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// `DeriveRequest` of `types.d.ts`.
#[derive(Serialize)]
pub(crate) struct RequestObject {
    release: String,
    process: &'static str,
    deployment: &'static str,
    env: EnvironmentObject,
    config: PlainObject<ValueObject>,
}

impl RequestObject {
    pub(crate) fn new(request: Request) -> RequestObject {
        RequestObject {
            release: request.release.to_string(),
            process: request.process.id(),
            deployment: request.deployment.id(),
            env: EnvironmentObject::new(request.environment),
            config: config(&request.configuration),
        }
    }
}

fn config(configuration: &Configuration) -> PlainObject<ValueObject> {
    let entry = |entry: &Entry| (entry.key.clone(), ValueObject(entry.value.clone()));
    PlainObject(configuration.entries().iter().map(entry).collect())
}

/// The variables of `DeriveRequest`.
#[derive(Serialize)]
pub(crate) struct EnvironmentObject {
    #[serde(rename = "FLINK_TM_HEAP", skip_serializing_if = "Option::is_none")]
    task_manager_heap: Option<String>,
    #[serde(rename = "FLINK_JM_HEAP", skip_serializing_if = "Option::is_none")]
    job_manager_heap: Option<String>,
}

impl EnvironmentObject {
    pub(crate) fn new(environment: Environment) -> EnvironmentObject {
        let Environment { task_manager_heap, job_manager_heap } = environment;
        EnvironmentObject { task_manager_heap, job_manager_heap }
    }
}

/// The largest whole number up to which a `number` has them all.
const MOST_SAFE: i64 = (1 << 53) - 1;

/// `ConfigValue` of `types.d.ts`.
pub(crate) struct ValueObject(pub(crate) Value);

impl Serialize for ValueObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            // A whole number beyond 64 bits crosses as its digits, of which Flink makes the same.
            Value::Text(text) | Value::BigInteger(text) => serializer.serialize_str(text),
            Value::Boolean(flag) => serializer.serialize_bool(*flag),
            #[expect(clippy::cast_precision_loss, reason = "the range leaves those out that a double does not have")]
            Value::Integer(number) if (-MOST_SAFE..=MOST_SAFE).contains(number) => serializer.serialize_f64(*number as f64),
            Value::Integer(number) => serializer.serialize_i64(*number),
            // As a number it would come back as a whole one. Flink makes the same of the text as of the double.
            Value::Double(number) if is_safe_integer(*number) => serializer.serialize_str(&self.0.to_string()),
            Value::Double(number) => serializer.serialize_f64(*number),
        }
    }
}

/// What JavaScript's `Number.isSafeInteger` says.
#[expect(clippy::cast_precision_loss, reason = "the largest safe integer is one that a double has")]
fn is_safe_integer(number: f64) -> bool {
    number.fract() == 0.0 && number.abs() <= MOST_SAFE as f64
}

/// An object with names that anybody may have chosen, `__proto__` among them, which assigning to a field would lose.
pub(crate) struct PlainObject<Field>(pub(crate) Vec<(String, Field)>);

impl<Field: Serialize> Serialize for PlainObject<Field> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pairs = crate::to_value(&self.0).map_err(S::Error::custom)?;
        serde_wasm_bindgen::preserve::serialize(&from_entries(&pairs), serializer)
    }
}

#[wasm_bindgen]
extern "C" {
    /// An object with these pairs as fields of its own, whatever their names.
    #[wasm_bindgen(js_namespace = Object, js_name = fromEntries)]
    fn from_entries(pairs: &JsValue) -> JsValue;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_that_look_like_whole_numbers_are_told_apart() {
        for number in [0.0, -0.0, 4.0, -4e9, 9_007_199_254_740_991.0] {
            assert!(is_safe_integer(number), "{number}");
        }
        for number in [0.5, 9_007_199_254_740_992.0, 1e300, f64::NAN, f64::INFINITY, f64::MIN_POSITIVE] {
            assert!(!is_safe_integer(number), "{number}");
        }
    }
}
