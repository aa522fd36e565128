//! What drafts and versions of forms and flows have in common.

use weir_access::Object;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::{Issue, LocalizedText};
use weir_store::Tx;
use weir_store::queries::definitions::{self, Kind, Version};

use crate::company::Company;
use crate::context::App;
use crate::dto::common::{Page, page_limit};
use crate::dto::definition::VersionInfo;
use crate::error::{Error, Result};

/// Characters of a name, in each language: it has to fit a card and a tab.
const NAME_MAX_CHARS: usize = 100;
/// Characters of the note at a publication.
const NOTE_MAX_CHARS: usize = 1_000;

impl App {
    /// Refuses who may not design this kind of definition.
    pub(crate) async fn may_design(&self, tx: &Tx, who: &Principal, kind: Kind) -> Result<()> {
        let permission = match kind {
            Kind::Form => Permission::FormsDesign,
            Kind::Flow => Permission::FlowsDesign,
        };
        self.permit(tx, who, permission, Object::TENANT).await.map(drop)
    }
}

/// Refuses an empty or endless name.
pub(crate) fn check_name(name: &LocalizedText) -> Result<()> {
    if name.is_empty() {
        return Err(Error::invalid("name", "design.name_missing"));
    }
    if name.iter().any(|(_, text)| text.chars().count() > NAME_MAX_CHARS) {
        return Err(Issue::new("name", "design.name_too_long").with("max", NAME_MAX_CHARS).into());
    }
    Ok(())
}

/// Refuses an endless note.
pub(crate) fn check_note(note: &str) -> Result<()> {
    if note.chars().count() > NOTE_MAX_CHARS {
        return Err(Issue::new("note", "design.note_too_long").with("max", NOTE_MAX_CHARS).into());
    }
    Ok(())
}

/// A taken key is a finding at `key`, not a conflict of the whole.
pub(crate) fn taken_key(error: weir_store::Error) -> Error {
    match error {
        weir_store::Error::Duplicate { .. } => Error::invalid("key", "design.key_taken"),
        other => other.into(),
    }
}

/// One page of versions, the newest first. The cursor is the last version on the page before.
pub(crate) async fn version_page(
    tx: &Tx,
    kind: Kind,
    id: uuid::Uuid,
    company: &Company,
    (limit, cursor): (Option<u32>, Option<&str>),
) -> Result<Page<VersionInfo>> {
    let limit = page_limit(limit)?;
    let before = cursor.map(str::parse).transpose();
    let before = before.map_err(|_| Error::invalid("cursor", "request.cursor_malformed"))?;
    let current = definitions::header(tx, kind, id).await?.current_version;
    let mut rows = definitions::versions(tx, kind, id, before, limit + 1).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|v| v.version.to_string());
    Ok(Page::new(rows.into_iter().map(|v| version_info(v, current, company)).collect(), next))
}

/// A version as lists show it.
pub(crate) fn version_info(version: Version, current: u32, company: &Company) -> VersionInfo {
    VersionInfo {
        current: version.version == current,
        version: version.version,
        published_at: version.published_at,
        published_by: company.person(version.published_by),
        note: version.note,
    }
}
