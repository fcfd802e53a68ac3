//! Managed memory of a slot, shared out among the consumers that a job has.

use flink_memory::{Consumer, ConsumerError, MemorySize, Request, managed_shares};

use super::{Answered, Label, Outcome, Value, task_manager};
use crate::language::Word;
use crate::replace::Place;
use crate::words::{Words, list};

/// `about=shares consumers=OPERATOR,STATE_BACKEND,PYTHON`: `NAME.share` and `NAME.size` of each; what a task without a share says. The state
/// backend is RocksDB or ForSt, whose weight counts whatever memory it uses.
pub(super) fn shares(words: &mut Words, place: &Place) -> Result<(Request, Outcome), String> {
    let consumers = consumers(&words.need("consumers")?)?;
    let (request, memory) = task_manager(words, place)?;
    let slot = memory.slot.managed.ok_or("the TaskManager fails before it divides managed memory")?;
    let shares = match managed_shares(&request.configuration, request.release, &consumers, true, slot) {
        Ok(shares) => shares,
        Err(error) => return Ok((request, refused(&error))),
    };
    let mut answered = Answered::default();
    for share in shares {
        let (id, label) = (share.consumer.name(), Label::Code(share.consumer.name()));
        answered.add_to(id, label, ("share", Word::Share), Value::Part(share.fraction));
        let size = share.size.map_or(Value::Word(Word::Nothing), Value::from);
        answered.add_to(id, label, ("size", Word::Size), size);
        answered.said.extend(share.size.err().map(|error| format!("IllegalArgumentException: {error}")));
    }
    answered.said.dedup();
    Ok((request, Outcome::Answered(answered)))
}

/// Consumers by Flink's names.
pub(super) fn consumers(names: &str) -> Result<Vec<Consumer>, String> {
    let known = || Consumer::ALL.map(Consumer::name).join(", ");
    list(names)
        .map(|name| Consumer::from_name(name).ok_or_else(|| format!("there is no consumer `{name}`; there are {}", known())))
        .collect()
}

/// What the state backend gets of a slot; everything before there were weights.
pub(super) fn of_state_backend(request: &Request, consumers: &[Consumer], slot: MemorySize) -> Result<MemorySize, String> {
    match managed_shares(&request.configuration, request.release, consumers, true, slot) {
        Err(ConsumerError::NoWeights) => Ok(slot),
        Err(error) => Err(format!("Flink refuses this: {error}")),
        Ok(shares) => {
            let share = shares.iter().find(|share| share.consumer == Consumer::StateBackend);
            share.map_or(Ok(MemorySize::ZERO), |share| share.size.map_err(|error| error.to_string()))
        }
    }
}

fn refused(error: &ConsumerError) -> Outcome {
    Outcome::refused(error.exception(), error)
}
