//! What an option is: key, type, default, older keys, and the releases that know it. The rows stand in the files beside this one.

pub mod cluster;
pub mod containerized;
pub mod forst;
pub mod java_options;
pub mod java_options_1_16;
pub mod jobmanager;
pub mod kubernetes;
pub mod kubernetes_1_16;
pub mod network;
pub mod rocksdb;
pub mod shuffle;
pub mod taskmanager;
pub mod yarn;

use std::fmt;

use crate::fraction::Fraction;
use crate::java::{self, JavaDouble, JavaFloat};
use crate::release::{Release, Releases};
use crate::size::MemorySize;

type Table = &'static [&'static OptionSpec];

/// The options of a process's memory, in the order in which a person would look through them.
const OF_MEMORY: &[Table] = &[taskmanager::TABLE, jobmanager::TABLE, containerized::TABLE, network::TABLE, rocksdb::TABLE];

/// The options of what follows from a breakdown. Apart from the others, so that a page that never asks does not load them.
const OF_WHAT_FOLLOWS: &[Table] = &[
    forst::TABLE,
    shuffle::TABLE,
    cluster::TABLE,
    kubernetes::TABLE,
    kubernetes_1_16::TABLE,
    yarn::TABLE,
    java_options::TABLE,
    java_options_1_16::TABLE,
];

/// Where Flink declares an option. Apart from the options, so that a page that never asks does not load it.
struct Source {
    key: &'static str,
    class: &'static str,
    field: &'static str,
}

const SOURCES: &[&[Source]] = &[
    taskmanager::SOURCES,
    jobmanager::SOURCES,
    containerized::SOURCES,
    network::SOURCES,
    rocksdb::SOURCES,
    forst::SOURCES,
    shuffle::SOURCES,
    cluster::SOURCES,
    kubernetes::SOURCES,
    kubernetes_1_16::SOURCES,
    yarn::SOURCES,
    java_options::SOURCES,
    java_options_1_16::SOURCES,
];

/// Every option that the model knows, in every release.
///
/// ```
/// use flink_memory::{Release, option};
/// let known = option::all().filter(|option| option.in_release(Release::V2_3).is_some());
/// assert!(known.count() > 40);
/// ```
pub fn all() -> impl Iterator<Item = &'static OptionSpec> {
    options_of(OF_MEMORY).chain(options_of(OF_WHAT_FOLLOWS))
}

/// The option with this key; older keys are not looked at, except where an older key was an option of its own.
pub fn by_key(key: &str) -> Option<&'static OptionSpec> {
    all().find(|option| option.key == key)
}

/// The option that `release` reads through this key, be it the option's own key or one of its older keys.
///
/// `None` where the release does not know the key.
pub fn by_any_key(key: &str, release: Release) -> Option<&'static OptionSpec> {
    reader_among(all, key, release)
}

/// As [`by_any_key`], among the options of a process's memory alone.
pub fn of_memory_by_any_key(key: &str, release: Release) -> Option<&'static OptionSpec> {
    reader_among(|| options_of(OF_MEMORY), key, release)
}

/// Whether this is the key of an option of a process's memory, in whatever release, or an older key that `release` reads.
pub fn is_of_memory(key: &str, release: Release) -> bool {
    options_of(OF_MEMORY).any(|option| option.key == key) || of_memory_by_any_key(key, release).is_some()
}

fn options_of(tables: &'static [Table]) -> impl Iterator<Item = &'static OptionSpec> {
    tables.iter().flat_map(|table| table.iter().copied())
}

fn reader_among<Options>(options: fn() -> Options, key: &str, release: Release) -> Option<&'static OptionSpec>
where
    Options: Iterator<Item = &'static OptionSpec>,
{
    let reads_key = |known: ReleaseOption| known.key() == key || known.older_keys().any(|older| older == key);
    let readers = || options().filter(|&option| option.in_release(release).is_some_and(reads_key));
    // Where a key is both an older key and an obsolete option of its own, the option that is still read wins.
    let is_current = |option: &&'static OptionSpec| option.in_release(release).is_some_and(|known| !known.is_deprecated());
    readers().find(is_current).or_else(|| readers().next())
}

/// One option over all releases: its key and, per span of releases, what it is there.
#[derive(Debug)]
pub struct OptionSpec {
    /// The key as it is written today.
    pub key: &'static str,
    /// What the option is, per span of releases; sorted, without overlap. A gap means the release does not know it.
    pub eras: &'static [Era],
}

impl OptionSpec {
    /// The option as `release` knows it, for a message that names it; where the release does not know it, it has no default and no type.
    pub(crate) fn named_in(&'static self, release: Release) -> ReleaseOption {
        static NOTHING: Era = Era {
            releases: Releases::ALL,
            value_type: ValueType::String,
            default: DefaultValue::None,
            older_keys: &[],
            is_deprecated: false,
        };
        self.in_release(release).unwrap_or(ReleaseOption { spec: self, era: &NOTHING })
    }

    /// Whether `release` is one of those after the last that knows it.
    pub(crate) fn is_gone(&self, release: Release) -> bool {
        self.eras.last().is_some_and(|era| era.releases.last() < release)
    }

    /// The option as `release` knows it; `None` where it does not.
    pub fn in_release(&'static self, release: Release) -> Option<ReleaseOption> {
        let era = self.eras.iter().find(|era| era.releases.contains(release))?;
        Some(ReleaseOption { spec: self, era })
    }
}

/// Two options are the same if their keys are: the table holds each key once.
impl PartialEq for OptionSpec {
    fn eq(&self, other: &OptionSpec) -> bool {
        self.key == other.key
    }
}

impl Eq for OptionSpec {}

/// What an option is during a span of releases.
#[derive(Debug)]
pub struct Era {
    releases: Releases,
    value_type: ValueType,
    default: DefaultValue,
    older_keys: &'static [&'static str],
    is_deprecated: bool,
}

