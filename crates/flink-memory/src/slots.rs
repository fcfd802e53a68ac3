//! Slots as resources: what the default slot of a TaskManager is, what slot sharing groups ask for, how often that fits and what is left.
//! Who asks, and in which order, is told and not found out here.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use crate::decimal::Decimal;
use crate::float::{Binary, DOUBLE};
use crate::java::NumberError;
use crate::natural::Big;
use crate::release::Release;
use crate::rules;
use crate::size::{MemorySize, SizeError};

/// An amount of cores or of an external resource, exact to eight decimals, as Flink keeps it.
///
/// `Display` prints it as Java's `BigDecimal` does without trailing zeros: `0.33333333`, `1E+2`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount {
    /// Unit: 10⁻⁸.
    units: u64,
}

/// How many decimals of an amount Flink keeps.
const DECIMALS: usize = 8;
const UNITS_OF_ONE: u64 = 100_000_000;

impl Amount {
    /// The amount nearest below the shortest decimal that a double stands for; `None` below zero and for what is no number.
    ///
    /// DIFFERENCE: above 92 233 720 368 all amounts are the same.
    ///
    /// Source: `Resource`, 1.14 and later.
    pub fn new(value: f64) -> Option<Amount> {
        let decimal = Decimal::shortest(value)?;
        Some(Amount { units: decimal.times(UNITS_OF_ONE).unwrap_or(i64::MAX.unsigned_abs()) })
    }

    /// A whole amount; nothing of one below zero.
    pub(crate) fn whole(amount: i64) -> Amount {
        let units = u64::try_from(amount).unwrap_or_default().saturating_mul(UNITS_OF_ONE);
        Amount { units: units.min(i64::MAX.unsigned_abs()) }
    }

    /// The double nearest to it. Unit: cores, or pieces of an external resource.
    ///
    /// ```
    /// use flink_memory::Amount;
    /// assert_eq!(Amount::new(0.333_333_333_3).map(Amount::value), Some(0.333_333_33));
    /// ```
    pub fn value(self) -> f64 {
        Binary::of_decimal(Big::from_u128(self.units.into()), -8, false).rounded(DOUBLE)
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.units == 0
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_zero() {
            return f.write_str("0");
        }
        let all = self.units.to_string();
        let digits = all.trim_end_matches('0');
        // The first digit's place, and how many digits stand behind the point.
        let exponent = i64::try_from(all.len()).unwrap_or_default() - 1 - 8;
        let decimals = DECIMALS.checked_sub(all.len() - digits.len());
        match decimals {
            Some(decimals) if exponent >= -6 => {
                let digits = format!("{digits:0>width$}", width = decimals + 1);
                let (whole, behind) = digits.split_at_checked(digits.len() - decimals).unwrap_or((&digits, ""));
                write!(f, "{whole}{}{behind}", if behind.is_empty() { "" } else { "." })
            }
            _ => {
                let (first, behind) = digits.split_at_checked(1).unwrap_or((digits, ""));
                write!(f, "{first}{}{behind}E{exponent:+}", if behind.is_empty() { "" } else { "." })
            }
        }
    }
}

/// External resources by name, such as `gpu`, in the order of the names. What there is nothing of is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExternalResources(Vec<(String, Amount)>);

impl ExternalResources {
    /// How much there is of one; nothing of one that is not there.
    pub fn amount(&self, name: &str) -> Amount {
        self.0.iter().find(|(known, _)| known == name).map_or(Amount::default(), |(_, amount)| *amount)
    }

    /// Each with its name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Amount)> {
        self.0.iter().map(|(name, amount)| (name.as_str(), *amount))
    }
}

impl FromIterator<(String, Amount)> for ExternalResources {
    /// Of one that comes twice, what comes last counts.
    fn from_iter<T: IntoIterator<Item = (String, Amount)>>(resources: T) -> ExternalResources {
        let mut sorted: Vec<(String, Amount)> = Vec::new();
        for (name, amount) in resources {
            let place = sorted.partition_point(|(known, _)| *known < name);
            match sorted.get_mut(place).filter(|(known, _)| *known == name) {
                Some(known) => known.1 = amount,
                None => sorted.insert(place, (name, amount)),
            }
        }
        sorted.retain(|(_, amount)| !amount.is_zero());
        ExternalResources(sorted)
    }
}

