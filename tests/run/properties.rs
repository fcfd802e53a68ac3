//! Laws of the derivation, held against random configurations: they hold for whatever Flink accepts, without knowing what it answers.

mod law;
mod question;

use flink_memory::{
    Cap, Derivation, FractionRule, Memory, MemorySize, Part, Pool, Process, Range, Release, Request, Rule, Setting, ValueType, complaint,
    option,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use law::{words, wrong_sum};
use question::{Ask, arbitrary_request, plausible_request};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    /// No text, size or combination makes the model panic, and everything that it says can be printed.
    #[test]
    fn derive_is_total(request in arbitrary_request()) {
        let derivation = request.derive();
        // As text, because NaN is not equal to itself.
        prop_assert_eq!(format!("{derivation:?}"), format!("{:?}", request.derive()), "the same request has the same answer");
        prop_assert!(words(&derivation).len() >= derivation.log.len());
        prop_assert_eq!(derivation.memory.ok().as_ref().and_then(wrong_sum), None);
    }

    /// No text makes a reader panic, whatever it was written for; also not one made of what the readers look for.
    #[test]
    fn complaint_is_total(text in prop_oneof![any::<String>(), "[-+]?[Pp][0-9DdTtHMSs.,+-]{0,12}", "[ab:,'\"{}\\[\\] #~\\\\x0é-]{0,24}", "[0-9]{0,30} ?[a-zµ]{0,4}"]) {
        let types = option::all().flat_map(|option| Release::ALL.iter().filter_map(|&release| Some((option.in_release(release)?, release))));
        for (option, release) in types {
            let said = complaint(option.value_type(), &text.as_str().into(), release);
            prop_assert!(said.is_none_or(|error| !error.root().to_string().is_empty()));
        }
    }

    /// Parts add up to their parent, so none is larger than it.
    #[test]
    fn parts_sum_to_their_parent(request in plausible_request()) {
        prop_assert_eq!(request.derive().memory.ok().as_ref().and_then(wrong_sum), None);
    }

    /// Every number can be asked why.
    #[test]
    fn every_pool_that_is_not_divided_has_its_step(request in plausible_request()) {
        let derivation = request.derive();
        if let Ok(memory) = &derivation.memory {
            for pool in memory.tree().leaves() {
                let sizes: Vec<_> = derivation.steps.iter().filter(|step| step.pool == pool).map(|step| step.size).collect();
                prop_assert_eq!(sizes, Vec::from_iter(memory.size(pool)), "{:?}", pool);
            }
        }
    }

    /// Flink repeats itself; the log does not.
    #[test]
    fn every_line_of_the_log_stands_once(request in plausible_request()) {
        let log = request.derive().log;
        for (index, line) in log.iter().enumerate() {
            prop_assert!(!log[..index].contains(line), "{}", line);
        }
    }

    /// What a step says about itself is true.
    #[test]
    fn every_step_computes_to_its_size(request in plausible_request()) {
        for step in request.derive().steps {
            let computed = computed(&step.rule);
            // Local execution sets values of its own, which come from no other number.
            let expected = if matches!(step.rule, Rule::LocalDefault { .. }) { None } else { Some(step.size) };
            prop_assert_eq!(computed, expected, "{:?}", step);
        }
    }

    /// A configured total is what comes out.
    #[test]
    fn a_total_that_is_set_is_kept(request in plausible_request()) {
        if let Ok(memory) = request.derive().memory {
            for (pool, key) in request.totals() {
                if let Some(Ok(size)) = request.configuration.get(key).map(|value| value.to_string().parse::<MemorySize>()) {
                    prop_assert_eq!(memory.size(pool), Some(size), "{}", key);
                }
            }
        }
    }

    /// Setting an option to the value that it has already changes no number.
    #[test]
    fn a_setting_spelled_out_changes_nothing(request in plausible_request()) {
        let derivation = request.derive();
        if let Ok(memory) = &derivation.memory {
            for (key, value) in derivation.steps.iter().flat_map(|step| settings(&step.rule)) {
                let spelled_out = request.with(key, &value);
                prop_assert_eq!(spelled_out.derive().memory, Ok(memory.clone()), "{}: {}", key, value);
            }
        }
    }

    /// Pinning every pool of a TaskManager or JobManager to the size that it has changes no size.
    #[test]
    fn pools_pinned_to_their_sizes_keep_them(request in plausible_request()) {
        if let Ok(memory) = request.derive().memory {
            let pinned = pins(&request, &memory).iter().fold(request.clone(), |request, (key, size)| request.with(key, &bytes(*size)));
            match pinned.derive().memory {
                Ok(again) => for pool in Pool::ALL {
                    prop_assert_eq!(again.size(pool), memory.size(pool), "{:?}", pool);
                },
                Err(error) => prop_assert!(false, "{}", error),
            }
        }
    }

    /// An older key means what the new key means.
    #[test]
    fn an_older_key_gives_the_same_sizes(request in plausible_request()) {
        let derivation = request.derive();
        for entry in request.configuration.entries() {
            let Some(known) = option::by_key(&entry.key).and_then(|option| option.in_release(request.release)) else { continue };
            let stands_for = |older: &&str| option::by_any_key(older, request.release).is_some_and(|option| option.key == entry.key);
            for older in known.older_keys().filter(stands_for).filter(|older| request.configuration.get(older).is_none()) {
                let mut renamed = request.clone();
                renamed.configuration.remove(&entry.key);
                renamed.configuration.set(older, entry.value.clone());
                prop_assert_eq!(renamed.derive().memory.ok(), derivation.memory.clone().ok(), "{} for {}", older, entry.key);
            }
        }
    }

    /// A larger total never makes a pool smaller that is a fraction of it.
    #[test]
    fn a_larger_total_lowers_no_fraction(request in plausible_request(), more in 1u64..1 << 36) {
        let smaller = request.derive();
        for (_, key) in request.totals() {
            let size = request.configuration.get(key).and_then(|value| value.to_string().parse::<MemorySize>().ok());
            let Some(raised) = size.and_then(|size| size.plus(MemorySize::from_bytes(more)?)) else { continue };
            let larger = request.with(key, &bytes(raised)).derive();
            if let (Ok(before), Ok(after)) = (&smaller.memory, &larger.memory) {
                for pool in fraction_pools(&smaller).filter(|pool| fraction_pools(&larger).any(|other| other == *pool)) {
                    prop_assert!(after.size(pool) >= before.size(pool), "{:?}", pool);
                }
            }
        }
    }

    /// All slots together take no more than the TaskManager has.
    #[test]
    fn slots_fit_into_their_task_manager(request in plausible_request()) {
        if let Ok(Memory::TaskManager(memory)) = request.derive().memory {
            let slot = &memory.slot;
            let whole = [(slot.task_heap, memory.task_heap), (slot.managed, memory.managed), (slot.network, memory.network)];
            for (part, whole) in whole {
                let slots = u64::try_from(slot.slots.unwrap_or(1)).unwrap_or(0);
                prop_assert!(part.unwrap_or_default().bytes() * slots <= whole.bytes());
            }
        }
    }
}

