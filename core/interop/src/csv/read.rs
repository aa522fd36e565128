//! Reading a table of unknown origin, within limits, with findings that say where.

use csv::{ErrorKind, ReaderBuilder, StringRecord};
use weir_model::{Issue, Issues};

use super::delimiter::Delimiter;
use super::encoding::{Encoding, decode};
use super::{CSV_MAX_BYTES, CSV_MAX_CELL_CHARS, CSV_MAX_COLUMNS, CSV_MAX_ROWS};

/// A table as it stood in the file. Empty lines are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The encoding it was in.
    pub encoding: Encoding,
    /// What parted the cells.
    pub delimiter: Delimiter,
    /// The first row.
    pub head: Vec<String>,
    /// The others; each as wide as the first.
    pub rows: Vec<Vec<String>>,
    /// The number of each of `rows` as a spreadsheet program counts, for findings: the first line of a file is 1,
    /// empty lines count, a line end within a cell does not.
    pub numbers: Vec<usize>,
}

/// Findings shown at most; a file in which more is wrong is wrong as a whole.
const ISSUES_MAX: usize = 100;

/// Reads a table. Rows and columns in findings count as spreadsheet programs do, from 1: `row[3].column[2]`.
///
/// # Errors
/// Every finding, in the order of the file.
pub fn read(bytes: &[u8]) -> Result<Table, Issues> {
    if bytes.len() > CSV_MAX_BYTES {
        return Err(vec![Issue::new("", "interop.too_many_bytes").with("max", CSV_MAX_BYTES / 1024 / 1024)]);
    }
    let (text, encoding) = decode(bytes).map_err(|issue| vec![issue])?;
    let delimiter = Delimiter::detect(&text);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table { encoding, delimiter, head: vec![], rows: vec![], numbers: vec![] };
    let mut issues = Issues::new();
    let mut record = StringRecord::new();
    let mut row = 0;
    while issues.len() < ISSUES_MAX {
        row += 1 + empty_lines(&text, reader.position().byte());
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                issues.push(unreadable(row, error.kind()));
                break;
            }
        }
        if row > CSV_MAX_ROWS {
            issues.push(Issue::new(format!("row[{row}]"), "interop.too_many_rows").with("max", CSV_MAX_ROWS));
            break;
        }
        if table.head.is_empty() {
            table.head = record.iter().map(str::to_owned).collect();
            check_head(&table.head, row, &mut issues);
            if !issues.is_empty() {
                break;
            }
        } else if let Some(cells) = cells_of(&record, row, table.head.len(), &mut issues) {
            table.rows.push(cells);
            table.numbers.push(row);
        }
    }
    if table.head.is_empty() && issues.is_empty() {
        issues.push(Issue::new("", "interop.empty"));
    }
    if issues.is_empty() { Ok(table) } else { Err(issues) }
}

