//! Records of forms: writing them, lists of them, the recycle bin, and who sees what of them.

use axum::http::Method;
use serde_json::{Value as Json, json};
use weir_store::portable::{Cell, catalogue};
use weir_store::queries::tenants;
use weir_tests::{Answer, Client, TestApp, each_app};

use crate::draw::{column, field, published_form, save_form, text};

fn asset_fields() -> Vec<Json> {
    let options = json!({ "options": [
        { "key": "it", "label": { "en": "IT" } }, { "key": "office", "label": { "en": "Office" } },
    ] });
    vec![
        field("title", "text", json!({ "required": true })),
        field("code", "text", json!({ "unique": true })),
        field("price", "money", json!({ "currency": "CNY" })),
        field("kind", "singleSelect", options),
        field("bought", "date", json!({})),
        field("keeper", "person", json!({})),
        field(
            "items",
            "detail",
            json!({ "fields": [
            field("name", "text", json!({ "required": true })), field("cost", "money", json!({ "currency": "CNY" })),
        ] }),
        ),
    ]
}

async fn create(client: &Client, form: &str, data: Json) -> Answer {
    client.post(&format!("/forms/{form}/records"), json!({ "data": data })).await
}

/// Records titled a to e with prices 10 to 50; c and d have none.
async fn shelf(client: &Client, form: &str) {
    for (title, more) in [
        ("a", json!({ "price": "10", "kind": "it", "bought": "2026-01-05" })),
        ("b", json!({ "price": "20", "kind": "office" })),
        ("c", json!({ "kind": "it" })),
        ("d", json!({})),
        ("e", json!({ "price": "50.50", "bought": "2026-11-23" })),
    ] {
        let mut data = more;
        data["title"] = json!(title);
        create(client, form, data).await.done();
    }
}

async fn titles(client: &Client, form: &str, query: &[(&str, &str)]) -> Vec<String> {
    column(&list(client, form, query).await.ok(), "/title")
}

async fn list(client: &Client, form: &str, query: &[(&str, &str)]) -> Answer {
    let hex = |s: &str| s.bytes().map(|b| format!("%{b:02x}")).collect::<String>();
    let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", hex(value))).collect();
    client.get(&format!("/forms/{form}/records?{}", query.join("&"))).await
}

/// Gives somebody a role with these grants, and signs them in.
async fn with_grants(t: &TestApp, login: &str, grants: Json) -> Client {
    let admin = t.login("admin").await;
    let role = json!({ "key": format!("role-{login}"), "name": { "en": login }, "grants": grants });
    let role = text(&admin.post("/roles", role).await.ok()["id"]);
    let holders = json!({ "userIds": [t.demo.user(login)] });
    admin.post(&format!("/roles/{role}/holders"), holders).await.done();
    t.login(login).await
}

