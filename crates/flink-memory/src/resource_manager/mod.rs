//! What the resource managers ask for: the resources of pods on Kubernetes and of containers on YARN, and what YARN gives. How many of them there are to be is
//! not asked here, and what runs inside stands in `derive`.

mod client;
mod error;
mod external;
mod kubernetes;
mod line;
mod worker;
mod yarn;
mod yarn_allocation;

pub use error::{Client, ResourceManagerError};
pub use external::external_resources;
pub use kubernetes::{KubernetesPods, Pod, Quantities, kubernetes};
pub use line::{Line, Notice};
pub use worker::Worker;
pub use yarn::{Container, YarnCluster, YarnContainers, YarnJobManager, YarnTaskManager, yarn};
pub use yarn_allocation::{YarnAllocation, YarnAllocations, YarnScheduler};
