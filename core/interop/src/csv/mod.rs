//! Tables as text: what spreadsheet programs in China and elsewhere write, and what they can open safely.
//!
//! Cells are text here; what a cell means is decided by whoever knows the column.

mod delimiter;
mod encoding;
mod guard;
mod read;
mod write;

pub use delimiter::Delimiter;
pub use encoding::Encoding;
pub use read::CsvSource;
pub use write::CsvWriter;
