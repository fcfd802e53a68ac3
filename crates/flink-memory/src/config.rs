//! What a person configured: keys and values in their order, as typed as the file they came from. Nothing is parsed here.

use std::fmt;

use crate::java::{self, JavaDouble, NumberError};
use crate::names::Names;

/// A configured value, as typed as Flink's configuration holds it.
///
/// `flink-conf.yaml`, `-D` arguments and environment variables only ever give [`Value::Text`]; a
/// `config.yaml` (1.19 and later) gives numbers and booleans where YAML sees them. Flink reads some
/// options differently from a number than from its text: `1e-50` is zero as text and an error as a number.
#[derive(Clone, Debug)]
pub enum Value {
    /// Text as it was written, untrimmed.
    Text(String),
    /// A whole number: a Java `Integer` or `Long`.
    Integer(i64),
    /// A whole number beyond 64 bits, in decimal digits without leading zeros: a Java `BigInteger`.
    BigInteger(String),
    /// A Java `Double`.
    Double(f64),
    /// A Java `Boolean`.
    Boolean(bool),
}

impl Value {
    /// A Java `Double`, read as `Double.valueOf` reads it.
    ///
    /// # Errors
    /// A text that is no number.
    pub fn double(text: &str) -> Result<Value, NumberError> {
        java::parse_double(text).map(Value::Double)
    }

    /// The simple name of its Java class.
    pub fn class(&self) -> &'static str {
        match self {
            Value::Text(_) => "String",
            Value::Integer(value) if i32::try_from(*value).is_ok() => "Integer",
            Value::Integer(_) => "Long",
            Value::BigInteger(_) => "BigInteger",
            Value::Double(_) => "Double",
            Value::Boolean(_) => "Boolean",
        }
    }
}

impl fmt::Display for Value {
    /// Java's `toString`, which is also how Flink quotes the value in messages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text(text) | Value::BigInteger(text) => f.write_str(text),
            Value::Integer(value) => value.fmt(f),
            Value::Double(value) => JavaDouble(*value).fmt(f),
            Value::Boolean(value) => f.write_str(if *value { "true" } else { "false" }),
        }
    }
}

/// Doubles are equal if their bits are, so that a configuration with NaN equals itself.
impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Text(one), Value::Text(other)) | (Value::BigInteger(one), Value::BigInteger(other)) => one == other,
            (Value::Integer(one), Value::Integer(other)) => one == other,
            (Value::Double(one), Value::Double(other)) => one.to_bits() == other.to_bits(),
            (Value::Boolean(one), Value::Boolean(other)) => one == other,
            _ => false,
        }
    }
}

impl Eq for Value {}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

/// One key and what it was set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key as written, which may be one that no release knows.
    pub key: String,
    /// The value.
    pub value: Value,
}

/// What is set, in the order in which it was set; each key once.
///
/// ```
/// use flink_memory::Configuration;
/// let mut configuration = Configuration::new();
/// configuration.set("taskmanager.memory.process.size", "2g");
/// configuration.set("taskmanager.memory.process.size", "4g");
/// assert_eq!(configuration.entries().len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration {
    entries: Vec<Entry>,
}

impl Configuration {
    /// Nothing set.
    pub const fn new() -> Configuration {
        Configuration { entries: Vec::new() }
    }

    /// Sets a key. A key that is set already keeps its place and gets the new value, as in a Java map.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<Value>) {
        let (key, value) = (key.into(), value.into());
        match self.entries.iter_mut().find(|entry| entry.key == key) {
            Some(entry) => entry.value = value,
            None => self.entries.push(Entry { key, value }),
        }
    }

    /// Takes a key away; nothing happens where it is not set.
    pub fn remove(&mut self, key: &str) {
        self.entries.retain(|entry| entry.key != key);
    }

    /// The value of exactly this key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The value of exactly this key as text, as Flink quotes it.
    pub fn text(&self, key: &str) -> Option<String> {
        self.get(key).map(Value::to_string)
    }

    /// Everything that is set, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

impl<Key: Into<String>, Given: Into<Value>> Extend<(Key, Given)> for Configuration {
    /// Sets keys in order, as [`Configuration::set`] does one by one, but without looking through all keys for each.
    fn extend<Entries: IntoIterator<Item = (Key, Given)>>(&mut self, entries: Entries) {
        let mut places = Names::new();
        for (place, entry) in self.entries.iter().enumerate() {
            places.insert(&entry.key, place);
        }
        for (key, value) in entries {
            let (key, value) = (key.into(), value.into());
            if let Some(entry) = places.get(&key).and_then(|place| self.entries.get_mut(place)) {
                entry.value = value;
            } else {
                places.insert(&key, self.entries.len());
                self.entries.push(Entry { key, value });
            }
        }
    }
}

impl<Key: Into<String>, Given: Into<Value>> FromIterator<(Key, Given)> for Configuration {
    fn from_iter<Entries: IntoIterator<Item = (Key, Given)>>(entries: Entries) -> Configuration {
        let mut configuration = Configuration::new();
        // Keys that stand in code are few, and so are those of what a release ships; for many there is `extend`.
        entries.into_iter().for_each(|(key, value)| configuration.set(key, value));
        configuration
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_keys_are_set_as_one_by_one() {
        let given = [("a", "1"), ("b", "2"), ("a", "3"), ("c", "4"), ("b", "5")];
        let mut one_by_one = Configuration::new();
        one_by_one.set("c", "0");
        let mut at_once = one_by_one.clone();
        for (key, value) in given {
            one_by_one.set(key, value);
        }
        at_once.extend(given);
        assert_eq!(at_once, one_by_one);
        assert_eq!(at_once.text("a").as_deref(), Some("3"));
    }

    #[test]
    fn a_value_knows_its_java_class() {
        for (value, class) in [
            (Value::from("1"), "String"),
            (Value::Integer(2_147_483_647), "Integer"),
            (Value::Integer(-2_147_483_649), "Long"),
            (Value::BigInteger("9223372036854775808".to_owned()), "BigInteger"),
            (Value::Boolean(true), "Boolean"),
        ] {
            assert_eq!(value.class(), class);
        }
        assert_eq!(Value::double(" 1e3 "), Ok(Value::Double(1000.0)));
    }
}
