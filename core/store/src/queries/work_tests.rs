//! Lists of work items give the same rows in memory, on SQLite and on PostgreSQL; their order and their tree hold.

use jiff::civil::date;
use serde_json::{Map, json};
use uuid::Uuid;
use weir_model::filter::{SlotRef, SlotSource, SlotValues, Test, TypedFilter, TypedSort};
use weir_model::id::{FormId, ProjectId, RecordId, TenantId, UserId, WorkItemId};
use weir_model::scope::RecordScope;
use weir_model::{Key, LocalizedText};

use super::forms::{self, NewForm, NewVersion};
use super::projects::{self, MemberRow, ProjectRow};
use super::record_list::{PageWish, Selection, Source, count};
use super::records::{self, Content, NewRecord};
use super::work_items::{self, Placed};
use super::work_types::{self, TypeRow};
use crate::sql::days;
use crate::testing::{at, each_database, tenant, user};
use crate::{Error, Store, Tx};

const TASKS: FormId = FormId::from_uuid(Uuid::from_u128(0xf1));
const BUGS: FormId = FormId::from_uuid(Uuid::from_u128(0xf2));
const PROJECT: ProjectId = ProjectId::from_uuid(Uuid::from_u128(0x91));
const OTHER: ProjectId = ProjectId::from_uuid(Uuid::from_u128(0x92));

fn item(n: u128) -> WorkItemId {
    WorkItemId::from_uuid(Uuid::from_u128(0x1000 + n))
}

#[derive(Clone)]
struct Made {
    id: WorkItemId,
    number: i64,
    placed: Placed,
    assignee: Option<String>,
    parent: Option<String>,
    slots: SlotValues,
    title: String,
}

impl SlotSource for Made {
    fn integer(&self, slot: SlotRef) -> Option<i64> {
        match slot {
            SlotRef::Number => Some(self.number),
            SlotRef::Start => self.placed.start.map(days),
            SlotRef::Due => self.placed.due.map(days),
            SlotRef::CreatedAt | SlotRef::UpdatedAt => Some(at(self.number).as_microsecond()),
            _ => self.slots.integer(slot),
        }
    }
    fn text(&self, slot: SlotRef) -> Option<&str> {
        match slot {
            SlotRef::Kind => Some(self.placed.kind.as_str()),
            SlotRef::Status => Some(&self.placed.status),
            SlotRef::Rank => Some(&self.placed.rank),
            SlotRef::Title => Some(&self.title),
            SlotRef::Assignee => self.assignee.as_deref(),
            SlotRef::Parent => self.parent.as_deref(),
            _ => self.slots.text(slot),
        }
    }
}

/// Two projects, one with a type for tasks and one for bugs.
async fn furnish(store: &Store) -> (TenantId, UserId, UserId) {
    let t = tenant(store, 1).await;
    let (lin, wang) = (user(store, t, 1).await, user(store, t, 2).await);
    let tx = store.begin(t).await.unwrap();
    for (id, key) in [(PROJECT, "LINE"), (OTHER, "TOOL")] {
        let row = ProjectRow {
            id,
            key: key.to_owned(),
            name: "改造".to_owned(),
            description: String::new(),
            lead: lin,
            board: json!({}),
            archived_at: None,
            rev: 1,
            created_at: at(0),
            created_by: lin,
            updated_at: at(0),
            instance: None,
        };
        projects::insert(&tx, &row).await.unwrap();
    }
    for (form, key, project) in [(TASKS, "task", PROJECT), (BUGS, "bug", PROJECT)] {
        let (key, name) = (Key::literal(key), LocalizedText::both("表", "Form"));
        let definition = json!({});
        let new =
            NewForm { id: form, key: &key, name: &name, icon: None, draft: &definition, by: lin, at: at(0) };
        forms::insert(&tx, new).await.unwrap();
        let version =
            NewVersion { version: 1, definition: &definition, name: &name, note: "", by: lin, at: at(0) };
        forms::publish(&tx, form, version, &json!({})).await.unwrap();
        let row = TypeRow { key, form, definition: json!({}), sort: 1, rev: 1 };
        work_types::insert(&tx, project, &row).await.unwrap();
    }
    tx.commit().await.unwrap();
    (t, lin, wang)
}

