//! The laws that hold for every answer, whatever the question: used by `properties.rs` and by the fuzz target.

use flink_memory::{Derivation, Memory, MemorySize, PoolNode};

/// Everything that a derivation says in words.
pub(crate) fn words(derivation: &Derivation) -> Vec<String> {
    let log = derivation.log.iter().map(|line| format!("{} {:?} {line}", line.level(), line.logger()));
    match &derivation.memory {
        Ok(memory) => {
            let texts = [memory.jvm_parameters(), memory.dynamic_configuration(), memory.summary().map(|lines| lines.join("\n"))];
            log.chain(texts.into_iter().flatten()).collect()
        }
        Err(error) => log.chain([error.to_string()]).chain(error.causes().map(ToString::to_string)).collect(),
    }
}

/// The first pool whose parts do not add up to it, as a sentence.
pub(crate) fn wrong_sum(memory: &Memory) -> Option<String> {
    wrong_sum_in(memory, memory.tree())
}

fn wrong_sum_in(memory: &Memory, node: &PoolNode) -> Option<String> {
    if node.children.is_empty() {
        return None;
    }
    let mut parts = node.children.iter().map(|child| memory.size(child.pool));
    let sum = parts.try_fold(MemorySize::ZERO, |sum, part| sum.plus(part?));
    // Local execution counts heap that it does not have, so its sum may be cut at the largest size.
    let sum = if matches!(memory, Memory::Local(_)) { Some(sum.unwrap_or(MemorySize::MAX)) } else { sum };
    let size = memory.size(node.pool);
    if sum != size {
        return Some(format!("the parts of {} add up to {sum:?}, and it has {size:?}", node.pool.id()));
    }
    node.children.iter().find_map(|child| wrong_sum_in(memory, child))
}
