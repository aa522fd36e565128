//! Accounts: sign-in identities, and the look-up that signing in begins with. The hash is opaque here.

use jiff::Timestamp;
use weir_model::Locale;
use weir_model::id::{AccountId, TenantId, UserId};

use crate::row::Row;
use crate::sql::Sql;
use crate::{Error, Result, SystemRead, Tx};

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Its id.
    pub id: AccountId,
    /// The password's hash, as the hashing library writes it.
    pub password_hash: String,
    /// Whether the next sign-in must choose a new password.
    pub must_change: bool,
    /// Whether it may not sign in.
    pub disabled: bool,
    /// When it came to be.
    pub created_at: Timestamp,
    /// When its password was last set.
    pub password_changed_at: Timestamp,
}

/// A person at the door: everything that signing in needs to know, in one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The person.
    pub user: UserId,
    /// What they typed.
    pub login: String,
    /// What others call them.
    pub name: String,
    /// The language they chose.
    pub locale: Option<Locale>,
    /// Whether the person may work in the tenant.
    pub active: bool,
    /// Their account.
    pub account: AccountRow,
}

fn read(row: &Row) -> Result<AccountRow> {
    Ok(AccountRow {
        id: row.id("account_id", AccountId::from_uuid)?,
        password_hash: row.text("password_hash")?,
        must_change: row.flag("must_change")?,
        disabled: row.flag("disabled")?,
        created_at: row.instant("created_at")?,
        password_changed_at: row.instant("password_changed_at")?,
    })
}

const COLUMNS: &str =
    "a.id as account_id, a.password_hash, a.must_change, a.disabled, a.created_at, a.password_changed_at";

/// Stores a new account. Nobody's until a person of the tenant refers to it, in the same transaction.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, account: &AccountRow) -> Result<()> {
    let sql = Sql::new(
        "insert into account (id, password_hash, must_change, disabled, created_at, password_changed_at) \
         values (?, ?, ?, ?, ?, ?)",
    )
    .bind(account.id)
    .bind(&account.password_hash)
    .bind(account.must_change)
    .bind(account.disabled)
    .bind(account.created_at)
    .bind(account.password_changed_at);
    tx.execute(sql).await.map(|_| ())
}

/// The person of that login in that tenant, disabled or not.
///
/// # Errors
/// When the database fails.
pub async fn candidate(system: &SystemRead, tenant: TenantId, login: &str) -> Result<Option<Candidate>> {
    let sql = Sql::new(format!(
        "select u.id, u.login, u.name, u.locale, u.active, {COLUMNS} \
         from app_user u join account a on a.id = u.account_id where u.tenant_id = ? and u.login = ?"
    ))
    .bind(tenant)
    .bind(login);
    let Some(row) = system.optional(sql).await? else { return Ok(None) };
    Ok(Some(Candidate {
        user: row.id("id", UserId::from_uuid)?,
        login: row.text("login")?,
        name: row.text("name")?,
        locale: row.opt_text("locale")?.and_then(|tag| tag.parse().ok()),
        active: row.flag("active")?,
        account: read(&row)?,
    }))
}

/// The account of a person.
///
/// # Errors
/// `NotFound` when the tenant has no such person.
pub async fn of_user(tx: &Tx, user: UserId) -> Result<AccountRow> {
    let sql = Sql::new(format!(
        "select {COLUMNS} from app_user u join account a on a.id = u.account_id \
         where u.tenant_id = ? and u.id = ?"
    ))
    .bind(tx.tenant())
    .bind(user);
    read(&tx.one(sql).await?)
}

/// Replaces a person's password.
///
/// # Errors
/// `NotFound` when the tenant has no such person.
pub async fn set_password(
    tx: &Tx,
    user: UserId,
    password_hash: &str,
    must_change: bool,
    at: Timestamp,
) -> Result<()> {
    let sql = Sql::new("update account set password_hash = ?, must_change = ?, password_changed_at = ?")
        .bind(password_hash)
        .bind(must_change)
        .bind(at)
        .append(of(tx, user));
    found(tx.execute(sql).await?)
}

/// Lets a person sign in, or no longer.
///
/// # Errors
/// `NotFound` when the tenant has no such person.
pub async fn set_disabled(tx: &Tx, user: UserId, disabled: bool) -> Result<()> {
    let sql = Sql::new("update account set disabled = ?").bind(disabled).append(of(tx, user));
    found(tx.execute(sql).await?)
}

fn of(tx: &Tx, user: UserId) -> Sql {
    Sql::new(" where id = (select account_id from app_user where tenant_id = ? and id = ?)")
        .bind(tx.tenant())
        .bind(user)
}

fn found(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::NotFound) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{each_database, tenant, user};

    #[tokio::test]
    async fn a_candidate_is_found_by_tenant_and_login_only() {
        each_database(|store| async move {
            let (a, b) = (tenant(&store, 1).await, tenant(&store, 2).await);
            let lin = user(&store, a, 1).await;
            let found = candidate(&store.system_read(), a, "u1").await.unwrap().unwrap();
            assert_eq!((found.user, found.active, found.account.disabled), (lin, true, false));
            assert_eq!(candidate(&store.system_read(), b, "u1").await.unwrap(), None);
            assert_eq!(candidate(&store.system_read(), a, "u2").await.unwrap(), None);
        })
        .await;
    }

    #[tokio::test]
    async fn a_tenant_reaches_the_accounts_of_its_own_people_only() {
        each_database(|store| async move {
            let (a, b) = (tenant(&store, 1).await, tenant(&store, 2).await);
            let lin = user(&store, a, 1).await;
            let at = Timestamp::UNIX_EPOCH;

            let tx = store.begin(b).await.unwrap();
            assert!(matches!(of_user(&tx, lin).await, Err(Error::NotFound)));
            assert!(matches!(set_password(&tx, lin, "h2", true, at).await, Err(Error::NotFound)));
            drop(tx);

            let tx = store.begin(a).await.unwrap();
            set_password(&tx, lin, "h2", true, at).await.unwrap();
            set_disabled(&tx, lin, true).await.unwrap();
            let account = of_user(&tx, lin).await.unwrap();
            assert_eq!(
                (account.password_hash.as_str(), account.must_change, account.disabled),
                ("h2", true, true)
            );
        })
        .await;
    }
}
