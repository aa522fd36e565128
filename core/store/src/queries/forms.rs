//! Forms: creating one, publishing a version of it, and what lists need to know of it.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use weir_model::id::{FormId, UserId};
use weir_model::{Key, LocalizedText};

use super::definitions::{Kind, insert_draft};
use crate::sql::{Sql, json};
use crate::{Error, Result, Tx};

/// A form to be created, with its first draft.
#[derive(Debug)]
pub struct NewForm<'a, D> {
    /// Its id.
    pub id: FormId,
    /// Its immutable key.
    pub key: &'a Key,
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

/// A version to be published.
#[derive(Debug)]
pub struct NewVersion<'a, D> {
    /// Its number: one more than the current.
    pub version: u32,
    /// The definition.
    pub definition: &'a D,
    /// The name that the definition carries.
    pub name: &'a LocalizedText,
    /// What is new.
    pub note: &'a str,
    /// Who publishes it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Creates a form.
///
/// # Errors
/// `Duplicate` when the key is taken.
pub async fn insert<D: Serialize>(tx: &Tx, form: NewForm<'_, D>) -> Result<()> {
    let sql = Sql::new(
        "insert into form (tenant_id, id, key, name, icon, current_version, slot_map, archived, rev, created_at, \
         created_by, updated_at) values (?, ?, ?, ?, ?, 0, '{}', false, 1, ?, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(form.id)
    .bind(form.key.as_str())
    .bind(json(form.name)?)
    .bind(form.icon)
    .bind(form.at)
    .bind(form.by)
    .bind(form.at);
    tx.execute(sql).await?;
    insert_draft(tx, Kind::Form, form.id.uuid(), form.draft, form.by, form.at).await
}

/// Publishes a version and the slots that its fields are mapped to.
///
/// # Errors
/// `Conflict` when somebody published meanwhile.
pub async fn publish<D: Serialize, S: Serialize>(
    tx: &Tx,
    form: FormId,
    version: NewVersion<'_, D>,
    slot_map: &S,
) -> Result<()> {
    let sql = Sql::new(
        "update form set current_version = ?, slot_map = ?, name = ?, rev = rev + 1, updated_at = ? \
         where tenant_id = ? and id = ? and current_version = ?",
    )
    .bind(version.version)
    .bind(json(slot_map)?)
    .bind(json(version.name)?)
    .bind(version.at)
    .bind(tx.tenant())
    .bind(form)
    .bind(version.version.saturating_sub(1));
    if tx.execute(sql).await? != 1 {
        return Err(Error::Conflict { rev: 0 });
    }
    let sql = Sql::new(
        "insert into form_version (tenant_id, form_id, version, definition, published_at, published_by, note) \
         values (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(form)
    .bind(version.version)
    .bind(json(version.definition)?)
    .bind(version.at)
    .bind(version.by)
    .bind(version.note);
    tx.execute(sql).await?;
    let sql =
        Sql::new("update form_draft set base_version = ?, rev = rev + 1 where tenant_id = ? and form_id = ?")
            .bind(version.version)
            .bind(tx.tenant())
            .bind(form);
    tx.execute(sql).await.map(drop)
}

/// Takes a form out of use: lists leave it out, its records and versions stay.
///
/// # Errors
/// When the database fails.
pub async fn archive(tx: &Tx, form: FormId) -> Result<()> {
    let sql = Sql::new("update form set archived = true, rev = rev + 1 where tenant_id = ? and id = ?")
        .bind(tx.tenant())
        .bind(form);
    tx.execute(sql).await.map(drop)
}

/// The slots that a form's fields are mapped to; nothing before the first publication.
///
/// # Errors
/// `NotFound`, `Corrupt`.
pub async fn slot_map<S: DeserializeOwned>(tx: &Tx, form: FormId) -> Result<S> {
    let sql =
        Sql::new("select slot_map from form where tenant_id = ? and id = ?").bind(tx.tenant()).bind(form);
    tx.one(sql).await?.json("slot_map")
}

/// The keys of the published flows on each form.
///
/// # Errors
/// When the database fails.
pub async fn flow_keys(tx: &Tx) -> Result<Vec<(FormId, Key)>> {
    let sql = Sql::new("select form_id, key from flow where tenant_id = ? and not archived order by key")
        .bind(tx.tenant());
    tx.read(sql, |row| Ok((row.id("form_id", FormId::from_uuid)?, row.parse("key")?))).await
}
