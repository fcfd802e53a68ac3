//! External resources, such as GPUs: their names, how much there is of each, and what a deployment calls them.

use super::ResourceManagerError;
use super::line::{Log, Notice};
use crate::config::Configuration;
use crate::error::FlinkError;
use crate::java;
use crate::map;
use crate::option::cluster::EXTERNAL_RESOURCE_LIST;
use crate::release::Release;
use crate::rules;
use crate::slots::{Amount, ExternalResources};

/// The external resources of a configuration.
pub(super) struct External<'a> {
    configuration: &'a Configuration,
    names: Vec<String>,
}

/// A resource that is asked for.
#[derive(Clone)]
pub(super) struct Asked {
    /// What the deployment calls it.
    pub(super) config_key: String,
    pub(super) amount: i64,
}

/// The external resources that the slots of a TaskManager share; nothing before 1.13, where its resources do not have them.
///
/// # Errors
/// A list or an amount that cannot be read.
///
/// Source: `ExternalResourceUtils.getExternalResourceAmountMap`.
///
/// ```
/// use flink_memory::resource_manager::external_resources;
/// use flink_memory::{Amount, Configuration, Release};
///
/// let configuration = Configuration::from_iter([("external-resources", "gpu"), ("external-resource.gpu.amount", "2")]);
/// let external = external_resources(&configuration, Release::V1_20)?;
/// assert_eq!(Some(external.amount("gpu")), Amount::new(2.0));
/// # Ok::<(), flink_memory::resource_manager::ResourceManagerError>(())
/// ```
pub fn external_resources(configuration: &Configuration, release: Release) -> Result<ExternalResources, ResourceManagerError> {
    if !rules::EXTERNAL_RESOURCES_DERIVED.contains(release) {
        return Ok(ExternalResources::default());
    }
    let external = External::read(configuration, release)?;
    let amounts = external.amounts(&mut Log::new(release))?;
    Ok(amounts.into_iter().map(|(name, amount)| (name.to_owned(), Amount::whole(amount))).collect())
}

const LOGGER: &str = "ExternalResourceUtils";

