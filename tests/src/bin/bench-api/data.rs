//! A form with 100,000 records in 20 departments, seen by an administrator and by a member of one department.

use serde_json::{Map, json};
use uuid::Uuid;
use weir_forms::schema::FormSchema;
use weir_forms::{SlotMap, encode};
use weir_model::LocalizedText;
use weir_model::id::{DepartmentId, FormId, RecordId, RoleId};
use weir_model::permission::Permission;
use weir_model::scope::DataScope;
use weir_store::queries::organisation::{DepartmentRow, GrantRow, HolderRow, MembershipRow, RoleRow};
use weir_store::queries::records::{self, Content, NewRecord};
use weir_store::queries::{forms, org_people, org_write, roles, tenants};
use weir_tests::TestApp;

/// Records of the form.
pub const RECORDS: u64 = 100_000;
/// Departments among which they are spread.
const DEPARTMENTS: u64 = 20;
/// Categories: the filter leaves one of them.
const CATEGORIES: u64 = 8;
/// Records written in one transaction.
const BATCH: u64 = 5_000;

/// What the lists are asked on.
pub struct Filled {
    /// The form.
    pub form: FormId,
    /// The slot column of the filtered field.
    pub filter_column: String,
    /// The slot column of the sorted field.
    pub sort_column: String,
}

/// Fills the demo company of a fresh application.
pub async fn fill(test: &TestApp) -> Filled {
    let admin = test.login("admin").await;
    let options: Vec<_> = (0..CATEGORIES)
        .map(|c| json!({ "key": format!("c{c}"), "label": { "en": format!("C{c}") } }))
        .collect();
    let schema = json!({
        "name": { "en": "Ledger" },
        "fields": [
            { "key": "title", "label": { "en": "Title" }, "type": "text" },
            { "key": "category", "label": { "en": "Category" }, "type": "singleSelect", "options": options },
            { "key": "amount", "label": { "en": "Amount" }, "type": "money", "currency": "CNY", "scale": 2 },
            { "key": "due", "label": { "en": "Due" }, "type": "date" },
            { "key": "note", "label": { "en": "Note" }, "type": "longText" },
        ],
    });
    let created =
        admin.post("/forms", json!({ "key": "ledger", "name": { "en": "Ledger" }, "schema": schema })).await;
    let form: FormId = created.ok()["id"].as_str().unwrap().parse().unwrap();
    admin.post(&format!("/forms/{form}/publish"), json!({})).await.done();

    let departments = departments(test).await;
    let schema: FormSchema = serde_json::from_value(schema).unwrap();
    let tx = test.app.store().read(test.demo.tenant).await.unwrap();
    let slots: SlotMap = forms::slot_map(&tx, form).await.unwrap();
    drop(tx);
    let column = |key: &str| String::from(slots.get(key).unwrap());
    let (by, at) = (test.demo.user("admin"), test.app.now());
    for batch in 0..RECORDS / BATCH {
        let tx = test.app.store().begin(test.demo.tenant).await.unwrap();
        for n in batch * BATCH..(batch + 1) * BATCH {
            // A full-period step spreads amounts and departments without a pattern that an index would like.
            let mixed = n.wrapping_mul(2_654_435_761) % 1_000_003;
            let mut data = Map::new();
            data.insert("title".into(), format!("Entry {n}").into());
            data.insert("category".into(), format!("c{}", mixed % CATEGORIES).into());
            data.insert("amount".into(), format!("{}.{:02}", mixed % 900_000, n % 100).into());
            data.insert("due".into(), "2026-11-21".into());
            data.insert(
                "note".into(),
                "A line or two about what this entry is for and who asked for it.".into(),
            );
            let values = encode(&schema, &slots, &data);
            let title = format!("Entry {n}");
            let content = Content { version: 1, title: &title, data: &data, serial: None, slots: &values };
            let record = NewRecord {
                id: test.app.new_id(RecordId::from_uuid),
                form,
                content,
                status: None,
                department: Some(departments[usize::try_from((mixed / 8) % DEPARTMENTS).unwrap()]),
                instance: None,
                by,
                at,
            };
            records::insert(&tx, record).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
    test.app.store().optimize().await.unwrap();
    Filled { form, filter_column: column("category"), sort_column: column("amount") }
}

/// Departments, the first of which `employee` belongs to and may see the records of.
async fn departments(test: &TestApp) -> Vec<DepartmentId> {
    let tx = test.app.store().begin(test.demo.tenant).await.unwrap();
    let mut ids = Vec::new();
    for n in 0..DEPARTMENTS {
        let row = DepartmentRow {
            id: test.app.new_id(DepartmentId::from_uuid),
            parent: None,
            name: LocalizedText::both(format!("部门 {n}"), format!("Department {n}")),
            code: format!("bench-{n}"),
            head: None,
            sort: i64::try_from(n).unwrap() + 100,
            rev: 1,
        };
        org_write::insert_department(&tx, &row).await.unwrap();
        ids.push(row.id);
    }
    let role = RoleRow {
        id: test.app.new_id(RoleId::from_uuid),
        key: "bench-reader".parse().unwrap(),
        name: LocalizedText::both("查看", "Reader"),
        builtin: false,
        rev: 1,
    };
    roles::insert(&tx, &role).await.unwrap();
    let scope = DataScope::Departments { departments: vec![ids[0]] };
    let grant = GrantRow { role: role.id, permission: Permission::RecordsRead, form: None, scope };
    roles::insert_grant(&tx, test.app.new_id(|id: Uuid| id), &grant).await.unwrap();
    // `employee` also holds the built-in member role, which shows one's own records: none of these.
    let reader = HolderRow { role: role.id, user: test.demo.user("employee"), expires_at: None };
    roles::assign(&tx, test.app.new_id(|id: Uuid| id), &reader, None, test.app.now()).await.unwrap();
    let membership = MembershipRow {
        id: test.app.new_id(weir_model::id::MembershipId::from_uuid),
        user: test.demo.user("employee"),
        department: ids[0],
        post: None,
        main: false,
        starts_on: None,
        ends_on: None,
    };
    org_people::put_membership(&tx, &membership).await.unwrap();
    tenants::bump_authz_version(&tx).await.unwrap();
    tenants::bump_org_version(&tx).await.unwrap();
    tx.commit().await.unwrap();
    ids
}
