//! Imports: a file is looked at, its columns are mapped, it is checked as a whole, brought in, and taken back.

mod draft;
mod kind;
mod outline;
mod passwords;
mod people;
mod people_undo;
mod records;
mod records_undo;
mod report;
mod run;
mod start;

pub use report::IssueQuery;
