//! Writes an archive: tables into files aside, the manifest over them, then everything into the tar.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use futures::StreamExt;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tokio::io::AsyncWriteExt;
use weir_model::id::TenantId;
use weir_store::portable::catalogue::{self, Table};
use weir_store::portable::{Cell, PAGE_ROWS, Snapshot};

use super::manifest::{BlobPart, Manifest, TablePart, named_kind};
use super::{BackupError, Listener, Progress, Result, row};
use crate::context::App;

/// The table whose rows name blobs.
const FILES: [&str; 2] = ["file", "file_version"];

pub async fn pack(app: &App, file: &Path, listener: Listener<'_>) -> Result<Manifest> {
    if file.exists() {
        return Err(BackupError::Exists(file.to_owned()));
    }
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    // On the same disk, so that the finished archive is only renamed.
    let aside = tempfile::Builder::new()
        .prefix(".weir-backup-")
        .tempdir_in(folder)
        .map_err(BackupError::io(format!("cannot write to {}", folder.display())))?;
    let mut manifest = Manifest::new(app.now());
    dump(app, &aside, &mut manifest, listener).await?;
    copy_blobs(app, &aside, &mut manifest, listener).await?;
    let (manifest, target) = (manifest.clone(), file.to_owned());
    tokio::task::spawn_blocking(move || seal(&aside, &manifest, &target).map(|()| manifest)).await?
}

/// Every table in one unchanging picture.
async fn dump(app: &App, aside: &TempDir, manifest: &mut Manifest, listener: Listener<'_>) -> Result<()> {
    let snapshot = app.store().snapshot().await?;
    let tenants = snapshot.tenants().await?;
    for table in catalogue::tables() {
        let mut part = Part::create(aside.path().join(&table.name)).await?;
        if table.is_of_tenants() {
            for tenant in &tenants {
                dump_rows(&snapshot, &table, Some(*tenant), &mut part, manifest).await?;
            }
        } else {
            dump_rows(&snapshot, &table, None, &mut part, manifest).await?;
        }
        let (rows, bytes, sha256) = part.finish().await?;
        listener(Progress::Table { name: &table.name, rows });
        let columns = table.columns.iter().map(named_kind).collect();
        manifest.tables.push(TablePart { name: table.name, columns, rows, bytes, sha256 });
    }
    manifest.blobs.sort();
    manifest.blobs.dedup();
    Ok(())
}

async fn dump_rows(
    snapshot: &Snapshot,
    table: &Table,
    tenant: Option<TenantId>,
    part: &mut Part,
    manifest: &mut Manifest,
) -> Result<()> {
    let mut behind: Option<Vec<Cell>> = None;
    loop {
        let rows = snapshot.page(table, tenant, behind.as_deref()).await?;
        for row in &rows {
            part.write(&row::write(row)?).await?;
            if let Some(tenant) = tenant.filter(|_| FILES.contains(&table.name.as_str())) {
                manifest.blobs.push(blob_of(table, tenant, row)?);
            }
        }
        let full = rows.len() == PAGE_ROWS;
        behind = rows.into_iter().next_back();
        if !full {
            return Ok(());
        }
    }
}

fn blob_of(table: &Table, tenant: TenantId, row: &[Cell]) -> Result<BlobPart> {
    let of = |name: &str| table.columns.iter().zip(row).find(|(c, _)| c.name == name).map(|(_, cell)| cell);
    match (of("sha256"), of("size")) {
        (Some(Cell::Text(sha256)), Some(Cell::Integer(size))) => {
            Ok(BlobPart { tenant, sha256: sha256.clone(), bytes: u64::try_from(*size).unwrap_or_default() })
        }
        _ => Err(BackupError::damaged("a file without hash or size")),
    }
}

/// The bytes that the rows name. What is missing or rotten is told, and the rest is saved all the same.
async fn copy_blobs(
    app: &App,
    aside: &TempDir,
    manifest: &mut Manifest,
    listener: Listener<'_>,
) -> Result<()> {
    let named = std::mem::take(&mut manifest.blobs);
    let total = named.len() as u64;
    for (done, blob) in (1..).zip(named) {
        if copy_blob(app, aside, &blob).await? {
            manifest.blobs.push(blob);
        } else {
            manifest.lost_blobs.push(blob);
        }
        listener(Progress::Files { done, total });
    }
    Ok(())
}

