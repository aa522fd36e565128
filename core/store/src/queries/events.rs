//! The history of an instance: appended with each transition, never changed.

use jiff::Timestamp;
use serde_json::Value as Json;
use weir_model::id::{InstanceId, UserId};

use crate::row::Row;
use crate::sql::{Sql, json};
use crate::{Result, Tx};

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRow {
    /// Its place in the instance's history, from 1.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who; nobody for what the flow did by itself.
    pub actor: Option<UserId>,
    /// What kind, for whoever does not read the payload.
    pub kind: String,
    /// What happened, in the words of whoever wrote it.
    pub payload: Json,
}

fn read(row: &Row) -> Result<EventRow> {
    Ok(EventRow {
        seq: row.int("seq")?,
        at: row.instant("at")?,
        actor: row.opt_id("actor", UserId::from_uuid)?,
        kind: row.text("kind")?,
        payload: row.json("payload")?,
    })
}

/// Appends entries; their numbers follow [`last`].
///
/// # Errors
/// `Duplicate` when somebody appended meanwhile.
pub async fn append(tx: &Tx, instance: InstanceId, events: &[EventRow]) -> Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    let mut sql =
        Sql::new("insert into instance_event (tenant_id, instance_id, seq, at, actor, kind, payload) values");
    for (index, event) in events.iter().enumerate() {
        sql = sql
            .push(if index == 0 { " (?, ?, ?, ?, ?, ?, ?)" } else { ", (?, ?, ?, ?, ?, ?, ?)" })
            .bind(tx.tenant())
            .bind(instance)
            .bind(event.seq)
            .bind(event.at)
            .bind(event.actor)
            .bind(&event.kind)
            .bind(json(&event.payload)?);
    }
    tx.execute(sql).await.map(drop)
}

/// The number of the last entry, 0 before the first.
///
/// # Errors
/// When the database fails.
pub async fn last(tx: &Tx, instance: InstanceId) -> Result<i64> {
    let sql = Sql::new(
        "select coalesce(max(seq), 0) as seq from instance_event where tenant_id = ? and instance_id = ?",
    )
    .bind(tx.tenant())
    .bind(instance);
    tx.one(sql).await?.int("seq")
}

/// The whole history, in order.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &Tx, instance: InstanceId) -> Result<Vec<EventRow>> {
    let sql = Sql::new(
        "select seq, at, actor, kind, payload from instance_event where tenant_id = ? and instance_id = ? \
         order by seq",
    )
    .bind(tx.tenant())
    .bind(instance);
    tx.read(sql, read).await
}
