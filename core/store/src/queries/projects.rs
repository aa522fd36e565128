//! Projects and who is in them. What a role allows is decided elsewhere; here it is a word.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::Value as Json;
use weir_model::id::{InstanceId, ProjectId, UserId};

use crate::row::Row;
use crate::sql::{Sql, json};
use crate::{Error, Result, Tx};

/// A project.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectRow {
    /// Its id.
    pub id: ProjectId,
    /// Its immutable key, with which the numbers of its items begin.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Who answers for it.
    pub lead: UserId,
    /// The settings of its board.
    pub board: Json,
    /// When it was archived.
    pub archived_at: Option<Timestamp>,
    /// Its revision.
    pub rev: i64,
    /// When it was founded.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: UserId,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The instance whose approval founded it.
    pub instance: Option<InstanceId>,
}

const COLUMNS: &str = "id, key, name, description, lead, board, archived_at, rev, created_at, created_by, updated_at, instance_id";

fn read(row: &Row) -> Result<ProjectRow> {
    Ok(ProjectRow {
        id: row.id("id", ProjectId::from_uuid)?,
        key: row.text("key")?,
        name: row.text("name")?,
        description: row.text("description")?,
        lead: row.id("lead", UserId::from_uuid)?,
        board: row.json("board")?,
        archived_at: row.opt_instant("archived_at")?,
        rev: row.int("rev")?,
        created_at: row.instant("created_at")?,
        created_by: row.id("created_by", UserId::from_uuid)?,
        updated_at: row.instant("updated_at")?,
        instance: row.opt_id("instance_id", InstanceId::from_uuid)?,
    })
}

/// A member of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    /// Who.
    pub user: UserId,
    /// The word of their role.
    pub role: String,
    /// Since when.
    pub added_at: Timestamp,
}

/// Stores a new project.
///
/// # Errors
/// `Duplicate` when the key is taken, `Reference` when the lead does not exist.
pub async fn insert(tx: &Tx, project: &ProjectRow) -> Result<()> {
    let sql = Sql::new(format!(
        "insert into project (tenant_id, {COLUMNS}, next_number) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"
    ))
    .bind(tx.tenant())
    .bind(project.id)
    .bind(&project.key)
    .bind(&project.name)
    .bind(&project.description)
    .bind(project.lead)
    .bind(json(&project.board)?)
    .bind(project.archived_at)
    .bind(project.rev)
    .bind(project.created_at)
    .bind(project.created_by)
    .bind(project.updated_at)
    .bind(project.instance);
    tx.execute(sql).await.map(drop)
}

/// Replaces what may change of a project if nobody did since its revision.
///
/// # Errors
/// `NotFound`, `Conflict`.
pub async fn update(tx: &Tx, project: &ProjectRow) -> Result<()> {
    let sql = Sql::new(
        "update project set name = ?, description = ?, lead = ?, board = ?, archived_at = ?, updated_at = ?, \
         rev = rev + 1 where tenant_id = ? and id = ? and rev = ?",
    )
    .bind(&project.name)
    .bind(&project.description)
    .bind(project.lead)
    .bind(json(&project.board)?)
    .bind(project.archived_at)
    .bind(project.updated_at)
    .bind(tx.tenant())
    .bind(project.id)
    .bind(project.rev);
    if tx.execute(sql).await? == 1 {
        return Ok(());
    }
    Err(Error::Conflict { rev: get(tx, project.id).await?.rev })
}

/// A project of the tenant. Whether the caller may see it, their role in it tells.
///
/// # Errors
/// `NotFound`.
pub async fn get(tx: &Tx, id: ProjectId) -> Result<ProjectRow> {
    let sql = Sql::new(format!("select {COLUMNS} from project where tenant_id = ? and id = ?"))
        .bind(tx.tenant())
        .bind(id);
    read(&tx.one(sql).await?)
}