async fn add(tx: &Tx, by: UserId, made: &Made) {
    let form = if made.placed.kind.as_str() == "task" { TASKS } else { BUGS };
    let content =
        Content { version: 1, title: &made.title, data: &Map::new(), serial: None, slots: &made.slots };
    let record = NewRecord {
        id: work_items::record_of(made.id),
        form,
        content,
        status: None,
        department: None,
        instance: None,
        by,
        at: at(made.number),
    };
    records::insert(tx, record).await.unwrap();
    work_items::insert(tx, (form, made.id), (PROJECT, made.number), &made.placed).await.unwrap();
}

async fn fill(tx: &Tx, people: [UserId; 2]) -> Vec<Made> {
    let mut all = Vec::new();
    for n in 0..60_u128 {
        let number = projects::next_number(tx, PROJECT).await.unwrap();
        let pick = |of: u128| usize::try_from(n % of).unwrap();
        let assignee = [None, Some(people[0]), Some(people[1])][pick(3)];
        let parent = (n > 6).then(|| item(n % 5));
        let mut slots = SlotValues::default();
        slots.t[0] = [None, Some("high".to_owned()), Some("低".to_owned())][pick(3)].clone();
        let placed = Placed {
            kind: Key::literal(["task", "bug"][pick(2)]),
            status: ["todo", "doing", "done"][pick(3)].to_owned(),
            assignee,
            parent,
            start: [None, Some(date(2026, 11, 3))][pick(2)],
            due: [None, Some(date(2026, 11, 20)), Some(date(2027, 1, 2)), None][pick(4)],
            rank: format!("a{:03}", (n * 37) % 60),
        };
        let made = Made {
            id: item(n),
            number,
            assignee: assignee.map(|a| a.to_string()),
            parent: parent.map(|p| p.to_string()),
            placed,
            slots,
            title: ["Alpha", "beta", "采购"][pick(3)].to_owned(),
        };
        add(tx, people[0], &made).await;
        all.push(made);
    }
    all
}

#[tokio::test]
async fn a_filter_over_items_gives_the_same_rows_in_memory_and_in_the_database() {
    each_database(|store| async move {
        let (t, lin, wang) = furnish(&store).await;
        let tx = store.begin(t).await.unwrap();
        let all = fill(&tx, [lin, wang]).await;
        let text = |slot, test: Test<&str>| {
            let own = |s: &str| s.to_owned();
            let test = match test {
                Test::Eq(v) => Test::Eq(own(v)),
                Test::Ne(v) => Test::Ne(own(v)),
                Test::In(v) => Test::In(v.into_iter().map(own).collect()),
                Test::Empty => Test::Empty,
                _ => Test::NotEmpty,
            };
            TypedFilter::Text(slot, test)
        };
        let (lin, parent) = (lin.to_string(), item(3).to_string());
        let november = days(date(2026, 11, 20));
        let filters = [
            TypedFilter::And(vec![]),
            text(SlotRef::Status, Test::In(vec!["todo", "doing"])),
            text(SlotRef::Kind, Test::Eq("bug")),
            text(SlotRef::Assignee, Test::Eq(&lin)),
            text(SlotRef::Assignee, Test::Ne(&lin)),
            text(SlotRef::Assignee, Test::Empty),
            text(SlotRef::Parent, Test::Eq(&parent)),
            text(SlotRef::Parent, Test::Empty),
            text(SlotRef::T(1), Test::Ne("high")),
            TypedFilter::Integer(SlotRef::Due, Test::Le(november)),
            TypedFilter::Integer(SlotRef::Start, Test::NotEmpty),
            TypedFilter::Integer(SlotRef::Number, Test::Between(10, 30)),
            TypedFilter::Or(vec![
                text(SlotRef::Status, Test::Eq("done")),
                TypedFilter::Text(SlotRef::Title, Test::Contains("采".to_owned())),
            ]),
        ];
        let sorts =
            [SlotRef::Rank, SlotRef::Number, SlotRef::Due, SlotRef::Status, SlotRef::Title, SlotRef::T(1)];
        for filter in filters.iter().flat_map(|f| [f.clone(), f.clone().negate()]) {
            for (slot, descending) in sorts.into_iter().flat_map(|s| [(s, false), (s, true)]) {
                let scope = RecordScope::All;
                let which =
                    Selection { source: Source::Items(PROJECT), scope: &scope, filter: Some(&filter) };
                let mut expected: Vec<&Made> = all.iter().filter(|m| filter.matches(*m)).collect();
                expected.sort_by(|a, b| {
                    let key = |m: &Made| (m.integer(slot), m.text(slot).map(str::to_lowercase));
                    let (ka, kb) = (key(a), key(b));
                    let missing = |k: &(Option<i64>, Option<String>)| *k == (None, None);
                    let order = ka.cmp(&kb).then(a.id.cmp(&b.id));
                    missing(&ka).cmp(&missing(&kb)).then(match (missing(&ka), descending) {
                        (true, _) => a.id.cmp(&b.id),
                        (false, true) => order.reverse(),
                        (false, false) => order,
                    })
                });
                let mut found = Vec::new();
                let mut wish = PageWish { sort: TypedSort { slot, descending }, after: None, limit: 13 };
                loop {
                    let (rows, next) = work_items::page(&tx, which, &wish).await.unwrap();
                    found.extend(rows.into_iter().map(|r| (r.id(), r.placed)));
                    let Some(next) = next else { break };
                    wish.after = Some(next);
                }
                let expected: Vec<_> = expected.into_iter().map(|m| (m.id, m.placed.clone())).collect();
                assert_eq!(found, expected, "{filter:?} by {slot:?}");
                assert_eq!(count(&tx, which).await.unwrap(), expected.len() as u64);
            }
        }
        let nowhere = RecordScope::All;
        let which = Selection { source: Source::Items(OTHER), scope: &nowhere, filter: None };
        assert_eq!(count(&tx, which).await.unwrap(), 0, "another project's items are its own");
    })
    .await;
}

