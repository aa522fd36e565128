//! Tables as text: what spreadsheet programs in China and elsewhere write, and what they can open safely.
//!
//! Cells are text here; what a cell means is decided by whoever knows the form.

mod delimiter;
mod encoding;
mod read;
mod write;

pub use delimiter::Delimiter;
pub use encoding::Encoding;
pub use read::{Table, read};
pub use write::write;

/// Bytes of a table that is read: 50,000 rows of some 400 bytes.
pub const CSV_MAX_BYTES: usize = 20 * 1024 * 1024;
/// Rows, the head included: more belongs into several files, each undone by itself when it was wrong.
pub const CSV_MAX_ROWS: usize = 50_000;
/// Columns: every field of the largest form once, and room for what the sender's program adds.
pub const CSV_MAX_COLUMNS: usize = 400;
/// Characters of one cell: what a spreadsheet program can hold in one.
pub const CSV_MAX_CELL_CHARS: usize = 32_767;
