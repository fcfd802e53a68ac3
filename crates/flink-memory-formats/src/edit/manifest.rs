//! The Flink configuration inside of Kubernetes and compose manifests changed: which part of a manifest sets a key, and which part a new
//! key belongs to. How each part is written is for `yaml_file` and `line_file`.

use std::rc::Rc;
use std::slice;

use flink_memory::{Release, Value};

use super::embedded::Embedded;
use super::splice::{Splice, apply};
use super::verify::{Site, Step, outline};
use super::written::{self, Manner};
use super::{Change, Edited, NotEditable, Reason, documents, line_file, yaml_file};
use crate::place::lines;
use crate::yaml::tree::{self, Document, Node, ScalarStyle};

/// The part of a manifest that holds configuration.
#[derive(Debug)]
struct Part<'t> {
    document: usize,
    path: Vec<Step<'t>>,
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
    let mut setting: Vec<&Part<'_>> = Vec::new();
    // The first of the parts that know the most of the key.
    let Some(mut best) = parts.first() else { return Err(NotEditable::NoConfiguration) };
    let mut most = None;
    for part in &parts {
        match part.knows(text, &documents, key) {
            Ok(()) => setting.push(part),
            Err(known) if known > most => (most, best) = (known, part),
            Err(_) => {}
        }
    }
    if value.is_some() {
        // A deployment says everything.
        let deployment = || parts.iter().find(|part| part.kind == Kind::Keys);
        let part = setting.last().copied().or_else(deployment).unwrap_or(best);
        return Ok(part.set(text, &documents, key, value));
    }
    // What a merge key brings along is not set here and cannot be taken away here.
    if parts.iter().any(|part| part.merges(&documents, key)) {
        return Ok(Err(Reason::Shared));
    }
    let mut text = text.to_owned();
    // From the last to the first, so that no part moves before its turn.
    for part in setting.iter().rev() {
        match part.set(&text, &self::documents(&text)?, key, None) {
            Ok(changed) => text = changed,
            failed => return Ok(failed),
        }
    }
    Ok(Ok(text))
}

/// See [`super::set_flink_version`].
pub(super) fn set_flink_version(text: &str, release: Release) -> Result<Edited, NotEditable> {
    let mut edited = Edited { text: text.to_owned(), findings: Vec::new() };
    let version = Value::Text(["v", &release.to_string().replace('.', "_")].concat());
    let change = Change { key: "flinkVersion".to_owned(), value: Some(version) };
    let documents = documents(text)?;
    let mut has_deployment = false;
    for Part { document, path, .. } in parts(&documents, release).iter().filter(|part| part.kind == Kind::Keys) {
        has_deployment = true;
        if release < Release::V1_13 {
            edited.take(Err(Reason::NotSayable), &change);
            break;
        }
        let site = Site { document: *document, path: path.split_last().map_or(&[], |(_, spec)| spec), strings: false };
        let splices = yaml_file::set(&edited.text, &self::documents(&edited.text)?, site, &change.key, change.value.as_ref());
        edited.take(splices.map(|splices| apply(&edited.text, &splices)), &change);
    }
    if has_deployment { Ok(edited) } else { Err(NotEditable::NoConfiguration) }
}