#[tokio::test]
async fn the_bin_holds_a_tree_until_it_is_emptied() {
    each_database(|store| async move {
        let (t, lin, wang) = furnish(&store).await;
        let tx = store.begin(t).await.unwrap();
        let all = fill(&tx, [lin, wang]).await;
        // 3 stands above 8, 13, …, which are eleven.
        let tree = work_items::subtree(&tx, item(3), None, 30).await.unwrap();
        assert_eq!(tree.len(), 12);
        assert_eq!(work_items::path_up(&tx, item(8), 30).await.unwrap(), [item(8), item(3)]);
        assert_eq!(work_items::child_counts(&tx, &[item(3), item(8)]).await.unwrap(), [(item(3), 11)].into());
        for (id, form, _) in &tree {
            let record = work_items::record_of(*id);
            records::set_deleted(&tx, *form, record, Some(at(500)), (lin, at(500))).await.unwrap();
        }
        let scope = RecordScope::All;
        let shown = |source| Selection { source, scope: &scope, filter: None };
        assert_eq!(count(&tx, shown(Source::Items(PROJECT))).await.unwrap(), all.len() as u64 - 12);
        assert_eq!(count(&tx, shown(Source::Bin(PROJECT))).await.unwrap(), 12);
        let gone: Vec<WorkItemId> = tree.iter().map(|(id, ..)| *id).collect();
        let left = |status: &str| {
            all.iter().filter(|m| m.placed.status == status && !gone.contains(&m.id)).count() as u64
        };
        let standing = projects::status_counts(&tx, &[PROJECT, OTHER]).await.unwrap();
        for status in ["todo", "doing", "done"] {
            let counted: u64 = standing.iter().filter(|s| s.2 == status).map(|s| s.3).sum();
            assert_eq!(counted, left(status), "{status}");
            assert_eq!(work_items::in_status(&tx, PROJECT, status, item(3)).await.unwrap(), left(status));
        }
        assert_eq!(work_items::subtree(&tx, item(3), Some(at(500)), 30).await.unwrap().len(), 12);
        assert!(work_items::briefs(&tx, &[item(3)]).await.unwrap().is_empty());
        assert_eq!(super::recycle::empty(&tx, at(501), 100).await.unwrap(), 12);
        assert!(matches!(work_items::get(&tx, item(8)).await, Err(Error::NotFound)));
        assert_eq!(work_items::get(&tx, item(4)).await.unwrap().placed, all[4].placed);
    })
    .await;
}

