//! Projects kept as templates, and projects founded from them and from those of the product.

use serde_json::{Value as Json, json};
use weir_tests::{Client, TestApp, each_app};

use super::{change, item, list, project};
use crate::draw::text;

/// The project manager, who may found projects and administers none.
async fn founder(t: &TestApp) -> Client {
    let grants = json!([{ "permission": "projects.create" }]);
    let role = json!({ "key": "founder", "name": { "en": "Founder" }, "grants": grants });
    let admin = t.login("admin").await;
    let role = text(&admin.post("/roles", role).await.ok()["id"]);
    let holders = json!({ "userIds": [t.demo.user("project-manager")] });
    admin.post(&format!("/roles/{role}/holders"), holders).await.done();
    t.login("project-manager").await
}

async fn templates(client: &Client) -> Vec<Json> {
    client.get("/project-templates").await.ok()["items"].as_array().unwrap().clone()
}

async fn founded(client: &Client, key: &str, template: &Json, more: Json) -> Json {
    let mut wish = json!({ "key": key, "name": format!("Project {key}"), "template": template });
    for (name, value) in more.as_object().unwrap() {
        wish[name] = value.clone();
    }
    client.post("/projects", wish).await.ok()
}

/// The items of a project by title.
async fn items(client: &Client, project: &Json) -> Vec<Json> {
    let page = list(client, &text(&project["id"]), &[("limit", "500")]).await.ok();
    page["items"].as_array().unwrap().clone()
}

fn titled<'a>(items: &'a [Json], title: &str) -> &'a Json {
    items.iter().find(|item| item["title"] == title).unwrap_or_else(|| panic!("no item {title}"))
}

/// A project with three items: one below another, the second blocked by the third.
async fn furnished(t: &TestApp) -> (Client, String) {
    let admin = t.login("admin").await;
    let id = project(t, "SRC", &[("employee", "member"), ("boss", "viewer")]).await;
    let wish = json!({ "title": "Phase", "type": "requirement", "start": "2026-11-10", "due": "2026-11-30",
        "fields": { "priority": "high", "description": "Why" } });
    let phase = item(&admin, &id, wish).await;
    let wish = json!({ "title": "Part", "parent": phase["id"], "assignee": t.demo.user("employee"), "due": "2026-11-20" });
    let part = item(&admin, &id, wish).await;
    let part = change(&admin, &part, json!({ "status": "doing" })).await.ok();
    let last = item(&admin, &id, json!({ "title": "Last", "type": "bug" })).await;
    let relations = format!("/work-items/{}/relations", text(&last["id"]));
    admin.post(&relations, json!({ "kind": "blocks", "to": part["id"] })).await.done();
    let comments = format!("/work-items/{}/comments", text(&part["id"]));
    admin.post(&comments, json!({ "text": "Not for others" })).await.done();
    let path = format!("/projects/{id}");
    let rev = admin.get(&path).await.ok()["rev"].clone();
    admin.patch(&path, &rev, json!({ "board": { "wip": { "doing": 2 } } })).await.done();
    for (name, shared, filter) in [
        ("All", true, json!({ "field": "$status", "op": "eq", "value": "todo" })),
        ("Mine", false, json!({ "field": "$status", "op": "eq", "value": "todo" })),
        ("Hers", true, json!({ "field": "$assignee", "op": "eq", "value": t.demo.user("employee") })),
    ] {
        let view = json!({ "name": name, "shared": shared, "settings": { "filter": filter } });
        admin.post(&format!("/projects/{id}/views"), view).await.done();
    }
    (admin, id)
}

