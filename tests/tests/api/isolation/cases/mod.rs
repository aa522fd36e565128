//! One valid call per operation, area by area. An operation without a case here fails the run.

mod approvals;
mod flows;
mod forms;
mod operations;
mod organisation;
mod projects;
mod session;

use serde_json::{Value as Json, json};

use super::call::Call;
use super::world::World;
use crate::draw::{field, schema};

/// A valid call of an operation, made of things that are there for this call alone where it changes them.
pub async fn call(w: &World<'_>, operation: &str) -> Option<Call> {
    // An area that does not know the operation has asked nothing of the world.
    macro_rules! first_of {
        ($($area:ident),+) => {
            $(if let Some(call) = $area::call(w, operation).await {
                return Some(call);
            })+
        };
    }
    first_of!(session, organisation, forms, flows, approvals, operations, projects);
    None
}

/// A schema with a reference and a table with one.
pub fn referring(w: &World<'_>) -> Json {
    let reference = |key: &str| field(key, "reference", json!({ "form": w.shelf }));
    schema(&[
        field("title", "text", json!({})),
        reference("asset"),
        field("items", "detail", json!({ "fields": [reference("asset")] })),
    ])
}
