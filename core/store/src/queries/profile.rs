//! What a person may change about themselves.

use weir_model::Locale;
use weir_model::id::UserId;

use crate::sql::Sql;
use crate::{Error, Result, Tx};

/// One's own settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileRow {
    /// The language, where they chose one.
    pub locale: Option<Locale>,
    /// The colours, where they chose some.
    pub theme: Option<String>,
    /// The e-mail address, empty when unknown.
    pub email: String,
    /// The phone number, empty when unknown.
    pub phone: String,
}

/// The settings of a person.
///
/// # Errors
/// `NotFound` when the tenant has no such person.
pub async fn get(tx: &Tx, user: UserId) -> Result<ProfileRow> {
    let sql = Sql::new("select locale, theme, email, phone from app_user where tenant_id = ? and id = ?")
        .bind(tx.tenant())
        .bind(user);
    let row = tx.one(sql).await?;
    Ok(ProfileRow {
        locale: row.opt_text("locale")?.and_then(|tag| tag.parse().ok()),
        theme: row.opt_text("theme")?,
        email: row.opt_text("email")?.unwrap_or_default(),
        phone: row.opt_text("phone")?.unwrap_or_default(),
    })
}

/// Replaces them and moves the person's revision.
///
/// # Errors
/// `NotFound` when the tenant has no such person.
pub async fn update(tx: &Tx, user: UserId, profile: &ProfileRow) -> Result<()> {
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let sql = Sql::new(
        "update app_user set locale = ?, theme = ?, email = ?, phone = ?, rev = rev + 1 \
         where tenant_id = ? and id = ?",
    )
    .bind(profile.locale.map(Locale::tag))
    .bind(profile.theme.clone())
    .bind(filled(&profile.email))
    .bind(filled(&profile.phone))
    .bind(tx.tenant())
    .bind(user);
    if tx.execute(sql).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{each_database, tenant, user};

    #[tokio::test]
    async fn settings_read_back_and_stay_within_their_tenant() {
        each_database(|store| async move {
            let (a, b) = (tenant(&store, 1).await, tenant(&store, 2).await);
            let lin = user(&store, a, 1).await;
            let profile = ProfileRow {
                locale: Some(Locale::En),
                theme: Some("dark".to_owned()),
                email: "lin@example.com".to_owned(),
                phone: String::new(),
            };
            let tx = store.begin(a).await.unwrap();
            update(&tx, lin, &profile).await.unwrap();
            assert_eq!(get(&tx, lin).await.unwrap(), profile);
            drop(tx);
            let tx = store.begin(b).await.unwrap();
            assert!(matches!(update(&tx, lin, &profile).await, Err(Error::NotFound)));
            assert!(matches!(get(&tx, lin).await, Err(Error::NotFound)));
        })
        .await;
    }
}
