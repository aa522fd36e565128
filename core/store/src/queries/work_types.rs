//! Types of work items. Their definitions are documents that this crate neither reads nor judges.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use weir_model::Key;
use weir_model::id::{FormId, ProjectId};

use crate::row::Row;
use crate::sql::{Sql, json};
use crate::{Error, Result, Tx};

/// A type of work items in a project.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeRow<D> {
    /// Its immutable key.
    pub key: Key,
    /// The form of its custom fields.
    pub form: FormId,
    /// What it is.
    pub definition: D,
    /// Its place in the order.
    pub sort: i64,
    /// Its revision.
    pub rev: i64,
}

fn read<D: DeserializeOwned>(row: &Row) -> Result<TypeRow<D>> {
    Ok(TypeRow {
        key: row.parse("key")?,
        form: row.id("form_id", FormId::from_uuid)?,
        definition: row.json("definition")?,
        sort: row.int("sort")?,
        rev: row.int("rev")?,
    })
}

/// Stores a new type.
///
/// # Errors
/// `Duplicate` when the project has one of that key.
pub async fn insert<D: Serialize>(tx: &Tx, project: ProjectId, it: &TypeRow<D>) -> Result<()> {
    let sql = Sql::new(
        "insert into work_type (tenant_id, project_id, key, form_id, definition, sort, rev) \
         values (?, ?, ?, ?, ?, ?, 1)",
    )
    .bind(tx.tenant())
    .bind(project)
    .bind(it.key.as_str())
    .bind(it.form)
    .bind(json(&it.definition)?)
    .bind(it.sort);
    tx.execute(sql).await.map(drop)
}

/// Replaces a type's definition if nobody did since its revision.
///
/// # Errors
/// `NotFound`, `Conflict`.
pub async fn update<D: Serialize>(tx: &Tx, project: ProjectId, it: &TypeRow<D>) -> Result<()> {
    let sql = Sql::new(
        "update work_type set definition = ?, sort = ?, rev = rev + 1 \
         where tenant_id = ? and project_id = ? and key = ? and rev = ?",
    )
    .bind(json(&it.definition)?)
    .bind(it.sort)
    .bind(tx.tenant())
    .bind(project)
    .bind(it.key.as_str())
    .bind(it.rev);
    if tx.execute(sql).await? == 1 {
        return Ok(());
    }
    let sql = Sql::new("select rev from work_type where tenant_id = ? and project_id = ? and key = ?")
        .bind(tx.tenant())
        .bind(project)
        .bind(it.key.as_str());
    Err(Error::Conflict { rev: tx.one(sql).await?.int("rev")? })
}

/// The types of some projects, each with its project.
///
/// # Errors
/// When the database fails.
pub async fn of_projects<D: DeserializeOwned>(
    tx: &Tx,
    projects: &[ProjectId],
) -> Result<Vec<(ProjectId, TypeRow<D>)>> {
    let sql = Sql::new(
        "select project_id, key, form_id, definition, sort, rev from work_type \
         where tenant_id = ? and project_id in ",
    )
    .bind(tx.tenant())
    .list(projects.iter().copied());
    tx.read(sql, |row| Ok((row.id("project_id", ProjectId::from_uuid)?, read(row)?))).await
}

/// Removes a type that no item has.
///
/// # Errors
/// `Reference` while items have it.
pub async fn delete(tx: &Tx, project: ProjectId, key: &Key) -> Result<()> {
    let sql = Sql::new("delete from work_type where tenant_id = ? and project_id = ? and key = ?")
        .bind(tx.tenant())
        .bind(project)
        .bind(key.as_str());
    tx.execute(sql).await.map(drop)
}

/// The types of a project, in their order, each with the version in use of the form of its fields.
///
/// # Errors
/// When the database fails, `Corrupt` when a definition does not read as `D`.
pub async fn list<D: DeserializeOwned>(tx: &Tx, project: ProjectId) -> Result<Vec<(TypeRow<D>, u32)>> {
    let sql = Sql::new(
        "select t.key, t.form_id, t.definition, t.sort, t.rev, f.current_version from work_type t \
         join form f on f.tenant_id = t.tenant_id and f.id = t.form_id \
         where t.tenant_id = ? and t.project_id = ? order by t.sort, t.key",
    )
    .bind(tx.tenant())
    .bind(project);
    tx.read(sql, |row| {
        let version = u32::try_from(row.int("current_version")?);
        Ok((read(row)?, version.map_err(|_| Error::Corrupt("current_version".to_owned()))?))
    })
    .await
}

/// The project whose type's fields a form holds; none for a form that stands by itself.
///
/// # Errors
/// When the database fails.
pub async fn project_of_form(tx: &Tx, form: FormId) -> Result<Option<ProjectId>> {
    let sql = Sql::new("select project_id from work_type where tenant_id = ? and form_id = ?")
        .bind(tx.tenant())
        .bind(form);
    tx.optional(sql).await?.map(|row| row.id("project_id", ProjectId::from_uuid)).transpose()
}

/// Those of some forms that hold the fields of a type.
///
/// # Errors
/// When the database fails.
pub async fn among(tx: &Tx, forms: &BTreeSet<FormId>) -> Result<BTreeSet<FormId>> {
    let sql = Sql::new("select form_id from work_type where tenant_id = ? and form_id in ")
        .bind(tx.tenant())
        .list(forms.iter().copied());
    let rows = tx.read(sql, |row| row.id("form_id", FormId::from_uuid)).await?;
    Ok(rows.into_iter().collect())
}

/// The statuses in which items of a type stand, in the recycle bin too.
///
/// # Errors
/// When the database fails.
pub async fn statuses_in_use(tx: &Tx, project: ProjectId, key: &Key) -> Result<Vec<String>> {
    let sql = Sql::new(
        "select distinct status from work_item where tenant_id = ? and project_id = ? and type = ? order by status",
    )
    .bind(tx.tenant())
    .bind(project)
    .bind(key.as_str());
    tx.read(sql, |row| row.text("status")).await
}
