//! From what a caller gave to a question for the model, or to a sentence that says what is wrong with it.

use std::fmt;

use flink_memory::{Configuration, Deployment, Environment, Process, Release, ReleaseOption, Request, Value, option};
use flink_memory_formats::write::wording::{BuiltIn, LANGUAGES};
use flink_memory_formats::write::{Scope, Target};
use flink_memory_formats::{Change, Format, NotEditable};

use crate::given::{Given, Scalar};

/// A request as a caller writes it: an object of values and of objects of values.
pub(crate) type RequestObject = Given<Given<Scalar>>;

/// A call that makes no sense, as a sentence for the caller.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct BadCall(String);

impl BadCall {
    /// A call that this sentence is about.
    pub(crate) fn new(sentence: String) -> BadCall {
        BadCall(sentence)
    }
}

/// The question that a caller asks.
pub(crate) fn request(request: RequestObject) -> Result<Request, BadCall> {
    if !matches!(request, Given::Object(_)) {
        return Err(BadCall("a request must be an object with release, process and config".to_owned()));
    }
    let [release, process, config, deployment, env] = fields("a request", request, ["release", "process", "config", "deployment", "env"])?;
    Ok(Request {
        release: self::release(&release)?,
        process: self::process(&process)?,
        deployment: self::deployment(&deployment)?,
        environment: environment(object("env", env)?)?,
        configuration: configuration(object("config", config)?)?,
    })
}

/// The fields of an object that may be left out, in the order of their names.
pub(crate) fn fields<Inner, const COUNT: usize>(
    owner: &str,
    given: Given<Given<Inner>>,
    names: [&str; COUNT],
) -> Result<[Given<Inner>; COUNT], BadCall> {
    let mut found = [const { Given::Nothing }; COUNT];
    let given = match given {
        Given::Nothing | Given::Object(_) => object(owner, given)?,
        _ => return Err(BadCall(format!("{owner} takes an object with {}", sentence(&names)))),
    };
    for (name, value) in given {
        match names.iter().zip(&mut found).find(|(known, _)| **known == name) {
            Some((_, field)) => *field = value,
            None => return Err(BadCall(format!("unknown field '{name}'; {owner} has {}", sentence(&names)))),
        }
    }
    Ok(found)
}

/// `a, b and c`.
fn sentence(names: &[&str]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        names => names.concat(),
    }
}

/// A text, which must be given.
pub(crate) fn text<Inner>(name: &str, given: Given<Inner>) -> Result<String, BadCall> {
    match given {
        Given::Text(text) => Ok(text),
        _ => Err(BadCall(format!("{name} must be a string"))),
    }
}

/// A format by its stable name; `None` where none is given.
pub(crate) fn format<Inner>(given: &Given<Inner>) -> Result<Option<Format>, BadCall> {
    let known = || Format::ALL.into_iter().map(|format| format.id().to_owned());
    one_of("format", given, known, Format::from_id)
}

/// A target by its stable name.
pub(crate) fn target<Inner>(given: &Given<Inner>) -> Result<Target, BadCall> {
    let known = || Target::ALL.into_iter().map(|target| target.id().to_owned());
    needed("target", one_of("target", given, known, Target::from_id)?, known)
}

/// A scope that a target has; the first of them where none is given.
pub(crate) fn scope<Inner>(given: &Given<Inner>, target: Target) -> Result<Scope, BadCall> {
    let known = || target.scopes().iter().map(|scope| scope.id().to_owned());
    let found = one_of("scope", given, known, |id| Scope::from_id(id).filter(|scope| target.scopes().contains(scope)))?;
    Ok(found.or(target.scopes().first().copied()).unwrap_or(Scope::Set))
}

/// What our own words in a text are; English where no language is given.
pub(crate) fn wording<Inner>(given: &Given<Inner>) -> Result<BuiltIn, BadCall> {
    let known = || LANGUAGES.into_iter().map(|(id, _)| id.to_owned());
    let find = |id: &str| LANGUAGES.into_iter().find(|(known, _)| *known == id).map(|(_, wording)| wording);
    let [(_, first), ..] = LANGUAGES;
    Ok(one_of("lang", given, known, find)?.unwrap_or(first))
}

