//! What a deployment calls external resources, such as GPUs, and how much it is asked for. Which there are stands in `external`.

use super::ResourceManagerError;
use super::line::{Log, Notice};
use crate::config::Configuration;
use crate::external;
use crate::java;
use crate::map;
use crate::message::Message;
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
    let amounts = external::amounts(configuration, release, &mut |_| {})?;
    Ok(amounts.into_iter().map(|(name, amount)| (name, Amount::whole(amount))).collect())
}

const LOGGER: &str = "ExternalResourceUtils";

impl External<'_> {
    /// Reads the names.
    pub(super) fn read(configuration: &Configuration, release: Release) -> Result<External<'_>, ResourceManagerError> {
        Ok(External { configuration, names: external::names(configuration, release)? })
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
        let amounts = external::amounts(self.configuration, release, &mut |_| {})?;
        let amount = |name: &str| amounts.iter().find(|(known, _)| known == name).map(|(_, amount)| *amount);
        Ok(keys.into_iter().filter_map(|(name, config_key)| Some(Asked { amount: amount(name)?, config_key })).collect())
    }

    /// Up to 1.12: in the order of what the deployment calls them.
    fn by_config_keys(&self, suffix: &str, log: &mut Log) -> Result<Vec<Asked>, ResourceManagerError> {
        let mut asked: Vec<Asked> = Vec::new();
        for name in &self.names {
            let amount = external::amount(self.configuration, name)?;
            let Some(config_key) = self.config_key(name, suffix, log) else { continue };
            let name = name.clone();
            match amount {
                None => log.say_as_derived(Message::NoAmount { name }),
                Some(amount @ ..=0) => log.say_as_derived(Message::AmountNotPositive { name, amount }),
                Some(amount) => {
                    let others = asked.len();
                    asked.retain(|known| known.config_key != config_key);
                    let is_first = asked.len() == others;
                    asked.push(Asked { config_key: config_key.clone(), amount });
                    let notice = if is_first {
                        Notice::ExternalResourceAdded { name, config_key, amount }
                    } else {
                        Notice::DuplicateConfigKey { name, config_key, amount: Some(amount) }
                    };
                    log.say(LOGGER, notice);
                }
            }
        }
        Ok(java::in_hash_order(&asked, |asked| &asked.config_key).into_iter().cloned().collect())
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
