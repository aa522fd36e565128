//! What a project may hold. Each limit is named, has its unit, and says why it is what it is.

/// Levels of work items below one another: deeper trees are walked by nobody and drawn by no screen.
pub const DEPTH_MAX: usize = 30;
/// Members of one project: beyond it, it is a department.
pub const MEMBERS_MAX: usize = 500;
/// Types of work items in one project: each is a form of its own.
pub const TYPES_MAX: usize = 30;
/// Characters of a rank: when insertions at one place have made a longer one, the order is numbered anew.
pub const RANK_MAX_CHARS: usize = 120;
/// Statuses of one workflow: a board with more columns is not read.
pub(crate) const STATUSES_MAX: usize = 30;
/// Transitions of one workflow.
pub(crate) const TRANSITIONS_MAX: usize = 300;
/// The greatest limit of a board column.
pub(crate) const WIP_MAX: u32 = 999;
/// Characters of the name of a status, a transition or a type.
pub(crate) const NAME_MAX_CHARS: usize = 60;