/// The project that an instance's approval founded. Whether the caller may see it, their role in it tells.
///
/// # Errors
/// When the database fails.
pub async fn of_instance(tx: &Tx, instance: InstanceId) -> Result<Option<ProjectRow>> {
    let sql = Sql::new(format!("select {COLUMNS} from project where tenant_id = ? and instance_id = ?"))
        .bind(tx.tenant())
        .bind(instance);
    Ok(tx.read(sql, read).await?.pop())
}

/// Which projects.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selection<'a> {
    /// Only those that this person is a member of.
    pub member: Option<UserId>,
    /// The archived ones instead of the others.
    pub archived: bool,
    /// A part of the key or name.
    pub q: Option<&'a str>,
    /// Behind this key.
    pub after: Option<&'a str>,
}

/// Projects by key.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &Tx, which: Selection<'_>, limit: u32) -> Result<Vec<ProjectRow>> {
    let archived = if which.archived { "is not null" } else { "is null" };
    let mut sql = Sql::new(format!(
        "select {COLUMNS} from project p where p.tenant_id = ? and p.archived_at {archived}"
    ))
    .bind(tx.tenant());
    if let Some(member) = which.member {
        sql = sql
            .push(
                " and exists (select 1 from project_member m where m.tenant_id = p.tenant_id \
                 and m.project_id = p.id and m.user_id = ?)",
            )
            .bind(member);
    }
    if let Some(q) = which.q {
        let part = q.to_lowercase();
        let contains = if tx.database() == crate::config::Database::Postgres { "strpos" } else { "instr" };
        sql = sql
            .push(&format!(" and ({contains}(lower(p.key), ?) > 0 or {contains}(lower(p.name), ?) > 0)"))
            .bind(&part)
            .bind(&part);
    }
    if let Some(after) = which.after {
        sql = sql.push(" and p.key > ?").bind(after);
    }
    tx.read(sql.push(" order by p.key").limit(limit), read).await
}

/// Whether a key is taken, however it is written.
///
/// # Errors
/// When the database fails.
pub async fn key_taken(tx: &Tx, key: &str) -> Result<bool> {
    let sql = Sql::new("select 1 as one from project where tenant_id = ? and lower(key) = ?")
        .bind(tx.tenant())
        .bind(key.to_lowercase());
    Ok(tx.optional(sql).await?.is_some())
}

/// The word of a person's role in a project; none for who is no member.
///
/// # Errors
/// When the database fails.
pub async fn role_of(tx: &Tx, project: ProjectId, user: UserId) -> Result<Option<String>> {
    let sql =
        Sql::new("select role from project_member where tenant_id = ? and project_id = ? and user_id = ?")
            .bind(tx.tenant())
            .bind(project)
            .bind(user);
    tx.optional(sql).await?.map(|row| row.text("role")).transpose()
}

/// The roles of a person in every project.
///
/// # Errors
/// When the database fails.
pub async fn roles_of(tx: &Tx, user: UserId) -> Result<Vec<(ProjectId, String)>> {
    let sql = Sql::new("select project_id, role from project_member where tenant_id = ? and user_id = ?")
        .bind(tx.tenant())
        .bind(user);
    tx.read(sql, |row| Ok((row.id("project_id", ProjectId::from_uuid)?, row.text("role")?))).await
}

/// Everybody in a project, the first ones first.
///
/// # Errors
/// When the database fails.
pub async fn members(tx: &Tx, project: ProjectId) -> Result<Vec<MemberRow>> {
    let sql = Sql::new(
        "select user_id, role, added_at from project_member where tenant_id = ? and project_id = ? \
         order by added_at, user_id",
    )
    .bind(tx.tenant())
    .bind(project);
    tx.read(sql, |row| {
        Ok(MemberRow {
            user: row.id("user_id", UserId::from_uuid)?,
            role: row.text("role")?,
            added_at: row.instant("added_at")?,
        })
    })
    .await
}

