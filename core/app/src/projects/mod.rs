//! Projects: what they are, who is in them, and the work items that stand in them.
//!
//! Every use case takes a seat (`access`) first: the caller's role in the project. Who has none learns nothing of it.

mod access;
mod board;
mod bulk;
mod change;
mod comments;
mod create;
mod deadlines;
mod draw_template;
mod files;
mod found;
mod history;
mod items;
mod key;
mod links;
mod listing;
mod members;
mod mine;
mod of_instance;
mod place;
mod project;
mod sentence;
mod shipped;
mod show;
mod skeleton;
mod tell;
mod tell_founded;
mod templates;
mod transfer;
mod types;

pub(crate) use listing::Asked;
pub(crate) use types::Types;

pub use board::BoardQuery;
pub use listing::WorkItemQuery;
pub use mine::MyWorkQuery;
pub use project::ProjectQuery;
