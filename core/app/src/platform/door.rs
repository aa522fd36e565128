//! Sign-in, sessions and passwords of platform administrators.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use weir_model::id::PlatformSessionId;
use weir_store::queries::platform::{self as rows, AdminRow, SessionRow};

use super::{Caretaker, Done};
use crate::context::App;
use crate::dto::platform::{PlatformAdmin, PlatformLogin, PlatformLoginReply, PlatformVerb};
use crate::dto::session::ChangePassword;
use crate::error::{Error, Result, refuse};
use crate::session::password::{PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS, check_new};
use crate::session::throttle::Attempt;
use crate::session::token::{self, Kind};
use crate::session::{Origin, later};

/// A session ends when it was not used for so long: less than a company's, for it can do more.
const SESSION_IDLE: SignedDuration = SignedDuration::from_mins(60);
/// And so long after it began.
const SESSION_ABSOLUTE: SignedDuration = SignedDuration::from_hours(12);
/// "Last used" is as exact as this.
const TOUCH_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// Bytes of a name at the door.
const NAME_MAX_BYTES: usize = 200;

impl App {
    /// Opens a session. Whether the name or the password was wrong, nobody learns.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] with `platform.login_failed`, `auth.code_required` or `platform.code_wrong`;
    /// [`Error::TooMany`] after too many attempts.
    pub async fn platform_login(&self, login: PlatformLogin, origin: Origin) -> Result<PlatformLoginReply> {
        let failed = Error::Unauthenticated { code: "platform.login_failed" };
        let PlatformLogin { login, password, code } = login;
        let login = login.trim().to_lowercase();
        if login.len() > NAME_MAX_BYTES || password.chars().count() > PASSWORD_MAX_CHARS {
            return Err(failed);
        }
        let attempt = self.admit(Attempt::on_platform(&login, origin.address)).await?;
        let admin = rows::admin_by_login(&self.store().system_read(), &login).await?;
        let hash = admin.as_ref().map(|a| a.password_hash.clone());
        let proved = self.passwords().verify(password, hash).await?;
        let Some(admin) = admin.filter(|admin| proved && !admin.disabled) else {
            self.failed(&attempt).await?;
            // Noted for a name that nobody has, too: it must not take less time than a wrong password. Whoever was
            // refused has not proved to be that administrator.
            self.log_turned_away(&login, origin.address).await?;
            return Err(failed);
        };
        if let Some(factor) = admin.factor.as_ref().filter(|factor| factor.confirmed_at.is_some()) {
            match self.second_platform_proof(admin.id, factor, code.as_deref()).await {
                // To be asked for a code is no failure; to have a wrong one is.
                Err(error @ Error::Unauthenticated { code: "platform.code_wrong" }) => {
                    self.failed(&attempt).await?;
                    self.log_turned_away(&login, origin.address).await?;
                    return Err(error);
                }
                other => other?,
            }
        }
        self.succeeded(&attempt).await?;
        self.open_platform_session(admin, origin).await
    }

    async fn log_turned_away(&self, login: &str, address: IpAddr) -> Result<()> {
        let denied = Done {
            by: None,
            verb: PlatformVerb::Denied,
            company: None,
            reason: login,
            address: Some(address),
        };
        let tx = self.store().system().await?;
        self.log_platform(&tx, denied).await?;
        Ok(tx.commit().await?)
    }

    async fn open_platform_session(&self, admin: AdminRow, origin: Origin) -> Result<PlatformLoginReply> {
        let token = token::generate(Kind::Platform)?;
        let now = self.now();
        let session = SessionRow {
            id: self.new_id(PlatformSessionId::from_uuid),
            admin: admin.id,
            created_at: now,
            last_seen_at: now,
            expires_at: later(now, SESSION_IDLE),
            absolute_expires_at: later(now, SESSION_ABSOLUTE),
            user_agent: origin.user_agent,
            address: origin.address.to_string(),
        };
        let from = origin.address;
        let hash = admin.password_hash.clone();
        let who = caretaker(&session, admin, from);
        let tx = self.store().system().await?;
        // Checking a password takes its time, in which somebody may have replaced it.
        if rows::password_for_update(&tx, who.id).await? != Some(hash) {
            return Err(Error::Unauthenticated { code: "platform.login_failed" });
        }
        rows::insert_session(&tx, &session, &token.hash).await?;
        self.log_platform(&tx, who.did(PlatformVerb::SignedIn)).await?;
        tx.commit().await?;
        Ok(PlatformLoginReply { token: token.text, admin: who.shown() })
    }

