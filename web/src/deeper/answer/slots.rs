//! What one slot of a TaskManager gets, and which slots of a fine-grained job fit into it.

use flink_memory::{Amount, MemorySize, Pool, Release, ResourceError, Resources, SlotRequest, TaskManagerMemory};

use super::task_manager;
use crate::deeper::field::{self, Complaint, Field};
use crate::state::{Asked, Calculation};

/// What the panel says.
#[derive(Clone, Debug, PartialEq)]
pub struct Slots {
    /// The number of slots.
    pub count: Field,
    /// How they share the TaskManager out; nothing while Flink refuses.
    pub shared: Option<Shared>,
    /// The slots that a fine-grained job asks for; nothing in releases without them.
    pub requests: Vec<Asking>,
}

/// A TaskManager shared out among default slots.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// How many slots there are.
    pub slots: u32,
    /// The cores of each.
    pub cores: Amount,
    /// What each gets of which pool.
    pub parts: Vec<Part>,
}

/// A pool shared out among the slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The pool.
    pub pool: Pool,
    /// What there is of it.
    pub whole: MemorySize,
    /// What a slot gets, rounded down to whole bytes.
    pub slot: MemorySize,
    /// What is lost by that. Unit: bytes.
    pub lost: u64,
}

/// A slot that a fine-grained job asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// Cores, task heap, task off-heap, managed memory.
    pub fields: [Field; 4],
    /// What becomes of it; nothing where nothing was asked, while Flink refuses the settings, and while a text cannot be read.
    pub outcome: Option<Outcome>,
}

/// What becomes of a slot that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Flink refuses it.
    Refused(ResourceError),
    /// There is not enough left for it.
    TooMuch {
        /// How often it fits into an empty TaskManager.
        times: u32,
    },
    /// It is given.
    Given {
        /// How often it fits into an empty TaskManager.
        times: u32,
        /// What is left after it and those before it.
        left: Resources,
    },
}

/// The names of the questions for each slot that is asked for: cores, task heap, task off-heap, managed memory.
const REQUESTS: [[&str; 4]; 4] = [
    ["slot-cores", "slot-heap", "slot-off-heap", "slot-managed"],
    ["slot-2-cores", "slot-2-heap", "slot-2-off-heap", "slot-2-managed"],
    ["slot-3-cores", "slot-3-heap", "slot-3-off-heap", "slot-3-managed"],
    ["slot-4-cores", "slot-4-heap", "slot-4-off-heap", "slot-4-managed"],
];

/// What the panel says.
pub fn of(calculation: &Calculation, asked: &Asked) -> Slots {
    let there = task_manager(calculation);
    let total = there.and_then(|(_, memory)| resources(memory));
    Slots {
        count: field::option(&flink_memory::option::taskmanager::NUM_TASK_SLOTS, calculation),
        shared: shared_out(calculation),
        requests: if calculation.request.release >= Release::V1_14 { requests(asked, total.as_ref()) } else { Vec::new() },
    }
}

/// How the slots share the TaskManager out; nothing while Flink refuses.
pub fn shared_out(calculation: &Calculation) -> Option<Shared> {
    let (_, memory) = task_manager(calculation)?;
    let slot = &memory.slot;
    let slots = u32::try_from(slot.slots?).ok()?;
    let part = |pool, whole: MemorySize, slot: Option<MemorySize>| {
        let slot = slot?;
        let lost = whole.bytes().checked_sub(slot.bytes().checked_mul(slots.into())?)?;
        Some(Part { pool, whole, slot, lost })
    };
    let parts = [
        part(Pool::TaskHeap, memory.task_heap, slot.task_heap),
        part(Pool::TaskOffHeap, memory.task_off_heap, slot.task_off_heap),
        part(Pool::Managed, memory.managed, slot.managed),
        part(Pool::Network, memory.network, slot.network),
    ];
    Some(Shared { slots, cores: Amount::new(slot.cpu_cores?)?, parts: parts.into_iter().flatten().collect() })
}

/// All that a TaskManager has for slots.
fn resources(memory: &TaskManagerMemory) -> Option<Resources> {
    Some(Resources {
        cpu_cores: Amount::new(memory.cpu_cores)?,
        task_heap: memory.task_heap,
        task_off_heap: memory.task_off_heap,
        managed: memory.managed,
        network: memory.network,
        ..Resources::default()
    })
}

