//! Tables from other programs.

/// A file of any encoding. What is read is a table of equal rows, and what is written of it reads alike.
pub fn csv(bytes: &[u8]) {
    let Ok(table) = weir_interop::csv::read(bytes) else { return };
    let width = table.head.len();
    assert!(table.rows.iter().all(|row| row.len() == width), "ragged: {table:?}");
    let written = weir_interop::csv::write(std::iter::once(&table.head).chain(&table.rows));
    let again = weir_interop::csv::read(&written);
    assert!(again.is_ok(), "what was read cannot be read when written: {table:?} {again:?}");
}
