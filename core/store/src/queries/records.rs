//! One record: writing it with its slots, reading it within a scope.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Map, Value as Json};
use weir_model::filter::SlotValues;
use weir_model::id::{DepartmentId, FormId, InstanceId, RecordId, UserId};
use weir_model::limits::SLOTS_PER_KIND;
use weir_model::scope::RecordScope;

use super::record_sql::scope as within;
use super::search::{self, Place as Found};
use super::work_types;
use crate::row::Row;
use crate::sql::{Sql, json};
use crate::{Error, Result, Tx};

/// A record as it is stored, without its slots.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordRow {
    /// The record's id.
    pub id: RecordId,
    /// Its form.
    pub form: FormId,
    /// The form's version that it was written with.
    pub version: u32,
    /// What it is called.
    pub title: String,
    /// Its values by field key.
    pub data: Map<String, Json>,
    /// How its instance stands, in the API's word.
    pub status: Option<String>,
    /// Its serial number.
    pub serial: Option<String>,
    /// The department that it belongs to.
    pub department: Option<DepartmentId>,
    /// Who created it.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Its revision.
    pub rev: i64,
    /// The instance that it came from.
    pub instance: Option<InstanceId>,
    /// When it went to the recycle bin.
    pub deleted_at: Option<Timestamp>,
}

pub(super) const COLUMNS: &str = "record.id, record.form_id, record.version, record.title, record.data, \
     record.status, record.serial, record.department_id, record.created_by, record.created_at, \
     record.updated_at, record.rev, record.instance_id, record.deleted_at";

pub(super) fn read(row: &Row) -> Result<RecordRow> {
    Ok(RecordRow {
        id: row.id("id", RecordId::from_uuid)?,
        form: row.id("form_id", FormId::from_uuid)?,
        version: row.count("version")?,
        title: row.text("title")?,
        data: row.json("data")?,
        status: row.opt_text("status")?,
        serial: row.opt_text("serial")?,
        department: row.opt_id("department_id", DepartmentId::from_uuid)?,
        created_by: row.id("created_by", UserId::from_uuid)?,
        created_at: row.instant("created_at")?,
        updated_at: row.instant("updated_at")?,
        rev: row.int("rev")?,
        instance: row.opt_id("instance_id", InstanceId::from_uuid)?,
        deleted_at: row.opt_instant("deleted_at")?,
    })
}

/// What of a record follows from its data.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    /// The form's version that it is written with.
    pub version: u32,
    /// What it is called.
    pub title: &'a str,
    /// Its values by field key.
    pub data: &'a Map<String, Json>,
    /// Its serial number.
    pub serial: Option<&'a str>,
    /// Its slots.
    pub slots: &'a SlotValues,
}

/// A record to be created.
#[derive(Debug, Clone, Copy)]
pub struct NewRecord<'a> {
    /// Its id.
    pub id: RecordId,
    /// Its form.
    pub form: FormId,
    /// What follows from its data.
    pub content: Content<'a>,
    /// How its instance stands, in the API's word.
    pub status: Option<&'a str>,
    /// The department that it belongs to.
    pub department: Option<DepartmentId>,
    /// The instance that it comes from.
    pub instance: Option<InstanceId>,
    /// Who creates it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Creates a record.
///
/// # Errors
/// `Reference` when the form's version or the department does not exist.
pub async fn insert(tx: &Tx, record: NewRecord<'_>) -> Result<()> {
    insert_many(tx, &[record]).await
}

/// Records stored by one statement: below the places that any database allows in one.
const INSERTED_AT_ONCE: usize = 200;

