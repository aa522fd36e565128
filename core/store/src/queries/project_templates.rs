//! Templates that projects are founded from. What a template holds is a document that the use cases understand.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use weir_model::id::{ProjectTemplateId, UserId};

use crate::row::Row;
use crate::sql::{Sql, json};
use crate::{Error, Result, Tx};

/// A template, without what it holds.
#[derive(Debug, Clone, PartialEq)]
pub struct TemplateRow {
    /// Its id.
    pub id: ProjectTemplateId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What lists show of it.
    pub preview: Json,
    /// Who made it.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// When its name or description last changed.
    pub updated_at: Timestamp,
    /// Its revision.
    pub rev: i64,
}

const COLUMNS: &str = "id, name, description, preview, created_by, created_at, updated_at, rev";

fn read(row: &Row) -> Result<TemplateRow> {
    Ok(TemplateRow {
        id: row.id("id", ProjectTemplateId::from_uuid)?,
        name: row.text("name")?,
        description: row.text("description")?,
        preview: row.json("preview")?,
        created_by: row.id("created_by", UserId::from_uuid)?,
        created_at: row.instant("created_at")?,
        updated_at: row.instant("updated_at")?,
        rev: row.int("rev")?,
    })
}

/// Stores a new template with what it holds.
///
/// # Errors
/// When the database fails.
pub async fn insert<D: Serialize>(tx: &Tx, template: &TemplateRow, content: &D) -> Result<()> {
    let sql = Sql::new(format!(
        "insert into project_template (tenant_id, {COLUMNS}, content) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ))
    .bind(tx.tenant())
    .bind(template.id)
    .bind(&template.name)
    .bind(&template.description)
    .bind(json(&template.preview)?)
    .bind(template.created_by)
    .bind(template.created_at)
    .bind(template.updated_at)
    .bind(template.rev)
    .bind(json(content)?);
    tx.execute(sql).await.map(drop)
}

/// Replaces a template's name and description if nobody did since its revision.
///
/// # Errors
/// `NotFound`, `Conflict`.
pub async fn update(tx: &Tx, template: &TemplateRow) -> Result<()> {
    let sql = Sql::new(
        "update project_template set name = ?, description = ?, updated_at = ?, rev = rev + 1 \
         where tenant_id = ? and id = ? and rev = ?",
    )
    .bind(&template.name)
    .bind(&template.description)
    .bind(template.updated_at)
    .bind(tx.tenant())
    .bind(template.id)
    .bind(template.rev);
    if tx.execute(sql).await? == 1 {
        return Ok(());
    }
    Err(Error::Conflict { rev: get(tx, template.id).await?.rev })
}

/// A template.
///
/// # Errors
/// `NotFound`.
pub async fn get(tx: &Tx, id: ProjectTemplateId) -> Result<TemplateRow> {
    let sql = Sql::new(format!("select {COLUMNS} from project_template where tenant_id = ? and id = ?"))
        .bind(tx.tenant())
        .bind(id);
    read(&tx.one(sql).await?)
}

/// What a template holds.
///
/// # Errors
/// `NotFound`; `Corrupt` when it does not read as `D`.
pub async fn content<D: DeserializeOwned>(tx: &Tx, id: ProjectTemplateId) -> Result<D> {
    let sql = Sql::new("select content from project_template where tenant_id = ? and id = ?")
        .bind(tx.tenant())
        .bind(id);
    tx.one(sql).await?.json("content")
}

/// Every template, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &Tx) -> Result<Vec<TemplateRow>> {
    let sql =
        Sql::new(format!("select {COLUMNS} from project_template where tenant_id = ? order by name, id"))
            .bind(tx.tenant());
    tx.read(sql, read).await
}

/// How many there are.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &Tx) -> Result<usize> {
    let sql = Sql::new("select count(*) as n from project_template where tenant_id = ?").bind(tx.tenant());
    Ok(usize::try_from(tx.one(sql).await?.int("n")?).unwrap_or_default())
}

/// Removes a template; tells whether it was there.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &Tx, id: ProjectTemplateId) -> Result<bool> {
    let sql =
        Sql::new("delete from project_template where tenant_id = ? and id = ?").bind(tx.tenant()).bind(id);
    Ok(tx.execute(sql).await? == 1)
}
