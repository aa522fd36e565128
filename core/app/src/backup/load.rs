//! Fills an empty server from a proven archive: the files first, then every row in one transaction.

use std::collections::BTreeSet;
use std::path::Path;

use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio_util::io::ReaderStream;
use uuid::Uuid;
use weir_model::id::TenantId;
use weir_store::portable::catalogue::{self, Column, Table};
use weir_store::portable::{BATCH_ROWS, Cell, Refill};

use super::manifest::{Manifest, TablePart};
use super::unpack::{Unpacked, unpack};
use super::{BackupError, Listener, Progress, Result, row};
use crate::context::App;

/// The table whose numbers go on behind those restored.
const CHANGE_LOG: &str = "change_log";

pub async fn restore(app: &App, file: &Path, listener: Listener<'_>) -> Result<Manifest> {
    // Asked before the long work, and once more in the transaction that fills it.
    if !app.store().refill().await?.is_empty().await? {
        return Err(BackupError::NotEmpty);
    }
    let (file, folder) = (file.to_owned(), app.settings().data_dir.clone());
    let unpacked = tokio::task::spawn_blocking(move || unpack(&file, &folder)).await??;
    listener(Progress::Verified);
    store_blobs(app, &unpacked, listener).await?;

    let refill = app.store().refill().await?;
    if !refill.is_empty().await? {
        return Err(BackupError::NotEmpty);
    }
    let tables = catalogue::tables();
    let mut last_change = 0;
    for table in &tables {
        let Some(part) = unpacked.manifest.tables.iter().find(|p| p.name == table.name) else { continue };
        let filled = fill(&refill, &unpacked, part, &tables).await.map_err(|why| within(part, why))?;
        if filled.rows != part.rows {
            return Err(BackupError::damaged(format!("the table {} lacks rows", part.name)));
        }
        last_change = last_change.max(filled.last_change);
        listener(Progress::Table { name: &part.name, rows: part.rows });
    }
    refill.commit(last_change).await?;
    app.store().optimized_or_told().await;
    Ok(unpacked.manifest)
}

fn within(part: &TablePart, why: BackupError) -> BackupError {
    use weir_store::Error as Store;
    match why {
        BackupError::Damaged(why) => BackupError::damaged(format!("the table {}: {why}", part.name)),
        BackupError::Store(why @ (Store::Duplicate { .. } | Store::Reference)) => {
            BackupError::damaged(format!("the table {}: {why}", part.name))
        }
        other => other,
    }
}

/// Files before rows: a row that is there always has its bytes. They are proved once more as they are stored.
async fn store_blobs(app: &App, unpacked: &Unpacked, listener: Listener<'_>) -> Result<()> {
    let total = unpacked.manifest.blobs.len() as u64;
    for (done, blob) in (1..).zip(&unpacked.manifest.blobs) {
        let file =
            tokio::fs::File::open(unpacked.blob(blob)).await.map_err(BackupError::io("cannot read"))?;
        let upload = app.new_id(|id| id);
        let stored =
            app.store().blobs().put(blob.tenant, upload, ReaderStream::new(file), blob.bytes).await?;
        if stored.sha256 != blob.sha256 {
            return Err(BackupError::damaged(format!("the part {} changed while it was read", blob.path())));
        }
        listener(Progress::Files { done, total });
    }
    Ok(())
}

#[derive(Default)]
struct Filled {
    rows: u64,
    last_change: i64,
}

