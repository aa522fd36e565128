//! Who may see a file: its uploader, and whoever is shown it where it is attached. Asked of the very pages that
//! show it, so that a file in a field that is hidden from somebody is hidden with it.

use weir_model::id::{CommentId, FeedbackId, FileId, InstanceId, RecordId, WorkItemId};
use weir_model::principal::Principal;
use weir_store::queries::files::{Attachment, FileRow};
use weir_store::queries::{comments, file_versions, instances, records, work_comments, work_items};

use crate::approvals::COMMENT_ATTACHMENT;
use crate::context::App;
use crate::dto::approvals::Instance;
use crate::error::{Error, Result};
use crate::feedback::FEEDBACK_ATTACHMENT;
use crate::operations::LOGO_ATTACHMENT;
use crate::records::RECORD_ATTACHMENT;

impl App {
    /// Whether the caller may see a file.
    pub(crate) async fn may_see_file(&self, who: &Principal, file: &FileRow) -> Result<bool> {
        let own = file.owner == who.user;
        let Some(to) = &file.attached else { return Ok(own) };
        // What somebody uploaded they know; what others made of it since is the business of the place.
        if own && self.is_first_version(who, file.id).await? {
            return Ok(true);
        }
        if to.kind == LOGO_ATTACHMENT {
            return Ok(true);
        }
        if to.kind == FEEDBACK_ATTACHMENT {
            let feedback = seen(self.get_feedback(who, FeedbackId::from_uuid(to.id)).await)?;
            return Ok(feedback.is_some());
        }
        if let Some(item) = self.item_of(who, to).await? {
            return self.shows_on_item(who, item, to, file.id).await;
        }
        if let Some(instance) = self.instance_of(who, to).await?
            && let Some(instance) = seen(self.get_instance(who, instance).await)?
            && shows(&instance, file.id)
        {
            return Ok(true);
        }
        if to.kind != RECORD_ATTACHMENT {
            return Ok(false);
        }
        let record = seen(self.get_record(who, RecordId::from_uuid(to.id)).await)?;
        Ok(record.is_some_and(|record| record.refs.files.contains_key(&file.id)))
    }

    async fn is_first_version(&self, who: &Principal, file: FileId) -> Result<bool> {
        let tx = self.store().read(who.tenant).await?;
        Ok(file_versions::numbers(&tx, &[file]).await?.iter().all(|(_, version)| *version == 1))
    }

    /// The work item that a file is attached to, or to a comment on which.
    async fn item_of(&self, who: &Principal, to: &Attachment) -> Result<Option<WorkItemId>> {
        let tx = self.store().read(who.tenant).await?;
        match to.kind.as_str() {
            RECORD_ATTACHMENT => {
                let item = WorkItemId::from_uuid(to.id);
                Ok(work_items::project_of(&tx, item).await?.map(|_| item))
            }
            COMMENT_ATTACHMENT => match work_comments::get(&tx, CommentId::from_uuid(to.id)).await {
                Ok(row) => Ok(Some(row.item)),
                Err(weir_store::Error::NotFound) => Ok(None),
                Err(other) => Err(other.into()),
            },
            _ => Ok(None),
        }
    }

    async fn shows_on_item(
        &self,
        who: &Principal,
        item: WorkItemId,
        to: &Attachment,
        file: FileId,
    ) -> Result<bool> {
        let Some(item) = seen(self.get_work_item(who, item).await)? else { return Ok(false) };
        Ok(to.kind == COMMENT_ATTACHMENT || item.refs.files.contains_key(&file))
    }

    async fn instance_of(&self, who: &Principal, to: &Attachment) -> Result<Option<InstanceId>> {
        let tx = self.store().read(who.tenant).await?;
        match to.kind.as_str() {
            RECORD_ATTACHMENT => {
                let record = RecordId::from_uuid(to.id);
                let form = records::form_of(&tx, record).await?;
                Ok(instances::of_record(&tx, form, record).await?.map(|instance| instance.id))
            }
            COMMENT_ATTACHMENT => Ok(comments::instance_of(&tx, CommentId::from_uuid(to.id)).await?),
            _ => Ok(None),
        }
    }
}

/// What does not exist for a reader shows them nothing.
fn seen<T>(page: Result<T>) -> Result<Option<T>> {
    match page {
        Ok(page) => Ok(Some(page)),
        Err(Error::NotFound | Error::Denied) => Ok(None),
        Err(other) => Err(other),
    }
}

/// In a field that the reader may see, with a decision, or with a comment.
fn shows(instance: &Instance, file: FileId) -> bool {
    let decided = instance.steps.iter().flat_map(|step| &step.decisions);
    let mut with_decisions = decided.flat_map(|d| d.files.iter().chain(&d.signature));
    let mut with_comments = instance.comments.iter().flat_map(|comment| &comment.files);
    instance.refs.files.contains_key(&file)
        || with_decisions.any(|f| f.id == file)
        || with_comments.any(|f| f.id == file)
}
