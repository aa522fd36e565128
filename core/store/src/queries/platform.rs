//! Those who look after the server as a whole: their accounts, sessions and what they did. None of this belongs to
//! a tenant, and no [`crate::Tx`] reaches it.

use jiff::Timestamp;
use uuid::Uuid;
use weir_model::id::{PlatformAdminId, PlatformEventId, PlatformSessionId, TenantId};

use super::platform_factor::factor;
use super::second_factor::FactorRow;
use crate::config::Database;
use crate::row::Row;
use crate::sql::Sql;
use crate::{Error, Result, SystemRead, SystemTx};

/// A platform administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdminRow {
    /// Their id.
    pub id: PlatformAdminId,
    /// What they type to sign in.
    pub login: String,
    /// What others call them.
    pub name: String,
    /// The password's hash, as the hashing library writes it.
    pub password_hash: String,
    /// Whether the next sign-in must choose a new password.
    pub must_change: bool,
    /// Whether they may not sign in.
    pub disabled: bool,
    /// When the entry came to be.
    pub created_at: Timestamp,
    /// When the password was last set.
    pub password_changed_at: Timestamp,
    /// Their second factor, confirmed or only offered.
    pub factor: Option<FactorRow>,
}

/// A session of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Its id.
    pub id: PlatformSessionId,
    /// Whose it is.
    pub admin: PlatformAdminId,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute or so.
    pub last_seen_at: Timestamp,
    /// When it ends without use.
    pub expires_at: Timestamp,
    /// When it ends in any case.
    pub absolute_expires_at: Timestamp,
    /// What the browser said it is.
    pub user_agent: String,
    /// Where it came from.
    pub address: String,
}

/// Something that was done to the platform. Names are kept as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its id.
    pub id: PlatformEventId,
    /// When.
    pub at: Timestamp,
    /// Who did it; none for the command line, and for somebody who was turned away at the door.
    pub admin: Option<PlatformAdminId>,
    /// What they are called.
    pub admin_name: String,
    /// What they did.
    pub verb: String,
    /// To which company.
    pub company: Option<Company>,
    /// Why, in their words.
    pub reason: String,
    /// Where it came from; empty for the command line.
    pub address: String,
}

/// A company as an event names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// Its id.
    pub id: TenantId,
    /// What its people type to sign in.
    pub key: String,
    /// What it was called then.
    pub name: String,
}

const ADMIN: &str = "a.id, a.login, a.name, a.password_hash, a.must_change, a.disabled, a.created_at, \
     a.password_changed_at, a.factor_secret, a.factor_confirmed_at, a.factor_last_step";
const SESSION: &str = "c.id as session_id, c.admin_id, c.created_at as begun_at, c.last_seen_at, c.expires_at, \
     c.absolute_expires_at, c.user_agent, c.address";
const EVENT: &str =
    "id, at, admin_id, admin_name, verb, company_id, company_key, company_name, reason, address";

fn admin(row: &Row) -> Result<AdminRow> {
    Ok(AdminRow {
        id: row.id("id", PlatformAdminId::from_uuid)?,
        login: row.text("login")?,
        name: row.text("name")?,
        password_hash: row.text("password_hash")?,
        must_change: row.flag("must_change")?,
        disabled: row.flag("disabled")?,
        created_at: row.instant("created_at")?,
        password_changed_at: row.instant("password_changed_at")?,
        factor: factor(row)?,
    })
}

fn session(row: &Row) -> Result<SessionRow> {
    Ok(SessionRow {
        id: row.id("session_id", PlatformSessionId::from_uuid)?,
        admin: row.id("admin_id", PlatformAdminId::from_uuid)?,
        created_at: row.instant("begun_at")?,
        last_seen_at: row.instant("last_seen_at")?,
        expires_at: row.instant("expires_at")?,
        absolute_expires_at: row.instant("absolute_expires_at")?,
        user_agent: row.text("user_agent")?,
        address: row.text("address")?,
    })
}

fn event(row: &Row) -> Result<EventRow> {
    let company = match row.opt_id("company_id", TenantId::from_uuid)? {
        Some(id) => Some(Company {
            id,
            key: row.opt_text("company_key")?.unwrap_or_default(),
            name: row.opt_text("company_name")?.unwrap_or_default(),
        }),
        None => None,
    };
    Ok(EventRow {
        id: row.id("id", PlatformEventId::from_uuid)?,
        at: row.instant("at")?,
        admin: row.opt_id("admin_id", PlatformAdminId::from_uuid)?,
        admin_name: row.text("admin_name")?,
        verb: row.text("verb")?,
        company,
        reason: row.text("reason")?,
        address: row.text("address")?,
    })
}

/// Stores a new administrator, without a second factor.
///
/// # Errors
/// `Duplicate` when the login is taken.
pub async fn insert_admin(tx: &SystemTx, row: &AdminRow) -> Result<()> {
    let sql = Sql::new(
        "insert into platform_admin (id, login, name, password_hash, must_change, disabled, created_at, \
         password_changed_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(row.id)
    .bind(&row.login)
    .bind(&row.name)
    .bind(&row.password_hash)
    .bind(row.must_change)
    .bind(row.disabled)
    .bind(row.created_at)
    .bind(row.password_changed_at);
    tx.execute(sql).await.map(drop)
}

/// The administrator of that login, disabled or not.
///
/// # Errors
/// When the database fails.
pub async fn admin_by_login(system: &SystemRead, login: &str) -> Result<Option<AdminRow>> {
    let sql = Sql::new(format!("select {ADMIN} from platform_admin a where a.login = ?")).bind(login);
    system.optional(sql).await?.as_ref().map(admin).transpose()
}

/// The password's hash of somebody who may sign in, kept from changing until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn password_for_update(tx: &SystemTx, id: PlatformAdminId) -> Result<Option<String>> {
    let lock = if tx.database() == Database::Postgres { " for update" } else { "" };
    let sql = Sql::new("select password_hash from platform_admin where not disabled and id = ?")
        .bind(id)
        .push(lock);
    tx.optional(sql).await?.map(|row| row.text("password_hash")).transpose()
}