/// What is to be different in a text; `null` takes a key away.
pub(crate) fn changes(given: Given<Scalar>) -> Result<Vec<Change>, BadCall> {
    let change = |(key, value): (String, Scalar)| {
        let value = if matches!(value, Given::Nothing) { None } else { Some(configured("changes", &key, value)?) };
        Ok(Change { key, value })
    };
    object("changes", given)?.into_iter().map(change).collect()
}

/// What a link carries along for a view.
pub(crate) fn view(given: Given<Scalar>) -> Result<Vec<(String, String)>, BadCall> {
    let pair = |(name, value)| match value {
        Given::Text(value) => Ok((name, value)),
        _ => Err(BadCall(format!("view['{name}'] must be a string"))),
    };
    object("view", given)?.into_iter().map(pair).collect()
}

/// A release by its line or patch release: `1.20`, `1.20.5`.
pub(crate) fn release<Inner>(given: &Given<Inner>) -> Result<Release, BadCall> {
    needed("release", optional_release("release", given)?, known_releases)
}

/// The same where it may be left out.
pub(crate) fn optional_release<Inner>(name: &str, given: &Given<Inner>) -> Result<Option<Release>, BadCall> {
    one_of(name, given, known_releases, Release::parse)
}

fn known_releases() -> impl Iterator<Item = String> {
    Release::ALL.iter().map(ToString::to_string)
}

fn process<Inner>(given: &Given<Inner>) -> Result<Process, BadCall> {
    let known = || Process::ALL.into_iter().map(|process| process.id().to_owned());
    needed("process", one_of("process", given, known, Process::from_id)?, known)
}

fn deployment<Inner>(given: &Given<Inner>) -> Result<Deployment, BadCall> {
    let known = || Deployment::ALL.into_iter().map(|deployment| deployment.id().to_owned());
    Ok(one_of("deployment", given, known, Deployment::from_id)?.unwrap_or_default())
}

/// One of the things that have stable names; `None` where nothing is given.
pub(crate) fn one_of<Inner, Thing, Known: Iterator<Item = String>>(
    what: &str,
    given: &Given<Inner>,
    known: impl Fn() -> Known,
    find: impl Fn(&str) -> Option<Thing>,
) -> Result<Option<Thing>, BadCall> {
    match given {
        Given::Nothing => Ok(None),
        Given::Text(text) => match find(text) {
            Some(thing) => Ok(Some(thing)),
            None => Err(BadCall(format!("unknown {what} '{text}'; known: {}", list(known())))),
        },
        _ => Err(no_text(what, known())),
    }
}

pub(crate) fn needed<Thing, Known: Iterator<Item = String>>(
    what: &str,
    thing: Option<Thing>,
    known: impl Fn() -> Known,
) -> Result<Thing, BadCall> {
    thing.ok_or_else(|| no_text(what, known()))
}

fn no_text(what: &str, known: impl Iterator<Item = String>) -> BadCall {
    BadCall(format!("{what} must be a string, one of {}", list(known)))
}

pub(crate) fn object<Inner>(name: &str, given: Given<Inner>) -> Result<Vec<(String, Inner)>, BadCall> {
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
        let value = configured("config", &key, value)?;
        configuration.set(key, value);
    }
    Ok(configuration)
}

/// A value as typed as a caller gives it.
pub(crate) fn value(value: Scalar) -> Result<Value, BadCall> {
    typed(value).ok_or_else(|| BadCall(format!("value must be {TYPES}")))
}

/// The same among the fields of `owner`.
pub(crate) fn configured<Inner>(owner: &str, key: &str, value: Given<Inner>) -> Result<Value, BadCall> {
    typed(value).ok_or_else(|| BadCall(format!("{owner}['{key}'] must be {TYPES}")))
}

/// The types of a configured value, as a caller is told them.
const TYPES: &str = "a string, a number, a boolean or a bigint of 64 bits";

fn typed<Inner>(value: Given<Inner>) -> Option<Value> {
    match value {
        Given::Text(text) => Some(Value::Text(text)),
        Given::Integer(number) => Some(Value::Integer(number)),
        Given::Double(number) => Some(Value::Double(number)),
        Given::Boolean(flag) => Some(Value::Boolean(flag)),
        Given::Nothing | Given::Object(_) | Given::List(_) | Given::Other => None,
    }
}

