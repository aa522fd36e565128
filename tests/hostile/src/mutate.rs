//! Good JSON made bad in small steps: nearly right input goes further than noise.

use serde_json::{Map, Value as Json, json};

/// Values of a document beyond which nothing is added any more.
const NODES_MAX: usize = 3_000;
/// Steps of one mutation: further on a document has little left of a good one.
const STEPS_MAX: usize = 24;

/// The document after the steps that `choices` spell, four bytes a step.
#[must_use]
pub fn mutate(doc: &Json, choices: &[u8]) -> Json {
    let mut doc = doc.clone();
    for step in choices.chunks_exact(4).take(STEPS_MAX) {
        let mut places = Vec::new();
        collect(&doc, String::new(), &mut places);
        let at = usize::from(u16::from_le_bytes([step[0], step[1]]));
        let place = places[at % places.len()].clone();
        let other = places[(at / 7 + usize::from(step[3])) % places.len()].clone();
        let copy = doc.pointer(&other).cloned().unwrap_or_default();
        let full = places.len() > NODES_MAX;
        change(&mut doc, &place, step[2], step[3], if full { Json::Null } else { copy });
    }
    doc
}

fn collect(doc: &Json, at: String, places: &mut Vec<String>) {
    match doc {
        Json::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| collect(item, format!("{at}/{n}"), places));
        }
        Json::Object(map) => {
            let step = |key: &str| key.replace('~', "~0").replace('/', "~1");
            map.iter().for_each(|(key, item)| collect(item, format!("{at}/{}", step(key)), places));
        }
        _ => {}
    }
    places.push(at);
}

fn change(doc: &mut Json, place: &str, how: u8, which: u8, copy: Json) {
    if how.is_multiple_of(8) {
        return remove(doc, place);
    }
    let Some(value) = doc.pointer_mut(place) else { return };
    match how % 8 {
        1 | 2 => *value = odd(which),
        3 => *value = copy,
        4 => match value {
            Json::Array(items) => items.insert(usize::from(which) % (items.len() + 1), copy),
            Json::Object(map) => drop(map.insert(name(which), copy)),
            other => *other = Json::Array(vec![other.take(), copy]),
        },
        5 => match value {
            Json::String(text) => twist(text, which),
            Json::Number(_) => *value = odd(which % 12),
            other => *other = odd(which),
        },
        6 => match value {
            Json::Array(items) => items.extend_from_within(..items.len().min(3)),
            Json::Object(map) => {
                let first = map.keys().nth(usize::from(which) % map.len().max(1)).cloned();
                let moved = first.and_then(|key| map.swap_remove(&key));
                map.insert(name(which), moved.unwrap_or_default());
            }
            other => *other = json!({ "kind": other.take() }),
        },
        _ => *value = (0..which % 64).fold(value.take(), |inner, n| nested(n, inner)),
    }
}

fn nested(n: u8, inner: Json) -> Json {
    if n.is_multiple_of(2) {
        Json::Array(vec![inner])
    } else {
        Json::Object(Map::from_iter([(name(n), inner)]))
    }
}

fn remove(doc: &mut Json, place: &str) {
    let Some((parent, last)) = place.rsplit_once('/') else { return };
    match doc.pointer_mut(parent) {
        Some(Json::Array(items)) => {
            if let Some(at) = last.parse::<usize>().ok().filter(|at| *at < items.len()) {
                items.remove(at);
            }
        }
        Some(Json::Object(map)) => drop(map.shift_remove(&last.replace("~1", "/").replace("~0", "~"))),
        _ => {}
    }
}

fn twist(text: &mut String, which: u8) {
    match which % 6 {
        0 => text.clear(),
        1 => text.push('\u{0}'),
        2 => text.insert(0, '-'),
        3 if text.len() < 1_000 => *text = text.repeat(40),
        4 => text.push_str("𠮷\u{202e}"),
        _ => *text = text.to_uppercase(),
    }
}

fn name(which: u8) -> String {
    let names = ["kind", "type", "key", "op", "args", "fields", "when", "", "左", "__proto__", "to", "who"];
    names[usize::from(which) % names.len()].to_owned()
}

/// A value that is on some edge. Numbers come first.
fn odd(which: u8) -> Json {
    let values = [
        json!(0),
        json!(-1),
        json!(1),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(f64::MAX),
        json!(f64::MIN_POSITIVE),
        json!(-0.0),
        json!(0.1),
        json!(65_536),
        json!(4_294_967_296_u64),
        json!(1e30),
        Json::Null,
        json!(true),
        json!(""),
        json!([]),
        json!({}),
        json!([[]]),
        json!("9".repeat(40)),
        json!("-0.00000000000000000000000000001"),
        json!("79228162514264337593543950335"),
        json!("1e5"),
        json!("0000-01-01"),
        json!("9999-12-31"),
        json!("-9999-01-01"),
        json!("2026-02-30"),
        json!("2026-11-21T24:00:00Z"),
        json!("9999-12-31T23:59:59.999999999+00:00"),
        json!("23:59:60"),
        json!("$me"),
        json!("$today"),
        json!("(((((a+)+)+)+)+)+$"),
        json!("[\u{0}-\u{10ffff}]{1000}"),
        json!("x".repeat(5_000)),
        json!("<img src=x onerror=alert(1)>"),
        json!("@role/finance-director"),
        json!("rol_00000000000000000000000000000001"),
        json!("usr_ffffffffffffffffffffffffffffffff"),
    ];
    values[usize::from(which) % values.len()].clone()
}
