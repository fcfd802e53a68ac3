//! Managed memory of a slot, shared out among its consumers by their weights. Which consumers a job has is told and not found out here.

use std::fmt;

use crate::config::{Configuration, Entry};
use crate::decimal::Decimal;
use crate::error::FlinkError;
use crate::java::{self, JavaDouble, NumberError};
use crate::map::{self, Pairs};
use crate::option::{DefaultValue, taskmanager as options};
use crate::release::Release;
use crate::rules;
use crate::size::MemorySize;

/// A kind of work that managed memory is given to. A slot's share of each is its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Consumer {
    /// Operators that sort, hash and keep state of batch jobs.
    Operator,
    /// A state backend that lives in managed memory: RocksDB and, from 2.0 on, ForSt.
    StateBackend,
    /// Python processes.
    Python,
}

impl Consumer {
    /// Every consumer, in the order in which Flink asks for their weights.
    pub const ALL: [Consumer; 3] = [Consumer::Operator, Consumer::StateBackend, Consumer::Python];

    /// Flink's name of the consumer from 1.13 on: `OPERATOR`, `STATE_BACKEND`, `PYTHON`.
    pub const fn name(self) -> &'static str {
        match self {
            Consumer::Operator => "OPERATOR",
            Consumer::StateBackend => "STATE_BACKEND",
            Consumer::Python => "PYTHON",
        }
    }

    /// The consumer of this name.
    pub fn from_name(name: &str) -> Option<Consumer> {
        Consumer::ALL.into_iter().find(|consumer| consumer.name() == name)
    }

    /// The names under which a release looks for its weight; the first that is there counts.
    fn names(self, release: Release) -> impl Iterator<Item = &'static str> {
        let stand_in = (self != Consumer::Python && rules::CONSUMER_DATAPROC.contains(release)).then_some("DATAPROC");
        let own = (self == Consumer::Python || rules::CONSUMER_NAMES.contains(release)).then_some(self.name());
        own.into_iter().chain(stand_in)
    }
}

/// What a consumer gets of a slot's managed memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The consumer.
    pub consumer: Consumer,
    /// Its weight; 0 where it has none.
    pub weight: i32,
    /// The weights of all consumers that count, added up in a Java `int`, which may have wrapped around.
    pub total: i32,
    /// Its part of the whole, truncated to 16 decimals. It is 0 for a consumer without weight, and for a state backend that does
    /// not use managed memory.
    pub fraction: f64,
    /// What that is of the slot's managed memory, rounded down to whole bytes, or why a consumer that asks for memory fails at run time.
    pub size: Result<MemorySize, NoShare>,
}

/// Why a task fails whose consumer asks for its share. `Display` prints the message of the `IllegalArgumentException`.
///
/// Source: `MemoryManager.validateFraction`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoShare {
    /// The share is nothing.
    Nothing,
    /// The share is more than the whole, because the weights together are more than a Java `int` can hold.
    MoreThanAll {
        /// The fraction.
        fraction: f64,
    },
}

impl fmt::Display for NoShare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoShare::Nothing => f.write_str(
                "The fraction of memory to allocate should not be 0. Please make sure that all types of managed memory consumers contained \
                 in the job are configured with a non-negative weight via `taskmanager.memory.managed.consumer-weights`.",
            ),
            NoShare::MoreThanAll { fraction } => {
                write!(f, "The fraction of memory to allocate must within (0, 1], was: {}.", JavaDouble(*fraction))
            }
        }
    }
}

impl std::error::Error for NoShare {}

/// Shares a slot's managed memory out among the consumers that a job has, each told once.
///
/// Weights count relative to those of the other consumers that are there, so one alone gets everything. `lives_in_managed` says whether the
/// job's state backend is one that can use managed memory; if not, it gets nothing and its weight does not count. RocksDB and ForSt count
/// always, as `AbstractManagedMemoryStateBackend.useManagedMemory` has it, even where their options put them elsewhere; their share is then idle.
///
/// # Errors
/// A release without weights, and what Flink throws when it reads them.
///
/// Source: `ManagedMemoryUtils.convertToFractionOfSlot` and `MemoryManager.computeMemorySize`, 1.12 and later.
///
/// ```
/// use flink_memory::{Configuration, Consumer, MemorySize, Release, managed_shares};
///
/// let slot = MemorySize::from_mebibytes(1000);
/// let job = [Consumer::StateBackend, Consumer::Python];
/// let shares = managed_shares(&Configuration::new(), Release::V1_20, &job, true, slot)?;
/// let [state, python] = shares.as_slice() else { unreachable!("as many as consumers") };
/// assert_eq!((state.fraction, python.fraction), (0.7, 0.3));
/// assert_eq!((state.weight, python.weight, state.total), (70, 30, 100));
/// assert_eq!(state.size, Ok(MemorySize::from_mebibytes(700)));
/// # Ok::<(), flink_memory::ConsumerError>(())
/// ```
pub fn managed_shares(
    configuration: &Configuration,
    release: Release,
    consumers: &[Consumer],
    lives_in_managed: bool,
    slot_managed: MemorySize,
) -> Result<Vec<Share>, ConsumerError> {
    if !rules::CONSUMER_WEIGHTS.contains(release) {
        return Err(ConsumerError::NoWeights);
    }
    let counts = |consumer: Consumer| consumer != Consumer::StateBackend || lives_in_managed;
    // A state backend outside of managed memory alone: Flink does not even read the weights.
    let weights = if consumers.iter().any(|&consumer| counts(consumer)) { weights(configuration, release)? } else { Vec::new() };
    let weight = |consumer| weights.iter().find(|(known, _)| *known == consumer).map_or(0, |(_, weight)| *weight);
    let total = consumers.iter().filter(|&&consumer| counts(consumer)).fold(0i32, |sum, &consumer| sum.wrapping_add(weight(consumer)));
    let share = |&consumer: &Consumer| {
        let weight = weight(consumer);
        let fraction = match u32::try_from(total) {
            Ok(total) if total > 0 && counts(consumer) => Decimal::share(f64::from(weight), total, DECIMALS),
            _ => 0.0,
        };
        Share { consumer, weight, total, fraction, size: part(slot_managed, fraction) }
    };
    Ok(consumers.iter().map(share).collect())
}