/// The empty lines that the reader will skip from there on.
fn empty_lines(text: &str, from: u64) -> usize {
    let from = usize::try_from(from).unwrap_or(usize::MAX);
    let (Some(before), Some(mut rest)) = (text.as_bytes().get(..from), text.as_bytes().get(from..)) else {
        return 0;
    };
    if before.ends_with(b"\r") {
        // The reader ends a record at the carriage return and leaves the line feed to the next.
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut lines = 0;
    while let Some(after) =
        [&b"\r\n"[..], b"\n", b"\r"].into_iter().find_map(|line_end| rest.strip_prefix(line_end))
    {
        rest = after;
        lines += 1;
    }
    lines
}

fn check_head(head: &[String], row: usize, issues: &mut Issues) {
    if head.len() > CSV_MAX_COLUMNS {
        let issue = Issue::new(format!("row[{row}]"), "interop.too_many_columns");
        issues.push(issue.with("max", CSV_MAX_COLUMNS));
        return;
    }
    for (i, name) in head.iter().enumerate() {
        check_cell(name, row, i + 1, issues);
    }
}

/// The cells of one row, filled up to the width of the head; nothing for a row of empty cells.
fn cells_of(record: &StringRecord, row: usize, width: usize, issues: &mut Issues) -> Option<Vec<String>> {
    if record.iter().all(str::is_empty) {
        return None;
    }
    let mut cells: Vec<String> = Vec::with_capacity(width);
    for (i, cell) in record.iter().enumerate() {
        if i < width {
            check_cell(cell, row, i + 1, issues);
            cells.push(cell.to_owned());
        } else if !cell.is_empty() {
            // Trailing delimiters are common; a value without a column is a shifted row.
            issues.push(at(row, i + 1, "interop.cell_without_column").with("columns", width));
            break;
        }
    }
    cells.resize(width, String::new());
    Some(cells)
}

fn check_cell(cell: &str, row: usize, column: usize, issues: &mut Issues) {
    // Bytes bound characters from above, so that the common case counts nothing.
    if cell.len() > CSV_MAX_CELL_CHARS && cell.chars().count() > CSV_MAX_CELL_CHARS {
        issues.push(at(row, column, "interop.cell_too_long").with("max", CSV_MAX_CELL_CHARS));
    }
}

fn at(row: usize, column: usize, code: &'static str) -> Issue {
    Issue::new(format!("row[{row}].column[{column}]"), code)
}

fn unreadable(row: usize, kind: &ErrorKind) -> Issue {
    let line = match kind {
        ErrorKind::Utf8 { pos: Some(pos), .. } | ErrorKind::UnequalLengths { pos: Some(pos), .. } => {
            pos.line()
        }
        _ => row as u64,
    };
    Issue::new(format!("row[{row}]"), "interop.row_unreadable").with("line", line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        read(text.as_bytes()).unwrap().rows
    }

    fn found(text: &str) -> Vec<(String, String)> {
        let issues = read(text.as_bytes()).unwrap_err();
        issues.into_iter().map(|i| (i.at, i.code.into_owned())).collect()
    }

    fn one(at: &str, code: &str) -> Vec<(String, String)> {
        vec![(at.to_owned(), code.to_owned())]
    }

    #[test]
    fn quoted_cells_hold_delimiters_line_ends_and_quotation_marks() {
        let table =
            read("名称,备注\r\n\"桌,椅\",\"第一行\n\"\"第二行\"\"\"\r\n\r\n柜子,\r\n".as_bytes()).unwrap();
        assert_eq!(table.head, ["名称", "备注"]);
        assert_eq!(table.rows, [["桌,椅", "第一行\n\"第二行\""], ["柜子", ""]]);
        assert_eq!(table.numbers, [2, 4], "the empty line is a row of its own, the one within a cell is not");
    }

    #[test]
    fn short_rows_are_filled_up_and_trailing_delimiters_ignored() {
        assert_eq!(rows("a,b,c\n1\n1,2,3,,\n,,\n"), [["1", "", ""], ["1", "2", "3"]]);
    }

    #[test]
    fn a_value_without_a_column_is_located() {
        assert_eq!(found("a,b\n1,2\n1,2,3,4\n"), one("row[3].column[3]", "interop.cell_without_column"));
        assert_eq!(found("\n\na\n\r\n,\r\r\n1,2"), one("row[7].column[2]", "interop.cell_without_column"));
    }

    #[test]
    fn limits_are_findings() {
        let long = "x".repeat(CSV_MAX_CELL_CHARS + 1);
        assert_eq!(found(&format!("a,b\n1,{long}\n")), one("row[2].column[2]", "interop.cell_too_long"));
        let fits = "字".repeat(CSV_MAX_CELL_CHARS);
        assert_eq!(rows(&format!("a\n{fits}\n")), [[fits]]);
        assert_eq!(found(&",".repeat(CSV_MAX_COLUMNS)), one("row[1]", "interop.too_many_columns"));
        let many = "a\n".repeat(CSV_MAX_ROWS + 1);
        assert_eq!(found(&many), one(&format!("row[{}]", CSV_MAX_ROWS + 1), "interop.too_many_rows"));
        assert_eq!(rows(&"a\n".repeat(CSV_MAX_ROWS)).len(), CSV_MAX_ROWS - 1);
        assert_eq!(found(&" ".repeat(CSV_MAX_BYTES + 1)), one("", "interop.too_many_bytes"));
    }

    #[test]
    fn findings_end_after_a_hundred() {
        assert_eq!(found(&format!("a\n{}", "1,2\n".repeat(500))).len(), ISSUES_MAX);
    }

    #[test]
    fn a_file_without_a_head_is_empty() {
        assert_eq!(found(""), one("", "interop.empty"));
        assert_eq!(found("\r\n\r\n"), one("", "interop.empty"));
        assert_eq!(rows("a,b\n"), Vec::<Vec<String>>::new());
    }
}
