//! The types that expressions of a form may refer to.

use weir_model::Key;
use weir_model::expr::{Type, TypeScope};

use crate::schema::FormSchema;
use crate::types::behaviour;

/// Fields and columns with their types; inside a row formula the columns of its own table are single values.
pub struct ExpressionTypes<'a> {
    schema: &'a FormSchema,
    row_of: Option<&'a Key>,
}

/// The types for conditions and formulas over a form; `row_of` names the table of a row formula.
#[must_use]
pub fn expression_types<'a>(schema: &'a FormSchema, row_of: Option<&'a Key>) -> ExpressionTypes<'a> {
    ExpressionTypes { schema, row_of }
}

impl TypeScope for ExpressionTypes<'_> {
    fn field(&self, key: &Key) -> Option<Type> {
        behaviour(&self.schema.field(key.as_str())?.kind).value_type()
    }

    fn column(&self, table: &Key, key: &Key) -> Option<Type> {
        let columns = self.schema.field(table.as_str())?.columns();
        let cell = behaviour(&columns.iter().find(|column| column.key == *key)?.kind).value_type()?;
        Some(if self.row_of == Some(table) { cell } else { cell.list() })
    }
}
