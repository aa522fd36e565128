//! What people say about an instance. Never changes its state (R22).

use std::collections::{BTreeSet, HashMap};

use weir_model::Issue;
use weir_model::change::{Subject, Verb};
use weir_model::id::{CommentId, FileId, InstanceId, UserId};
use weir_model::limits::COMMENT_MAX_CHARS;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::comments::{self, CommentRow};
use weir_store::queries::files::{self, Attachment};

use super::case::Case;
use super::sight::Sight;
use crate::company::Company;
use crate::context::App;
use crate::cursor;
use crate::dto::comments::{AddComment, Comment};
use crate::dto::common::{FileInfo, Page, page_limit};
use crate::dto::operations::NotificationEvent;
use crate::error::{Error, Result};
use crate::notifications::{Notice, Notification};
use crate::records::file_info;

/// What files of a comment are attached to.
pub(crate) const COMMENT_ATTACHMENT: &str = "comment";
/// Files that come with one comment: enough to show something, not a second form.
const FILES_MAX: usize = 20;

impl App {
    /// The comments on an instance, oldest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the instance does not exist for the caller.
    pub async fn list_comments(
        &self,
        who: &Principal,
        id: InstanceId,
        (limit, cursor): (Option<u32>, Option<&str>),
    ) -> Result<Page<Comment>> {
        let limit = page_limit(limit)?;
        let after = cursor.map(cursor::read).transpose()?;
        let tx = self.store().read(who.tenant).await?;
        let case = self.case(&tx, id).await?;
        self.sight(&tx, who, &case).await?;
        let mut rows = comments::list(&tx, id, after, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |r| (r.at, r.id))?;
        let files = files_of(&tx, rows.iter().flat_map(|r| r.files.iter().copied())).await?;
        Ok(Page::new(rows.into_iter().map(|r| shown(r, &case.company, &files)).collect(), next))
    }

    /// Says something about an instance; everybody who takes part is told.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the instance does not exist for the caller, [`Error::Invalid`].
    pub async fn add_comment(&self, who: &Principal, id: InstanceId, input: AddComment) -> Result<Comment> {
        let body = input.text.trim().to_owned();
        if body.is_empty() {
            return Err(Error::invalid("text", "request.text_empty"));
        }
        if body.chars().count() > COMMENT_MAX_CHARS {
            return Err(Issue::new("text", "request.text_long").with("max", COMMENT_MAX_CHARS).into());
        }
        if input.files.len() > FILES_MAX {
            return Err(Issue::new("files", "task.too_many_files").with("max", FILES_MAX).into());
        }
        let tx = self.write(who).await?;
        let case = self.case(&tx, id).await?;
        let sight = self.sight(&tx, who, &case).await?;
        let comment = CommentRow {
            id: self.new_id(CommentId::from_uuid),
            author: who.user,
            body,
            files: input.files.iter().copied().collect::<BTreeSet<_>>().into_iter().collect(),
            at: self.now(),
        };
        comments::insert(&tx, Some(id), &comment).await?;
        if !comment.files.is_empty() {
            let to = Attachment { kind: COMMENT_ATTACHMENT.to_owned(), id: comment.id.uuid() };
            let attached = files::attach(&tx, who.user, &comment.files, &to, None).await?;
            if attached < u64::try_from(comment.files.len()).unwrap_or(u64::MAX) {
                return Err(Error::invalid("files", "form.file_unknown"));
            }
        }
        let mut change = self.change(who, Subject::Comment, comment.id.uuid(), Verb::Created);
        change.after = Some(serde_json::json!({ "instance": id }));
        tx.log(change).await?;
        self.tell_of_comment(&tx, who, &case, &sight, &comment.body).await?;
        let files = files_of(&tx, comment.files.iter().copied()).await?;
        let shown = shown(comment, &case.company, &files);
        tx.commit().await?;
        Ok(shown)
    }

    async fn tell_of_comment(
        &self,
        tx: &Tx,
        who: &Principal,
        case: &Case,
        sight: &Sight,
        text: &str,
    ) -> Result<()> {
        let mut people: BTreeSet<UserId> = sight.tasks.iter().map(|t| t.user).collect();
        people.insert(case.row.initiator);
        people.remove(&who.user);
        let notice = Notice {
            title: case.row.title.clone(),
            flow: case.plan.definition().name.clone(),
            actor: Some(who.user),
            text: text.to_owned(),
            ..Notice::default()
        };
        let told = people.into_iter().map(|to| Notification {
            to,
            event: NotificationEvent::Commented,
            notice: notice.clone(),
            link: super::notify::link(case, sight, to),
            instance: Some(case.row.id),
            task: None,
            project: None,
        });
        self.notify(tx, told.collect()).await
    }
}

/// Files by id, in one query.
pub(crate) async fn files_of(
    tx: &Tx,
    ids: impl Iterator<Item = FileId>,
) -> Result<HashMap<FileId, FileInfo>> {
    let ids: Vec<FileId> = ids.collect::<BTreeSet<_>>().into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(files::get_many(tx, &ids).await?.into_iter().map(|f| (f.id, file_info(f))).collect())
}

/// A comment as its readers see it.
pub(crate) fn shown(row: CommentRow, company: &Company, files: &HashMap<FileId, FileInfo>) -> Comment {
    Comment {
        id: row.id,
        author: company.person(row.author),
        text: row.body,
        files: row.files.iter().filter_map(|id| files.get(id).cloned()).collect(),
        at: row.at,
    }
}
