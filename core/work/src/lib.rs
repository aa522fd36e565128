//! Projects and work items: roles, types with their status workflows, hierarchy, manual order, boards.
//!
//! Pure: decides over values that it is given. Who is a member and what stands where, the store knows.

mod board;
mod check;
mod defaults;
mod hierarchy;
mod limits;
pub mod rank;
mod relation;
mod role;
mod transition;
mod workflow;

pub use board::{BoardSettings, merged_statuses};
pub use check::{check_board, check_type};
pub use defaults::default_types;
pub use hierarchy::{Place, check_place};
pub use limits::{DEPTH_MAX, MEMBERS_MAX, RANK_MAX_CHARS, TYPES_MAX};
pub use relation::RelationKind;
pub use role::{Deed, ProjectRole};
pub use transition::{Mover, Step, is_open, verdict};
pub use workflow::{Category, Status, Transition, WorkType, Workflow};
