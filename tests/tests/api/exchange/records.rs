//! Records come in from files through the same validation as the API, and go out again.

use serde_json::{Value as Json, json};
use weir_model::table::Cell;
use weir_tests::each_app;

use super::desk::{assets, export, import, issues, records, rows, seen, task, workbook};
use crate::draw::{column, text};
use crate::files::{id, upload};

const TABLE: &str = "名称,code,price,kind,bought,keeper,department,other\n\
    桌子,T-1,\"1,234.50\",办公,2026/1/5,manager,company/purchasing,x\n\
    椅子,T-2,¥99,it,2026年2月3日,boss@example.com,finance,\n\
    ,T-3,abc,nothing,soon,nobody,nowhere,\n";

#[tokio::test]
async fn a_file_is_looked_at_checked_brought_in_and_taken_back() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        let made = import(&admin, &form, TABLE, json!({})).await;
        assert_eq!(
            (&made["state"], &made["format"], &made["encoding"]),
            (&json!("draft"), &json!("csv"), &json!("utf8"))
        );
        let fields: Vec<&Json> = made["columns"].as_array().unwrap().iter().map(|c| &c["field"]).collect();
        let keys = ["title", "code", "price", "kind", "bought", "keeper", "department"];
        assert_eq!(fields[..7], keys.map(|k| json!(k)).iter().collect::<Vec<_>>()[..]);
        assert_eq!((fields[7], &made["preview"][1]["cells"][0]), (&Json::Null, &json!("椅子")));
        let offered: Vec<String> =
            made["fields"].as_array().unwrap().iter().map(|f| text(&f["key"])).collect();
        assert!(!offered.contains(&"number".to_owned()), "the server gives serial numbers");

        let checked = task(&t, &admin, &made, "check").await;
        assert_eq!(
            (&checked["state"], &checked["done"], &checked["total"]),
            (&json!("done"), &json!(3), &json!(3))
        );
        let expected = [
            "4 price form.number_expected",
            "4 kind form.unknown_option",
            "4 bought form.date_expected",
            "4 keeper import.person_unknown",
            "4 department import.department_unknown",
            "4 title form.field_required",
        ];
        assert_eq!(issues(&admin, &made).await, expected);
        let found = seen(&admin, &made).await;
        assert_eq!(found["state"], "checked");
        assert_eq!(
            found["counts"],
            json!({ "rows": 3, "created": 2, "updated": 0, "unchanged": 0, "bad": 1,
            "findings": 6, "reverted": 0, "kept": 0 })
        );
        assert_eq!(records(&admin, &form).await.len(), 0, "a check brings nothing in");
        let report = admin.get(&format!("/imports/{}/issues.csv", text(&made["id"]))).await;
        assert!(report.header("content-type").starts_with("text/csv"));
        let report = rows(&report.body);
        let told: Vec<String> = report[1].cells[..3].iter().map(weir_model::table::Cell::plain).collect();
        assert_eq!((report.len(), told), (7, ["4", "price", "abc"].map(str::to_owned).to_vec()));

        assert_eq!(task(&t, &admin, &made, "run").await["state"], "done");
        assert_eq!(issues(&admin, &made).await, expected, "bad rows are left out and told");
        let there = records(&admin, &form).await;
        assert_eq!(column(&json!({ "items": there }), "/title"), ["桌子", "椅子"]);
        let table = &there[0]["data"];
        assert_eq!(table["price"], "1234.50");
        assert_eq!(table["bought"], "2026-01-05");
        assert_eq!(table["kind"], "office");
        assert_eq!(table["keeper"], json!([t.demo.user("manager").to_string()]));
        assert_eq!(table["department"], json!([t.demo.department("purchasing").to_string()]));
        assert_eq!(
            (&there[0]["data"]["number"], &there[1]["data"]["number"]),
            (&json!("A-0001"), &json!("A-0002"))
        );
        let history = admin.get(&format!("/records/{}", text(&there[0]["id"]))).await.ok()["history"].clone();
        assert_eq!(history[0]["kind"], "record.created");
        admin
            .post_empty(&format!("/imports/{}/run", text(&made["id"])))
            .await
            .problem(409, "import.imported_already");

        assert_eq!(task(&t, &admin, &made, "revert").await["state"], "done");
        assert_eq!(records(&admin, &form).await.len(), 0);
        let reverted = seen(&admin, &made).await;
        assert_eq!((&reverted["state"], &reverted["counts"]["reverted"]), (&json!("reverted"), &json!(2)));
        assert_eq!(reverted["counts"]["created"], 2, "what had been created stays told");
        admin.post_empty(&format!("/records/{}/restore", text(&there[0]["id"]))).await.done();
        let again = task(&t, &admin, &made, "run").await;
        assert_eq!(again["state"], "done", "what was taken back can be brought in again");
        assert_eq!(issues(&admin, &made).await[0], "2 code form.value_taken", "one was restored meanwhile");
    })
    .await;
}

