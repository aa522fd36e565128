//! The engine's errors as reasons with a place.

use tera::{Error, ErrorKind, ReportError};
use weir_wire::Reason;

use crate::refusal::Refusal;

/// Why a template cannot be compiled or filled in.
pub fn of(error: &Error) -> Refusal {
    match error.kind() {
        ErrorKind::SyntaxError(report) => located(Reason::Syntax, report),
        ErrorKind::RenderingError(report) => located(Reason::Render, report),
        ErrorKind::TemplateNotFound(name) | ErrorKind::MissingParent { parent: name, .. } => {
            Refusal::new(Reason::UnknownName, format!("there is no template `{name}` to include or extend"))
        }
        ErrorKind::CircularInclude { .. } | ErrorKind::CircularExtend { .. } => {
            Refusal::new(Reason::Depth, "the template includes or extends itself")
        }
        other => of_text(&other.to_string()),
    }
}

/// An error that is a text only. What is unknown to the engine it tells as a picture of the source, several of them
/// at once; the first has its sentence and its place taken out.
fn of_text(text: &str) -> Refusal {
    let Some((message, picture)) = text.strip_prefix("error: ").and_then(|rest| rest.split_once('\n')) else {
        let endless = text.starts_with("Maximum render recursion");
        return Refusal::new(if endless { Reason::Depth } else { Reason::Render }, text);
    };
    let reason = match message.split_once(" `") {
        Some(("Unknown template", _)) => Reason::UnknownName,
        Some(("Unknown function" | "Unknown filter" | "Unknown test", _)) => Reason::UnknownFunction,
        _ => Reason::Syntax,
    };
    let mut place =
        picture.lines().next().unwrap_or_default().rsplit(':').map_while(|part| part.parse().ok());
    let (column, line) = (place.next(), place.next());
    Refusal { reason, at: line.zip(column), message: message.to_owned() }
}

fn located(reason: Reason, report: &ReportError) -> Refusal {
    let span = report.span();
    // Columns count from 0 there.
    let at = Option::zip(u32::try_from(span.start_line).ok(), u32::try_from(span.start_col + 1).ok());
    Refusal { reason, at: at.filter(|(line, _)| *line > 0), message: report.message().to_owned() }
}
