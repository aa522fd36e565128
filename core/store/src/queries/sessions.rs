//! Sessions of browsers and programs. Only the hash of a token is stored.

use jiff::Timestamp;
use weir_model::id::{AccountId, SessionId, TenantId, UserId};
use weir_model::{Key, Locale};

use crate::row::Row;
use crate::sql::Sql;
use crate::{Error, Result, SystemRead, SystemTx, Tx};

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// The account that signed in.
    pub account: AccountId,
    /// When it began.
    pub created_at: Timestamp,
    /// When the password was last proved.
    pub authenticated_at: Timestamp,
    /// When it was last used, to the minute or so.
    pub last_seen_at: Timestamp,
    /// When it ends without use.
    pub expires_at: Timestamp,
    /// When it ends in any case.
    pub absolute_expires_at: Timestamp,
    /// What the program calls itself.
    pub user_agent: String,
    /// Where it came from.
    pub address: String,
    /// When somebody ended it.
    pub revoked_at: Option<Timestamp>,
    /// Through whose eyes its owner looks at the moment, and until when.
    pub view: Option<(UserId, Timestamp)>,
}

/// The person behind a valid credential, with what every request asks about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Their tenant.
    pub tenant: TenantId,
    /// The tenant's key.
    pub tenant_key: Key,
    /// The tenant's language.
    pub tenant_locale: Locale,
    /// The person.
    pub user: UserId,
    /// Their account.
    pub account: AccountId,
    /// What they type to sign in.
    pub login: String,
    /// What others call them.
    pub name: String,
    /// The language they chose.
    pub locale: Option<Locale>,
    /// Whether they must choose a new password first.
    pub must_change: bool,
    /// The version of the tenant's rights.
    pub authz_version: i64,
}

pub(super) const HOLDER: &str = "u.tenant_id, u.id as user_id, u.account_id, u.login, u.name, u.locale, \
     a.must_change, t.key as tenant_key, t.locale as tenant_locale, t.authz_version";

/// Joined behind a credential `c`: its person, account and tenant, all of them in good standing.
pub(super) const HOLDER_OF: &str = " join app_user u on u.tenant_id = c.tenant_id and u.id = c.user_id \
     join account a on a.id = u.account_id join tenant t on t.id = c.tenant_id \
     where u.active and not a.disabled and t.suspended_at is null and c.revoked_at is null and c.token_hash = ?";

pub(super) fn holder(row: &Row) -> Result<Holder> {
    Ok(Holder {
        tenant: row.id("tenant_id", TenantId::from_uuid)?,
        tenant_key: row.parse("tenant_key")?,
        tenant_locale: row.parse("tenant_locale")?,
        user: row.id("user_id", UserId::from_uuid)?,
        account: row.id("account_id", AccountId::from_uuid)?,
        login: row.text("login")?,
        name: row.text("name")?,
        locale: row.opt_text("locale")?.and_then(|tag| tag.parse().ok()),
        must_change: row.flag("must_change")?,
        authz_version: row.int("authz_version")?,
    })
}

const COLUMNS: &str = "c.id, c.user_id, c.account_id, c.created_at, c.authenticated_at, c.last_seen_at, \
     c.expires_at, c.absolute_expires_at, c.user_agent, c.address, c.revoked_at, c.view_user, c.view_until";

fn read(row: &Row) -> Result<SessionRow> {
    Ok(SessionRow {
        id: row.id("id", SessionId::from_uuid)?,
        user: row.id("user_id", UserId::from_uuid)?,
        account: row.id("account_id", AccountId::from_uuid)?,
        created_at: row.instant("created_at")?,
        authenticated_at: row.instant("authenticated_at")?,
        last_seen_at: row.instant("last_seen_at")?,
        expires_at: row.instant("expires_at")?,
        absolute_expires_at: row.instant("absolute_expires_at")?,
        user_agent: row.text("user_agent")?,
        address: row.text("address")?,
        revoked_at: row.opt_instant("revoked_at")?,
        view: row.opt_id("view_user", UserId::from_uuid)?.zip(row.opt_instant("view_until")?),
    })
}

/// Stores a new session under the hash of its token.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, session: &SessionRow, token_hash: &str) -> Result<()> {
    let sql = Sql::new(
        "insert into session (tenant_id, id, token_hash, user_id, account_id, created_at, authenticated_at, \
         last_seen_at, expires_at, absolute_expires_at, user_agent, address, revoked_at) \
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(session.id)
    .bind(token_hash)
    .bind(session.user)
    .bind(session.account)
    .bind(session.created_at)
    .bind(session.authenticated_at)
    .bind(session.last_seen_at)
    .bind(session.expires_at)
    .bind(session.absolute_expires_at)
    .bind(&session.user_agent)
    .bind(&session.address)
    .bind(session.revoked_at);
    tx.execute(sql).await.map(|_| ())
}