impl Era {
    /// The same, also read through older keys, in this order, with a warning of Flink's for each use.
    const fn or(mut self, older_keys: &'static [&'static str]) -> Era {
        self.older_keys = older_keys;
        self
    }

    /// The same, marked by Flink as deprecated as a whole.
    const fn deprecated(mut self) -> Era {
        self.is_deprecated = true;
        self
    }
}

/// An option as one release knows it. `Display` prints what Flink's `ConfigOption.toString` prints, which is how it stands in messages.
#[derive(Clone, Copy, Debug)]
pub struct ReleaseOption {
    spec: &'static OptionSpec,
    era: &'static Era,
}

impl ReleaseOption {
    /// The option's own key.
    pub const fn key(self) -> &'static str {
        self.spec.key
    }

    /// The span of releases in which the option is as it is in this one.
    pub const fn releases(self) -> Releases {
        self.era.releases
    }

    /// The Java type of its values.
    pub const fn value_type(self) -> ValueType {
        self.era.value_type
    }

    /// The value that holds where nobody set one.
    pub const fn default(self) -> DefaultValue {
        self.era.default
    }

    /// The older keys through which the release still reads it, in the order in which Flink tries them.
    pub fn older_keys(self) -> impl Iterator<Item = &'static str> {
        self.era.older_keys.iter().copied()
    }

    /// Whether Flink marks the option itself as deprecated.
    pub const fn is_deprecated(self) -> bool {
        self.era.is_deprecated
    }

    /// Where Flink declares it: class and field of the verified patch release.
    pub fn source(self) -> (&'static str, &'static str) {
        let source = SOURCES.iter().flat_map(|table| table.iter()).find(|source| source.key == self.key());
        source.map_or(("", ""), |source| (source.class, source.field))
    }
}

/// The same option in the same span of releases.
impl PartialEq for ReleaseOption {
    fn eq(&self, other: &ReleaseOption) -> bool {
        std::ptr::eq(self.spec, other.spec) && self.era.releases == other.era.releases
    }
}

impl Eq for ReleaseOption {}

impl fmt::Display for ReleaseOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key: '{}' , default: {} (fallback keys: [", self.key(), self.era.default)?;
        for (index, key) in self.older_keys().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{{key={key}, isDeprecated=true}}")?;
        }
        f.write_str("])")
    }
}

/// The Java type of an option's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// Bytes with a unit, see [`MemorySize`].
    MemorySize,
    /// A 32-bit float, see [`Fraction`].
    Float,
    /// A 64-bit float.
    Double,
    /// A whole number of 32 bits.
    Integer,
    /// A whole number of 64 bits.
    Long,
    /// `true` or `false`.
    Boolean,
    /// Text that Flink reads in a way of its own.
    String,
    /// A span of time.
    Duration,
    /// Names and values.
    Map,
    /// A name out of some, in any case.
    Enum(&'static EnumType),
}

/// Names of which an option has one.
#[derive(Debug, PartialEq, Eq)]
pub struct EnumType {
    /// The simple name of the Java class.
    pub name: &'static str,
    /// Its whole name.
    pub class: &'static str,
    /// The names, and which releases have them.
    pub names: &'static [(&'static str, Releases)],
}

impl EnumType {
    /// The names that a release has, in Flink's order.
    pub fn in_release(&self, release: Release) -> impl Iterator<Item = &'static str> {
        self.names.iter().filter(move |(_, releases)| releases.contains(release)).map(|(name, _)| *name)
    }

    /// The name that a text is.
    ///
    /// Source: `ConfigurationUtils.convertToEnum`.
    pub(crate) fn find(&self, text: &str, release: Release) -> Option<&'static str> {
        self.in_release(release).find(|name| java::is_in_upper(text, name))
    }
}

impl ValueType {
    /// The simple name of the Java class, as Flink's documentation gives it.
    pub const fn name(self) -> &'static str {
        match self {
            ValueType::MemorySize => "MemorySize",
            ValueType::Float => "Float",
            ValueType::Double => "Double",
            ValueType::Integer => "Integer",
            ValueType::Long => "Long",
            ValueType::Boolean => "Boolean",
            ValueType::String => "String",
            ValueType::Duration => "Duration",
            ValueType::Map => "Map",
            ValueType::Enum(names) => names.name,
        }
    }
}

