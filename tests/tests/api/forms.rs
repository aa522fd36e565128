//! Drawing forms: drafts that may be incomplete, publications that may not, versions that stay.

use serde_json::{Value as Json, json};
use weir_tests::{Client, each_app};

use crate::draw::{create_form, field, issues, published_form, save_form, schema, text};

fn title() -> Json {
    field("title", "text", json!({ "required": true }))
}

async fn publish(designer: &Client, form: &str, note: &str) -> weir_tests::Answer {
    designer.post(&format!("/forms/{form}/publish"), json!({ "note": note })).await
}

#[tokio::test]
async fn a_form_begins_as_a_draft_that_only_designers_see() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let wish = json!({ "key": "asset", "name": { "en": "Asset" }, "icon": "box" });
        let created = admin.post("/forms", wish.clone()).await;
        assert_eq!(created.status, 201);
        let created = created.ok();
        assert_eq!((&created["key"], &created["icon"]), (&json!("asset"), &json!("box")));
        assert_eq!((&created["draft"], created.get("version")), (&json!(true), None));

        let designed = admin.get("/forms?design=true").await.ok();
        assert_eq!(designed["items"][0]["id"], created["id"]);
        assert_eq!(admin.get("/forms").await.ok()["items"], json!([]), "nothing published, nothing to see");
        admin.get(&format!("/forms/{}", text(&created["id"]))).await.problem(404, "not_found");

        admin.post("/forms", wish).await.invalid(&[("key", "design.key_taken")]);
        let nameless = json!({ "key": "b", "name": {} });
        admin.post("/forms", nameless).await.invalid(&[("name", "design.name_missing")]);
        let bad = json!({ "key": "Not A Key", "name": { "en": "B" } });
        admin.post("/forms", bad).await.invalid(&[("key", "request.wrong_type")]);
    })
    .await;
}

#[tokio::test]
async fn who_does_not_design_sees_no_draft_and_saves_none() {
    each_app(|t| async move {
        let form = published_form(&t, "asset", &[title()]).await;
        let employee = t.login("employee").await;
        for path in ["draft", "draft/diff", "versions", "versions/1"] {
            employee.get(&format!("/forms/{form}/{path}")).await.problem(403, "denied");
        }
        employee.get("/forms?design=true").await.problem(403, "denied");
        let draft = json!({ "schema": schema(&[]) });
        employee.put(&format!("/forms/{form}/draft"), &json!(1), draft).await.problem(403, "denied");
        publish(&employee, &form, "").await.problem(403, "denied");
        employee.post("/forms", json!({ "key": "b", "name": { "en": "B" } })).await.problem(403, "denied");

        let stranger = t.login_to("other", "admin").await;
        stranger.get(&format!("/forms/{form}/draft")).await.problem(404, "not_found");
        stranger.get(&format!("/forms/{form}")).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_saved_over_the_revision_that_was_read() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let form = create_form(&admin, "asset", &[]).await;
        let path = format!("/forms/{form}/draft");
        let read = admin.get(&path).await;
        let tag = read.header("etag").to_owned();
        let read = read.ok();
        assert_eq!(tag, format!("\"{}\"", read["rev"]));
        let body = json!({ "schema": schema(&[title()]) });

        let bare = admin.send(axum::http::Method::PUT, &path, Some(body.clone())).await;
        bare.problem(428, "precondition_required");
        let saved = admin.put(&path, &read["rev"], body.clone()).await.ok();
        assert_eq!(saved["updatedBy"]["login"], "admin");
        admin.put(&path, &read["rev"], body.clone()).await.problem(412, "stale");
        admin.put(&path, &saved["rev"], body).await.done();
    })
    .await;
}

