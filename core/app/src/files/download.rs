//! Gives a file out.

use bytes::Bytes;
use futures::stream::BoxStream;
use weir_model::id::FileId;
use weir_model::principal::Principal;
use weir_store::queries::files::{self, FileRow};

use super::kind;
use crate::background::TASK_FILE;
use crate::context::App;
use crate::dto::common::FileInfo;
use crate::error::{Error, Result};
use crate::records::file_info;

/// A file with its bytes.
pub struct Opened {
    /// Its name, size and type.
    pub info: FileInfo,
    /// Whether a browser may show it in place.
    pub may_show: bool,
    /// The bytes.
    pub bytes: BoxStream<'static, weir_store::Result<Bytes>>,
}

impl App {
    /// Name, size and type of a file.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for a file that the caller may not see.
    pub async fn file_info(&self, who: &Principal, id: FileId) -> Result<FileInfo> {
        Ok(file_info(self.seen_file(who, id).await?))
    }

    /// A file with its bytes.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for a file that the caller may not see.
    pub async fn open_file(&self, who: &Principal, id: FileId) -> Result<Opened> {
        let info = file_info(self.seen_file(who, id).await?);
        let (_, bytes) = self.store().blobs().get(who.tenant, &info.sha256).await.map_err(lost)?;
        Ok(Opened { may_show: kind::may_show(&info.mime), info, bytes })
    }

    async fn seen_file(&self, who: &Principal, id: FileId) -> Result<FileRow> {
        let file = {
            let tx = self.store().read(who.tenant).await?;
            let file = files::get(&tx, id).await?;
            if let Some(task) = file.attached.as_ref().filter(|to| to.kind == TASK_FILE)
                && !self.is_task_file_alive(&tx, task.id).await?
            {
                return Err(Error::NotFound);
            }
            file
        };
        if self.may_see_file(who, &file).await? { Ok(file) } else { Err(Error::NotFound) }
    }
}

/// A row without its bytes is our fault, not a wrong address.
fn lost(error: weir_store::Error) -> Error {
    match error {
        weir_store::Error::NotFound => Error::internal("the bytes of a file are missing in the blob store"),
        other => other.into(),
    }
}
