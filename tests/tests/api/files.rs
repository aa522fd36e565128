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
            (&png(2)[..], "image/png", true),
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

/// The head of a picture of so many pixels to a side; nobody unpacks it here.
fn png(side: u32) -> Vec<u8> {
    let side = side.to_be_bytes();
    [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &side, &side, b"\x08\x06\0\0\0\0\0\0\0"].concat()
}

#[tokio::test]
async fn a_picture_that_would_fill_the_memory_is_saved_and_not_shown() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        for bytes in [png(30_000), b"\x89PNG\r\n\x1a\nno size at all".to_vec()] {
            let file = upload(&employee, "bomb.png", &bytes).await;
            let shown = employee.get(&format!("/files/{}?inline=true", id(&file))).await;
            shown.problem(409, "file.picture_too_large");
            let saved = employee.get(&format!("/files/{}", id(&file))).await;
            assert!(saved.header("content-disposition").starts_with("attachment; "));
        }
    })
    .await;
}

#[tokio::test]
async fn text_is_shown_in_the_encoding_that_it_is_in() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        // "采购" in GB 2312.
        let gb: &[u8] = b"\xb2\xc9\xb9\xba\r\n";
        for (bytes, charset) in [("采购\n".as_bytes(), "utf-8"), (gb, "gb18030")] {
            let file = upload(&employee, "note.txt", bytes).await;
            assert_eq!(file["mime"], "text/plain");
            let got = employee.get(&format!("/files/{}?inline=true", id(&file))).await;
            assert_eq!(got.header("content-type"), format!("text/plain; charset={charset}"));
            assert_eq!(got.header("x-content-type-options"), "nosniff");
            assert!(got.header("content-security-policy").starts_with("sandbox;"));
        }
    })
    .await;
}

#[tokio::test]
async fn a_part_of_a_file_is_sent_to_whoever_asks_for_it() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        let file = upload(&employee, "digits.txt", b"0123456789").await;
        let at = format!("/files/{}", id(&file));
        let tag = format!("\"{}\"", text(&file["sha256"]));
        let whole = employee.get(&at).await;
        assert_eq!((whole.header("etag"), whole.header("accept-ranges")), (tag.as_str(), "bytes"));
        assert_eq!(whole.header("cache-control"), "private, no-cache");

        let part = employee.with_header("Range", "bytes=2-4").get(&at).await;
        assert_eq!((part.status.as_u16(), part.text()), (206, "234".to_owned()));
        assert_eq!((part.header("content-range"), part.header("content-length")), ("bytes 2-4/10", "3"));
        let end = employee.with_header("Range", "bytes=-3").with_header("If-Range", &tag).get(&at).await;
        assert_eq!((end.status.as_u16(), end.text()), (206, "789".to_owned()));
        let other =
            employee.with_header("Range", "bytes=-3").with_header("If-Range", "\"other\"").get(&at).await;
        assert_eq!((other.status.as_u16(), other.text()), (200, "0123456789".to_owned()));
        let beyond = employee.with_header("Range", "bytes=10-").get(&at).await;
        assert_eq!(beyond.header("content-range"), "bytes */10");
        beyond.problem(416, "file.range_beyond");

        let held = employee.with_header("If-None-Match", &tag).get(&at).await;
        assert_eq!((held.status.as_u16(), held.text()), (304, String::new()));
        assert_eq!(held.header("etag"), tag);
        let head = employee.with_header("Range", "bytes=2-4").send(Method::HEAD, &at, None).await;
        assert_eq!((head.status.as_u16(), head.text()), (200, String::new()));
        assert_eq!(head.header("content-length"), "10");
    })
    .await;
}

#[tokio::test]
async fn who_may_not_have_a_file_does_not_learn_that_it_is_unchanged() {
    each_app(|t| async move {
        let file = upload(&t.login("employee").await, "a.txt", b"a").await;
        let tag = format!("\"{}\"", text(&file["sha256"]));
        let at = format!("/files/{}", id(&file));
        for client in [t.login("manager").await, t.login_to("other", "employee").await] {
            client.with_header("If-None-Match", &tag).get(&at).await.problem(404, "not_found");
            client.with_header("Range", "bytes=0-0").get(&at).await.problem(404, "not_found");
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
