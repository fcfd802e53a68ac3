//! A request and its derivation as text: one module per kind of target; here the targets, and what each of them cannot say.

mod config_yaml;
mod convert;
mod deployment;
mod emit;
mod json;
mod lines;
mod markdown;
mod pin;
mod sizes;
mod svg;
mod words;
pub(crate) mod yaml_scalar;

use std::borrow::Cow;

use flink_memory::{Configuration, Deployment, Derivation, Entry, Pool, Process, Release, Releases, Request, Value, derive, shipped};

pub use convert::convert_flink_conf;

use crate::finding::{Finding, Matter, Severity};

/// A text that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// `config.yaml`, keys inside each other.
    ConfigYamlNested,
    /// `config.yaml`, one line per key.
    ConfigYamlFlat,
    /// `flink-conf.yaml`.
    FlinkConf,
    /// A list of `-Dkey=value` for a command line.
    DynamicProperties,
    /// A whole `FlinkDeployment`.
    FlinkDeployment,
    /// A merge patch for a `FlinkDeployment`.
    FlinkDeploymentPatch,
    /// The environment of Flink's Docker images, as a shell sets it.
    FlinkProperties,
    /// The arguments of the JVM.
    JvmFlags,
    /// Everything for other programs, see the documentation of the JS API.
    Json,
    /// A table for tickets.
    Markdown,
    /// The picture.
    Svg,
}

/// What of a configuration is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// What is set, and nothing else.
    Set,
    /// Besides, every pool of the process with the size that it has.
    Pinned,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Scope; 2] = [Scope::Set, Scope::Pinned];

    /// A stable name for the JS API: `set`, `pinned`.
    pub const fn id(self) -> &'static str {
        match self {
            Scope::Set => "set",
            Scope::Pinned => "pinned",
        }
    }

    /// The scope with this stable name.
    pub fn from_id(id: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.id() == id)
    }
}

/// A text, and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The text. Warnings that belong into it stand in it as comments, where the format has comments.
    pub text: String,
    /// What the text cannot say, and what Flink will not like about it. Places are those of a text that was converted.
    pub findings: Vec<Finding>,
}

/// A target's row: its names, and what it can say.
struct Row {
    target: Target,
    id: &'static str,
    /// The whole name of the file, or with a leading `-` or `.` its end.
    file: &'static str,
    media_type: &'static str,
    scopes: &'static [Scope],
    manner: Manner,
}

/// What a format can say of a configuration.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that a format can say or cannot")]
#[derive(Clone, Copy)]
struct Manner {
    /// Whether it holds an entry.
    holds: fn(&str, &str) -> bool,
    /// Whether it keeps numbers apart from texts.
    is_typed: bool,
    /// Whether it holds environment variables.
    has_environment: bool,
    /// Whether it is added to the configuration that a release ships.
    stands_on_shipped: bool,
    /// Whether it is for containers only.
    is_container: bool,
    /// Whether it has comments.
    has_comments: bool,
}

const ALL_IN_ALL: Manner = Manner {
    holds: |_, _| true,
    is_typed: true,
    has_environment: true,
    stands_on_shipped: false,
    is_container: false,
    has_comments: false,
};
const YAML: Manner = Manner { holds: |key, _| yaml_scalar::holds_key(key), has_environment: false, has_comments: true, ..ALL_IN_ALL };
const FLINK_CONF: Manner = Manner { holds: lines::line_holds, is_typed: false, ..YAML };
const PROPERTIES: Manner = Manner { holds: lines::property_holds, has_environment: true, stands_on_shipped: true, ..FLINK_CONF };
const ARGUMENTS: Manner =
    Manner { holds: lines::argument_holds, is_typed: false, has_environment: false, stands_on_shipped: true, ..ALL_IN_ALL };
const DEPLOYMENT: Manner = Manner { is_typed: false, is_container: true, ..YAML };

const BOTH: &[Scope] = &[Scope::Set, Scope::Pinned];
const SET: &[Scope] = &[Scope::Set];
const YAML_TYPE: &str = "application/yaml";
const PLAIN: &str = "text/plain";

const ROWS: [Row; 11] = [
    row(Target::ConfigYamlNested, "config-yaml-nested", "config.yaml", YAML_TYPE, BOTH, YAML),
    row(Target::ConfigYamlFlat, "config-yaml-flat", "config.yaml", YAML_TYPE, BOTH, YAML),
    row(Target::FlinkConf, "flink-conf", "flink-conf.yaml", PLAIN, BOTH, FLINK_CONF),
    row(Target::DynamicProperties, "dynamic-properties", "-arguments.txt", PLAIN, BOTH, ARGUMENTS),
    row(Target::FlinkDeployment, "flink-deployment", "-deployment.yaml", YAML_TYPE, BOTH, DEPLOYMENT),
    row(Target::FlinkDeploymentPatch, "flink-deployment-patch", "-deployment-patch.yaml", YAML_TYPE, BOTH, DEPLOYMENT),
    row(Target::FlinkProperties, "flink-properties", "-properties.sh", PLAIN, BOTH, PROPERTIES),
    row(Target::JvmFlags, "jvm-flags", "-jvm-flags.txt", PLAIN, &[Scope::Pinned], ALL_IN_ALL),
    row(Target::Json, "json", ".json", "application/json", SET, ALL_IN_ALL),
    row(Target::Markdown, "markdown", ".md", "text/markdown", SET, ALL_IN_ALL),
    row(Target::Svg, "svg", ".svg", "image/svg+xml", SET, ALL_IN_ALL),
];

