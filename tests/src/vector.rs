//! One vector, read strictly: a field that nobody knows is a failure. What the fields mean stands in the README beside this crate.

use flink_memory::{Configuration, Deployment, Environment, MemorySize, Value as Setting};
use serde_json::{Map, Value};

use crate::kind::{Kind, kind};

/// The fields that every vector may have, beside those of its kind.
const COMMON_INPUT: &[&str] = &["id", "process"];
const COMMON_OUTPUT: &[&str] = &["ok", "exception", "message", "cause", "warnings"];

/// A question to Flink and its answer.
pub(crate) struct Vector {
    pub(crate) id: String,
    pub(crate) kind: &'static Kind,
    pub(crate) input: Map<String, Value>,
    pub(crate) expected: Map<String, Value>,
}

/// A line that is no vector.
pub(crate) struct BadVector {
    /// Its id, as far as it has one.
    pub(crate) id: String,
    /// The process kind that it names, as far as it names one.
    pub(crate) process: String,
    pub(crate) reason: String,
}

impl Vector {
    /// Reads a line and sorts its fields into question and answer.
    pub(crate) fn read(line: &str) -> Result<Vector, BadVector> {
        let bad = |fields: &Map<String, Value>, reason: String| BadVector {
            id: text_or(fields.get("id"), "without id"),
            process: text_or(fields.get("process"), "without process"),
            reason,
        };
        let fields = match serde_json::from_str(line) {
            Ok(Value::Object(fields)) => fields,
            Ok(_) => return Err(bad(&Map::new(), "the line is no JSON object".to_owned())),
            Err(error) => return Err(bad(&Map::new(), format!("the line is no JSON: {error}"))),
        };
        let (Some(Value::String(id)), Some(Value::String(process))) = (fields.get("id"), fields.get("process")) else {
            return Err(bad(&fields, "the line has no id or no process".to_owned()));
        };
        let Some(kind) = kind(process) else {
            return Err(bad(&fields, format!("unknown process kind '{process}'")));
        };
        let mut vector = Vector { id: id.clone(), kind, input: Map::new(), expected: Map::new() };
        for (name, value) in &fields {
            let known = |lists: [&[&str]; 2]| lists.concat().contains(&name.as_str());
            if known([COMMON_INPUT, kind.input]) {
                vector.input.insert(name.clone(), value.clone());
            } else if known([COMMON_OUTPUT, kind.output]) {
                vector.expected.insert(name.clone(), value.clone());
            } else {
                return Err(bad(&fields, format!("unknown field '{name}' of process kind '{process}'")));
            }
        }
        if !vector.expected.contains_key("ok") {
            return Err(bad(&fields, "the line has no field 'ok'".to_owned()));
        }
        Ok(vector)
    }

    /// The configuration, in the order of the line.
    pub(crate) fn configuration(&self) -> Result<Configuration, String> {
        self.configuration_in("config")
    }

    /// What the TaskManager is configured with, where the line tells it apart from what the job is.
    pub(crate) fn task_manager_configuration(&self) -> Result<Configuration, String> {
        self.configuration_in(if self.input.contains_key("taskManagerConfig") { "taskManagerConfig" } else { "config" })
    }

    fn configuration_in(&self, field: &str) -> Result<Configuration, String> {
        let mut configuration = Configuration::new();
        for (key, value) in self.object(field)? {
            configuration.set(key, setting(key, value)?);
        }
        Ok(configuration)
    }

    /// How the process is started; a line that does not say so means the start scripts.
    pub(crate) fn deployment(&self) -> Result<Deployment, String> {
        match self.text("deployment")? {
            None => Ok(Deployment::Standalone),
            Some("container") => Ok(Deployment::Container),
            Some(other) => Err(format!("unknown deployment '{other}'")),
        }
    }

    /// The environment variables of the start scripts.
    pub(crate) fn environment(&self) -> Result<Environment, String> {
        let mut environment = Environment::default();
        for (name, value) in self.object("env")? {
            let Value::String(text) = value else { return Err(format!("the variable '{name}' is no text")) };
            match name.as_str() {
                "FLINK_TM_HEAP" => environment.task_manager_heap = Some(text.clone()),
                "FLINK_JM_HEAP" => environment.job_manager_heap = Some(text.clone()),
                _ => return Err(format!("unknown environment variable '{name}'")),
            }
        }
        Ok(environment)
    }

