//! What is written is read back the same, and what would blow up is refused early.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;

use jiff::civil::{date, datetime, time};
use proptest::prelude::*;
use weir_model::table::{Cell, Row};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::{Format, Sink, Source, TABLE_MAX_COLUMNS, Wish};

fn written(format: Format, head: &[&str], rows: &[Vec<Cell>]) -> File {
    let dir = tempfile::tempdir().unwrap();
    let mut file = tempfile::tempfile().unwrap();
    let head: Vec<String> = head.iter().map(|h| (*h).to_owned()).collect();
    let mut sink = Sink::begin(format, file.try_clone().unwrap(), dir.path(), &head).unwrap();
    for row in rows {
        sink.row(row).unwrap();
    }
    sink.end().unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    file
}

fn rows_of(file: File) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut source = Source::open(file, &Wish::default()).unwrap();
    source
        .each_row(&mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })
        .unwrap();
    rows
}

fn text(t: &str) -> Cell {
    Cell::Text(t.to_owned())
}

fn number(n: &str) -> Cell {
    Cell::Number(n.to_owned())
}

#[test]
fn cells_of_every_type_come_back_as_they_were() {
    let row = vec![
        text("=1+1"),
        text("  @SUM(A1)\nline"),
        number("0.1"),
        number("-123456789012.345"),
        Cell::Bool(true),
        Cell::Date(date(2026, 11, 21)),
        Cell::DateTime(datetime(2026, 11, 21, 9, 30, 59, 0)),
        Cell::Time(time(23, 59, 0, 0)),
        Cell::Empty,
        text("王芳 🙂 <&>\"'"),
        number("12345678901234567890.12"),
    ];
    let head = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];
    let mut expected = row.clone();
    expected[10] = text("12345678901234567890.12");
    let rows = rows_of(written(Format::Xlsx, &head, &[row, vec![], vec![text("last")]]));
    assert_eq!(rows[1].cells, expected, "more digits than a spreadsheet keeps stand as text");
    assert_eq!((rows[2].number, &rows[2].cells[0]), (4, &text("last")), "an empty row counts");
}

#[test]
fn a_formula_is_read_as_its_value_and_an_error_as_an_error() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "a").unwrap();
    sheet.write_string(0, 1, "b").unwrap();
    sheet.write_formula(1, 0, rust_xlsxwriter::Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_formula(1, 1, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&book.save_to_buffer().unwrap()).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    let rows = rows_of(file);
    assert_eq!(rows[1].cells, [number("2"), Cell::Error("#DIV/0!".to_owned())]);
}

/// A workbook whose one sheet is that text, well-formed or not.
fn workbook(sheet: &mut dyn Read) -> Cursor<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut part = |name: &str, content: &mut dyn Read| {
        zip.start_file(name, options).unwrap();
        std::io::copy(content, &mut zip).unwrap();
    };
    part(
        "_rels/.rels",
        &mut &br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#[..],
    );
    part(
        "xl/workbook.xml",
        &mut &br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#[..],
    );
    part(
        "xl/_rels/workbook.xml.rels",
        &mut &br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#[..],
    );
    part("xl/worksheets/sheet1.xml", sheet);
    zip.finish().unwrap()
}

fn sheet(rows: &str) -> String {
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    )
}

fn refusal(book: Cursor<Vec<u8>>) -> String {
    let read = XlsxSource::open(book, None).and_then(|mut s| s.each_row(&mut |_| ControlFlow::Continue(())));
    read.unwrap_err().code.into_owned()
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked_whole() {
    let spaces = std::io::repeat(b' ').take(UNPACKED_MAX_BYTES * 8);
    let book = workbook(&mut { spaces });
    assert!(book.get_ref().len() < 8 * 1024 * 1024, "it is small as it comes");
    assert_eq!(refusal(book), "interop.workbook_too_large");
}

#[test]
fn a_far_off_cell_takes_no_room_and_columns_have_an_end() {
    let near = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>"#;
    let far = format!("{near}<row r=\"1048576\"><c r=\"A1048576\"><v>0.30000000000000004</v></c></row>");
    let mut rows = Vec::new();
    let book = workbook(&mut sheet(&far).as_bytes());
    XlsxSource::open(book, None)
        .unwrap()
        .each_row(&mut |row| {
            rows.push((row.number, row.cells));
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(rows, [(1, vec![text("a")]), (1_048_576, vec![number("0.3")])]);
    let wide = format!("{near}<row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row>");
    assert_eq!(refusal(workbook(&mut sheet(&wide).as_bytes())), "interop.too_many_columns");
    assert!(TABLE_MAX_COLUMNS < 16_384);
}

#[test]
fn what_is_no_workbook_is_told_so() {
    assert_eq!(refusal(workbook(&mut &b"<worksheet><sheetData><row"[..])), "interop.workbook_broken");
    assert_eq!(refusal(Cursor::new(b"PK\x03\x04 and then nothing".to_vec())), "interop.workbook_broken");
    assert_eq!(refusal(workbook(&mut sheet("").as_bytes())), "interop.empty");
    let unknown = XlsxSource::open(workbook(&mut sheet("").as_bytes()), Some("nowhere")).err().unwrap();
    assert_eq!(unknown.code, "interop.sheet_unknown");
    let mut old = tempfile::tempfile().unwrap();
    old.write_all(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").unwrap();
    old.seek(SeekFrom::Start(0)).unwrap();
    assert_eq!(Source::open(old, &Wish::default()).err().unwrap().code, "interop.old_workbook");
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        "[a-z0-9=+@'\"<&> \n\u{4e00}-\u{9fa5}🙂_x-]{1,12}"
            .prop_filter("something", |t| !t.trim().is_empty())
            .prop_map(Cell::Text),
        (-999_999_999_i64..999_999_999, 0_u32..6).prop_map(|(n, scale)| Cell::Number(
            rust_decimal::Decimal::new(n, scale).normalize().to_string()
        )),
        any::<bool>().prop_map(Cell::Bool),
        (0_i32..40_000).prop_map(|n| Cell::Date(date(1950, 1, 1) + jiff::Span::new().days(n))),
        (0_i64..3_000_000_000)
            .prop_map(|n| datetime(1950, 1, 1, 0, 0, 1, 0) + jiff::Span::new().seconds(n))
            .prop_filter("midnight reads as a date", |at| at.time() != time(0, 0, 0, 0))
            .prop_map(Cell::DateTime),
        (1_i64..1_440).prop_map(|n| Cell::Time(time(0, 0, 0, 0) + jiff::Span::new().minutes(n.min(1_439)))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..Default::default() })]

    #[test]
    fn a_written_table_reads_back_the_same(rows in prop::collection::vec(prop::collection::vec(cell(), 3), 1..12)) {
        // The first row is the head.
        let read: Vec<Vec<Cell>> =
            rows_of(written(Format::Xlsx, &["a", "b", "c"], &rows)).into_iter().skip(1).map(|r| r.cells).collect();
        prop_assert_eq!(&read, &rows);
        let plain = |rows: &[Vec<Cell>]| -> Vec<Vec<String>> {
            rows.iter().map(|r| r.iter().map(Cell::plain).collect()).collect()
        };
        let text: Vec<Vec<Cell>> =
            rows_of(written(Format::Csv, &["a", "b", "c"], &rows)).into_iter().skip(1).map(|r| r.cells).collect();
        prop_assert_eq!(plain(&text), plain(&rows));
    }
}
