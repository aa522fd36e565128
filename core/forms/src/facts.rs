//! A form's data as expressions read it: for conditions of flows, explanations and samples.

use weir_model::expr::Facts;

use crate::Data;
use crate::schema::FormSchema;
use crate::situation::Situation;
use crate::types::{Report, behaviour};

/// The facts of a form's data. Values that are not of their field's form count as nothing.
#[must_use]
pub fn facts(schema: &FormSchema, data: &Data, situation: &Situation) -> Facts {
    let fields = schema.fields.iter().filter_map(|field| {
        let kind = behaviour(&field.kind);
        let input = data.get(field.key.as_str())?;
        let value = kind.canonical(input, &mut Report { at: "", issues: &mut Vec::new() });
        Some((field.key.clone(), kind.value(&value)))
    });
    Facts { fields: fields.collect(), context: situation.context() }
}