const fn row(
    target: Target,
    id: &'static str,
    file: &'static str,
    media_type: &'static str,
    scopes: &'static [Scope],
    manner: Manner,
) -> Row {
    Row { target, id, file, media_type, scopes, manner }
}

impl Target {
    /// Every target.
    pub const ALL: [Target; 11] = [
        Target::ConfigYamlNested,
        Target::ConfigYamlFlat,
        Target::FlinkConf,
        Target::DynamicProperties,
        Target::FlinkDeployment,
        Target::FlinkDeploymentPatch,
        Target::FlinkProperties,
        Target::JvmFlags,
        Target::Json,
        Target::Markdown,
        Target::Svg,
    ];

    fn row(self) -> &'static Row {
        // Every target has a row, as a test makes sure.
        ROWS.iter().find(|row| row.target == self).unwrap_or(&ROWS[0])
    }

    /// A stable name for the JS API.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// The target with this stable name.
    pub fn from_id(id: &str) -> Option<Target> {
        ROWS.iter().find(|row| row.id == id).map(|row| row.target)
    }

    /// The name that a file with the text would have.
    pub fn file_name(self, request: &Request) -> String {
        let file = self.row().file;
        if file.starts_with(['-', '.']) {
            ["flink-", &request.release.to_string(), "-", request.process.id(), file].concat()
        } else {
            file.to_owned()
        }
    }

    /// The media type of the text.
    pub fn media_type(self) -> &'static str {
        self.row().media_type
    }

    /// The scopes between which there is a choice; at least one.
    pub fn scopes(self) -> &'static [Scope] {
        self.row().scopes
    }
}

/// Writes a request, of which the derivation is given.
///
/// A scope that the target does not have is taken for the one that it has. Whatever the format cannot say is among the findings.
pub fn write(target: Target, scope: Scope, request: &Request, derivation: &Derivation) -> Written {
    let row = target.row();
    let is_pinned = scope == Scope::Pinned && row.scopes.contains(&Scope::Pinned) && target != Target::JvmFlags;
    let mut matters = Vec::new();
    let pins = if is_pinned { derivation.memory.as_ref().ok().and_then(|memory| pin::pinned(request, memory)) } else { None };
    if is_pinned && pins.is_none() {
        matters.push(Matter::NotPinned {});
    }
    let request = match pins {
        Some(configuration) => Cow::Owned(Request { configuration, ..request.clone() }),
        None => Cow::Borrowed(request),
    };
    tell(&mut matters, row, &request, derivation);

    let mut text = String::new();
    if row.manner.has_comments {
        if is_pinned && !matters.contains(&Matter::NotPinned {}) {
            let release = request.release.to_string();
            emit::comment(&mut text, &["Every memory pool as Flink ", &release, " derives it: ", words::process(request.process)].concat());
        }
        for matter in matters.iter().filter(|matter| matter.severity() > Severity::Info) {
            emit::comment(&mut text, &words::told(matter));
        }
        // Pinning replaces older keys, of which Flink would warn.
        let pinned = if is_pinned { Some(derive(&request)) } else { None };
        for warning in words::warnings(pinned.as_ref().unwrap_or(derivation)) {
            emit::comment(&mut text, &["Flink warns: ", &warning].concat());
        }
    }
    let entries: Vec<&Entry> = request.configuration.entries().iter().filter(|entry| holds(row, entry)).collect();
    let out = &mut text;
    match target {
        Target::ConfigYamlNested => config_yaml::nested(out, &entries),
        Target::ConfigYamlFlat => config_yaml::flat(out, &entries),
        Target::FlinkConf => lines::flink_conf(out, &entries),
        Target::DynamicProperties => lines::dynamic_properties(out, &entries),
        Target::FlinkDeployment => deployment::whole(out, &request, &entries),
        Target::FlinkDeploymentPatch => deployment::patch(out, &request, &entries),
        Target::FlinkProperties => lines::flink_properties(out, &entries, &request.environment),
        Target::JvmFlags => out.push_str(&arguments(derivation)),
        Target::Json => json::json(out, &request, derivation),
        Target::Markdown => markdown::markdown(out, &request, derivation),
        Target::Svg => svg::svg(out, &request, derivation),
    }
    Written { text, findings: matters.into_iter().map(Finding::of_text).collect() }
}

fn arguments(derivation: &Derivation) -> String {
    let arguments = derivation.memory.as_ref().ok().and_then(flink_memory::Memory::jvm_parameters).unwrap_or_default();
    if arguments.is_empty() { arguments } else { arguments + "\n" }
}