/// The typed value that an option has where nobody set one. `Display` prints it as Flink does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DefaultValue {
    /// No default: not set means not set.
    None,
    /// A size.
    Size(MemorySize),
    /// A 32-bit float.
    Float(f32),
    /// A 64-bit float.
    Double(f64),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Boolean(bool),
    /// Text.
    Text(&'static str),
    /// Milliseconds.
    Milliseconds(u32),
    /// Weights by name.
    Weights(&'static [(&'static str, u32)]),
}

impl DefaultValue {
    /// The size, where the default is one.
    pub const fn size(self) -> Option<MemorySize> {
        if let DefaultValue::Size(size) = self { Some(size) } else { None }
    }

    /// The fraction, where the default is a 32-bit float.
    pub fn fraction(self) -> Option<Fraction> {
        if let DefaultValue::Float(value) = self { Some(Fraction::from_f32(value)) } else { None }
    }
}

impl fmt::Display for DefaultValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            DefaultValue::None => f.write_str("null"),
            DefaultValue::Size(size) => size.fmt(f),
            DefaultValue::Float(value) => JavaFloat(value).fmt(f),
            DefaultValue::Double(value) => JavaDouble(value).fmt(f),
            DefaultValue::Integer(value) => value.fmt(f),
            DefaultValue::Boolean(value) => f.write_str(if value { "true" } else { "false" }),
            DefaultValue::Text(text) => f.write_str(text),
            DefaultValue::Milliseconds(milliseconds) => {
                let seconds = JavaDouble(f64::from(milliseconds) / 1000.0).to_string();
                write!(f, "PT{}S", seconds.strip_suffix(".0").unwrap_or(&seconds))
            }
            DefaultValue::Weights(weights) => {
                f.write_str("{")?;
                for (index, (name, weight)) in weights.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{name}={weight}")?;
                }
                f.write_str("}")
            }
        }
    }
}

/// Declares the options of one class of Flink's as statics that bear the names of Flink's fields, and `TABLE`, which lists them all.
macro_rules! options {
    ($($class:literal: $($(#[$doc:meta])* $name:ident $key:literal [$($releases:expr => $type:ident $(: $names:ident)? $default:expr $(, [$($older:literal),+])? $(, $deprecated:ident)?;)+])+)+) => {
        $($(
            $(#[$doc])*
            pub static $name: OptionSpec = OptionSpec {
                key: $key,
                eras: &[$(
                    Era {
                        releases: $releases,
                        value_type: ValueType::$type $((&$names))?,
                        default: $default,
                        older_keys: &[],
                        is_deprecated: false,
                    }
                    $(.or(&[$($older),+]))?
                    $(.$deprecated())?
                ),+],
            };
        )+)+

        /// Where Flink declares the options of this file.
        pub(super) const SOURCES: &[Source] =
            &[$($(Source { key: $key, class: $class, field: stringify!($name) }),+),+];

        /// The options of this file.
        pub const TABLE: &[&OptionSpec] = &[$($(&$name),+),+];
    };
}
use options;

/// Short names for the defaults in the tables.
mod defaults {
    pub(super) use super::DefaultValue::*;
    use crate::option::DefaultValue;
    use crate::size::MemorySize;

    pub(super) const fn mebibytes(mebibytes: u32) -> DefaultValue {
        Size(MemorySize::from_mebibytes(mebibytes))
    }

    pub(super) const fn kibibytes(kibibytes: u32) -> DefaultValue {
        Size(MemorySize::from_kibibytes(kibibytes))
    }

    pub(super) const fn bytes(bytes: u16) -> DefaultValue {
        Size(MemorySize::from_few_bytes(bytes))
    }

    pub(super) const fn size(size: MemorySize) -> DefaultValue {
        Size(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eras_follow_each_other_without_overlap() {
        for option in all() {
            assert!(!option.eras.is_empty(), "{}", option.key);
            assert!(option.eras.windows(2).all(|pair| pair[0].releases.last() < pair[1].releases.first()), "{}", option.key);
        }
    }

    #[test]
    fn every_key_stands_once() {
        for (index, option) in all().enumerate() {
            assert!(all().skip(index + 1).all(|other| other.key != option.key), "{}", option.key);
        }
    }

    #[test]
    fn older_keys_lead_to_the_option_that_is_read() {
        let found = |key, release| by_any_key(key, release).map(|option| option.key);
        assert_eq!(found("taskmanager.memory.size", Release::V2_3), Some("taskmanager.memory.managed.size"));
        assert_eq!(found("taskmanager.network.memory.min", Release::V1_15), Some("taskmanager.memory.network.min"));
        assert_eq!(found("taskmanager.heap.size", Release::V2_0), None);
        assert_eq!(found("taskmanager.heap.size", Release::V1_20), Some("taskmanager.heap.size"));
    }
}
