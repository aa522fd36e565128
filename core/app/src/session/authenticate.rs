//! From a token to the principal behind it.

use jiff::{SignedDuration, Timestamp};
use weir_model::permission::Permission;
use weir_model::principal::{Channel, Principal};
use weir_store::queries::sessions::{self, Holder, SessionRow};
use weir_store::queries::tokens::{self, ApiTokenRow};

use super::cache::Known;
use super::token::{self, Kind};
use crate::context::App;
use crate::error::{Error, Result};

/// A session ends when it was not used for so long: a working day, lunch included.
pub const SESSION_IDLE: SignedDuration = SignedDuration::from_hours(12);
/// A session ends so long after it began, used or not.
pub const SESSION_ABSOLUTE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// "Last used" is as exact as this: a write per request would cost more than anyone reads from it.
const TOUCH_EVERY: SignedDuration = SignedDuration::from_mins(5);

impl App {
    /// The principal behind the token of a session or the secret of an API token; notes that it is in use.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when it is unknown, expired, revoked, or its person disabled.
    pub async fn authenticate(&self, token: &str) -> Result<Known> {
        self.look_up(token, true).await
    }

    /// Whether a token still opens the same to the same person, without noting any use: an open page is not
    /// somebody at work.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when it no longer does.
    pub async fn recheck(&self, token: &str, who: &Principal) -> Result<()> {
        let now = self.look_up(token, false).await?.principal;
        if (now.user, now.viewer) == (who.user, who.viewer) {
            return Ok(());
        }
        Err(Error::Unauthenticated { code: "unauthenticated" })
    }

    async fn look_up(&self, token: &str, in_use: bool) -> Result<Known> {
        let unknown = Error::Unauthenticated { code: "unauthenticated" };
        let Some(kind) = Kind::of(token) else { return Err(unknown) };
        let (hash, now) = (token::hash(token), self.now());
        let miss = match self.sessions().get(&hash, now) {
            Ok(known) => return Ok(known),
            Err(miss) => miss,
        };
        let system = self.store().system_read();
        let (known, ends_at) = match kind {
            Kind::Session => {
                let Some((row, holder)) = sessions::authenticate(&system, &hash, now).await? else {
                    return Err(unknown);
                };
                let mut ends_at = row.expires_at.min(row.absolute_expires_at);
                if in_use && now.duration_since(row.last_seen_at) >= TOUCH_EVERY {
                    ends_at = self.touch_session(&row, &holder, now).await?;
                }
                let viewed = self.viewing(&row, &holder).await?;
                if let Some(viewer) = viewed.as_ref().and_then(|v| v.viewer) {
                    ends_at = ends_at.min(viewer.until);
                }
                let owner = principal(&row, &holder);
                // An open page asks only whether it is still the same person's.
                let must_set_second_factor = in_use && self.factor_is_due(&owner).await?;
                let principal = viewed.unwrap_or(owner);
                let known =
                    Known { principal, must_change_password: holder.must_change, must_set_second_factor };
                (known, ends_at)
            }
            Kind::Invitation | Kind::FormLink | Kind::Platform => return Err(unknown),
            Kind::Api => {
                let Some((row, holder)) = tokens::authenticate(&system, &hash, now).await? else {
                    return Err(unknown);
                };
                if in_use && row.last_used_at.is_none_or(|at| now.duration_since(at) >= TOUCH_EVERY) {
                    self.touch_token(&row, &holder, now).await?;
                }
                (by_token(&row, &holder), row.expires_at.unwrap_or(Timestamp::MAX))
            }
        };
        // What was looked at without use must not keep the next use from being noted.
        if in_use {
            self.sessions().put(miss, hash, known.clone(), now, ends_at);
        }
        Ok(known)
    }

    /// Moves the idle end along; tells when the session ends.
    async fn touch_session(&self, row: &SessionRow, holder: &Holder, now: Timestamp) -> Result<Timestamp> {
        let expires_at = later(now, SESSION_IDLE).min(row.absolute_expires_at);
        let tx = self.store().begin(holder.tenant).await?;
        sessions::touch(&tx, row.id, now, expires_at).await?;
        tx.commit().await?;
        Ok(expires_at)
    }

    async fn touch_token(&self, row: &ApiTokenRow, holder: &Holder, now: Timestamp) -> Result<()> {
        let tx = self.store().begin(holder.tenant).await?;
        tokens::touch(&tx, row.id, now).await?;
        Ok(tx.commit().await?)
    }

    /// Forgets what is cached about a person: after they were disabled or their entry changed.
    pub fn forget_user(&self, user: weir_model::id::UserId) {
        self.sessions().forget_user(user);
    }
}

/// The owner of a session.
pub(super) fn principal(row: &SessionRow, holder: &Holder) -> Principal {
    Principal {
        tenant: holder.tenant,
        user: holder.user,
        account: holder.account,
        channel: Channel::Session(row.id),
        scopes: None,
        locale: holder.locale.unwrap_or(holder.tenant_locale),
        authenticated_at: row.authenticated_at,
        viewer: None,
    }
}

fn by_token(row: &ApiTokenRow, holder: &Holder) -> Known {
    // A scope of a later version that this one does not know allows nothing.
    let scopes = row.scopes.iter().filter_map(|s| Permission::parse(s)).collect();
    let principal = Principal {
        tenant: holder.tenant,
        user: holder.user,
        account: holder.account,
        channel: Channel::ApiToken(row.id),
        scopes: Some(scopes),
        locale: holder.locale.unwrap_or(holder.tenant_locale),
        authenticated_at: row.created_at,
        viewer: None,
    };
    // A second proof is asked of people, not of programs.
    Known { principal, must_change_password: holder.must_change, must_set_second_factor: false }
}

/// So much later; the end of time where there is no such instant.
pub(crate) fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(Timestamp::MAX)
}
