//! From the cells of a line to a row as wide as the head, within limits; the same for every format.

use weir_model::Issue;
use weir_model::table::{Cell, Row};

/// Rows below the head: more belongs into several files, each undone by itself when it was wrong.
pub const TABLE_MAX_ROWS: u32 = 200_000;
/// Columns: every field of the largest form once, and room for what the sender's program adds.
pub const TABLE_MAX_COLUMNS: usize = 400;
/// Characters of one cell: those of the longest text that a field may hold.
pub const CELL_MAX_CHARS: usize = weir_model::limits::LONG_TEXT_MAX_CHARS;

/// Gives rows their width; the first row that is not empty is the head.
#[derive(Debug, Default)]
pub(crate) struct Shaper {
    width: Option<usize>,
    rows: u32,
}

impl Shaper {
    /// The row; none for a row of empty cells.
    ///
    /// # Errors
    /// When the table as a whole is too large.
    pub fn row(&mut self, number: u32, mut cells: Vec<Cell>) -> Result<Option<Row>, Issue> {
        while cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(None);
        }
        let Some(width) = self.width else {
            if cells.len() > TABLE_MAX_COLUMNS {
                return Err(at_row(number, "interop.too_many_columns").with("max", TABLE_MAX_COLUMNS));
            }
            self.width = Some(cells.len());
            let issue = too_long(&cells);
            return Ok(Some(Row { number, cells, issue }));
        };
        if self.rows >= TABLE_MAX_ROWS {
            return Err(at_row(number, "interop.too_many_rows").with("max", TABLE_MAX_ROWS));
        }
        self.rows += 1;
        // Trailing delimiters are common; a value without a column is a shifted row.
        let shifted = (cells.len() > width)
            .then(|| Issue::new(format!("column[{}]", width + 1), "interop.cell_without_column"))
            .map(|issue| issue.with("columns", width));
        cells.resize(width, Cell::Empty);
        let issue = shifted.or_else(|| too_long(&cells));
        Ok(Some(Row { number, cells, issue }))
    }

    /// Refuses a table of which nothing was seen.
    ///
    /// # Errors
    /// `interop.empty`.
    pub fn end(&self) -> Result<(), Issue> {
        if self.width.is_some() { Ok(()) } else { Err(Issue::new("", "interop.empty")) }
    }
}

fn at_row(number: u32, code: &'static str) -> Issue {
    Issue::new(format!("row[{number}]"), code)
}

fn too_long(cells: &[Cell]) -> Option<Issue> {
    // Bytes bound characters from above, so that the common case counts nothing.
    let long = |cell: &Cell| matches!(cell, Cell::Text(t) if t.len() > CELL_MAX_CHARS && t.chars().count() > CELL_MAX_CHARS);
    let column = cells.iter().position(long)? + 1;
    Some(Issue::new(format!("column[{column}]"), "interop.cell_too_long").with("max", CELL_MAX_CHARS))
}
