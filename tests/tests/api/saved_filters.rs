//! A filter that was kept in a view finds the same rows as one reckoned here, by hand, from what was entered: on both
//! databases, whatever the filter.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};
use weir_tests::live::chance::Chance;
use weir_tests::{Client, each_app};

use crate::draw::{field, published_form, text};
use crate::projects::encoded;

/// Records that are filtered.
const RECORDS: u64 = 60;
/// Filters that are tried on each database.
const FILTERS: u64 = 40;
/// The same on every run.
const SEED: u64 = 20_261_122;

const KINDS: [&str; 3] = ["hand", "power", "other"];
const WORDS: [&str; 4] = ["采购", "采购申请", "saw", "hacksaw"];

fn pick<'a>(chance: &mut Chance, of: &[&'a str]) -> &'a str {
    of[usize::try_from(chance.between(0, of.len() as u64 - 1)).unwrap()]
}

/// A value of a field as it is entered.
fn value(chance: &mut Chance, field: &str) -> Json {
    match field {
        "kind" => json!(pick(chance, &KINDS)),
        "note" => json!(pick(chance, &WORDS)),
        "price" => json!(chance.between(0, 12).to_string()),
        _ => json!(format!("2026-11-{:02}", chance.between(1, 9))),
    }
}

const FIELDS: [&str; 4] = ["kind", "note", "price", "bought"];

/// What may be missing is missing now and then.
fn entered(chance: &mut Chance) -> Map<String, Json> {
    let mut data = Map::new();
    for field in FIELDS {
        if chance.between(0, 3) > 0 {
            data.insert(field.to_owned(), value(chance, field));
        }
    }
    data
}

fn leaf(chance: &mut Chance) -> Json {
    let field = pick(chance, &FIELDS);
    let ordered = matches!(field, "price" | "bought");
    let op = match field {
        "kind" => pick(chance, &["eq", "ne", "in", "notIn", "empty", "notEmpty"]),
        "note" => pick(chance, &["contains", "eq", "ne", "in", "notIn", "empty", "notEmpty"]),
        _ => {
            pick(chance, &["eq", "ne", "lt", "le", "gt", "ge", "between", "in", "notIn", "empty", "notEmpty"])
        }
    };
    let mut many = [value(chance, field), value(chance, field)];
    if ordered {
        many.sort_by_key(rank);
    }
    let operand = match op {
        "empty" | "notEmpty" => Json::Null,
        "in" | "notIn" | "between" => json!(many),
        "contains" => json!(pick(chance, &["采", "saw", "申请"])),
        _ => many[0].clone(),
    };
    json!({ "field": field, "op": op, "value": operand })
}

fn tree(chance: &mut Chance, depth: u64) -> Json {
    let parts = |chance: &mut Chance| -> Vec<Json> {
        (0..chance.between(1, 3)).map(|_| tree(chance, depth - 1)).collect()
    };
    match if depth == 0 { 0 } else { chance.between(0, 4) } {
        1 => json!({ "and": parts(chance) }),
        2 => json!({ "or": parts(chance) }),
        3 => json!({ "not": tree(chance, depth - 1) }),
        _ => leaf(chance),
    }
}

/// Where a number or a day stands among its like.
fn rank(value: &Json) -> i64 {
    value.as_str().unwrap().rsplit('-').next().unwrap().parse().unwrap()
}

/// Whether what was entered passes.
fn passes(tree: &Json, data: &Map<String, Json>) -> bool {
    let all = |key: &str| tree[key].as_array().map(|parts| parts.iter().map(|p| passes(p, data)).collect());
    if let Some(parts) = all("and") {
        return Vec::<bool>::into_iter(parts).all(|passed| passed);
    }
    if let Some(parts) = all("or") {
        return Vec::<bool>::into_iter(parts).any(|passed| passed);
    }
    if let Some(part) = tree.get("not") {
        return !passes(part, data);
    }
    let operand = &tree["value"];
    let among = |value: &Json| operand.as_array().unwrap().contains(value);
    let value = data.get(tree["field"].as_str().unwrap());
    let is = |test: &dyn Fn(&Json) -> bool| value.is_some_and(test);
    match tree["op"].as_str().unwrap() {
        "eq" => is(&|v| v == operand),
        "ne" => !is(&|v| v == operand),
        "lt" => is(&|v| rank(v) < rank(operand)),
        "le" => is(&|v| rank(v) <= rank(operand)),
        "gt" => is(&|v| rank(v) > rank(operand)),
        "ge" => is(&|v| rank(v) >= rank(operand)),
        "between" => is(&|v| (rank(&operand[0])..=rank(&operand[1])).contains(&rank(v))),
        "in" => is(&among),
        "notIn" => !is(&among),
        "contains" => is(&|v| v.as_str().unwrap().contains(operand.as_str().unwrap())),
        "empty" => value.is_none(),
        "notEmpty" => value.is_some(),
        other => panic!("an operator: {other}"),
    }
}

async fn ids(client: &Client, form: &str, filter: &Json) -> BTreeSet<String> {
    let query = encoded(&[("filter", &filter.to_string()), ("limit", "500")]);
    let page = client.get(&format!("/forms/{form}/records?{query}")).await.ok();
    page["items"].as_array().unwrap().iter().map(|row| text(&row["id"])).collect()
}

#[tokio::test]
async fn a_saved_filter_finds_the_rows_that_pass_it() {
    each_app(async |t| {
        let mut chance = Chance::new(SEED);
        let kinds: Vec<Json> =
            KINDS.iter().map(|key| json!({ "key": key, "label": { "en": key } })).collect();
        let fields = [
            field("kind", "singleSelect", json!({ "options": kinds })),
            field("note", "text", json!({})),
            field("price", "money", json!({ "currency": "CNY" })),
            field("bought", "date", json!({})),
        ];
        let form = published_form(&t, "tools", &fields).await;
        let admin = t.login("admin").await;
        let mut all = Vec::new();
        for _ in 0..RECORDS {
            let data = entered(&mut chance);
            let made = admin.post(&format!("/forms/{form}/records"), json!({ "data": data })).await.ok();
            all.push((text(&made["id"]), data));
        }
        let (mut some, mut others) = (0, 0);
        for n in 0..FILTERS {
            let filter = tree(&mut chance, 2);
            let wish = json!({ "name": format!("View {n}"), "settings": { "filter": filter } });
            let made = admin.post(&format!("/forms/{form}/views"), wish).await.ok();
            let kept = admin.get(&format!("/forms/{form}/views")).await.ok();
            let kept = kept["items"].as_array().unwrap().iter().find(|v| v["id"] == made["id"]).unwrap();
            let expected: BTreeSet<String> =
                all.iter().filter(|(_, data)| passes(&filter, data)).map(|(id, _)| id.clone()).collect();
            assert_eq!(ids(&admin, &form, &kept["settings"]["filter"]).await, expected, "{filter}");
            some += usize::from(!expected.is_empty());
            others += usize::from(expected.len() < all.len());
            admin.delete(&format!("/views/{}", text(&made["id"]))).await.done();
        }
        assert!(some > 20 && others > 20, "the filters part the rows: {some} find some, {others} leave some");
    })
    .await;
}