/// Replaces a password, and lets its owner sign in again.
///
/// # Errors
/// `NotFound` when there is no such administrator.
pub async fn set_password(
    tx: &SystemTx,
    id: PlatformAdminId,
    hash: &str,
    must_change: bool,
    at: Timestamp,
) -> Result<()> {
    let sql = Sql::new(
        "update platform_admin set password_hash = ?, must_change = ?, password_changed_at = ?, disabled = ? \
         where id = ?",
    )
    .bind(hash)
    .bind(must_change)
    .bind(at)
    .bind(false)
    .bind(id);
    if tx.execute(sql).await? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Stores a new session.
///
/// # Errors
/// When the database fails.
pub async fn insert_session(tx: &SystemTx, row: &SessionRow, token_hash: &str) -> Result<()> {
    let sql = Sql::new(
        "insert into platform_session (id, admin_id, token_hash, created_at, last_seen_at, expires_at, \
         absolute_expires_at, user_agent, address) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(row.id)
    .bind(row.admin)
    .bind(token_hash)
    .bind(row.created_at)
    .bind(row.last_seen_at)
    .bind(row.expires_at)
    .bind(row.absolute_expires_at)
    .bind(&row.user_agent)
    .bind(&row.address);
    tx.execute(sql).await.map(drop)
}

/// The living session of a token and its owner, both in good standing.
///
/// # Errors
/// When the database fails.
pub async fn authenticate(
    system: &SystemRead,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<(SessionRow, AdminRow)>> {
    let sql = Sql::new(format!(
        "select {ADMIN}, {SESSION} from platform_session c join platform_admin a on a.id = c.admin_id \
         where not a.disabled and c.revoked_at is null and c.token_hash = ? and c.expires_at > ? \
         and c.absolute_expires_at > ?"
    ))
    .bind(token_hash)
    .bind(now)
    .bind(now);
    let row = system.optional(sql).await?;
    row.as_ref().map(|row| Ok((session(row)?, admin(row)?))).transpose()
}

/// Notes that a session is in use.
///
/// # Errors
/// When the database fails.
pub async fn touch(
    tx: &SystemTx,
    id: PlatformSessionId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    let sql = Sql::new("update platform_session set last_seen_at = ?, expires_at = ? where id = ?")
        .bind(now)
        .bind(expires_at)
        .bind(id);
    tx.execute(sql).await.map(drop)
}

/// Ends one session.
///
/// # Errors
/// When the database fails.
pub async fn revoke(tx: &SystemTx, id: PlatformSessionId, at: Timestamp) -> Result<()> {
    let sql = Sql::new("update platform_session set revoked_at = ? where id = ? and revoked_at is null");
    tx.execute(sql.bind(at).bind(id)).await.map(drop)
}

/// Ends every session of somebody but one.
///
/// # Errors
/// When the database fails.
pub async fn revoke_all(
    tx: &SystemTx,
    admin: PlatformAdminId,
    but: Option<PlatformSessionId>,
    at: Timestamp,
) -> Result<()> {
    let mut sql =
        Sql::new("update platform_session set revoked_at = ? where admin_id = ? and revoked_at is null")
            .bind(at)
            .bind(admin);
    if let Some(but) = but {
        sql = sql.push(" and id <> ?").bind(but);
    }
    tx.execute(sql).await.map(drop)
}

/// Forgets sessions that ended before an instant.
///
/// # Errors
/// When the database fails.
pub async fn purge_sessions(tx: &SystemTx, before: Timestamp) -> Result<u64> {
    let sql = Sql::new(
        "delete from platform_session where absolute_expires_at < ? or expires_at < ? or revoked_at < ?",
    );
    tx.execute(sql.bind(before).bind(before).bind(before)).await
}

/// Adds what was done.
///
/// # Errors
/// When the database fails.
pub async fn log(tx: &SystemTx, row: &EventRow) -> Result<()> {
    let company = row.company.as_ref();
    let sql = Sql::new(format!("insert into platform_event ({EVENT}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"))
        .bind(row.id)
        .bind(row.at)
        .bind(row.admin)
        .bind(&row.admin_name)
        .bind(&row.verb)
        .bind(company.map(|c| c.id))
        .bind(company.map(|c| c.key.clone()))
        .bind(company.map(|c| c.name.clone()))
        .bind(&row.reason)
        .bind(&row.address);
    tx.execute(sql).await.map(drop)
}

/// What was done, the latest first, behind an entry if given.
///
/// # Errors
/// When the database fails.
pub async fn events(
    system: &SystemRead,
    after: Option<(Timestamp, Uuid)>,
    limit: u32,
) -> Result<Vec<EventRow>> {
    let mut sql = Sql::new(format!("select {EVENT} from platform_event"));
    if let Some((at, id)) = after {
        sql = sql.push(" where (at, id) < (?, ?)").bind(at).bind(id);
    }
    system.read(sql.push(" order by at desc, id desc").limit(limit), event).await
}