/// The resources of a TaskManager or of one slot.
///
/// `Display` prints them as Flink logs a `ResourceProfile`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resources {
    /// CPU cores.
    pub cpu_cores: Amount,
    /// Task heap.
    pub task_heap: MemorySize,
    /// Task off-heap memory.
    pub task_off_heap: MemorySize,
    /// Managed memory.
    pub managed: MemorySize,
    /// Network memory.
    pub network: MemorySize,
    /// External resources.
    pub external: ExternalResources,
}

impl Resources {
    /// The default slot of a TaskManager with these resources: a share of each, rounded down. What is lost by rounding stays free.
    ///
    /// # Errors
    /// A number of slots that is not positive.
    ///
    /// Source: `SlotManagerUtils.generateDefaultSlotResourceProfile`.
    pub fn default_slot(&self, slots: i32) -> Result<Resources, ResourceError> {
        let count = u32::try_from(slots).map_err(|_| ResourceError::Negative)?;
        let count = std::num::NonZeroU32::new(count).ok_or(ResourceError::DivisionByZero)?;
        let share = |amount: Amount| Amount { units: amount.units / u64::from(count.get()) };
        let [task_heap, task_off_heap, managed, network] = self.sizes().map(|size| size.shared_by(count));
        let external = self.external.iter().map(|(name, amount)| (name.to_owned(), share(amount))).collect();
        Ok(Resources { cpu_cores: share(self.cpu_cores), task_heap, task_off_heap, managed, network, external })
    }

    /// Takes resources away; `None` where one of them is more than what is there.
    ///
    /// Source: `ResourceProfile.allFieldsNoLessThan` and `subtract`.
    pub fn minus(&self, taken: &Resources) -> Option<Resources> {
        let less = |from: Amount, taken: Amount| Some(Amount { units: from.units.checked_sub(taken.units)? });
        let is_there = taken.external.iter().all(|(name, amount)| amount <= self.external.amount(name));
        let left = |(name, amount): (&str, Amount)| Some((name.to_owned(), less(amount, taken.external.amount(name))?));
        let external = self.external.iter().map(left).collect::<Option<_>>().filter(|_| is_there)?;
        Some(Resources {
            cpu_cores: less(self.cpu_cores, taken.cpu_cores)?,
            task_heap: self.task_heap.minus(taken.task_heap)?,
            task_off_heap: self.task_off_heap.minus(taken.task_off_heap)?,
            managed: self.managed.minus(taken.managed)?,
            network: self.network.minus(taken.network)?,
            external,
        })
    }

    /// How often a slot fits, at most 2^31 − 1 times, whatever the number of default slots is; `None` for a slot of nothing.
    ///
    /// Source: `SlotManagerUtils.calculateDefaultNumSlots`.
    pub fn times(&self, slot: &Resources) -> Option<u32> {
        let sizes = self.sizes().into_iter().zip(slot.sizes()).map(|(whole, part)| (whole.bytes(), part.bytes()));
        let of_external = |(name, part): (&str, Amount)| (self.external.amount(name).units, part.units);
        let fields = sizes.chain(slot.external.iter().map(of_external)).chain([(self.cpu_cores.units, slot.cpu_cores.units)]);
        let times = fields.filter_map(|(whole, part)| whole.checked_div(part)).min()?;
        Some(u32::try_from(times).unwrap_or(u32::MAX).min(i32::MAX.unsigned_abs()))
    }

    fn sizes(&self) -> [MemorySize; 4] {
        [self.task_heap, self.task_off_heap, self.managed, self.network]
    }
}

/// More cores than that are not logged.
const MOST_CORES_LOGGED: Amount = Amount { units: 16_384 * UNITS_OF_ONE };

/// More memory than that is not logged: a pebibyte. Unit: bytes.
const MOST_BYTES_LOGGED: u64 = 1 << 50;

impl fmt::Display for Resources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut comma = "";
        f.write_str("ResourceProfile{")?;
        if self.cpu_cores <= MOST_CORES_LOGGED {
            write!(f, "cpuCores={}", self.cpu_cores)?;
            comma = ", ";
        }
        for (name, size) in ["taskHeapMemory", "taskOffHeapMemory", "managedMemory", "networkMemory"].into_iter().zip(self.sizes()) {
            if size.bytes() <= MOST_BYTES_LOGGED {
                write!(f, "{comma}{name}={}", size.human())?;
                comma = ", ";
            }
        }
        for (name, amount) in self.external.iter() {
            write!(f, "{comma}{name}={amount}")?;
            comma = ", ";
        }
        f.write_str("}")
    }
}

