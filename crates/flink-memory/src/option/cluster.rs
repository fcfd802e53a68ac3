//! The options of resource managers that no deployment has to itself.

use super::defaults::{Boolean, Text};
use super::{Era, OptionSpec, Source, ValueType, options};
use crate::release::{Release, Releases};

options! {
    "ClusterOptions":

    /// Whether slot sharing groups may have resources of their own. From 1.19 on they always may.
    ENABLE_FINE_GRAINED_RESOURCE_MANAGEMENT "cluster.fine-grained-resource-management.enabled" [
        Releases::between(Release::V1_13, Release::V1_17) => Boolean Boolean(false);
        Releases::between(Release::V1_18, Release::V1_18) => Boolean Boolean(true), deprecated;
    ]

    "ExternalResourceOptions":

    /// The names of external resources, such as `gpu`; each has an amount and, for a resource manager, a key of its own.
    EXTERNAL_RESOURCE_LIST "external-resources" [
        Releases::since(Release::V1_11) => String Text("[]");
    ]
}
