//! Field rights: what an onlooker may see and change. Without an entry the form's own settings hold.

use serde_json::Value as Json;
use weir_model::permission::{FieldRight, FieldRights};

use crate::Data;
use crate::schema::{Field, FieldKind, FormSchema};

/// The right to a field, as far as the rights speak of it.
pub(crate) fn right(rights: &FieldRights, key: &str) -> Option<FieldRight> {
    rights.get(key).copied()
}

/// The right to a column: its own, else a right of its table that is narrower than changing it. In a hidden table
/// every column is hidden.
pub(crate) fn column_right(rights: &FieldRights, table: &str, column: &str) -> Option<FieldRight> {
    let of_table = right(rights, table).filter(|right| *right != FieldRight::Edit);
    if of_table == Some(FieldRight::Hidden) {
        return of_table;
    }
    right(rights, &format!("{table}.{column}")).or(of_table)
}

/// Whether a person changes a column by hand, given whether they may change its table.
pub(crate) fn may_edit_column(
    rights: &FieldRights,
    table: &str,
    may_edit_table: bool,
    column: &Field,
) -> bool {
    match column_right(rights, table, column.key.as_str()) {
        None => may_edit_table && !column.read_only,
        some => may_edit(some, column.read_only),
    }
}

/// Whether a person with that right changes the field by hand.
pub(crate) fn may_edit(right: Option<FieldRight>, read_only: bool) -> bool {
    match right {
        Some(FieldRight::Edit) => true,
        Some(FieldRight::Read | FieldRight::Hidden) => false,
        None => !read_only,
    }
}

/// Whether a person enters the field by hand.
#[must_use]
pub fn may_enter(rights: &FieldRights, field: &Field) -> bool {
    may_edit(right(rights, field.key.as_str()), field.read_only)
}

/// Whether the onlooker may see the field, named as in the rights: `amount`, `items.amount`.
#[must_use]
pub fn may_read(rights: &FieldRights, path: &str) -> bool {
    let found = match path.split_once('.') {
        Some((table, column)) => column_right(rights, table, column),
        None => right(rights, path),
    };
    found != Some(FieldRight::Hidden)
}

/// The part of the data that the onlooker may see: the one way for data to leave the server.
#[must_use]
pub fn visible_data(schema: &FormSchema, data: &Data, rights: &FieldRights) -> Data {
    into_visible(schema, data.clone(), rights)
}

/// [`visible_data`] of data that nobody needs whole any more.
#[must_use]
pub fn into_visible(schema: &FormSchema, mut data: Data, rights: &FieldRights) -> Data {
    let mut seen = Data::new();
    for field in schema.fields.iter().filter(|field| may_read(rights, field.key.as_str())) {
        let Some((key, value)) = data.remove_entry(field.key.as_str()) else { continue };
        seen.insert(key, visible_value(field, value, rights));
    }
    seen
}

/// What a reader sees of the value of a field that they may read: of a table, the columns that they may read too.
#[must_use]
pub fn visible_value(field: &Field, value: Json, rights: &FieldRights) -> Json {
    let FieldKind::Detail { fields, .. } = &field.kind else { return value };
    let Json::Array(rows) = value else { return value };
    let table = field.key.as_str();
    let readable =
        |column: &&Field| column_right(rights, table, column.key.as_str()) != Some(FieldRight::Hidden);
    let cells = |row: Json| -> Json {
        let Json::Object(mut row) = row else { return Json::Object(Data::new()) };
        Json::Object(
            fields
                .iter()
                .filter(readable)
                .filter_map(|column| row.remove_entry(column.key.as_str()))
                .collect(),
        )
    };
    rows.into_iter().map(cells).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::schema::sample;

    #[test]
    fn hidden_fields_and_columns_do_not_leave_the_server() {
        let schema = sample::purchase();
        let Json::Object(data) = json!({
            "title": "Laptops", "budget": "10.00",
            "items": [{"name": "A", "price": "1.00", "quantity": "2"}],
        }) else {
            unreachable!()
        };
        let rights = FieldRights::from_iter([
            ("budget".to_owned(), FieldRight::Hidden),
            ("items.price".to_owned(), FieldRight::Hidden),
        ]);
        let seen = Json::Object(visible_data(&schema, &data, &rights));
        assert_eq!(seen, json!({"title": "Laptops", "items": [{"name": "A", "quantity": "2"}]}));
        assert!(!may_read(&rights, "items.price") && may_read(&rights, "items.name"));
    }

    #[test]
    fn a_hidden_table_hides_its_columns() {
        let rights = FieldRights::from_iter([
            ("items".to_owned(), FieldRight::Hidden),
            ("items.price".to_owned(), FieldRight::Edit),
        ]);
        assert!(!may_read(&rights, "items.price"));
    }
}
