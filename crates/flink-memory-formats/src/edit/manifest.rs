//! The Flink configuration inside of Kubernetes and compose manifests changed: which part of a manifest sets a key, and which part a new
//! key belongs to. How each part is written is for `yaml_file` and `line_file`.

use flink_memory::Release;

use super::embedded::outside;
use super::splice::Splice;
use super::verify::{Site, first_way, follow, outline, walk};
use super::written::{self, Manner};
use super::{Change, Reason, Step, line_file, read, yaml_file};
use crate::embedded::Embedded;
use crate::manifest::PATCHES;
use crate::write::deployment::{KNOWN, PARTS, Part as PodSpec};
use crate::yaml::look::{get, is_null, merged, pairs, under};
use crate::yaml::tree::{self, Document, Node, ScalarStyle};

/// The part of a manifest that holds configuration.
#[derive(Debug)]
struct Part {
    path: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A mapping of Flink's keys to text: `spec.flinkConfiguration`.
    Keys,
    /// A mapping whose `memory` is the value of one of Flink's keys, whatever [`Kind::Keys`] says.
    Memory(&'static str),
    /// A `flink-conf.yaml`, or lines like it.
    Lines,
    /// A `config.yaml`.
    Yaml,
}

/// Stands for a field of the deployment itself, as if it were a key of Flink's.
pub(super) const VERSION: &str = "spec.flinkVersion";

/// The step towards a change in the part that is to make it.
pub(super) fn step(text: &str, release: Release, change: &Change) -> Step {
    let documents = read(text);
    let parts = parts(&documents, release);
    let deployment = parts.iter().find(|part| part.kind == Kind::Keys);
    if change.key == VERSION {
        let (path, _) = deployment.and_then(|part| part.site().above()).ok_or(Reason::NoConfiguration)?;
        if !KNOWN.contains(release) {
            return Err(Reason::NotSayable);
        }
        return yaml_file::step(text, &documents, &Site { path, strings: false }, &change.of_field("flinkVersion"));
    }
    let mut setting = None;
    // The first of the parts that know the most of the key.
    let mut best = parts.first().ok_or(Reason::NoConfiguration)?;
    let mut most = None;
    for part in &parts {
        match part.knows(&documents, &change.key) {
            Ok(()) => setting = Some(part),
            Err(known) if known > most => (most, best) = (known, part),
            Err(_) => {}
        }
    }
    if change.value.is_some() {
        // A deployment says everything.
        best = deployment.unwrap_or(best);
    } else if parts.iter().any(|part| part.merges(&documents, &change.key)) {
        // What a merge key brings along is not set here and cannot be taken away here.
        return Err(Reason::Shared);
    } else if setting.is_none() {
        return Ok(None);
    }
    setting.unwrap_or(best).step(text, &documents, change)
}

impl Part {
    fn site(&self) -> Site<'_> {
        Site { path: &self.path, strings: true }
    }

    /// Whether the key comes by a merge key, which the operator's reader follows.
    fn merges(&self, documents: &[Document], key: &str) -> bool {
        let node = self.site().node(documents).filter(|_| self.kind == Kind::Keys);
        node.is_some_and(|node| merged(node).into_iter().any(|base| yaml_file::sets(base, key)))
    }

    /// Whether it sets the key; else how much of the key it knows, or `None` where a new key does not belong.
    fn knows(&self, documents: &[Document], key: &str) -> Result<(), Option<usize>> {
        let site = self.site();
        let file = || site.node(documents).and_then(Node::text).unwrap_or_default();
        match self.kind {
            Kind::Keys => yaml_file::knows(documents, &site, key).map_err(Some),
            Kind::Memory(own) if own == key => yaml_file::knows(documents, &site, "memory").map_err(|_| None),
            Kind::Memory(_) => Err(None),
            Kind::Lines => line_file::relation(file(), key).map_or(Ok(()), |known| Err(Some(known))),
            Kind::Yaml => tree::read(file()).map_or(Err(None), |inside| yaml_file::knows(&inside, &Site::WHOLE, key).map_err(Some)),
        }
    }