    /// The platform administrator behind a token; notes that it is in use. Nothing is kept in memory: they are few,
    /// and what is revoked ends at once.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when it is unknown, expired or revoked.
    pub async fn platform_authenticate(&self, token: &str, from: IpAddr) -> Result<Caretaker> {
        let unknown = Error::Unauthenticated { code: "unauthenticated" };
        if Kind::of(token) != Some(Kind::Platform) {
            return Err(unknown);
        }
        let now = self.now();
        let found = rows::authenticate(&self.store().system_read(), &token::hash(token), now).await?;
        let Some((session, admin)) = found else { return Err(unknown) };
        if now.duration_since(session.last_seen_at) >= TOUCH_EVERY {
            self.touch_platform_session(&session, now).await?;
        }
        Ok(caretaker(&session, admin, from))
    }

    async fn touch_platform_session(&self, session: &SessionRow, now: Timestamp) -> Result<()> {
        let tx = self.store().system().await?;
        let expires_at = later(now, SESSION_IDLE).min(session.absolute_expires_at);
        rows::touch(&tx, session.id, now, expires_at).await?;
        Ok(tx.commit().await?)
    }

    /// Ends the session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn platform_logout(&self, who: &Caretaker) -> Result<()> {
        let tx = self.store().system().await?;
        rows::revoke(&tx, who.session, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Changes one's own password; every other session ends.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `current` when it is wrong, at `next` when the new one is too weak; [`Error::TooMany`]
    /// after too many attempts.
    pub async fn change_platform_password(&self, who: &Caretaker, change: ChangePassword) -> Result<()> {
        let ChangePassword { current, next } = change;
        refuse(check_new("next", &next, &who.login, PASSWORD_MIN_CHARS))?;
        if current == next {
            return Err(Error::invalid("next", "auth.password_same"));
        }
        self.prove_platform_password(who, current, "current").await?;
        let hash = self.passwords().hash(next).await?;
        let now = self.now();
        let tx = self.store().system().await?;
        rows::set_password(&tx, who.id, &hash, false, now).await?;
        rows::revoke_all(&tx, who.id, Some(who.session), now).await?;
        self.log_platform(&tx, who.did(PlatformVerb::PasswordChanged)).await?;
        Ok(tx.commit().await?)
    }

    /// Asks for the password once more before something grave; a wrong one counts as a wrong sign-in.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `at` when it is wrong; [`Error::TooMany`] after too many attempts.
    pub(super) async fn prove_platform_password(
        &self,
        who: &Caretaker,
        password: String,
        at: &'static str,
    ) -> Result<()> {
        let attempt = self.admit(Attempt::on_platform(&who.login, who.address)).await?;
        let admin = rows::admin_by_login(&self.store().system_read(), &who.login).await?;
        let hash = admin.map(|a| a.password_hash);
        let short_enough = password.chars().count() <= PASSWORD_MAX_CHARS;
        if short_enough && self.passwords().verify(password, hash).await? {
            return self.succeeded(&attempt).await;
        }
        self.failed(&attempt).await?;
        let tx = self.store().system().await?;
        self.log_platform(&tx, Done { reason: &who.login, ..who.did(PlatformVerb::Denied) }).await?;
        tx.commit().await?;
        Err(Error::invalid(at, "auth.password_wrong"))
    }
}

impl Caretaker {
    /// As the API shows them.
    #[must_use]
    pub fn shown(&self) -> PlatformAdmin {
        PlatformAdmin {
            id: self.id,
            login: self.login.clone(),
            name: self.name.clone(),
            must_change_password: self.must_change_password,
            second_factor: self.second_factor,
        }
    }
}

fn caretaker(session: &SessionRow, admin: AdminRow, from: IpAddr) -> Caretaker {
    Caretaker {
        id: admin.id,
        session: session.id,
        login: admin.login,
        name: admin.name,
        address: from,
        must_change_password: admin.must_change,
        second_factor: admin.factor.is_some_and(|factor| factor.confirmed_at.is_some()),
    }
}
