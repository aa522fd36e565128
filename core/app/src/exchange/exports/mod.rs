//! Exports: everything that a list would show its reader, as a file for that reader alone.

mod ahead;
mod kind;
mod people;
mod picked;
mod records;
mod run;
mod writing;
