//! Reading options as Flink reads them: own key, older keys with their warning, default; and what piles up on the way, log and steps.

use crate::config::{Configuration, Value};
use crate::duration;
use crate::error::FlinkError;
use crate::fraction::Fraction;
use crate::java::{self, JavaFloat, NumberError};
use crate::map;
use crate::message::{LogLine, Message};
use crate::option::{DefaultValue, OptionSpec, ReleaseOption, ValueType};
use crate::pool::{Pool, PoolNode};
use crate::release::{Release, Releases};
use crate::size::MemorySize;
use crate::step::{Origin, Part, Range, Rule, Setting, Step};

/// What a part of a derivation gives. An error is handed up through many hands, and a box is cheaper to hand on.
pub(crate) type Derived<Output> = Result<Output, Box<FlinkError>>;

/// The configuration as one derivation sees it.
pub(crate) struct Reader<'a> {
    release: Release,
    configuration: &'a Configuration,
    /// A size that Flink puts into its copy of the configuration because a legacy option asks for it.
    legacy: Option<Setting<MemorySize>>,
    log: Vec<LogLine>,
    steps: Vec<Step>,
}

/// What a look-up finds.
enum Found<'a> {
    Value(&'a Value, Origin),
    Legacy(Setting<MemorySize>),
}

impl<'a> Reader<'a> {
    pub(crate) fn new(release: Release, configuration: &'a Configuration) -> Reader<'a> {
        Reader { release, configuration, legacy: None, log: Vec::new(), steps: Vec::new() }
    }

    pub(crate) fn into_parts(self) -> (Vec<LogLine>, Vec<Step>) {
        (self.log, self.steps)
    }

    /// Whether a rule holds in the release.
    pub(crate) fn has(&self, rule: Releases) -> bool {
        rule.contains(self.release)
    }

    pub(crate) fn release(&self) -> Release {
        self.release
    }

    /// What is set, as a person wrote it.
    pub(crate) fn configuration(&self) -> &'a Configuration {
        self.configuration
    }

    /// The option as the release knows it.
    pub(crate) fn option(&self, option: &'static OptionSpec) -> ReleaseOption {
        option.named_in(self.release)
    }

    /// Whether the release knows the option and a person set it, by its own key or an older one. Flink warns of the older one here too.
    pub(crate) fn is_set(&mut self, option: &'static OptionSpec) -> bool {
        option.in_release(self.release).is_some_and(|option| self.find(option).is_some())
    }

    /// Puts a legacy value in the place of an option that is not set.
    pub(crate) fn put_legacy(&mut self, setting: Setting<MemorySize>) {
        self.legacy = Some(setting);
    }

    /// The legacy value that stands in for an option.
    pub(crate) fn take_legacy(&mut self) -> Option<Setting<MemorySize>> {
        self.legacy.take()
    }

    /// What a person set, read as the option's type, or the default.
    fn read(&mut self, option: &'static OptionSpec) -> Derived<Setting<DefaultValue>> {
        let option = known(option, option.in_release(self.release))?;
        let (value, origin) = match self.find(option) {
            Some(Found::Value(value, origin)) => match typed(option.value_type(), value, self.release) {
                Ok(typed) => (typed, origin),
                Err(cause) => return refuse(FlinkError::Unreadable { option, value: value.to_string(), cause: Box::new(cause) }),
            },
            Some(Found::Legacy(setting)) => (DefaultValue::Size(setting.value), setting.origin),
            None => (option.default(), Origin::Default),
        };
        Ok(Setting { option, value, origin })
    }

    /// A size that a person set, or the default; `None` where there is neither.
    pub(crate) fn optional_size(&mut self, option: &'static OptionSpec) -> Derived<Option<Setting<MemorySize>>> {
        let read = self.read(option)?;
        Ok(read.value.size().map(|size| read.with(size)))
    }

    /// A size that is there. Only options with a default are asked for without asking first whether they are set.
    pub(crate) fn plain_size(&mut self, option: &'static OptionSpec) -> Derived<Setting<MemorySize>> {
        let setting = self.optional_size(option)?;
        known(option, setting)
    }

    /// A size that the derivation needs: unreadable values are a configuration exception.
    pub(crate) fn size(&mut self, option: &'static OptionSpec) -> Derived<Setting<MemorySize>> {
        match self.plain_size(option) {
            Err(cause) => refuse(FlinkError::UnreadableSize { option: self.option(option), cause }),
            setting => setting,
        }
    }

    /// A size that the derivation needs and that is a pool's: it is read, and kept as the pool's step.
    pub(crate) fn pool(&mut self, pool: Pool, option: &'static OptionSpec) -> Derived<MemorySize> {
        let setting = self.size(option)?;
        Ok(self.option_step(pool, setting))
    }

    /// A fraction, which Flink reads as a 32-bit float and widens.
    pub(crate) fn fraction(&mut self, option: &'static OptionSpec) -> Derived<Setting<Fraction>> {
        let read = self.read(option)?;
        known(option, read.value.fraction().map(|fraction| read.with(fraction)))
    }

