//! A request and its derivation as text: one module per kind of target; here the targets, and what each of them cannot say.

mod config_yaml;
mod convert;
pub(crate) mod deployment;
pub(crate) mod emit;
mod json;
pub(crate) mod lines;
mod markdown;
mod pin;
mod sizes;
mod svg;
pub mod wording;
mod words;
pub(crate) mod yaml_scalar;

use flink_memory::{Deployment, Derivation, Entry, Memory, Pool, Process, Release, Releases, Request, derive, shipped};

pub use convert::convert_flink_conf;

use self::emit::{Item, variables};
use self::wording::{Phrase, Wording, fill};
use crate::finding::{Finding, Matter, Severity};
use crate::load::{LINES_FILE, YAML_FILE, reads_file};

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

impl Row {
    /// Whether the text configures Flink, so that there is a choice between scopes.
    const fn is_configuration(&self) -> bool {
        self.scopes.len() > 1
    }
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

static ROWS: [Row; 11] = [
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
/// Our own words in the text are those of the wording, such as [`wording::ENGLISH`].
pub fn write(target: Target, scope: Scope, request: &Request, derivation: &Derivation, wording: Wording<'_>) -> Written {
    let row = target.row();
    let mut told = Told(Vec::new());
    let mut request = request.clone();
    let mut is_pinned = false;
    if scope == Scope::Pinned && row.is_configuration() {
        match derivation.memory.as_ref().ok().and_then(|memory| pin::pinned(&request, memory)) {
            Some(configuration) => (request.configuration, is_pinned) = (configuration, true),
            None => told.tell(Matter::NotPinned {}),
        }
    }
    let (mut items, mut left_out) = (Vec::new(), Vec::new());
    for entry in request.configuration.entries() {
        let item = Item::new(entry);
        if (row.manner.holds)(item.key, &item.text) { &mut items } else { &mut left_out }.push(item);
    }
    told.by_target(target, &request, derivation, &items);
    if let Some(matter) = file_is_read(row.file, request.release) {
        told.tell(matter);
    }
    if row.is_configuration() {
        told.by_manner(row, &request, derivation, &left_out);
    }

    let mut text = String::new();
    let out = &mut text;
    if row.manner.has_comments {
        if is_pinned {
            let facts = [("release", &*request.release.to_string()), ("process", wording(Phrase::Process(request.process)))];
            emit::comment(out, &fill(wording, Phrase::EveryPool, &facts));
        }
        for Finding { matter, .. } in &told.0 {
            if matter.severity() > Severity::Info {
                emit::comment(out, &words::told(wording, matter));
            }
        }
        // Pinning replaces older keys, of which Flink would warn.
        let mark = wording(Phrase::FlinkWarns);
        let warnings = if is_pinned { words::warnings(&derive(&request), mark) } else { words::warnings(derivation, mark) };
        emit::comment(out, &warnings);
    }
    let request = &request;
    match target {
        Target::ConfigYamlNested => config_yaml::nested(out, &items),
        Target::ConfigYamlFlat => config_yaml::flat(out, &items),
        Target::FlinkConf => lines::flink_conf(out, &items),
        Target::DynamicProperties => lines::dynamic_properties(out, &items),
        Target::FlinkDeployment => deployment::whole(out, request, &items),
        Target::FlinkDeploymentPatch => deployment::patch(out, request, &items),
        Target::FlinkProperties => lines::flink_properties(out, &items, &request.environment),
        Target::JvmFlags => out.push_str(&arguments(derivation)),
        Target::Json => json::json(out, request, derivation, &items),
        Target::Markdown => markdown::markdown(out, request, derivation, &items, wording),
        Target::Svg => svg::svg(out, request, derivation, wording),
    }
    Written { text, findings: told.0 }
}

fn arguments(derivation: &Derivation) -> String {
    let mut arguments = derivation.memory.as_ref().ok().and_then(Memory::jvm_parameters).unwrap_or_default();
    if !arguments.is_empty() {
        arguments.push('\n');
    }
    arguments
}

/// What there is to say about a text.
struct Told(Vec<Finding>);

impl Told {
    fn tell(&mut self, matter: Matter) {
        self.0.push(Finding::of_text(matter));
    }

    fn tell_of(&mut self, matter: fn(String, String) -> Matter, key: &str, value: &str) {
        self.tell(matter(key.to_owned(), value.to_owned()));
    }

    /// Tells of what only some targets have to say.
    fn by_target(&mut self, target: Target, request: &Request, derivation: &Derivation, items: &[Item<'_>]) {
        match target {
            Target::JvmFlags if arguments(derivation).is_empty() => self.tell(Matter::NoJvmArguments {}),
            Target::JvmFlags => self.tell(Matter::ArgumentsSayLess {}),
            Target::Svg if derivation.memory.is_err() => self.tell(Matter::NothingToDraw {}),
            Target::FlinkDeployment | Target::FlinkDeploymentPatch => {
                if request.process == Process::Local {
                    self.tell(Matter::NotForLocalExecution {});
                }
                if !deployment::KNOWN.contains(request.release) {
                    self.tell(Matter::UnknownToOperator { release: request.release.to_string() });
                }
            }
            Target::FlinkProperties if STANDARD_YAML.contains(request.release) => {
                for item in items.iter().filter(|item| lines::image_changes(&item.text)) {
                    self.tell_of(|key, value| Matter::ImageChangesValue { key, value }, item.key, &item.text);
                }
            }
            _ => {}
        }
    }

    /// Tells of what Flink refuses, and of what the format cannot say.
    fn by_manner(&mut self, row: &Row, request: &Request, derivation: &Derivation, left_out: &[Item<'_>]) {
        let manner = &row.manner;
        self.refusal(request.process, derivation);
        if row.target == Target::FlinkDeployment {
            // The manifest starts both processes, so it must satisfy both.
            let mut other = request.clone();
            for process in [Process::JobManager, Process::TaskManager] {
                if process != request.process {
                    other.process = process;
                    self.refusal(process, &derive(&other));
                }
            }
        }
        for item in left_out {
            self.tell_of(|key, value| Matter::EntryLeftOut { key, value }, item.key, &item.text);
        }
        if !manner.has_environment {
            variables(&request.environment, &mut |name, value| {
                self.tell_of(|name, value| Matter::VariableLeftOut { name, value }, name, value);
            });
        }
        if manner.stands_on_shipped {
            for Entry { key, value } in shipped(request.release).entries() {
                if request.configuration.get(key).is_none() {
                    self.tell_of(|key, value| Matter::ShippedEntryStays { key, value }, key, &value.to_string());
                }
            }
        }
        if !manner.is_typed {
            let mut texts = request.clone();
            for Entry { key, value } in request.configuration.entries() {
                texts.configuration.set(key, value.to_string());
            }
            if differs(request, &texts) {
                self.tell(Matter::TypesMatter {});
            }
        }
        if manner.is_container && request.deployment != Deployment::Container {
            let mut contained = request.clone();
            contained.deployment = Deployment::Container;
            if differs(request, &contained) {
                self.tell(Matter::ContainerMatters {});
            }
        }
    }

    /// Tells where Flink refuses what is written.
    fn refusal(&mut self, process: Process, derivation: &Derivation) {
        if let Err(error) = &derivation.memory {
            self.tell_of(|process, message| Matter::WrittenIsRefused { process, message }, process.id(), &error.to_string());
        }
    }
}

/// Whether Flink makes other sizes of one than of the other, or refuses one of them only.
fn differs(one: &Request, other: &Request) -> bool {
    match (derive(one).memory, derive(other).memory) {
        (Ok(one), Ok(other)) => Pool::ALL.into_iter().any(|pool| one.size(pool) != other.size(pool)),
        (one, other) => one.is_ok() != other.is_ok(),
    }
}

/// The releases whose Docker images take the properties apart.
const STANDARD_YAML: Releases = Releases::since(Release::V1_19);

/// What there is to say where a release does not read a file.
fn file_is_read(file: &str, release: Release) -> Option<Matter> {
    let is_unread = [LINES_FILE, YAML_FILE].contains(&file) && !reads_file(release, file);
    is_unread.then(|| Matter::FileIsNotRead { release: release.to_string(), file: file.to_owned() })
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
