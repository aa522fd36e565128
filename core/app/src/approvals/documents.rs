//! The documents in a form that a flow carries, and which version of each a decision was about.
//!
//! Whoever decides names what they saw; a document that was changed since is refused. What stood there is kept with the
//! decision, so that a later version never passes for the one that was signed.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use weir_flow::Event;
use weir_flow::event::Happened;
use weir_forms::Situation;
use weir_model::id::{FileId, InstanceId};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::{events, file_versions, files};

use super::case::Case;
use super::entries::{self, Entry, What};
use super::notify::link;
use crate::context::App;
use crate::dto::common::FileInfo;
use crate::dto::files::DecidedDocument;
use crate::error::{Error, Result};
use crate::files::{Holder, Page, documents_in};

/// The kind of history entry that is not the engine's: which versions stood in the form when somebody decided.
pub(crate) const DOCUMENTS_DECIDED: &str = "documentsDecided";

/// The documents that a decision was about.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct DocumentsDecided {
    /// The activation that was decided.
    pub activation: u32,
    /// Each with the number of its version.
    pub versions: BTreeMap<FileId, u32>,
}

/// What older versions were, by file and number.
pub(crate) type Older = HashMap<(FileId, u32), DecidedDocument>;

impl App {
    /// An instance in whose form the caller may change a file now: at a node that waits for them and lets them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for them.
    pub(crate) async fn instance_holding(
        &self,
        tx: &Tx,
        who: &Principal,
        (id, file): (InstanceId, FileId),
        hold: bool,
    ) -> Result<Holder> {
        let case = if hold { self.case_for_change(tx, id).await? } else { self.case(tx, id).await? };
        let sight = self.sight(tx, who, &case).await?;
        let entries = entries::entries(events::list(tx, id).await?)?;
        // What somebody signed or enclosed is theirs for good, even where it also stands in a field.
        let evidence = entries::files(&entries).any(|one| one == file);
        let running = case.row.status == "running";
        Ok(Holder {
            may_change: running && !evidence && sight.my_open(who).next().is_some(),
            may_arrange: sight.is_admin,
            page: Page { link: link(&case, &sight, who.user), instance: Some(id), ..Page::default() },
            situation: Situation {
                today: case.company.time_zone.to_datetime(case.row.started_at).date(),
                now: case.row.started_at,
                initiator: Some(case.row.initiator),
                department: case.row.department,
            },
            rights: sight.rights,
            schema: case.schema,
            data: case.record.data,
        })
    }

    /// Refuses a decision about documents that are not any more what its person saw.
    pub(super) async fn check_seen(&self, tx: &Tx, seen: &BTreeMap<FileId, String>) -> Result<()> {
        let ids: Vec<FileId> = seen.keys().copied().collect();
        let now = files::get_many(tx, &ids).await?;
        if now.iter().any(|file| seen.get(&file.id).is_some_and(|hash| *hash != file.sha256)) {
            return Err(Error::conflict("task.document_changed"));
        }
        Ok(())
    }

    /// The documents that stand in the form now, for the move that these events make; none for a move that decides
    /// nothing.
    pub(super) async fn documents_decided(
        &self,
        tx: &Tx,
        case: &Case,
        events: &[Event],
    ) -> Result<Option<DocumentsDecided>> {
        let decided = events.iter().find_map(|event| match &event.what {
            Happened::Decided { activation, .. } | Happened::Resubmitted { activation, .. } => {
                Some(activation.0)
            }
            _ => None,
        });
        let started = || {
            let entered = events.iter().find_map(|event| match &event.what {
                Happened::NodeEntered { activation, .. } => Some(activation.0),
                _ => None,
            });
            entered.filter(|_| events.iter().any(|event| matches!(event.what, Happened::Started { .. })))
        };
        let Some(activation) = decided.or_else(started) else { return Ok(None) };
        let ids = documents_in(&case.schema, &case.record.data);
        if ids.is_empty() {
            return Ok(None);
        }
        let versions = file_versions::numbers(tx, &ids).await?.into_iter().collect();
        Ok(Some(DocumentsDecided { activation, versions }))
    }

    /// The versions that decisions were about and that are not current any more, of files that the reader sees.
    pub(super) async fn older_documents(
        &self,
        tx: &Tx,
        entries: &[Entry],
        seen: &IndexMap<FileId, FileInfo>,
    ) -> Result<Older> {
        let mut older = Older::new();
        let ids: Vec<FileId> = seen.keys().copied().collect();
        let current: HashMap<FileId, u32> = file_versions::numbers(tx, &ids).await?.into_iter().collect();
        let decided = entries.iter().filter_map(|entry| match &entry.what {
            What::Documents(decided) => Some(decided),
            _ => None,
        });
        for (id, version) in decided.flat_map(|decided| &decided.versions) {
            let Some(now) = current.get(id).filter(|now| *now != version) else { continue };
            if older.contains_key(&(*id, *version)) {
                continue;
            }
            let row = file_versions::get(tx, *id, *version).await?;
            let document = DecidedDocument {
                id: *id,
                version: row.version,
                current: *now,
                name: row.name,
                size: row.size_bytes,
                mime: row.mime,
                sha256: row.sha256,
            };
            older.insert((*id, *version), document);
        }
        Ok(older)
    }
}
