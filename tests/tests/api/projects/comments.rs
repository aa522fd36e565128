//! What is said about work items: mentions, files, reactions, and who is told.

use axum::http::Method;
use serde_json::{Value as Json, json};
use weir_tests::{Client, each_app};

use super::{item, project};
use crate::draw::{column, text};
use crate::files::upload;

async fn events(client: &Client) -> Vec<String> {
    column(&client.get("/notifications").await.ok(), "/event")
}

#[tokio::test]
async fn who_is_named_and_who_watches_is_told_and_nobody_else() {
    each_app(|t| async move {
        let people = [
            ("employee", "member"),
            ("manager", "member"),
            ("colleague", "viewer"),
            ("project-manager", "member"),
        ];
        let id = project(&t, "SAY", &people).await;
        let (employee, manager, viewer) =
            (t.login("employee").await, t.login("manager").await, t.login("colleague").await);
        let made = item(&employee, &id, json!({ "title": "Talk" })).await;
        let path = format!("/work-items/{}", text(&made["id"]));
        let say = |text: &str, mentions: Json| json!({ "text": text, "mentions": mentions });
        let named = json!([t.demo.user("manager")]);
        let said = viewer.post(&format!("{path}/comments"), say("@manager please look", named.clone())).await;
        assert_eq!(said.status, 201);
        let said = said.ok();
        assert_eq!(
            (&said["mentions"][0]["login"], &said["author"]["login"]),
            (&json!("manager"), &json!("colleague"))
        );
        assert_eq!(events(&manager).await, ["mentioned"]);
        assert_eq!(events(&employee).await, ["commented"], "who created it watches it");
        assert!(events(&t.login("project-manager").await).await.is_empty());
        let told = manager.get("/notifications").await.ok();
        let place = format!("/projects/{id}/items/{}#{}", text(&made["id"]), text(&said["id"]));
        assert_eq!(told["items"][0]["link"], place, "the very comment");

        // Naming somebody who may not see it is refused, and nothing is said.
        let bad = json!([t.demo.user("manager"), t.demo.user("boss"), t.other.user("boss")]);
        viewer
            .post(&format!("{path}/comments"), say("secret", bad))
            .await
            .invalid(&[("mentions[1]", "work.mention_outside"), ("mentions[2]", "org.user_unknown")]);
        viewer
            .post(&format!("{path}/comments"), say(" ", json!([])))
            .await
            .invalid(&[("text", "request.text_empty")]);
        assert_eq!(
            column(&viewer.get(&format!("{path}/comments")).await.ok(), "/text"),
            ["@manager please look"]
        );

        // Said anew, who was named before is not told twice.
        let own = format!("{path}/comments/{}", text(&said["id"]));
        let anew = |body: Json| viewer.send(Method::PATCH, &own, Some(body));
        let edited = anew(say("@manager look", named)).await.ok();
        assert!(edited["editedAt"].is_string() && edited["text"] == "@manager look");
        assert_eq!(events(&manager).await, ["mentioned"]);
        employee.send(Method::PATCH, &own, Some(say("mine", json!([])))).await.problem(403, "denied");
        employee.delete(&own).await.problem(403, "denied");

        manager.send(Method::PUT, &format!("{path}/watch"), Some(json!({ "watching": true }))).await.done();
        let seen = manager.get(&path).await.ok();
        assert_eq!(
            (
                &seen["watching"],
                column(&json!({ "items": seen["watchers"] }), "/login").contains(&"manager".to_owned())
            ),
            (&json!(true), true)
        );
        employee.post(&format!("{path}/comments"), say("done", json!([]))).await.done();
        assert_eq!(events(&manager).await, ["commented", "mentioned"]);
        t.login("admin").await.delete(&own).await.done();
        assert_eq!(column(&viewer.get(&format!("{path}/comments")).await.ok(), "/text"), ["done"]);
        viewer.send(Method::PATCH, &own, Some(say("again", json!([])))).await.problem(404, "not_found");

        // Who left the project hears no more of it.
        let place = format!("/projects/{id}/members/{}", t.demo.user("manager"));
        t.login("admin").await.delete(&place).await.done();
        employee.post(&format!("{path}/comments"), say("alone", json!([]))).await.done();
        assert_eq!(events(&manager).await, ["commented", "mentioned"]);
    })
    .await;
}