/// The option that a key sets in a release, by its own key or an older one.
pub(crate) fn option_of(key: &str, release: Release) -> Result<ReleaseOption, BadCall> {
    let option = option::by_any_key(key, release).and_then(|option| option.in_release(release));
    option.ok_or_else(|| BadCall(format!("Flink {release} has no memory option '{key}'; options() lists those that it has")))
}

/// The format that a text seems to be in, where none is given.
pub(crate) fn unknown_format() -> BadCall {
    BadCall("nothing in the text tells its format; give one with the field format".to_owned())
}

/// Why a text is not given back changed.
pub(crate) fn not_editable(reason: &NotEditable) -> BadCall {
    BadCall(match reason {
        NotEditable::Format(format) => {
            let editable = Format::ALL.into_iter().filter(|format| format.is_editable()).map(|format| format.id().to_owned());
            format!("texts of the format {} are only read; these are edited: {}", format.id(), list(editable))
        }
        NotEditable::NotYaml { place, message } => format!("the text is not YAML: {message} at {place}"),
        NotEditable::NoMapping { place } => {
            format!("Flink refuses the text as a config.yaml: at {place} begins something else than one document of keys and values")
        }
        NotEditable::NoConfiguration => "nothing in the text holds what is to be changed".to_owned(),
    })
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
    use flink_memory_formats::Place;
    use serde::de::IgnoredAny;

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
        refused(Given::Nothing, "a request must be an object with release, process and config");
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

    #[test]
    fn options_are_found_by_name_and_unknown_ones_are_told() {
        let given = |name: &str| Given::Object(vec![(name.to_owned(), text::<IgnoredAny>("set"))]);
        let found = |given| fields("emit()", given, ["scope", "target"]).map_err(|bad| bad.to_string());
        assert_eq!(found(given("target")), Ok([Given::Nothing, text("set")]));
        assert_eq!(found(Given::Nothing), Ok([Given::Nothing, Given::Nothing]));
        assert_eq!(found(given("scop")), Err("unknown field 'scop'; emit() has scope and target".to_owned()));
        assert_eq!(found(text("set")), Err("emit() takes an object with scope and target".to_owned()));
    }

    #[test]
    fn a_scope_must_be_one_that_the_target_has() {
        let scope = |scope: &str, target| super::scope(&text::<IgnoredAny>(scope), target).map_err(|bad| bad.to_string());
        assert_eq!(scope("pinned", Target::FlinkConf), Ok(Scope::Pinned));
        assert_eq!(scope("pinned", Target::Json), Err("unknown scope 'pinned'; known: set".to_owned()));
        for target in Target::ALL {
            assert_eq!(super::scope(&Scalar::Nothing, target).ok().as_ref(), target.scopes().first());
        }
    }

    #[test]
    fn a_change_without_a_value_takes_a_key_away() {
        let read = |value| changes(Given::Object(vec![("a".to_owned(), value)])).map_err(|bad| bad.to_string());
        let change = |value| Ok(vec![Change { key: "a".to_owned(), value }]);
        assert_eq!(read(Given::Nothing), change(None));
        assert_eq!(read(Given::Integer(4)), change(Some(Value::Integer(4))));
        assert_eq!(read(Given::Other), Err(format!("changes['a'] must be {TYPES}")));
    }

    #[test]
    fn every_reason_against_an_edit_is_a_sentence() {
        let place = Place { line: 2, column: 3 };
        for (reason, sentence) in [
            (
                NotEditable::Format(Format::Log),
                "texts of the format log are only read; these are edited: flink-conf, config-yaml, manifest",
            ),
            (NotEditable::NotYaml { place, message: "did not find a key".to_owned() }, "the text is not YAML: did not find a key at 2:3"),
            (
                NotEditable::NoMapping { place },
                "Flink refuses the text as a config.yaml: at 2:3 begins something else than one document of keys and values",
            ),
            (NotEditable::NoConfiguration, "nothing in the text holds what is to be changed"),
        ] {
            assert_eq!(not_editable(&reason).to_string(), sentence);
        }
    }
}
