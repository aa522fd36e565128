//! No bytes make a parser panic, and hardly any nearly right ones.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use proptest::prelude::*;
use weir_hostile::{
    COMPONENT, FILTER, FLOW, FORM, MANIFEST, MESSAGES, PACK_FLOW, PLUGIN, SMALL_PLUGIN, WIDE_DOCUMENT,
    WIDE_FORM, component, csv, document, expression, filter, flow, form, formula, good_package, mutate, pack,
    package, plugin_manifest, seed, workbook,
};
use weir_interop::xlsx::XlsxWriter;
use weir_model::table::Cell;

/// A workbook of a few cells of every type.
static WORKBOOK: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("table.xlsx");
    let mut writer = XlsxWriter::new(dir.path(), &["a".to_owned(), "b".to_owned()]).unwrap();
    for n in 0..20 {
        writer.row(&[Cell::text(format!("row {n}")), Cell::Number(n.to_string())]).unwrap();
    }
    writer.end(std::fs::File::create(&path).unwrap()).unwrap();
    std::fs::read(path).unwrap()
});

static PACKAGE: LazyLock<Vec<u8>> = LazyLock::new(good_package);

/// Bytes with some of them replaced, left out or said twice.
fn damaged(bytes: &'static [u8]) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..4), 0..6).prop_map(move |steps| {
        let mut bytes = bytes.to_vec();
        for (at, byte, how) in steps {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes[at] ^= 1 << (byte % 8),
                2 => drop(bytes.remove(at)),
                _ => bytes.insert(at, bytes[at]),
            }
        }
        bytes
    })
}

/// Bytes that spell up to a dozen steps of [`mutate`].
fn steps() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..48)
}

/// A text with some of its bytes replaced, left out or repeated.
fn scratched(text: &'static str) -> impl Strategy<Value = String> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..6).prop_map(
        move |scratches| {
            let mut bytes = text.as_bytes().to_vec();
            for (at, byte, how) in scratches {
                let at = at.index(bytes.len());
                match how {
                    0 => bytes[at] = byte,
                    1 => drop(bytes.remove(at)),
                    _ => bytes.insert(at, bytes[at]),
                }
            }
            String::from_utf8_lossy(&bytes).into_owned()
        },
    )
}

/// Pieces of formulas in any order.
fn formulas() -> impl Strategy<Value = String> {
    let pieces = [
        "{a}",
        "{b}",
        "{items.amount}",
        "SUM(",
        "IF(",
        "DAYS(",
        "ROUND(",
        ")",
        ",",
        "+",
        "-",
        "*",
        "/",
        "=",
        ">",
        "<=",
        "AND",
        "OR",
        "NOT",
        "IN",
        "IS EMPTY",
        "[",
        "]",
        "1",
        "0",
        "79228162514264337593543950335",
        "0.0000000000000000000000000001",
        "\"x\"",
        "#2026-11-21#",
        "#9999-12-31#",
        "TODAY()",
        "NOW()",
        " ",
        "(",
        "TRUE",
        "NULL",
        "\"",
        "#",
        "{",
        "}",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..30).prop_map(|pieces| pieces.concat())
}

/// Bytes of a table in some encoding, with some noise.
fn tables() -> impl Strategy<Value = Vec<u8>> {
    let cell = prop::sample::select(vec![
        "a", "单价", "1,5", "\"q\"", "=1+2", "", "x\ny", "'", "\u{feff}", "\0", "é",
    ]);
    let row = prop::collection::vec(cell, 1..5);
    let rows = prop::collection::vec(row, 1..6);
    (
        rows,
        prop::sample::select(vec![",", ";", "\t", "|"]),
        0_u8..4,
        prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..3),
    )
        .prop_map(|(rows, between, encoding, noise)| {
            let text = rows.iter().map(|row| row.join(between)).collect::<Vec<_>>().join("\r\n");
            let mut bytes: Vec<u8> = match encoding {
                0 => text.into_bytes(),
                1 => [&[0xef, 0xbb, 0xbf][..], text.as_bytes()].concat(),
                2 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                _ => [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
            };
            for (at, byte) in noise.into_iter().filter(|_| !bytes.is_empty()).collect::<Vec<_>>() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn formulas_of_any_pieces(text in formulas()) {
        formula(&text);
    }

    #[test]
    fn expressions_nearly_right(steps in steps()) {
        let when = seed(WIDE_FORM).pointer("/rules/0/when").cloned().unwrap_or_default();
        expression(&mutate(&when, &steps));
    }

    #[test]
    fn forms_nearly_right(steps in steps(), data in steps()) {
        form(&mutate(&seed(WIDE_FORM), &steps), &mutate(&seed(WIDE_DOCUMENT), &data));
    }

    #[test]
    fn shipped_forms_nearly_right(steps in steps()) {
        form(&mutate(&seed(FORM), &steps), &seed(WIDE_DOCUMENT));
    }

    #[test]
    fn documents_nearly_right(steps in steps()) {
        document(&mutate(&seed(WIDE_DOCUMENT), &steps));
    }

    #[test]
    fn filters_nearly_right(steps in steps()) {
        filter(&mutate(&seed(FILTER), &steps));
    }

    #[test]
    fn flows_nearly_right(steps in steps()) {
        flow(&mutate(&seed(FLOW), &steps));
    }

    #[test]
    fn packs_with_one_file_scratched(
        manifest in scratched(MANIFEST), form in scratched(FORM), flow in scratched(PACK_FLOW), messages in scratched(MESSAGES),
    ) {
        pack(&manifest, FORM, PACK_FLOW, MESSAGES);
        pack(MANIFEST, &form, PACK_FLOW, MESSAGES);
        pack(MANIFEST, FORM, &flow, MESSAGES);
        pack(MANIFEST, FORM, PACK_FLOW, &messages);
    }

    #[test]
    fn packs_nearly_right(steps in steps()) {
        let flow = mutate(&seed(PACK_FLOW), &steps).to_string();
        let form = mutate(&seed(FORM), &steps).to_string();
        pack(MANIFEST, &form, &flow, MESSAGES);
    }

    #[test]
    fn tables_of_any_encoding(bytes in tables()) {
        csv(&bytes);
    }

    #[test]
    fn packages_with_some_bytes_damaged(bytes in damaged(&PACKAGE)) {
        package(&bytes);
    }

    #[test]
    fn components_with_some_bytes_damaged(bytes in damaged(COMPONENT)) {
        component(&bytes);
    }

    #[test]
    fn manifests_scratched(example in scratched(PLUGIN), small in scratched(SMALL_PLUGIN)) {
        plugin_manifest(example.as_bytes());
        plugin_manifest(small.as_bytes());
    }

    #[test]
    fn workbooks_with_some_bytes_scratched(
        scratches in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let mut bytes = WORKBOOK.clone();
        for (at, byte) in scratches {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        workbook(&bytes);
    }
}
