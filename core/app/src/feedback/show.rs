//! Feedback as it is read: one's own, and by who handles it all.

use jiff::Timestamp;
use weir_access::Object;
use weir_model::id::{FeedbackId, UserId};
use weir_model::limits::COUNT_CAP;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::feedback::{self, FeedbackRow as Row, ReplyRow, Selection};
use weir_store::queries::files::{self, Attachment};

use super::FEEDBACK_ATTACHMENT;
use crate::approvals::{capped, counted};
use crate::background::{word, worded};
use crate::company::Company;
use crate::context::App;
use crate::cursor;
use crate::dto::common::{Page, page_limit};
use crate::dto::feedback::{Feedback, FeedbackQuery, FeedbackReply, FeedbackRow};
use crate::error::Result;
use crate::records::file_info;

/// Characters of the beginning that a list shows.
const EXCERPT_CHARS: usize = 160;
/// Answers that are shown: a conversation that is longer belongs elsewhere.
pub(super) const REPLIES_MAX: u32 = 200;

impl App {
    /// What the caller said, the newest first.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for a cursor or limit that is none.
    pub async fn my_feedback(&self, who: &Principal, query: FeedbackQuery) -> Result<Page<FeedbackRow>> {
        let tx = self.store().read(who.tenant).await?;
        self.feedback_page(&tx, Some(who.user), query).await
    }

    /// What everybody said, the newest first.
    ///
    /// # Errors
    /// [`crate::Error::Denied`] without `settings.manage`; [`crate::Error::Invalid`] for a cursor or limit that is
    /// none.
    pub async fn list_feedback(&self, who: &Principal, query: FeedbackQuery) -> Result<Page<FeedbackRow>> {
        let tx = self.store().read(who.tenant).await?;
        self.permit(&tx, who, Permission::SettingsManage, Object::TENANT).await?;
        self.feedback_page(&tx, None, query).await
    }

    /// One of them with its answers: one's own, or any for who handles feedback.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`].
    pub async fn get_feedback(&self, who: &Principal, id: FeedbackId) -> Result<Feedback> {
        let tx = self.store().read(who.tenant).await?;
        let (row, handles) = self.feedback_for(&tx, who, id).await?;
        let company = self.company(&tx).await?;
        self.shown_feedback(&tx, &company, row, handles).await
    }

    async fn feedback_page(
        &self,
        tx: &Tx,
        reporter: Option<UserId>,
        query: FeedbackQuery,
    ) -> Result<Page<FeedbackRow>> {
        let limit = page_limit(query.limit)?;
        let after = query.cursor.as_deref().map(cursor::read::<(Timestamp, FeedbackId)>).transpose()?;
        let status = query.status.map(|status| word(&status));
        let which = Selection { reporter, status: status.as_deref() };
        let company = self.company(tx).await?;
        let mut rows = feedback::list(tx, which, after, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |row| (row.created_at, row.id))?;
        let total = match query.total {
            true => Some(feedback::count(tx, which, capped()).await?),
            false => None,
        };
        let shown = rows.into_iter().map(|row| line(row, &company)).collect::<Result<_>>()?;
        Ok(counted(Page::new(shown, next), total, COUNT_CAP))
    }

    pub(super) async fn shown_feedback(
        &self,
        tx: &Tx,
        company: &Company,
        row: Row,
        may_handle: bool,
    ) -> Result<Feedback> {
        let of = Attachment { kind: FEEDBACK_ATTACHMENT.to_owned(), id: row.id.uuid() };
        let replies = feedback::replies(tx, row.id, REPLIES_MAX).await?;
        Ok(Feedback {
            id: row.id,
            kind: worded(&row.kind)?,
            status: worded(&row.status)?,
            text: row.body,
            page: row.page,
            app_version: row.app_version,
            language: row.language,
            viewport: row.viewport,
            browser: row.browser,
            reporter: company.person(row.reporter),
            created_at: row.created_at,
            updated_at: row.updated_at,
            files: files::attached_to(tx, &of).await?.into_iter().map(file_info).collect(),
            replies: replies.into_iter().map(|reply| answer(reply, company)).collect::<Result<_>>()?,
            may_handle,
            rev: row.rev,
        })
    }
}

fn answer(reply: ReplyRow, company: &Company) -> Result<FeedbackReply> {
    Ok(FeedbackReply {
        id: reply.id,
        author: company.person(reply.author),
        text: reply.body,
        status: reply.status.as_deref().map(worded).transpose()?,
        created_at: reply.created_at,
    })
}

fn line(row: Row, company: &Company) -> Result<FeedbackRow> {
    Ok(FeedbackRow {
        id: row.id,
        kind: worded(&row.kind)?,
        status: worded(&row.status)?,
        excerpt: excerpt(&row.body),
        page: row.page,
        reporter: company.person(row.reporter),
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

/// The beginning of a text on one line.
pub(super) fn excerpt(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    let short: String = line.chars().take(EXCERPT_CHARS).collect();
    if short.len() < line.len() { format!("{}…", short.trim_end()) } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_shows_the_beginning_on_one_line() {
        assert_eq!(excerpt(" 打印\n\n 页码  缺失 "), "打印 页码 缺失");
        let long = excerpt(&"长".repeat(EXCERPT_CHARS + 1));
        assert_eq!(long.chars().count(), EXCERPT_CHARS + 1);
        assert!(long.ends_with('…'));
    }
}
