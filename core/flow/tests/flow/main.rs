//! The rules of the flow engine as specifications. Each test names the rule (R1…) that it proves.

mod assign;
mod checks;
mod decide;
mod diff;
mod limits;
mod operations;
mod parallel;
mod preview;
mod projects;
mod properties;
mod random;
mod returns;
mod scripts;
mod snapshot;
mod world;
