//! Flows: creating one on a form, publishing a version of it.

use jiff::Timestamp;
use serde::Serialize;
use weir_model::id::{FlowId, FormId, UserId};
use weir_model::{Key, LocalizedText};

use super::definitions::{Kind, insert_draft};
use super::forms::NewVersion;
use crate::sql::{Sql, json};
use crate::{Error, Result, Tx};

/// A flow to be created, with its first draft.
#[derive(Debug)]
pub struct NewFlow<'a, D> {
    /// Its id.
    pub id: FlowId,
    /// Its immutable key.
    pub key: &'a Key,
    /// The form that it starts from.
    pub form: FormId,
    /// Its name.
    pub name: &'a LocalizedText,
    /// An icon's name.
    pub icon: Option<&'a str>,
    /// The first draft.
    pub draft: &'a D,
    /// Who creates it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Creates a flow.
///
/// # Errors
/// `Duplicate` when the key is taken, `Reference` when there is no such form.
pub async fn insert<D: Serialize>(tx: &Tx, flow: NewFlow<'_, D>) -> Result<()> {
    let sql = Sql::new(
        "insert into flow (tenant_id, id, key, form_id, name, icon, current_version, archived, rev, created_at, \
         created_by, updated_at) values (?, ?, ?, ?, ?, ?, 0, false, 1, ?, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(flow.id)
    .bind(flow.key.as_str())
    .bind(flow.form)
    .bind(json(flow.name)?)
    .bind(flow.icon)
    .bind(flow.at)
    .bind(flow.by)
    .bind(flow.at);
    tx.execute(sql).await?;
    insert_draft(tx, Kind::Flow, flow.id.uuid(), flow.draft, flow.by, flow.at).await
}

/// Publishes a version, made for a version of its form.
///
/// # Errors
/// `Conflict` when somebody published meanwhile.
pub async fn publish<D: Serialize>(
    tx: &Tx,
    flow: FlowId,
    version: NewVersion<'_, D>,
    form_version: u32,
) -> Result<()> {
    let sql = Sql::new(
        "update flow set current_version = ?, name = ?, rev = rev + 1, updated_at = ? \
         where tenant_id = ? and id = ? and current_version = ?",
    )
    .bind(version.version)
    .bind(json(version.name)?)
    .bind(version.at)
    .bind(tx.tenant())
    .bind(flow)
    .bind(version.version.saturating_sub(1));
    if tx.execute(sql).await? != 1 {
        return Err(Error::Conflict { rev: 0 });
    }
    let sql = Sql::new(
        "insert into flow_version (tenant_id, flow_id, version, definition, form_version, published_at, \
         published_by, note) values (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(flow)
    .bind(version.version)
    .bind(json(version.definition)?)
    .bind(form_version)
    .bind(version.at)
    .bind(version.by)
    .bind(version.note);
    tx.execute(sql).await?;
    let sql =
        Sql::new("update flow_draft set base_version = ?, rev = rev + 1 where tenant_id = ? and flow_id = ?")
            .bind(version.version)
            .bind(tx.tenant())
            .bind(flow);
    tx.execute(sql).await.map(drop)
}

/// The form that each flow starts from.
///
/// # Errors
/// When the database fails.
pub async fn forms_of(tx: &Tx) -> Result<Vec<(FlowId, FormId)>> {
    let sql = Sql::new("select id, form_id from flow where tenant_id = ?").bind(tx.tenant());
    tx.read(sql, |row| Ok((row.id("id", FlowId::from_uuid)?, row.id("form_id", FormId::from_uuid)?))).await
}

/// The form that a flow starts from.
///
/// # Errors
/// `NotFound`.
pub async fn form_of(tx: &Tx, flow: FlowId) -> Result<FormId> {
    let sql =
        Sql::new("select form_id from flow where tenant_id = ? and id = ?").bind(tx.tenant()).bind(flow);
    tx.one(sql).await?.id("form_id", FormId::from_uuid)
}
