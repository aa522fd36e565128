//! What members say about a work item: with names, files and reactions, changed and taken back by who said it.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;
use serde_json::json;
use weir_model::change::{Subject, Verb};
use weir_model::id::{CommentId, FileId, UserId, WorkItemId};
use weir_model::limits::COMMENT_MAX_CHARS;
use weir_model::principal::Principal;
use weir_model::{Issue, Issues};
use weir_store::Tx;
use weir_store::queries::comments::{self, CommentRow};
use weir_store::queries::files::{self, Attachment};
use weir_store::queries::work_comments::{self, ItemCommentRow, ReactionRow};
use weir_store::queries::work_links;
use weir_work::Deed;

use super::access::Seat;
use super::tell::Said;
use crate::approvals::{COMMENT_ATTACHMENT, files_of};
use crate::company::Company;
use crate::context::App;
use crate::cursor;
use crate::dto::common::{FileInfo, Page, page_limit};
use crate::dto::work::{EditWorkItemComment, React, SayOnWorkItem, WorkItemComment};
use crate::error::{Error, Result, refuse};

/// People named in one comment: a circular is not a comment.
const MENTIONS_MAX: usize = 50;
/// Files that come with one comment.
const FILES_MAX: usize = 20;
/// Characters of a reaction: an emoji of a whole family takes eleven.
const EMOJI_MAX_CHARS: usize = 16;

impl App {
    /// The comments on a work item, oldest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who may not see it.
    pub async fn list_work_item_comments(
        &self,
        who: &Principal,
        id: WorkItemId,
        (limit, cursor): (Option<u32>, Option<&str>),
    ) -> Result<Page<WorkItemComment>> {
        let limit = page_limit(limit)?;
        let after = cursor.map(cursor::read).transpose()?;
        let tx = self.store().read(who.tenant).await?;
        self.item_for(&tx, who, id, Deed::See).await?;
        let company = self.company(&tx).await?;
        let mut rows = work_comments::list(&tx, id, after, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |r| (r.comment.at, r.comment.id))?;
        Ok(Page::new(shown(&tx, &company, rows).await?, next))
    }

    /// Says something about a work item; who is named in it is told, and so is whoever watches it.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a text that is empty or endless, for files that are not there, and for naming
    /// somebody who may not see the item.
    pub async fn add_work_item_comment(
        &self,
        who: &Principal,
        id: WorkItemId,
        input: SayOnWorkItem,
    ) -> Result<WorkItemComment> {
        let tx = self.write(who).await?;
        let (seat, item) = self.item_for(&tx, who, id, Deed::Comment).await?;
        let company = self.company(&tx).await?;
        let mut issues = check_text(&input.text);
        if input.files.len() > FILES_MAX {
            issues.push(Issue::new("files", "task.too_many_files").with("max", FILES_MAX));
        }
        let (mentions, found) = self.check_mentions(&tx, &seat, &company, &input.mentions).await?;
        issues.extend(found);
        refuse(issues)?;
        let files: BTreeSet<FileId> = input.files.iter().copied().collect();
        let comment = CommentRow {
            id: self.new_id(CommentId::from_uuid),
            author: who.user,
            body: input.text.trim().to_owned(),
            files: files.into_iter().collect(),
            at: self.now(),
        };
        comments::insert(&tx, None, &comment).await?;
        let named: Vec<UserId> = mentions.iter().copied().collect();
        work_comments::insert(&tx, id, comment.id, &named).await?;
        if !comment.files.is_empty() {
            let to = Attachment { kind: COMMENT_ATTACHMENT.to_owned(), id: comment.id.uuid() };
            let attached = files::attach(&tx, who.user, &comment.files, &to, None).await?;
            if attached < u64::try_from(comment.files.len()).unwrap_or(u64::MAX) {
                return Err(Error::invalid("files", "form.file_unknown"));
            }
        }
        self.log_comment(&tx, who, id, comment.id, Verb::Created).await?;
        let title = item.record.title.as_str();
        let said = Said { item: id, title, comment: comment.id, text: &comment.body };
        self.tell_of_item_comment(&tx, who, &seat, &said, &mentions).await?;
        work_links::watch(&tx, id, who.user, true).await?;
        let said = self.comment_in(&tx, &company, comment.id).await?;
        tx.commit().await?;
        Ok(said)
    }

    /// Says one's own comment anew. Who is named for the first time is told.
    ///
    /// # Errors
    /// [`Error::Denied`] for somebody else's comment; as for a new one.
    pub async fn edit_work_item_comment(
        &self,
        who: &Principal,
        (id, comment): (WorkItemId, CommentId),
        input: EditWorkItemComment,
    ) -> Result<WorkItemComment> {
        let tx = self.write(who).await?;
        let (seat, item) = self.item_for(&tx, who, id, Deed::Comment).await?;
        let known = comment_on(&tx, id, comment).await?;
        if known.comment.author != who.user {
            return Err(Error::Denied);
        }
        let company = self.company(&tx).await?;
        let (mentions, found) = self.check_mentions(&tx, &seat, &company, &input.mentions).await?;
        refuse(check_text(&input.text).into_iter().chain(found).collect())?;
        let text = input.text.trim();
        let named: Vec<UserId> = mentions.iter().copied().collect();
        work_comments::edit(&tx, comment, text, &named, self.now()).await?;
        self.log_comment(&tx, who, id, comment, Verb::Updated).await?;
        let newly: BTreeSet<UserId> = mentions.into_iter().filter(|u| !known.mentions.contains(u)).collect();
        let said = Said { item: id, title: &item.record.title, comment, text };
        self.tell_of_mention(&tx, who, &seat, &said, newly).await?;
        let said = self.comment_in(&tx, &company, comment).await?;
        tx.commit().await?;
        Ok(said)
    }

