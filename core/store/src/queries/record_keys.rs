//! Values that no two records share, and serial numbers without gaps or repeats.

use weir_model::id::{FormId, RecordId};

use crate::sql::Sql;
use crate::{Result, Tx};

/// Claims a unique field's value for a record; the claim stands or falls with the transaction.
///
/// Returns false when another record holds the value.
///
/// # Errors
/// When the database fails.
pub async fn claim(tx: &Tx, form: FormId, field: &str, value: &str, record: RecordId) -> Result<bool> {
    let sql = Sql::new(
        "insert into record_unique (tenant_id, form_id, field, value, record_id) values (?, ?, ?, ?, ?) \
         on conflict (tenant_id, form_id, field, value) do nothing",
    )
    .bind(tx.tenant())
    .bind(form)
    .bind(field)
    .bind(value)
    .bind(record);
    if tx.execute(sql).await? == 1 {
        return Ok(true);
    }
    let sql = Sql::new(
        "select record_id from record_unique where tenant_id = ? and form_id = ? and field = ? and value = ?",
    )
    .bind(tx.tenant())
    .bind(form)
    .bind(field)
    .bind(value);
    Ok(tx.one(sql).await?.id("record_id", RecordId::from_uuid)? == record)
}

/// Which records hold values of a unique field.
///
/// # Errors
/// When the database fails.
pub async fn holders(
    tx: &Tx,
    form: FormId,
    field: &str,
    values: &[String],
) -> Result<Vec<(String, RecordId)>> {
    if values.is_empty() {
        return Ok(Vec::new());
    }
    let sql = Sql::new(
        "select value, record_id from record_unique where tenant_id = ? and form_id = ? and field = ? and value in ",
    )
    .bind(tx.tenant())
    .bind(form)
    .bind(field)
    .list(values);
    tx.read(sql, |row| Ok((row.text("value")?, row.id("record_id", RecordId::from_uuid)?))).await
}

/// Gives up every unique value that a record holds: before it claims others, or when it is deleted.
///
/// # Errors
/// When the database fails.
pub async fn release(tx: &Tx, form: FormId, record: RecordId) -> Result<()> {
    release_many(tx, form, &[record]).await
}

/// As [`release`], for several records.
///
/// # Errors
/// When the database fails.
pub async fn release_many(tx: &Tx, form: FormId, records: &[RecordId]) -> Result<()> {
    let sql = Sql::new("delete from record_unique where tenant_id = ? and form_id = ? and record_id in ")
        .bind(tx.tenant())
        .bind(form)
        .list(records.iter().copied());
    tx.execute(sql).await.map(drop)
}

/// The next number of a serial field in a period such as `2026` or `2026-11`, from 1.
///
/// # Errors
/// When the database fails.
pub async fn next_serial(tx: &Tx, form: FormId, field: &str, period: &str) -> Result<u64> {
    let sql = Sql::new(
        "insert into serial_counter (tenant_id, form_id, field, period, next_value) values (?, ?, ?, ?, 2) \
         on conflict (tenant_id, form_id, field, period) do update set next_value = serial_counter.next_value + 1 \
         returning next_value",
    )
    .bind(tx.tenant())
    .bind(form)
    .bind(field)
    .bind(period);
    let next = tx.one(sql).await?.int("next_value")?;
    Ok(u64::try_from(next).unwrap_or(1).saturating_sub(1))
}
