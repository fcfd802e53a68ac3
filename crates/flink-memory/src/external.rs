//! External resources, such as GPUs: which there are, and how much of each. What a deployment calls them stands in `resource_manager::external`.

use crate::config::Configuration;
use crate::error::FlinkError;
use crate::java;
use crate::map;
use crate::message::Message;
use crate::option::cluster::EXTERNAL_RESOURCE_LIST;
use crate::reader::{Derived, Reader, refuse};
use crate::release::Release;
use crate::rules;

/// What stands for no resources.
const NONE: &str = "none";

/// The names, in the order in which Flink goes through them; there are none before 1.11.
///
/// Source: `ExternalResourceUtils.getExternalResourceSet`.
pub(crate) fn names(configuration: &Configuration, release: Release) -> Derived<Vec<String>> {
    let text = configuration.text(EXTERNAL_RESOURCE_LIST.key).unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    for name in items(&text, release)? {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(java::in_hash_order(&names, |name| name).into_iter().cloned().collect())
}

/// The items of the list.
fn items(text: &str, release: Release) -> Derived<Vec<String>> {
    let Some(option) = EXTERNAL_RESOURCE_LIST.in_release(release) else { return Ok(Vec::new()) };
    if text == NONE && rules::EXTERNAL_RESOURCES_NONE.contains(release) {
        return Ok(Vec::new());
    }
    match map::items(text, release) {
        Ok(items) => Ok(items),
        Err(cause) => refuse(FlinkError::Unreadable { option, value: text.to_owned(), cause: Box::new(FlinkError::Map(cause)) }),
    }
}

/// The list as a start script hands it to a TaskManager, of resources in their order.
///
/// Source: `TaskExecutorProcessUtils.generateDynamicConfigsStr`.
pub(crate) fn handed_over(resources: &[(String, i64)], release: Release) -> String {
    if resources.is_empty() {
        return NONE.to_owned();
    }
    let names = resources.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(";");
    if rules::EXTERNAL_RESOURCES_QUOTED.contains(release) { ["\"", &names, "\""].concat() } else { names }
}

/// Reads the list that was handed over, as the TaskManager does. A shell parts it at blanks, so that a name with one may end it.
///
/// # Errors
/// A list that ends within quotes, or has quotes within a name.
pub(crate) fn taken_over(list: &str, release: Release) -> Derived<()> {
    items(list.split([' ', '\t', '\n']).next().unwrap_or_default(), release).map(drop)
}

/// How much there is of one; nothing where nobody says it.
pub(crate) fn amount(configuration: &Configuration, name: &str) -> Derived<Option<i64>> {
    let key = amount_key(name);
    let Some(value) = configuration.text(&key) else { return Ok(None) };
    match java::parse_long(&value) {
        Ok(amount) => Ok(Some(amount)),
        Err(cause) => refuse(FlinkError::UnreadableAmount { key, value, cause: Box::new(FlinkError::Number(cause)) }),
    }
}

/// The key of an amount.
pub(crate) fn amount_key(name: &str) -> String {
    ["external-resource.", name, ".amount"].concat()
}

/// What a derivation makes of them: how much there is of each, with a line of the log for those that are left out; nothing before 1.13.
pub(crate) fn derived(reader: &mut Reader<'_>) -> Derived<Vec<(String, i64)>> {
    if !reader.has(rules::EXTERNAL_RESOURCES_DERIVED) {
        return Ok(Vec::new());
    }
    amounts(reader.configuration(), reader.release(), &mut |message| reader.say(message))
}

/// How much there is of each, as far as there is any, in the order in which Flink keeps them; whoever hears it is told of the others.
///
/// Source: `ExternalResourceUtils.getExternalResourceAmountMap`.
pub(crate) fn amounts(configuration: &Configuration, release: Release, say: &mut dyn FnMut(Message)) -> Derived<Vec<(String, i64)>> {
    let mut amounts = Vec::new();
    for name in names(configuration, release)? {
        match amount(configuration, &name)? {
            None => say(Message::NoAmount { name }),
            Some(amount @ 1..) => amounts.push((name, amount)),
            Some(amount) => say(Message::AmountNotPositive { name, amount }),
        }
    }
    Ok(java::in_hash_order(&amounts, |(name, _): &(String, i64)| name).into_iter().cloned().collect())
}
