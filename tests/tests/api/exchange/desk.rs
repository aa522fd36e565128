//! What exchange tests do again and again: draw a form, upload a table, work tasks off, read a file back.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::ops::ControlFlow;

use serde_json::{Value as Json, json};
use weir_app::worker::Worker;
use weir_interop::{Format, Sink, Source, Wish};
use weir_model::table::{Cell, Row};
use weir_tests::{Client, TestApp};

use crate::draw::{field, published_form, text};
use crate::files::{id, upload};

/// A form with a field of every kind that a file can fill.
pub async fn assets(t: &TestApp) -> String {
    let options = json!({ "options": [
        { "key": "it", "label": { "zh-CN": "信息", "en": "IT" } },
        { "key": "office", "label": { "zh-CN": "办公", "en": "Office" } },
    ] });
    let shelf = published_form(t, "shelf", &[field("title", "text", json!({ "required": true }))]).await;
    let fields = [
        field("title", "text", json!({ "required": true, "label": { "zh-CN": "名称", "en": "Name" } })),
        field("code", "text", json!({ "unique": true })),
        field("price", "money", json!({ "currency": "CNY" })),
        field("kind", "singleSelect", options.clone()),
        field("tags", "multiSelect", options),
        field("bought", "date", json!({})),
        field("at", "dateTime", json!({})),
        field("used", "checkbox", json!({})),
        field("keeper", "person", json!({})),
        field("department", "department", json!({})),
        field("shelf", "reference", json!({ "form": shelf })),
        field("note", "longText", json!({})),
        field("number", "serial", json!({ "prefix": "A-", "reset": "never" })),
    ];
    published_form(t, "assets", &fields).await
}

/// A CSV file that belongs to nothing yet.
pub async fn csv(client: &Client, table: &str) -> String {
    id(&upload(client, "table.csv", table.as_bytes()).await).to_owned()
}

/// A new import of records from a CSV text.
pub async fn import(client: &Client, form: &str, table: &str, more: Json) -> Json {
    let mut wish = json!({ "kind": "records", "formId": form, "file": csv(client, table).await });
    wish.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    client.post("/imports", wish).await.ok()
}

/// Works off whatever is due.
pub async fn work(t: &TestApp) {
    Worker::new(t.app.clone()).work_off_due().await.unwrap();
}

/// Asks for a task of an import, works it off and gives how it ended.
pub async fn task(t: &TestApp, client: &Client, import: &Json, what: &str) -> Json {
    let task = client.post_empty(&format!("/imports/{}/{what}", text(&import["id"]))).await.ok();
    assert_eq!(task["state"], "queued");
    work(t).await;
    client.get(&format!("/background-tasks/{}", text(&task["id"]))).await.ok()
}

/// The import as it stands.
pub async fn seen(client: &Client, import: &Json) -> Json {
    client.get(&format!("/imports/{}", text(&import["id"]))).await.ok()
}

/// Findings as `row field code`.
pub async fn issues(client: &Client, import: &Json) -> Vec<String> {
    let page = client.get(&format!("/imports/{}/issues?limit=500", text(&import["id"]))).await.ok();
    let items = page["items"].as_array().unwrap();
    for item in items {
        assert_ne!(item["message"], item["code"], "no sentence: {item}");
        assert!(!text(&item["message"]).contains('{'), "an open place: {item}");
    }
    items.iter().map(|i| format!("{} {} {}", i["row"], text(&i["field"]), text(&i["code"]))).collect()
}

/// Records of a form, oldest first.
pub async fn records(client: &Client, form: &str) -> Vec<Json> {
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = client.get(&format!("/forms/{form}/records?limit=500&sort=$createdAt{cursor}")).await.ok();
        all.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

/// Asks for an export, works it off and gives the ended task.
pub async fn export(t: &TestApp, client: &Client, wish: Json) -> Json {
    let task = client.post("/exports", wish).await.ok();
    work(t).await;
    client.get(&format!("/background-tasks/{}", text(&task["id"]))).await.ok()
}

/// The bytes of a task's file.
pub async fn bytes(client: &Client, task: &Json) -> Vec<u8> {
    let file = client.get(&format!("/files/{}", text(&task["file"]["id"]))).await;
    assert!(file.status.is_success(), "{task}");
    file.body
}

/// The rows of a table, the head first.
pub fn rows(bytes: &[u8]) -> Vec<Row> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
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

/// A workbook of these cells.
pub fn workbook(head: &[&str], rows: &[Vec<Cell>]) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("table.xlsx");
    let head: Vec<String> = head.iter().map(|h| (*h).to_owned()).collect();
    let mut sink = Sink::begin(Format::Xlsx, File::create(&path).unwrap(), dir.path(), &head).unwrap();
    for row in rows {
        sink.row(row).unwrap();
    }
    sink.end().unwrap();
    std::fs::read(path).unwrap()
}
