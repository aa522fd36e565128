//! What people do with a to-do and with an instance.

use serde_json::{Value as Json, json};
use weir_tests::{TestApp, each_app};

use super::desk::*;

async fn two_steps(t: &TestApp, key: &str, first: Json) {
    let nodes = [approve(t, "first", &["manager"], first), approve(t, "second", &["boss"], json!({}))];
    publish(t, key, title_and_amount(), straight(json!({}), &nodes, json!({}))).await;
}

#[tokio::test]
async fn a_to_do_is_decided_once() {
    each_app(|t| async move {
        two_steps(&t, "two", json!({})).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        submit(&employee, "two", json!({ "title": "A" })).await;
        let task = todo(&manager).await;
        decide(&manager, &task, "approve", json!({})).await.done();
        decide(&manager, &task, "approve", json!({})).await.problem(409, "task.already_decided");
        decide(&manager, &task, "reject", json!({ "comment": "no" }))
            .await
            .problem(409, "task.already_decided");
        let done = manager.get("/tasks?state=done&total=true").await.ok();
        assert_eq!((&done["total"], &done["items"][0]["outcome"]), (&json!(1), &json!("approve")));
    })
    .await;
}

#[tokio::test]
async fn the_same_command_again_changes_nothing_and_answers_the_same() {
    each_app(|t| async move {
        two_steps(&t, "two", json!({})).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let started = submit(&employee, "two", json!({ "title": "A" })).await;
        let task = todo(&manager).await;
        let body = json!({ "commandId": "c1" });
        let first = decide(&manager, &task, "approve", body.clone()).await.ok();
        let again = decide(&manager, &task, "approve", body).await.ok();
        assert_eq!(first, again);
        let shown = instance(&employee, &started).await;
        assert_eq!(step(&shown, "first")["decisions"].as_array().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_rejection_needs_an_opinion_and_ends_the_instance_r9_r10() {
    each_app(|t| async move {
        two_steps(&t, "two", json!({})).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let started = submit(&employee, "two", json!({ "title": "A" })).await;
        let task = todo(&manager).await;
        decide(&manager, &task, "reject", json!({})).await.invalid(&[("comment", "task.comment_required")]);
        decide(&manager, &task, "reject", json!({ "comment": "too dear" })).await.done();
        let ended = instance(&employee, &started).await;
        assert_eq!(ended["status"], "rejected");
        assert_eq!(step(&ended, "first")["status"], "rejected");
        let sentences: Vec<_> =
            ended["events"].as_array().unwrap().iter().map(|e| text(&e["text"])).collect();
        assert!(sentences.contains(&"manager rejected at “first”: too dear".to_owned()), "{sentences:?}");
        assert!(sentences.contains(&"The flow ended: rejected".to_owned()), "{sentences:?}");
    })
    .await;
}

#[tokio::test]
async fn a_returned_form_is_changed_and_walks_down_again_r9() {
    each_app(|t| async move {
        two_steps(&t, "two", json!({ "onReject": { "kind": "initiator" } })).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let started = submit(&employee, "two", json!({ "title": "A", "amount": "9" })).await;
        let path = format!("/instances/{}", text(&started["id"]));
        let early = json!({ "data": { "title": "A" } });
        employee.post(&format!("{path}/resubmit"), early).await.problem(409, "instance.not_returned");
        let task = todo(&manager).await;
        let detail = manager.get(&format!("/tasks/{}", text(&task["id"]))).await.ok();
        assert_eq!(detail["rejectTo"], "A rejection sends the form back to employee");
        decide(&manager, &task, "reject", json!({ "comment": "cheaper, please" })).await.done();

        let back = instance(&employee, &started).await;
        assert_eq!((&back["status"], &back["can"]["resubmit"]), (&json!("running"), &json!(true)));
        assert_eq!(step(&back, "first")["status"], "returned");
        assert_eq!(todo(&employee).await["nodeKind"], "resubmit");
        let changed = json!({ "data": { "title": "B", "amount": "5" } });
        let again = employee.post(&format!("{path}/resubmit"), changed).await.ok();
        assert_eq!((&again["title"], &again["data"]["amount"]), (&json!("B"), &json!("5.00")));
        let told = again["events"].as_array().unwrap().iter().find(|e| e["kind"] == "dataChanged").unwrap();
        assert_eq!(told["changes"][1]["before"], "¥9.00");
        assert_eq!(told["changes"][1]["after"], "¥5.00");
        assert_eq!(todo(&manager).await["title"], "B");
        nothing_to_do(&employee).await;
    })
    .await;
}

#[tokio::test]
async fn a_transferred_to_do_is_its_receivers_and_the_first_person_stays_on_record_r14() {
    each_app(|t| async move {
        two_steps(&t, "two", json!({})).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let colleague = t.login("colleague").await;
        let started = submit(&employee, "two", json!({ "title": "A" })).await;
        let task = todo(&manager).await;
        decide(&manager, &task, "transfer", json!({})).await.invalid(&[("to", "task.receiver_missing")]);
        let to = json!({ "to": t.other.user("manager") });
        decide(&manager, &task, "transfer", to).await.invalid(&[("to", "task.person_not_active")]);
        let quote = upload(&manager).await;
        let to = json!({ "to": t.demo.user("colleague"), "comment": "on leave", "files": [quote["id"]] });
        let handed = decide(&manager, &task, "transfer", to).await.ok();
        assert_eq!(handed["outcome"], "transfer");
        nothing_to_do(&manager).await;
        decide(&manager, &task, "approve", json!({})).await.problem(409, "task.already_decided");

        let theirs = todo(&colleague).await;
        let detail = colleague.get(&format!("/tasks/{}", text(&theirs["id"]))).await.ok();
        assert_eq!(detail["why"], "Handed on by somebody else");
        decide(&colleague, &theirs, "approve", json!({})).await.done();
        let shown = instance(&manager, &started).await;
        let first = step(&shown, "first");
        assert_eq!(logins(&first["actors"]), ["colleague"]);
        assert_eq!(first["decisions"][0]["verdict"], "transfer");
        assert_eq!(first["decisions"][0]["files"][0]["id"], quote["id"]);
        let along = format!("/files/{}", text(&quote["id"]));
        assert_eq!(colleague.get(&along).await.text(), employee.get(&along).await.text());
        assert_eq!(first["decisions"][1]["onBehalfOf"]["login"], "manager");
    })
    .await;
}

#[tokio::test]
async fn the_initiator_withdraws_until_the_first_verdict_r19() {
    each_app(|t| async move {
        two_steps(&t, "two", json!({})).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let started = submit(&employee, "two", json!({ "title": "A" })).await;
        let path = format!("/instances/{}/withdraw", text(&started["id"]));
        assert_eq!(started["can"]["withdraw"], true);
        manager.post(&path, json!({})).await.problem(403, "denied");
        let back = employee.post(&path, json!({ "comment": "not needed" })).await.ok();
        assert_eq!(back["status"], "withdrawn");
        nothing_to_do(&manager).await;
        employee.post(&path, json!({})).await.problem(409, "instance.not_running");

        let second = submit(&employee, "two", json!({ "title": "B" })).await;
        decide(&manager, &todo(&manager).await, "approve", json!({})).await.done();
        let path = format!("/instances/{}/withdraw", text(&second["id"]));
        employee.post(&path, json!({})).await.problem(409, "instance.withdraw_not_allowed");
    })
    .await;
}

#[tokio::test]
async fn an_administrator_terminates_with_a_reason_r20() {
    each_app(|t| async move {
        two_steps(&t, "two", json!({})).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let admin = t.login("admin").await;
        let started = submit(&employee, "two", json!({ "title": "A" })).await;
        let path = format!("/instances/{}/terminate", text(&started["id"]));
        manager.post(&path, json!({ "comment": "x" })).await.problem(403, "denied");
        admin.post(&path, json!({})).await.invalid(&[("comment", "task.comment_required")]);
        let ended = admin.post(&path, json!({ "comment": "a mistake" })).await.ok();
        assert_eq!(ended["status"], "terminated");
        nothing_to_do(&manager).await;
        let told = employee.get("/notifications").await.ok();
        assert_eq!(told["items"][0]["title"], "Terminated: A");
    })
    .await;
}

#[tokio::test]
async fn a_batch_decides_each_by_itself_r23() {
    each_app(|t| async move {
        two_steps(&t, "two", json!({})).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        for title in ["A", "B", "C"] {
            submit(&employee, "two", json!({ "title": title })).await;
        }
        let page = manager.get("/tasks?state=open").await.ok();
        let ids: Vec<Json> = page["items"].as_array().unwrap().iter().map(|t| t["id"].clone()).collect();
        manager.post(&format!("/tasks/{}/approve", text(&ids[1])), json!({})).await.done();
        let batch = json!({ "verdict": "approve", "ids": ids, "comment": "all fine" });
        let reply = manager.post("/tasks/batch", batch).await.ok();
        let results = reply["results"].as_array().unwrap();
        let ok: Vec<_> = results.iter().map(|r| r["ok"].as_bool().unwrap()).collect();
        assert_eq!(ok, [true, false, true]);
        assert_eq!(results[1]["problem"]["code"], "task.already_decided");
        assert_eq!(results[1]["problem"]["status"], 409);
        nothing_to_do(&manager).await;
        let many = json!({ "verdict": "approve", "ids": vec![ids[0].clone(); 201] });
        manager.post("/tasks/batch", many).await.invalid(&[("ids", "task.batch_too_large")]);
    })
    .await;
}

#[tokio::test]
async fn a_comment_changes_nothing_and_tells_who_takes_part_r22() {
    each_app(|t| async move {
        two_steps(&t, "two", json!({})).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let started = submit(&employee, "two", json!({ "title": "A" })).await;
        let path = format!("/instances/{}/comments", text(&started["id"]));
        employee.post(&path, json!({ "text": " " })).await.invalid(&[("text", "request.text_empty")]);
        employee.post(&path, json!({ "text": "Quotes follow." })).await.done();
        let shown = instance(&manager, &started).await;
        assert_eq!(shown["comments"][0]["text"], "Quotes follow.");
        assert_eq!(shown["rev"], started["rev"]);
        let told = manager.get("/notifications").await.ok();
        assert_eq!(told["items"][0]["event"], "commented");
        t.login("colleague").await.get(&path).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_copy_is_read_once_and_counted() {
    each_app(|t| async move {
        let copy = json!({
            "key": "copy", "name": { "en": "Copy" }, "kind": "carbonCopy",
            "who": { "kind": "user", "users": [t.demo.user("colleague")] },
        });
        publish(&t, "copied", title_and_amount(), straight(json!({}), &[copy], json!({}))).await;
        let (employee, colleague) = (t.login("employee").await, t.login("colleague").await);
        let started = submit(&employee, "copied", json!({ "title": "A" })).await;
        assert_eq!(started["status"], "approved", "nobody has to decide");
        assert_eq!(colleague.get("/counts").await.ok()["unreadCopies"], 1);
        let page = colleague.get("/copies?unread=true").await.ok();
        let path = format!("/copies/{}/read", text(&page["items"][0]["id"]));
        instance(&colleague, &started).await;
        employee.post_empty(&path).await.problem(404, "not_found");
        colleague.post_empty(&path).await.done();
        colleague.post_empty(&path).await.done();
        assert_eq!(colleague.get("/counts").await.ok()["unreadCopies"], 0);
        assert_eq!(colleague.get("/copies").await.ok()["items"].as_array().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn every_number_equals_its_list() {
    each_app(|t| async move {
        two_steps(&t, "two", json!({})).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        for title in ["Lathe", "Drill", "lathe 2"] {
            submit(&employee, "two", json!({ "title": title })).await;
        }
        assert_eq!(manager.get("/counts").await.ok()["openTasks"], 3);
        assert_eq!(employee.get("/counts").await.ok()["started"], 3);
        let found = manager.get("/tasks?q=LATHE&total=true").await.ok();
        assert_eq!((&found["total"], found["items"].as_array().unwrap().len()), (&json!(2), 2));
        assert_eq!(manager.get("/tasks?q=%25&total=true").await.ok()["total"], 0, "% is no wildcard");
        assert_eq!(manager.get("/tasks?flow=two&total=true").await.ok()["total"], 3);

        let first = manager.get("/tasks?limit=2").await.ok();
        let next = format!("/tasks?limit=2&cursor={}", text(&first["next"]));
        let second = manager.get(&next).await.ok();
        assert_eq!((second["items"].as_array().unwrap().len(), &second["next"]), (1, &Json::Null));

        employee.get("/instances?scope=all").await.problem(403, "denied");
        let all = t.login("admin").await.get("/instances?scope=all&status=running&total=true").await.ok();
        assert_eq!(all["total"], 3);
        assert_eq!(all["items"][0]["currentSteps"][0]["actors"][0]["login"], "manager");
    })
    .await;
}

#[tokio::test]
async fn a_long_row_of_automatic_nodes_yields_and_the_worker_goes_on_r29() {
    each_app(|t| async move {
        let mut nodes: Vec<Json> = (0..130)
            .map(|n| {
                let key = format!("copy{n}");
                let who = json!({ "kind": "initiatorChooses", "multiple": true });
                json!({ "key": key, "name": { "en": key }, "kind": "carbonCopy", "who": who })
            })
            .collect();
        nodes.push(approve(&t, "check", &["manager"], json!({})));
        publish(&t, "long", title_and_amount(), straight(json!({}), &nodes, json!({}))).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let started = submit(&employee, "long", json!({ "title": "A" })).await;
        assert_eq!(started["status"], "running");
        nothing_to_do(&manager).await;
        let worker = weir_app::worker::Worker::new(t.app.clone());
        worker.work_off_due().await.unwrap();
        assert_eq!(todo(&manager).await["title"], "A");
        // The job once more, as after a crash: nothing is left to go on with.
        let id = text(&started["id"]).parse().unwrap();
        t.app.continue_instance(t.demo.tenant, id).await.unwrap();
        todo(&manager).await;
    })
    .await;
}

#[tokio::test]
async fn work_is_completed_not_approved() {
    each_app(|t| async move {
        let work = json!({
            "key": "work", "name": { "en": "Work" }, "kind": "handle",
            "who": { "kind": "initiatorChooses" },
        });
        publish(&t, "work", title_and_amount(), straight(json!({}), &[work], json!({}))).await;
        let (employee, colleague) = (t.login("employee").await, t.login("colleague").await);
        let chosen = json!({ "work": [t.demo.user("colleague")] });
        let body = json!({ "data": { "title": "A" }, "chosen": chosen });
        let started = employee.post("/flows/work/instances", body).await.ok();
        assert_eq!(step(&started, "work")["reason"], "Chosen by the initiator");
        let task = todo(&colleague).await;
        assert_eq!(task["nodeKind"], "handle");
        decide(&colleague, &task, "approve", json!({})).await.problem(409, "task.wrong_verdict");
        decide(&colleague, &task, "complete", json!({ "comment": "delivered" })).await.done();
        let ended = instance(&employee, &started).await;
        assert_eq!(
            (&ended["status"], &step(&ended, "work")["status"]),
            (&json!("approved"), &json!("completed"))
        );

        let two = json!({ "work": [t.demo.user("boss"), t.demo.user("colleague")] });
        let body = json!({ "data": { "title": "A" }, "chosen": two });
        employee.post("/flows/work/instances", body).await.invalid(&[("chosen", "instance.choice_too_many")]);
    })
    .await;
}

#[tokio::test]
async fn evidence_is_the_signers_own_upload_and_shown_to_who_takes_part_r10() {
    each_app(|t| async move {
        let demands = json!({ "demands": { "signature": true } });
        let flow = straight(json!({}), &[approve(&t, "sign", &["manager"], demands)], json!({}));
        publish(&t, "signed", title_and_amount(), flow).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let started = submit(&employee, "signed", json!({ "title": "A" })).await;
        let task = todo(&manager).await;
        decide(&manager, &task, "approve", json!({}))
            .await
            .invalid(&[("signature", "task.signature_required")]);
        let foreign = upload(&employee).await;
        decide(&manager, &task, "approve", json!({ "signature": foreign["id"] }))
            .await
            .invalid(&[("signature", "form.file_unknown")]);
        let own = upload(&manager).await;
        decide(&manager, &task, "approve", json!({ "signature": own["id"] })).await.done();
        let shown = instance(&employee, &started).await;
        assert_eq!(step(&shown, "sign")["decisions"][0]["signature"]["name"], "sign.txt");
        assert_eq!(employee.get(&format!("/files/{}", text(&own["id"]))).await.text(), "me");
        t.login("colleague")
            .await
            .get(&format!("/files/{}", text(&own["id"])))
            .await
            .problem(404, "not_found");
    })
    .await;
}

async fn upload(client: &weir_tests::Client) -> Json {
    let body =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"sign.txt\"\r\n\r\nme\r\n--x--\r\n";
    let media_type = "multipart/form-data; boundary=x";
    client.raw(axum::http::Method::POST, "/files", media_type, body.into()).await.ok()
}