/// Takes somebody in, or gives them another role.
///
/// # Errors
/// `Reference` when there is no such person.
pub async fn put_member(tx: &Tx, project: ProjectId, member: &MemberRow) -> Result<()> {
    let sql = Sql::new(
        "insert into project_member (tenant_id, project_id, user_id, role, added_at) values (?, ?, ?, ?, ?) \
         on conflict (tenant_id, project_id, user_id) do update set role = excluded.role",
    )
    .bind(tx.tenant())
    .bind(project)
    .bind(member.user)
    .bind(&member.role)
    .bind(member.added_at);
    tx.execute(sql).await.map(drop)
}

/// Lets somebody go; tells whether they were there.
///
/// # Errors
/// When the database fails.
pub async fn remove_member(tx: &Tx, project: ProjectId, user: UserId) -> Result<bool> {
    let sql = Sql::new("delete from project_member where tenant_id = ? and project_id = ? and user_id = ?")
        .bind(tx.tenant())
        .bind(project)
        .bind(user);
    Ok(tx.execute(sql).await? == 1)
}

/// Holds a project until the transaction ends: whoever orders, counts or numbers its items waits in line.
///
/// # Errors
/// `NotFound`.
pub async fn lock(tx: &Tx, project: ProjectId) -> Result<()> {
    let sql = Sql::new("update project set next_number = next_number where tenant_id = ? and id = ?")
        .bind(tx.tenant())
        .bind(project);
    if tx.execute(sql).await? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// The number of the next item; the project is held as by [`lock`].
///
/// # Errors
/// `NotFound`.
pub async fn next_number(tx: &Tx, project: ProjectId) -> Result<i64> {
    let sql = Sql::new(
        "update project set next_number = next_number + 1 where tenant_id = ? and id = ? \
         returning next_number - 1 as number",
    )
    .bind(tx.tenant())
    .bind(project);
    tx.one(sql).await?.int("number")
}

/// The first of so many numbers of new items; the project is held as by [`lock`].
///
/// # Errors
/// `NotFound`.
pub async fn take_numbers(tx: &Tx, project: ProjectId, count: i64) -> Result<i64> {
    let sql = Sql::new(
        "update project set next_number = next_number + ? where tenant_id = ? and id = ? \
         returning next_number - ? as number",
    )
    .bind(count)
    .bind(tx.tenant())
    .bind(project)
    .bind(count);
    tx.one(sql).await?.int("number")
}

/// How many items of each type stand in each status, for some projects.
///
/// # Errors
/// When the database fails.
pub async fn status_counts(tx: &Tx, projects: &[ProjectId]) -> Result<Vec<(ProjectId, String, String, u64)>> {
    // All by their index, less the few in the recycle bin by theirs: no look at every item's record.
    let of = |tables: &str, state: &str| {
        Sql::new(format!(
            "select w.project_id, w.type, w.status, count(*) as n from {tables} where {state}w.tenant_id = ? \
             and w.project_id in "
        ))
        .bind(tx.tenant())
        .list(projects.iter().copied())
        .push(" group by w.project_id, w.type, w.status")
    };
    let all = tx.read(of("work_item w", ""), count).await?;
    let joined =
        "record r join work_item w on w.tenant_id = r.tenant_id and w.form_id = r.form_id and w.id = r.id";
    let binned =
        tx.read(of(joined, "r.deleted_at is not null and r.tenant_id = w.tenant_id and "), count).await?;
    let binned: HashMap<_, i64> = binned.into_iter().collect();
    let left = all.into_iter().map(|(at, n)| {
        let left = n - binned.get(&at).copied().unwrap_or_default();
        (at.0, at.1, at.2, u64::try_from(left).unwrap_or_default())
    });
    Ok(left.filter(|(.., n)| *n > 0).collect())
}

type Standing = (ProjectId, String, String);

fn count(row: &Row) -> Result<(Standing, i64)> {
    let at = (row.id("project_id", ProjectId::from_uuid)?, row.text("type")?, row.text("status")?);
    Ok((at, row.int("n")?))
}
