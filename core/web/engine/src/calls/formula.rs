//! Formula text and expressions.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use weir_forms::schema::FormSchema;
use weir_forms::{Data, Situation, expression_types, facts};
use weir_model::expr::functions::Signature;
use weir_model::expr::{self, Expr, Function, ParseError, Parsed, RowScope, Type};
use weir_model::value::Value;
use weir_model::{Issue, Key, Locale};

/// A finding in formula text; offsets are UTF-16 units, as the browser counts, `to` after the last one.
#[derive(Serialize)]
pub struct TextFinding {
    from: usize,
    to: usize,
    code: String,
    message: String,
}

/// UTF-16 units before a character offset.
fn units(text: &str, chars: usize) -> usize {
    text.chars().take(chars).map(char::len_utf16).sum()
}

fn finding(text: &str, span: (usize, usize), issue: &Issue, locale: Locale) -> TextFinding {
    TextFinding {
        from: units(text, span.0),
        to: units(text, span.1),
        code: issue.code.clone().into_owned(),
        message: issue.message(locale),
    }
}

fn syntax(text: &str, error: &ParseError, locale: Locale) -> TextFinding {
    finding(text, (error.at, error.at + 1), &error.issue, locale)
}

#[derive(Deserialize)]
pub struct Parse {
    text: String,
    locale: Locale,
}

#[derive(Serialize)]
pub struct Read {
    #[serde(skip_serializing_if = "Option::is_none")]
    expr: Option<Expr>,
    issues: Vec<TextFinding>,
}

/// The expression that a text writes.
pub fn parse(args: Parse) -> Read {
    match expr::parse(&args.text) {
        Ok(expr) => Read { expr: Some(expr), issues: Vec::new() },
        Err(error) => Read { expr: None, issues: vec![syntax(&args.text, &error, args.locale)] },
    }
}

#[derive(Deserialize)]
pub struct Print {
    expr: Expr,
}

/// The text of an expression.
pub fn print(args: Print) -> String {
    expr::print(&args.expr)
}

#[derive(Deserialize)]
pub struct Check {
    text: String,
    schema: FormSchema,
    /// The detail table of a row formula.
    #[serde(default)]
    row: Option<Key>,
    /// Whether a condition is wanted.
    #[serde(default)]
    condition: bool,
    locale: Locale,
}

/// The expression that a text writes, and everything wrong with it in the form.
pub fn check(args: Check) -> Read {
    let Parsed { expr, spans } = match expr::parse_located(&args.text) {
        Ok(parsed) => parsed,
        Err(error) => return Read { expr: None, issues: vec![syntax(&args.text, &error, args.locale)] },
    };
    let types = expression_types(&args.schema, args.row.as_ref());
    let found = match expr::check(&expr, &types) {
        Ok(Type::Bool | Type::Any) => Vec::new(),
        Ok(_) if args.condition => vec![Issue::new("", "expr.condition_expected")],
        Ok(_) => Vec::new(),
        Err(issues) => issues,
    };
    let place = |issue: &Issue| {
        let span = spans.at(&issue.at);
        finding(&args.text, (span.start, span.end), issue, args.locale)
    };
    Read { expr: Some(expr), issues: found.iter().map(place).collect() }
}

#[derive(Deserialize)]
pub struct Eval {
    expr: Expr,
    schema: FormSchema,
    data: Data,
    context: Situation,
    /// The detail table of a row formula: it is computed in the first row.
    #[serde(default)]
    row: Option<Key>,
}

/// A value as JSON and as plain text.
#[derive(Serialize)]
pub struct Computed {
    value: Json,
    text: String,
}

/// The value of an expression over sample data.
pub fn eval(args: Eval) -> Computed {
    let facts = facts(&args.schema, &args.data, &args.context);
    let first_row = args.row.as_ref().and_then(|table| match facts.fields.get(table) {
        Some(Value::Rows(rows)) => rows.first().map(|row| RowScope { outer: &facts, table, row }),
        _ => None,
    });
    let value = match &first_row {
        Some(scope) => expr::eval(&args.expr, scope),
        None => expr::eval(&args.expr, &facts),
    };
    Computed { value: value.to_json(), text: value.to_text() }
}

#[derive(Deserialize)]
pub struct Nothing {}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FunctionInfo {
    function: Function,
    name: &'static str,
    min_args: usize,
    max_args: Option<usize>,
}

/// Every function, for completion.
pub fn functions(_: Nothing) -> Vec<FunctionInfo> {
    let info = |function: &Function| {
        let Signature { name, min_args, max_args } = function.signature();
        FunctionInfo { function: *function, name, min_args, max_args }
    };
    Function::ALL.iter().map(info).collect()
}
