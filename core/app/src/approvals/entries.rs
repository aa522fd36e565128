//! The stored history of an instance, read back: the engine's events, and what people changed in the form.

use jiff::Timestamp;
use weir_flow::Event;
use weir_flow::event::Happened;
use weir_model::id::{FileId, UserId};
use weir_store::queries::events::EventRow;

use super::case::{DATA_CHANGED, DataChanged};
use super::documents::{DOCUMENTS_DECIDED, DocumentsDecided};
use crate::error::{Error, Result};

/// One entry.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub seq: i64,
    pub at: Timestamp,
    pub by: Option<UserId>,
    pub kind: String,
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone)]
pub(crate) enum What {
    /// In the flow.
    Flow(Event),
    /// In the form.
    Form(DataChanged),
    /// Which documents the decision before it was about.
    Documents(DocumentsDecided),
}

/// Reads the rows of a history.
///
/// # Errors
/// [`Error::Internal`] for a payload that no version of this program wrote.
pub(crate) fn entries(rows: Vec<EventRow>) -> Result<Vec<Entry>> {
    let read = |row: EventRow| {
        let what = if row.kind == DATA_CHANGED {
            What::Form(serde_json::from_value(row.payload).map_err(Error::internal)?)
        } else if row.kind == DOCUMENTS_DECIDED {
            What::Documents(serde_json::from_value(row.payload).map_err(Error::internal)?)
        } else {
            What::Flow(serde_json::from_value(row.payload).map_err(Error::internal)?)
        };
        Ok(Entry { seq: row.seq, at: row.at, by: row.actor, kind: row.kind, what })
    };
    rows.into_iter().map(read).collect()
}

/// The files that came with decisions, and along with what was handed on.
pub(crate) fn files(entries: &[Entry]) -> impl Iterator<Item = FileId> {
    entries.iter().flat_map(|entry| {
        let What::Flow(event) = &entry.what else { return None.into_iter().chain([].iter().copied()) };
        let (signature, files) = match &event.what {
            Happened::Decided { signature, files, .. } => (*signature, files.as_slice()),
            Happened::Transferred { files, .. } => (None, files.as_slice()),
            _ => (None, [].as_slice()),
        };
        signature.into_iter().chain(files.iter().copied())
    })
}