/// What a person gives a slot sharing group, as a program calls the builder of Flink: sizes are texts that `MemorySize.parse` reads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SlotRequest {
    /// CPU cores.
    pub cpu_cores: Option<f64>,
    /// Task heap.
    pub task_heap: Option<String>,
    /// Task off-heap memory.
    pub task_off_heap: Option<String>,
    /// Managed memory.
    pub managed: Option<String>,
    /// External resources by name.
    pub external: BTreeMap<String, f64>,
}

impl SlotRequest {
    /// Whether a program can give it in a release: 1.14 and later.
    pub fn is_in(release: Release) -> bool {
        rules::SLOT_SHARING_GROUP_RESOURCES.contains(release)
    }

    /// The resources of the group's slots; `None` where nothing is given, and the slots are default ones. Network memory is not given: it
    /// follows from the job, and is nothing here.
    ///
    /// # Errors
    /// What Flink throws, in the order in which it looks.
    ///
    /// Source: `SlotSharingGroup.Builder`, 1.14 and later.
    ///
    /// ```
    /// use flink_memory::{ResourceError, SlotRequest};
    ///
    /// let request = SlotRequest { cpu_cores: Some(0.5), task_heap: Some("256m".to_owned()), ..SlotRequest::default() };
    /// let slot = request.resources()?.expect("resources");
    /// assert_eq!(slot.to_string(), "ResourceProfile{cpuCores=0.5, taskHeapMemory=256.000mb (268435456 bytes), \
    ///     taskOffHeapMemory=0 bytes, managedMemory=0 bytes, networkMemory=0 bytes}");
    /// let cores_alone = SlotRequest { cpu_cores: Some(1.0), ..SlotRequest::default() };
    /// assert_eq!(cores_alone.resources(), Err(ResourceError::Incomplete));
    /// # Ok::<(), ResourceError>(())
    /// ```
    pub fn resources(&self) -> Result<Option<Resources>, ResourceError> {
        match self.cpu_cores {
            Some(f64::INFINITY) => return Err(ResourceError::Infinite(NumberError::NotADecimal { first: 'I' })),
            // What is no number is not positive either.
            Some(cores) if !matches!(cores.partial_cmp(&0.0), Some(Ordering::Greater)) => return Err(ResourceError::NoCpuCores),
            _ => {}
        }
        let size = |text: &Option<String>| text.as_ref().map(|text| text.parse::<MemorySize>()).transpose().map_err(ResourceError::Size);
        let task_heap = size(&self.task_heap)?;
        if task_heap == Some(MemorySize::ZERO) {
            return Err(ResourceError::NoTaskHeap);
        }
        let (task_off_heap, managed) = (size(&self.task_off_heap)?, size(&self.managed)?);
        let (Some(cores), Some(task_heap)) = (self.cpu_cores, task_heap) else {
            let is_unknown = self == &SlotRequest::default();
            return if is_unknown { Ok(None) } else { Err(ResourceError::Incomplete) };
        };
        let amount = |(name, &amount): (&String, &f64)| Some((name.clone(), Amount::new(amount)?));
        let external = self.external.iter().map(amount).collect::<Option<_>>().ok_or(ResourceError::Negative)?;
        let cpu_cores = Amount::new(cores).ok_or(ResourceError::Negative)?;
        if cpu_cores.is_zero() {
            return Err(ResourceError::CoresRoundedToNothing);
        }
        let (task_off_heap, managed) = (task_off_heap.unwrap_or_default(), managed.unwrap_or_default());
        Ok(Some(Resources { cpu_cores, task_heap, task_off_heap, managed, network: MemorySize::ZERO, external }))
    }
}

/// Why Flink refuses resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourceError {
    /// Cores that are not positive.
    NoCpuCores,
    /// Cores without end.
    Infinite(NumberError),
    /// Task heap of nothing.
    NoTaskHeap,
    /// Something is given, but not both cores and task heap.
    Incomplete,
    /// Cores of which eight decimals are nothing. Flink says nothing of it.
    CoresRoundedToNothing,
    /// An amount below zero.
    Negative,
    /// A size that cannot be read.
    Size(SizeError),
    /// No slots to divide by.
    DivisionByZero,
}