/// Hides a field of a form from whoever holds the role `member` and no wider one.
async fn hide_from_members(t: &TestApp, form: &str, field: &str) {
    let table = catalogue::tables().into_iter().find(|table| table.name == "field_rule").unwrap();
    let role = t.demo.role("member").uuid();
    let form: weir_model::id::FormId = form.parse().unwrap();
    let cell = |name: &str| match name {
        "tenant_id" => Cell::Uuid(t.demo.tenant.uuid()),
        "role_id" => Cell::Uuid(role),
        "form_id" => Cell::Uuid(form.uuid()),
        "field" => Cell::Text(field.to_owned()),
        "field_right" => Cell::Text("hidden".to_owned()),
        other => panic!("a column that this test does not know: {other}"),
    };
    let row: Vec<Cell> = table.columns.iter().map(|c| cell(&c.name)).collect();
    let refill = t.app.store().refill().await.unwrap();
    refill.insert(&table, &table.columns, Some(t.demo.tenant), &[row]).await.unwrap();
    refill.commit(0).await.unwrap();
    let tx = t.app.store().begin(t.demo.tenant).await.unwrap();
    tenants::bump_authz_version(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_record_is_created_read_changed_and_remembers_its_changes() {
    each_app(|t| async move {
        let form = published_form(&t, "asset", &asset_fields()).await;
        let admin = t.login("admin").await;
        let keeper = t.demo.user("employee");
        let data = json!({ "title": "Lathe", "price": "10.5", "keeper": [keeper],
            "items": [{ "name": "Chuck", "cost": "2" }] });
        let created = create(&admin, &form, data).await;
        assert_eq!(created.status, 201);
        let created = created.ok();
        assert_eq!((&created["title"], &created["data"]["price"]), (&json!("Lathe"), &json!("10.50")));
        assert_eq!(created["refs"]["people"][keeper.to_string()]["login"], "employee");
        assert_eq!(created["can"], json!({ "update": true, "delete": true }));

        let path = format!("/records/{}", text(&created["id"]));
        let change = json!({ "data": { "price": "11.00" } });
        admin.send(Method::PATCH, &path, Some(change.clone())).await.problem(428, "precondition_required");
        let changed = admin.patch(&path, &created["rev"], change.clone()).await.ok();
        assert_eq!(changed["data"]["title"], "Lathe", "what is left out stays");
        admin.patch(&path, &created["rev"], change).await.problem(412, "stale");
        let history = changed["history"].as_array().unwrap();
        let kinds: Vec<_> = history.iter().map(|h| text(&h["kind"])).collect();
        assert_eq!(kinds, ["record.updated", "record.created"]);
        let [line] = &history[0]["changes"].as_array().unwrap()[..] else { panic!("{history:?}") };
        assert_eq!(
            (&line["field"], &line["before"], &line["after"]),
            (&json!("price"), &json!("¥10.50"), &json!("¥11.00"))
        );
        assert_eq!(history[0]["actor"]["login"], "admin");
        assert!(!text(&history[0]["text"]).contains("record."), "a sentence");
    })
    .await;
}

#[tokio::test]
async fn wrong_values_are_told_at_their_fields_all_at_once() {
    each_app(|t| async move {
        let form = published_form(&t, "asset", &asset_fields()).await;
        let admin = t.login("admin").await;
        let data = json!({ "price": "ten", "kind": "boat", "colour": "red",
            "keeper": [t.other.user("employee")], "items": [{ "name": "x" }, { "cost": "1" }] });
        let told = create(&admin, &form, data).await.problem(422, "invalid");
        let mut places: Vec<_> =
            told["errors"].as_array().unwrap().iter().map(|e| text(&e["field"])).collect();
        places.sort();
        assert_eq!(places, ["colour", "items[1].name", "kind", "price", "title"]);
        let stranger = json!({ "title": "a", "keeper": [t.other.user("employee")] });
        create(&admin, &form, stranger).await.invalid(&[("keeper", "form.person_unknown")]);
        let theirs = json!({ "data": { "title": "a" }, "departmentId": t.other.department("company") });
        admin
            .post(&format!("/forms/{form}/records"), theirs)
            .await
            .invalid(&[("departmentId", "form.department_not_own")]);
    })
    .await;
}

#[tokio::test]
async fn a_list_is_filtered_sorted_searched_and_counted() {
    each_app(|t| async move {
        let form = published_form(&t, "asset", &asset_fields()).await;
        let admin = t.login("admin").await;
        shelf(&admin, &form).await;
        let found = async |query: &[(&str, &str)]| titles(&admin, &form, query).await.join("");
        assert_eq!(found(&[]).await, "edcba", "the newest first");
        assert_eq!(found(&[("sort", "price")]).await, "abecd", "without a value last");
        assert_eq!(found(&[("sort", "-price")]).await, "ebacd");
        assert_eq!(found(&[("sort", "$title")]).await, "abcde");
        let filter = async |tree: Json| found(&[("filter", &tree.to_string()), ("sort", "$title")]).await;
        let leaf = |field: &str, op: &str, value: Json| json!({ "field": field, "op": op, "value": value });
        assert_eq!(filter(leaf("price", "gt", json!("10"))).await, "be");
        assert_eq!(filter(leaf("price", "between", json!(["10", "20"]))).await, "ab");
        assert_eq!(filter(leaf("price", "empty", json!(null))).await, "cd");
        assert_eq!(filter(leaf("kind", "ne", json!("it"))).await, "bde", "no value is another value");
        assert_eq!(filter(leaf("bought", "eq", json!("2026-11-23"))).await, "e");
        assert_eq!(filter(leaf("$createdBy", "eq", json!("$me"))).await, "abcde");
        let both =
            json!({ "and": [leaf("kind", "eq", json!("it")), leaf("price", "notEmpty", json!(null))] });
        assert_eq!(filter(both.clone()).await, "a");
        assert_eq!(filter(json!({ "not": both })).await, "bcde");
        assert_eq!(
            filter(json!({ "or": [leaf("$title", "eq", json!("b")), leaf("price", "ge", json!("50"))] }))
                .await,
            "be"
        );
        assert_eq!(found(&[("q", "B")]).await, "b");

        let page = list(&admin, &form, &[("total", "true"), ("limit", "2")]).await.ok();
        assert_eq!((&page["total"], &page["totalCapped"]), (&json!(5), &json!(false)));
        assert_eq!(list(&admin, &form, &[]).await.ok().get("total"), None, "counted only when asked for");

        for (query, place, code) in [
            (("filter", r#"{"field":"colour","op":"eq","value":"x"}"#), "colour", "filter.unknown_field"),
            (("filter", r#"{"field":"price","op":"contains","value":"1"}"#), "price", "filter.operator"),
            (("filter", "{"), "filter", "request.filter_malformed"),
            (("sort", "colour"), "colour", "filter.unknown_field"),
            (("sort", "items"), "items", "sort.no_slot"),
            (("sort", "price,kind"), "sort", "filter.one_sort_key"),
            (("cursor", "nonsense"), "cursor", "request.cursor_malformed"),
            (("limit", "501"), "limit", "request.limit_range"),
            (("colour", "red"), "colour", "request.unknown_field"),
        ] {
            list(&admin, &form, &[query]).await.invalid(&[(place, code)]);
        }
    })
    .await;
}

#[tokio::test]
async fn pages_follow_each_other_without_gaps_in_every_order() {
    each_app(|t| async move {
        let form = published_form(&t, "asset", &asset_fields()).await;
        let admin = t.login("admin").await;
        shelf(&admin, &form).await;
        for (sort, whole) in [("", "edcba"), ("price", "abecd"), ("-price", "ebacd"), ("-$title", "edcba")] {
            let (mut seen, mut cursor) = (String::new(), None::<String>);
            loop {
                let mut query = vec![("limit", "2"), ("sort", sort)];
                query.extend(cursor.as_deref().map(|c| ("cursor", c)));
                let page = list(&admin, &form, &query).await.ok();
                seen.extend(column(&page, "/title"));
                match page["next"].as_str() {
                    Some(next) => cursor = Some(next.to_owned()),
                    None => break,
                }
            }
            assert_eq!(seen, whole, "{sort}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_unique_value_belongs_to_one_record_until_that_goes() {
    each_app(|t| async move {
        let form = published_form(&t, "asset", &asset_fields()).await;
        let admin = t.login("admin").await;
        let data = |title: &str| json!({ "title": title, "code": "A-1" });
        let first = create(&admin, &form, data("first")).await.ok();
        create(&admin, &form, data("second")).await.invalid(&[("code", "form.value_taken")]);
        let path = format!("/records/{}", text(&first["id"]));
        admin.patch(&path, &first["rev"], json!({ "data": { "title": "still first" } })).await.done();
        let other_case = json!({ "title": "second", "code": "a-1" });
        create(&admin, &form, other_case).await.invalid(&[("code", "form.value_taken")]);

        admin.delete(&path).await.done();
        admin.get(&path).await.problem(404, "not_found");
        assert_eq!(titles(&admin, &form, &[]).await, Vec::<String>::new());
        let second = create(&admin, &form, data("second")).await.ok();
        admin.post_empty(&format!("{path}/restore")).await.invalid(&[("code", "form.value_taken")]);
        admin.delete(&format!("/records/{}", text(&second["id"]))).await.done();
        let restored = admin.post_empty(&format!("{path}/restore")).await.ok();
        assert_eq!(restored["title"], "still first");
        create(&admin, &form, data("third")).await.invalid(&[("code", "form.value_taken")]);
    })
    .await;
}

#[tokio::test]
async fn everybody_sees_the_records_of_their_scope_and_no_others() {
    each_app(|t| async move {
        let form = published_form(&t, "asset", &asset_fields()).await;
        for login in ["employee", "colleague", "finance-director"] {
            let clerk = with_grants(&t, login, json!([{ "permission": "records.create" }])).await;
            create(&clerk, &form, json!({ "title": login })).await.done();
        }
        let seen = async |login: &str| titles(&t.login(login).await, &form, &[("sort", "$title")]).await;
        assert_eq!(seen("employee").await, ["employee"], "a member sees what is theirs");
        assert_eq!(seen("manager").await, ["colleague", "employee"], "their department and those below");
        assert_eq!(seen("finance-director").await, ["finance-director"]);
        assert_eq!(seen("admin").await, ["colleague", "employee", "finance-director"]);
        assert_eq!(seen("boss").await, Vec::<String>::new());

        let admin = t.login("admin").await;
        let page = list(&admin, &form, &[("q", "colleague")]).await.ok();
        let path = format!("/records/{}", text(&page["items"][0]["id"]));
        t.login("manager").await.get(&path).await.done();
        t.login("employee").await.get(&path).await.problem(404, "not_found");
        let manager = t.login("manager").await;
        manager.patch(&path, &json!(1), json!({ "data": {} })).await.problem(403, "denied");
        manager.delete(&path).await.problem(403, "denied");
        let counted = list(&t.login("employee").await, &form, &[("total", "true")]).await.ok();
        assert_eq!(counted["total"], 1, "a count tells of nothing beyond the scope");

        let stranger = t.login_to("other", "admin").await;
        stranger.get(&path).await.problem(404, "not_found");
        stranger.get(&format!("/forms/{form}/records")).await.problem(404, "not_found");
        create(&stranger, &form, json!({ "title": "x" })).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn who_may_change_only_some_records_changes_those() {
    each_app(|t| async move {
        let form = published_form(&t, "asset", &asset_fields()).await;
        let grants = json!([
            { "permission": "records.create" },
            { "permission": "records.read", "dataScope": "all" },
            { "permission": "records.update", "dataScope": "own", "formId": form },
        ]);
        let clerk = with_grants(&t, "employee", grants).await;
        let own = create(&clerk, &form, json!({ "title": "own" })).await.ok();
        assert_eq!(own["can"], json!({ "update": true, "delete": false }));
        let admin = t.login("admin").await;
        let foreign = create(&admin, &form, json!({ "title": "foreign" })).await.ok();
        let change = json!({ "data": { "title": "changed" } });
        clerk.patch(&format!("/records/{}", text(&own["id"])), &own["rev"], change.clone()).await.done();
        let path = format!("/records/{}", text(&foreign["id"]));
        assert_eq!(clerk.get(&path).await.ok()["can"], json!({ "update": false, "delete": false }));
        clerk.patch(&path, &foreign["rev"], change).await.problem(403, "denied");
    })
    .await;
}

#[tokio::test]
async fn a_hidden_field_is_nowhere_for_its_reader() {
    each_app(|t| async move {
        let form = published_form(&t, "asset", &asset_fields()).await;
        let grants = json!([{ "permission": "records.create" }]);
        let clerk = with_grants(&t, "employee", grants).await;
        let data =
            json!({ "title": "Lathe", "price": "12.34", "items": [{ "name": "Chuck", "cost": "56.78" }] });
        let record = create(&clerk, &form, data).await.ok();
        let path = format!("/records/{}", text(&record["id"]));
        let admin = t.login("admin").await;
        let change = json!({ "data": { "price": "99.99", "title": "Lathe 2" } });
        admin.patch(&path, &record["rev"], change).await.done();
        hide_from_members(&t, &form, "price").await;
        hide_from_members(&t, &form, "items.cost").await;

        let detail = clerk.get(&path).await;
        let listed = list(&clerk, &form, &[]).await;
        let drawn = clerk.get(&format!("/forms/{form}")).await;
        for answer in [&detail, &listed, &drawn] {
            for told in ["12.34", "99.99", "56.78", "\"price\"", "\"cost\""] {
                assert!(!answer.text().contains(told), "{told} in {}", answer.text());
            }
        }
        let history = detail.ok()["history"].clone();
        let fields: Vec<_> =
            history[0]["changes"].as_array().unwrap().iter().map(|c| text(&c["field"])).collect();
        assert_eq!(fields, ["title"]);
        let asked = r#"{"field":"price","op":"gt","value":"1"}"#;
        list(&clerk, &form, &[("filter", asked)]).await.invalid(&[("price", "filter.unknown_field")]);
        list(&clerk, &form, &[("sort", "price")]).await.invalid(&[("price", "filter.unknown_field")]);
        assert_eq!(admin.get(&path).await.ok()["data"]["price"], "99.99", "a wider role sees it");
    })
    .await;
}

#[tokio::test]
async fn a_hidden_field_does_not_show_in_the_title_either() {
    each_app(|t| async move {
        let form = published_form(&t, "asset", &asset_fields()).await;
        let clerk = with_grants(&t, "employee", json!([{ "permission": "records.create" }])).await;
        let record = create(&clerk, &form, json!({ "title": "Secret", "code": "A-1" })).await.ok();
        hide_from_members(&t, &form, "title").await;
        let path = format!("/records/{}", text(&record["id"]));
        assert_eq!(clerk.get(&path).await.ok()["title"], "A-1");
        assert_eq!(titles(&clerk, &form, &[]).await, ["A-1"]);
        let looked_up = clerk.get(&format!("/forms/{form}/lookup")).await.ok();
        assert_eq!(looked_up["items"][0]["title"], "A-1");
        list(&clerk, &form, &[("q", "sec")]).await.invalid(&[("q", "filter.title_hidden")]);
        let asked = r#"{"field":"$title","op":"contains","value":"sec"}"#;
        list(&clerk, &form, &[("filter", asked)]).await.invalid(&[("$title", "filter.unknown_field")]);
        list(&clerk, &form, &[("sort", "$title")]).await.invalid(&[("$title", "filter.unknown_field")]);
        assert_eq!(titles(&t.login("admin").await, &form, &[("q", "sec")]).await, ["Secret"]);
    })
    .await;
}

#[tokio::test]
async fn a_reference_finds_what_its_reader_may_see_and_nothing_foreign() {
    each_app(|t| async move {
        let form = published_form(&t, "asset", &asset_fields()).await;
        let admin = t.login("admin").await;
        let lathe = create(&admin, &form, json!({ "title": "Lathe" })).await.ok();
        create(&admin, &form, json!({ "title": "Drill" })).await.done();
        let found = admin.get(&format!("/forms/{form}/lookup?q=lat")).await.ok();
        assert_eq!(found["items"], json!([{ "id": lathe["id"], "formId": form, "title": "Lathe" }]));
        assert_eq!(
            t.login("employee").await.get(&format!("/forms/{form}/lookup")).await.ok()["items"],
            json!([])
        );
        t.login_to("other", "admin")
            .await
            .get(&format!("/forms/{form}/lookup"))
            .await
            .problem(404, "not_found");

        let loan = [field("title", "text", json!({})), field("asset", "reference", json!({ "form": form }))];
        let loan = published_form(&t, "loan", &loan).await;
        let made = create(&admin, &loan, json!({ "title": "Loan", "asset": [lathe["id"]] })).await.ok();
        assert_eq!(made["refs"]["records"][text(&lathe["id"])]["title"], "Lathe");
        let own = json!({ "title": "x", "asset": [made["id"]] });
        create(&admin, &loan, own).await.invalid(&[("asset", "form.record_unknown")]);
    })
    .await;
}

#[tokio::test]
async fn a_record_of_an_older_version_stays_as_it_was_until_it_is_changed() {
    each_app(|t| async move {
        let form = published_form(&t, "asset", &asset_fields()).await;
        let admin = t.login("admin").await;
        let record = create(&admin, &form, json!({ "title": "Lathe", "code": "A-1" })).await.ok();
        let mut fields = asset_fields();
        fields.push(field("place", "text", json!({ "required": true })));
        save_form(&admin, &form, &fields).await.done();
        admin.post(&format!("/forms/{form}/publish"), json!({})).await.done();

        let path = format!("/records/{}", text(&record["id"]));
        let kept = admin.get(&path).await.ok();
        assert_eq!((&kept["version"], kept["schema"]["fields"].as_array().unwrap().len()), (&json!(1), 7));
        admin
            .patch(&path, &kept["rev"], json!({ "data": { "title": "Lathe 2" } }))
            .await
            .invalid(&[("place", "form.field_required")]);
        let data = json!({ "data": { "place": "Hall" } });
        assert_eq!(admin.patch(&path, &kept["rev"], data).await.ok()["version"], 2);
    })
    .await;
}
