//! Which names a script finds at the condition of a flow.

use std::collections::BTreeMap;

use weir_forms::schema::FormSchema;
use weir_model::expr::{ContextName, Facts};
use weir_sandbox::Scope;

/// The fields of the form, by their keys.
pub(crate) const FORM: &str = "form";

/// What a script may know of the situation besides the form.
const CONTEXT: [(&str, ContextName); 4] = [
    ("today", ContextName::Today),
    ("now", ContextName::Now),
    ("initiator", ContextName::Initiator),
    ("initiator_department", ContextName::InitiatorDepartment),
];

/// Every name that there is.
pub(crate) fn names() -> Vec<String> {
    std::iter::once(FORM).chain(CONTEXT.map(|(name, _)| name)).map(str::to_owned).collect()
}

/// The names with what they stand for. A field without a value is there and is nothing, so that asking for it is no
/// mistake.
pub(crate) fn scope(schema: &FormSchema, facts: &Facts) -> Scope {
    let value = |key| facts.fields.get(key).cloned().unwrap_or_default();
    let fields: BTreeMap<_, _> =
        schema.fields.iter().map(|field| (field.key.clone(), value(&field.key))).collect();
    let context = |name: &ContextName| facts.context.get(name).cloned().unwrap_or_default();
    CONTEXT
        .iter()
        .fold(Scope::new().with_record(FORM, fields), |scope, (name, fact)| scope.with(*name, context(fact)))
}
