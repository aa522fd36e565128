//! Writing a table that spreadsheet programs open without running anything in it.

/// What a spreadsheet program takes for the beginning of a formula (OWASP, CSV injection), full-width forms included.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The table as UTF-8 with a byte order mark, without which spreadsheet programs misread Chinese. Cells that
/// would be taken for a formula get a `'` before them; a plain number such as `-12.50` is none and stays.
#[must_use]
pub fn write<S: AsRef<str>>(rows: impl IntoIterator<Item = impl IntoIterator<Item = S>>) -> Vec<u8> {
    let mut out = "\u{FEFF}".to_owned();
    for row in rows {
        for (i, cell) in row.into_iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            push_cell(&mut out, cell.as_ref());
        }
        out.push_str("\r\n");
    }
    out.into_bytes()
}

fn push_cell(out: &mut String, cell: &str) {
    let guard = if cell.starts_with(FORMULA_STARTS) && !is_number(cell) { "'" } else { "" };
    if cell.is_empty() || cell.contains([',', ';', '\t', '"', '\r', '\n', ' ', '\u{FEFF}']) {
        // An empty cell is quoted too: a row of one would read back as an empty line. So is a byte order mark of the
        // cell's own: bare in the first cell it would be taken for the file's.
        out.push('"');
        out.push_str(guard);
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(guard);
        out.push_str(cell);
    }
}

/// A sign, digits, perhaps a point and digits.
fn is_number(cell: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let unsigned = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(unsigned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::{Delimiter, Encoding, read};
    use proptest::prelude::*;

    fn written(cell: &str) -> String {
        String::from_utf8(write([[cell]])).unwrap().trim_start_matches('\u{FEFF}').trim_end().to_owned()
    }

    #[test]
    fn what_looks_like_a_formula_is_disarmed() {
        for (cell, expected) in [
            ("=1+2", "'=1+2"),
            ("+cmd|'/C calc'!A0", "\"'+cmd|'/C calc'!A0\""),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("-", "'-"),
            ("-1.", "'-1."),
        ] {
            assert_eq!(written(cell), expected);
        }
    }

    #[test]
    fn plain_numbers_and_text_stay_as_they_are() {
        for cell in ["-12.50", "+8", "500000.01", "采购", "a=b", "'quoted'"] {
            assert_eq!(written(cell), cell);
        }
    }

    /// Text as people type it: no control characters but line ends, nothing that starts a formula.
    fn cell() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-z0-9 ,;\"'\u{4e00}-\u{9fa5}\t\n]{0,12}",
            "-?[0-9]{1,6}(\\.[0-9]{1,4})?",
            "[\\p{Han}\\p{Latin}，。、🙂]{0,8}",
        ]
        .prop_filter("starts no formula", |c| !c.starts_with(FORMULA_STARTS) || is_number(c))
    }

    #[test]
    fn a_byte_order_mark_within_the_first_cell_stays() {
        let table = read(&write([["\u{FEFF}单价"], ["3"]])).unwrap();
        assert_eq!((table.head, table.rows), (vec!["\u{FEFF}单价".to_owned()], vec![vec!["3".to_owned()]]));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn a_written_table_of_safe_cells_reads_back_the_same(
            (head, rows) in (1usize..6).prop_flat_map(|width| {
                let row = || prop::collection::vec(cell(), width);
                (row(), prop::collection::vec(row(), 0..20))
            })
        ) {
            let bytes = write(std::iter::once(&head).chain(&rows));
            let filled: Vec<_> = rows.into_iter().filter(|r| r.iter().any(|c| !c.is_empty())).collect();
            let table = read(&bytes).unwrap();
            prop_assert_eq!((table.encoding, table.delimiter), (Encoding::Utf8Bom, Delimiter::Comma));
            prop_assert_eq!(table.head, head);
            prop_assert_eq!(table.rows, filled);
        }

        #[test]
        fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes);
        }

        #[test]
        fn no_cell_reads_back_as_a_formula(cell in "[=+@\\-\"'\t\r\n,;a1＝ ]{0,6}") {
            let bytes = write([[cell.as_str()]]);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[3..]);
            let record = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(record.len(), 1);
            prop_assert!(is_number(&record[0]) || !record[0].starts_with(FORMULA_STARTS));
        }
    }
}
