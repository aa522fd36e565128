//! Other people's formats. Bytes in, values out, and back; no IO beyond the reader or writer given, no SQL.

pub mod csv;
mod shape;
mod source;
pub mod xlsx;

pub use shape::{CELL_MAX_CHARS, TABLE_MAX_COLUMNS, TABLE_MAX_ROWS};
pub use source::{Format, Sink, Source, Wish};

/// What a spreadsheet program takes for the beginning of a formula (OWASP, CSV injection), full-width forms included.
pub(crate) const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
