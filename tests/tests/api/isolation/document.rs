//! The operations of the OpenAPI document, and every place of a call where an id stands.

use std::collections::BTreeSet;

use serde_json::Value as Json;

/// An operation.
#[derive(Debug)]
pub struct Operation {
    /// Its name.
    pub id: String,
    /// `GET`, `POST` and so on.
    pub method: String,
    /// Its path, with places.
    pub path: String,
    /// Whether nobody has to be signed in.
    pub public: bool,
    /// Where ids stand: `path id`, `query department`, `body /memberships/*/postId`.
    pub ids: BTreeSet<String>,
}

/// Every operation, by path.
pub fn operations() -> Vec<Operation> {
    let document = serde_json::to_value(weir_server::document()).unwrap();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["get", "post", "put", "patch", "delete"] {
            let Some(found) = item.get(method) else { continue };
            operations.push(Operation {
                id: found["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase(),
                path: path.clone(),
                public: found["security"] == serde_json::json!([{}]),
                ids: ids(&document, found),
            });
        }
    }
    operations
}

fn ids(document: &Json, operation: &Json) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let place = format!("{} {}", parameter["in"].as_str().unwrap(), parameter["name"].as_str().unwrap());
        walk(document, &parameter["schema"], &place, &mut Vec::new(), &mut found);
    }
    for content in operation["requestBody"]["content"].as_object().into_iter().flat_map(|c| c.values()) {
        walk(document, &content["schema"], "body ", &mut Vec::new(), &mut found);
    }
    found
}

/// Collects the places of ids below a schema. A schema within itself, such as a field's columns, is walked once.
fn walk<'d>(
    document: &'d Json,
    schema: &'d Json,
    at: &str,
    above: &mut Vec<&'d str>,
    found: &mut BTreeSet<String>,
) {
    if schema["format"].as_str().is_some_and(|f| f.starts_with("id:")) {
        found.insert(at.to_owned());
    }
    if let Some(reference) = schema["$ref"].as_str() {
        if !above.contains(&reference) {
            above.push(reference);
            walk(document, document.pointer(&reference[1..]).unwrap(), at, above, found);
            above.pop();
        }
    }
    for several in ["allOf", "oneOf", "anyOf"] {
        for one in schema[several].as_array().into_iter().flatten() {
            walk(document, one, at, above, found);
        }
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        walk(document, property, &format!("{at}/{name}"), above, found);
    }
    for any in ["items", "additionalProperties"] {
        if schema[any].is_object() {
            walk(document, &schema[any], &format!("{at}/*"), above, found);
        }
    }
}

/// Clients are generated from the document: a property must be called there as it is called on the wire.
#[test]
fn no_property_of_the_document_has_a_name_of_the_source() {
    fn walk(schema: &Json, at: &str, found: &mut Vec<String>) {
        match schema {
            Json::Object(map) => {
                for (name, inner) in map {
                    if at.ends_with("/properties") && name.contains('_') {
                        found.push(format!("{at}/{name}"));
                    }
                    walk(inner, &format!("{at}/{name}"), found);
                }
            }
            Json::Array(items) => items.iter().for_each(|item| walk(item, at, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(&serde_json::to_value(weir_server::document()).unwrap(), "", &mut found);
    assert!(found.is_empty(), "{found:#?}");
}
