//! YAML that describes containers: `FlinkDeployment` and `FlinkSessionJob` of the Kubernetes operator, `ConfigMap`s, pods, compose files.

mod container;
mod operator;
mod quantity;

use std::ops::Range;
use std::rc::Rc;

use flink_memory::{Deployment, Release, Releases};

use crate::embedded::Embedded;
use crate::finding::{Finding, Matter};
use crate::format::Format;
use crate::place::{Lines, Place, lines};
use crate::reading::{Base, ReadEntry, Reading};
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
                let roots = documents.into_iter().filter_map(|document| document.root);
                manifests.extend(roots.flat_map(listed).map(|root| Manifest { text, start: range.start, root }));
            }
            Err(error) => {
                let place = lines.place(range.start + error.at);
                reading.findings.push(Finding::at(place, Matter::NotYaml { reason: error.message }));
            }
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
    reading.findings.sort_by_key(|finding| finding.place);
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
        let place = self.place(manifest, node);
        self.reading.findings.push(Finding::at(place, matter));
    }

    fn set(&mut self, manifest: &Manifest<'_>, key_node: &Node, key: &str, value: &str, value_node: Option<&Node>) {
        let place = self.place(manifest, key_node);
        let value_at = value_node.map(|node| manifest.at(node));
        self.reading.entries.push(ReadEntry { key: key.to_owned(), value: value.into(), place, value_at });
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
        let is_marker = line.strip_prefix("---").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
        if is_marker && !is_empty {
            found.push(start..range.start);
            start = range.start;
        }
        let line = line.trim_start_matches('\u{feff}');
        is_empty = (is_empty && !is_marker) && (line.trim().is_empty() || line.starts_with(['#', '%']));
    }
    found.push(start..source.len());
    found
}

/// The items of a `kind: List`, or the document itself.
fn listed(root: Rc<Node>) -> Vec<Rc<Node>> {
    let is_list = get(&root, "kind").and_then(text).is_some_and(|kind| kind == "List");
    match get(&root, "items") {
        Some(list) if is_list => items(list).to_vec(),
        _ => vec![root],
    }
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
    let of = |path: &[&str], kind: fn(&Node) -> Kind<'_>| under(root, path).map_or(Kind::Other, kind);
    match get(root, "kind").and_then(text) {
        Some("FlinkDeployment") => of(&["spec"], |spec| Kind::Cluster { spec, is_patch: false }),
        Some("FlinkBlueGreenDeployment") => of(&["spec", "template", "spec"], |spec| Kind::Cluster { spec, is_patch: false }),
        Some("FlinkSessionJob") => of(&["spec"], |spec| Kind::SessionJob { spec }),
        Some("ConfigMap") => of(&["data"], |data| Kind::ConfigMap { data }),
        Some(_) => {
            let containers = PODS.iter().find_map(|path| under(root, path));
            containers
                .map_or(Kind::Other, |containers| Kind::Containers(items(containers).iter().map(|item| Container::of_pod(item)).collect()))
        }
        None => match (get(root, "services"), get(root, "spec")) {
            (Some(services), _) => Kind::Containers(pairs(services).iter().map(|(_, service)| Container::of_compose(service)).collect()),
            (None, Some(spec)) if PATCHES.iter().any(|key| get(spec, key).is_some()) => Kind::Cluster { spec, is_patch: true },
            _ => Kind::Other,
        },
    }
}

/// Where the containers of pods stand in the kinds that have them.
const PODS: [&[&str]; 3] = [
    &["spec", "template", "spec", "containers"],
    &["spec", "containers"],
    &["spec", "jobTemplate", "spec", "template", "spec", "containers"],
];

/// What a part of a `FlinkDeployment` is known by.
const PATCHES: [&str; 4] = ["flinkConfiguration", "flinkVersion", "taskManager", "jobManager"];

fn name_release(manifest: &Manifest<'_>, sink: &mut Sink<'_>) {
    let named = match kind(&manifest.root) {
        Kind::Cluster { spec, .. } => vec![operator::release(spec), container::release_of(get(spec, "image"))],
        Kind::Containers(containers) => containers.iter().map(|container| container::release_of(container.image)).collect(),
        Kind::SessionJob { .. } | Kind::ConfigMap { .. } | Kind::Other => Vec::new(),
    };
    for (node, release) in named.into_iter().flatten() {
        match (release, sink.reading.release) {
            (None, _) => {
                let version = text(node).unwrap_or_default().to_owned();
                sink.note(manifest, node, Matter::UnknownRelease { version });
            }
            (Some(release), None) => sink.reading.release = Some(release),
            (Some(other), Some(taken)) if other != taken => {
                sink.note(manifest, node, Matter::VersionsDiffer { taken: taken.to_string(), other: other.to_string() });
            }
            (Some(_), Some(_)) => {}
        }
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
    let found = FILES.iter().filter_map(|file| {
        let (key, node) = pair(data, file.name)?;
        Some((file, key, manifest.embedded(node)?))
    });
    let found: Vec<_> = found.collect();
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
