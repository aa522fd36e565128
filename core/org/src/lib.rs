//! The organisation: departments, posts, heads and superiors; the look-ups from which "who acts" is resolved.
//!
//! Built from plain rows and pure: no SQL, no clock. It does not know flows; `app` maps a node's rule to a
//! look-up here and records the reason that comes back (R1).

pub mod check;
mod directory;
mod holders;
mod moment;
mod reason;
mod rows;
mod superiors;

pub use directory::Directory;
pub use moment::Moment;
pub use reason::{Found, PassedOver, Reason, Vacancy};
pub use rows::{DepartmentRow, DirectoryRows, MembershipRow, PostRow, RoleHolderRow, UserRow};

#[cfg(test)]
mod fixture;
