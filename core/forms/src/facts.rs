//! A record's data as the facts that expressions read: conditions of flows ask the same way as rules of the form.

use weir_model::expr::Facts;

use crate::Data;
use crate::schema::FormSchema;
use crate::situation::Situation;
use crate::types::behaviour;

/// The facts of a record and of the situation around it. Values that are not of their field's form count as
/// nothing.
#[must_use]
pub fn facts(schema: &FormSchema, data: &Data, situation: &Situation) -> Facts {
    let value = |key: &str| data.get(key).filter(|value| !value.is_null());
    let fields = schema
        .fields
        .iter()
        .filter_map(|f| value(f.key.as_str()).map(|v| (f.key.clone(), behaviour(&f.kind).value(v))))
        .collect();
    Facts { fields, context: situation.context() }
}
