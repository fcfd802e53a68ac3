//! The Flink configuration inside of Kubernetes and compose manifests changed: which part of a manifest sets a key, and which part a new
//! key belongs to. How each part is written is for `yaml_file` and `line_file`.

use std::rc::Rc;

use flink_memory::{Release, Value};

use super::embedded::Embedded;
use super::splice::{Splice, apply};
use super::verify::{at_path, is_same_but};
use super::written::{self, Manner};
use super::yaml_file::{self, Site};
use super::{Change, Edited, NotEditable, Reason, documents, line_file, matter};
use crate::finding::Finding;
use crate::yaml::tree::{self, Document, Node, ScalarStyle};

/// The part of a manifest that holds configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    document: usize,
    path: Vec<String>,
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

/// The manifest with a key set, or taken away wherever it is set.
pub(super) fn set(text: &str, release: Release, key: &str, value: Option<&Value>) -> Result<Result<String, Reason>, NotEditable> {
    let documents = documents(text)?;
    let parts = parts(&documents, release);
    if parts.is_empty() {
        return Err(NotEditable::NoConfiguration);
    }
    let knows: Vec<_> = parts.iter().map(|part| part.knows(text, &documents, key)).collect();
    if value.is_some() {
        let set = knows.iter().rposition(Result::is_ok);
        // A deployment says everything; else the first of the parts that know the most of the key.
        let deployment = parts.iter().position(|part| part.kind == Kind::Keys);
        let best = || knows.iter().enumerate().rev().max_by_key(|(_, known)| known.err().flatten()).map(|(index, _)| index);
        let part = set.or(deployment).or_else(best).and_then(|index| parts.get(index));
        return Ok(part.map_or(Err(Reason::NoPlace), |part| part.set(text, &documents, key, value)));
    }
    // What a merge key brings along is not set here and cannot be taken away here.
    if parts.iter().any(|part| part.merges(&documents, key)) {
        return Ok(Err(Reason::Shared));
    }
    let mut text = text.to_owned();
    // From the last to the first, so that no part moves before its turn.
    for (part, known) in parts.iter().zip(&knows).rev() {
        if known.is_ok() {
            let documents = self::documents(&text)?;
            match part.set(&text, &documents, key, None) {
                Ok(changed) => text = changed,
                Err(reason) => return Ok(Err(reason)),
            }
        }
    }
    Ok(Ok(text))
}

/// See [`super::set_flink_version`].
pub(super) fn set_flink_version(text: &str, release: Release) -> Result<Edited, NotEditable> {
    let mut edited = Edited { text: text.to_owned(), findings: Vec::new() };
    let version = Value::Text(["v", &release.to_string().replace('.', "_")].concat());
    let deployments: Vec<_> = parts(&documents(text)?, release).into_iter().filter(|part| part.kind == Kind::Keys).collect();
    if deployments.is_empty() {
        return Err(NotEditable::NoConfiguration);
    }
    let change = Change { key: "flinkVersion".to_owned(), value: Some(version) };
    if release < Release::V1_13 {
        edited.findings.push(Finding::of_text(matter(Reason::NotSayable, &change)));
        return Ok(edited);
    }
    for Part { document, path, .. } in deployments {
        let site = Site { document, path: path.split_last().map_or(&[], |(_, spec)| spec), strings: false };
        let documents = documents(&edited.text)?;
        match yaml_file::set(&edited.text, &documents, site, &change.key, change.value.as_ref()) {
            Ok(splices) => edited.text = apply(&edited.text, &splices),
            Err(reason) => edited.findings.push(Finding::of_text(matter(reason, &change))),
        }
    }
    Ok(edited)
}

