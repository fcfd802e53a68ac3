//! How many machines it makes: TaskManagers for a parallelism, pods on nodes, what is left over, what it costs.
//!
//! Nodes are all of one kind. Kubernetes' scheduler places pods by what they request and not in the best way, so a plan is the fewest nodes that
//! can do, and says nothing about where pods will land.

mod alternatives;
mod capacity;
#[cfg(test)]
mod laws;
mod node;
mod packing;
mod plan;
mod price;

pub use alternatives::{Alternative, alternatives, best, plans};
pub use capacity::Capacity;
pub use node::{Node, Reservation};
pub use plan::{Bound, ClusterRequest, MOST_JOB_MANAGERS, NodeGroup, Plan, PlanError, PodKind, plan};
pub use price::{Price, PriceError};
