//! From what a caller gave to a question for the model, or to a sentence that says what is wrong with it.

use std::fmt;

use flink_memory::{Configuration, Deployment, Environment, Process, Release, Request, Value};

use crate::given::{Given, Scalar};

/// A request as a caller writes it: an object of values and of objects of values.
pub(crate) type RequestObject = Given<Given<Scalar>>;

/// A call that makes no sense, as a sentence for the caller.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BadCall(String);

/// The question that a caller asks.
pub(crate) fn request(request: RequestObject) -> Result<Request, BadCall> {
    let Given::Object(fields) = request else {
        return Err(BadCall("derive() takes an object with release, process and config".to_owned()));
    };
    let [mut release, mut process, mut deployment] = [const { Given::Nothing }; 3];
    let (mut config, mut env) = (Vec::new(), Vec::new());
    for (name, value) in fields {
        match name.as_str() {
            "release" => release = value,
            "process" => process = value,
            "deployment" => deployment = value,
            "config" => config = object("config", value)?,
            "env" => env = object("env", value)?,
            _ => return Err(BadCall(format!("unknown field '{name}'; a request has release, process, config, deployment and env"))),
        }
    }
    Ok(Request {
        release: self::release(&release)?,
        process: self::process(&process)?,
        deployment: self::deployment(&deployment)?,
        environment: environment(env)?,
        configuration: configuration(config)?,
    })
}

/// A release by its line or patch release: `1.20`, `1.20.5`.
pub(crate) fn release<Inner>(given: &Given<Inner>) -> Result<Release, BadCall> {
    let known = || Release::ALL.iter().map(ToString::to_string);
    match given {
        Given::Text(text) => Release::parse(text).ok_or_else(|| unknown("release", text, known())),
        _ => Err(BadCall(format!("release must be a string, one of {}", list(known())))),
    }
}

fn process<Inner>(given: &Given<Inner>) -> Result<Process, BadCall> {
    let known = || Process::ALL.into_iter().map(|process| process.id().to_owned());
    match given {
        Given::Text(text) => Process::from_id(text).ok_or_else(|| unknown("process", text, known())),
        _ => Err(BadCall(format!("process must be a string, one of {}", list(known())))),
    }
}

fn deployment<Inner>(given: &Given<Inner>) -> Result<Deployment, BadCall> {
    let known = || Deployment::ALL.into_iter().map(|deployment| deployment.id().to_owned());
    match given {
        Given::Nothing => Ok(Deployment::default()),
        Given::Text(text) => Deployment::from_id(text).ok_or_else(|| unknown("deployment", text, known())),
        _ => Err(BadCall(format!("deployment must be a string, one of {}", list(known())))),
    }
}

fn object(name: &str, given: Given<Scalar>) -> Result<Vec<(String, Scalar)>, BadCall> {
    match given {
        Given::Nothing => Ok(Vec::new()),
        Given::Object(fields) => Ok(fields),
        _ => Err(BadCall(format!("{name} must be an object"))),
    }
}

fn environment(fields: Vec<(String, Scalar)>) -> Result<Environment, BadCall> {
    let mut environment = Environment::default();
    for (name, value) in fields {
        let variable = match name.as_str() {
            "FLINK_TM_HEAP" => &mut environment.task_manager_heap,
            "FLINK_JM_HEAP" => &mut environment.job_manager_heap,
            _ => return Err(BadCall(format!("unknown variable '{name}' in env; Flink's scripts read FLINK_TM_HEAP and FLINK_JM_HEAP"))),
        };
        *variable = match value {
            Given::Nothing => None,
            Given::Text(text) => Some(text),
            _ => return Err(BadCall(format!("env['{name}'] must be a string"))),
        };
    }
    Ok(environment)
}

fn configuration(fields: Vec<(String, Scalar)>) -> Result<Configuration, BadCall> {
    let mut configuration = Configuration::new();
    for (key, value) in fields {
        let value = match value {
            Given::Text(text) => Value::Text(text),
            Given::Integer(number) => Value::Integer(number),
            Given::Double(number) => Value::Double(number),
            Given::Boolean(flag) => Value::Boolean(flag),
            Given::Nothing | Given::Object(_) | Given::Other => {
                return Err(BadCall(format!("config['{key}'] must be a string, a number, a boolean or a bigint of 64 bits")));
            }
        };
        configuration.set(key, value);
    }
    Ok(configuration)
}

fn unknown(what: &str, text: &str, known: impl Iterator<Item = String>) -> BadCall {
    BadCall(format!("unknown {what} '{text}'; known: {}", list(known)))
}

fn list(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

impl fmt::Display for BadCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadCall {}

#[cfg(test)]
mod tests {
    use super::*;

    fn text<Inner>(text: &str) -> Given<Inner> {
        Given::Text(text.to_owned())
    }

    fn with(field: &str, value: Given<Scalar>) -> RequestObject {
        let mut fields = vec![("release".to_owned(), text("1.20")), ("process".to_owned(), text("taskmanager"))];
        fields.retain(|(name, _)| name != field);
        fields.push((field.to_owned(), value));
        Given::Object(fields)
    }

    fn key(value: Scalar) -> Given<Scalar> {
        Given::Object(vec![("a.key".to_owned(), value)])
    }

    #[track_caller]
    fn refused(request: RequestObject, sentence: &str) {
        assert_eq!(super::request(request).map_err(|bad| bad.to_string()), Err(sentence.to_owned()));
    }

    #[test]
    fn a_bad_call_is_told_what_is_wrong() {
        refused(Given::Nothing, "derive() takes an object with release, process and config");
        refused(
            with("release", text("1.9")),
            "unknown release '1.9'; known: 1.10, 1.11, 1.12, 1.13, 1.14, 1.15, 1.16, 1.17, 1.18, 1.19, 1.20, 2.0, 2.1, 2.2, 2.3",
        );
        refused(with("process", Given::Integer(1)), "process must be a string, one of taskmanager, jobmanager, local");
        refused(with("deployment", text("cloud")), "unknown deployment 'cloud'; known: standalone, container");
        refused(with("config", text("a: b")), "config must be an object");
        refused(with("config", key(Given::Nothing)), "config['a.key'] must be a string, a number, a boolean or a bigint of 64 bits");
        refused(with("env", key(text("1g"))), "unknown variable 'a.key' in env; Flink's scripts read FLINK_TM_HEAP and FLINK_JM_HEAP");
        refused(with("cfg", Given::Nothing), "unknown field 'cfg'; a request has release, process, config, deployment and env");
    }

    #[test]
    fn optional_fields_may_be_left_out() {
        let request = request(with("deployment", Given::Nothing)).ok();
        assert_eq!(
            request.map(|request| (request.deployment, request.configuration)),
            Some((Deployment::Standalone, Configuration::new()))
        );
    }
}
