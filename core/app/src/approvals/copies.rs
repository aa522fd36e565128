//! Copies 抄送 that were sent to the caller.

use serde::Deserialize;
use utoipa::IntoParams;
use weir_model::change::{Subject, Verb};
use weir_model::id::CopyId;
use weir_model::limits::COUNT_CAP;
use weir_model::principal::Principal;
use weir_store::queries::copies;

use super::case::summary;
use super::lists::{capped, counted};
use super::onlooker::Onlooker;
use crate::context::App;
use crate::cursor;
use crate::dto::common::{Page, page_limit};
use crate::dto::inbox::CopyRow;
use crate::error::Result;

/// Which copies.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CopyQuery {
    /// Only those that were not read.
    #[serde(default)]
    pub unread: bool,
    /// Rows of a page.
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// Whether to count all of them.
    #[serde(default)]
    pub total: bool,
}

impl App {
    /// The caller's copies, the latest first.
    ///
    /// # Errors
    /// When the query is malformed.
    pub async fn list_copies(&self, who: &Principal, query: CopyQuery) -> Result<Page<CopyRow>> {
        let limit = page_limit(query.limit)?;
        let after = query.cursor.as_deref().map(cursor::read).transpose()?;
        let tx = self.store().read(who.tenant).await?;
        let company = self.company(&tx).await?;
        let mut rows = copies::list(&tx, who.user, query.unread, after, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |(copy, _)| (copy.at, copy.id))?;
        let total = match query.total {
            true => Some(copies::count(&tx, who.user, query.unread, capped()).await?),
            false => None,
        };
        let mut items = Vec::with_capacity(rows.len());
        for (copy, mut listed) in rows {
            self.withhold(&tx, &company, &mut listed, &Onlooker::default()).await?;
            items.push(CopyRow {
                id: copy.id,
                instance_id: listed.id,
                title: listed.title,
                flow_name: listed.flow_name,
                serial: listed.serial,
                summary: summary(&listed.summary, who.locale),
                initiator: company.person(listed.initiator),
                created_at: copy.at,
                read_at: copy.read_at,
            });
        }
        Ok(counted(Page::new(items, next), total, COUNT_CAP))
    }

    /// Marks a copy as read; one that was is fine.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when it is not the caller's.
    pub async fn read_copy(&self, who: &Principal, id: CopyId) -> Result<()> {
        let tx = self.write(who).await?;
        let instance = copies::mark_read(&tx, who.user, id, self.now()).await?;
        let mut change = self.change(who, Subject::Instance, instance.uuid(), Verb::Updated);
        change.after = Some(serde_json::json!({ "copy": id, "user": who.user }));
        tx.log(change).await?;
        Ok(tx.commit().await?)
    }
}
