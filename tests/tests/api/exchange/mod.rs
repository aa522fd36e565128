//! Imports and exports, and the long tasks that carry them.

mod bad_input;
mod desk;
mod exports;
mod people;
mod records;
mod tasks;
