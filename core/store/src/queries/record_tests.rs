//! A filter gives the same rows in memory, on SQLite and on PostgreSQL, page by page, for whoever looks.

use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::Map;
use uuid::Uuid;
use weir_model::filter::{SlotRef, SlotSource, SlotValues, Test, TypedFilter, TypedSort};
use weir_model::id::{DepartmentId, FormId, RecordId, TenantId, UserId};
use weir_model::scope::RecordScope;
use weir_model::{Key, LocalizedText};

use super::forms::{NewForm, NewVersion};
use super::record_list::{PageWish, Selection, Source, count, page};
use super::records::{Content, NewRecord, insert};
use super::{forms, record_keys, records};
use crate::sql::Sql;
use crate::testing::{each_database, tenant};
use crate::{Error, Store};

const RECORDS: u64 = 150;
const FORM: FormId = FormId::from_uuid(Uuid::from_u128(0xf0));

fn user(n: u64) -> UserId {
    UserId::from_uuid(Uuid::from_u128(0xa0 + u128::from(n)))
}

fn department(n: u64) -> DepartmentId {
    DepartmentId::from_uuid(Uuid::from_u128(0xd0 + u128::from(n)))
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.next(of.len() as u64)).unwrap()].clone()
    }
}

#[derive(Clone)]
struct Made {
    id: RecordId,
    slots: SlotValues,
    creator: UserId,
    department: Option<DepartmentId>,
    created_at: Timestamp,
    title: String,
    creator_text: String,
    department_text: Option<String>,
}

impl SlotSource for Made {
    fn integer(&self, slot: SlotRef) -> Option<i64> {
        match slot {
            SlotRef::CreatedAt | SlotRef::UpdatedAt => Some(self.created_at.as_microsecond()),
            _ => self.slots.integer(slot),
        }
    }
    fn text(&self, slot: SlotRef) -> Option<&str> {
        match slot {
            SlotRef::CreatedBy => Some(&self.creator_text),
            SlotRef::Department => self.department_text.as_deref(),
            SlotRef::Title => Some(&self.title),
            _ => self.slots.text(slot),
        }
    }
}

/// A tenant with two people, three departments and a published form.
async fn company(store: &Store) -> TenantId {
    let tenant = tenant(store, 1).await;
    let tx = store.begin(tenant).await.unwrap();
    for n in 0..2 {
        let account = Uuid::from_u128(0xac + u128::from(n));
        let sql = "insert into account (id, password_hash, must_change, disabled, created_at, password_changed_at) \
                   values (?, '', false, false, 0, 0)";
        tx.execute(Sql::new(sql).bind(account)).await.unwrap();
        let sql = "insert into app_user (tenant_id, id, account_id, login, name, active, created_at, rev) \
                   values (?, ?, ?, ?, 'x', true, 0, 1)";
        let sql = Sql::new(sql).bind(tenant).bind(user(n)).bind(account).bind(format!("u{n}"));
        tx.execute(sql).await.unwrap();
    }
    for n in 0..3 {
        let sql = "insert into department (tenant_id, id, name, sort, path, active, rev) \
                   values (?, ?, '{}', 0, '', true, 1)";
        tx.execute(Sql::new(sql).bind(tenant).bind(department(n))).await.unwrap();
    }
    let (key, name) = (Key::literal("f"), LocalizedText::default());
    let at = Timestamp::UNIX_EPOCH;
    let form = NewForm { id: FORM, key: &key, name: &name, icon: None, draft: &(), by: user(0), at };
    forms::insert(&tx, form).await.unwrap();
    let version = NewVersion { version: 1, definition: &(), name: &name, note: "", by: user(0), at };
    forms::publish(&tx, FORM, version, &()).await.unwrap();
    tx.commit().await.unwrap();
    tenant
}

