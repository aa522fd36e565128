//! A form as one reader may see it.

use weir_forms::may_read;
use weir_forms::schema::{Field, FieldKind, FormSchema};
use weir_model::permission::FieldRights;

/// The schema without the fields that are hidden from the reader. Rules and formulas stay: the browser needs them
/// for the fields that are left, and they hold no values.
pub(crate) fn readable_schema(schema: &FormSchema, rights: &FieldRights) -> FormSchema {
    let mut readable = schema.clone();
    readable.fields = schema.fields.iter().filter_map(|field| readable_field(field, rights)).collect();
    readable
}

fn readable_field(field: &Field, rights: &FieldRights) -> Option<Field> {
    if !may_read(rights, field.key.as_str()) {
        return None;
    }
    let mut readable = field.clone();
    if let FieldKind::Detail { fields, totals, .. } = &mut readable.kind {
        let may = |column: &str| may_read(rights, &format!("{}.{column}", field.key));
        fields.retain(|column| may(column.key.as_str()));
        totals.retain(|column| may(column.as_str()));
    }
    Some(readable)
}
