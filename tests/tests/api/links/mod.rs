//! Links by which others fill in a form: what they open, to whom, how long, and what they never tell.

mod closing;
mod disclosure;
mod filling;

use serde_json::{Value as Json, json};
use weir_tests::{Answer, Client, TestApp};

use crate::draw::{field, published_form, text};

/// A form with a required text, a number, a serial number and a person.
async fn survey(t: &TestApp) -> String {
    let fields = [
        field("name", "text", json!({ "required": true, "maxLength": 20 })),
        field("count", "number", json!({ "min": "1" })),
        field("number", "serial", json!({ "prefix": "S-", "reset": "never" })),
        field("who", "person", json!({ "default": ["$initiator"] })),
    ];
    published_form(t, "survey", &fields).await
}

/// A link that somebody makes.
async fn link(keeper: &Client, form: &str, more: Json) -> Json {
    let mut wish = json!({ "name": "Fair", "audience": "public" });
    wish.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    keeper.post(&format!("/forms/{form}/links"), wish).await.ok()
}

fn token(link: &Json) -> String {
    let address = text(&link["address"]);
    address.strip_prefix("http://weir.test/f/").unwrap_or_else(|| panic!("{address}")).to_owned()
}

/// Looks at a link as a stranger.
async fn look(t: &TestApp, token: &str) -> Answer {
    t.anonymous().post("/public/form-links/look", json!({ "token": token })).await
}

/// Fills a form in as a stranger.
async fn fill(t: &TestApp, token: &str, data: Json) -> Answer {
    t.anonymous().post("/public/form-links/fill", json!({ "token": token, "data": data })).await
}

/// The records of a form, as an administrator sees them.
async fn records(t: &TestApp, form: &str) -> Vec<Json> {
    let page = t.login("admin").await.get(&format!("/forms/{form}/records")).await.ok();
    page["items"].as_array().unwrap().clone()
}