#[tokio::test]
async fn a_workbook_is_read_with_its_types() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        let day = jiff::civil::date(2026, 3, 1);
        let cells = vec![
            Cell::text("=1+1"),
            Cell::Number("0.1".to_owned()),
            Cell::Date(day),
            Cell::DateTime(day.at(9, 30, 0, 0)),
            Cell::Bool(true),
            Cell::text("IT; Office"),
        ];
        let book = workbook(&["title", "price", "bought", "at", "used", "tags"], &[cells]);
        let file = upload(&admin, "assets.xlsx", &book).await;
        let wish = json!({ "kind": "records", "formId": form, "file": id(&file) });
        let made = admin.post("/imports", wish).await.ok();
        assert_eq!((&made["format"], &made["sheets"], &made["sheet"]), (&json!("xlsx"), &json!(["Sheet1"]), &json!("Sheet1")));
        // `title` is the field's key; its label is another word.
        assert_eq!(task(&t, &admin, &made, "run").await["state"], "done");
        assert_eq!(issues(&admin, &made).await, [""; 0]);
        let data = records(&admin, &form).await[0]["data"].clone();
        let expected = json!({ "title": "=1+1", "price": "0.10", "tags": ["it", "office"], "bought": "2026-03-01",
            "at": "2026-03-01T01:30:00Z", "used": true, "number": "A-0001" });
        assert_eq!(data, expected);
    })
    .await;
}

#[tokio::test]
async fn rows_change_what_is_there_already_and_a_revert_spares_what_was_changed_since() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        for (title, code) in [("a", "1"), ("b", "2"), ("c", "3")] {
            let data = json!({ "data": { "title": title, "code": code, "price": "5", "note": "kept" } });
            admin.post(&format!("/forms/{form}/records"), data).await.done();
        }
        let table = "code,title,price,note\n1,A,6,\n2,B,7,\n3,c,5,\n4,D,8,new\n,E,,\n4,F,,\n";
        let wish = json!({ "matchBy": "code" });
        let made = import(&admin, &form, table, wish).await;
        task(&t, &admin, &made, "check").await;
        let counted = seen(&admin, &made).await["counts"].clone();
        let expected = json!({ "rows": 6, "created": 1, "updated": 2, "unchanged": 1, "bad": 2, "findings": 2,
            "reverted": 0, "kept": 0 });
        assert_eq!(counted, expected);
        task(&t, &admin, &made, "run").await;
        assert_eq!(seen(&admin, &made).await["counts"], expected, "the check foretold it");
        assert_eq!(issues(&admin, &made).await, ["6 code import.match_empty", "7 code import.repeated"]);
        let there = records(&admin, &form).await;
        assert_eq!(column(&json!({ "items": there }), "/title"), ["A", "B", "c", "D"]);
        assert_eq!((&there[0]["data"]["price"], &there[0]["data"]["note"]), (&json!("6.00"), &json!("kept")));

        let b = &there[1];
        let path = format!("/records/{}", text(&b["id"]));
        admin.patch(&path, &b["rev"], json!({ "data": { "note": "mine" } })).await.done();
        task(&t, &admin, &made, "revert").await;
        assert_eq!(issues(&admin, &made).await, ["3  import.changed_since"]);
        let counts = seen(&admin, &made).await["counts"].clone();
        assert_eq!((&counts["reverted"], &counts["kept"]), (&json!(2), &json!(1)));
        assert_eq!((&counts["created"], &counts["updated"]), (&json!(1), &json!(2)));
        let there = records(&admin, &form).await;
        assert_eq!(column(&json!({ "items": there }), "/title"), ["a", "B", "c"]);
        assert_eq!(there[0]["data"]["price"], "5.00");
        assert_eq!(there[1]["data"]["note"], "mine");
    })
    .await;
}

