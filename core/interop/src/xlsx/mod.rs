//! Excel workbooks: values out of one sheet, typed; a sheet of typed values into a new one. No formulas, neither way.

mod bomb;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use bomb::{UNPACKED_MAX_BYTES, UNPACKED_MAX_PARTS};
pub use read::XlsxSource;
pub use write::{SHEET_MAX_ROWS, XlsxWriter};