#[tokio::test]
async fn a_reaction_stands_once_a_person_until_it_is_taken_back() {
    each_app(|t| async move {
        let id = project(&t, "RE", &[("employee", "member"), ("colleague", "viewer")]).await;
        let (employee, viewer) = (t.login("employee").await, t.login("colleague").await);
        let made = item(&employee, &id, json!({ "title": "Talk" })).await;
        let path = format!("/work-items/{}/comments", text(&made["id"]));
        let said = employee.post(&path, json!({ "text": "Done" })).await.ok();
        let at = format!("{path}/{}/reactions", text(&said["id"]));
        let react = |client: &Client, emoji: &str, on: bool| {
            let (client, at, body) = (client.clone(), at.clone(), json!({ "emoji": emoji, "on": on }));
            async move { client.send(Method::PUT, &at, Some(body)).await }
        };
        for client in [&viewer, &viewer, &employee] {
            react(client, "👍", true).await.done();
        }
        let seen = viewer.get(&path).await.ok();
        let mut logins = column(&json!({ "items": seen["items"][0]["reactions"]["👍"] }), "/login");
        logins.sort();
        assert_eq!(logins, ["colleague", "employee"]);
        react(&viewer, "👍", false).await.done();
        let left = react(&viewer, "👍", false).await.ok();
        assert_eq!(left["reactions"]["👍"].as_array().unwrap().len(), 1);
        for bad in ["", "nice", "<b>", "好", "👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍"]
        {
            react(&viewer, bad, true).await.invalid(&[("emoji", "work.no_emoji")]);
        }
        // A comment is reached through its own item only.
        let other = item(&employee, &id, json!({ "title": "Other" })).await;
        let wrong = format!("/work-items/{}/comments/{}", text(&other["id"]), text(&said["id"]));
        employee.delete(&wrong).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn files_are_seen_with_the_item_that_shows_them() {
    each_app(|t| async move {
        let id = project(&t, "FI", &[("employee", "member"), ("manager", "member")]).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let uploaded =
            async |client: &Client, name: &str| text(&upload(client, name, name.as_bytes()).await["id"]);
        let file = uploaded(&employee, "plan.txt").await;
        let note = uploaded(&employee, "note.txt").await;
        let made =
            item(&employee, &id, json!({ "title": "With", "fields": { "attachments": [file] } })).await;
        assert_eq!(made["refs"]["files"][&file]["name"], "plan.txt");
        let path = format!("/work-items/{}", text(&made["id"]));
        let said =
            employee.post(&format!("{path}/comments"), json!({ "text": "see", "files": [note] })).await.ok();
        assert_eq!(said["files"][0]["name"], "note.txt");
        let stranger = t.login("boss").await;
        for file in [&file, &note] {
            manager.get(&format!("/files/{file}/info")).await.done();
            stranger.get(&format!("/files/{file}/info")).await.problem(404, "not_found");
        }
        // Somebody else's upload is nobody's to pin.
        let foreign = uploaded(&manager, "mine.txt").await;
        let wish = json!({ "fields": { "attachments": [file, foreign] } });
        super::change(&employee, &made, wish).await.invalid(&[("fields.attachments", "form.file_unknown")]);
        let copy = employee.post(&format!("{path}/copy"), json!({})).await.ok();
        assert_eq!(copy["fields"], json!({}), "files stay with the first");
        employee.delete(&path).await.done();
        manager.get(&format!("/files/{file}/info")).await.problem(404, "not_found");
    })
    .await;
}
