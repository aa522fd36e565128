//! Submitting, deciding, taking back, reading along: the flow rules as the API's clients meet them.

mod deadlines;
pub mod desk;
mod fields;
mod operations;
mod projects;
mod purchase;
mod races;
mod scripts;
mod sight;
mod submissions;