impl ResourceError {
    /// The simple name of the Java exception class.
    pub fn exception(&self) -> &'static str {
        match self {
            ResourceError::Size(SizeError::NoNumber) | ResourceError::Infinite(_) => "NumberFormatException",
            ResourceError::DivisionByZero => "ArithmeticException",
            _ => "IllegalArgumentException",
        }
    }

    /// Flink's own message; `None` where it has none.
    pub fn message(&self) -> Option<String> {
        let message = match self {
            ResourceError::NoCpuCores => "The cpu cores should be positive.",
            ResourceError::NoTaskHeap => "The task heap memory should be positive.",
            ResourceError::Incomplete => {
                "The cpu cores and task heap memory are required when specifying the resource of a slot sharing group. You need to \
                 explicitly configure them with positive value."
            }
            ResourceError::Negative => "Resource value must be no less than 0",
            ResourceError::DivisionByZero => "/ by zero",
            ResourceError::Size(error) => return Some(error.to_string()),
            ResourceError::Infinite(error) => return Some(error.to_string()),
            ResourceError::CoresRoundedToNothing => return None,
        };
        Some(message.to_owned())
    }
}

impl fmt::Display for ResourceError {
    /// Flink's message, or as Java prints that there is none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message().as_deref().unwrap_or("null"))
    }
}

impl std::error::Error for ResourceError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_printed_as_java_prints_them() {
        for (value, text) in [
            (0.0, "0"),
            (100.0, "1E+2"),
            (120.0, "1.2E+2"),
            (16.0, "16"),
            (20.5, "20.5"),
            (1e-8, "1E-8"),
            (0.000_001_234, "0.00000123"),
            (1e-7, "1E-7"),
            (12_345_678.125, "12345678.125"),
            (0.075, "0.075"),
        ] {
            assert_eq!(Amount::new(value).map(|amount| amount.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Amount::new(-0.1), None);
        assert_eq!(Amount::new(f64::NAN), None);
    }

    /// As `SlotSharingGroup.newBuilder` of 1.14.6 and 2.3.0 answers, before it looks at the heap.
    #[test]
    fn cores_that_are_no_amount_are_refused() {
        let refused = |cores| {
            let request = SlotRequest { cpu_cores: Some(cores), task_heap: Some("0".to_owned()), ..SlotRequest::default() };
            request.resources().map_err(|error| (error.exception(), error.to_string())).err()
        };
        let positive = Some(("IllegalArgumentException", "The cpu cores should be positive.".to_owned()));
        assert_eq!([f64::NAN, -1.0, 0.0].map(refused), [positive.clone(), positive.clone(), positive]);
        let message = "Character I is neither a decimal digit number, decimal point, nor \"e\" notation exponential mark.";
        assert_eq!(refused(f64::INFINITY), Some(("NumberFormatException", message.to_owned())));
    }

    fn resources([cores, heap, off_heap, managed, network, device]: [u8; 6]) -> Resources {
        let size = |bytes: u8| MemorySize::from_few_bytes(bytes.into());
        Resources {
            cpu_cores: Amount { units: cores.into() },
            task_heap: size(heap),
            task_off_heap: size(off_heap),
            managed: size(managed),
            network: size(network),
            external: [("gpu".to_owned(), Amount { units: device.into() })].into_iter().collect(),
        }
    }

    proptest! {
        #[test]
        fn a_slot_fits_as_often_as_is_told_and_not_once_more(whole: [u8; 6], slot in prop::array::uniform6(0u8..20)) {
            let (whole, slot) = (resources(whole), resources(slot));
            match whole.times(&slot) {
                None => prop_assert_eq!(slot, Resources::default()),
                Some(times) => {
                    let rest = (0..times).try_fold(whole, |left, _| left.minus(&slot));
                    prop_assert!(rest.is_some_and(|rest| rest.minus(&slot).is_none()));
                }
            }
        }

        #[test]
        fn default_slots_and_what_is_lost_are_the_whole(whole: [u8; 6], slots in 1i32..9) {
            let whole = resources(whole);
            let slot = whole.default_slot(slots).unwrap_or_default();
            let rest = (0..slots).try_fold(whole, |left, _| left.minus(&slot));
            let few = resources([u8::try_from(slots - 1).unwrap_or_default(); 6]);
            prop_assert!(rest.is_some_and(|rest| few.minus(&rest).is_some()));
        }
    }

    #[test]
    fn what_is_large_is_not_printed() {
        let printed = |cores: f64| Resources { cpu_cores: Amount::new(cores).unwrap_or_default(), ..Resources::default() }.to_string();
        assert!(printed(16_384.0).starts_with("ResourceProfile{cpuCores=16384, taskHeapMemory=0 bytes"));
        assert!(printed(16_385.0).starts_with("ResourceProfile{taskHeapMemory=0 bytes"));
        let everything = Resources { network: MemorySize::MAX, task_heap: MemorySize::MAX, ..Resources::default() };
        assert_eq!(everything.to_string(), "ResourceProfile{cpuCores=0, taskOffHeapMemory=0 bytes, managedMemory=0 bytes}");
    }
}
