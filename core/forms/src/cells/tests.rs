//! What people type is understood, what is doubtful is not, and what is written reads back.

use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use weir_model::id::FormId;
use weir_model::table::Cell;
use weir_model::{Issue, Locale, LocalizedText};

use super::*;
use crate::reading::{Labels, Reader};
use crate::schema::{Field, FieldKind, SelectOption, sample};
use crate::types::{Report, behaviour};

/// People, departments and records that are called by their own ids, and two who are both called 王芳.
struct Everybody;

impl Finder for Everybody {
    fn user(&self, text: &str) -> Found {
        match text {
            "王芳" => Found::Several,
            "usr_1" | "usr_2" => Found::One(text.to_owned()),
            _ => Found::Nothing,
        }
    }
    fn department(&self, text: &str) -> Found {
        if text == "采购部" { Found::One("dep_1".to_owned()) } else { Found::Nothing }
    }
    fn record(&self, _: FormId, text: &str) -> Found {
        if text == "A-1" { Found::One("rec_1".to_owned()) } else { Found::Nothing }
    }
}

impl Labels for Everybody {
    fn user(&self, _: &str) -> Option<String> {
        None
    }
    fn department(&self, _: &str) -> Option<String> {
        Some("采购部".to_owned())
    }
    fn record(&self, _: &str) -> Option<String> {
        Some("A-1".to_owned())
    }
    fn file(&self, _: &str) -> Option<String> {
        None
    }
}

fn zone() -> TimeZone {
    TimeZone::fixed(jiff::tz::Offset::constant(8))
}

fn read(kind: FieldKind, cell: Cell) -> Result<Json, Issue> {
    let zone = zone();
    from_cell(&sample::field("a", kind), &cell, &Place { time_zone: &zone, finder: &Everybody })
}

fn text(kind: FieldKind, text: &str) -> Result<Json, String> {
    read(kind, Cell::Text(text.to_owned())).map_err(|issue| issue.code.into_owned())
}

fn money() -> FieldKind {
    FieldKind::Money { currency: "CNY".to_owned(), scale: 2, min: None, max: None }
}

fn options() -> Vec<SelectOption> {
    let option = |key: &str, zh: &str, en: &str| SelectOption {
        key: key.parse().unwrap(),
        label: LocalizedText::both(zh, en),
        retired: false,
    };
    vec![
        option("hw", "硬件", "Hardware"),
        option("sw", "软件", "Software"),
        option("odd", "其他、杂项", "Odds; ends"),
        option("twin-a", "同名", "Twin"),
        option("twin-b", "同名", "Twin"),
        option("swap", "hw", "hw"),
    ]
}

#[test]
fn amounts_are_understood_with_their_signs_and_doubtful_ones_are_not() {
    for (written, plain) in [
        ("1,234.50", "1234.50"),
        ("¥1234.5", "1234.5"),
        ("￥ 1,234,567", "1234567"),
        ("1 234.50 元", "1234.50"),
        ("(12.30)", "-12.30"),
        ("-¥3", "-3"),
        ("$-3", "-3"),
        ("１２３．４", "123.4"),
        ("12 CNY", "12"),
        ("1'234", "1234"),
    ] {
        assert_eq!(text(money(), written), Ok(json!(plain)), "{written}");
    }
    for written in ["1,23", "1.234,50", "12,34,567", "1,234,5", "abc", "1e3", "--1", "(-1)", "1,234 5", "五"]
    {
        assert_eq!(text(money(), written), Err("form.number_expected".to_owned()), "{written}");
    }
    let percent = FieldKind::Percent { scale: 1, min: None, max: None };
    assert_eq!(text(percent, "12.5%"), Ok(json!("12.5")));
}

#[test]
fn dates_are_understood_in_their_usual_forms_and_doubtful_ones_are_not() {
    let kind = || FieldKind::Date { min: None, max: None };
    for written in [
        "2026-01-05",
        "2026/1/5",
        "2026.1.5",
        "2026年1月5日",
        "20260105",
        "5.1.2026",
        "２０２６-０１-０５",
        "2026-01-05 00:00:00",
        "2026/1/5 0:00",
    ] {
        assert_eq!(text(kind(), written), Ok(json!("2026-01-05")), "{written}");
    }
    for written in ["1/5/2026", "05-01-2026", "26-1-5", "2026-02-30", "2026-01-05 09:30", "tomorrow", "2026"]
    {
        assert_eq!(text(kind(), written), Err("form.date_expected".to_owned()), "{written}");
    }
    assert_eq!(read(kind(), Cell::Date(date(2026, 1, 5))), Ok(json!("2026-01-05")));
    assert_eq!(text(FieldKind::DateTime {}, "2026/1/5 9:30"), Ok(json!("2026-01-05T01:30:00Z")));
    assert_eq!(text(FieldKind::DateTime {}, "2026-01-05T01:30:00Z"), Ok(json!("2026-01-05T01:30:00Z")));
    assert_eq!(text(FieldKind::Time {}, "9：05"), Ok(json!("09:05")));
    assert_eq!(
        text(FieldKind::DateRange {}, "2026/1/5 至 2026-01-07"),
        Ok(json!({ "start": "2026-01-05", "end": "2026-01-07" }))
    );
}

