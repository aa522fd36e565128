//! The calls, by name. Each takes its arguments as one JSON object and says in its types what they are.

mod form;
mod formula;
mod sentence;

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use weir_model::{Issue, Locale};

/// Carries out one call.
///
/// # Errors
/// A sentence for the programmer: no such call, or arguments of the wrong shape.
pub fn dispatch(name: &str, args: Json) -> Result<Json, String> {
    match name {
        "evaluateForm" => run(args, form::evaluate),
        "validateForm" => run(args, form::validate),
        "checkForm" => run(args, form::check),
        "initialForm" => run(args, form::initial),
        "parseFormula" => run(args, formula::parse),
        "printFormula" => run(args, formula::print),
        "checkFormula" => run(args, formula::check),
        "evalExpr" => run(args, formula::eval),
        "functions" => run(args, formula::functions),
        "message" => run(args, sentence::message),
        _ => Err(format!("no call `{name}`")),
    }
}

fn run<Args: DeserializeOwned, Reply: Serialize>(
    args: Json,
    call: fn(Args) -> Reply,
) -> Result<Json, String> {
    let args = serde_json::from_value(args).map_err(|error| error.to_string())?;
    serde_json::to_value(call(args)).map_err(|error| error.to_string())
}

/// A finding with its sentence, as the server's problem answers have it.
#[derive(Serialize)]
struct Finding {
    field: String,
    code: String,
    message: String,
    params: BTreeMap<String, String>,
}

fn findings(issues: Vec<Issue>, locale: Locale) -> Vec<Finding> {
    let finding = |issue: Issue| Finding {
        message: issue.message(locale),
        field: issue.at,
        code: issue.code.into_owned(),
        params: issue.params,
    };
    issues.into_iter().map(finding).collect()
}
