//! Forms: what they show, what is wrong with data, what is wrong with the form itself.

use serde::{Deserialize, Serialize};
use weir_forms::schema::FormSchema;
use weir_forms::{Data, FormState, Situation, check_schema, evaluate as evaluate_form, initial_data};
use weir_model::Locale;
use weir_model::permission::FieldRights;

use super::{Finding, findings};

#[derive(Deserialize)]
pub struct Evaluate {
    schema: FormSchema,
    data: Data,
    #[serde(default)]
    rights: FieldRights,
    context: Situation,
}

/// What the form shows for data as typed.
pub fn evaluate(args: Evaluate) -> FormState {
    evaluate_form(&args.schema, &args.data, &args.rights, &args.context)
}

#[derive(Deserialize)]
pub struct Validate {
    schema: FormSchema,
    data: Data,
    #[serde(default)]
    rights: FieldRights,
    context: Situation,
    #[serde(default)]
    previous: Option<Data>,
    locale: Locale,
}

/// What is wrong with data for submission. What only the server knows is checked there.
pub fn validate(args: Validate) -> Vec<Finding> {
    let checked =
        weir_forms::validate(&args.schema, &args.data, &args.rights, &args.context, args.previous.as_ref());
    findings(checked.err().unwrap_or_default(), args.locale)
}

#[derive(Deserialize)]
pub struct Check {
    schema: FormSchema,
    #[serde(default)]
    published: Vec<FormSchema>,
    locale: Locale,
}

/// What keeps the form from being published.
pub fn check(args: Check) -> Vec<Finding> {
    let published: Vec<&FormSchema> = args.published.iter().collect();
    findings(check_schema(&args.schema, &published), args.locale)
}

#[derive(Deserialize)]
pub struct Initial {
    schema: FormSchema,
    context: Situation,
}

#[derive(Serialize)]
#[serde(transparent)]
pub struct InitialData(Data);

/// The data of a new record.
pub fn initial(args: Initial) -> InitialData {
    InitialData(initial_data(&args.schema, &args.context))
}