/// The slots that are asked for, one after the other, as far as a person has filled them in, and one more.
fn requests(asked: &Asked, total: Option<&Resources>) -> Vec<Asking> {
    let mut left = total.cloned();
    let is_filled = |names: &[&str; 4]| names.iter().any(|name| asked.text(name).is_some_and(|text| !text.is_empty()));
    let filled = REQUESTS.iter().rposition(is_filled).map_or(0, |last| last + 1);
    REQUESTS.into_iter().take(filled + 1).map(|names| request(asked, names, total, &mut left)).collect()
}

fn request(asked: &Asked, names: [&'static str; 4], total: Option<&Resources>, left: &mut Option<Resources>) -> Asking {
    let [cores, heap, off_heap, managed] = names;
    let (cores, cpu_cores) = field::optional(asked, cores, |text| flink_memory::parse_double(text).map_err(|_| Complaint::NotNumber));
    let size = |name| field::optional(asked, name, |text| text.parse::<MemorySize>().map(|_| text.to_owned()).map_err(Complaint::NotSize));
    let [(heap, task_heap), (off_heap, task_off_heap), (managed, managed_memory)] = [heap, off_heap, managed].map(size);
    let fields = [cores, heap, off_heap, managed];
    let is_empty = fields.iter().all(|field| field.text.is_empty());
    let can_be_read = fields.iter().all(|field| field.complaint.is_none());
    let request = SlotRequest { cpu_cores, task_heap, task_off_heap, managed: managed_memory, ..SlotRequest::default() };
    let outcome = total.zip(left.as_mut()).filter(|_| can_be_read && !is_empty).and_then(|(total, left)| match request.resources() {
        Err(error) => Some(Outcome::Refused(error)),
        Ok(slot) => {
            let slot = slot?;
            let times = total.times(&slot)?;
            Some(match left.minus(&slot) {
                None => Outcome::TooMuch { times },
                Some(rest) => {
                    *left = rest.clone();
                    Outcome::Given { times, left: rest }
                }
            })
        }
    });
    Asking { fields, outcome }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flink_memory::Process;

    fn slots(entries: &[(&str, &str)], asked: &Asked) -> Slots {
        of(&Calculation::shipped_with(Release::V1_20, Process::TaskManager, entries), asked)
    }

    const TWO_OF_4_GIBIBYTES: &[(&str, &str)] = &[("taskmanager.memory.process.size", "4g"), ("taskmanager.numberOfTaskSlots", "2")];

    #[test]
    fn parts_of_slots_and_what_is_lost_make_the_whole() {
        let shared = slots(TWO_OF_4_GIBIBYTES, &Asked::default()).shared.expect("Flink takes it");
        assert_eq!((shared.slots, shared.parts.len()), (2, 4));
        assert!(shared.parts.iter().all(|part| part.slot.bytes() * 2 + part.lost == part.whole.bytes()));
    }

    #[test]
    fn slots_that_are_asked_for_are_given_until_nothing_is_left() {
        let ask = |asked: Asked, names: [&str; 4]| asked.with(names[0], "0.5".to_owned()).with(names[1], "900m".to_owned());
        let asked = ask(ask(Asked::default(), REQUESTS[0]), REQUESTS[1]);
        let outcomes: Vec<_> = slots(TWO_OF_4_GIBIBYTES, &asked).requests.into_iter().map(|asking| asking.outcome).collect();
        assert!(matches!(&outcomes[0], Some(Outcome::Given { times: 1, .. })), "{outcomes:?}");
        assert_eq!(outcomes[1..], [Some(Outcome::TooMuch { times: 1 }), None]);
    }

    #[test]
    fn what_was_typed_stays_behind_a_gap() {
        let asked = Asked::default().with("slot-3-cores", "1".to_owned()).with("slot-3-heap", "1g".to_owned());
        let requests = slots(TWO_OF_4_GIBIBYTES, &asked).requests;
        let outcomes: Vec<_> = requests.iter().map(|asking| asking.outcome.is_some()).collect();
        assert_eq!(outcomes, [false, false, true, false]);
    }

    #[test]
    fn half_a_request_is_refused_as_flink_does() {
        let asked = Asked::default().with("slot-cores", "1".to_owned());
        let outcome = slots(TWO_OF_4_GIBIBYTES, &asked).requests.remove(0).outcome;
        assert_eq!(outcome, Some(Outcome::Refused(ResourceError::Incomplete)));
        let asked = Asked::default().with("slot-heap", "lots".to_owned());
        assert!(slots(TWO_OF_4_GIBIBYTES, &asked).requests.remove(0).fields[1].complaint.is_some());
    }
}
