//! What stands in an archive, with the hashes that prove it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use weir_model::id::TenantId;
use weir_store::portable::catalogue::{self, Column, Kind, Table};

use super::{BackupError, Result};

/// The archive's own format; rises when an older program could no longer read a newer archive.
pub const FORMAT: u32 = 1;
/// What the manifest calls itself.
const PRODUCT: &str = "weir-backup";

/// An archive's first part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// That it is one.
    pub product: String,
    /// The archive's format.
    pub format: u32,
    /// The program that wrote it.
    pub version: String,
    /// The last migration of the database that it came from.
    pub schema: String,
    /// The instant whose state it holds.
    pub created_at: Timestamp,
    /// The tables, in the order in which they are restored.
    pub tables: Vec<TablePart>,
    /// The files, by tenant and hash.
    pub blobs: Vec<BlobPart>,
    /// Files whose bytes were missing or damaged already when the backup was made.
    pub lost_blobs: Vec<BlobPart>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePart {
    /// Its name.
    pub name: String,
    /// Its columns with their kinds: `id:uuid`.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: u64,
    /// Bytes of its part.
    pub bytes: u64,
    /// The part's SHA-256, in hexadecimal.
    pub sha256: String,
}

/// A file's bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BlobPart {
    /// Whose it is.
    pub tenant: TenantId,
    /// Their SHA-256, in hexadecimal, which is also their name.
    pub sha256: String,
    /// How many there are.
    pub bytes: u64,
}

impl BlobPart {
    /// Where it stands in the archive.
    pub fn path(&self) -> String {
        format!("blobs/{}/{}", self.tenant.uuid().simple(), self.sha256)
    }

    fn is_well_formed(&self) -> bool {
        self.sha256.len() == 64
            && self.sha256.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    }
}

impl TablePart {
    /// Where it stands in the archive.
    pub fn path(&self) -> String {
        format!("tables/{}.jsonl", self.name)
    }

    /// The table that it restores, and those of the table's columns that it holds.
    ///
    /// # Errors
    /// When this program knows no such table or column.
    pub fn target(&self, tables: &[Table]) -> Result<(Table, Vec<Column>)> {
        let unknown = |what: &str| BackupError::damaged(format!("unknown {what} in the table {}", self.name));
        let table = tables.iter().find(|t| t.name == self.name).ok_or_else(|| unknown("name"))?;
        let column = |named: &String| {
            table.columns.iter().find(|c| named_kind(c) == *named).cloned().ok_or_else(|| unknown("column"))
        };
        Ok((table.clone(), self.columns.iter().map(column).collect::<Result<_>>()?))
    }
}

impl Manifest {
    pub(super) fn new(created_at: Timestamp) -> Self {
        Self {
            product: PRODUCT.to_owned(),
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            schema: catalogue::versions().last().copied().unwrap_or_default().to_owned(),
            created_at,
            tables: Vec::new(),
            blobs: Vec::new(),
            lost_blobs: Vec::new(),
        }
    }

    /// Reads a manifest and checks that this program can restore what it tells of.
    ///
    /// # Errors
    /// `NotABackup`, `Newer`, `Damaged`.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        #[derive(Deserialize)]
        struct Claim {
            product: String,
            format: u32,
            version: String,
        }
        // First what says which format this is: a newer one may have another shape.
        let claim: Claim = serde_json::from_slice(bytes)
            .map_err(|e| BackupError::NotABackup(format!("its manifest: {e}")))?;
        if claim.product != PRODUCT {
            return Err(BackupError::NotABackup(format!("it calls itself {:?}", claim.product)));
        }
        if claim.format > FORMAT {
            return Err(BackupError::Newer(claim.version));
        }
        let manifest: Self =
            serde_json::from_slice(bytes).map_err(|e| BackupError::damaged(format!("its manifest: {e}")))?;
        if !catalogue::versions().contains(&manifest.schema.as_str()) {
            return Err(BackupError::Newer(manifest.version));
        }
        if !manifest.blobs.iter().chain(&manifest.lost_blobs).all(BlobPart::is_well_formed) {
            return Err(BackupError::damaged("its manifest names a file by something else than its hash"));
        }
        let tables = catalogue::tables();
        for part in &manifest.tables {
            part.target(&tables)?;
        }
        Ok(manifest)
    }
}

/// `id:uuid`.
pub(super) fn named_kind(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Uuid => "uuid",
        Kind::Integer => "integer",
        Kind::Boolean => "boolean",
        Kind::Text => "text",
    };
    format!("{}:{kind}", column.name)
}
