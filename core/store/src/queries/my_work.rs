//! The work items that are somebody's to do, over all projects: where they stand. The items themselves come from
//! the one list of records, whose source is then their assignee.

use weir_model::Key;
use weir_model::id::{ProjectId, UserId};

use crate::sql::Sql;
use crate::{Result, Tx};

/// A status in which a person has items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRow {
    /// The project.
    pub project: ProjectId,
    /// The project's key.
    pub project_key: String,
    /// The project's name.
    pub project_name: String,
    /// The items' type.
    pub kind: Key,
    /// Their status.
    pub status: String,
}

/// In which statuses a person has items, in projects that are not archived: those that they are a member of, or
/// `everywhere`.
///
/// # Errors
/// When the database fails.
pub async fn held(tx: &Tx, user: UserId, everywhere: bool) -> Result<Vec<HeldRow>> {
    let mut sql = Sql::new(
        "select p.id, p.key, p.name, w.type, w.status from work_item w \
         join record r on r.tenant_id = w.tenant_id and r.form_id = w.form_id and r.id = w.id \
         join project p on p.tenant_id = w.tenant_id and p.id = w.project_id \
         where w.tenant_id = ? and w.assignee = ? and r.deleted_at is null and p.archived_at is null",
    )
    .bind(tx.tenant())
    .bind(user);
    if !everywhere {
        sql = sql
            .push(
                " and exists (select 1 from project_member m where m.tenant_id = w.tenant_id \
                 and m.project_id = w.project_id and m.user_id = ?)",
            )
            .bind(user);
    }
    let sql = sql.push(" group by p.id, p.key, p.name, w.type, w.status order by p.id, w.type, w.status");
    tx.read(sql, |row| {
        Ok(HeldRow {
            project: row.id("id", ProjectId::from_uuid)?,
            project_key: row.text("key")?,
            project_name: row.text("name")?,
            kind: row.parse("type")?,
            status: row.text("status")?,
        })
    })
    .await
}
