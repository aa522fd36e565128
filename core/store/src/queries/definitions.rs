//! Forms and flows alike: the thing that admins name, its one draft, and its published versions.
//!
//! The definitions themselves are documents that this crate neither reads nor judges.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use weir_model::id::{FormId, UserId};
use weir_model::{Key, LocalizedText};

use crate::row::Row;
use crate::sql::{Sql, json};
use crate::{Error, Result, Tx};

/// Which kind of definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A form.
    Form,
    /// A flow.
    Flow,
}

impl Kind {
    const fn table(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Flow => "flow",
        }
    }
}

/// What a list says of a form or flow.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// The form's or flow's id.
    pub id: Uuid,
    /// Its immutable key.
    pub key: Key,
    /// Its name, as last published or as given at creation.
    pub name: LocalizedText,
    /// An icon's name.
    pub icon: Option<String>,
    /// The published version, 0 before the first publication.
    pub current_version: u32,
    /// Whether the draft differs from the published version.
    pub draft: bool,
    /// The revision of the header.
    pub rev: i64,
}

/// The draft of a form or flow.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft<D> {
    /// What is drawn so far.
    pub definition: D,
    /// The published version that it started from, 0 for none.
    pub base_version: u32,
    /// Its revision.
    pub rev: i64,
    /// When it was last saved.
    pub updated_at: Timestamp,
    /// By whom.
    pub updated_by: UserId,
}

/// A published version, without its definition.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its number, from 1.
    pub version: u32,
    /// When it was published.
    pub published_at: Timestamp,
    /// By whom.
    pub published_by: UserId,
    /// What they noted.
    pub note: String,
}

/// Every form or flow that is not archived, by key. The forms of work item types belong to their projects.
///
/// # Errors
/// When the database fails.
pub async fn headers(tx: &Tx, kind: Kind) -> Result<Vec<Header>> {
    let sql = select_headers(kind).push(" and not h.archived").bind(tx.tenant());
    let sql = match kind {
        Kind::Form => sql.push(
            " and not exists (select 1 from work_type t where t.tenant_id = h.tenant_id and t.form_id = h.id)",
        ),
        Kind::Flow => sql,
    };
    let sql = sql.push(" order by h.key");
    tx.read(sql, read_header).await
}

/// A form or flow by its names alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// The form's or flow's id.
    pub id: Uuid,
    /// Its immutable key.
    pub key: Key,
    /// Its name, as last published.
    pub name: LocalizedText,
    /// An icon's name.
    pub icon: Option<String>,
    /// The published version.
    pub current_version: u32,
    /// The form that it is, or starts from.
    pub form: FormId,
}

/// The published forms or flows of [`headers`] by their names alone, by key: no definition is looked at.
///
/// # Errors
/// When the database fails.
pub async fn names(tx: &Tx, kind: Kind) -> Result<Vec<Named>> {
    let (table, form) = (kind.table(), if kind == Kind::Form { "id" } else { "form_id" });
    let of_types = match kind {
        Kind::Form => {
            " and not exists (select 1 from work_type t where t.tenant_id = h.tenant_id and t.form_id = h.id)"
        }
        Kind::Flow => "",
    };
    let sql = Sql::new(format!(
        "select h.id, h.key, h.name, h.icon, h.current_version, h.{form} as form from {table} h \
         where h.tenant_id = ? and not h.archived and h.current_version > 0{of_types} order by h.key"
    ))
    .bind(tx.tenant());
    tx.read(sql, |row| {
        Ok(Named {
            id: row.id("id", |id| id)?,
            key: row.parse("key")?,
            name: row.json("name")?,
            icon: row.opt_text("icon")?,
            current_version: row.count("current_version")?,
            form: row.id("form", FormId::from_uuid)?,
        })
    })
    .await
}

/// The form or flow of that id.
///
/// # Errors
/// `NotFound`.
pub async fn header(tx: &Tx, kind: Kind, id: Uuid) -> Result<Header> {
    let sql = select_headers(kind).push(" and h.id = ?").bind(tx.tenant()).bind(id);
    read_header(&tx.one(sql).await?)
}

/// The form or flow of that key.
///
/// # Errors
/// `NotFound`.
pub async fn header_by_key(tx: &Tx, kind: Kind, key: &Key) -> Result<Header> {
    let sql = select_headers(kind).push(" and h.key = ?").bind(tx.tenant()).bind(key.as_str());
    read_header(&tx.one(sql).await?)
}

fn select_headers(kind: Kind) -> Sql {
    let table = kind.table();
    Sql::new(format!(
        "select h.id, h.key, h.name, h.icon, h.current_version, h.rev, \
         (v.definition is null or d.definition <> v.definition) as draft \
         from {table} h \
         join {table}_draft d on d.tenant_id = h.tenant_id and d.{table}_id = h.id \
         left join {table}_version v on v.tenant_id = h.tenant_id and v.{table}_id = h.id \
         and v.version = h.current_version \
         where h.tenant_id = ?"
    ))
}

