//! Files: what comes in, what it is called, who may have it, and that no browser runs it.

use axum::http::Method;
use serde_json::{Value as Json, json};
use weir_model::limits::FILE_MAX_BYTES;
use weir_tests::{Answer, Client, TestApp, each_app};

use crate::approvals::desk::{approve, decide, publish, straight, text, todo};

const BOUNDARY: &str = "weir-boundary";

fn form(part: &str, file_name: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"{file_name}\"\r\n\
         Content-Type: image/png\r\n\r\n"
    );
    [head.as_bytes(), bytes, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat()
}

async fn send(client: &Client, body: Vec<u8>) -> Answer {
    let media_type = format!("multipart/form-data; boundary={BOUNDARY}");
    client.raw(Method::POST, "/files", &media_type, body).await
}

pub async fn upload(client: &Client, name: &str, bytes: &[u8]) -> Json {
    send(client, form("file", name, bytes)).await.ok()
}

pub fn id(file: &Json) -> &str {
    file["id"].as_str().unwrap()
}

#[tokio::test]
async fn a_file_comes_back_as_it_was_under_a_name_that_is_safe() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        let file = upload(&employee, "..\\..\\报价\u{202e}单.txt", "单价 3 元\n".as_bytes()).await;
        assert_eq!(file["name"], "报价单.txt");
        assert_eq!(file["mime"], "text/plain", "what it holds, not what the client said");
        assert_eq!(file["size"], 13);
        assert_eq!(file["sha256"].as_str().unwrap().len(), 64);
        let got = employee.get(&format!("/files/{}", id(&file))).await;
        assert_eq!(got.text(), "单价 3 元\n");
        assert_eq!(got.header("content-length"), "13");
        assert!(got.header("content-disposition").starts_with("attachment; "));
        assert!(got.header("content-disposition").contains("UTF-8''%E6%8A%A5%E4%BB%B7%E5%8D%95.txt"));
        assert_eq!(got.header("x-content-type-options"), "nosniff");
        assert!(got.header("content-security-policy").starts_with("sandbox;"));
        let info = employee.get(&format!("/files/{}/info", id(&file))).await.ok();
        assert_eq!(info, file);
    })
    .await;
}

#[tokio::test]
async fn a_picture_shows_in_place_and_a_script_in_a_picture_does_not() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        for (bytes, mime, shown) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "image/png", true),
            (
                b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                "image/svg+xml",
                false,
            ),
            (b"<!DOCTYPE html><script>alert(1)</script>", "text/html", false),
        ] {
            let file = upload(&employee, "picture.png", bytes).await;
            assert_eq!(file["mime"], mime);
            let got = employee.get(&format!("/files/{}?inline=true", id(&file))).await;
            let how = if shown { "inline; " } else { "attachment; " };
            assert!(got.header("content-disposition").starts_with(how), "{mime}");
            assert!(got.header("content-security-policy").starts_with("sandbox;"), "{mime}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_that_belongs_to_nothing_is_its_uploaders_alone() {
    each_app(|t| async move {
        let file = upload(&t.login("employee").await, "a.txt", b"a").await;
        let stranger = t.login_to("other", "employee").await;
        for client in [t.login("manager").await, t.login("admin").await, stranger] {
            client.get(&format!("/files/{}", id(&file))).await.problem(404, "not_found");
            client.get(&format!("/files/{}/info", id(&file))).await.problem(404, "not_found");
        }
        t.anonymous().get(&format!("/files/{}", id(&file))).await.problem(401, "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_upload_is_told_so() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        send(&employee, form("file", "a.txt", b"")).await.invalid(&[("file", "file.empty")]);
        send(&employee, form("document", "a.txt", b"a")).await.invalid(&[("file", "file.missing")]);
        let mut cut = form("file", "a.txt", b"abc");
        cut.truncate(cut.len() - 20);
        send(&employee, cut).await.invalid(&[("file", "request.body_cut")]);
        employee.post("/files", Json::Null).await.problem(415, "file.missing");
        let most = usize::try_from(FILE_MAX_BYTES).unwrap();
        send(&employee, form("file", "a.bin", &vec![0; most + 1])).await.problem(413, "too_large");
        send(&t.anonymous(), form("file", "a.txt", b"a")).await.problem(401, "unauthenticated");
    })
    .await;
}

/// A flow `contract` whose form has a file that the boss, who decides last, may not see.
async fn publish_contract(t: &TestApp) {
    let fields = json!([
        { "key": "title", "label": { "en": "Title" }, "type": "text", "required": true },
        { "key": "paper", "label": { "en": "Paper" }, "type": "file" },
    ]);
    let hidden = json!({ "fieldRights": { "paper": "hidden" } });
    let nodes = [approve(t, "check", &["manager"], json!({})), approve(t, "sign", &["boss"], hidden)];
    publish(t, "contract", fields, straight(json!({}), &nodes, json!({}))).await;
}

async fn sees(client: &Client, file: &Json) -> u16 {
    client.get(&format!("/files/{}", id(file))).await.status.as_u16()
}

#[tokio::test]
async fn a_file_is_seen_by_whoever_is_shown_it_where_it_is_attached() {
    each_app(|t| async move {
        publish_contract(&t).await;
        let (employee, manager, boss) =
            (t.login("employee").await, t.login("manager").await, t.login("boss").await);
        let colleague = t.login("colleague").await;
        let paper = upload(&employee, "contract.txt", b"paper").await;
        assert_eq!(sees(&manager, &paper).await, 404);
        let data = json!({ "title": "Lathe", "paper": [id(&paper)] });
        let started = employee.post("/flows/contract/instances", json!({ "data": data })).await.ok();
        assert_eq!(sees(&manager, &paper).await, 200, "the field is shown to the manager");
        assert_eq!(sees(&colleague, &paper).await, 404);

        let opinion = upload(&manager, "opinion.txt", b"opinion").await;
        let body = json!({ "comment": "Fine", "files": [id(&opinion)] });
        decide(&manager, &todo(&manager).await, "approve", body).await.done();
        assert_eq!(sees(&boss, &opinion).await, 200, "an opinion's file is read by all who take part");
        assert_eq!(sees(&boss, &paper).await, 404, "the field is hidden from the boss");

        let note = upload(&employee, "note.txt", b"note").await;
        assert_eq!(sees(&manager, &note).await, 404);
        let comments = format!("/instances/{}/comments", text(&started["id"]));
        employee.post(&comments, json!({ "text": "See this", "files": [id(&note)] })).await.done();
        assert_eq!(sees(&manager, &note).await, 200);
        assert_eq!(sees(&colleague, &note).await, 404);
        assert_eq!(sees(&t.login_to("other", "admin").await, &note).await, 404);
    })
    .await;
}