impl External<'_> {
    /// Reads the names; there are none before 1.11.
    ///
    /// Source: `ExternalResourceUtils.getExternalResourceSet`.
    pub(super) fn read(configuration: &Configuration, release: Release) -> Result<External<'_>, ResourceManagerError> {
        let known = EXTERNAL_RESOURCE_LIST.in_release(release);
        let text = known.and_then(|option| configuration.text(option.key())).unwrap_or_default();
        let is_none = text == "none" && rules::EXTERNAL_RESOURCES_NONE.contains(release);
        let mut names = if is_none { Vec::new() } else { names(&text, release)? };
        names = java::in_hash_order(&names, |name| name).into_iter().cloned().collect();
        Ok(External { configuration, names })
    }

    /// How much there is of each resource, in the order of the names.
    ///
    /// Source: `ExternalResourceUtils.getExternalResourceAmountMap`, 1.13 and later, which a derivation ends with.
    fn amounts(&self, log: &mut Log) -> Result<Vec<(&str, i64)>, ResourceManagerError> {
        let mut amounts = Vec::new();
        for name in &self.names {
            match self.amount(name)? {
                None => log.say(LOGGER, Notice::NoAmount { name: name.clone() }),
                Some(amount @ 1..) => amounts.push((name.as_str(), amount)),
                Some(amount) => log.say(LOGGER, Notice::AmountNotPositive { name: name.clone(), amount }),
            }
        }
        Ok(amounts)
    }

    /// What a derivation makes of them, which reads and tells amounts from 1.13 on.
    pub(super) fn derived(configuration: &Configuration, release: Release, log: &mut Log) -> Result<(), ResourceManagerError> {
        if !rules::EXTERNAL_RESOURCES_DERIVED.contains(release) {
            return Ok(());
        }
        External::read(configuration, release)?.amounts(log).map(drop)
    }

    /// What is asked for, under the names of a deployment, such as `kubernetes.config-key`.
    ///
    /// Source: `ExternalResourceUtils.getExternalResourceConfigurationKeys`, up to 1.12 `getExternalResources`.
    pub(super) fn asked(&self, suffix: &str, release: Release, log: &mut Log) -> Result<Vec<Asked>, ResourceManagerError> {
        if self.names.is_empty() {
            return Ok(Vec::new());
        }
        log.say(LOGGER, Notice::ExternalResources(self.names.clone()));
        if rules::EXTERNAL_RESOURCES_DERIVED.contains(release) {
            self.by_names(suffix, release, log)
        } else {
            self.by_config_keys(suffix, log)
        }
    }

    /// From 1.13 on: in the order of the resources. What is wrong with amounts was told before.
    fn by_names(&self, suffix: &str, release: Release, log: &mut Log) -> Result<Vec<Asked>, ResourceManagerError> {
        let mut keys: Vec<(&str, String)> = Vec::new();
        for name in &self.names {
            let Some(config_key) = self.config_key(name, suffix, log) else { continue };
            if keys.iter().any(|(_, known)| *known == config_key) {
                log.say(LOGGER, Notice::DuplicateConfigKey { name: name.clone(), config_key: config_key.clone(), amount: None });
                keys.retain(|(_, known)| *known != config_key);
            }
            keys.push((name, config_key));
        }
        let amounts = self.amounts(&mut Log::new(release))?;
        let amount = |name: &str| amounts.iter().find(|(known, _)| *known == name).map(|(_, amount)| *amount);
        Ok(keys.into_iter().filter_map(|(name, config_key)| Some(Asked { amount: amount(name)?, config_key })).collect())
    }

    /// Up to 1.12: in the order of what the deployment calls them.
    fn by_config_keys(&self, suffix: &str, log: &mut Log) -> Result<Vec<Asked>, ResourceManagerError> {
        let mut asked: Vec<Asked> = Vec::new();
        for name in &self.names {
            let amount = self.amount(name)?;
            let Some(config_key) = self.config_key(name, suffix, log) else { continue };
            let name = name.clone();
            let notice = match amount {
                None => Notice::NoAmount { name },
                Some(amount @ ..=0) => Notice::AmountNotPositive { name, amount },
                Some(amount) => {
                    let others = asked.len();
                    asked.retain(|known| known.config_key != config_key);
                    let is_first = asked.len() == others;
                    asked.push(Asked { config_key: config_key.clone(), amount });
                    if is_first {
                        Notice::ExternalResourceAdded { name, config_key, amount }
                    } else {
                        Notice::DuplicateConfigKey { name, config_key, amount: Some(amount) }
                    }
                }
            };
            log.say(LOGGER, notice);
        }
        Ok(java::in_hash_order(&asked, |asked| &asked.config_key).into_iter().cloned().collect())
    }

    fn amount(&self, name: &str) -> Result<Option<i64>, ResourceManagerError> {
        let key = format!("external-resource.{name}.amount");
        let Some(value) = self.configuration.text(&key) else { return Ok(None) };
        match java::parse_long(&value) {
            Ok(amount) => Ok(Some(amount)),
            Err(cause) => Err(ResourceManagerError::Unreadable { key, value, cause: Box::new(FlinkError::Number(cause)) }),
        }
    }

    fn config_key(&self, name: &str, suffix: &str, log: &mut Log) -> Option<String> {
        let key = format!("external-resource.{name}.{suffix}");
        let found = self.configuration.text(&key).filter(|value| !value.chars().all(map::is_white_space));
        if found.is_none() {
            log.say(LOGGER, Notice::NoConfigKey { name: name.to_owned(), key });
        }
        found
    }
}

/// The items of a list, each once.
fn names(text: &str, release: Release) -> Result<Vec<String>, ResourceManagerError> {
    let unreadable = |cause| ResourceManagerError::Unreadable {
        key: EXTERNAL_RESOURCE_LIST.key.to_owned(),
        value: text.to_owned(),
        cause: Box::new(FlinkError::Map(cause)),
    };
    let mut names: Vec<String> = Vec::new();
    for name in map::items(text, release).map_err(unreadable)? {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}
