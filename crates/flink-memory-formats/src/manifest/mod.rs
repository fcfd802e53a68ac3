//! YAML that describes containers: `FlinkDeployment` and `FlinkSessionJob` of the Kubernetes operator, `ConfigMap`s, pods, compose files.

mod container;
mod operator;

use std::ops::Range;
use std::rc::Rc;

use flink_memory::{Deployment, Release, Releases};

use crate::embedded::Embedded;
use crate::finding::Matter;
use crate::format::Format;
use crate::order::sort_findings;
use crate::pieces::first;
use crate::place::{Lines, Place, lines};
use crate::reading::{Base, Reading};
use crate::yaml::look::{get, items, pair, pairs, text, under};
use crate::yaml::tree::{self, Node};
use container::Container;

/// Reads manifests: any number of YAML documents, whatever else they describe.
///
/// The first `FlinkDeployment` decides; further ones are named and left out. Whatever is not about Flink is skipped in silence.
pub(crate) fn read(source: &str, release: Release) -> Reading {
    let lines = Lines::of(source);
    let mut reading = Reading::new(Format::Manifest, Base::Current);
    let mut manifests = Vec::new();
    for range in documents(source) {
        let Some(text) = source.get(range.clone()) else { continue };
        match tree::read(text) {
            Ok(documents) => {
                for root in documents.into_iter().filter_map(|document| document.root) {
                    let mut add = |root| manifests.push(Manifest { text, start: range.start, root });
                    // A `kind: List` holds others.
                    let is_list = get(&root, "kind").and_then(self::text) == Some("List");
                    match get(&root, "items") {
                        Some(list) if is_list => items(list).iter().cloned().for_each(add),
                        _ => add(root),
                    }
                }
            }
            Err(error) => reading.note(lines.place(range.start + error.at), Matter::NotYaml { reason: error.message }),
        }
    }
    let mut sink = Sink { lines, reading, release, has_cluster: false, has_both: false, containers: Vec::new(), values_left: MOST_VALUES };
    // Which release it is may stand behind what is read by its rules.
    for manifest in &manifests {
        name_release(manifest, &mut sink);
    }
    sink.release = sink.reading.release.unwrap_or(release);
    for manifest in &manifests {
        match kind(&manifest.root) {
            Kind::Cluster { spec, is_patch } => operator::read_cluster(manifest, spec, is_patch, &mut sink),
            Kind::SessionJob { spec } => operator::read_session_job(manifest, spec, &mut sink),
            Kind::ConfigMap { data } => read_config_map(manifest, data, &mut sink),
            Kind::Containers(containers) => container::read(manifest, &containers, &mut sink),
            Kind::Other => {}
        }
    }
    let Sink { mut reading, containers, .. } = sink;
    container::note_conflicts(&containers, &mut reading);
    sort_findings(&mut reading.findings);
    reading
}

/// The most values of one text that are flattened, so that aliases in many documents cannot blow up.
const MOST_VALUES: usize = 1 << 16;

/// A document: what it was read from, where that begins in the whole text, and its value.
struct Manifest<'a> {
    text: &'a str,
    start: usize,
    root: Rc<Node>,
}

impl Manifest<'_> {
    fn at(&self, node: &Node) -> Range<usize> {
        self.start + node.at.start..self.start + node.at.end
    }

    fn embedded(&self, node: &Node) -> Option<Embedded> {
        Embedded::of_scalar(node, self.text, self.start)
    }
}

/// What is read so far.
struct Sink<'a> {
    lines: Lines<'a>,
    reading: Reading,
    /// The release whose rules count.
    release: Release,
    /// Whether a `FlinkDeployment` was read.
    has_cluster: bool,
    /// Whether containers of both processes were read.
    has_both: bool,
    /// The entries of each container.
    containers: Vec<Range<usize>>,
    /// How many values may still be flattened.
    values_left: usize,
}

impl Sink<'_> {
    fn place(&self, manifest: &Manifest<'_>, node: &Node) -> Place {
        self.lines.place(manifest.start + node.at.start)
    }

    fn note(&mut self, manifest: &Manifest<'_>, node: &Node, matter: Matter) {
        self.reading.note(self.place(manifest, node), matter);
    }

    fn set(&mut self, manifest: &Manifest<'_>, key_node: &Node, key: &str, value: &str, value_node: Option<&Node>) {
        let place = self.place(manifest, key_node);
        self.reading.set(key, value.into(), place, value_node.map(|node| manifest.at(node)));
    }

    /// Takes the release that a node names. The first one counts; one that is not known here, or another one, is noted.
    fn name_release(&mut self, manifest: &Manifest<'_>, named: Option<(&Node, Option<Release>)>) {
        let Some((node, release)) = named else { return };
        let matter = match (release, self.reading.release) {
            (None, _) => Matter::UnknownRelease { version: text(node).unwrap_or_default().to_owned() },
            (Some(other), Some(taken)) if other != taken => Matter::VersionsDiffer { taken: taken.to_string(), other: other.to_string() },
            (Some(_), _) => {
                self.reading.release = release;
                return;
            }
        };
        self.note(manifest, node, matter);
    }

    /// The text is a whole configuration.
    fn is_whole(&mut self) {
        self.reading.base = Base::Nothing;
    }

    /// The text adds to the configuration that the release ships, unless it holds a whole one, too.
    fn is_appended(&mut self) {
        if self.reading.base == Base::Current {
            self.reading.base = Base::Shipped;
        }
    }
}

