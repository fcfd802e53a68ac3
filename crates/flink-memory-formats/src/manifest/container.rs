//! Containers of pods and compose files: the image, its environment and its arguments.

use std::ops::Range;

use flink_memory::{Names, Release};

use super::{Manifest, Sink};
use crate::embedded::Embedded;
use crate::finding::{Finding, Matter};
use crate::place::Place;
use crate::properties::{self, Variable};
use crate::reading::Reading;
use crate::yaml::look::{get, items, merged, text};
use crate::yaml::tree::{Node, Value};

/// What counts of a container.
pub(super) struct Container<'a> {
    /// The image that it is made of.
    pub(super) image: Option<&'a Node>,
    environment: Option<&'a Node>,
    /// Command and arguments, each a list or one text.
    commands: [Option<&'a Node>; 2],
}

impl<'a> Container<'a> {
    /// A container of a pod.
    pub(super) fn of_pod(node: &'a Node) -> Container<'a> {
        Container::of(node, "env", ["command", "args"])
    }

    /// A service of a compose file.
    pub(super) fn of_compose(node: &'a Node) -> Container<'a> {
        Container::of(node, "environment", ["entrypoint", "command"])
    }

    fn of(node: &'a Node, environment: &str, commands: [&str; 2]) -> Container<'a> {
        Container { image: get(node, "image"), environment: get(node, environment), commands: commands.map(|key| get(node, key)) }
    }
}

/// The release that an image is named after, such as `flink:1.20.1-scala_2.12-java17`; no release for a version that is not known here.
pub(super) fn release_of(image: Option<&Node>) -> Option<(&Node, Option<Release>)> {
    let image = image?;
    let version = properties::version_of_image(text(image)?)?;
    (!version.is_empty()).then(|| (image, Release::parse(version)))
}

/// Reads the containers that run Flink: what they set counts in the order in which the image applies it.
pub(super) fn read(manifest: &Manifest<'_>, containers: &[Container<'_>], sink: &mut Sink<'_>) {
    for container in containers {
        let first = sink.reading.entries.len();
        let is_flink = container.image.and_then(text).and_then(properties::version_of_image).is_some();
        if let Some(environment) = container.environment {
            read_variables(manifest, environment, sink);
        }
        let words = words(manifest, container, sink);
        if is_flink || sink.reading.entries.len() > first {
            sink.is_appended();
            properties::set_arguments(&words, &mut sink.reading);
            name_process(&words, sink);
        }
        sink.containers.push(first..sink.reading.entries.len());
    }
}

/// Reads the variables of an environment that Flink's image and scripts know.
pub(super) fn read_variables(manifest: &Manifest<'_>, environment: &Node, sink: &mut Sink<'_>) {
    let mut found = Vec::new();
    collect_variables(manifest, environment, &mut found);
    if !found.is_empty() {
        properties::set(&found, sink.release, &sink.lines, &mut sink.reading);
        sink.is_appended();
    }
}

/// The known variables of a map, of a list of `K=V`, or of a list of names and values.
fn collect_variables(manifest: &Manifest<'_>, environment: &Node, found: &mut Vec<(Variable, Embedded)>) {
    let mut add = |name: &str, value: Option<Embedded>| {
        if let (Some(variable), Some(value)) = (Variable::of_name(name), value) {
            found.push((variable, value));
        }
    };
    match &environment.value {
        Value::Mapping(pairs) => {
            for (name, value) in pairs {
                add(text(name).unwrap_or_default(), manifest.embedded(value));
            }
            for base in merged(environment) {
                collect_variables(manifest, base, found);
            }
        }
        Value::Sequence(items) => {
            for item in items {
                if let Some((name, _)) = text(item).and_then(|text| text.split_once('=')) {
                    add(name, manifest.embedded(item).map(|whole| whole.skip(name.len() + 1)));
                } else {
                    let name = get(item, "name").and_then(text).unwrap_or_default();
                    add(name, get(item, "value").and_then(|value| manifest.embedded(value)));
                }
            }
        }
        Value::Scalar { .. } => {}
    }
}

/// The words of command and arguments.
fn words(manifest: &Manifest<'_>, container: &Container<'_>, sink: &Sink<'_>) -> Vec<(Place, String)> {
    let mut found = Vec::new();
    let mut add = |node: &Node| {
        let place = sink.place(manifest, node);
        for word in text(node).unwrap_or_default().split_ascii_whitespace() {
            found.push((place, word.to_owned()));
        }
    };
    for command in container.commands.into_iter().flatten() {
        add(command);
        for item in items(command) {
            add(item);
        }
    }
    found
}

/// The process that the image is told to start. A text about both is about none of them.
fn name_process(words: &[(Place, String)], sink: &mut Sink<'_>) {
    let Some(process) = properties::process_of_words(words) else { return };
    sink.has_both |= sink.reading.process.is_some_and(|other| other != process);
    sink.reading.process = (!sink.has_both).then_some(process);
}

/// Notes where a container sets an option differently from a container before it. `containers` are the entries of each.
pub(super) fn note_conflicts(containers: &[Range<usize>], reading: &mut Reading) {
    let mut last = Names::new();
    for container in containers {
        for index in container.clone() {
            let Some(entry) = reading.entries.get(index) else { continue };
            let before = last.insert(&entry.key, index).filter(|before| *before < container.start);
            if let Some(before) = before.and_then(|before| reading.entries.get(before)).filter(|before| before.value != entry.value) {
                let (key, first, second) = (entry.key.clone(), before.value.to_string(), entry.value.to_string());
                reading.findings.push(Finding::at(entry.place, Matter::ConflictingValues { key, first, second }));
            }
        }
    }
}