/// The valid session of that token at that instant, and its holder. Expired, revoked, disabled: nothing.
///
/// # Errors
/// When the database fails.
pub async fn authenticate(
    system: &SystemRead,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<(SessionRow, Holder)>> {
    let sql = Sql::new(format!(
        "select {COLUMNS}, {HOLDER} from session c{HOLDER_OF} and c.expires_at > ? and c.absolute_expires_at > ?"
    ))
    .bind(token_hash)
    .bind(now)
    .bind(now);
    let row = system.optional(sql).await?;
    row.as_ref().map(|row| Ok((read(row)?, holder(row)?))).transpose()
}

/// A person's sessions that are still valid, the latest used first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &Tx, user: UserId, now: Timestamp) -> Result<Vec<SessionRow>> {
    let sql = Sql::new(format!(
        "select {COLUMNS} from session c where c.tenant_id = ? and c.user_id = ? and c.revoked_at is null \
         and c.expires_at > ? and c.absolute_expires_at > ? order by c.last_seen_at desc, c.id desc"
    ))
    .bind(tx.tenant())
    .bind(user)
    .bind(now)
    .bind(now);
    tx.read(sql, read).await
}

/// Notes that a session is in use and moves its idle end. Callers do so once in a while, not per request.
///
/// # Errors
/// When the database fails.
pub async fn touch(tx: &Tx, id: SessionId, now: Timestamp, expires_at: Timestamp) -> Result<()> {
    let sql = Sql::new("update session set last_seen_at = ?, expires_at = ? where tenant_id = ? and id = ?")
        .bind(now)
        .bind(expires_at)
        .bind(tx.tenant())
        .bind(id);
    tx.execute(sql).await.map(|_| ())
}

/// Notes that the password was proved again.
///
/// # Errors
/// When the database fails.
pub async fn reauthenticated(tx: &Tx, id: SessionId, now: Timestamp) -> Result<()> {
    let sql = Sql::new("update session set authenticated_at = ? where tenant_id = ? and id = ?")
        .bind(now)
        .bind(tx.tenant())
        .bind(id);
    tx.execute(sql).await.map(|_| ())
}

/// Notes through whose eyes the owner of a session looks, and until when.
///
/// # Errors
/// When the database fails.
pub async fn set_view(tx: &Tx, id: SessionId, view: Option<(UserId, Timestamp)>) -> Result<()> {
    let sql = Sql::new("update session set view_user = ?, view_until = ? where tenant_id = ? and id = ?")
        .bind(view.map(|(user, _)| user))
        .bind(view.map(|(_, until)| until))
        .bind(tx.tenant())
        .bind(id);
    tx.execute(sql).await.map(|_| ())
}

/// Ends the view of a session; tells who looked and through whose eyes, to the first who asks.
///
/// # Errors
/// When the database fails.
pub async fn end_view(tx: &Tx, id: SessionId) -> Result<Option<(UserId, UserId)>> {
    let sql = Sql::new(
        "select user_id, view_user from session where tenant_id = ? and id = ? and view_user is not null",
    )
    .bind(tx.tenant())
    .bind(id);
    let sql = if tx.database() == crate::Database::Postgres { sql.push(" for update") } else { sql };
    let Some(row) = tx.optional(sql).await? else { return Ok(None) };
    set_view(tx, id, None).await?;
    Ok(Some((row.id("user_id", UserId::from_uuid)?, row.id("view_user", UserId::from_uuid)?)))
}

/// Views that have ended by themselves, and when.
///
/// # Errors
/// When the database fails.
pub async fn lapsed_views(tx: &Tx, now: Timestamp) -> Result<Vec<(SessionId, Timestamp)>> {
    let sql = Sql::new("select id, view_until from session where tenant_id = ? and view_until <= ?")
        .bind(tx.tenant())
        .bind(now);
    tx.read(sql, |row| Ok((row.id("id", SessionId::from_uuid)?, row.instant("view_until")?))).await
}