/// Laws about what is accepted prove nothing if nothing is.
#[test]
fn plausible_questions_are_mostly_accepted() {
    let mut runner = TestRunner::deterministic();
    let questions: Vec<_> = (0..500).filter_map(|_| plausible_request().new_tree(&mut runner).ok()).map(|tree| tree.current()).collect();
    let accepted = questions.iter().filter(|request| request.derive().memory.is_ok()).count();
    assert!(accepted > 200, "{accepted} of {}", questions.len());
    for &process in &Process::ALL {
        for &release in Release::ALL {
            let of = |request: &&Request| request.process == process && request.release == release && request.derive().memory.is_ok();
            assert!(questions.iter().any(|request| of(&request)), "{process:?} {release}");
        }
    }
}

/// The size that a rule's own numbers give; `None` where they give none.
fn computed(rule: &Rule) -> Option<MemorySize> {
    let sum = |parts: &[Part]| parts.iter().try_fold(MemorySize::ZERO, |sum, part| sum.plus(part.size));
    match rule {
        Rule::Option(setting) => Some(setting.value),
        Rule::Fraction(FractionRule { fraction, of, is_inverse, product, unit, range, cap }) => {
            let fraction = if *is_inverse { fraction.value.inverse() } else { fraction.value };
            let exact = fraction.of(sum(of)?)?;
            if product.bytes() != exact.bytes() / unit.bytes() * unit.bytes() {
                return None;
            }
            match (cap, range) {
                (None, Some(range)) if !contains(range, *product) => None,
                (None, _) => Some(*product),
                (Some(Cap::Min), Some(range)) if range.min.value > *product => Some(range.min.value),
                (Some(Cap::Max), Some(range)) => range.max.map(|max| max.value).filter(|max| max < product),
                (Some(_), _) => None,
            }
        }
        Rule::Remainder { whole, minus, required } => {
            let rest = whole.size.minus(sum(minus)?)?;
            required.as_ref().is_none_or(|range| contains(range, rest)).then_some(rest)
        }
        // Up to 1.11, local execution counts "no limit" as the largest size, twice; the sum is cut there.
        Rule::Sum(parts) => sum(parts).or(Some(MemorySize::MAX)),
        Rule::Buffers { count, segment } => MemorySize::from_bytes(u64::from(count.value).checked_mul(segment.value.bytes())?),
        Rule::LocalCopy { set, .. } => Some(set.value),
        Rule::WholeMebibytes(setting) => whole_mebibytes(setting.value),
        Rule::LocalDefault { .. } => None,
    }
}