    fn step(&self, text: &str, documents: &[Document], change: &Change) -> Step {
        let site = self.site();
        match self.kind {
            Kind::Keys => return yaml_file::step(text, documents, &site, change),
            Kind::Memory(_) => return yaml_file::step(text, documents, &site, &change.of_field("memory")),
            Kind::Lines | Kind::Yaml => {}
        }
        let node = site.node(documents).ok_or(Reason::NoPlace)?;
        let file = Embedded::of_scalar(node, text, 0).ok_or(Reason::NoPlace)?;
        let inner = if self.kind == Kind::Lines {
            line_file::step(&file.text, change)?
        } else {
            yaml_file::step(&file.text, &read(&file.text), &Site::WHOLE, change)?
        };
        let Some(inner) = inner else { return Ok(None) };
        let changed = inner.apply(&file.text);
        let mut ways = Vec::new();
        if let tree::Value::Scalar { style: ScalarStyle::Literal, .. } = &node.value {
            let lines = outside(text, node, &file, &inner);
            // Where a deeper line became the first, the block has to say how far it is indented: `|2`.
            for indent in INDENTS {
                let header = node.at.start + 1;
                ways.push(Splice::new(header..header, indent).join(text, &lines));
            }
        } else {
            let manner = Manner { like: ScalarStyle::DoubleQuoted, in_flow: true, strings: true };
            ways.push(Splice::new(node.at.clone(), written::scalar(&changed, manner)));
        }
        // The file is in its place and everything else as it was.
        let before = outline(documents, &site, None);
        let way = first_way(text, ways, &|after| {
            let written = site.node(after).and_then(Node::text).unwrap_or_default();
            written.trim_end() == changed.trim_end() && outline(after, &site, None) == before
        });
        way.ok_or(Reason::NoPlace).map(Some)
    }
}

/// What the header of a block may say of its indentation: nothing, or how far it goes.
static INDENTS: [&str; 10] = ["", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// Whether it is a part of a `FlinkDeployment` without its kind, to be merged into one.
fn is_patch(node: &Node) -> bool {
    node.get("services").is_none() && node.get("spec").is_some_and(|spec| PATCHES.iter().any(|key| spec.get(key).is_some()))
}

/// The parts of a manifest that set what Flink reads, in the order in which they count. Of several deployments the first counts.
fn parts(documents: &[Document], release: Release) -> Vec<Part> {
    let mut collector = Collector { release, has_cluster: false, parts: Vec::new() };
    walk(documents, &mut |node, path| collector.visit(node, path));
    collector.parts
}

struct Collector {
    release: Release,
    has_cluster: bool,
    parts: Vec<Part>,
}

/// The variable of Flink's images whose lines are appended to the configuration.
const PROPERTIES: &str = "FLINK_PROPERTIES";

impl Collector {
    fn part(&mut self, path: &[&str], kind: Kind) {
        self.parts.push(Part { path: path.concat(), kind });
    }

    /// Takes what a value is a part of; whether the parts inside are to be looked at.
    fn visit(&mut self, node: &Node, path: &str) -> bool {
        let text_of = |key| node.get(key).filter(|value| !value.alias).and_then(|value| value.text());
        match text_of("kind") {
            _ if node.alias => return false,
            Some("FlinkDeployment") => return self.deployment(node, path, "\nspec"),
            Some("FlinkBlueGreenDeployment") => return self.deployment(node, path, "\nspec\ntemplate\nspec"),
            Some("FlinkSessionJob") => return false,
            // 1.19 and 1.20 read a `flink-conf.yaml` where there is one, later releases only a `config.yaml`, earlier ones none.
            Some("ConfigMap") => {
                let has = |file| follow(node, file).is_some_and(|file| file.text().is_some());
                let (lines, yaml) = ("\ndata\nflink-conf.yaml", "\ndata\nconfig.yaml");
                if has(yaml) && (!has(lines) || self.release >= Release::V2_0) {
                    self.part(&[path, yaml], Kind::Yaml);
                } else if has(lines) {
                    self.part(&[path, lines], Kind::Lines);
                }
            }
            None if !path.contains('\n') && is_patch(node) => return self.deployment(node, path, "\nspec"),
            _ => {}
        }
        let value = if text_of("name") == Some(PROPERTIES) { "value" } else { PROPERTIES };
        if text_of(value).is_some() {
            self.part(&[path, "\n", value], Kind::Lines);
        }
        if node.text().and_then(|text| text.trim_start().strip_prefix(PROPERTIES)).is_some_and(|rest| rest.starts_with('=')) {
            self.part(&[path], Kind::Lines);
        }
        true
    }

    fn deployment(&mut self, node: &Node, path: &str, way: &str) -> bool {
        let spec = follow(node, way).filter(|spec| spec.entries().is_some() && !self.has_cluster);
        let Some(spec) = spec else { return false };
        self.has_cluster = true;
        self.part(&[path, way, "\nflinkConfiguration"], Kind::Keys);
        for PodSpec { name, memory, .. } in &PARTS {
            // The operator takes `resources` where it asks for anything, its request before its limit, and else `resource`.
            let Some(process_spec) = get(spec, name) else { continue };
            let asked = |field| under(process_spec, &["resources", field]).filter(|asked| !pairs(asked).is_empty());
            let below = match (asked("requests"), asked("limits")) {
                (None, None) => "\nresource",
                (Some(requests), _) if get(requests, "memory").is_some_and(|memory| !is_null(memory)) => "\nresources\nrequests",
                _ => "\nresources\nlimits",
            };
            self.part(&[path, way, "\n", name, below], Kind::Memory(memory));
        }
        false
    }
}