    /// A field of the question that is a text; `None` where the line does not have it.
    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, String> {
        match self.input.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(format!("the field '{name}' is no text")),
        }
    }

    /// A field of the question that is a whole number; `None` where the line does not have it.
    pub(crate) fn integer(&self, name: &str) -> Result<Option<i64>, String> {
        self.input.get(name).map(|value| value.as_i64().ok_or_else(|| format!("the field '{name}' is no 64-bit integer"))).transpose()
    }

    /// Whether a field of the question says yes; a line without it says no.
    pub(crate) fn says(&self, name: &str) -> Result<bool, String> {
        self.input
            .get(name)
            .map_or(Ok(false), |value| value.as_bool().ok_or_else(|| format!("the field '{name}' is neither true nor false")))
    }

    /// A field of the question that is a size in bytes.
    pub(crate) fn size(&self, name: &str) -> Result<MemorySize, String> {
        let bytes = self.integer(name)?.and_then(|bytes| u64::try_from(bytes).ok()).and_then(MemorySize::from_bytes);
        bytes.ok_or_else(|| format!("the field '{name}' is no size in bytes"))
    }

    /// The files of the configuration folder, name and text.
    pub(crate) fn files(&self) -> Result<Vec<(&str, &str)>, String> {
        let mut files = Vec::new();
        for (name, text) in self.object("files")? {
            files.push((name.as_str(), text.as_str().ok_or_else(|| format!("the file '{name}' is no text"))?));
        }
        Ok(files)
    }

    /// A field of the question that is a list of texts; nothing where the line does not have it.
    pub(crate) fn texts(&self, name: &str) -> Result<Vec<&str>, String> {
        let Some(value) = self.input.get(name) else { return Ok(Vec::new()) };
        let texts = value.as_array().ok_or_else(|| format!("the field '{name}' is no list"))?;
        texts.iter().map(|text| text.as_str().ok_or_else(|| format!("the list '{name}' does not hold texts only"))).collect()
    }

    /// A field of the question that is a list of objects; nothing where the line does not have it.
    pub(crate) fn objects(&self, name: &str) -> Result<Vec<&Map<String, Value>>, String> {
        let Some(value) = self.input.get(name) else { return Ok(Vec::new()) };
        let objects = value.as_array().ok_or_else(|| format!("the field '{name}' is no list"))?;
        objects.iter().map(|object| object.as_object().ok_or_else(|| format!("the list '{name}' does not hold objects only"))).collect()
    }

    /// The fields of a field of the question that is an object; nothing where the line does not have it.
    pub(crate) fn object(&self, name: &str) -> Result<impl Iterator<Item = (&String, &Value)>, String> {
        match self.input.get(name) {
            None => Ok(None.into_iter().flatten()),
            Some(Value::Object(fields)) => Ok(Some(fields).into_iter().flatten()),
            Some(_) => Err(format!("the field '{name}' is no object")),
        }
    }
}

/// A configured value with the Java type that Flink's YAML reader gives it: a number without a point is an `Integer` or `Long`.
fn setting(key: &str, value: &Value) -> Result<Setting, String> {
    match value {
        Value::String(text) => Ok(Setting::Text(text.clone())),
        Value::Bool(flag) => Ok(Setting::Boolean(*flag)),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Ok(Setting::Integer(whole)),
            (None, Some(double)) if number.is_f64() => Ok(Setting::Double(double)),
            _ => Ok(Setting::BigInteger(number.to_string())),
        },
        _ => Err(format!("the value of '{key}' is no text, number or boolean")),
    }
}

fn text_or(value: Option<&Value>, otherwise: &str) -> String {
    value.and_then(Value::as_str).unwrap_or(otherwise).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(line: &str, reason: &str) {
        assert_eq!(Vector::read(line).map_err(|bad| bad.reason).err().as_deref(), Some(reason));
    }

    #[test]
    fn an_unknown_field_or_kind_is_refused() {
        refused(r#"{"id":"a","process":"taskmanager","ok":true,"shiny":1}"#, "unknown field 'shiny' of process kind 'taskmanager'");
        refused(r#"{"id":"a","process":"historyserver","ok":true}"#, "unknown process kind 'historyserver'");
        refused(r#"{"id":"a","process":"local"}"#, "the line has no field 'ok'");
        refused(r#"{"process":"local","ok":true}"#, "the line has no id or no process");
        refused("[]", "the line is no JSON object");
    }

    #[test]
    fn numbers_keep_their_java_type_and_all_their_bits() {
        for (json, expected) in [
            ("9223372036854775807", Setting::Integer(i64::MAX)),
            ("4294967296.0", Setting::Double(4_294_967_296.0)),
            ("1e-50", Setting::Double(1e-50)),
            ("5e+300", Setting::Double(5e300)),
            ("true", Setting::Boolean(true)),
            ("\"2g\"", Setting::Text("2g".to_owned())),
        ] {
            let value = serde_json::from_str(json).unwrap_or(Value::Null);
            assert_eq!(setting("key", &value), Ok(expected), "{json}");
        }
        assert_eq!(setting("key", &Value::from(u64::MAX)), Ok(Setting::BigInteger("18446744073709551615".to_owned())));
        assert!(setting("key", &Value::Null).is_err());
    }
}