fn whole_mebibytes(size: MemorySize) -> Option<MemorySize> {
    MemorySize::from_bytes(size.whole_mebibytes() << 20)
}

fn contains(range: &Range, size: MemorySize) -> bool {
    range.min.value <= size && range.max.is_none_or(|max| size <= max.value)
}

/// The keys that a rule read, each with its value as a person would write it.
fn settings(rule: &Rule) -> Vec<(&'static str, String)> {
    let size = |setting: &Setting<MemorySize>| {
        // Sizes whose option is a plain number count mebibytes; they are those of 1.10.
        let is_number = setting.option.value_type() == ValueType::Integer;
        (setting.option.key(), if is_number { setting.value.whole_mebibytes().to_string() } else { bytes(setting.value) })
    };
    let range = |range: &Option<Range>| {
        let bounds = range.iter().flat_map(|range| [Some(range.min), range.max]).flatten();
        bounds.map(|bound| size(&bound)).collect::<Vec<_>>()
    };
    match rule {
        Rule::Option(setting) => vec![size(setting)],
        Rule::Fraction(rule) => {
            let fraction = (rule.fraction.option.key(), rule.fraction.value.to_string());
            std::iter::once(fraction).chain(range(&rule.range)).collect()
        }
        Rule::Remainder { required, .. } => range(required),
        _ => Vec::new(),
    }
}

fn fraction_pools(derivation: &Derivation) -> impl Iterator<Item = Pool> {
    derivation.steps.iter().filter(|step| matches!(step.rule, Rule::Fraction(_))).map(|step| step.pool)
}

/// The keys that say a pool's size outright, with the size that it has.
fn pins(request: &Request, memory: &Memory) -> Vec<(&'static str, MemorySize)> {
    let keys: &[(Pool, &'static str)] = match memory {
        Memory::TaskManager(_) => &[
            (Pool::FrameworkHeap, "taskmanager.memory.framework.heap.size"),
            (Pool::TaskHeap, "taskmanager.memory.task.heap.size"),
            (Pool::Managed, "taskmanager.memory.managed.size"),
            (Pool::FrameworkOffHeap, "taskmanager.memory.framework.off-heap.size"),
            (Pool::TaskOffHeap, "taskmanager.memory.task.off-heap.size"),
            (Pool::Network, "taskmanager.memory.network.min"),
            (Pool::Network, "taskmanager.memory.network.max"),
            (Pool::JvmMetaspace, "taskmanager.memory.jvm-metaspace.size"),
            (Pool::JvmOverhead, "taskmanager.memory.jvm-overhead.min"),
            (Pool::JvmOverhead, "taskmanager.memory.jvm-overhead.max"),
        ],
        Memory::JobManager(_) => &[
            (Pool::JvmHeap, "jobmanager.memory.heap.size"),
            (Pool::OffHeap, "jobmanager.memory.off-heap.size"),
            (Pool::JvmMetaspace, "jobmanager.memory.jvm-metaspace.size"),
            (Pool::JvmOverhead, "jobmanager.memory.jvm-overhead.min"),
            (Pool::JvmOverhead, "jobmanager.memory.jvm-overhead.max"),
        ],
        Memory::HeapOnly(_) | Memory::Local(_) => &[],
    };
    keys.iter().filter(|(_, key)| request.knows(key)).filter_map(|&(pool, key)| Some((key, memory.size(pool)?))).collect()
}

fn bytes(size: MemorySize) -> String {
    format!("{}b", size.bytes())
}