/// The documents of a text, each from its `---` on. They are parsed one by one, so that a broken one does not take the others along.
fn documents(source: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    // Comments and directives above the first `---` belong to the document below.
    let mut is_empty = true;
    for (range, line) in lines(source) {
        let is_marker = line.strip_prefix("---").is_some_and(|rest| matches!(first(rest), 0 | b' ' | b'\t'));
        if is_marker && !is_empty {
            found.push(start..range.start);
            start = range.start;
        }
        let line = line.trim_start_matches('\u{feff}');
        is_empty = (is_empty && !is_marker) && (line.trim().is_empty() || matches!(first(line), b'#' | b'%'));
    }
    found.push(start..source.len());
    found
}

/// What a document describes.
enum Kind<'a> {
    /// A `FlinkDeployment`, or a part of one.
    Cluster {
        spec: &'a Node,
        is_patch: bool,
    },
    SessionJob {
        spec: &'a Node,
    },
    ConfigMap {
        data: &'a Node,
    },
    Containers(Vec<Container<'a>>),
    Other,
}

fn kind(root: &Node) -> Kind<'_> {
    let mut containers = Vec::new();
    let spec = get(root, "spec");
    match (get(root, "kind").and_then(text), spec, get(root, "services")) {
        (Some("FlinkDeployment"), Some(spec), _) => return Kind::Cluster { spec, is_patch: false },
        (Some("FlinkBlueGreenDeployment"), Some(spec), _) => {
            return under(spec, &["template", "spec"]).map_or(Kind::Other, |spec| Kind::Cluster { spec, is_patch: false });
        }
        (Some("FlinkSessionJob"), Some(spec), _) => return Kind::SessionJob { spec },
        (Some("ConfigMap"), ..) => return get(root, "data").map_or(Kind::Other, |data| Kind::ConfigMap { data }),
        (Some(_), Some(spec), _) => {
            for pod in PODS.iter().find_map(|path| under(spec, path)).map(items).unwrap_or_default() {
                containers.push(Container::of_pod(pod));
            }
        }
        (None, _, Some(services)) => {
            for (_, service) in pairs(services) {
                containers.push(Container::of_compose(service));
            }
        }
        (None, Some(spec), None) if PATCHES.iter().any(|key| get(spec, key).is_some()) => return Kind::Cluster { spec, is_patch: true },
        _ => {}
    }
    if containers.is_empty() { Kind::Other } else { Kind::Containers(containers) }
}

/// Where the containers of pods stand in the `spec` of the kinds that have them.
const PODS: [&[&str]; 3] =
    [&["template", "spec", "containers"], &["containers"], &["jobTemplate", "spec", "template", "spec", "containers"]];

/// What a part of a `FlinkDeployment` is known by.
pub(crate) const PATCHES: [&str; 4] = ["flinkConfiguration", "flinkVersion", "taskManager", "jobManager"];

fn name_release(manifest: &Manifest<'_>, sink: &mut Sink<'_>) {
    match kind(&manifest.root) {
        Kind::Cluster { spec, .. } => {
            sink.name_release(manifest, operator::release(spec));
            sink.name_release(manifest, container::release_of(get(spec, "image")));
        }
        Kind::Containers(containers) => {
            for container in containers {
                sink.name_release(manifest, container::release_of(container.image));
            }
        }
        Kind::SessionJob { .. } | Kind::ConfigMap { .. } | Kind::Other => {}
    }
}

/// A file that Flink reads.
struct File {
    name: &'static str,
    releases: Releases,
    read: fn(&str, Release) -> Reading,
}

/// Where a release reads either, the first one counts.
///
/// Source: `GlobalConfiguration.loadConfiguration`.
const FILES: [File; 2] = [
    File { name: "flink-conf.yaml", releases: Releases::until(Release::V1_20), read: crate::flink_conf::read },
    File { name: "config.yaml", releases: Releases::since(Release::V1_19), read: crate::config_yaml::read },
];

fn read_config_map(manifest: &Manifest<'_>, data: &Node, sink: &mut Sink<'_>) {
    let release = sink.release;
    let mut found = Vec::new();
    for file in &FILES {
        if let Some((key, node)) = pair(data, file.name)
            && let Some(embedded) = manifest.embedded(node)
        {
            found.push((file, key, embedded));
        }
    }
    let counting = found.iter().position(|(file, ..)| file.releases.contains(release)).unwrap_or(0);
    for (index, (file, key, embedded)) in found.iter().enumerate() {
        let (name, named) = (file.name.to_owned(), release.to_string());
        if index != counting {
            sink.note(manifest, key, Matter::FileIgnored { file: name, release: named });
            continue;
        }
        if !file.releases.contains(release) {
            sink.note(manifest, key, Matter::FileOfOtherReleases { file: name, release: named });
        }
        embedded.take_over((file.read)(&embedded.text, release), &sink.lines, &mut sink.reading);
        sink.is_whole();
    }
    container::read_variables(manifest, data, sink);
}

/// How the operator starts Flink: by Flink's own Kubernetes client, unless the manifest says `mode: standalone`.
fn operator_deployment(spec: &Node) -> Deployment {
    let is_standalone = get(spec, "mode").and_then(text) == Some("standalone");
    if is_standalone { Deployment::Standalone } else { Deployment::Container }
}