async fn fill(store: &Store, tenant: TenantId) -> Vec<Made> {
    let (mut numbers, mut made) = (Numbers(7), Vec::new());
    let tx = store.begin(tenant).await.unwrap();
    for n in 0..RECORDS {
        let mut slots = SlotValues::default();
        slots.n[0] = (numbers.next(5) > 0).then(|| i64::try_from(numbers.next(20)).unwrap() - 10);
        slots.n[1] = Some(i64::try_from(numbers.next(1_000)).unwrap());
        slots.t[0] = (numbers.next(4) > 0).then(|| numbers.pick(&["red", "green", "蓝色", "a|b"]).to_owned());
        slots.t[1] = (numbers.next(3) > 0).then(|| numbers.pick(&["|x|", "|x|y|", "|z|"]).to_owned());
        let creator = user(numbers.next(2));
        let department = (numbers.next(4) > 0).then(|| department(numbers.next(3)));
        let record = Made {
            id: RecordId::from_uuid(Uuid::from_u128(0x1000 + u128::from(n * 7919 % 4001))),
            slots,
            creator,
            department,
            created_at: Timestamp::from_microsecond(i64::try_from(numbers.next(50)).unwrap()).unwrap(),
            title: numbers.pick(&["Alpha", "beta", "采购 Robot"]).to_owned(),
            creator_text: creator.to_string(),
            department_text: department.map(|d| d.to_string()),
        };
        let content = Content {
            version: 1,
            title: &record.title,
            data: &Map::new(),
            serial: None,
            slots: &record.slots,
        };
        let new = NewRecord {
            id: record.id,
            form: FORM,
            content,
            status: None,
            department: record.department,
            instance: None,
            by: record.creator,
            at: record.created_at,
        };
        insert(&tx, new).await.unwrap();
        made.push(record);
    }
    tx.commit().await.unwrap();
    made
}

fn test_of<T>(numbers: &mut Numbers, mut value: impl FnMut(&mut Numbers) -> T, text: bool) -> Test<T> {
    let kinds = if text { 13 } else { 11 };
    let kind = numbers.next(kinds);
    let mut v = || value(numbers);
    match kind {
        0 => Test::Eq(v()),
        1 => Test::Ne(v()),
        2 => Test::Lt(v()),
        3 => Test::Le(v()),
        4 => Test::Gt(v()),
        5 => Test::Ge(v()),
        6 => Test::Between(v(), v()),
        7 => Test::In(vec![v(), v()]),
        8 => Test::NotIn(vec![v(), v()]),
        9 => Test::Empty,
        10 => Test::NotEmpty,
        11 => Test::Contains(v()),
        _ => Test::NotContains(v()),
    }
}

fn filter_of(numbers: &mut Numbers, depth: u64) -> TypedFilter {
    match numbers.next(if depth == 0 { 3 } else { 5 }) {
        0 => {
            let slot = numbers.pick(&[SlotRef::N(1), SlotRef::N(2), SlotRef::CreatedAt]);
            TypedFilter::Integer(slot, test_of(numbers, |n| i64::try_from(n.next(40)).unwrap() - 15, false))
        }
        1 => {
            let slot = numbers.pick(&[SlotRef::T(1), SlotRef::T(2)]);
            let value = |n: &mut Numbers| n.pick(&["red", "蓝色", "|x|", "a|b", "e"]).to_owned();
            TypedFilter::Text(slot, test_of(numbers, value, true))
        }
        2 => match numbers.next(3) {
            0 => TypedFilter::Text(SlotRef::CreatedBy, Test::Eq(user(numbers.next(2)).to_string())),
            1 => TypedFilter::Text(SlotRef::Department, Test::Ne(department(numbers.next(3)).to_string())),
            _ => TypedFilter::Text(
                SlotRef::Title,
                Test::Contains(numbers.pick(&["a", "robot", "采购"]).to_owned()),
            ),
        },
        3 => TypedFilter::And((0..numbers.next(3)).map(|_| filter_of(numbers, depth - 1)).collect()),
        _ => TypedFilter::Or((0..numbers.next(3)).map(|_| filter_of(numbers, depth - 1)).collect()),
    }
}

fn in_memory(all: &[Made], filter: &TypedFilter, scope: &RecordScope, sort: TypedSort) -> Vec<RecordId> {
    let mut rows: Vec<&Made> =
        all.iter().filter(|m| scope.covers(m.creator, m.department) && filter.matches(*m)).collect();
    rows.sort_by(|a, b| {
        let key = |m: &Made| -> (Option<i64>, Option<String>) {
            let text = m
                .text(sort.slot)
                .map(|t| if sort.slot == SlotRef::Title { t.to_lowercase() } else { t.to_owned() });
            (m.integer(sort.slot), text)
        };
        let (ka, kb) = (key(a), key(b));
        match (ka == (None, None), kb == (None, None)) {
            (true, true) => a.id.cmp(&b.id),
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => {
                let order = ka.cmp(&kb).then(a.id.cmp(&b.id));
                if sort.descending { order.reverse() } else { order }
            }
        }
    });
    rows.into_iter().map(|m| m.id).collect()
}