fn read_header(row: &Row) -> Result<Header> {
    Ok(Header {
        id: row.id("id", |id| id)?,
        key: row.parse("key")?,
        name: row.json("name")?,
        icon: row.opt_text("icon")?,
        current_version: row.count("current_version")?,
        draft: row.flag("draft")?,
        rev: row.int("rev")?,
    })
}

/// The draft of a form or flow.
///
/// # Errors
/// `NotFound`, `Corrupt` when the document does not read as `D`.
pub async fn draft<D: DeserializeOwned>(tx: &Tx, kind: Kind, id: Uuid) -> Result<Draft<D>> {
    let table = kind.table();
    let sql = Sql::new(format!(
        "select definition, base_version, rev, updated_at, updated_by from {table}_draft \
         where tenant_id = ? and {table}_id = ?"
    ))
    .bind(tx.tenant())
    .bind(id);
    let row = tx.one(sql).await?;
    Ok(Draft {
        definition: row.json("definition")?,
        base_version: row.count("base_version")?,
        rev: row.int("rev")?,
        updated_at: row.instant("updated_at")?,
        updated_by: row.id("updated_by", UserId::from_uuid)?,
    })
}

/// Writes the first draft of a form or flow that was just created.
///
/// # Errors
/// When the database fails.
pub async fn insert_draft<D: Serialize>(
    tx: &Tx,
    kind: Kind,
    id: Uuid,
    definition: &D,
    by: UserId,
    at: Timestamp,
) -> Result<()> {
    let table = kind.table();
    let sql = Sql::new(format!(
        "insert into {table}_draft (tenant_id, {table}_id, definition, base_version, rev, updated_at, updated_by) \
         values (?, ?, ?, 0, 1, ?, ?)"
    ))
    .bind(tx.tenant())
    .bind(id)
    .bind(json(definition)?)
    .bind(at)
    .bind(by);
    tx.execute(sql).await.map(drop)
}

/// Replaces the draft if nobody did since `rev`.
///
/// # Errors
/// `NotFound`, `Conflict`.
pub async fn save_draft<D: Serialize>(
    tx: &Tx,
    kind: Kind,
    id: Uuid,
    rev: i64,
    (definition, base_version): (&D, u32),
    (by, at): (UserId, Timestamp),
) -> Result<()> {
    let table = kind.table();
    let sql = Sql::new(format!(
        "update {table}_draft set definition = ?, base_version = ?, rev = rev + 1, updated_at = ?, updated_by = ? \
         where tenant_id = ? and {table}_id = ? and rev = ?"
    ))
    .bind(json(definition)?)
    .bind(base_version)
    .bind(at)
    .bind(by)
    .bind(tx.tenant())
    .bind(id)
    .bind(rev);
    if tx.execute(sql).await? == 1 {
        return Ok(());
    }
    let found = Sql::new(format!("select rev from {table}_draft where tenant_id = ? and {table}_id = ?"))
        .bind(tx.tenant())
        .bind(id);
    Err(Error::Conflict { rev: tx.one(found).await?.int("rev")? })
}

/// Published versions, the newest first, below `before` if given.
///
/// # Errors
/// When the database fails.
pub async fn versions(
    tx: &Tx,
    kind: Kind,
    id: Uuid,
    before: Option<u32>,
    limit: u32,
) -> Result<Vec<Version>> {
    let table = kind.table();
    let sql = Sql::new(format!(
        "select version, published_at, published_by, note from {table}_version \
         where tenant_id = ? and {table}_id = ? and version < ? order by version desc"
    ))
    .bind(tx.tenant())
    .bind(id)
    .bind(before.unwrap_or(u32::MAX))
    .limit(limit);
    tx.read(sql, read_version).await
}

/// One published version with its definition.
///
/// # Errors
/// `NotFound`, `Corrupt` when the document does not read as `D`.
pub async fn version<D: DeserializeOwned>(
    tx: &Tx,
    kind: Kind,
    id: Uuid,
    version: u32,
) -> Result<(Version, D)> {
    let table = kind.table();
    let sql = Sql::new(format!(
        "select version, published_at, published_by, note, definition from {table}_version \
         where tenant_id = ? and {table}_id = ? and version = ?"
    ))
    .bind(tx.tenant())
    .bind(id)
    .bind(version);
    let row = tx.one(sql).await?;
    Ok((read_version(&row)?, row.json("definition")?))
}

/// The definitions of every published version, the oldest first: keys of all of them stay reserved.
///
/// # Errors
/// When the database fails, `Corrupt` when a document does not read as `D`.
pub async fn every_version<D: DeserializeOwned>(tx: &Tx, kind: Kind, id: Uuid) -> Result<Vec<D>> {
    let table = kind.table();
    let sql = Sql::new(format!(
        "select definition from {table}_version where tenant_id = ? and {table}_id = ? order by version"
    ))
    .bind(tx.tenant())
    .bind(id);
    tx.read(sql, |row| row.json("definition")).await
}

fn read_version(row: &Row) -> Result<Version> {
    Ok(Version {
        version: row.count("version")?,
        published_at: row.instant("published_at")?,
        published_by: row.id("published_by", UserId::from_uuid)?,
        note: row.text("note")?,
    })
}
