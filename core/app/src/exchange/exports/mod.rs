//! Exports: everything that a list would show its reader, as a file for that reader alone.

mod kind;
mod people;
mod records;
mod run;
mod writing;