#[tokio::test]
async fn a_project_comes_back_from_its_template_without_its_people_and_its_past() {
    each_app(async |t| {
        let (admin, id) = furnished(&t).await;
        let (boss, employee) = (t.demo.user("boss"), t.demo.user("employee"));
        let saved = admin
            .post(
                &format!("/projects/{id}/templates"),
                json!({
                    "name": " Line ", "description": "As usual", "items": true,
                    "places": [{ "user": t.demo.user("admin"), "name": "Lead" }, { "user": employee, "name": "Fitter" }],
                }),
            )
            .await
            .ok();
        assert_eq!((&saved["name"]["en"], &saved["canEdit"]), (&json!("Line"), &json!(true)));
        let preview = &saved["preview"];
        let keys: Vec<&Json> = preview["types"].as_array().unwrap().iter().map(|t| &t["key"]).collect();
        assert_eq!(keys, [&json!("task"), &json!("bug"), &json!("requirement")]);
        assert_eq!((&preview["items"], &preview["days"]), (&json!(3), &json!(20)));
        // The lead is asked for anyway, and whoever looks on leaves no place here.
        assert_eq!(preview["places"].as_array().unwrap().len(), 1);
        assert_eq!(preview["views"].as_array().unwrap().len(), 1, "shared, and of nobody in particular");

        let place = &preview["places"][0]["key"];
        let more = json!({ "start": "2028-02-27", "lead": boss, "places": [{ "place": place, "user": t.demo.user("manager") }] });
        let made = founded(&admin, "NEW", &saved["template"], more).await;
        assert_eq!((&made["lead"]["id"], &made["board"]["wip"]["doing"]), (&json!(boss), &json!(2)));
        let found = items(&admin, &made).await;
        assert_eq!(found.iter().map(|i| text(&i["key"])).collect::<Vec<_>>(), ["NEW-1", "NEW-2", "NEW-3"]);
        let (phase, part) = (titled(&found, "Phase"), titled(&found, "Part"));
        assert_eq!((&phase["start"], &phase["due"]), (&json!("2028-02-27"), &json!("2028-03-18")));
        assert_eq!((&phase["fields"]["priority"], &phase["fields"]["description"]), (&json!("high"), &json!("Why")));
        assert_eq!((&part["due"], &part["status"]), (&json!("2028-03-08"), &json!("todo")));
        assert_eq!((&part["parent"]["id"], &part["assignee"]["id"]), (&phase["id"], &json!(t.demo.user("manager"))));
        let last = titled(&found, "Last");
        let page = admin.get(&format!("/work-items/{}", text(&last["id"]))).await.ok();
        assert_eq!((&page["relations"][0]["kind"], &page["relations"][0]["item"]["id"]), (&json!("blocks"), &part["id"]));
        let said = admin.get(&format!("/work-items/{}/comments", text(&part["id"]))).await.ok();
        assert_eq!(said["items"], json!([]));

        let members = admin.get(&format!("/projects/{}/members", text(&made["id"]))).await.ok();
        let mut members: Vec<(String, String)> = members["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| (text(&m["user"]["login"]), text(&m["role"])))
            .collect();
        members.sort();
        let role = |login: &str, role: &str| (login.to_owned(), role.to_owned());
        assert_eq!(members, [role("admin", "admin"), role("boss", "admin"), role("manager", "member")]);
        let views = admin.get(&format!("/projects/{}/views", text(&made["id"]))).await.ok();
        assert_eq!((&views["items"][0]["name"], &views["items"][0]["broken"]), (&json!("All"), &json!(false)));
        // The order, numbers and history go on as if people had written the items.
        let next = item(&admin, &text(&made["id"]), json!({ "title": "Next" })).await;
        assert_eq!(next["key"], "NEW-4");
        change(&admin, &page, json!({ "title": "Last of all" })).await.done();
    })
    .await;
}

#[tokio::test]
async fn people_stay_where_it_was_asked_for_and_may_be_left_out_again() {
    each_app(async |t| {
        let (admin, id) = furnished(&t).await;
        let wish = json!({ "name": "Team", "items": true, "places": [
            { "user": t.demo.user("employee"), "name": "Fitter", "keepPerson": true },
            { "user": t.demo.user("boss"), "name": "Guest", "keepPerson": true },
        ] });
        let saved = admin.post(&format!("/projects/{id}/templates"), wish).await.ok();
        let people: Vec<&Json> =
            saved["preview"]["places"].as_array().unwrap().iter().map(|p| &p["person"]["login"]).collect();
        assert_eq!(people, [&json!("employee"), &json!("boss")]);
        let made = founded(&admin, "KEPT", &saved["template"], json!({})).await;
        let found = items(&admin, &made).await;
        assert_eq!(titled(&found, "Part")["assignee"]["login"], "employee");
        let place = &saved["preview"]["places"][0]["key"];
        let nobody = json!({ "places": [{ "place": place, "user": null }] });
        let made = founded(&admin, "OPEN", &saved["template"], nobody).await;
        assert_eq!(titled(&items(&admin, &made).await, "Part")["assignee"], Json::Null);
        let members = admin.get(&format!("/projects/{}/members", text(&made["id"]))).await.ok();
        assert_eq!(members["items"].as_array().unwrap().len(), 2, "the founder and who was kept");
    })
    .await;
}

#[tokio::test]
async fn every_shipped_template_founds_a_whole_project() {
    each_app(async |t| {
        let manager = founder(&t).await;
        let shipped: Vec<Json> = templates(&manager)
            .await
            .into_iter()
            .filter(|one| one["template"]["kind"] == "shipped")
            .collect();
        assert_eq!(shipped.len(), 3);
        for (n, template) in shipped.iter().enumerate() {
            let preview = &template["preview"];
            let places: Vec<Json> = preview["places"]
                .as_array()
                .unwrap()
                .iter()
                .map(|place| json!({ "place": place["key"], "user": t.demo.user("employee") }))
                .collect();
            let more = json!({ "start": "2027-01-04", "places": places });
            let made = founded(&manager, &format!("S{n}"), &template["template"], more).await;
            let found = items(&manager, &made).await;
            assert_eq!(found.len() as u64, preview["items"].as_u64().unwrap(), "{template}");
            assert!(found.iter().any(|i| i["assignee"]["login"] == "employee"), "{template}");
            assert!(found.iter().any(|i| i["start"] == "2027-01-04"), "{template}");
            let views = manager.get(&format!("/projects/{}/views", text(&made["id"]))).await.ok();
            let views = views["items"].as_array().unwrap();
            assert_eq!(views.len(), preview["views"].as_array().unwrap().len());
            assert!(views.iter().all(|view| view["broken"] == false), "{views:?}");
            let types = manager.get(&format!("/projects/{}/types", text(&made["id"]))).await.ok();
            assert_eq!(types["items"].as_array().unwrap().len(), preview["types"].as_array().unwrap().len());
        }
    })
    .await;
}

#[tokio::test]
async fn a_project_that_cannot_be_founded_leaves_nothing_behind() {
    each_app(async |t| {
        let admin = t.login("admin").await;
        let shipped = json!({ "kind": "shipped", "key": "general-project" });
        let unknown = json!({ "kind": "own", "id": format!("ptl_{}", "0".repeat(32)) });
        let send = async |wish: Json| {
            let mut body = json!({ "key": "NONE", "name": "None" });
            for (name, value) in wish.as_object().unwrap() {
                body[name] = value.clone();
            }
            let problem = admin.post("/projects", body).await.problem(422, "invalid");
            let first = &problem["errors"][0];
            (text(&first["field"]), text(&first["code"]))
        };
        let place = |place: &str, user: Json| json!([{ "place": place, "user": user }]);
        for (wish, field, code) in [
            (json!({ "template": unknown }), "template", "template.unknown"),
            (json!({ "template": { "kind": "shipped", "key": "nothing" } }), "template", "template.unknown"),
            (json!({ "template": shipped, "places": place("boss", Json::Null) }), "places[0].place", "template.place_unknown"),
            (json!({ "template": shipped, "places": place("lead", Json::Null) }), "places[0].place", "template.place_unknown"),
            (
                json!({ "template": shipped, "places": place("member", json!(format!("usr_{}", "0".repeat(32)))) }),
                "places[0].user",
                "org.user_unknown",
            ),
            (json!({ "places": place("member", Json::Null) }), "places[0].place", "template.place_unknown"),
            (json!({ "template": shipped, "start": "9999-12-31" }), "start", "template.days_range"),
        ] {
            assert_eq!(send(wish.clone()).await, (field.to_owned(), code.to_owned()), "{wish}");
        }
        let found = admin.get("/projects?q=NONE").await.ok();
        assert_eq!(found["items"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_template_is_named_and_deleted_by_its_maker_and_by_who_administers_projects() {
    each_app(async |t| {
        let (admin, manager) = (t.login("admin").await, founder(&t).await);
        let wish = json!({ "key": "MINE", "name": "Mine" });
        let id = text(&manager.post("/projects", wish).await.ok()["id"]);
        let saved = manager.post(&format!("/projects/{id}/templates"), json!({ "name": "Ours" })).await.ok();
        let path = format!("/project-templates/{}", text(&saved["template"]["id"]));
        t.login("employee").await.get("/project-templates").await.problem(403, "denied");
        t.login("employee").await.delete(&path).await.problem(403, "denied");
        let renamed = manager.patch(&path, &saved["rev"], json!({ "name": "Theirs" })).await.ok();
        assert_eq!(renamed["name"]["en"], "Theirs");
        admin.patch(&path, &saved["rev"], json!({ "name": "Late" })).await.problem(412, "stale");
        admin.patch(&path, &renamed["rev"], json!({ "name": " " })).await.problem(422, "invalid");
        let own = templates(&manager).await[0].clone();
        assert_eq!((&own["name"]["en"], &own["preview"]["items"]), (&json!("Theirs"), &json!(0)));
        assert_eq!(own["createdBy"]["login"], "project-manager");

        // An archived project changes no more, and yet can be kept.
        manager.post_empty(&format!("/projects/{id}/archive")).await.done();
        manager.post(&format!("/projects/{id}/templates"), json!({ "name": "Archived" })).await.done();

        admin.delete(&path).await.done();
        admin.delete(&path).await.problem(404, "not_found");
        assert_eq!(templates(&manager).await[0]["name"]["en"], "Archived");
        let template = json!({ "key": "LATE", "name": "Late", "template": saved["template"] });
        let told = manager.post("/projects", template).await.problem(422, "invalid");
        assert_eq!(told["errors"][0]["code"], "template.unknown");
    })
    .await;
}

#[tokio::test]
async fn who_only_works_in_a_project_does_not_keep_it_and_places_are_its_members() {
    each_app(async |t| {
        let (admin, id) = furnished(&t).await;
        let path = format!("/projects/{id}/templates");
        t.login("employee").await.post(&path, json!({ "name": "A" })).await.problem(403, "denied");
        t.login("colleague").await.post(&path, json!({ "name": "A" })).await.problem(404, "not_found");
        let employee = t.demo.user("employee");
        for (places, code) in [
            (json!([{ "user": t.demo.user("colleague"), "name": "A" }]), "org.user_unknown"),
            (
                json!([{ "user": employee, "name": "A" }, { "user": employee, "name": "B" }]),
                "template.place_twice",
            ),
            (json!([{ "user": employee, "name": " " }]), "request.text_empty"),
        ] {
            let told =
                admin.post(&path, json!({ "name": "A", "places": places })).await.problem(422, "invalid");
            assert_eq!(told["errors"][0]["code"], code);
        }
        // An item too far from the start is named by its key.
        let far = item(&admin, &id, json!({ "title": "Far", "due": "2047-01-01" })).await;
        let told = admin.post(&path, json!({ "name": "A", "items": true })).await.problem(422, "invalid");
        assert_eq!(told["errors"][0]["code"], "template.days_range");
        admin.delete(&format!("/work-items/{}", text(&far["id"]))).await.done();
        admin.post(&path, json!({ "name": "A", "items": true })).await.done();
    })
    .await;
}