impl Part {
    fn node<'t>(&self, documents: &'t [Document]) -> Option<&'t Node> {
        at_path(documents.get(self.document)?.root.as_ref(), &self.path).map(|node| &**node)
    }

    fn site(&self) -> Site<'_> {
        Site { document: self.document, path: &self.path, strings: true }
    }

    /// Whether the key comes by a merge key, which the operator's reader follows.
    fn merges(&self, documents: &[Document], key: &str) -> bool {
        let Some(node) = self.node(documents).filter(|_| self.kind == Kind::Keys) else { return false };
        let bases = node.get("<<").map(|base| match &base.value {
            tree::Value::Sequence(bases) => bases.clone(),
            _ => vec![Rc::clone(base)],
        });
        bases.into_iter().flatten().any(|base| {
            let document = [Document { root: Some(base), start: 0 }];
            yaml_file::knows(&document, Site::WHOLE, key).is_ok()
        })
    }

    /// Whether it sets the key; else how many leading segments of the key it knows, or `None` where a new key does not belong.
    fn knows(&self, text: &str, documents: &[Document], key: &str) -> Result<(), Option<usize>> {
        match self.kind {
            Kind::Keys => yaml_file::knows(documents, self.site(), key).map_err(Some),
            Kind::Memory(own) if own == key => yaml_file::knows(documents, self.site(), "memory").map_err(|_| None),
            Kind::Memory(_) => Err(None),
            Kind::Lines => match line_file::relation(&self.content(text, documents), key) {
                None => Ok(()),
                Some(known) => Err(Some(known)),
            },
            Kind::Yaml => match tree::read(&self.content(text, documents)) {
                Ok(inside) => yaml_file::knows(&inside, Site::WHOLE, key).map_err(Some),
                Err(_) => Err(None),
            },
        }
    }

    /// The file that it holds.
    fn content(&self, text: &str, documents: &[Document]) -> String {
        match self.node(documents) {
            Some(node) if is_block(node) => Embedded::of(text, node).text,
            Some(node) => node.text().unwrap_or_default().to_owned(),
            None => String::new(),
        }
    }

    fn set(&self, text: &str, documents: &[Document], key: &str, value: Option<&Value>) -> Result<String, Reason> {
        let change_file = |content: &str| match self.kind {
            Kind::Yaml => {
                let inside = tree::read(content).map_err(|_| Reason::NoPlace)?;
                yaml_file::set(content, &inside, Site::WHOLE, key, value)
            }
            _ => line_file::set(content, key, value),
        };
        let splices = match self.kind {
            Kind::Keys => yaml_file::set(text, documents, self.site(), key, value)?,
            Kind::Memory(_) => yaml_file::set(text, documents, self.site(), "memory", value)?,
            Kind::Lines | Kind::Yaml => {
                let node = self.node(documents).ok_or(Reason::NoPlace)?;
                let content = self.content(text, documents);
                let inside = change_file(&content)?;
                let changed = apply(&content, &inside);
                let splices: Vec<Splice> = if inside.is_empty() {
                    Vec::new()
                } else if is_block(node) {
                    let embedded = Embedded::of(text, node);
                    inside.iter().map(|splice| embedded.put_back(splice)).collect()
                } else {
                    let manner = Manner { like: ScalarStyle::DoubleQuoted, in_flow: true, strings: true };
                    vec![Splice::new(node.at.clone(), written::value(&Value::Text(changed.clone()), manner))]
                };
                let result = apply(text, &splices);
                if self.holds(documents, &result, &changed) {
                    return Ok(result);
                }
                // Where a deeper line became the first, the block has to say how far it is indented: `|2`.
                let header = node.at.start + 1;
                let mut said = (1..=9).map(|indent| {
                    let header = Splice::new(header..header, indent.to_string());
                    apply(text, &std::iter::once(header).chain(splices.iter().cloned()).collect::<Vec<_>>())
                });
                return said.find(|result| is_block(node) && self.holds(documents, result, &changed)).ok_or(Reason::NoPlace);
            }
        };
        Ok(apply(text, &splices))
    }

    /// Whether the file is in its place and everything else as it was.
    fn holds(&self, documents: &[Document], after: &str, content: &str) -> bool {
        let Ok(after) = tree::read(after) else { return false };
        let is_content = self.node(&after).and_then(Node::text).is_some_and(|text| {
            let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
            lines(text).trim_end() == lines(content).trim_end()
        });
        let is_rest = documents.len() == after.len()
            && documents.iter().zip(&after).enumerate().all(|(index, (one, other))| {
                let path = if index == self.document { self.path.as_slice() } else { &[] };
                let inside = |one: Option<&Rc<Node>>, other: Option<&Rc<Node>>| match (one, other) {
                    (Some(one), Some(other)) => index == self.document || super::verify::is_same(one, other),
                    (one, other) => one.is_none() && other.is_none(),
                };
                is_same_but(one.root.as_ref(), other.root.as_ref(), path, &inside)
            });
        is_content && is_rest
    }
}

/// Whether it is a part of a `FlinkDeployment` without its kind, to be merged into one.
fn is_patch(node: &Node) -> bool {
    let has_field = |spec: &Rc<Node>| PATCHES.iter().any(|key| spec.get(key).is_some());
    node.get("services").is_none() && node.get("spec").is_some_and(has_field)
}

fn is_block(node: &Node) -> bool {
    matches!(node.value, tree::Value::Scalar { style: ScalarStyle::Literal, .. })
}

/// The parts of a manifest that set what Flink reads, in the order in which they count. Of several deployments the first counts.
fn parts(documents: &[Document], release: Release) -> Vec<Part> {
    let mut collector = Collector { document: 0, release, has_cluster: false, parts: Vec::new() };
    for (document, root) in documents.iter().enumerate() {
        if let Some(root) = &root.root {
            collector.document = document;
            collector.visit(root, &mut Vec::new());
        }
    }
    collector.parts
}