impl Part<'_> {
    fn site(&self) -> Site<'_> {
        Site { document: self.document, path: &self.path, strings: true }
    }

    /// Whether the key comes by a merge key, which the operator's reader follows.
    fn merges(&self, documents: &[Document], key: &str) -> bool {
        let Some(node) = self.site().node(documents).filter(|_| self.kind == Kind::Keys) else { return false };
        let Some(base) = node.get("<<") else { return false };
        let bases = if let tree::Value::Sequence(bases) = &base.value { bases } else { slice::from_ref(base) };
        bases.iter().any(|base| {
            let document = Document { root: Some(Rc::clone(base)), start: 0 };
            yaml_file::knows(slice::from_ref(&document), Site::WHOLE, key).is_ok()
        })
    }

    /// Whether it sets the key; else how many leading segments of the key it knows, or `None` where a new key does not belong.
    fn knows(&self, text: &str, documents: &[Document], key: &str) -> Result<(), Option<usize>> {
        let file = || self.site().node(documents).map(|node| Embedded::of(text, node)).unwrap_or_default().text;
        match self.kind {
            Kind::Keys => yaml_file::knows(documents, self.site(), key).map_err(Some),
            Kind::Memory(own) if own == key => yaml_file::knows(documents, self.site(), "memory").map_err(|_| None),
            Kind::Memory(_) => Err(None),
            Kind::Lines => line_file::relation(&file(), key).map_or(Ok(()), |known| Err(Some(known))),
            Kind::Yaml => tree::read(&file()).map_or(Err(None), |inside| yaml_file::knows(&inside, Site::WHOLE, key).map_err(Some)),
        }
    }

    fn set(&self, text: &str, documents: &[Document], key: &str, value: Option<&Value>) -> Result<String, Reason> {
        let key = if let Kind::Memory(_) = self.kind { "memory" } else { key };
        if let Kind::Keys | Kind::Memory(_) = self.kind {
            return yaml_file::set(text, documents, self.site(), key, value).map(|splices| apply(text, &splices));
        }
        let node = self.site().node(documents).ok_or(Reason::NoPlace)?;
        let file = Embedded::of(text, node);
        let mut splices = if self.kind == Kind::Yaml {
            let inside = tree::read(&file.text).map_err(|_| Reason::NoPlace)?;
            yaml_file::set(&file.text, &inside, Site::WHOLE, key, value)?
        } else {
            line_file::set(&file.text, key, value)?
        };
        let changed = apply(&file.text, &splices);
        if is_block(node) {
            splices = splices.iter().map(|splice| file.put_back(splice)).collect();
        } else if !splices.is_empty() {
            let manner = Manner { like: ScalarStyle::DoubleQuoted, in_flow: true, strings: true };
            splices = vec![Splice { at: node.at.clone(), text: written::scalar(&changed, manner) }];
        }
        // Where a deeper line became the first, the block has to say how far it is indented: `|2`.
        let header = node.at.start + usize::from(is_block(node));
        let indents: &[&str] = if is_block(node) { &["", "1", "2", "3", "4", "5", "6", "7", "8", "9"] } else { &[""] };
        splices.insert(0, Splice::new(header..header, ""));
        for indent in indents {
            if let Some(header) = splices.first_mut() {
                header.text = (*indent).into();
            }
            let result = apply(text, &splices);
            if self.holds(documents, &result, &changed) {
                return Ok(result);
            }
        }
        Err(Reason::NoPlace)
    }

    /// Whether the file is in its place and everything else as it was.
    fn holds(&self, documents: &[Document], after: &str, content: &str) -> bool {
        let Ok(after) = tree::read(after) else { return false };
        let written = self.site().node(&after).and_then(|node| node.text()).unwrap_or_default();
        let is_content = lines(written.trim_end()).map(|(_, line)| line).eq(lines(content.trim_end()).map(|(_, line)| line));
        is_content && documents.len() == after.len() && outline(documents, self.site(), None) == outline(&after, self.site(), None)
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
fn parts(documents: &[Document], release: Release) -> Vec<Part<'_>> {
    let mut collector = Collector { document: 0, path: Vec::new(), release, has_cluster: false, parts: Vec::new() };
    for (document, root) in documents.iter().enumerate() {
        collector.document = document;
        if let Some(root) = &root.root {
            collector.visit(root);
        }
    }
    collector.parts
}

struct Collector<'t> {
    document: usize,
    /// The way to the value that is looked at.
    path: Vec<Step<'t>>,
    release: Release,
    has_cluster: bool,
    parts: Vec<Part<'t>>,
}

/// What a part of a `FlinkDeployment` without a kind is known by.
const PATCHES: [&str; 4] = ["flinkConfiguration", "flinkVersion", "taskManager", "jobManager"];

