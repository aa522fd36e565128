//! The second factor of a platform administrator: the sealed secret of an authenticator app. There are no recovery
//! codes: who lost the app is helped by the operator, on the server itself.

use jiff::Timestamp;
use weir_model::id::PlatformAdminId;

use super::second_factor::FactorRow;
use crate::row::Row;
use crate::sql::Sql;
use crate::{Result, SystemRead, SystemTx};

const FACTOR: &str = "factor_secret, factor_confirmed_at, factor_last_step";

pub(super) fn factor(row: &Row) -> Result<Option<FactorRow>> {
    let Some(secret) = row.opt_text("factor_secret")? else { return Ok(None) };
    Ok(Some(FactorRow {
        secret,
        confirmed_at: row.opt_instant("factor_confirmed_at")?,
        last_step: row.int("factor_last_step")?,
    }))
}

/// Somebody's second factor, confirmed or only offered.
///
/// # Errors
/// When the database fails.
pub async fn get(system: &SystemRead, admin: PlatformAdminId) -> Result<Option<FactorRow>> {
    let sql = Sql::new(format!("select {FACTOR} from platform_admin where id = ?")).bind(admin);
    match system.optional(sql).await? {
        Some(row) => factor(&row),
        None => Ok(None),
    }
}

/// Keeps a new secret that does not count yet; tells whether it could, as one that counts is not replaced.
///
/// # Errors
/// When the database fails.
pub async fn offer(tx: &SystemTx, admin: PlatformAdminId, secret: &str) -> Result<bool> {
    let sql = Sql::new(
        "update platform_admin set factor_secret = ?, factor_last_step = 0 \
         where id = ? and factor_confirmed_at is null",
    )
    .bind(secret)
    .bind(admin);
    Ok(tx.execute(sql).await? == 1)
}

/// Lets the offered secret count from now on, its first code used; tells whether it was still the one on offer.
///
/// # Errors
/// When the database fails.
pub async fn confirm(
    tx: &SystemTx,
    admin: PlatformAdminId,
    secret: &str,
    step: i64,
    at: Timestamp,
) -> Result<bool> {
    let sql = Sql::new(
        "update platform_admin set factor_confirmed_at = ?, factor_last_step = ? \
         where id = ? and factor_secret = ? and factor_confirmed_at is null",
    )
    .bind(at)
    .bind(step)
    .bind(admin)
    .bind(secret);
    Ok(tx.execute(sql).await? == 1)
}

/// Uses the code of a step up; tells whether it still counted.
///
/// # Errors
/// When the database fails.
pub async fn use_step(tx: &SystemTx, admin: PlatformAdminId, step: i64) -> Result<bool> {
    let sql = Sql::new(
        "update platform_admin set factor_last_step = ? \
         where id = ? and factor_last_step < ? and factor_confirmed_at is not null",
    )
    .bind(step)
    .bind(admin)
    .bind(step);
    Ok(tx.execute(sql).await? == 1)
}

/// Takes it away; tells whether there was one that counted.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &SystemTx, admin: PlatformAdminId) -> Result<bool> {
    let sql = Sql::new(
        "update platform_admin set factor_secret = null where id = ? and factor_confirmed_at is null",
    );
    tx.execute(sql.bind(admin)).await?;
    let sql = Sql::new(
        "update platform_admin set factor_secret = null, factor_confirmed_at = null, factor_last_step = 0 \
         where id = ? and factor_confirmed_at is not null",
    );
    Ok(tx.execute(sql.bind(admin)).await? == 1)
}
