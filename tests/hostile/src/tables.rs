//! Tables from other programs.

use std::io::Cursor;
use std::ops::ControlFlow;

use weir_interop::csv::{CsvSource, CsvWriter};
use weir_interop::xlsx::XlsxSource;
use weir_model::Issue;
use weir_model::table::{Cell, Row};

/// A file of any encoding. What is read is a table of equal rows, and what is written of it reads alike.
pub fn csv(bytes: &[u8]) {
    let Ok(rows) = csv_rows(bytes) else { return };
    check(&rows);
    if rows.iter().any(|row| row.issue.is_some()) {
        return;
    }
    let mut writer = CsvWriter::new(Vec::new()).expect("memory");
    rows.iter().for_each(|row| writer.row(&row.cells).expect("memory"));
    let again = csv_rows(&writer.end().expect("memory"));
    let cells = |rows: Vec<Row>| -> Vec<Vec<Cell>> { rows.into_iter().map(|row| row.cells).collect() };
    assert_eq!(again.map(cells), Ok(cells(rows)), "what was read does not read back when written");
}

fn csv_rows(bytes: &[u8]) -> Result<Vec<Row>, Issue> {
    let mut rows = Vec::new();
    CsvSource::open(Cursor::new(bytes), None)?.each_row(&mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

/// A workbook. What is read of it is a table of equal rows.
pub fn workbook(bytes: &[u8]) {
    let mut rows = Vec::new();
    let Ok(mut source) = XlsxSource::open(Cursor::new(bytes), None) else { return };
    // Rows before what cannot be read were given.
    let _ = source.each_row(&mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    });
    check(&rows);
}

fn check(rows: &[Row]) {
    let width = rows.first().map_or(0, |head| head.cells.len());
    assert!(rows.iter().all(|row| row.cells.len() == width), "ragged: {rows:?}");
    assert!(rows.windows(2).all(|pair| pair[0].number < pair[1].number), "out of order: {rows:?}");
}
