//! Second factors: the sealed secret of an authenticator app, and recovery codes by their hashes.

use jiff::Timestamp;
use weir_model::id::UserId;

use crate::sql::Sql;
use crate::{Result, Tx};

/// A person's second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorRow {
    /// The sealed secret.
    pub secret: String,
    /// When a code proved that the app has it; none while it does not count yet.
    pub confirmed_at: Option<Timestamp>,
    /// The step of the code that was used last: neither it nor one before counts again.
    pub last_step: i64,
}

/// A person's second factor.
///
/// # Errors
/// When the database fails.
pub async fn get(tx: &Tx, user: UserId) -> Result<Option<FactorRow>> {
    let sql = Sql::new(
        "select secret, confirmed_at, last_step from second_factor where tenant_id = ? and user_id = ?",
    )
    .bind(tx.tenant())
    .bind(user);
    let Some(row) = tx.optional(sql).await? else { return Ok(None) };
    Ok(Some(FactorRow {
        secret: row.text("secret")?,
        confirmed_at: row.opt_instant("confirmed_at")?,
        last_step: row.int("last_step")?,
    }))
}

/// Keeps a new secret that does not count yet, in place of one that never did.
///
/// # Errors
/// When the database fails.
pub async fn offer(tx: &Tx, user: UserId, secret: &str, at: Timestamp) -> Result<()> {
    let sql = Sql::new(
        "insert into second_factor (tenant_id, user_id, secret, confirmed_at, last_step, created_at) \
         values (?, ?, ?, null, 0, ?) on conflict (tenant_id, user_id) do update set secret = excluded.secret, \
         created_at = excluded.created_at where second_factor.confirmed_at is null",
    )
    .bind(tx.tenant())
    .bind(user)
    .bind(secret)
    .bind(at);
    tx.execute(sql).await.map(drop)
}

/// Lets an offered secret count from now on, its first code used; tells whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn confirm(tx: &Tx, user: UserId, step: i64, at: Timestamp) -> Result<bool> {
    let sql = Sql::new(
        "update second_factor set confirmed_at = ?, last_step = ? where tenant_id = ? and user_id = ? \
         and confirmed_at is null",
    )
    .bind(at)
    .bind(step)
    .bind(tx.tenant())
    .bind(user);
    Ok(tx.execute(sql).await? == 1)
}

/// Uses the code of a step up; tells whether it still counted.
///
/// # Errors
/// When the database fails.
pub async fn use_step(tx: &Tx, user: UserId, step: i64) -> Result<bool> {
    let sql = Sql::new(
        "update second_factor set last_step = ? where tenant_id = ? and user_id = ? and last_step < ? \
         and confirmed_at is not null",
    )
    .bind(step)
    .bind(tx.tenant())
    .bind(user)
    .bind(step);
    Ok(tx.execute(sql).await? == 1)
}

/// Takes a person's second factor away, its recovery codes with it; tells whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &Tx, user: UserId) -> Result<bool> {
    replace_recovery(tx, user, &[]).await?;
    let sql = Sql::new("delete from second_factor where tenant_id = ? and user_id = ?")
        .bind(tx.tenant())
        .bind(user);
    Ok(tx.execute(sql).await? == 1)
}

/// Replaces the recovery codes, of which only the hashes are kept.
///
/// # Errors
/// When the database fails.
pub async fn replace_recovery(tx: &Tx, user: UserId, hashes: &[String]) -> Result<()> {
    let sql = Sql::new("delete from recovery_code where tenant_id = ? and user_id = ?")
        .bind(tx.tenant())
        .bind(user);
    tx.execute(sql).await?;
    for hash in hashes {
        let sql = Sql::new("insert into recovery_code (tenant_id, user_id, code_hash) values (?, ?, ?)")
            .bind(tx.tenant())
            .bind(user)
            .bind(hash);
        tx.execute(sql).await?;
    }
    Ok(())
}

/// Uses a recovery code up; tells whether there was one of that hash.
///
/// # Errors
/// When the database fails.
pub async fn use_recovery(tx: &Tx, user: UserId, hash: &str) -> Result<bool> {
    let sql = Sql::new("delete from recovery_code where tenant_id = ? and user_id = ? and code_hash = ?")
        .bind(tx.tenant())
        .bind(user)
        .bind(hash);
    Ok(tx.execute(sql).await? == 1)
}

/// How many recovery codes are left.
///
/// # Errors
/// When the database fails.
pub async fn recovery_left(tx: &Tx, user: UserId) -> Result<u32> {
    let sql = Sql::new("select count(*) as found from recovery_code where tenant_id = ? and user_id = ?")
        .bind(tx.tenant())
        .bind(user);
    tx.one(sql).await?.count("found")
}