/// How many decimals of a fraction Flink keeps.
const DECIMALS: u16 = 16;

/// `Math.floor(size × fraction)` in doubles.
fn part(size: MemorySize, fraction: f64) -> Result<MemorySize, NoShare> {
    if fraction > 1.0 {
        return Err(NoShare::MoreThanAll { fraction });
    }
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "Java does the same")]
    let bytes = (size.bytes() as f64 * fraction).floor() as u64;
    MemorySize::from_bytes(bytes).filter(|_| fraction > 0.0).ok_or(NoShare::Nothing)
}

type Weights = Vec<(Consumer, i32)>;

/// The weights that are set, or Flink's own.
fn weights(configuration: &Configuration, release: Release) -> Result<Weights, ConsumerError> {
    let written = written(configuration, release)?;
    if !rules::CONSUMER_NAMES.contains(release) {
        check_every_name(&written)?;
    }
    let mut weights = Weights::new();
    for consumer in Consumer::ALL {
        let of_name = |name: &str| written.iter().find(|(known, _)| known == name).map(|(_, weight)| weight);
        if let Some(weight) = consumer.names(release).find_map(of_name) {
            weights.push((consumer, not_negative(consumer.name(), weight)?));
        }
    }
    Ok(weights)
}

/// In 1.12 every name that is written counts, and must be known.
fn check_every_name(written: &Pairs) -> Result<(), ConsumerError> {
    for (name, weight) in java::in_hash_order(written, |(name, _)| name) {
        not_negative(name, weight)?;
        if !["DATAPROC", "PYTHON"].contains(&name.as_str()) {
            return Err(ConsumerError::Unknown { name: name.clone() });
        }
    }
    Ok(())
}

fn not_negative(name: &str, weight: &str) -> Result<i32, ConsumerError> {
    match java::parse_int(weight).map_err(ConsumerError::NotANumber)? {
        weight @ 0.. => Ok(weight),
        weight => Err(ConsumerError::Negative { name: name.to_owned(), weight }),
    }
}

/// Names and weights as they are written: under the option's key, or from 1.14 on each under a key of its own.
fn written(configuration: &Configuration, release: Release) -> Result<Pairs, ConsumerError> {
    let Some(option) = options::MANAGED_MEMORY_CONSUMER_WEIGHTS.in_release(release) else { return Err(ConsumerError::NoWeights) };
    if let Some(value) = configuration.get(option.key()) {
        return map::read(&value.to_string(), release).map_err(|error| {
            let cause = Box::new(FlinkError::Map(error));
            ConsumerError::Unreadable(Box::new(FlinkError::Unreadable { option, value: value.to_string(), cause }))
        });
    }
    let of_one = |Entry { key, value }: &Entry| Some((key.strip_prefix(option.key())?.strip_prefix('.')?.to_owned(), value.to_string()));
    let single: Pairs = configuration.entries().iter().filter_map(of_one).collect();
    if !single.is_empty() && rules::MAP_KEY_PER_NAME.contains(release) {
        return Ok(single);
    }
    let DefaultValue::Weights(weights) = option.default() else { return Ok(Pairs::new()) };
    Ok(weights.iter().map(|(name, weight)| ((*name).to_owned(), weight.to_string())).collect())
}

/// Why Flink cannot share managed memory out.
#[derive(Clone, Debug, PartialEq)]
pub enum ConsumerError {
    /// The release has no weights: up to 1.11 operators say what they need, and RocksDB takes what there is.
    NoWeights,
    /// The option is no map.
    Unreadable(Box<FlinkError>),
    /// A weight is no Java `int`.
    NotANumber(NumberError),
    /// 1.12: a consumer that it does not know.
    Unknown {
        /// The name.
        name: String,
    },
    /// A weight below zero.
    Negative {
        /// The name.
        name: String,
        /// The weight.
        weight: i32,
    },
}

impl ConsumerError {
    /// The simple name of the Java exception class.
    pub fn exception(&self) -> &'static str {
        match self {
            ConsumerError::NoWeights => "UnsupportedOperationException",
            ConsumerError::Unreadable(error) => error.exception(),
            ConsumerError::NotANumber(_) => "NumberFormatException",
            ConsumerError::Unknown { .. } | ConsumerError::Negative { .. } => "IllegalConfigurationException",
        }
    }

    /// The exception that this one names as its cause.
    pub fn cause(&self) -> Option<&FlinkError> {
        if let ConsumerError::Unreadable(error) = self { error.cause() } else { None }
    }
}

impl fmt::Display for ConsumerError {
    /// Flink's own message; of a release that has none, a plain sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ConsumerError::NoWeights => f.write_str("this Flink release has no managed memory consumer weights"),
            ConsumerError::Unreadable(error) => error.fmt(f),
            ConsumerError::NotANumber(error) => error.fmt(f),
            ConsumerError::Unknown { name } => write!(f, "Unknown managed memory consumer: {name}"),
            ConsumerError::Negative { name, weight } => {
                write!(f, "Managed memory weight should not be negative. Configured weight for {name} is {weight}.")
            }
        }
    }
}

impl std::error::Error for ConsumerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause().map(|cause| cause as _)
    }
}