#[tokio::test]
async fn an_items_record_is_reached_through_its_project_alone_and_follows_its_type() {
    each_database(|store| async move {
        let (t, lin, wang) = furnish(&store).await;
        let tx = store.begin(t).await.unwrap();
        let all = fill(&tx, [lin, wang]).await;
        let record: RecordId = work_items::record_of(item(0));
        assert!(matches!(records::form_of(&tx, record).await, Err(Error::NotFound)));
        assert_eq!(work_types::project_of_form(&tx, TASKS).await.unwrap(), Some(PROJECT));
        work_items::change_form(&tx, record, 1, (TASKS, BUGS, 1)).await.unwrap();
        let placed = Placed { kind: Key::literal("bug"), ..all[0].placed.clone() };
        work_items::update(&tx, item(0), (PROJECT, 1), &placed).await.unwrap();
        let row = work_items::get(&tx, item(0)).await.unwrap();
        assert_eq!((row.record.form, row.placed.kind.as_str()), (BUGS, "bug"));
        let late = work_items::change_form(&tx, record, 7, (BUGS, TASKS, 1)).await;
        assert!(matches!(late, Err(Error::Conflict { .. })));
    })
    .await;
}

#[tokio::test]
async fn an_order_can_be_numbered_anew_while_no_two_items_share_a_rank() {
    each_database(|store| async move {
        let (t, lin, wang) = furnish(&store).await;
        let tx = store.begin(t).await.unwrap();
        fill(&tx, [lin, wang]).await;
        let before = work_items::in_order(&tx, PROJECT).await.unwrap();
        work_items::clear_ranks(&tx, PROJECT).await.unwrap();
        for (n, id) in before.iter().enumerate() {
            work_items::set_rank(&tx, *id, &format!("b{n:03}")).await.unwrap();
        }
        assert_eq!(work_items::in_order(&tx, PROJECT).await.unwrap(), before);
        let beside = |of, behind| work_items::rank_beside(&tx, PROJECT, of, behind, None);
        assert_eq!(beside(Some("b003"), true).await.unwrap().as_deref(), Some("b004"));
        assert_eq!(beside(Some("b003"), false).await.unwrap().as_deref(), Some("b002"));
        assert_eq!(beside(None, true).await.unwrap().as_deref(), Some("b000"));
        assert_eq!(beside(None, false).await.unwrap().as_deref(), Some("b059"));
        assert_eq!(beside(Some("b059"), true).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_project_is_listed_for_its_members_and_changed_on_its_revision() {
    each_database(|store| async move {
        let (t, lin, wang) = furnish(&store).await;
        let tx = store.begin(t).await.unwrap();
        let member = MemberRow { user: wang, role: "member".to_owned(), added_at: at(1) };
        projects::put_member(&tx, PROJECT, &member).await.unwrap();
        let admin = MemberRow { role: "admin".to_owned(), ..member };
        projects::put_member(&tx, PROJECT, &admin).await.unwrap();
        assert_eq!(projects::members(&tx, PROJECT).await.unwrap(), [admin]);
        assert_eq!(projects::role_of(&tx, PROJECT, wang).await.unwrap().as_deref(), Some("admin"));
        assert_eq!(projects::role_of(&tx, PROJECT, lin).await.unwrap(), None);
        let keys = async |which: projects::Selection<'_>| {
            let rows = projects::list(&tx, which, 10).await.unwrap();
            rows.into_iter().map(|p| p.key).collect::<Vec<_>>()
        };
        let every = projects::Selection::default();
        assert_eq!(keys(every).await, ["LINE", "TOOL"]);
        assert_eq!(keys(projects::Selection { member: Some(wang), ..every }).await, ["LINE"]);
        assert_eq!(keys(projects::Selection { q: Some("too"), ..every }).await, ["TOOL"]);
        assert_eq!(keys(projects::Selection { after: Some("LINE"), ..every }).await, ["TOOL"]);
        assert!(
            projects::key_taken(&tx, "line").await.unwrap() && !projects::key_taken(&tx, "l").await.unwrap()
        );
        let mut row = projects::get(&tx, PROJECT).await.unwrap();
        row.archived_at = Some(at(9));
        projects::update(&tx, &row).await.unwrap();
        assert!(matches!(projects::update(&tx, &row).await, Err(Error::Conflict { rev: 2 })));
        assert_eq!(keys(every).await, ["TOOL"]);
        assert_eq!(keys(projects::Selection { archived: true, ..every }).await, ["LINE"]);
        assert!(projects::remove_member(&tx, PROJECT, wang).await.unwrap());
        assert!(!projects::remove_member(&tx, PROJECT, wang).await.unwrap());
    })
    .await;
}