/// Ends one session of a person.
///
/// # Errors
/// `NotFound` when the person has no such session that is still open.
pub async fn revoke(tx: &Tx, user: UserId, id: SessionId, now: Timestamp) -> Result<()> {
    let sql = Sql::new(
        "update session set revoked_at = ? where tenant_id = ? and user_id = ? and id = ? and revoked_at is null",
    )
    .bind(now)
    .bind(tx.tenant())
    .bind(user)
    .bind(id);
    if tx.execute(sql).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Ends every session of a person save one, and tells how many.
///
/// # Errors
/// When the database fails.
pub async fn revoke_all(tx: &Tx, user: UserId, except: Option<SessionId>, now: Timestamp) -> Result<u64> {
    let mut sql = Sql::new(
        "update session set revoked_at = ? where tenant_id = ? and user_id = ? and revoked_at is null",
    )
    .bind(now)
    .bind(tx.tenant())
    .bind(user);
    if let Some(except) = except {
        sql = sql.push(" and id <> ?").bind(except);
    }
    tx.execute(sql).await
}

/// Removes sessions that ended before an instant.
///
/// # Errors
/// When the database fails.
pub async fn purge(tx: &SystemTx, before: Timestamp) -> Result<u64> {
    let sql = Sql::new("delete from session where absolute_expires_at < ? or revoked_at < ?")
        .bind(before)
        .bind(before);
    tx.execute(sql).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use crate::queries::accounts;
    use crate::testing::{at, each_database, tenant, user};
    use uuid::Uuid;

    async fn open(store: &Store, tenant: TenantId, user: UserId, n: u128) -> SessionId {
        let id = SessionId::from_uuid(Uuid::from_u128(n));
        let tx = store.begin(tenant).await.unwrap();
        let account = accounts::of_user(&tx, user).await.unwrap().id;
        let row = SessionRow {
            id,
            user,
            account,
            created_at: at(0),
            authenticated_at: at(0),
            last_seen_at: at(0),
            expires_at: at(100),
            absolute_expires_at: at(1_000),
            user_agent: "curl".to_owned(),
            address: "::1".to_owned(),
            revoked_at: None,
            view: None,
        };
        insert(&tx, &row, &format!("hash{n}")).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    #[tokio::test]
    async fn a_session_holds_until_idle_or_absolute_end() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let lin = user(&store, t, 1).await;
            let id = open(&store, t, lin, 1).await;
            let valid = async |s| authenticate(&store.system_read(), "hash1", at(s)).await.unwrap();
            let (session, holder) = valid(99).await.unwrap();
            assert_eq!((session.id, holder.user, holder.tenant), (id, lin, t));
            assert!(valid(100).await.is_none(), "idle");
            let tx = store.begin(t).await.unwrap();
            touch(&tx, id, at(99), at(5_000)).await.unwrap();
            tx.commit().await.unwrap();
            assert!(valid(999).await.is_some());
            assert!(valid(1_000).await.is_none(), "absolute");
            assert!(authenticate(&store.system_read(), "hash2", at(1)).await.unwrap().is_none());
        })
        .await;
    }

    #[tokio::test]
    async fn revoked_and_disabled_do_not_come_in() {
        each_database(|store| async move {
            let (t, other) = (tenant(&store, 1).await, tenant(&store, 2).await);
            let lin = user(&store, t, 1).await;
            let wang = user(&store, t, 2).await;
            let (one, two, three) =
                (open(&store, t, lin, 1).await, open(&store, t, lin, 2).await, open(&store, t, lin, 3).await);
            let tx = store.begin(other).await.unwrap();
            assert!(matches!(revoke(&tx, lin, one, at(1)).await, Err(Error::NotFound)));
            drop(tx);
            let tx = store.begin(t).await.unwrap();
            assert!(matches!(revoke(&tx, wang, one, at(1)).await, Err(Error::NotFound)));
            revoke(&tx, lin, one, at(1)).await.unwrap();
            assert!(matches!(revoke(&tx, lin, one, at(1)).await, Err(Error::NotFound)));
            assert_eq!(revoke_all(&tx, lin, Some(three), at(1)).await.unwrap(), 1);
            let left = list(&tx, lin, at(2)).await.unwrap();
            assert_eq!(left.iter().map(|s| s.id).collect::<Vec<_>>(), [three]);
            tx.commit().await.unwrap();
            assert!(authenticate(&store.system_read(), "hash1", at(2)).await.unwrap().is_none());
            assert_ne!(one, two);

            let tx = store.begin(t).await.unwrap();
            accounts::set_disabled(&tx, lin, true).await.unwrap();
            tx.commit().await.unwrap();
            assert!(authenticate(&store.system_read(), "hash3", at(2)).await.unwrap().is_none());

            let tx = store.system().await.unwrap();
            assert_eq!(purge(&tx, at(2)).await.unwrap(), 2);
            assert_eq!(purge(&tx, at(2_000)).await.unwrap(), 1);
        })
        .await;
    }
}
