//! The first field in which the model's answer differs from Flink's. It knows JSON and which absences mean something, and no Flink.

use std::fmt;

use serde_json::{Map, Value};

/// Fields whose absence says that Flink had nothing to say. Any other field that a line lacks was not asked for.
const SPOKEN: &[&str] = &["cause", "warnings", "printed"];

/// One field, and what either side says of it. `None` means that the side does not have the field.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Difference {
    /// The path to the field, such as `slot.error.message`.
    pub(crate) field: String,
    pub(crate) expected: Option<Value>,
    pub(crate) actual: Option<Value>,
}

/// Compares every field of the expected line, in its order.
pub(crate) fn first_difference(expected: &Map<String, Value>, actual: &Map<String, Value>) -> Option<Difference> {
    let unspoken = SPOKEN.iter().filter(|name| !expected.contains_key(**name)).filter(|name| actual.contains_key(**name));
    let fields = expected.keys().map(String::as_str).chain(unspoken.copied());
    fields.into_iter().find_map(|name| value_difference(name, expected.get(name), actual.get(name)))
}

/// Inside a field everything counts: objects have the same fields, lists the same length.
fn value_difference(field: &str, expected: Option<&Value>, actual: Option<&Value>) -> Option<Difference> {
    match (expected, actual) {
        (Some(Value::Object(expected)), Some(Value::Object(actual))) => {
            let added = actual.keys().filter(|name| !expected.contains_key(*name));
            let names = expected.keys().chain(added);
            names.into_iter().find_map(|name| value_difference(&format!("{field}.{name}"), expected.get(name), actual.get(name)))
        }
        (Some(Value::Array(expected)), Some(Value::Array(actual))) => (0..expected.len().max(actual.len()))
            .find_map(|index| value_difference(&format!("{field}[{index}]"), expected.get(index), actual.get(index))),
        (expected, actual) if expected == actual => None,
        (expected, actual) => Some(Difference { field: field.to_owned(), expected: expected.cloned(), actual: actual.cloned() }),
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |value: &Option<Value>| value.as_ref().map_or_else(|| "nothing".to_owned(), Value::to_string);
        write!(f, "{}: expected {}, got {}", self.field, side(&self.expected), side(&self.actual))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn differs(expected: &Value, actual: &Value, difference: Option<&str>) {
        let empty = Map::new();
        let found = first_difference(expected.as_object().unwrap_or(&empty), actual.as_object().unwrap_or(&empty));
        assert_eq!(found.map(|found| found.to_string()).as_deref(), difference);
    }

    #[test]
    fn only_what_is_expected_is_compared() {
        differs(&json!({"ok": true}), &json!({"ok": true, "managed": 1}), None);
        differs(&json!({"ok": true, "managed": 2}), &json!({"ok": true, "managed": 1}), Some("managed: expected 2, got 1"));
        differs(&json!({"managed": 2}), &json!({}), Some("managed: expected 2, got nothing"));
        differs(&json!({"jvmHeap": null}), &json!({}), Some("jvmHeap: expected null, got nothing"));
    }

    #[test]
    fn silence_is_expected_where_nothing_is_said() {
        differs(&json!({}), &json!({"warnings": ["WARN A: b"]}), Some(r#"warnings: expected nothing, got ["WARN A: b"]"#));
        differs(&json!({}), &json!({"cause": ["A: b"]}), Some(r#"cause: expected nothing, got ["A: b"]"#));
    }

    #[test]
    fn inner_fields_are_compared_in_full() {
        let slot = json!({"slot": {"slots": 1, "error": {"message": "a"}}});
        differs(&slot, &json!({"slot": {"slots": 1}}), Some(r#"slot.error: expected {"message":"a"}, got nothing"#));
        differs(&json!({"slot": {"slots": 1}}), &slot, Some(r#"slot.error: expected nothing, got {"message":"a"}"#));
        differs(&json!({"summary": ["a"]}), &json!({"summary": ["a", "b"]}), Some(r#"summary[1]: expected nothing, got "b""#));
        differs(&json!({"cpuCores": 1.0}), &json!({"cpuCores": 1}), Some("cpuCores: expected 1.0, got 1"));
    }
}
