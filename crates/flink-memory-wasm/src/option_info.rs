//! Releases and options as objects for JavaScript. The facts stand in the model's tables.

use flink_memory::{DefaultValue, Release, ReleaseOption, option};
use serde::Serialize;

use crate::bytes::Bytes;

/// `ReleaseInfo` of `types.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReleaseInfo {
    release: String,
    verified_patch: &'static str,
}

impl ReleaseInfo {
    pub(crate) fn new(release: Release) -> ReleaseInfo {
        ReleaseInfo { release: release.to_string(), verified_patch: release.verified_patch() }
    }
}

/// `OptionInfo` of `types.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OptionInfo {
    key: &'static str,
    #[serde(rename = "type")]
    value_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default_size: Option<Bytes>,
    older_keys: Vec<&'static str>,
    deprecated: bool,
}

impl OptionInfo {
    /// The options of a release, in the order of the model's tables.
    pub(crate) fn all(release: Release) -> impl Iterator<Item = OptionInfo> {
        option::all().filter_map(move |option| option.in_release(release)).map(OptionInfo::new)
    }

    fn new(option: ReleaseOption) -> OptionInfo {
        let default = option.default();
        OptionInfo {
            key: option.key(),
            value_type: option.value_type().name(),
            default: (default != DefaultValue::None).then(|| default.to_string()),
            default_size: default.size().map(Bytes),
            older_keys: option.older_keys().collect(),
            deprecated: option.is_deprecated(),
        }
    }
}
