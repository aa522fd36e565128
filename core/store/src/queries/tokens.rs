//! API tokens: credentials of programs, never wider than their owner. Only the hash is stored.

use jiff::Timestamp;
use weir_model::id::{ApiTokenId, UserId};

use super::sessions::{HOLDER, HOLDER_OF, Holder, holder};
use crate::row::Row;
use crate::sql::{Sql, json};
use crate::{Error, Result, SystemRead, Tx};

/// An API token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiTokenRow {
    /// Its id.
    pub id: ApiTokenId,
    /// Whose it is.
    pub user: UserId,
    /// What its owner calls it.
    pub name: String,
    /// What it may do at most.
    pub scopes: Vec<String>,
    /// When it came to be.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to the minute or so.
    pub last_used_at: Option<Timestamp>,
    /// When somebody ended it.
    pub revoked_at: Option<Timestamp>,
}

const COLUMNS: &str = "c.id, c.user_id, c.name as token_name, c.scopes, c.created_at, c.expires_at, c.last_used_at, c.revoked_at";

fn read(row: &Row) -> Result<ApiTokenRow> {
    Ok(ApiTokenRow {
        id: row.id("id", ApiTokenId::from_uuid)?,
        user: row.id("user_id", UserId::from_uuid)?,
        name: row.text("token_name")?,
        scopes: row.json("scopes")?,
        created_at: row.instant("created_at")?,
        expires_at: row.opt_instant("expires_at")?,
        last_used_at: row.opt_instant("last_used_at")?,
        revoked_at: row.opt_instant("revoked_at")?,
    })
}

/// Stores a new token under its hash.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, token: &ApiTokenRow, token_hash: &str) -> Result<()> {
    let sql = Sql::new(
        "insert into api_token (tenant_id, id, user_id, name, token_hash, scopes, created_at, expires_at, \
         last_used_at, revoked_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(token.id)
    .bind(token.user)
    .bind(&token.name)
    .bind(token_hash)
    .bind(json(&token.scopes)?)
    .bind(token.created_at)
    .bind(token.expires_at)
    .bind(token.last_used_at)
    .bind(token.revoked_at);
    tx.execute(sql).await.map(|_| ())
}

/// Whether a token still holds at that instant.
///
/// # Errors
/// When the database fails.
pub async fn is_valid(tx: &Tx, id: ApiTokenId, now: Timestamp) -> Result<bool> {
    let sql = Sql::new(
        "select 1 as one from api_token where tenant_id = ? and id = ? and revoked_at is null \
         and (expires_at is null or expires_at > ?)",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(now);
    Ok(tx.optional(sql).await?.is_some())
}

/// The valid token of that hash at that instant, and its holder. Expired, revoked, disabled: nothing.
///
/// # Errors
/// When the database fails.
pub async fn authenticate(
    system: &SystemRead,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<(ApiTokenRow, Holder)>> {
    let sql = Sql::new(format!(
        "select {COLUMNS}, {HOLDER} from api_token c{HOLDER_OF} and (c.expires_at is null or c.expires_at > ?)"
    ))
    .bind(token_hash)
    .bind(now);
    let row = system.optional(sql).await?;
    row.as_ref().map(|row| Ok((read(row)?, holder(row)?))).transpose()
}

/// A person's tokens that nobody ended, newest first, expired ones included.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &Tx, user: UserId) -> Result<Vec<ApiTokenRow>> {
    let sql = Sql::new(format!(
        "select {COLUMNS} from api_token c where c.tenant_id = ? and c.user_id = ? and c.revoked_at is null \
         order by c.created_at desc, c.id desc"
    ))
    .bind(tx.tenant())
    .bind(user);
    tx.read(sql, read).await
}

/// Notes that a token is in use. Callers do so once in a while, not per request.
///
/// # Errors
/// When the database fails.
pub async fn touch(tx: &Tx, id: ApiTokenId, now: Timestamp) -> Result<()> {
    let sql = Sql::new("update api_token set last_used_at = ? where tenant_id = ? and id = ?")
        .bind(now)
        .bind(tx.tenant())
        .bind(id);
    tx.execute(sql).await.map(|_| ())
}

/// Ends one token of a person.
///
/// # Errors
/// `NotFound` when the person has no such token that is still open.
pub async fn revoke(tx: &Tx, user: UserId, id: ApiTokenId, now: Timestamp) -> Result<()> {
    let sql = Sql::new(
        "update api_token set revoked_at = ? where tenant_id = ? and user_id = ? and id = ? and revoked_at is null",
    )
    .bind(now)
    .bind(tx.tenant())
    .bind(user)
    .bind(id);
    if tx.execute(sql).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, each_database, tenant, user};
    use uuid::Uuid;

    #[tokio::test]
    async fn a_token_opens_until_it_expires_or_is_revoked() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let lin = user(&store, t, 1).await;
            let id = ApiTokenId::from_uuid(Uuid::from_u128(1));
            let row = ApiTokenRow {
                id,
                user: lin,
                name: "ci".to_owned(),
                scopes: vec!["flows.start".to_owned()],
                created_at: at(0),
                expires_at: Some(at(10)),
                last_used_at: None,
                revoked_at: None,
            };
            let tx = store.begin(t).await.unwrap();
            insert(&tx, &row, "hash").await.unwrap();
            tx.commit().await.unwrap();

            let valid = async |s| authenticate(&store.system_read(), "hash", at(s)).await.unwrap();
            let (token, holder) = valid(9).await.unwrap();
            assert_eq!((&token, holder.user, holder.name.as_str()), (&row, lin, "User 1"));
            assert_eq!(valid(10).await, None);

            let tx = store.begin(t).await.unwrap();
            touch(&tx, id, at(5)).await.unwrap();
            assert_eq!(list(&tx, lin).await.unwrap()[0].last_used_at, Some(at(5)));
            revoke(&tx, lin, id, at(6)).await.unwrap();
            assert_eq!(list(&tx, lin).await.unwrap(), []);
            tx.commit().await.unwrap();
            assert_eq!(valid(9).await, None);
        })
        .await;
    }
}
