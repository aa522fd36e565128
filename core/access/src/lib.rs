//! Who may do what: casbin policies, the compiled snapshot, permits, scopes and field masks.
//!
//! The store returns rows, `app` carries them here. No SQL, no HTTP, no clock: instants come in from outside.
//! Whatever is unknown, failed or stale is refused.

mod adapter;
mod cache;
mod decide;
mod explain;
mod permit;
mod places;
mod policy;
mod rows;
mod snapshot;

pub use cache::{SnapshotCache, Unavailable};
pub use decide::{Denied, Forms, Object};
pub use explain::{Explanation, Ground};
pub use permit::Permit;
pub use policy::{Policy, PolicyError};
pub use rows::{
    AccessRows, AssignmentRow, DepartmentRow, FieldRuleRow, MembershipRow, RoleGrantRow, RoleRow,
};
pub use snapshot::Snapshot;

#[cfg(test)]
mod fixture;