async fn copy_blob(app: &App, aside: &TempDir, blob: &BlobPart) -> Result<bool> {
    let mut bytes = match app.store().blobs().get(blob.tenant, &blob.sha256).await {
        Ok((_, bytes)) => bytes,
        Err(weir_store::Error::NotFound) => return Ok(false),
        Err(other) => return Err(other.into()),
    };
    let mut part = Part::create(blob_aside(aside.path(), blob)).await?;
    while let Some(chunk) = bytes.next().await {
        part.write_bytes(&chunk?).await?;
    }
    let (_, size, sha256) = part.finish().await?;
    Ok(size == blob.bytes && sha256 == blob.sha256)
}

/// Where a blob waits until it is packed; table names have no dots.
fn blob_aside(aside: &Path, blob: &BlobPart) -> PathBuf {
    aside.join(format!("{}.{}", blob.tenant.uuid().simple(), blob.sha256))
}

/// A file that counts and hashes what is written to it.
struct Part {
    to: tokio::io::BufWriter<tokio::fs::File>,
    hash: Sha256,
    rows: u64,
    bytes: u64,
}

impl Part {
    async fn create(path: PathBuf) -> Result<Self> {
        let file = tokio::fs::File::create(&path).await.map_err(BackupError::io("cannot write"))?;
        Ok(Self { to: tokio::io::BufWriter::new(file), hash: Sha256::new(), rows: 0, bytes: 0 })
    }

    async fn write(&mut self, line: &str) -> Result<()> {
        self.rows += 1;
        self.write_bytes(line.as_bytes()).await
    }

    async fn write_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        self.to.write_all(bytes).await.map_err(BackupError::io("cannot write"))
    }

    async fn finish(mut self) -> Result<(u64, u64, String)> {
        self.to.flush().await.map_err(BackupError::io("cannot write"))?;
        Ok((self.rows, self.bytes, hex::encode(self.hash.finalize())))
    }
}

/// Packs what stands aside and gives the archive its name at last: a file of that name is always a whole one.
fn seal(aside: &TempDir, manifest: &Manifest, target: &Path) -> Result<()> {
    let whole = aside.path().join("archive.tar.gz");
    write_archive(aside.path(), manifest, &whole).map_err(BackupError::io("cannot write the archive"))?;
    if target.exists() {
        return Err(BackupError::Exists(target.to_owned()));
    }
    std::fs::rename(&whole, target)
        .and_then(|()| sync_folder(target))
        .map_err(BackupError::io(format!("cannot write {}", target.display())))
}

/// Makes the archive's name as safe on the disk as its bytes are, before anybody is told that there is a backup.
fn sync_folder(target: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        File::open(folder)?.sync_all()
    }
    // Elsewhere a folder cannot be opened to be synced.
    #[cfg(not(unix))]
    {
        let _ = target;
        Ok(())
    }
}

fn write_archive(aside: &Path, manifest: &Manifest, whole: &Path) -> io::Result<()> {
    let file = private(whole)?;
    let gzip = GzEncoder::new(BufWriter::new(file), Compression::default());
    let mut tar = tar::Builder::new(gzip);
    let text = serde_json::to_vec_pretty(manifest)?;
    append(&mut tar, "manifest.json", text.len() as u64, manifest, text.as_slice())?;
    for table in &manifest.tables {
        append(&mut tar, &table.path(), table.bytes, manifest, File::open(aside.join(&table.name))?)?;
    }
    for blob in &manifest.blobs {
        append(&mut tar, &blob.path(), blob.bytes, manifest, File::open(blob_aside(aside, blob))?)?;
        // As it goes, so that the disk holds every file once, not twice.
        std::fs::remove_file(blob_aside(aside, blob))?;
    }
    let mut buffered = tar.into_inner()?.finish()?;
    buffered.flush()?;
    buffered.get_ref().sync_all()
}

fn append(
    tar: &mut tar::Builder<impl Write>,
    path: &str,
    size: u64,
    manifest: &Manifest,
    bytes: impl io::Read,
) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o600);
    header.set_mtime(u64::try_from(manifest.created_at.as_second()).unwrap_or_default());
    tar.append_data(&mut header, path, bytes)
}

/// For its owner's eyes: the archive holds hashed passwords and everybody's data.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
