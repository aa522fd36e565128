//! The end of the recycle bin: records that were deleted long enough ago.
//!
//! A record that a flow carries stays for good, as its instance's history does.

use jiff::Timestamp;

use super::work_items;
use crate::sql::Sql;
use crate::{Result, Tx};

/// Removes up to `limit` records that went to the recycle bin before an instant, with their comments, and tells
/// how many. Their files belong to nothing afterwards.
///
/// # Errors
/// When the database fails.
pub async fn empty(tx: &Tx, before: Timestamp, limit: u32) -> Result<u64> {
    let sql = Sql::new(
        "select r.id from record r where r.tenant_id = ? and r.deleted_at < ? and not exists \
         (select 1 from instance i where i.tenant_id = r.tenant_id and i.form_id = r.form_id and i.record_id = r.id) \
         order by r.deleted_at",
    )
    .bind(tx.tenant())
    .bind(before)
    .limit(limit);
    let ids = tx.read(sql, |row| row.id("id", |id| id)).await?;
    if ids.is_empty() {
        return Ok(0);
    }
    let among = |text: &str| Sql::new(text).bind(tx.tenant()).list(ids.iter().copied());
    let comments = "select id from comment where tenant_id = ? and record_id in ";
    let loosen = "update file set attached_kind = null, attached_id = null where tenant_id = ? and ";
    let loosen_of_comments = Sql::new(format!("{loosen} attached_kind = 'comment' and attached_id in ("))
        .bind(tx.tenant())
        .append(among(comments))
        .push(")");
    tx.execute(loosen_of_comments).await?;
    tx.execute(among(&format!("{loosen} attached_kind = 'record' and attached_id in "))).await?;
    tx.execute(among("delete from comment where tenant_id = ? and record_id in ")).await?;
    work_items::forget(tx, &ids).await?;
    // The values of unique fields go with their record, and so does the place of a work item.
    tx.execute(among("delete from record where tenant_id = ? and id in ")).await
}