async fn fill(refill: &Refill, unpacked: &Unpacked, part: &TablePart, tables: &[Table]) -> Result<Filled> {
    let (table, columns) = part.target(tables)?;
    let at = |name: &str| columns.iter().position(|c| c.name == name);
    let number = at("seq").filter(|_| table.name == CHANGE_LOG);
    let mut rows = Rows::open(unpacked, part, &columns).await?;
    let mut filled = Filled::default();
    if let Some(parent) = table.parent.as_deref().and_then(at) {
        // A tree: those above first. Such tables are small, departments of companies.
        let mut all = Vec::new();
        while let Some(row) = rows.next().await? {
            all.push(row);
        }
        let id = at("id").ok_or_else(|| BackupError::damaged("no ids"))?;
        filled.rows = all.len() as u64;
        for level in levels(all, id, parent)? {
            for row in level {
                refill.insert(&table, &columns, tenant_of(&row, at("tenant_id"))?, &[row]).await?;
            }
        }
        return Ok(filled);
    }
    let mut batch: Vec<Vec<Cell>> = Vec::with_capacity(BATCH_ROWS);
    let mut tenant = None;
    while let Some(row) = rows.next().await? {
        filled.rows += 1;
        if let Some(Cell::Integer(seq)) = number.and_then(|n| row.get(n)) {
            filled.last_change = filled.last_change.max(*seq);
        }
        let whose = tenant_of(&row, at("tenant_id"))?;
        if batch.len() == BATCH_ROWS || whose != tenant {
            refill.insert(&table, &columns, tenant, &batch).await?;
            batch.clear();
            tenant = whose;
        }
        batch.push(row);
    }
    refill.insert(&table, &columns, tenant, &batch).await?;
    Ok(filled)
}

fn tenant_of(row: &[Cell], at: Option<usize>) -> Result<Option<TenantId>> {
    match at.and_then(|at| row.get(at)) {
        None => Ok(None),
        Some(Cell::Uuid(id)) => Ok(Some(TenantId::from_uuid(*id))),
        Some(_) => Err(BackupError::damaged("a row without its tenant")),
    }
}

/// The rows of a tree, level by level.
fn levels(mut rows: Vec<Vec<Cell>>, id: usize, parent: usize) -> Result<Vec<Vec<Vec<Cell>>>> {
    let mut levels = Vec::new();
    let mut known: BTreeSet<Uuid> = BTreeSet::new();
    while !rows.is_empty() {
        let ready = |row: &Vec<Cell>| match &row[parent] {
            Cell::Uuid(above) => known.contains(above),
            _ => true,
        };
        let (level, rest): (Vec<_>, Vec<_>) = rows.into_iter().partition(ready);
        if level.is_empty() {
            return Err(BackupError::damaged("rows that stand below each other"));
        }
        known.extend(level.iter().filter_map(|row| match row[id] {
            Cell::Uuid(id) => Some(id),
            _ => None,
        }));
        levels.push(level);
        rows = rest;
    }
    Ok(levels)
}

/// The rows of a part, one after another.
struct Rows<'a> {
    lines: Lines<BufReader<tokio::fs::File>>,
    columns: &'a [Column],
    number: u64,
}

impl<'a> Rows<'a> {
    async fn open(unpacked: &Unpacked, part: &TablePart, columns: &'a [Column]) -> Result<Self> {
        let file = tokio::fs::File::open(unpacked.table(&part.name)).await;
        let file = file.map_err(BackupError::io("cannot read"))?;
        Ok(Self { lines: BufReader::new(file).lines(), columns, number: 0 })
    }

    async fn next(&mut self) -> Result<Option<Vec<Cell>>> {
        let line = self.lines.next_line().await.map_err(BackupError::io("cannot read"))?;
        let Some(line) = line else { return Ok(None) };
        self.number += 1;
        let at = |why: BackupError| BackupError::damaged(format!("row {}: {why}", self.number));
        row::read(&line, self.columns).map(Some).map_err(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_above_are_stored_first_and_a_circle_is_refused() {
        let row = |id: u128, above: Option<u128>| {
            let above = above.map_or(Cell::Null, |a| Cell::Uuid(Uuid::from_u128(a)));
            vec![Cell::Uuid(Uuid::from_u128(id)), above]
        };
        let found =
            levels(vec![row(3, Some(2)), row(2, Some(1)), row(1, None), row(4, Some(1))], 0, 1).unwrap();
        assert_eq!(
            found,
            [vec![row(1, None)], vec![row(2, Some(1)), row(4, Some(1))], vec![row(3, Some(2))]]
        );
        assert!(levels(vec![row(1, Some(2)), row(2, Some(1))], 0, 1).is_err());
    }
}
