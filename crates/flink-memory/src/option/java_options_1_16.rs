//! The arguments of all processes under the key that they had up to 1.16.

use super::defaults::Text;
use super::{Era, OptionSpec, Source, ValueType, options};
use crate::release::{Release, Releases};

options! {
    "CoreOptions":

    /// Arguments of all processes.
    FLINK_JVM_OPTIONS "env.java.opts" [
        Releases::until(Release::V1_16) => String Text("");
    ]
}
