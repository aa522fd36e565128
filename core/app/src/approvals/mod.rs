//! Starting flows, deciding in them, and reading what happened: what people do all day.
//!
//! A use case reads what it needs, lets the engine decide, and commits once (R25). The engine's jobs and messages
//! are stored with the decision and carried out by the worker.

mod batch;
mod case;
mod comments;
mod copies;
mod decide;
mod definitions;
mod documents;
mod drafts;
mod entries;
mod found;
mod history;
mod lists;
mod notify;
mod onlooker;
mod print;
mod proceed;
mod resubmit;
mod sight;
mod start;
mod steps;
mod submit;
mod surroundings;
mod terminate;
mod view;
mod withdraw;

pub use case::{CONTINUE_JOB, ContinueJob};
pub(crate) use case::{Case, Move, refused};
pub(crate) use comments::{COMMENT_ATTACHMENT, files_of};
pub use copies::CopyQuery;
pub use decide::Deed;
pub(crate) use definitions::Definitions;
pub(crate) use entries::{Entry, What};
pub use lists::{InstanceQuery, InstanceScope, TaskListState, TaskQuery};
pub(crate) use lists::{capped, counted};
pub(crate) use onlooker::Onlooker;
