//! Sign-in by password.

use std::net::IpAddr;

use weir_model::change::{Subject, Verb};
use weir_model::id::SessionId;
use weir_model::principal::{Channel, Principal};
use weir_store::queries::accounts::{self, Candidate};
use weir_store::queries::change_log::Change;
use weir_store::queries::sessions::{self, SessionRow};
use weir_store::queries::tenants::{self, TenantRow};

use super::authenticate::{SESSION_ABSOLUTE, SESSION_IDLE, later};
use super::password::PASSWORD_MAX_CHARS;
use super::throttle::Attempt;
use super::token::{self, Kind};
use crate::context::App;
use crate::dto::common::PersonRef;
use crate::dto::session::{Login, LoginReply};
use crate::error::{Error, Result};
use crate::request::request_id;

/// Bytes of a name at the door: what is longer is nobody's and not worth a row that counts it.
const NAME_MAX_BYTES: usize = 200;

/// Where a sign-in comes from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The network address.
    pub address: IpAddr,
    /// What the browser says it is.
    pub user_agent: String,
}

impl App {
    /// Opens a session. Whether tenant, name or password was wrong, or the person is disabled, nobody learns.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] with `auth.login_failed`; [`Error::TooMany`] after too many attempts.
    pub async fn login(&self, login: Login, origin: Origin) -> Result<LoginReply> {
        let failed = Error::Unauthenticated { code: "auth.login_failed" };
        let Login { tenant, login, password, code } = login;
        let (tenant, login) = (tenant.trim().to_lowercase(), login.trim().to_lowercase());
        if tenant.len() > NAME_MAX_BYTES || login.len() > NAME_MAX_BYTES {
            return Err(failed);
        }
        let attempt = Attempt::new(&tenant, &login, origin.address);
        let attempt = self.admit(attempt).await?;
        let (found, proved) = self.look_at_password(&tenant, &login, password).await?;
        let Some((tenant, candidate)) = found else {
            self.failed(&attempt).await?;
            return Err(failed);
        };
        if !proved || !candidate.active || candidate.account.disabled {
            self.failed(&attempt).await?;
            self.log_at_the_door(&tenant, &candidate, Verb::Denied, &origin).await?;
            return Err(failed);
        }
        // Told to those only who proved to belong to it.
        if tenants::is_suspended(&self.store().system_read(), tenant.id).await? {
            return Err(Error::Unauthenticated { code: "auth.company_suspended" });
        }
        match self.second_proof(tenant.id, candidate.user, code.as_deref()).await {
            // To be asked for a code is no failure; to have a wrong one is.
            Err(error @ Error::Unauthenticated { code: "auth.code_wrong" }) => {
                self.failed(&attempt).await?;
                self.log_at_the_door(&tenant, &candidate, Verb::Denied, &origin).await?;
                return Err(error);
            }
            other => other?,
        }
        self.succeeded(&attempt).await?;
        self.open_session(&tenant, candidate, origin).await
    }

    /// Who would sign in, and whether that is their password. A name that nobody has takes as long.
    async fn look_at_password(
        &self,
        tenant: &str,
        login: &str,
        password: String,
    ) -> Result<(Option<(TenantRow, Candidate)>, bool)> {
        let system = self.store().system_read();
        let found = match tenants::by_key(&system, tenant).await? {
            Some(tenant) => accounts::candidate(&system, tenant.id, login).await?.map(|who| (tenant, who)),
            None => None,
        };
        let hash = found.as_ref().map(|(_, who)| who.account.password_hash.clone());
        let short_enough = password.chars().count() <= PASSWORD_MAX_CHARS;
        Ok((found, short_enough && self.passwords().verify(password, hash).await?))
    }

    async fn open_session(&self, tenant: &TenantRow, who: Candidate, origin: Origin) -> Result<LoginReply> {
        let token = token::generate(Kind::Session)?;
        let now = self.now();
        let session = SessionRow {
            id: self.new_id(SessionId::from_uuid),
            user: who.user,
            account: who.account.id,
            created_at: now,
            authenticated_at: now,
            last_seen_at: now,
            expires_at: later(now, SESSION_IDLE),
            absolute_expires_at: later(now, SESSION_ABSOLUTE),
            user_agent: origin.user_agent.clone(),
            address: origin.address.to_string(),
            revoked_at: None,
            view: None,
        };
        let tx = self.store().begin(tenant.id).await?;
        sessions::insert(&tx, &session, &token.hash).await?;
        tx.log(self.door(&who, Verb::SignedIn, &origin)).await?;
        tx.commit().await?;
        let due = self.factor_is_due(&owner(tenant, &who, session.id, now)).await?;
        Ok(LoginReply {
            token: token.text,
            user: PersonRef { id: who.user, login: who.login, name: who.name },
            must_change_password: who.account.must_change,
            must_set_second_factor: due,
        })
    }

    async fn log_at_the_door(
        &self,
        tenant: &TenantRow,
        who: &Candidate,
        verb: Verb,
        origin: &Origin,
    ) -> Result<()> {
        let tx = self.store().begin(tenant.id).await?;
        tx.log(self.door(who, verb, origin)).await?;
        Ok(tx.commit().await?)
    }

    fn door(&self, who: &Candidate, verb: Verb, origin: &Origin) -> Change {
        Change {
            at: self.now(),
            // Whoever was refused has not proved to be that person.
            actor: (verb == Verb::SignedIn).then_some(who.user),
            on_behalf: None,
            channel: "session",
            request_id: request_id(),
            subject: Subject::Session,
            subject_id: Some(who.user.uuid()),
            verb,
            before: None,
            after: Some(serde_json::json!({ "address": origin.address.to_string() })),
        }
    }
}

fn owner(tenant: &TenantRow, who: &Candidate, session: SessionId, now: jiff::Timestamp) -> Principal {
    Principal {
        tenant: tenant.id,
        user: who.user,
        account: who.account.id,
        channel: Channel::Session(session),
        scopes: None,
        locale: who.locale.unwrap_or(tenant.locale),
        authenticated_at: now,
        viewer: None,
    }
}
