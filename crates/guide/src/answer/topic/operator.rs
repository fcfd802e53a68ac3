//! Memory as Flink's Kubernetes operator reads it in a manifest.

use flink_memory::{MemorySize, Request};
use flink_memory_formats::{Format, Matter, read_as};

use super::{Answered, Outcome, Value};
use crate::answer::question;
use crate::language::Word;
use crate::replace::Place;
use crate::words::Words;

/// The option that the operator sets from the field of a TaskManager.
const OPTION: &str = "taskmanager.memory.process.size";

/// `about=operator memory=TEXT`: the size of the `process`, in `bytes`, too, and what `kubernetes` itself reads where that is something else.
/// A text that the operator refuses is none of Flink's exceptions, and the numbers say so.
pub(super) fn operator(words: &mut Words, place: &Place) -> Result<(Request, Outcome), String> {
    let memory = words.need("memory")?;
    let request = question(words, place)?;
    let manifest = format!(
        "apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nspec:\n  taskManager:\n    resources:\n      requests:\n        memory: \"{memory}\"\n"
    );
    let reading = read_as(&manifest, Format::Manifest, request.release);
    let read = reading.entries.iter().find(|entry| entry.key == OPTION);
    let size = read.map(|entry| entry.value.to_string().parse::<MemorySize>().map_err(|error| error.to_string())).transpose()?;
    let mut answered = Answered::default();
    let refused = || Value::Word(Word::Refused);
    answered.add("process", Word::ProcessSize, size.map_or_else(refused, Value::Size));
    answered.add("bytes", Word::ProcessBytes, size.map_or_else(refused, Value::Bytes));
    for finding in &reading.findings {
        match &finding.matter {
            Matter::KubernetesReadsOther { kubernetes, .. } => {
                answered.add("kubernetes", Word::KubernetesReads, Value::Amount(kubernetes.clone()));
            }
            Matter::OperatorRefusesMemory { reason, .. } => answered.said.push(reason.clone()),
            _ => {}
        }
    }
    Ok((request, Outcome::Answered(answered)))
}
