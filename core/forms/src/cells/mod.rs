//! Values as cells of tables that people exchange with spreadsheet programs: written so that they read back the
//! same, and read as people type them.

mod dates;
mod numbers;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use read::{Finder, Found, Place, can_be_read, from_cell, names_in};
pub use write::CellWriter;

/// Between several names in one cell.
const BETWEEN: &str = "; ";
/// What parts several names in one cell.
const SEPARATORS: [char; 5] = [';', '；', '、', '|', '\n'];
/// Between the two days of a range.
const UNTIL: &str = " ~ ";
/// Between region and detail of an address.
const WITHIN: &str = " | ";