#[tokio::test]
async fn all_or_nothing_brings_nothing_in_when_one_row_is_bad() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        let wish = json!({ "mode": "allOrNothing" });
        let made = import(&admin, &form, "title,price\na,1\nb,x\n", wish.clone()).await;
        assert_eq!(task(&t, &admin, &made, "run").await["state"], "done");
        assert_eq!(seen(&admin, &made).await["state"], "refused");
        assert_eq!(issues(&admin, &made).await, ["3 price form.number_expected"]);
        assert_eq!(records(&admin, &form).await.len(), 0);
        admin
            .post_empty(&format!("/imports/{}/revert", text(&made["id"])))
            .await
            .problem(409, "import.nothing_to_revert");

        let made = import(&admin, &form, "title,price\na,1\nb,2\n", wish).await;
        let ran = task(&t, &admin, &made, "run").await;
        assert_eq!((&ran["state"], &ran["done"], &ran["total"]), (&json!("done"), &json!(4), &json!(4)));
        assert_eq!(seen(&admin, &made).await["state"], "imported");
        assert_eq!(records(&admin, &form).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn references_are_found_by_title_within_what_the_importer_may_see() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        let shelf = admin.get("/forms").await.ok();
        let shelf =
            shelf["items"].as_array().unwrap().iter().find(|f| f["key"] == "shelf").unwrap()["id"].clone();
        let mut ids = Vec::new();
        for title in ["North", "South", "Twin", "Twin"] {
            let path = format!("/forms/{}/records", text(&shelf));
            let record = admin.post(&path, json!({ "data": { "title": title } })).await.ok();
            ids.push(record["id"].clone());
        }
        let table = "title,shelf\na,North\nb,Twin\nc,West\n";
        let made = import(&admin, &form, table, json!({})).await;
        task(&t, &admin, &made, "run").await;
        assert_eq!(
            issues(&admin, &made).await,
            ["3 shelf import.ambiguous", "4 shelf import.record_unknown"]
        );
        assert_eq!(records(&admin, &form).await[0]["data"]["shelf"], json!([ids[0]]));

        let grants = json!([{ "permission": "records.import" }, { "permission": "records.create" }]);
        let role = json!({ "key": "clerk", "name": { "en": "Clerk" }, "grants": grants });
        let role = text(&admin.post("/roles", role).await.ok()["id"]);
        let holders = json!({ "userIds": [t.demo.user("employee")] });
        admin.post(&format!("/roles/{role}/holders"), holders).await.done();
        let clerk = t.login("employee").await;
        let made = import(&clerk, &form, "title,shelf\na,North\n", json!({})).await;
        task(&t, &clerk, &made, "check").await;
        assert_eq!(
            issues(&clerk, &made).await,
            ["2 shelf import.record_unknown"],
            "a member sees their own alone"
        );
    })
    .await;
}

/// The identity that the exchange promises: what was taken out comes in again as it was.
#[tokio::test]
async fn what_is_exported_is_imported_as_it_was() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        let table = "title,code,price,kind,tags,bought,at,used,keeper,department,note\n\
            =1+1,C-1,-1.50,it,it;office,2026-01-05,2026-01-05 09:30:15,yes,manager,import,\"two\nlines\"\n\
            '@x,C-2,,,,,,,,,\n\
            \"a \"\"b\"\", c\",C-3,123456789012.34,office,office,1999-12-31,,no,finance-director,company,'=2\n";
        let made = import(&admin, &form, table, json!({})).await;
        task(&t, &admin, &made, "run").await;
        assert_eq!(issues(&admin, &made).await, [""; 0]);
        let before = records(&admin, &form).await;
        assert_eq!(before.len(), 3);
        for format in ["csv", "xlsx"] {
            let wish = json!({ "kind": "records", "formId": form, "format": format, "sort": "$createdAt" });
            let task_of = export(&t, &admin, wish).await;
            let file = super::desk::bytes(&admin, &task_of).await;
            for record in records(&admin, &form).await {
                admin.delete(&format!("/records/{}", text(&record["id"]))).await.done();
            }
            let again = upload(&admin, &format!("again.{format}"), &file).await;
            let wish = json!({ "kind": "records", "formId": form, "file": id(&again) });
            let made = admin.post("/imports", wish).await.ok();
            task(&t, &admin, &made, "run").await;
            assert_eq!(issues(&admin, &made).await, [""; 0], "{format}");
            let data = |records: &[Json]| -> Vec<Json> {
                let mut all: Vec<Json> = records.iter().map(|r| r["data"].clone()).collect();
                all.iter_mut().for_each(|d| drop(d.as_object_mut().unwrap().remove("number")));
                all
            };
            assert_eq!(data(&records(&admin, &form).await), data(&before), "{format}");
        }
    })
    .await;
}