/// The variable of Flink's images whose lines are appended to the configuration.
const PROPERTIES: &str = "FLINK_PROPERTIES";

impl<'t> Collector<'t> {
    fn part(&mut self, steps: &[&'t str], kind: Kind) {
        let mut path = self.path.clone();
        path.extend(steps.iter().copied().map(Step::Key));
        self.parts.push(Part { document: self.document, path, kind });
    }

    fn inside(&mut self, step: Step<'t>, node: &'t Node) {
        self.path.push(step);
        self.visit(node);
        self.path.pop();
    }

    fn visit(&mut self, node: &'t Node) {
        if node.alias {
            return;
        }
        match &node.value {
            tree::Value::Scalar { text, .. } => {
                if text.trim_start().strip_prefix(PROPERTIES).is_some_and(|rest| rest.starts_with('=')) {
                    self.part(&[], Kind::Lines);
                }
            }
            tree::Value::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.inside(Step::Item(index), item);
                }
            }
            tree::Value::Mapping(entries) => {
                let text_of = |key| node.get(key).and_then(|value| value.text());
                match text_of("kind") {
                    Some("FlinkDeployment") => return self.deployment(node, &["spec"]),
                    Some("FlinkBlueGreenDeployment") => return self.deployment(node, &["spec", "template", "spec"]),
                    Some("FlinkSessionJob") => return,
                    Some("ConfigMap") => self.config_map(node),
                    None if self.path.is_empty() && is_patch(node) => return self.deployment(node, &["spec"]),
                    _ => {}
                }
                let is_variable = text_of("name") == Some(PROPERTIES);
                for (name, value) in entries {
                    let Some(name) = name.text() else { continue };
                    if value.text().is_some() && !value.alias && (name == PROPERTIES || (is_variable && name == "value")) {
                        self.part(&[name], Kind::Lines);
                    }
                    self.inside(Step::Key(name), value);
                }
            }
        }
    }

    fn deployment(&mut self, node: &Node, steps: &[&'t str]) {
        let mut spec = node;
        for step in steps {
            match spec.get(step).filter(|next| !next.alias) {
                Some(next) => spec = next,
                None => return,
            }
        }
        if self.has_cluster || spec.entries().is_none() {
            return;
        }
        self.has_cluster = true;
        let depth = self.path.len();
        self.path.extend(steps.iter().copied().map(Step::Key));
        self.part(&["flinkConfiguration"], Kind::Keys);
        for (process, key) in [("jobManager", "jobmanager.memory.process.size"), ("taskManager", "taskmanager.memory.process.size")] {
            // The operator takes `resources` where it asks for anything, its request before its limit, and else `resource`.
            let Some(process_spec) = spec.get(process) else { continue };
            let asked = |field: &str| process_spec.get("resources").and_then(|resources| resources.get(field));
            let is_asked = |field| asked(field).and_then(|asked| asked.entries()).is_some_and(|entries| !entries.is_empty());
            let has_memory = || asked("requests").and_then(|asked| asked.get("memory")).is_some_and(|memory| !memory.is_null());
            let below: &[&str] = match (is_asked("requests"), is_asked("limits")) {
                (false, false) => &[process, "resource"],
                (true, _) if has_memory() => &[process, "resources", "requests"],
                _ => &[process, "resources", "limits"],
            };
            self.part(below, Kind::Memory(key));
        }
        self.path.truncate(depth);
    }

    /// 1.19 and 1.20 read a `flink-conf.yaml` where there is one, later releases only a `config.yaml`, earlier ones none.
    fn config_map(&mut self, node: &Node) {
        let has = |file: &str| node.get("data").and_then(|data| data.get(file)).is_some_and(|file| file.text().is_some() && !file.alias);
        let (lines, yaml) = (has("flink-conf.yaml"), has("config.yaml"));
        if yaml && (!lines || self.release >= Release::V2_0) {
            self.part(&["data", "config.yaml"], Kind::Yaml);
        } else if lines {
            self.part(&["data", "flink-conf.yaml"], Kind::Lines);
        }
    }
}
