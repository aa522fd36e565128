//! Invitations by link. Only the hash of a token is stored.

use jiff::Timestamp;
use weir_model::id::{InvitationId, TenantId, UserId};

use crate::row::Row;
use crate::sql::Sql;
use crate::{Error, Result, SystemRead, Tx};

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// Its id.
    pub id: InvitationId,
    /// Whom it invites.
    pub user: UserId,
    /// Who sent it.
    pub created_by: UserId,
    /// When.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

const COLUMNS: &str = "id, user_id, created_by, created_at, expires_at";
const OPEN: &str = " and used_at is null and revoked_at is null and expires_at > ?";

fn read(row: &Row) -> Result<InvitationRow> {
    Ok(InvitationRow {
        id: row.id("id", InvitationId::from_uuid)?,
        user: row.id("user_id", UserId::from_uuid)?,
        created_by: row.id("created_by", UserId::from_uuid)?,
        created_at: row.instant("created_at")?,
        expires_at: row.instant("expires_at")?,
    })
}

/// Stores an invitation; earlier ones of the same person are revoked.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, invitation: &InvitationRow, token_hash: &str) -> Result<()> {
    let sql = Sql::new(
        "update invitation set revoked_at = ? where tenant_id = ? and user_id = ? and used_at is null \
         and revoked_at is null",
    )
    .bind(invitation.created_at)
    .bind(tx.tenant())
    .bind(invitation.user);
    tx.execute(sql).await?;
    let sql = Sql::new(
        "insert into invitation (tenant_id, id, user_id, token_hash, created_by, created_at, expires_at) \
         values (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(invitation.id)
    .bind(invitation.user)
    .bind(token_hash)
    .bind(invitation.created_by)
    .bind(invitation.created_at)
    .bind(invitation.expires_at);
    tx.execute(sql).await.map(drop)
}

/// The open invitation of a token, and its tenant.
///
/// # Errors
/// When the database fails.
pub async fn of_token(
    system: &SystemRead,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<(TenantId, InvitationRow)>> {
    let sql = Sql::new(format!(
        "select tenant_id, {COLUMNS} from invitation where token_hash = ?{OPEN} \
         and tenant_id not in (select id from tenant where suspended_at is not null)"
    ))
    .bind(token_hash)
    .bind(now);
    let row = system.optional(sql).await?;
    row.as_ref().map(|row| Ok((row.id("tenant_id", TenantId::from_uuid)?, read(row)?))).transpose()
}

/// The open invitations, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn open(tx: &Tx, now: Timestamp) -> Result<Vec<InvitationRow>> {
    let sql = Sql::new(format!(
        "select {COLUMNS} from invitation where tenant_id = ?{OPEN} order by created_at desc, id desc"
    ))
    .bind(tx.tenant())
    .bind(now);
    tx.read(sql, read).await
}

/// When the invitations of some people end, or ended, that were neither taken up nor revoked.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &Tx, users: &[UserId]) -> Result<Vec<(UserId, Timestamp)>> {
    let sql = Sql::new(
        "select user_id, max(expires_at) as expires_at from invitation where tenant_id = ? and used_at is null \
         and revoked_at is null and user_id in ",
    )
    .bind(tx.tenant())
    .list(users.iter().copied())
    .push(" group by user_id");
    tx.read(sql, |row| Ok((row.id("user_id", UserId::from_uuid)?, row.instant("expires_at")?))).await
}

/// Uses an invitation up; tells whether it was still open.
///
/// # Errors
/// When the database fails.
pub async fn take(tx: &Tx, id: InvitationId, now: Timestamp) -> Result<bool> {
    let sql = Sql::new(format!("update invitation set used_at = ? where tenant_id = ? and id = ?{OPEN}"))
        .bind(now)
        .bind(tx.tenant())
        .bind(id)
        .bind(now);
    Ok(tx.execute(sql).await? == 1)
}

/// Revokes an open invitation; tells whom it invited.
///
/// # Errors
/// `NotFound` when there is no such open one.
pub async fn revoke(tx: &Tx, id: InvitationId, now: Timestamp) -> Result<()> {
    let sql = Sql::new(format!("update invitation set revoked_at = ? where tenant_id = ? and id = ?{OPEN}"))
        .bind(now)
        .bind(tx.tenant())
        .bind(id)
        .bind(now);
    if tx.execute(sql).await? == 1 { Ok(()) } else { Err(Error::NotFound) }
}
