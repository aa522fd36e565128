//! The bytes of files: content addressed, apart per tenant, streamed in and out.
//!
//! Knows no rights and no file rows: a caller who holds a row of its tenant may ask for its bytes.

use std::ops::Range;
use std::path::{Path as FsPath, PathBuf};
use std::pin::pin;
use std::sync::Arc;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt};
use jiff::Timestamp;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{GetOptions, ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use weir_model::id::TenantId;

use crate::{Error, Result};

/// Bytes gathered before they are handed to the blob store: fewer writes, still little memory per upload.
const PART_BYTES: usize = 256 * 1024;
/// Parts of one upload in flight before its sender waits.
const PARTS_IN_FLIGHT: usize = 2;

/// The blob store of a server.
#[derive(Debug, Clone)]
pub struct Blobs {
    root: PathBuf,
    files: Arc<dyn ObjectStore>,
}

/// What was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The hash of the bytes, lower-case hexadecimal; the bytes' address.
    pub sha256: String,
    /// How many there are.
    pub size_bytes: u64,
}

impl Blobs {
    /// The blob store in `data_dir/blobs`, made if missing.
    ///
    /// # Errors
    /// When the directory cannot be made.
    pub fn open(data_dir: &FsPath) -> Result<Self> {
        let root = data_dir.join("blobs");
        std::fs::create_dir_all(&root).map_err(unsynced)?;
        sync_folder(data_dir).map_err(unsynced)?;
        let files = LocalFileSystem::new_with_prefix(&root).map_err(refused)?.with_fsync(true);
        Ok(Self { root, files: Arc::new(files) })
    }

    /// Stores a stream of bytes, at most `limit_bytes` of them, on disk before it returns. `upload` is a new
    /// id that names the bytes until their hash is known.
    ///
    /// # Errors
    /// `TooLarge` beyond the limit, `UploadAborted` when the stream fails; nothing is kept then.
    pub async fn put<S, E>(
        &self,
        tenant: TenantId,
        upload: Uuid,
        bytes: S,
        limit_bytes: u64,
    ) -> Result<Stored>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
    {
        let staged = Path::from(format!("uploads/{}", upload.simple()));
        let writer = self.files.put_multipart(&staged).await.map_err(refused)?;
        let mut writer = WriteMultipart::new_with_chunk_size(writer, PART_BYTES);
        let (mut hasher, mut size) = (Sha256::new(), 0_u64);
        let mut bytes = pin!(bytes);
        let failed = loop {
            let Some(chunk) = bytes.next().await else { break None };
            let Ok(chunk) = chunk else { break Some(Error::UploadAborted) };
            size += chunk.len() as u64;
            if size > limit_bytes {
                break Some(Error::TooLarge { limit: limit_bytes });
            }
            hasher.update(&chunk);
            if let Err(e) = writer.wait_for_capacity(PARTS_IN_FLIGHT).await {
                break Some(refused(e));
            }
            writer.put(chunk);
        };
        if let Some(error) = failed {
            writer.abort().await.map_err(refused)?;
            return Err(error);
        }
        writer.finish().await.map_err(refused)?;
        let sha256 = hex::encode(hasher.finalize());
        // The same bytes twice are one blob: the second rename replaces it with itself.
        self.files.rename(&staged, &address(tenant, &sha256)?).await.map_err(refused)?;
        self.sync_folders(tenant).await?;
        Ok(Stored { sha256, size_bytes: size })
    }

    /// Stores a few bytes that are in memory already.
    ///
    /// # Errors
    /// When the blob store refuses.
    pub async fn put_bytes(&self, tenant: TenantId, bytes: Bytes) -> Result<Stored> {
        let sha256 = hex::encode(Sha256::digest(&bytes));
        let size_bytes = bytes.len() as u64;
        let at = address(tenant, &sha256)?;
        self.files.put(&at, PutPayload::from_bytes(bytes)).await.map_err(refused)?;
        self.sync_folders(tenant).await?;
        Ok(Stored { sha256, size_bytes })
    }

    /// Makes the folders above a blob's own safe on the disk. Whoever makes a folder syncs the one above it, but
    /// only afterwards: an upload that finds the folder there already must not return before that has happened.
    async fn sync_folders(&self, tenant: TenantId) -> Result<()> {
        let folders = [self.root.join(tenant.uuid().simple().to_string()), self.root.clone()];
        let synced = tokio::task::spawn_blocking(move || folders.iter().try_for_each(|f| sync_folder(f)));
        synced.await.map_err(std::io::Error::other).and_then(|done| done).map_err(unsynced)
    }

    /// The bytes behind a hash, as a stream, with their number.
    ///
    /// # Errors
    /// `NotFound` when there is no such blob.
    pub async fn get(
        &self,
        tenant: TenantId,
        sha256: &str,
    ) -> Result<(u64, BoxStream<'static, Result<Bytes>>)> {
        let found = self.files.get(&address(tenant, sha256)?).await.map_err(refused)?;
        let size = found.meta.size;
        Ok((size, found.into_stream().map(|chunk| chunk.map_err(refused)).boxed()))
    }

