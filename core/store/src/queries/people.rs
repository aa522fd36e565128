//! People of a tenant, written one by one. Reading them all at once is `organisation`'s business.

use jiff::Timestamp;
use weir_model::Locale;
use weir_model::id::{AccountId, UserId};

use crate::sql::Sql;
use crate::{Result, Tx};

/// A person to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// Their id.
    pub id: UserId,
    /// The account that they sign in with.
    pub account: AccountId,
    /// The sign-in name, in lower case.
    pub login: String,
    /// The name.
    pub name: String,
    /// The e-mail address, empty when unknown.
    pub email: String,
    /// The phone number, empty when unknown.
    pub phone: String,
    /// The language, where one is chosen for them.
    pub locale: Option<Locale>,
    /// When they came to be.
    pub created_at: Timestamp,
}

/// Stores a new person, whose account is stored already.
///
/// # Errors
/// `Duplicate` when the login is taken.
pub async fn insert(tx: &Tx, person: &NewPerson) -> Result<()> {
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let sql = Sql::new(
        "insert into app_user (tenant_id, id, account_id, login, name, email, phone, locale, active, created_at, \
         rev) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
    )
    .bind(tx.tenant())
    .bind(person.id)
    .bind(person.account)
    .bind(&person.login)
    .bind(&person.name)
    .bind(filled(&person.email))
    .bind(filled(&person.phone))
    .bind(person.locale.map(Locale::tag))
    .bind(true)
    .bind(person.created_at);
    tx.execute(sql).await.map(|_| ())
}