#[tokio::test]
async fn an_incomplete_draft_is_saved_with_what_is_missing_and_not_published() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let form = create_form(&admin, "asset", &[]).await;
        let half = [
            field("kind", "singleSelect", json!({ "options": [] })),
            field("sum", "formula", json!({ "result": "number" })),
            json!({ "key": "kind", "label": {}, "type": "text" }),
        ];
        let saved = save_form(&admin, &form, &half).await.ok();
        let expected = [
            ("kind", "form.no_options"),
            ("sum.formula", "form.formula_missing"),
            ("kind", "form.label_missing"),
            ("kind", "form.key_repeated"),
        ];
        let mut found = issues(&saved);
        let mut wanted: Vec<_> = expected.iter().map(|(f, c)| ((*f).to_owned(), (*c).to_owned())).collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted);
        assert_eq!(saved["schema"]["fields"].as_array().unwrap().len(), 3, "nothing is thrown away");

        let refused = publish(&admin, &form, "").await.problem(422, "invalid");
        assert_eq!(refused["errors"].as_array().unwrap().len(), 4);
        assert_eq!(admin.get(&format!("/forms/{form}/versions")).await.ok()["items"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_property_that_no_field_has_is_refused_with_its_place() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let form = create_form(&admin, "asset", &[]).await;
        let misspelt = field("code", "text", json!({ "maxLenght": 5 }));
        let refused = save_form(&admin, &form, &[title(), misspelt]).await;
        refused.invalid(&[("schema.fields[1].maxLenght", "request.unknown_field")]);

        let rev = admin.get(&format!("/forms/{form}/draft")).await.ok()["rev"].clone();
        let mut whole = schema(&[title()]);
        whole["colour"] = json!("red");
        admin
            .put(&format!("/forms/{form}/draft"), &rev, json!({ "schema": whole }))
            .await
            .invalid(&[("schema.colour", "request.unknown_field")]);
        let unknown_type = save_form(&admin, &form, &[field("a", "hologram", json!({}))]).await;
        unknown_type.invalid(&[("schema.fields[0]", "request.unknown_value")]);
    })
    .await;
}

#[tokio::test]
async fn publishing_makes_a_version_that_later_drafts_do_not_touch() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let form = create_form(&admin, "asset", &[title()]).await;
        let first = publish(&admin, &form, " first ").await.ok();
        assert_eq!((&first["version"], &first["note"]), (&json!(1), &json!("first")));
        assert_eq!((&first["publishedBy"]["login"], &first["current"]), (&json!("admin"), &json!(true)));
        publish(&admin, &form, "").await.problem(409, "design.nothing_to_publish");

        save_form(&admin, &form, &[title(), field("price", "money", json!({ "currency": "CNY" }))])
            .await
            .done();
        let used = admin.get(&format!("/forms/{form}")).await.ok();
        assert_eq!((&used["version"], &used["draft"]), (&json!(1), &json!(true)));
        assert_eq!(used["schema"]["fields"].as_array().unwrap().len(), 1);
        let diff = admin.get(&format!("/forms/{form}/draft/diff")).await.ok();
        let [change] = &diff["changes"].as_array().unwrap()[..] else { panic!("{diff}") };
        assert_eq!((&change["kind"], &change["subject"]), (&json!("added"), &json!("field")));
        assert_eq!((&change["key"], &change["name"]["en"]), (&json!("price"), &json!("price")));

        publish(&admin, &form, "").await.done();
        let versions = admin.get(&format!("/forms/{form}/versions?limit=1")).await.ok();
        assert_eq!(versions["items"][0]["version"], 2);
        let next = text(&versions["next"]);
        let older = admin.get(&format!("/forms/{form}/versions?limit=1&cursor={next}")).await.ok();
        assert_eq!((&older["items"][0]["version"], &older["next"]), (&json!(1), &json!(null)));
        assert_eq!(older["items"][0]["current"], false);
        let one = admin.get(&format!("/forms/{form}/versions/1")).await.ok();
        assert_eq!(one["schema"]["fields"].as_array().unwrap().len(), 1);
        admin.get(&format!("/forms/{form}/versions/3")).await.problem(404, "not_found");

        let used = admin.get(&format!("/forms/{form}")).await.ok();
        assert_eq!(
            (&used["slots"]["price"]["filterable"], &used["slots"]["price"]["sortable"]),
            (&json!(true), &json!(true))
        );
        assert_eq!(used["rights"], json!({
                "create": true, "update": true, "delete": true, "import": true, "export": true, "design": true,
            }));
    })
    .await;
}