    /// Some of the bytes behind a hash, as a stream. A range that is not empty and begins within them; beyond their
    /// end there is nothing.
    ///
    /// # Errors
    /// `NotFound` when there is no such blob.
    pub async fn get_range(
        &self,
        tenant: TenantId,
        sha256: &str,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, Result<Bytes>>> {
        let options = GetOptions { range: Some(range.into()), ..GetOptions::default() };
        let found = self.files.get_opts(&address(tenant, sha256)?, options).await.map_err(refused)?;
        Ok(found.into_stream().map(|chunk| chunk.map_err(refused)).boxed())
    }

    /// Removes a blob that no file row names any more, unless the same bytes were stored again since `before`:
    /// then the row of that upload is on its way. One that is gone already is fine.
    ///
    /// # Errors
    /// When the blob store refuses.
    pub async fn delete(&self, tenant: TenantId, sha256: &str, before: Timestamp) -> Result<()> {
        let at = address(tenant, sha256)?;
        let gone = match self.files.head(&at).await {
            Ok(meta) if meta.last_modified.timestamp() >= before.as_second() => return Ok(()),
            Ok(_) => self.files.delete(&at).await,
            Err(e) => Err(e),
        };
        match gone {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(e) => Err(refused(e)),
        }
    }
}

/// Two levels, so that no directory grows without bound.
fn address(tenant: TenantId, sha256: &str) -> Result<Path> {
    // A hash comes from a row; anything else would be a path of somebody's making.
    if sha256.len() != 64 || !sha256.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Error::NotFound);
    }
    Ok(Path::from(format!("{}/{}/{sha256}", tenant.uuid().simple(), &sha256[..2])))
}

/// Makes the names in a folder safe on the disk.
fn sync_folder(folder: &FsPath) -> std::io::Result<()> {
    #[cfg(unix)]
    std::fs::File::open(folder)?.sync_all()?;
    // Elsewhere a folder cannot be opened to be synced, and its names need no such thing.
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

fn unsynced(e: std::io::Error) -> Error {
    Error::Blob(e.to_string())
}

fn refused(e: object_store::Error) -> Error {
    match e {
        object_store::Error::NotFound { .. } => Error::NotFound,
        other => Error::Blob(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(1));
    const OTHER: TenantId = TenantId::from_uuid(Uuid::from_u128(2));

    fn chunks(parts: &[&'static [u8]]) -> impl Stream<Item = Result<Bytes, ()>> + Send + use<> {
        futures::stream::iter(parts.iter().map(|p| Ok(Bytes::from_static(p))).collect::<Vec<_>>())
    }

    fn names(dir: &FsPath) -> Vec<String> {
        let mut found: Vec<_> = std::fs::read_dir(dir)
            .map(|d| d.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect())
            .unwrap_or_default();
        found.sort();
        found
    }

    #[tokio::test]
    async fn bytes_come_back_by_their_hash_within_their_tenant() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(dir.path()).unwrap();
        let stored = blobs.put(TENANT, Uuid::from_u128(9), chunks(&[b"ab", b"c"]), 3).await.unwrap();
        assert_eq!(stored.size_bytes, 3);
        assert!(stored.sha256.starts_with("ba7816bf"));
        assert_eq!(blobs.put_bytes(TENANT, Bytes::from_static(b"abc")).await.unwrap(), stored);

        let (size, bytes) = blobs.get(TENANT, &stored.sha256).await.unwrap();
        let bytes: Vec<Bytes> = bytes.map(|b| b.unwrap()).collect().await;
        assert_eq!((size, bytes.concat()), (3, b"abc".to_vec()));
        let part = blobs.get_range(TENANT, &stored.sha256, 1..3).await.unwrap();
        let part: Vec<Bytes> = part.map(|b| b.unwrap()).collect().await;
        assert_eq!(part.concat(), b"bc");

        assert!(matches!(blobs.get(OTHER, &stored.sha256).await, Err(Error::NotFound)));
        assert!(matches!(blobs.get(TENANT, "../../weir.db").await, Err(Error::NotFound)));
        blobs.delete(TENANT, &stored.sha256, Timestamp::UNIX_EPOCH).await.unwrap();
        assert!(blobs.get(TENANT, &stored.sha256).await.is_ok(), "stored again meanwhile");
        blobs.delete(TENANT, &stored.sha256, Timestamp::MAX).await.unwrap();
        blobs.delete(TENANT, &stored.sha256, Timestamp::MAX).await.unwrap();
        assert!(matches!(blobs.get(TENANT, &stored.sha256).await, Err(Error::NotFound)));
    }

    #[tokio::test]
    async fn an_upload_beyond_the_limit_or_broken_off_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(dir.path()).unwrap();
        let long = blobs.put(TENANT, Uuid::from_u128(9), chunks(&[b"abcd"]), 3).await;
        assert!(matches!(long, Err(Error::TooLarge { limit: 3 })));
        let broken = chunks(&[b"ab"]).chain(futures::stream::iter([Err(())]));
        let broken = blobs.put(TENANT, Uuid::from_u128(9), broken, 3).await;
        assert!(matches!(broken, Err(Error::UploadAborted)));
        assert_eq!(names(&dir.path().join("blobs/uploads")), Vec::<String>::new());
        assert_eq!(names(&dir.path().join("blobs")), ["uploads"]);
    }
}