/// Creates records.
///
/// # Errors
/// `Reference` when a form's version or a department does not exist.
pub async fn insert_many(tx: &Tx, records: &[NewRecord<'_>]) -> Result<()> {
    for some in records.chunks(INSERTED_AT_ONCE) {
        let mut sql = Sql::new(
            "insert into record (tenant_id, form_id, id, version, title, data, status, serial, department_id, \
             created_by, created_at, updated_by, updated_at, rev, instance_id",
        )
        .push(SLOT_COLUMNS)
        .push(") values ");
        for (n, record) in some.iter().enumerate() {
            sql = values(if n == 0 { sql } else { sql.push(", ") }, tx, record)?;
        }
        tx.execute(sql).await?;
    }
    // Not read back: a table that has just grown is unknown to PostgreSQL's planner, and reading many of its rows by
    // their ids then walks all of it.
    let forms: BTreeSet<FormId> = records.iter().map(|record| record.form).collect();
    let of_types = work_types::among(tx, &forms).await?;
    // An item's place is written next, and then it can be found.
    let plain = records.iter().filter(|record| !of_types.contains(&record.form));
    let entries: Vec<search::Entry> = plain
        .map(|record| {
            let names = [Some(record.content.title.to_owned()), record.content.serial.map(str::to_owned)];
            search::of_record((record.form, record.id.uuid()), names, record.by, record.department)
        })
        .collect();
    search::put_new(tx, &entries).await
}

fn values(sql: Sql, tx: &Tx, record: &NewRecord<'_>) -> Result<Sql> {
    let mut sql = sql
        .push("(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?")
        .bind(tx.tenant())
        .bind(record.form)
        .bind(record.id)
        .bind(record.content.version)
        .bind(record.content.title)
        .bind(json(record.content.data)?)
        .bind(record.status)
        .bind(record.content.serial)
        .bind(record.department)
        .bind(record.by)
        .bind(record.at)
        .bind(record.by)
        .bind(record.at)
        .bind(record.instance);
    for n in record.content.slots.n {
        sql = sql.push(", ?").bind(n);
    }
    for t in &record.content.slots.t {
        sql = sql.push(", ?").bind(t.as_deref());
    }
    Ok(sql.push(")"))
}

const SLOT_COLUMNS: &str = ", n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11, n12, \
     t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12";

/// Replaces a record's content if nobody did since `rev`.
///
/// # Errors
/// `NotFound`, `Conflict`.
pub async fn update(
    tx: &Tx,
    form: FormId,
    id: RecordId,
    rev: i64,
    content: Content<'_>,
    (by, at): (UserId, Timestamp),
) -> Result<()> {
    let mut sql = Sql::new(
        "update record set version = ?, title = ?, data = ?, serial = ?, updated_by = ?, updated_at = ?, \
         rev = rev + 1",
    )
    .bind(content.version)
    .bind(content.title)
    .bind(json(content.data)?)
    .bind(content.serial)
    .bind(by)
    .bind(at);
    for index in 0..SLOTS_PER_KIND {
        sql = sql.push(&format!(", n{} = ?", index + 1)).bind(content.slots.n[index]);
    }
    for index in 0..SLOTS_PER_KIND {
        sql = sql.push(&format!(", t{} = ?", index + 1)).bind(content.slots.t[index].as_deref());
    }
    let sql = sql
        .push(" where tenant_id = ? and form_id = ? and id = ? and rev = ? and deleted_at is null")
        .bind(tx.tenant())
        .bind(form)
        .bind(id)
        .bind(rev);
    changed(tx, form, id, sql).await?;
    search::follow_records(tx, &[id], Found::Newest).await
}

/// Gives a record another title if nobody changed it since `rev`; the rest stays.
///
/// # Errors
/// `NotFound`, `Conflict`.
pub async fn rename(
    tx: &Tx,
    (form, id): (FormId, RecordId),
    rev: i64,
    title: &str,
    (by, at): (UserId, Timestamp),
) -> Result<()> {
    let sql = Sql::new(
        "update record set title = ?, updated_by = ?, updated_at = ?, rev = rev + 1 \
         where tenant_id = ? and form_id = ? and id = ? and rev = ? and deleted_at is null",
    )
    .bind(title)
    .bind(by)
    .bind(at)
    .bind(tx.tenant())
    .bind(form)
    .bind(id)
    .bind(rev);
    changed(tx, form, id, sql).await
}

/// Notes how the record's instance stands.
///
/// # Errors
/// `NotFound`.
pub async fn set_status(tx: &Tx, form: FormId, id: RecordId, status: &str, at: Timestamp) -> Result<()> {
    let sql = Sql::new(
        "update record set status = ?, updated_at = ? where tenant_id = ? and form_id = ? and id = ?",
    )
    .bind(status)
    .bind(at)
    .bind(tx.tenant())
    .bind(form)
    .bind(id);
    changed(tx, form, id, sql).await
}

/// Moves a record to the recycle bin, or back when `deleted_at` is none.
///
/// # Errors
/// `NotFound`.
pub async fn set_deleted(
    tx: &Tx,
    form: FormId,
    id: RecordId,
    deleted_at: Option<Timestamp>,
    (by, at): (UserId, Timestamp),
) -> Result<()> {
    let sql = Sql::new(
        "update record set deleted_at = ?, updated_by = ?, updated_at = ?, rev = rev + 1 \
         where tenant_id = ? and form_id = ? and id = ?",
    )
    .bind(deleted_at)
    .bind(by)
    .bind(at)
    .bind(tx.tenant())
    .bind(form)
    .bind(id);
    changed(tx, form, id, sql).await
}

/// Moves records to the recycle bin; those that are there already stay as they are.
///
/// # Errors
/// When the database fails.
pub async fn bin_many(tx: &Tx, form: FormId, ids: &[RecordId], (by, at): (UserId, Timestamp)) -> Result<()> {
    let sql = Sql::new(
        "update record set deleted_at = ?, updated_by = ?, updated_at = ?, rev = rev + 1 \
         where tenant_id = ? and form_id = ? and deleted_at is null and id in ",
    )
    .bind(at)
    .bind(by)
    .bind(at)
    .bind(tx.tenant())
    .bind(form)
    .list(ids.iter().copied());
    tx.execute(sql).await?;
    search::follow_records(tx, ids, Found::Newest).await
}

async fn changed(tx: &Tx, form: FormId, id: RecordId, sql: Sql) -> Result<()> {
    if tx.execute(sql).await? == 1 {
        return Ok(());
    }
    let sql = Sql::new("select rev from record where tenant_id = ? and form_id = ? and id = ?")
        .bind(tx.tenant())
        .bind(form)
        .bind(id);
    Err(Error::Conflict { rev: tx.one(sql).await?.int("rev")? })
}

/// The form of a record, so that the right scope for reading it can be asked for. A work item is reached through
/// its project alone.
///
/// # Errors
/// `NotFound`, also for a work item.
pub async fn form_of(tx: &Tx, id: RecordId) -> Result<FormId> {
    let sql = Sql::new(
        "select form_id from record where tenant_id = ? and id = ? and not exists \
         (select 1 from work_item where work_item.tenant_id = record.tenant_id and work_item.id = record.id)",
    )
    .bind(tx.tenant())
    .bind(id);
    tx.one(sql).await?.id("form_id", FormId::from_uuid)
}

/// A record that the scope covers, from the recycle bin too.
///
/// # Errors
/// `NotFound`, also for a record that exists beyond the scope.
pub async fn get(tx: &Tx, form: FormId, id: RecordId, scope: &RecordScope) -> Result<RecordRow> {
    let sql =
        Sql::new(format!("select {COLUMNS} from record where tenant_id = ? and form_id = ? and id = ?"))
            .bind(tx.tenant())
            .bind(form)
            .bind(id);
    read(&tx.one(within(sql, scope)).await?)
}

/// Records of a form in the recycle bin that all the scopes cover, each with who put it there, the last deleted first,
/// behind one of them if given.
///
/// # Errors
/// When the database fails.
pub async fn deleted(
    tx: &Tx,
    form: FormId,
    scopes: &[RecordScope],
    after: Option<(Timestamp, RecordId)>,
    limit: u32,
) -> Result<Vec<(RecordRow, UserId)>> {
    // Nobody changes a record that lies there: its last change is the one that put it there.
    let mut sql = Sql::new(format!(
        "select {COLUMNS}, record.updated_by from record \
         where tenant_id = ? and form_id = ? and deleted_at is not null"
    ))
    .bind(tx.tenant())
    .bind(form);
    for scope in scopes {
        sql = within(sql, scope);
    }
    if let Some((at, id)) = after {
        sql = sql.push(" and (deleted_at, id) < (?, ?)").bind(at).bind(id);
    }
    let both = |row: &Row| Ok((read(row)?, row.id("updated_by", UserId::from_uuid)?));
    tx.read(sql.push(" order by deleted_at desc, id desc").limit(limit), both).await
}

/// Which form records belong to, who created them, and for which department; also those in the recycle bin.
///
/// # Errors
/// When the database fails.
pub async fn places(tx: &Tx, ids: &[RecordId]) -> Result<Vec<Place>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql =
        Sql::new("select id, form_id, created_by, department_id from record where tenant_id = ? and id in ")
            .bind(tx.tenant())
            .list(ids.iter().copied());
    tx.read(sql, |row| {
        Ok(Place {
            id: row.id("id", RecordId::from_uuid)?,
            form: row.id("form_id", FormId::from_uuid)?,
            created_by: row.id("created_by", UserId::from_uuid)?,
            department: row.opt_id("department_id", DepartmentId::from_uuid)?,
        })
    })
    .await
}

