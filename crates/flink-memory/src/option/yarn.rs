//! The options of containers on YARN.

use super::defaults::Integer;
use super::{Era, OptionSpec, Source, ValueType, options};
use crate::release::Releases;

options! {
    "YarnConfigOptions":

    /// Virtual cores of the JobManager's container.
    APP_MASTER_VCORES "yarn.appmaster.vcores" [
        Releases::ALL => Integer Integer(1);
    ]

    /// Virtual cores of a TaskManager's container; as many as slots where it is not above zero.
    VCORES "yarn.containers.vcores" [
        Releases::ALL => Integer Integer(-1);
    ]
}
