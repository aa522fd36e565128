//! The change log as auditors read it: newest first, by subject, person and time.

use jiff::Timestamp;
use serde::Deserialize;
use utoipa::IntoParams;
use weir_access::Object;
use weir_model::change::Subject;
use weir_model::id::UserId;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::queries::change_log::{self, Entry, Selection};

use crate::company::Company;
use crate::context::App;
use crate::cursor;
use crate::dto::common::{Page, page_limit};
use crate::dto::operations::ChangeEntry;
use crate::error::Result;

/// Which entries.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChangeQuery {
    /// About such things only.
    pub subject: Option<Subject>,
    /// By this person only.
    #[param(value_type = Option<String>)]
    pub actor: Option<UserId>,
    /// Not before.
    #[param(value_type = Option<String>, format = DateTime)]
    pub from: Option<Timestamp>,
    /// Before.
    #[param(value_type = Option<String>, format = DateTime)]
    pub to: Option<Timestamp>,
    /// Rows of a page.
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

impl App {
    /// Entries of the change log, newest first.
    ///
    /// # Errors
    /// [`crate::Error::Denied`] without `audit.read`.
    pub async fn changes(&self, who: &Principal, query: ChangeQuery) -> Result<Page<ChangeEntry>> {
        let limit = page_limit(query.limit)?;
        let before: Option<i64> = query.cursor.as_deref().map(cursor::read).transpose()?;
        let tx = self.store().read(who.tenant).await?;
        self.permit(&tx, who, Permission::AuditRead, Object::TENANT).await?;
        let company = self.company(&tx).await?;
        let which = Selection { subject: query.subject, actor: query.actor, from: query.from, to: query.to };
        let mut rows = change_log::list(&tx, &which, before, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |r| r.seq)?;
        Ok(Page::new(rows.into_iter().map(|row| shown(row, &company)).collect(), next))
    }
}

fn shown(row: Entry, company: &Company) -> ChangeEntry {
    ChangeEntry {
        seq: row.seq,
        at: row.at,
        actor: row.actor.map(|id| company.person(id)),
        subject: row.subject,
        subject_id: row.subject_id.map_or_else(String::new, |id| row.subject.id_text(id)),
        verb: row.verb,
        before: row.before,
        after: row.after,
    }
}