    /// A Java `int` that a person set, or the default.
    pub(crate) fn int(&mut self, option: &'static OptionSpec) -> Derived<Setting<i32>> {
        let read = self.read(option)?;
        let number = if let DefaultValue::Integer(value) = read.value { i32::try_from(value).ok() } else { None };
        known(option, number.map(|number| read.with(number)))
    }

    /// A Java `double`; `None` where nobody set it.
    pub(crate) fn double(&mut self, option: &'static OptionSpec) -> Derived<Option<f64>> {
        Ok(if let DefaultValue::Double(value) = self.read(option)?.value { Some(value) } else { None })
    }

    /// A Java `int`; `None` where nobody set it and it has no default.
    pub(crate) fn optional_int(&mut self, option: &'static OptionSpec) -> Derived<Option<i32>> {
        let read = self.read(option)?;
        Ok(if let DefaultValue::Integer(value) = read.value { i32::try_from(value).ok() } else { None })
    }

    /// A name that a person set, or the default.
    pub(crate) fn name(&mut self, option: &'static OptionSpec) -> Derived<Option<&'static str>> {
        Ok(if let DefaultValue::Text(name) = self.read(option)?.value { Some(name) } else { None })
    }

    /// `true` or `false`, or the option's default.
    pub(crate) fn boolean(&mut self, option: &'static OptionSpec) -> Derived<bool> {
        Ok(self.read(option)?.value == DefaultValue::Boolean(true))
    }

    /// The text of an option's own key, for what Flink reads in bash.
    pub(crate) fn raw(&self, option: &OptionSpec) -> Option<String> {
        self.configuration.get(option.key).map(|value| text(value).into_owned())
    }

    /// Logs a line.
    pub(crate) fn say(&mut self, message: Message) {
        self.log.push(LogLine { release: self.release, message });
    }

    /// Keeps how a pool got its size, and hands the size on.
    pub(crate) fn step(&mut self, pool: Pool, size: MemorySize, rule: Rule) -> MemorySize {
        self.steps.push(Step { pool, size, rule });
        size
    }

    fn has_step(&self, pool: Pool) -> bool {
        self.steps.iter().any(|step| step.pool == pool)
    }

    /// Keeps how the pools that are made of others got their sizes, where that is not known already.
    pub(crate) fn sums(&mut self, tree: &PoolNode, size: &dyn Fn(Pool) -> Option<MemorySize>) {
        for child in tree.children {
            self.sums(child, size);
        }
        if let Some(whole) = size(tree.pool).filter(|_| !tree.children.is_empty() && !self.has_step(tree.pool)) {
            let pools: Vec<Pool> = tree.children.iter().map(|child| child.pool).collect();
            self.step(tree.pool, whole, Rule::Sum(parts(&pools, size)));
        }
    }

    /// Keeps that a pool is what is left of a whole, and hands the size on.
    pub(crate) fn rest(&mut self, pool: Pool, size: MemorySize, whole: Part, minus: &[Part], required: Option<Range>) -> MemorySize {
        self.step(pool, size, Rule::Remainder { whole, minus: minus.to_vec(), required })
    }

    /// Keeps that an option said a pool's size, and hands the size on.
    pub(crate) fn option_step(&mut self, pool: Pool, setting: Setting<MemorySize>) -> MemorySize {
        self.step(pool, setting.value, Rule::Option(setting))
    }

    /// Runs a part of the derivation whose log lines nobody sees.
    pub(crate) fn silently(&mut self, part: &mut dyn FnMut(&mut Self)) {
        let lines = self.log.len();
        part(self);
        self.log.truncate(lines);
    }

    fn find(&mut self, option: ReleaseOption) -> Option<Found<'a>> {
        if let Some(value) = self.configuration.get(option.key()) {
            return Some(Found::Value(value, Origin::Key));
        }
        if let Some(legacy) = self.legacy.filter(|legacy| legacy.option == option) {
            return Some(Found::Legacy(legacy));
        }
        for older_key in option.older_keys() {
            if let Some(value) = self.configuration.get(older_key) {
                // Flink repeats the line at every look-up; a person needs it once.
                let is_this =
                    |line: &LogLine| matches!(line.message, Message::DeprecatedKey { older_key: known, .. } if known == older_key);
                if !self.log.iter().any(is_this) {
                    self.say(Message::DeprecatedKey { older_key, option });
                }
                return Some(Found::Value(value, Origin::OlderKey(older_key)));
            }
        }
        None
    }
}

fn text(value: &Value) -> std::borrow::Cow<'_, str> {
    match value {
        Value::Text(text) => text.into(),
        value => value.to_string().into(),
    }
}

/// Pools with their sizes.
pub(crate) fn parts(pools: &[Pool], size: &dyn Fn(Pool) -> Option<MemorySize>) -> Vec<Part> {
    pools.iter().filter_map(|&pool| Some(Part { pool, size: size(pool)? })).collect()
}

