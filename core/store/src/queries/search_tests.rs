//! The index of both databases against a plain search over the same texts.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use uuid::Uuid;
use weir_model::id::{FormId, UserId};
use weir_model::search::{Query, fold};

use super::search::{Entry, EntryKind, Mark, Place, put};
use super::search_find::{Candidate, Wanted, candidates};
use crate::testing::{each_database, tenant};
use crate::{Store, Tx};

/// Titles of the test; more than the newest that PostgreSQL looks through in order.
const TITLES: usize = 1_500;
const QUERIES: usize = 120;
/// Hits asked for at once: several steps to the end.
const STEP: u32 = 40;

fn form(n: usize) -> FormId {
    FormId::from_uuid(Uuid::from_u128(0xf0 + n as u128))
}

fn entry(n: usize, title: &str) -> Entry {
    let creator = UserId::from_uuid(Uuid::from_u128(0xc0 + (n % 7) as u128));
    Entry {
        kind: EntryKind::Record,
        subject: Uuid::from_u128(1_000 + n as u128),
        container: Some(form(n % 3).uuid()),
        names: [Some(title.to_owned()), (n % 5 == 0).then(|| format!("S-{n:05}"))],
        marks: vec![Mark::Form(form(n % 3)), Mark::Person(creator)],
    }
}

fn words(entry: &Entry) -> String {
    let names: Vec<String> = entry.names.iter().flatten().map(|name| fold(name)).collect();
    names.join("\n")
}

async fn all(tx: &Tx, query: &Query, marks: Option<&[Mark]>) -> Vec<Uuid> {
    let wanted = Wanted { kind: EntryKind::Record, query, marks };
    let (mut found, mut below): (Vec<Candidate>, _) = (Vec::new(), Some(i64::MAX));
    while let Some(from) = below {
        let (some, next) = candidates(tx, wanted, from, STEP).await.unwrap();
        found.extend(some);
        below = next;
    }
    found.into_iter().map(|one| one.subject).collect()
}

async fn check(store: &Store, titles: &[String], queries: &[String]) {
    let (t, other) = (tenant(store, 1).await, tenant(store, 2).await);
    let mut entries: Vec<Entry> = titles.iter().enumerate().map(|(n, title)| entry(n, title)).collect();
    for owner in [t, other] {
        let tx = store.begin(owner).await.unwrap();
        for some in entries.chunks(100) {
            let subjects: Vec<Uuid> = some.iter().map(|e| e.subject).collect();
            put(&tx, &subjects, some.to_vec(), Place::Newest).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
    // Some are gone, some are called otherwise: those become the newest.
    let tx = store.begin(t).await.unwrap();
    let gone: Vec<Uuid> = entries.iter().step_by(11).map(|e| e.subject).collect();
    put(&tx, &gone, Vec::new(), Place::Newest).await.unwrap();
    entries.retain(|e| !gone.contains(&e.subject));
    for n in [3, 500, 1_000] {
        let mut renamed = entries.remove(n);
        renamed.names[0] = Some("采购 renamed".to_owned());
        put(&tx, &[renamed.subject], vec![renamed.clone()], Place::Newest).await.unwrap();
        entries.push(renamed);
    }
    let same = entries[700].clone();
    put(&tx, &[same.subject], vec![same], Place::Newest).await.unwrap();
    tx.commit().await.unwrap();

    let tx = store.read(t).await.unwrap();
    let mut hits = 0;
    for text in queries {
        let Some(query) = Query::of(text) else { continue };
        let of_form = [Mark::Form(form(1))];
        for marks in [None, Some(of_form.as_slice()), Some([].as_slice())] {
            let seen = |e: &&Entry| marks.is_none_or(|m| e.marks.iter().any(|mark| m.contains(mark)));
            let expected: Vec<Uuid> = entries
                .iter()
                .rev()
                .filter(seen)
                .filter(|e| query.matches(&words(e)))
                .map(|e| e.subject)
                .collect();
            hits += expected.len();
            assert_eq!(all(&tx, &query, marks).await, expected, "{text:?} within {marks:?}");
        }
    }
    assert!(hits > QUERIES, "queries that find nothing test nothing: {hits}");
    let wanted = Wanted { kind: EntryKind::WorkItem, query: &Query::of("采购").unwrap(), marks: None };
    assert_eq!(candidates(&tx, wanted, i64::MAX, STEP).await.unwrap(), (Vec::new(), None), "another kind");
}

#[tokio::test]
async fn both_databases_find_what_a_plain_search_finds_the_newest_first() {
    let mut runner = TestRunner::deterministic();
    let mut draw = |of: &str, count: usize| -> Vec<String> {
        let strategy = proptest::string::string_regex(of).unwrap();
        (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
    };
    let titles = draw("[采购申请报销部门a-dA-D1-3Ａ🎉 。\"*:(\\-]{0,16}", TITLES);
    let mut queries = draw("[采购申请报销a-cA1-2🎉 \"*:(\\-]{1,4}", QUERIES);
    queries.extend(["S-000", "s-01", "采购 renamed", "AND", "NEAR(", "采购采购采购"].map(str::to_owned));
    let (titles, queries) = (&titles, &queries);
    each_database(|store| async move { check(&store, titles, queries).await }).await;
}
