//! The names of all questions, as links have them behind `then-`. A link that asks anything else says so in the page, and not nothing.

use flink_memory_formats::{Finding, Matter};

use crate::state::{Asked, Panel};

/// Every question, by the panel that asks it. A question that is not here cannot be asked: see `field`.
const NAMES: &[&str] = &[
    // Slots.
    "slot-cores",
    "slot-heap",
    "slot-off-heap",
    "slot-managed",
    "slot-2-cores",
    "slot-2-heap",
    "slot-2-off-heap",
    "slot-2-managed",
    "slot-3-cores",
    "slot-3-heap",
    "slot-3-off-heap",
    "slot-3-managed",
    "slot-4-cores",
    "slot-4-heap",
    "slot-4-off-heap",
    "slot-4-managed",
    // Managed memory consumers, state backend.
    "consumer-operators",
    "consumer-state-backend",
    "consumer-python",
    "state-backend",
    // Network buffers.
    "job-parallelism",
    "job-mode",
    "stages",
    "buffers-message",
    // Containers.
    "containers-of",
    "manifest-memory",
    "yarn-least",
    "yarn-most",
    "yarn-least-cores",
    "yarn-most-cores",
    "yarn-node",
    "yarn-scheduler",
    "yarn-increment",
    // Command line.
    "script",
    "script-daemon",
    "script-entry-point",
    "script-file",
    "script-java",
    "script-arguments",
    "script-all",
    "script-own-tm",
    "script-own-jm",
    "script-before",
    // JVM.
    "jvm-collector",
    "jvm-java",
    "jvm-processors",
    "jvm-memory",
    "jvm-threads",
    "jvm-stack",
    "jvm-code-cache",
    "jvm-native",
    // Cluster.
    "cluster-parallelism",
    "cluster-cores",
    "cluster-job-managers",
    "cluster-job-cores",
    "cluster-job-memory",
    "cluster-node-cores",
    "cluster-node-memory",
    "cluster-node-pods",
    "cluster-reserved",
    "cluster-reserved-cores",
    "cluster-reserved-memory",
    "cluster-daemon-cores",
    "cluster-daemon-memory",
    "cluster-price",
];

/// Whether a panel asks it.
pub(super) fn is_known(question: &str) -> bool {
    NAMES.contains(&question) || is_of_stage(question)
}

/// Whether it is asked of a stage of a job: `stage-3`, `stage-3-joins-by`.
fn is_of_stage(question: &str) -> bool {
    let Some((number, what)) = question.strip_prefix("stage-").and_then(|rest| rest.split_at_checked(1)) else { return false };
    matches!(number.as_bytes(), [b'1'..=b'8']) && ["", "-reads", "-by", "-joins", "-joins-by"].contains(&what)
}

/// What a link asks that no panel does: questions and panels that nobody knows, told as other parts of a link are.
pub(super) fn unknown(asked: &Asked) -> Vec<Finding> {
    let is_panel = |id: &&str| Panel::ALL.iter().any(|panel| panel.id() == *id);
    let finding = |name: &str, value: &str| Finding::of_text(Matter::UnknownLinkValue { name: name.to_owned(), value: value.to_owned() });
    let panels = asked.open().split(',').filter(|id| !id.is_empty() && !is_panel(id)).map(|id| finding(Asked::BEGINNING, id));
    let is_unknown = |(name, _): &(&str, &str)| {
        let question = name.strip_prefix(Asked::BEGINNING).and_then(|rest| rest.strip_prefix('-'));
        *name != Asked::BEGINNING && !question.is_some_and(is_known)
    };
    panels.chain(asked.pairs().filter(is_unknown).map(|(name, text)| finding(name, text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::link;

    #[test]
    fn what_no_panel_asks_is_told() {
        let told = |fragment: &str| unknown(&link::read(fragment).asked);
        let finding =
            |name: &str, value: &str| Finding::of_text(Matter::UnknownLinkValue { name: name.to_owned(), value: value.to_owned() });
        assert_eq!(told("v1:then=slots,diagram&then-jvm-stack=2m&then-stage-8-joins-by=hash&then-stage-1=4"), []);
        assert_eq!(told("v1:then=attic,jvm"), [finding("then", "attic")]);
        for name in ["then-jvm", "then-stage-9", "then-stage-1-", "then-stage-", "thenceforth"] {
            assert_eq!(told(&format!("v1:{name}=1")), [finding(name, "1")]);
        }
    }
}
