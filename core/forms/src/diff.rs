//! What changed between two versions of a record's data, for its history.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::Data;

/// One changed field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// The field's key.
    pub field: String,
    /// The canonical value before; null for nothing.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<serde_json::Value>))]
    pub before: Json,
    /// The canonical value after; null for nothing.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<serde_json::Value>))]
    pub after: Json,
}

/// The changed fields: those of the new data in their order, then those that are gone.
#[must_use]
pub fn diff(before: &Data, after: &Data) -> Vec<FieldChange> {
    let value = |data: &Data, key: &str| data.get(key).cloned().unwrap_or_default();
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    after
        .keys()
        .chain(gone)
        .map(|key| FieldChange { field: key.clone(), before: value(before, key), after: value(after, key) })
        .filter(|change| change.before != change.after)
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_differences_are_changes() {
        let data = |json: Json| json.as_object().cloned().unwrap();
        let changes = diff(&data(json!({"a": 1, "b": 2, "c": 3})), &data(json!({"a": 1, "c": 4, "d": null})));
        let told: Vec<(&str, Json, Json)> =
            changes.iter().map(|c| (c.field.as_str(), c.before.clone(), c.after.clone())).collect();
        assert_eq!(told, [("c", json!(3), json!(4)), ("b", json!(2), Json::Null)]);
    }
}