#[test]
fn names_stand_for_what_bears_them_alone() {
    let single = || FieldKind::SingleSelect { options: options() };
    assert_eq!(text(single(), " hardware "), Ok(json!("hw")));
    assert_eq!(text(single(), "hw"), Ok(json!("hw")), "a key goes before a label");
    assert_eq!(text(single(), "同名"), Err("import.ambiguous".to_owned()));
    assert_eq!(text(single(), "硬件、软件"), Err("form.unknown_option".to_owned()));
    let multi = || FieldKind::MultiSelect { options: options() };
    for written in ["硬件、软件", "hw, sw", "Hardware;软件；hw", "硬件\n软件"] {
        assert_eq!(text(multi(), written), Ok(json!(["hw", "sw"])), "{written}");
    }
    assert_eq!(text(multi(), "其他、杂项"), Ok(json!(["odd"])), "a whole label goes before its parts");
    assert_eq!(text(FieldKind::Person { multiple: false }, "王芳"), Err("import.ambiguous".to_owned()));
    assert_eq!(
        text(FieldKind::Person { multiple: true }, "usr_1; nobody"),
        Err("import.person_unknown".to_owned())
    );
}

#[test]
fn yes_and_no_have_many_names_and_an_error_is_told() {
    for (written, yes) in [("是", true), ("TRUE", true), ("√", true), ("否", false), ("n", false)] {
        assert_eq!(text(FieldKind::Checkbox {}, written), Ok(json!(yes)), "{written}");
    }
    assert_eq!(text(FieldKind::Checkbox {}, "maybe"), Err("form.yes_or_no_expected".to_owned()));
    let issue = read(FieldKind::Checkbox {}, Cell::Error("#REF!".to_owned())).unwrap_err();
    assert_eq!(issue, Issue::new("a", "import.cell_error").with("value", "#REF!"));
    assert_eq!(read(FieldKind::Checkbox {}, Cell::Text("  ".to_owned())), Ok(Json::Null));
}

fn value() -> impl Strategy<Value = (FieldKind, Json)> {
    let keys = || prop::sample::subsequence(options(), 1..=6);
    prop_oneof![
        "[a-z =+\"';,、\u{4e00}-\u{9fa5}]{0,12}"
            .prop_map(|t| (FieldKind::LongText { max_length: None }, json!(t.trim()))),
        (any::<i32>(), 0_u8..=8).prop_map(|(n, scale)| (
            FieldKind::Number { scale, min: None, max: None, unit: LocalizedText::default() },
            json!(rust_decimal::Decimal::new(n.into(), scale.into()).to_string())
        )),
        (0_i32..80_000).prop_map(|n| (
            FieldKind::Date { min: None, max: None },
            json!((date(1900, 1, 1) + jiff::Span::new().days(n)).to_string())
        )),
        (0_i64..3_000_000_000).prop_map(|n| (
            FieldKind::DateTime {},
            json!(jiff::Timestamp::from_second(n).unwrap().to_string())
        )),
        (0_u32..1_440).prop_map(|n| (FieldKind::Time {}, json!(format!("{:02}:{:02}", n / 60, n % 60)))),
        (0_i32..9_000, 0_i32..400).prop_map(|(n, length)| {
            let start = date(2000, 1, 1) + jiff::Span::new().days(n);
            let end = start + jiff::Span::new().days(length);
            (FieldKind::DateRange {}, json!({ "start": start.to_string(), "end": end.to_string() }))
        }),
        any::<bool>().prop_map(|yes| (FieldKind::Checkbox {}, json!(yes))),
        keys().prop_map(|chosen| (FieldKind::SingleSelect { options: options() }, json!(chosen[0].key))),
        keys().prop_map(|chosen| (
            FieldKind::MultiSelect { options: options() },
            chosen.iter().map(|o| json!(o.key)).collect()
        )),
        Just((FieldKind::Department { multiple: false }, json!(["dep_1"]))),
        Just((FieldKind::Person { multiple: true }, json!(["usr_1", "usr_2"]))),
        ("[a-z/ ]{0,8}", "[a-z |]{0,8}").prop_map(|(region, detail)| (
            FieldKind::Address {},
            json!({ "region": region.trim(), "detail": detail.trim() })
        )),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    /// Typed as in a workbook, and as plain text as in a CSV file.
    #[test]
    fn a_written_value_reads_back_the_same((kind, value) in value(), english in any::<bool>()) {
        let (zone, field): (_, Field) = (zone(), sample::field("a", kind));
        let mut issues = Vec::new();
        let mut canonical = |input: &Json| match &field.kind {
            FieldKind::Department { .. } | FieldKind::Person { .. } => input.clone(),
            kind => behaviour(kind).canonical(input, &mut Report { at: "a", issues: &mut issues }),
        };
        let value = canonical(&value);
        let locale = if english { Locale::En } else { Locale::ZhCn };
        let reader = Reader { locale, time_zone: &zone, labels: &Everybody };
        let typed = CellWriter::new(&field, &reader).cell(value.clone());
        let place = Place { time_zone: &zone, finder: &Everybody };
        for cell in [typed.clone(), Cell::text(typed.plain())] {
            let read = from_cell(&field, &cell, &place).unwrap();
            prop_assert_eq!(canonical(&read), value.clone(), "{:?}", cell);
        }
        prop_assert!(issues.is_empty());
    }
}
