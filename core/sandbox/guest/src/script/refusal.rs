//! The engine's errors as reasons with a place.

use rhai::{EvalAltResult, ParseError, ParseErrorType, Position};
use weir_wire::Reason;

use crate::refusal::Refusal;

/// An error of a function of ours that concerns numbers.
pub fn arithmetic(message: String) -> Box<EvalAltResult> {
    EvalAltResult::ErrorArithmetic(message, Position::NONE).into()
}

/// Why a script cannot be compiled.
pub fn of_parsing(error: ParseError) -> Refusal {
    Refusal {
        reason: reason_of_parsing(error.err_type()),
        at: place(error.position()),
        message: error.err_type().to_string(),
    }
}

/// Why an evaluation gave no value. The place is the innermost: in the function where it happened.
pub fn of_evaluating(error: EvalAltResult) -> Refusal {
    let mut inner = &error;
    let mut at = place(error.position());
    while let EvalAltResult::ErrorInFunctionCall(_, _, within, _) = inner {
        inner = within;
        at = place(inner.position()).or(at);
    }
    let message = match inner {
        EvalAltResult::ErrorRuntime(raised, _) => raised.to_string(),
        _ => {
            let mut plain = inner.to_string();
            // The place is told by itself.
            if let Some(end) = plain.rfind(" (line ") {
                plain.truncate(end);
            }
            plain
        }
    };
    Refusal { reason: reason_of(inner), at, message }
}

/// Line and column, both from 1; none when the engine knows no place.
pub fn place(position: Position) -> Option<(u32, u32)> {
    let line = u32::try_from(position.line()?).ok()?;
    Some((line, position.position().and_then(|column| u32::try_from(column).ok()).unwrap_or(1)))
}

fn reason_of_parsing(error: &ParseErrorType) -> Reason {
    match error {
        ParseErrorType::VariableUndefined(_) | ParseErrorType::ForbiddenVariable(_) => Reason::UnknownName,
        ParseErrorType::ExprTooDeep => Reason::Depth,
        ParseErrorType::LiteralTooLarge(..) | ParseErrorType::TooManyFunctions => Reason::Size,
        ParseErrorType::MismatchedType(..) => Reason::Type,
        _ => Reason::Syntax,
    }
}

fn reason_of(error: &EvalAltResult) -> Reason {
    use EvalAltResult as E;
    match error {
        E::ErrorParsing(parsing, _) => reason_of_parsing(parsing),
        E::ErrorVariableNotFound(..) | E::ErrorForbiddenVariable(..) | E::ErrorPropertyNotFound(..) => {
            Reason::UnknownName
        }
        E::ErrorFunctionNotFound(..) | E::ErrorModuleNotFound(..) => Reason::UnknownFunction,
        E::ErrorArithmetic(..) => Reason::Arithmetic,
        E::ErrorArrayBounds(..)
        | E::ErrorStringBounds(..)
        | E::ErrorBitFieldBounds(..)
        | E::ErrorIndexNotFound(..) => Reason::Bounds,
        E::ErrorRuntime(..) => Reason::Raised,
        E::ErrorTooManyOperations(..) => Reason::Operations,
        E::ErrorStackOverflow(..) => Reason::Depth,
        E::ErrorDataTooLarge(..) | E::ErrorTooManyVariables(..) => Reason::Size,
        E::ErrorMismatchOutputType(..) => Reason::Result,
        _ => Reason::Type,
    }
}
