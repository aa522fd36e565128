//! Takes a file in: streamed to the blob store, told by its content, its uploader's until something takes it up.

use std::sync::Arc;

use bytes::Bytes;
use futures::{Stream, StreamExt};
use parking_lot::Mutex;
use weir_model::change::{Subject, Verb};
use weir_model::id::FileId;
use weir_model::limits::FILE_MAX_BYTES;
use weir_model::principal::Principal;
use weir_store::queries::files::{self, FileRow};

use super::{kind, name};
use crate::context::App;
use crate::dto::common::FileInfo;
use crate::error::{Error, Result};
use crate::records::file_info;

impl App {
    /// Stores a file.
    ///
    /// # Errors
    /// [`Error::TooLarge`] beyond [`FILE_MAX_BYTES`], [`Error::Invalid`] for an empty or a broken upload.
    pub async fn upload_file<S, E>(&self, who: &Principal, file_name: &str, bytes: S) -> Result<FileInfo>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: Send,
    {
        let head = Arc::new(Mutex::new(Vec::with_capacity(kind::HEAD_BYTES)));
        let looking = Arc::clone(&head);
        let bytes = bytes.inspect(move |chunk| {
            if let Ok(chunk) = chunk {
                let mut seen = looking.lock();
                let room = kind::HEAD_BYTES - seen.len();
                seen.extend_from_slice(&chunk[..chunk.len().min(room)]);
            }
        });
        let upload = self.new_id(|id| id);
        let stored = self.store().blobs().put(who.tenant, upload, bytes, FILE_MAX_BYTES).await?;
        if stored.size_bytes == 0 {
            return Err(Error::invalid("file", "file.empty"));
        }
        let mime = kind::of(&head.lock()).to_owned();
        let row = FileRow {
            id: self.new_id(FileId::from_uuid),
            sha256: stored.sha256,
            name: name::safe(file_name),
            size_bytes: stored.size_bytes,
            mime,
            owner: who.user,
            created_at: self.now(),
            attached: None,
        };
        let tx = self.write(who).await?;
        files::insert(&tx, &row).await?;
        tx.log(self.change(who, Subject::File, row.id.uuid(), Verb::Created)).await?;
        tx.commit().await?;
        Ok(file_info(row))
    }
}
