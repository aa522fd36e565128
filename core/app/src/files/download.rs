//! Gives a file out: what it is, whether a browser may show it, and its bytes, whole or in part.

use std::ops::Range;

use bytes::Bytes;
use futures::StreamExt;
use futures::stream::BoxStream;
use weir_model::id::{FileId, TenantId};
use weir_model::limits::PICTURE_SHOWN_MAX_PIXELS;
use weir_model::principal::Principal;
use weir_store::blobs::Blobs;
use weir_store::queries::file_versions;
use weir_store::queries::files::{self, FileRow};

use super::kind::{self, Manner};
use crate::background::TASK_FILE;
use crate::context::App;
use crate::dto::common::FileInfo;
use crate::error::{Error, Result};
use crate::records::file_info;

/// Bytes of a picture within which it tells its size: behind them stand previews and profiles that cameras put
/// before it. What does not tell it by then is not shown.
const PICTURE_HEAD_BYTES: u64 = 512 * 1024;

/// A file that the caller may have. Its bytes are read when they are asked for.
pub struct Opened {
    /// Its name, size and type.
    pub info: FileInfo,
    blobs: Blobs,
    tenant: TenantId,
}

/// Whether a browser may show a file in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// It is saved; showing it could run what it holds.
    Saved,
    /// As this media type.
    InPlace(String),
    /// A picture that would take more memory than a page may, or that does not tell how much.
    TooManyPixels,
}

impl Opened {
    /// Its bytes, or some of them. A range lies within the file and is not empty.
    ///
    /// # Errors
    /// When the blob store fails.
    pub async fn bytes(
        &self,
        part: Option<Range<u64>>,
    ) -> Result<BoxStream<'static, weir_store::Result<Bytes>>> {
        let found = match part {
            Some(range) => self.blobs.get_range(self.tenant, &self.info.sha256, range).await,
            None => self.blobs.get(self.tenant, &self.info.sha256).await.map(|(_, bytes)| bytes),
        };
        found.map_err(lost)
    }

    /// Whether a browser may show it, told by its content.
    ///
    /// # Errors
    /// When the blob store fails.
    pub async fn shown(&self) -> Result<Shown> {
        let mime = &self.info.mime;
        Ok(match kind::manner(mime) {
            Manner::Never => Shown::Saved,
            Manner::Document => Shown::InPlace(mime.clone()),
            Manner::Text => {
                let charset = kind::charset(&self.head(kind::HEAD_BYTES as u64).await?).unwrap_or("utf-8");
                Shown::InPlace(format!("{mime}; charset={charset}"))
            }
            Manner::Picture => match self.pixels().await? {
                Some(pixels) if pixels <= PICTURE_SHOWN_MAX_PIXELS => Shown::InPlace(mime.clone()),
                _ => Shown::TooManyPixels,
            },
        })
    }

    /// Most pictures tell it at once, few behind what their camera put before.
    async fn pixels(&self) -> Result<Option<u64>> {
        let told = kind::pixels(&self.head(kind::HEAD_BYTES as u64).await?);
        if told.is_some() {
            return Ok(told);
        }
        Ok(kind::pixels(&self.head(PICTURE_HEAD_BYTES).await?))
    }

    async fn head(&self, bytes: u64) -> Result<Vec<u8>> {
        let mut stream = self.bytes(Some(0..bytes.min(self.info.size))).await?;
        let mut head = Vec::new();
        while let Some(chunk) = stream.next().await {
            head.extend_from_slice(&chunk.map_err(lost)?);
        }
        Ok(head)
    }
}

impl App {
    /// Name, size and type of a file.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for a file that the caller may not see.
    pub async fn file_info(&self, who: &Principal, id: FileId) -> Result<FileInfo> {
        Ok(file_info(self.seen_file(who, id).await?))
    }

    /// A file, ready to be read: as it is now, or one of its versions.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for a file that the caller may not see.
    pub async fn open_file(&self, who: &Principal, id: FileId, version: Option<u32>) -> Result<Opened> {
        let mut info = file_info(self.seen_file(who, id).await?);
        if let Some(version) = version {
            let tx = self.store().read(who.tenant).await?;
            let row = file_versions::get(&tx, id, version).await?;
            info = FileInfo {
                name: row.name,
                size: row.size_bytes,
                sha256: row.sha256,
                mime: row.mime,
                created_at: row.at,
                ..info
            };
        }
        Ok(Opened { info, blobs: self.store().blobs().clone(), tenant: who.tenant })
    }

    pub(super) async fn seen_file(&self, who: &Principal, id: FileId) -> Result<FileRow> {
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