/// Where a record belongs: what data scopes ask about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The record.
    pub id: RecordId,
    /// Its form.
    pub form: FormId,
    /// Who created it.
    pub created_by: UserId,
    /// The department that it belongs to.
    pub department: Option<DepartmentId>,
}

/// Records that a scope covers, by id, those in the recycle bin left out; in no particular order.
///
/// # Errors
/// When the database fails.
pub async fn get_many(
    tx: &Tx,
    form: FormId,
    ids: &[RecordId],
    scope: &RecordScope,
) -> Result<Vec<RecordRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = Sql::new(format!(
        "select {COLUMNS} from record where tenant_id = ? and form_id = ? and deleted_at is null and id in "
    ))
    .bind(tx.tenant())
    .bind(form)
    .list(ids.iter().copied());
    tx.read(within(sql, scope), read).await
}

/// Records of a form that a scope covers, by title or serial number: each with both.
///
/// # Errors
/// When the database fails.
pub async fn called(
    tx: &Tx,
    form: FormId,
    names: &[String],
    scope: &RecordScope,
) -> Result<Vec<(RecordId, String, Option<String>)>> {
    if names.is_empty() || *scope == RecordScope::Nothing {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for column in ["title", "serial"] {
        let sql = Sql::new(format!(
            "select id, title, serial from record where tenant_id = ? and form_id = ? and deleted_at is null \
             and {column} in "
        ))
        .bind(tx.tenant())
        .bind(form)
        .list(names);
        let rows = tx.read(within(sql, scope), |row| {
            Ok((row.id("id", RecordId::from_uuid)?, row.text("title")?, row.opt_text("serial")?))
        });
        found.extend(rows.await?);
    }
    Ok(found)
}

/// Removes records that were created in this very transaction, and their unique values.
///
/// # Errors
/// When the database fails.
pub async fn take_back(tx: &Tx, form: FormId, ids: &[RecordId]) -> Result<()> {
    let sql = Sql::new("delete from record where tenant_id = ? and form_id = ? and id in ")
        .bind(tx.tenant())
        .bind(form)
        .list(ids.iter().copied());
    tx.execute(sql).await?;
    search::follow_records(tx, ids, Found::Newest).await
}

/// Titles of records by id, whatever form they belong to, for people who already see a reference to them.
///
/// # Errors
/// When the database fails.
pub async fn titles(tx: &Tx, ids: &[RecordId]) -> Result<Vec<(RecordId, FormId, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = Sql::new("select id, form_id, title from record where tenant_id = ? and id in ")
        .bind(tx.tenant())
        .list(ids.iter().copied());
    tx.read(sql, |row| {
        Ok((row.id("id", RecordId::from_uuid)?, row.id("form_id", FormId::from_uuid)?, row.text("title")?))
    })
    .await
}