struct Collector {
    document: usize,
    release: Release,
    has_cluster: bool,
    parts: Vec<Part>,
}

/// What a part of a `FlinkDeployment` without a kind is known by.
const PATCHES: [&str; 4] = ["flinkConfiguration", "flinkVersion", "taskManager", "jobManager"];

/// The variable of Flink's images whose lines are appended to the configuration.
const PROPERTIES: &str = "FLINK_PROPERTIES";

impl Collector {
    fn part(&self, path: &[String], steps: &[&str], kind: Kind) -> Part {
        let path = path.iter().cloned().chain(steps.iter().map(|&step| step.to_owned())).collect();
        Part { document: self.document, path, kind }
    }

    fn visit(&mut self, node: &Node, path: &mut Vec<String>) {
        if node.alias {
            return;
        }
        match &node.value {
            tree::Value::Scalar { text, .. } => {
                if text.trim_start().strip_prefix(PROPERTIES).is_some_and(|rest| rest.starts_with('=')) {
                    self.parts.push(self.part(path, &[], Kind::Lines));
                }
            }
            tree::Value::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    path.push(index.to_string());
                    self.visit(item, path);
                    path.pop();
                }
            }
            tree::Value::Mapping(entries) => {
                match node.get("kind").and_then(|kind| kind.text()) {
                    Some("FlinkDeployment") => return self.deployment(node, path, &["spec"]),
                    Some("FlinkBlueGreenDeployment") => return self.deployment(node, path, &["spec", "template", "spec"]),
                    Some("FlinkSessionJob") => return,
                    Some("ConfigMap") => self.config_map(node, path),
                    None if path.is_empty() && is_patch(node) => return self.deployment(node, path, &["spec"]),
                    _ => {}
                }
                let is_variable = node.get("name").and_then(|name| name.text()) == Some(PROPERTIES);
                for (name, value) in entries {
                    let Some(name) = name.text() else { continue };
                    if value.text().is_some() && !value.alias && (name == PROPERTIES || (is_variable && name == "value")) {
                        self.parts.push(self.part(path, &[name], Kind::Lines));
                    }
                    path.push(name.to_owned());
                    self.visit(value, path);
                    path.pop();
                }
            }
        }
    }

    fn deployment(&mut self, node: &Node, path: &[String], steps: &[&str]) {
        let spec = steps.iter().try_fold(node, |node, step| node.get(step).filter(|next| !next.alias).map(|next| &**next));
        let Some(spec) = spec.filter(|spec| !self.has_cluster && spec.entries().is_some()) else { return };
        self.has_cluster = true;
        let part = |collector: &Collector, below: &[&str], kind| collector.part(path, &[steps, below].concat(), kind);
        self.parts.push(part(self, &["flinkConfiguration"], Kind::Keys));
        for (process, key) in [("jobManager", "jobmanager.memory.process.size"), ("taskManager", "taskmanager.memory.process.size")] {
            // The operator takes `resources` where it asks for anything, its request before its limit, and else `resource`.
            let Some(process_spec) = spec.get(process) else { continue };
            let asked = |field: &str| process_spec.get("resources").and_then(|resources| resources.get(field));
            let is_asked = |field| asked(field).and_then(|asked| asked.entries()).is_some_and(|entries| !entries.is_empty());
            let has_memory = |field| asked(field).and_then(|asked| asked.get("memory")).is_some_and(|memory| !memory.is_null());
            let below: &[&str] = match (is_asked("requests"), is_asked("limits")) {
                (false, false) => &[process, "resource"],
                (true, _) if has_memory("requests") => &[process, "resources", "requests"],
                _ => &[process, "resources", "limits"],
            };
            self.parts.push(part(self, below, Kind::Memory(key)));
        }
    }

    /// 1.19 and 1.20 read a `flink-conf.yaml` where there is one, later releases only a `config.yaml`, earlier ones none.
    fn config_map(&mut self, node: &Node, path: &[String]) {
        let has = |file: &str| node.get("data").and_then(|data| data.get(file)).is_some_and(|file| file.text().is_some() && !file.alias);
        let (lines, yaml) = (has("flink-conf.yaml"), has("config.yaml"));
        if yaml && (!lines || self.release >= Release::V2_0) {
            self.parts.push(self.part(path, &["data", "config.yaml"], Kind::Yaml));
        } else if lines {
            self.parts.push(self.part(path, &["data", "flink-conf.yaml"], Kind::Lines));
        }
    }
}