    /// Takes a comment back: one's own, and as an admin anybody's.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub async fn delete_work_item_comment(
        &self,
        who: &Principal,
        id: WorkItemId,
        comment: CommentId,
    ) -> Result<()> {
        let tx = self.write(who).await?;
        let (seat, _) = self.item_for(&tx, who, id, Deed::Comment).await?;
        let known = comment_on(&tx, id, comment).await?;
        if known.comment.author != who.user {
            seat.demand(Deed::Arrange)?;
        }
        work_comments::delete(&tx, comment, self.now()).await?;
        let from = Attachment { kind: COMMENT_ATTACHMENT.to_owned(), id: comment.uuid() };
        files::release(&tx, &from).await?;
        self.log_comment(&tx, who, id, comment, Verb::Deleted).await?;
        Ok(tx.commit().await?)
    }

    /// Reacts to a comment, or no longer.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Invalid`] for what is no emoji.
    pub async fn react_to_comment(
        &self,
        who: &Principal,
        (id, comment): (WorkItemId, CommentId),
        input: React,
    ) -> Result<WorkItemComment> {
        let tx = self.write(who).await?;
        self.item_for(&tx, who, id, Deed::Comment).await?;
        comment_on(&tx, id, comment).await?;
        let emoji = input.emoji.trim().to_owned();
        let wordy = emoji.chars().any(|c| c.is_alphabetic() || c.is_whitespace() || c.is_control());
        if emoji.is_empty() || wordy || emoji.chars().count() > EMOJI_MAX_CHARS || emoji.is_ascii() {
            return Err(Error::invalid("emoji", "work.no_emoji"));
        }
        let row = ReactionRow { comment, user: who.user, emoji };
        if work_comments::react(&tx, &row, input.on.then(|| self.now())).await? {
            self.log_comment(&tx, who, id, comment, Verb::Updated).await?;
        }
        let company = self.company(&tx).await?;
        let said = self.comment_in(&tx, &company, comment).await?;
        tx.commit().await?;
        Ok(said)
    }

    async fn log_comment(
        &self,
        tx: &Tx,
        who: &Principal,
        id: WorkItemId,
        comment: CommentId,
        verb: Verb,
    ) -> Result<()> {
        let mut change = self.change(who, Subject::Comment, comment.uuid(), verb);
        change.after = Some(json!({ "workItem": id }));
        Ok(tx.log(change).await?)
    }

    /// The people named, each once, and why some of them cannot be.
    async fn check_mentions(
        &self,
        tx: &Tx,
        seat: &Seat,
        company: &Company,
        named: &[UserId],
    ) -> Result<(BTreeSet<UserId>, Issues)> {
        let mut issues = Issues::new();
        if named.len() > MENTIONS_MAX {
            issues.push(Issue::new("mentions", "work.too_many_mentions").with("max", MENTIONS_MAX));
            return Ok((BTreeSet::new(), issues));
        }
        let people: BTreeSet<UserId> = named.iter().copied().collect();
        let looking = self.may_look(tx, seat, &people).await?;
        for (n, user) in named.iter().enumerate().filter(|(_, user)| !looking.contains(*user)) {
            let at = format!("mentions[{n}]");
            issues.push(match company.people.get(user) {
                None => Issue::new(at, "org.user_unknown"),
                Some(person) => Issue::new(at, "work.mention_outside").with("name", &person.name),
            });
        }
        Ok((people, issues))
    }

    async fn comment_in(&self, tx: &Tx, company: &Company, id: CommentId) -> Result<WorkItemComment> {
        let row = work_comments::get(tx, id).await?;
        shown(tx, company, vec![row]).await?.pop().ok_or(Error::NotFound)
    }
}

fn check_text(text: &str) -> Issues {
    if text.trim().is_empty() {
        return vec![Issue::new("text", "request.text_empty")];
    }
    let long = text.trim().chars().count() > COMMENT_MAX_CHARS;
    let told = || Issue::new("text", "request.text_long").with("max", COMMENT_MAX_CHARS);
    long.then(told).into_iter().collect()
}

/// A comment that stands on this item.
async fn comment_on(tx: &Tx, item: WorkItemId, id: CommentId) -> Result<ItemCommentRow> {
    let row = work_comments::get(tx, id).await?;
    if row.item == item { Ok(row) } else { Err(Error::NotFound) }
}

async fn shown(tx: &Tx, company: &Company, rows: Vec<ItemCommentRow>) -> Result<Vec<WorkItemComment>> {
    let files = files_of(tx, rows.iter().flat_map(|r| r.comment.files.iter().copied())).await?;
    let ids: Vec<CommentId> = rows.iter().map(|r| r.comment.id).collect();
    let mut reactions: HashMap<CommentId, IndexMap<String, Vec<_>>> = HashMap::new();
    for row in work_comments::reactions(tx, &ids).await? {
        let of = reactions.entry(row.comment).or_default().entry(row.emoji).or_default();
        of.push(company.person(row.user));
    }
    let with = |ids: &[FileId], files: &HashMap<FileId, FileInfo>| {
        ids.iter().filter_map(|id| files.get(id).cloned()).collect()
    };
    let one = |row: ItemCommentRow| WorkItemComment {
        id: row.comment.id,
        author: company.person(row.comment.author),
        text: row.comment.body,
        mentions: row.mentions.into_iter().map(|user| company.person(user)).collect(),
        files: with(&row.comment.files, &files),
        at: row.comment.at,
        edited_at: row.edited_at,
        reactions: reactions.get(&row.comment.id).cloned().unwrap_or_default(),
    };
    Ok(rows.into_iter().map(one).collect())
}
