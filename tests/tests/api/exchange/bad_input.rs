//! Files of this world: each gets a clear answer, and none brings the server down.

use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};

use serde_json::{Value as Json, json};
use weir_tests::each_app;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::desk::{assets, csv, import, issues, records, seen, task};
use crate::draw::text;
use crate::files::{id, upload};

#[tokio::test]
async fn a_file_that_cannot_be_read_is_refused_with_its_reason() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        for (name, bytes, code) in [
            ("empty rows.csv", &b"\n,,\n"[..], "interop.empty"),
            ("binary.csv", b"\x00\x01\x02", "interop.encoding_unknown"),
            ("old.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "interop.old_workbook"),
            ("broken.xlsx", b"PK\x03\x04 nothing", "interop.workbook_broken"),
        ] {
            let file = upload(&admin, name, bytes).await;
            let wish = json!({ "kind": "records", "formId": form, "file": id(&file) });
            admin.post("/imports", wish).await.invalid(&[("file", code)]);
        }
        let bomb = upload(&admin, "bomb.xlsx", &bomb()).await;
        let wish = json!({ "kind": "records", "formId": form, "file": id(&bomb) });
        admin.post("/imports", wish).await.invalid(&[("file", "interop.workbook_too_large")]);
    })
    .await;
}

/// A few megabytes that unpack to more than a gigabyte.
fn bomb() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    std::io::copy(&mut std::io::repeat(b'0').take(1 << 30), &mut zip).unwrap();
    zip.start_file("xl/workbook.xml", options).unwrap();
    zip.write_all(b"<workbook/>").unwrap();
    zip.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_file_is_its_uploaders_and_serves_one_import() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let (admin, founder) = (t.login("admin").await, t.login("boss").await);
        let theirs = csv(&founder, "title\na\n").await;
        let wish = |file: &str| json!({ "kind": "records", "formId": form, "file": file });
        admin.post("/imports", wish(&theirs)).await.invalid(&[("file", "form.file_unknown")]);
        let mine = csv(&admin, "title\na\n").await;
        let made = admin.post("/imports", wish(&mine)).await.ok();
        admin.post("/imports", wish(&mine)).await.invalid(&[("file", "form.file_unknown")]);
        founder.get(&format!("/imports/{}", text(&made["id"]))).await.problem(404, "not_found");
        founder.post("/imports", wish(&theirs)).await.problem(403, "denied");
    })
    .await;
}

#[tokio::test]
async fn columns_that_fit_nothing_or_two_things_are_told() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        let made = import(&admin, &form, "foo,bar\n1,2\n", json!({})).await;
        let path = format!("/imports/{}", text(&made["id"]));
        assert!(made["columns"].as_array().unwrap().iter().all(|c| c.get("field").is_none()));
        admin.post_empty(&format!("{path}/check")).await.invalid(&[("mapping", "import.nothing_mapped")]);

        let twice = import(&admin, &form, "title,title,code\na,b,1\n", json!({})).await;
        let fields: Vec<&Json> = twice["columns"].as_array().unwrap().iter().map(|c| &c["field"]).collect();
        assert_eq!(fields, [&json!("title"), &Json::Null, &json!("code")], "the first of two alike");
        let path = format!("/imports/{}", text(&twice["id"]));
        let both =
            json!({ "mapping": [{ "column": 0, "field": "title" }, { "column": 1, "field": "title" }] });
        let refused = admin.patch(&path, &twice["rev"], both).await;
        refused.invalid(&[("mapping[1].field", "import.field_twice")]);
        let second = json!({ "mapping": [{ "column": 1, "field": "title" }], "mode": "allOrNothing" });
        let changed = admin.patch(&path, &twice["rev"], second.clone()).await.ok();
        assert_eq!(
            (&changed["columns"][1]["field"], &changed["mode"]),
            (&json!("title"), &json!("allOrNothing"))
        );
        admin.patch(&path, &twice["rev"], second).await.problem(412, "stale");
        assert_eq!(task(&t, &admin, &twice, "run").await["state"], "done");
        assert_eq!(records(&admin, &form).await[0]["title"], "b");
    })
    .await;
}

#[tokio::test]
async fn chinese_spreadsheets_are_read_in_their_encoding() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        let gb = encoding_rs::GB18030.encode("名称,kind\n镕基㐂,信息\n").0.into_owned();
        let file = upload(&admin, "资产.csv", &gb).await;
        let wish = json!({ "kind": "records", "formId": form, "file": id(&file) });
        let made = admin.post("/imports", wish.clone()).await.ok();
        assert_eq!(made["encoding"], "gb18030");
        task(&t, &admin, &made, "run").await;
        assert_eq!(records(&admin, &form).await[0]["title"], "镕基㐂");
        let again = upload(&admin, "资产.csv", &gb).await;
        let forced = json!({ "kind": "records", "formId": form, "file": id(&again), "encoding": "utf8" });
        admin.post("/imports", forced).await.invalid(&[("file", "interop.encoding_unknown")]);
    })
    .await;
}

#[tokio::test]
async fn a_hundred_thousand_bad_rows_make_a_report_that_ends() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        const ROWS: usize = 100_000;
        let mut table = "title,price\n".to_owned();
        for n in 0..ROWS {
            writeln!(table, "a{n},x").unwrap();
        }
        let made = import(&admin, &form, &table, json!({})).await;
        let ended = task(&t, &admin, &made, "check").await;
        assert_eq!((&ended["state"], &ended["done"]), (&json!("done"), &json!(ROWS)));
        let counts = seen(&admin, &made).await["counts"].clone();
        assert_eq!((&counts["bad"], &counts["findings"]), (&json!(ROWS), &json!(ROWS)));
        let report = admin.get(&format!("/imports/{}/issues.csv", text(&made["id"]))).await.text();
        assert_eq!(report.lines().count(), 10_001, "only the first ten thousand are kept");
        let first = issues(&admin, &made).await;
        assert_eq!((first.len(), first[0].as_str()), (500, "2 price form.number_expected"));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_breaks_in_the_middle_brings_nothing_in() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        let mut table = "title\n".to_owned();
        (0..200_001).for_each(|n| writeln!(table, "{n}").unwrap());
        let made = import(&admin, &form, &table, json!({})).await;
        let ended = task(&t, &admin, &made, "run").await;
        assert_eq!(
            (&ended["state"], &ended["problem"]["code"]),
            (&json!("failed"), &json!("interop.too_many_rows"))
        );
        assert_eq!(records(&admin, &form).await.len(), 0);
        assert_eq!(seen(&admin, &made).await["state"], "draft");
    })
    .await;
}