/// An error that ends the derivation.
pub(crate) fn refuse<T>(error: FlinkError) -> Derived<T> {
    Err(Box::new(error))
}

/// What there is of an option that the derivation reads.
pub(crate) fn known<Output>(option: &OptionSpec, found: Option<Output>) -> Derived<Output> {
    found.ok_or_else(|| Box::new(FlinkError::UnknownOption { key: option.key }))
}

/// A sum or product of sizes, where Java's `long` can hold it.
pub(crate) fn long(size: Option<MemorySize>) -> Derived<MemorySize> {
    size.ok_or_else(|| Box::new(FlinkError::LongOverflow))
}

/// Flink's complaint about a value that is set for an option of this type; `None` where it can be read, as any text of type String can.
///
/// Source: `ConfigurationUtils.convertValue`; the option layer puts "Could not parse value …" around it.
pub fn complaint(value_type: ValueType, value: &Value, release: Release) -> Option<FlinkError> {
    match value_type {
        ValueType::Long => java::parse_long(&text(value)).err().map(FlinkError::Number),
        ValueType::Duration => duration::check(&text(value), release).err().map(FlinkError::Duration),
        ValueType::Map => map::check(&text(value), release).err().map(FlinkError::Map),
        read => typed(read, value, release).err(),
    }
}

/// A value as the type of an option that the derivation reads; texts of the other types are not looked into here.
fn typed(value_type: ValueType, value: &Value, release: Release) -> Result<DefaultValue, FlinkError> {
    let text = text(value);
    Ok(match (value_type, value) {
        (ValueType::MemorySize, _) => DefaultValue::Size(text.parse()?),
        (ValueType::Float, Value::Double(number)) => DefaultValue::Float(narrowed(*number)?),
        (ValueType::Float, _) => DefaultValue::Float(JavaFloat::narrowed(java::parse_float(&text)?).0),
        (ValueType::Double, Value::Double(number)) => DefaultValue::Double(*number),
        (ValueType::Double, _) => DefaultValue::Double(java::parse_double(&text)?),
        (ValueType::Integer, Value::Integer(number)) if i32::try_from(*number).is_err() => return Err(out_of_type(value, "integer")),
        (ValueType::Integer, _) => DefaultValue::Integer(java::parse_int(&text)?.into()),
        (ValueType::Boolean, _) => DefaultValue::Boolean(boolean(&text)?),
        (ValueType::Enum(names), _) => DefaultValue::Text(names.find(&text, release).ok_or(FlinkError::NotAName { names, release })?),
        _ => DefaultValue::None,
    })
}

fn out_of_type(value: &Value, type_name: &'static str) -> FlinkError {
    FlinkError::OutOfType { value: value.to_string(), type_name }
}

/// `ConfigurationUtils.convertToFloat`: a double from a YAML file must fit a float, a text may not even be tried.
fn narrowed(number: f64) -> Result<f32, FlinkError> {
    let magnitude = number.abs();
    if magnitude == 0.0 || (f64::from(f32::from_bits(1))..=f64::from(f32::MAX)).contains(&magnitude) {
        #[expect(clippy::cast_possible_truncation, reason = "Java narrows the double, too")]
        Ok(number as f32)
    } else {
        Err(out_of_type(&Value::Double(number), "float"))
    }
}

/// `ConfigurationUtils.convertToBoolean`, which compares in upper case.
fn boolean(text: &str) -> Result<bool, FlinkError> {
    if java::is_in_upper(text, "TRUE") {
        Ok(true)
    } else if java::is_in_upper(text, "FALSE") {
        Ok(false)
    } else {
        Err(FlinkError::NotABoolean { text: text.to_owned() })
    }
}

/// A double, unless it is one of which Java's `BigDecimal` says that it is no number.
pub(crate) fn decimal(value: f64) -> Derived<f64> {
    if value.is_finite() {
        return Ok(value);
    }
    refuse(FlinkError::Number(NumberError::NotADecimal { first: if value.is_nan() { 'N' } else { 'I' } }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_complains_in_flinks_words() {
        for (value_type, good, bad, message) in [
            (ValueType::MemorySize, "4g", "1.5g", "Memory size unit '.5g' does not match"),
            (ValueType::Float, "0.4", "0,4", "For input string: \"0,4\""),
            (ValueType::Double, "1e3", "", "empty String"),
            (ValueType::Integer, "25", "zzz", "For input string: \"zzz\""),
            (ValueType::Long, "-30000", "30 s", "For input string: \"30 s\""),
            (ValueType::Boolean, "True", "yes", "Unrecognized option for boolean: yes."),
            (ValueType::Duration, "10 s", "10 parsecs", "Time interval unit label 'parsecs' does not match"),
            (ValueType::Map, "OPERATOR:70", "OPERATOR", "Map item is not a key-value pair"),
        ] {
            let said = |text: &str| complaint(value_type, &text.into(), Release::LATEST);
            assert_eq!(said(good), None);
            assert!(said(bad).is_some_and(|error| error.to_string().starts_with(message)), "{value_type:?}");
        }
    }
}
