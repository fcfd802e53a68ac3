//! Reading options as Flink reads them: own key, older keys with their warning, default; and what piles up on the way, log and steps.

use super::Request;
use crate::config::{Configuration, Value};
use crate::duration;
use crate::error::FlinkError;
use crate::fraction::Fraction;
use crate::java::{self, NumberError};
use crate::map;
use crate::message::{LogLine, Message};
use crate::option::{DefaultValue, OptionSpec, ReleaseOption, ValueType};
use crate::pool::{Pool, PoolNode};
use crate::release::Release;
use crate::size::MemorySize;
use crate::step::{Origin, Part, Rule, Setting, Step};

/// The configuration as one derivation sees it.
pub(super) struct Reader<'a> {
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
    pub(super) fn new(request: &'a Request) -> Reader<'a> {
        Reader { release: request.release, configuration: &request.configuration, legacy: None, log: Vec::new(), steps: Vec::new() }
    }

    pub(super) fn into_parts(self) -> (Vec<LogLine>, Vec<Step>) {
        (self.log, self.steps)
    }

    pub(super) fn release(&self) -> Release {
        self.release
    }

    /// The option as the release knows it.
    pub(super) fn option(&self, option: &'static OptionSpec) -> Result<ReleaseOption, FlinkError> {
        option.in_release(self.release).ok_or(FlinkError::UnknownOption { key: option.key })
    }

    /// Whether the release knows the option and a person set it, by its own key or an older one. Flink warns of the older one here too.
    pub(super) fn is_set(&mut self, option: &'static OptionSpec) -> bool {
        option.in_release(self.release).is_some_and(|option| self.find(option).is_some())
    }

    /// Puts a legacy value in the place of an option that is not set.
    pub(super) fn put_legacy(&mut self, setting: Setting<MemorySize>) {
        self.legacy = Some(setting);
    }

    /// A size that a person set, or the default; `None` where there is neither.
    pub(super) fn optional_size(&mut self, option: &'static OptionSpec) -> Result<Option<Setting<MemorySize>>, FlinkError> {
        let option = self.option(option)?;
        match self.find(option) {
            Some(Found::Legacy(setting)) => Ok(Some(setting)),
            Some(Found::Value(value, origin)) => {
                let size = text(value).parse().map_err(|error| unreadable(option, value, FlinkError::Size(error)))?;
                Ok(Some(Setting { option, value: size, origin }))
            }
            None => Ok(option.default().size().map(|value| Setting { option, value, origin: Origin::Default })),
        }
    }

    /// A size that the derivation needs: unreadable values are a configuration exception.
    pub(super) fn size(&mut self, option: &'static OptionSpec) -> Result<Setting<MemorySize>, FlinkError> {
        let read = self.optional_size(option);
        let known = self.option(option)?;
        match read {
            Ok(Some(setting)) => Ok(setting),
            // Only options with a default are asked for without asking first whether they are set.
            Ok(None) => Err(FlinkError::UnknownOption { key: option.key }),
            Err(error) => Err(FlinkError::UnreadableSize { option: known, cause: Box::new(error) }),
        }
    }

    /// A size that the derivation needs and that is a pool's: it is read, and kept as the pool's step.
    pub(super) fn pool(&mut self, pool: Pool, option: &'static OptionSpec) -> Result<MemorySize, FlinkError> {
        let setting = self.size(option)?;
        Ok(self.option_step(pool, setting))
    }

    /// A fraction, which Flink reads as a 32-bit float and widens.
    pub(super) fn fraction(&mut self, option: &'static OptionSpec) -> Result<Setting<Fraction>, FlinkError> {
        let option = self.option(option)?;
        match self.find(option) {
            Some(Found::Value(value, origin)) => {
                let fraction = fraction(value).map_err(|error| unreadable(option, value, error))?;
                Ok(Setting { option, value: fraction, origin })
            }
            Some(Found::Legacy(_)) | None => {
                let default = option.default().fraction().ok_or(FlinkError::UnknownOption { key: option.key() })?;
                Ok(Setting { option, value: default, origin: Origin::Default })
            }
        }
    }

    /// A Java `int`; `None` where nobody set it.
    pub(super) fn int(&mut self, option: &'static OptionSpec) -> Result<Option<Setting<i32>>, FlinkError> {
        let option = self.option(option)?;
        let Some(Found::Value(value, origin)) = self.find(option) else { return Ok(None) };
        let number = int(value).map_err(|error| unreadable(option, value, error))?;
        Ok(Some(Setting { option, value: number, origin }))
    }

    /// A Java `int`, or the option's default.
    pub(super) fn int_or_default(&mut self, option: &'static OptionSpec) -> Result<Setting<i32>, FlinkError> {
        if let Some(setting) = self.int(option)? {
            return Ok(setting);
        }
        let option = self.option(option)?;
        match option.default() {
            DefaultValue::Integer(value) => {
                Ok(Setting { option, value: i32::try_from(value).unwrap_or(i32::MAX), origin: Origin::Default })
            }
            _ => Err(FlinkError::UnknownOption { key: option.key() }),
        }
    }

    /// A Java `double`; `None` where nobody set it.
    pub(super) fn double(&mut self, option: &'static OptionSpec) -> Result<Option<f64>, FlinkError> {
        let option = self.option(option)?;
        let Some(Found::Value(value, _)) = self.find(option) else { return Ok(None) };
        double(value).map(Some).map_err(|error| unreadable(option, value, error))
    }

    /// `true` or `false`, or the option's default.
    pub(super) fn boolean(&mut self, option: &'static OptionSpec) -> Result<bool, FlinkError> {
        let option = self.option(option)?;
        let Some(Found::Value(value, _)) = self.find(option) else {
            return Ok(option.default() == DefaultValue::Boolean(true));
        };
        boolean(&text(value)).map_err(|error| unreadable(option, value, error))
    }

    /// The text of an option's own key, for what Flink reads in bash.
    pub(super) fn raw(&self, option: &OptionSpec) -> Option<String> {
        self.configuration.get(option.key).map(|value| text(value).into_owned())
    }

    /// Logs a line. Flink repeats some; a person needs each distinct line once.
    pub(super) fn say(&mut self, message: Message) {
        let line = LogLine { release: self.release, message };
        if !self.log.contains(&line) {
            self.log.push(line);
        }
    }

    /// Keeps how a pool got its size, and hands the size on.
    pub(super) fn step(&mut self, pool: Pool, size: MemorySize, rule: Rule) -> MemorySize {
        self.steps.push(Step { pool, size, rule });
        size
    }

    fn has_step(&self, pool: Pool) -> bool {
        self.steps.iter().any(|step| step.pool == pool)
    }

    /// Keeps how the pools that are made of others got their sizes, where that is not known already.
    pub(super) fn sums(&mut self, tree: &PoolNode, size: impl Fn(Pool) -> Option<MemorySize> + Copy) {
        for child in tree.children {
            self.sums(child, size);
        }
        if let Some(whole) = size(tree.pool).filter(|_| !tree.children.is_empty() && !self.has_step(tree.pool)) {
            let part = |node: &PoolNode| size(node.pool).map(|size| Part { pool: node.pool, size });
            self.step(tree.pool, whole, Rule::Sum(tree.children.iter().filter_map(part).collect()));
        }
    }

    /// Keeps that an option said a pool's size, and hands the size on.
    pub(super) fn option_step(&mut self, pool: Pool, setting: Setting<MemorySize>) -> MemorySize {
        self.step(pool, setting.value, Rule::Option(setting))
    }

    /// Runs a part of the derivation whose log lines nobody sees.
    pub(super) fn silently<Output>(&mut self, part: impl FnOnce(&mut Self) -> Output) -> Output {
        let lines = self.log.len();
        let output = part(self);
        self.log.truncate(lines);
        output
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
                self.say(Message::DeprecatedKey { older_key, option });
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

fn unreadable(option: ReleaseOption, value: &Value, cause: FlinkError) -> FlinkError {
    FlinkError::Unreadable { option, value: value.to_string(), cause: Box::new(cause) }
}

/// Flink's complaint about a value that is set for an option of this type; `None` where it can be read, as any text of type String can.
///
/// Source: `ConfigurationUtils.convertValue`; the option layer puts "Could not parse value …" around it.
pub fn complaint(value_type: ValueType, value: &Value, release: Release) -> Option<FlinkError> {
    let text = text(value);
    match value_type {
        ValueType::MemorySize => text.parse::<MemorySize>().err().map(FlinkError::Size),
        ValueType::Float => fraction(value).err(),
        ValueType::Double => double(value).err(),
        ValueType::Integer => int(value).err(),
        ValueType::Long => java::parse_long(&text).err().map(FlinkError::Number),
        ValueType::Boolean => boolean(&text).err(),
        ValueType::Duration => duration::check(&text, release).err().map(FlinkError::Duration),
        ValueType::Map => map::check(&text, release).err().map(FlinkError::Map),
        ValueType::String => None,
    }
}

/// `ConfigurationUtils.convertToFloat`: a double from a YAML file must fit a float, a text may not even be tried.
fn fraction(value: &Value) -> Result<Fraction, FlinkError> {
    match value {
        Value::Double(number) => {
            let magnitude = number.abs();
            if magnitude == 0.0 || (f64::from(f32::from_bits(1))..=f64::from(f32::MAX)).contains(&magnitude) {
                #[expect(clippy::cast_possible_truncation, reason = "Java narrows the double, too")]
                Ok(Fraction::from_f32(*number as f32))
            } else {
                Err(FlinkError::OutOfType { value: value.to_string(), type_name: "float" })
            }
        }
        value => Fraction::parse(&text(value)).map_err(FlinkError::Number),
    }
}

/// `ConfigurationUtils.convertToDouble`.
fn double(value: &Value) -> Result<f64, FlinkError> {
    match value {
        Value::Double(number) => Ok(*number),
        value => java::parse_double(&text(value)).map_err(FlinkError::Number),
    }
}

/// `ConfigurationUtils.convertToInt`.
fn int(value: &Value) -> Result<i32, FlinkError> {
    match value {
        Value::Integer(number) => {
            i32::try_from(*number).map_err(|_| FlinkError::OutOfType { value: value.to_string(), type_name: "integer" })
        }
        value => java::parse_int(&text(value)).map_err(FlinkError::Number),
    }
}

/// `ConfigurationUtils.convertToBoolean`, which compares in upper case: the long s of older print is an S there.
fn boolean(text: &str) -> Result<bool, FlinkError> {
    let upper = text.replace('ſ', "S");
    if upper.eq_ignore_ascii_case("true") {
        Ok(true)
    } else if upper.eq_ignore_ascii_case("false") {
        Ok(false)
    } else {
        Err(FlinkError::NotABoolean { text: text.to_owned() })
    }
}

/// What Java's `BigDecimal` says to a double that is no number.
pub(super) fn not_a_decimal(value: f64) -> Option<FlinkError> {
    let first = if value.is_nan() {
        'N'
    } else if value.is_infinite() {
        'I'
    } else {
        return None;
    };
    Some(FlinkError::Number(NumberError::NotADecimal { first }))
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