#[tokio::test]
async fn a_filter_gives_the_same_rows_in_memory_and_in_the_database() {
    each_database(|store| async move {
        let tenant = company(&store).await;
        let all = fill(&store, tenant).await;
        let mut numbers = Numbers(11);
        let scopes = [
            RecordScope::All,
            RecordScope::Nothing,
            RecordScope::any(None, vec![department(1)]),
            RecordScope::any(None, vec![department(0), department(2)]),
            RecordScope::any(Some(user(1)), vec![]),
            RecordScope::any(Some(user(0)), vec![department(2)]),
            RecordScope::any(Some(user(1)), vec![department(0), department(2)]),
        ];
        let slots = [SlotRef::N(1), SlotRef::N(2), SlotRef::T(1), SlotRef::CreatedAt, SlotRef::Title];
        let tx = store.read(tenant).await.unwrap();
        for _ in 0..120 {
            let filter = filter_of(&mut numbers, 2);
            let scope = numbers.pick(&scopes);
            let sort = TypedSort { slot: numbers.pick(&slots), descending: numbers.next(2) == 0 };
            let which = Selection { source: Source::Form(FORM), scope: &scope, filter: Some(&filter) };
            let expected = in_memory(&all, &filter, &scope, sort);

            let mut found = Vec::new();
            let mut wish = PageWish { sort, after: None, limit: 17 };
            loop {
                let (rows, next) = page(&tx, which, &wish).await.unwrap();
                found.extend(rows.into_iter().map(|r| r.id));
                let Some(next) = next else { break };
                // A cursor goes through the client as text.
                let text = serde_json::to_string(&next).unwrap();
                wish.after = Some(serde_json::from_str(&text).unwrap());
            }
            assert_eq!(found, expected, "{filter:?}\n{scope:?}\n{sort:?}");
            assert_eq!(count(&tx, which).await.unwrap(), expected.len() as u64, "{filter:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_record_beyond_the_scope_is_not_found() {
    each_database(|store| async move {
        let tenant = company(&store).await;
        let all = fill(&store, tenant).await;
        let tx = store.read(tenant).await.unwrap();
        let scope = RecordScope::any(Some(user(0)), vec![department(1)]);
        for made in &all {
            let found = records::get(&tx, FORM, made.id, &scope).await;
            if scope.covers(made.creator, made.department) {
                assert_eq!(found.unwrap().id, made.id);
            } else {
                assert!(matches!(found, Err(Error::NotFound)));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_change_on_an_old_revision_is_refused() {
    each_database(|store| async move {
        let tenant = company(&store).await;
        let made = fill(&store, tenant).await.remove(0);
        let tx = store.begin(tenant).await.unwrap();
        let slots = SlotValues::default();
        let content = Content { version: 1, title: "new", data: &Map::new(), serial: None, slots: &slots };
        let by = (user(1), Timestamp::UNIX_EPOCH);
        records::update(&tx, FORM, made.id, 1, content, by).await.unwrap();
        let stale = records::update(&tx, FORM, made.id, 1, content, by).await;
        assert!(matches!(stale, Err(Error::Conflict { rev: 2 })));
        let row = records::get(&tx, FORM, made.id, &RecordScope::All).await.unwrap();
        assert_eq!((row.title.as_str(), row.rev), ("new", 2));
    })
    .await;
}

#[tokio::test]
async fn a_unique_value_belongs_to_one_record_and_serial_numbers_rise_by_period() {
    each_database(|store| async move {
        let tenant = company(&store).await;
        let made = fill(&store, tenant).await;
        let tx = store.begin(tenant).await.unwrap();
        let (a, b) = (made[0].id, made[1].id);
        assert!(record_keys::claim(&tx, FORM, "code", "x", a).await.unwrap());
        assert!(record_keys::claim(&tx, FORM, "code", "x", a).await.unwrap(), "its own again");
        assert!(!record_keys::claim(&tx, FORM, "code", "x", b).await.unwrap());
        record_keys::release(&tx, FORM, a).await.unwrap();
        assert!(record_keys::claim(&tx, FORM, "code", "x", b).await.unwrap());
        for (period, expected) in [("2026", 1), ("2026", 2), ("2027", 1), ("2026", 3)] {
            assert_eq!(record_keys::next_serial(&tx, FORM, "no", period).await.unwrap(), expected);
        }
    })
    .await;
}
