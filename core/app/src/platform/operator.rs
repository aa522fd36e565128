//! The first platform administrator comes from the command line, and so does help for one who is locked out.

use weir_model::Issue;
use weir_model::id::PlatformAdminId;
use weir_store::queries::platform::{self as rows, AdminRow};
use weir_store::queries::{platform_factor, throttle};

use super::Done;
use crate::context::App;
use crate::dto::platform::PlatformVerb;
use crate::error::{Result, refuse};
use crate::session::admin::check_login;
use crate::session::password;
use crate::session::throttle::Attempt;

/// Characters of a name.
const NAME_MAX_CHARS: usize = 100;

/// How a platform administrator signs in, told once.
#[derive(Clone)]
pub struct CaretakerCredentials {
    /// The sign-in name.
    pub login: String,
    /// The password, which must be changed at the first sign-in.
    pub password: String,
}

impl App {
    /// Makes a platform administrator, or gives the one of that name a new password, takes their second factor away
    /// and ends their sessions.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for a name that cannot be one.
    pub async fn set_platform_admin(&self, login: &str, name: &str) -> Result<CaretakerCredentials> {
        let password = password::generate()?;
        let login = self.store_platform_admin(login, name, password.clone(), true).await?;
        Ok(CaretakerCredentials { login, password })
    }

    /// The same with a password of the operator's choice; answers with the sign-in name.
    pub(crate) async fn store_platform_admin(
        &self,
        login: &str,
        name: &str,
        password: String,
        must_change: bool,
    ) -> Result<String> {
        let (login, name) = (login.trim().to_lowercase(), name.trim());
        let mut issues: Vec<Issue> = check_login("login", &login).into_iter().collect();
        if name.is_empty() {
            issues.push(Issue::new("name", "request.text_empty"));
        } else if name.chars().count() > NAME_MAX_CHARS {
            issues.push(Issue::new("name", "request.text_long").with("max", NAME_MAX_CHARS));
        }
        refuse(issues)?;
        let hash = self.passwords().hash(password).await?;
        let now = self.now();
        let known = rows::admin_by_login(&self.store().system_read(), &login).await?;
        let tx = self.store().system().await?;
        if let Some(known) = known {
            rows::set_password(&tx, known.id, &hash, must_change, now).await?;
            rows::revoke_all(&tx, known.id, None, now).await?;
            // Whoever may do this stands at the server itself; a lost telephone is helped here and nowhere else.
            platform_factor::remove(&tx, known.id).await?;
        } else {
            let admin = AdminRow {
                id: self.new_id(PlatformAdminId::from_uuid),
                login: login.clone(),
                name: name.to_owned(),
                password_hash: hash,
                must_change,
                disabled: false,
                created_at: now,
                password_changed_at: now,
                factor: None,
            };
            rows::insert_admin(&tx, &admin).await?;
        }
        let done =
            Done { by: None, verb: PlatformVerb::AdminSet, company: None, reason: &login, address: None };
        self.log_platform(&tx, done).await?;
        // Who was kept out by others' guesses comes in with the new password at once.
        throttle::clear(&tx, &Attempt::platform_account(&login)).await?;
        tx.commit().await?;
        Ok(login)
    }
}
