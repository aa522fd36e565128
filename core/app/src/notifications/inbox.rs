//! A person's notifications: the list, and marking what was read.

use serde::Deserialize;
use utoipa::IntoParams;
use weir_model::Locale;
use weir_model::id::NotificationId;
use weir_model::limits::COUNT_CAP;
use weir_model::principal::Principal;
use weir_store::queries::notifications;

use super::notice::Notice;
use super::sentence;
use crate::approvals::{capped, counted};
use crate::company::Company;
use crate::context::App;
use crate::cursor;
use crate::dto::common::{Page, page_limit};
use crate::dto::operations::{NotificationEvent, NotificationRow};
use crate::error::{Error, Result};

/// Which notifications.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NotificationQuery {
    /// Only those that were not read.
    #[serde(default)]
    pub unread: bool,
    /// Only those about one thing.
    pub event: Option<NotificationEvent>,
    /// Rows of a page.
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// Whether to count all of them.
    #[serde(default)]
    pub total: bool,
}

impl App {
    /// One's own notifications, newest first.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a cursor or limit that is none.
    pub async fn my_notifications(
        &self,
        me: &Principal,
        query: NotificationQuery,
    ) -> Result<Page<NotificationRow>> {
        let limit = page_limit(query.limit)?;
        let after = query.cursor.as_deref().map(cursor::read).transpose()?;
        let tx = self.store().read(me.tenant).await?;
        let company = self.company(&tx).await?;
        let event = query.event.map(NotificationEvent::as_str);
        let which = notifications::Selection { unread: query.unread, event };
        let mut rows = notifications::list(&tx, me.user, which, after, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |r| (r.created_at, r.id))?;
        let total = match query.total {
            true => Some(notifications::count(&tx, me.user, which, capped()).await?),
            false => None,
        };
        let shown = rows.into_iter().map(|row| shown(row, &company, me.locale));
        Ok(counted(Page::new(shown.collect::<Result<_>>()?, next), total, COUNT_CAP))
    }

    /// Marks one as read; one that was is fine.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not one's own.
    pub async fn read_notification(&self, me: &Principal, id: NotificationId) -> Result<()> {
        let tx = self.write(me).await?;
        if !notifications::exists(&tx, me.user, id).await? {
            return Err(Error::NotFound);
        }
        notifications::mark_read(&tx, me.user, Some(&[id]), self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Marks all of one's own as read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read_all_notifications(&self, me: &Principal) -> Result<()> {
        let tx = self.write(me).await?;
        notifications::mark_read(&tx, me.user, None, self.now()).await?;
        Ok(tx.commit().await?)
    }
}

fn shown(row: notifications::NotificationRow, company: &Company, locale: Locale) -> Result<NotificationRow> {
    let event: NotificationEvent = serde_json::from_value(row.event.into()).map_err(Error::internal)?;
    let notice: Notice = serde_json::from_value(row.params).map_err(Error::internal)?;
    let said = sentence(event, &notice, company, locale);
    Ok(NotificationRow {
        id: row.id,
        event,
        title: said.title,
        body: said.body,
        link: row.link,
        created_at: row.created_at,
        read_at: row.read_at,
    })
}