fn holds(row: &Row, entry: &Entry) -> bool {
    match &entry.value {
        Value::Text(text) => (row.manner.holds)(&entry.key, text),
        value => (row.manner.holds)(&entry.key, &value.to_string()),
    }
}

/// Collects what there is to say about a text before it is written.
fn tell(matters: &mut Vec<Matter>, row: &Row, request: &Request, derivation: &Derivation) {
    match row.target {
        Target::JvmFlags if arguments(derivation).is_empty() => matters.push(Matter::NoJvmArguments {}),
        Target::JvmFlags => matters.push(Matter::ArgumentsSayLess {}),
        Target::Svg if derivation.memory.is_err() => matters.push(Matter::NothingToDraw {}),
        Target::FlinkDeployment | Target::FlinkDeploymentPatch => {
            if request.process == Process::Local {
                matters.push(Matter::NotForLocalExecution {});
            }
            if !deployment::KNOWN.contains(request.release) {
                matters.push(Matter::UnknownToOperator { release: request.release.to_string() });
            }
        }
        Target::FlinkProperties if STANDARD_YAML.contains(request.release) => {
            let changed = request.configuration.entries().iter().filter(|entry| lines::image_changes(&entry.value.to_string()));
            matters.extend(changed.map(|entry| Matter::ImageChangesValue { key: entry.key.clone(), value: entry.value.to_string() }));
        }
        _ => {}
    }
    let Row { manner, file, .. } = row;
    matters.extend(file_is_read(file, request.release));
    if !row.scopes.contains(&Scope::Set) || row.scopes.len() == 1 {
        return;
    }
    if let Err(error) = &derivation.memory {
        matters.push(refused(request.process, error));
    }
    if row.target == Target::FlinkDeployment {
        // The manifest starts both processes, so it must satisfy both.
        for other in [Process::JobManager, Process::TaskManager].into_iter().filter(|other| *other != request.process) {
            if let Err(error) = derive(&Request { process: other, ..request.clone() }).memory {
                matters.push(refused(other, &error));
            }
        }
    }
    for entry in request.configuration.entries().iter().filter(|entry| !holds(row, entry)) {
        matters.push(Matter::EntryLeftOut { key: entry.key.clone(), value: entry.value.to_string() });
    }
    if !manner.has_environment {
        let left_out = lines::variables(&request.environment);
        matters.extend(left_out.map(|(name, value)| Matter::VariableLeftOut { name: name.to_owned(), value: value.to_owned() }));
    }
    if manner.stands_on_shipped {
        let shipped = shipped(request.release);
        let stays = shipped.entries().iter().filter(|entry| request.configuration.get(&entry.key).is_none());
        matters.extend(stays.map(|entry| Matter::ShippedEntryStays { key: entry.key.clone(), value: entry.value.to_string() }));
    }
    let entries = request.configuration.entries();
    if !manner.is_typed && entries.iter().any(|entry| !matches!(entry.value, Value::Text(_))) {
        let configuration = entries.iter().map(|entry| (entry.key.as_str(), entry.value.to_string())).collect::<Configuration>();
        if differs(request, &Request { configuration, ..request.clone() }) {
            matters.push(Matter::TypesMatter {});
        }
    }
    if manner.is_container && request.deployment != Deployment::Container {
        let contained = Request { deployment: Deployment::Container, ..request.clone() };
        if differs(request, &contained) {
            matters.push(Matter::ContainerMatters {});
        }
    }
}

fn refused(process: Process, error: &flink_memory::FlinkError) -> Matter {
    Matter::WrittenIsRefused { process: words::process(process).to_owned(), message: error.to_string() }
}

/// Whether Flink makes other sizes of one than of the other, or refuses one of them only.
fn differs(one: &Request, other: &Request) -> bool {
    match (derive(one).memory, derive(other).memory) {
        (Ok(one), Ok(other)) => Pool::ALL.into_iter().any(|pool| one.size(pool) != other.size(pool)),
        (one, other) => one.is_ok() != other.is_ok(),
    }
}

/// The releases that read a `config.yaml`, and whose Docker images take the properties apart.
const STANDARD_YAML: Releases = Releases::since(Release::V1_19);

/// The releases that read a `flink-conf.yaml`.
const LINES: Releases = Releases::until(Release::V1_20);

/// What there is to say where a release does not read a file.
fn file_is_read(file: &str, release: Release) -> Option<Matter> {
    let releases = match file {
        "config.yaml" => STANDARD_YAML,
        "flink-conf.yaml" => LINES,
        _ => return None,
    };
    (!releases.contains(release)).then(|| Matter::FileIsNotRead { release: release.to_string(), file: file.to_owned() })
}

#[cfg(test)]
mod laws;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_its_row() {
        assert!(ROWS.iter().map(|row| row.target).eq(Target::ALL));
        for target in Target::ALL {
            assert_eq!(Target::from_id(target.id()), Some(target));
            assert!(!target.scopes().is_empty());
        }
    }
}
