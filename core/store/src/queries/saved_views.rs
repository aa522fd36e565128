//! Views of lists that people keep. What a view shows is a document that the use cases understand.

use jiff::Timestamp;
use serde_json::Value as Json;
use weir_model::id::{FormId, ProjectId, SavedViewId, UserId};

use crate::row::Row;
use crate::sql::{Sql, json};
use crate::{Error, Result, Tx};

/// What a view is a view of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewOf {
    /// The records of a form.
    Form(FormId),
    /// The work items of a project.
    Project(ProjectId),
}

impl ViewOf {
    const fn form(self) -> Option<FormId> {
        match self {
            Self::Form(id) => Some(id),
            Self::Project(_) => None,
        }
    }

    const fn project(self) -> Option<ProjectId> {
        match self {
            Self::Project(id) => Some(id),
            Self::Form(_) => None,
        }
    }
}

/// A view.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedViewRow {
    /// Its id.
    pub id: SavedViewId,
    /// What it is a view of.
    pub of: ViewOf,
    /// Who keeps it.
    pub owner: UserId,
    /// Whether everybody who sees the list sees it.
    pub shared: bool,
    /// What its tab says.
    pub name: String,
    /// Which rows, in which order, drawn how.
    pub settings: Json,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Its revision.
    pub rev: i64,
}

const COLUMNS: &str =
    "id, form_id, project_id, owner_user, shared, name, settings, created_at, updated_at, rev";

fn read(row: &Row) -> Result<SavedViewRow> {
    let form = row.opt_id("form_id", FormId::from_uuid)?.map(ViewOf::Form);
    let project = row.opt_id("project_id", ProjectId::from_uuid)?.map(ViewOf::Project);
    Ok(SavedViewRow {
        id: row.id("id", SavedViewId::from_uuid)?,
        of: form.or(project).ok_or_else(|| Error::Corrupt("saved_view of nothing".to_owned()))?,
        owner: row.id("owner_user", UserId::from_uuid)?,
        shared: row.flag("shared")?,
        name: row.text("name")?,
        settings: row.json("settings")?,
        created_at: row.instant("created_at")?,
        updated_at: row.instant("updated_at")?,
        rev: row.int("rev")?,
    })
}

/// Stores a new view.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, view: &SavedViewRow) -> Result<()> {
    let sql = Sql::new(format!(
        "insert into saved_view (tenant_id, {COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ))
    .bind(tx.tenant())
    .bind(view.id)
    .bind(view.of.form())
    .bind(view.of.project())
    .bind(view.owner)
    .bind(view.shared)
    .bind(&view.name)
    .bind(json(&view.settings)?)
    .bind(view.created_at)
    .bind(view.updated_at)
    .bind(view.rev);
    tx.execute(sql).await.map(drop)
}

/// Replaces what may change of a view if nobody did since its revision.
///
/// # Errors
/// `NotFound`, `Conflict`.
pub async fn update(tx: &Tx, view: &SavedViewRow) -> Result<()> {
    let sql = Sql::new(
        "update saved_view set shared = ?, name = ?, settings = ?, updated_at = ?, rev = rev + 1 \
         where tenant_id = ? and id = ? and rev = ?",
    )
    .bind(view.shared)
    .bind(&view.name)
    .bind(json(&view.settings)?)
    .bind(view.updated_at)
    .bind(tx.tenant())
    .bind(view.id)
    .bind(view.rev);
    if tx.execute(sql).await? == 1 {
        return Ok(());
    }
    Err(Error::Conflict { rev: get(tx, view.id).await?.rev })
}

/// A view. Whether the caller may see it, its owner and its list tell.
///
/// # Errors
/// `NotFound`.
pub async fn get(tx: &Tx, id: SavedViewId) -> Result<SavedViewRow> {
    let sql = Sql::new(format!("select {COLUMNS} from saved_view where tenant_id = ? and id = ?"))
        .bind(tx.tenant())
        .bind(id);
    read(&tx.one(sql).await?)
}

/// The views of a list that a person sees: their own and the shared ones, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &Tx, of: ViewOf, reader: UserId) -> Result<Vec<SavedViewRow>> {
    let sql = of_list(
        Sql::new(format!("select {COLUMNS} from saved_view where tenant_id = ?")).bind(tx.tenant()),
        of,
    )
    .push(" and (shared or owner_user = ?) order by id")
    .bind(reader);
    tx.read(sql, read).await
}

/// How many views of a list a person keeps.
///
/// # Errors
/// When the database fails.
pub async fn kept_by(tx: &Tx, of: ViewOf, owner: UserId) -> Result<usize> {
    let sql =
        of_list(Sql::new("select count(*) as n from saved_view where tenant_id = ?").bind(tx.tenant()), of)
            .push(" and owner_user = ?")
            .bind(owner);
    Ok(usize::try_from(tx.one(sql).await?.int("n")?).unwrap_or_default())
}

/// Removes a view.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &Tx, id: SavedViewId) -> Result<()> {
    let sql = Sql::new("delete from saved_view where tenant_id = ? and id = ?").bind(tx.tenant()).bind(id);
    tx.execute(sql).await.map(drop)
}

fn of_list(sql: Sql, of: ViewOf) -> Sql {
    match of {
        ViewOf::Form(id) => sql.push(" and form_id = ?").bind(id),
        ViewOf::Project(id) => sql.push(" and project_id = ?").bind(id),
    }
}