#[tokio::test]
async fn an_old_version_comes_back_as_a_draft_and_then_as_a_new_version() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let form = create_form(&admin, "asset", &[title()]).await;
        publish(&admin, &form, "").await.done();
        save_form(&admin, &form, &[title(), field("b", "date", json!({}))]).await.done();
        publish(&admin, &form, "").await.done();

        let path = format!("/forms/{form}/rollback");
        admin.post(&path, json!({ "version": 1 })).await.problem(428, "precondition_required");
        let rev = admin.get(&format!("/forms/{form}/draft")).await.ok()["rev"].clone();
        let back = |version: u32| {
            let client = admin.with_header("if-match", &format!("\"{rev}\""));
            let path = path.clone();
            async move { client.post(&path, json!({ "version": version })).await }
        };
        back(9).await.problem(404, "not_found");
        let draft = back(1).await.ok();
        assert_eq!(draft["schema"]["fields"].as_array().unwrap().len(), 1);
        back(1).await.problem(412, "stale");
        assert_eq!(publish(&admin, &form, "").await.ok()["version"], 3);
    })
    .await;
}

#[tokio::test]
async fn a_published_field_keeps_its_type_and_its_options_for_ever() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let options = json!({ "options": [
            { "key": "a", "label": { "en": "A" } }, { "key": "b", "label": { "en": "B" } },
        ] });
        let fields = [title(), field("kind", "singleSelect", options)];
        let form = published_form(&t, "asset", &fields).await;

        let fewer = json!({ "options": [{ "key": "a", "label": { "en": "A" } }] });
        let changed = [field("title", "date", json!({})), field("kind", "singleSelect", fewer)];
        let saved = save_form(&admin, &form, &changed).await.ok();
        assert_eq!(
            issues(&saved),
            [
                ("title".to_owned(), "form.field_type_changed".to_owned()),
                ("kind".to_owned(), "form.option_removed".to_owned()),
            ]
        );
        publish(&admin, &form, "")
            .await
            .invalid(&[("title", "form.field_type_changed"), ("kind", "form.option_removed")]);

        // Taking the field out and putting it in again as another type is the same change.
        save_form(&admin, &form, &[fields[1].clone()]).await.done();
        publish(&admin, &form, "").await.done();
        save_form(&admin, &form, &[field("title", "date", json!({})), fields[1].clone()]).await.done();
        publish(&admin, &form, "").await.invalid(&[("title", "form.field_type_changed")]);
    })
    .await;
}

#[tokio::test]
async fn formulas_that_need_each_other_are_refused_together() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let of = |key: &str, other: &str| {
            let formula = json!({ "op": "field", "key": other });
            field(key, "formula", json!({ "result": "number", "formula": formula }))
        };
        let form = create_form(&admin, "asset", &[title(), of("a", "b"), of("b", "a")]).await;
        let refused = publish(&admin, &form, "").await.problem(422, "invalid");
        let codes: Vec<_> = refused["errors"].as_array().unwrap().iter().map(|e| text(&e["code"])).collect();
        assert!(codes.iter().any(|c| c == "form.formula_cycle"), "{codes:?}");
    })
    .await;
}

#[tokio::test]
async fn a_reference_to_a_form_that_is_not_there_keeps_a_form_from_being_published() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let theirs = t.login_to("other", "admin").await;
        let theirs = create_form(&theirs, "asset", &[title()]).await;
        let refers = |to: &str| field("asset", "reference", json!({ "form": to }));
        let form = create_form(&admin, "loan", &[title(), refers(&theirs)]).await;
        publish(&admin, &form, "").await.invalid(&[("asset", "design.form_unknown")]);
        let ours = published_form(&t, "asset", &[title()]).await;
        save_form(&admin, &form, &[title(), refers(&ours)]).await.done();
        publish(&admin, &form, "").await.done();
    })
    .await;
}
