//! A second proof at sign-in: a code of an authenticator app, or a recovery code.

use weir_access::Object;
use weir_model::change::{Subject, Verb};
use weir_model::id::{TenantId, UserId};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::second_factor::{self, FactorRow};

use super::sessions::{own_eyes, session_of};
use super::vault::Vault;
use super::{password, token, totp};
use crate::company::SecondFactorRule;
use crate::context::App;
use crate::dto::session::{FactorCode, FactorInfo, FactorOffer, ProvePassword, RecoveryCodes};
use crate::error::{Error, Result};

/// Recovery codes at once: enough for years of lost telephones, few enough to print.
const RECOVERY_CODES: usize = 10;
/// Characters of anything that is typed as a code, separators included.
const CODE_MAX_CHARS: usize = 40;
/// Whoever may one of these administers the tenant.
const ADMINISTERS: [Permission; 3] =
    [Permission::RolesManage, Permission::OrgManage, Permission::SettingsManage];

impl App {
    /// Whether one has a second factor, and whether one must.
    ///
    /// # Errors
    /// [`Error::ViewOnly`] through somebody else's eyes.
    pub async fn my_second_factor(&self, me: &Principal) -> Result<FactorInfo> {
        own_eyes(me)?;
        let tx = self.store().read(me.tenant).await?;
        let confirmed_at = second_factor::get(&tx, me.user).await?.and_then(|f| f.confirmed_at);
        Ok(FactorInfo {
            confirmed_at,
            recovery_codes_left: second_factor::recovery_left(&tx, me.user).await?,
            required: self.must_have_factor(&tx, me).await?,
        })
    }

    /// Offers a new secret for an app; it counts once a code has proved that the app has it.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `password`; `auth.second_factor_on`.
    pub async fn offer_second_factor(&self, me: &Principal, proof: ProvePassword) -> Result<FactorOffer> {
        session_of(me)?;
        self.prove_password(me, proof.password, "password").await?;
        let mut secret = [0_u8; totp::SECRET_BYTES];
        getrandom::fill(&mut secret).map_err(|e| Error::internal(e.to_string()))?;
        let sealed = self.vault().await?.seal(me.tenant, me.user.uuid().as_bytes(), &secret)?;
        let tx = self.write(me).await?;
        if second_factor::get(&tx, me.user).await?.is_some_and(|f| f.confirmed_at.is_some()) {
            return Err(Error::conflict("auth.second_factor_on"));
        }
        second_factor::offer(&tx, me.user, &sealed, self.now()).await?;
        let company = self.company(&tx).await?;
        tx.commit().await?;
        let issuer = format!("Weir {}", company.name);
        let uri = totp::uri(&secret, &issuer, &company.person(me.user).login);
        Ok(FactorOffer { secret: totp::base32(&secret), uri })
    }

    /// Lets the offered secret count; the answer tells the recovery codes this once.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `code`; `auth.second_factor_off` without an offer.
    pub async fn confirm_second_factor(&self, me: &Principal, proof: FactorCode) -> Result<RecoveryCodes> {
        session_of(me)?;
        let vault = self.vault().await?;
        let tx = self.write(me).await?;
        let offered = second_factor::get(&tx, me.user).await?.filter(|f| f.confirmed_at.is_none());
        let Some(offered) = offered else { return Err(Error::conflict("auth.second_factor_off")) };
        let secret = vault.open(me.tenant, me.user.uuid().as_bytes(), &offered.secret);
        let step = secret.and_then(|s| totp::matching_step(&s, &typed(&proof.code), self.now()));
        let Some(step) = step else { return Err(Error::invalid("code", "auth.code_wrong")) };
        second_factor::confirm(&tx, me.user, step, self.now()).await?;
        let codes = new_codes(&tx, me.user).await?;
        self.log_factor(&tx, me, serde_json::json!({ "secondFactor": true })).await?;
        tx.commit().await?;
        self.sessions().forget_user(me.user);
        Ok(codes)
    }

    /// Replaces one's recovery codes.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `password`; `auth.second_factor_off`.
    pub async fn renew_recovery_codes(&self, me: &Principal, proof: ProvePassword) -> Result<RecoveryCodes> {
        session_of(me)?;
        self.prove_password(me, proof.password, "password").await?;
        let tx = self.write(me).await?;
        if second_factor::get(&tx, me.user).await?.is_none_or(|f| f.confirmed_at.is_none()) {
            return Err(Error::conflict("auth.second_factor_off"));
        }
        let codes = new_codes(&tx, me.user).await?;
        self.log_factor(&tx, me, serde_json::json!({ "recoveryCodes": "renewed" })).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Takes one's second factor away.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `password`; `auth.second_factor_needed` where it is required.
    pub async fn remove_second_factor(&self, me: &Principal, proof: ProvePassword) -> Result<()> {
        session_of(me)?;
        self.prove_password(me, proof.password, "password").await?;
        let tx = self.write(me).await?;
        if self.must_have_factor(&tx, me).await? {
            return Err(Error::conflict("auth.second_factor_needed"));
        }
        if second_factor::remove(&tx, me.user).await? {
            self.log_factor(&tx, me, serde_json::json!({ "secondFactor": false })).await?;
        }
        tx.commit().await?;
        self.sessions().forget_user(me.user);
        Ok(())
    }

    /// Whether a sign-in by password needs a code, and whether the one that came with it is good. A good one is used
    /// up, and does not count again.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] with `auth.code_required` or `auth.code_wrong`.
    pub(super) async fn second_proof(
        &self,
        tenant: TenantId,
        user: UserId,
        code: Option<&str>,
    ) -> Result<()> {
        let tx = self.store().read(tenant).await?;
        let factor = second_factor::get(&tx, user).await?.filter(|f| f.confirmed_at.is_some());
        drop(tx);
        let Some(factor) = factor else { return Ok(()) };
        let Some(code) = code.map(typed).filter(|c| !c.is_empty()) else {
            return Err(Error::Unauthenticated { code: "auth.code_required" });
        };
        if self.use_code(tenant, user, &factor, &code).await? {
            return Ok(());
        }
        Err(Error::Unauthenticated { code: "auth.code_wrong" })
    }

    async fn use_code(&self, tenant: TenantId, user: UserId, factor: &FactorRow, code: &str) -> Result<bool> {
        let secret = self.vault().await?.open(tenant, user.uuid().as_bytes(), &factor.secret);
        let step = secret.and_then(|s| totp::matching_step(&s, code, self.now()));
        let tx = self.store().begin(tenant).await?;
        let good = match step {
            Some(step) => second_factor::use_step(&tx, user, step).await?,
            None => second_factor::use_recovery(&tx, user, &token::hash(code)).await?,
        };
        tx.commit().await?;
        Ok(good)
    }

    /// Whether somebody must set a second factor up before anything else.
    pub(super) async fn factor_is_due(&self, me: &Principal) -> Result<bool> {
        let tx = self.store().read(me.tenant).await?;
        Ok(self.must_have_factor(&tx, me).await?
            && second_factor::get(&tx, me.user).await?.is_none_or(|f| f.confirmed_at.is_none()))
    }

    async fn must_have_factor(&self, tx: &Tx, me: &Principal) -> Result<bool> {
        if self.company(tx).await?.sign_in.second_factor == SecondFactorRule::Optional {
            return Ok(false);
        }
        for permission in ADMINISTERS {
            match self.permit(tx, me, permission, Object::TENANT).await {
                Ok(_) => return Ok(true),
                Err(Error::Denied) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(false)
    }

    async fn log_factor(&self, tx: &Tx, me: &Principal, after: serde_json::Value) -> Result<()> {
        let mut change = self.change(me, Subject::User, me.user.uuid(), Verb::Updated);
        change.after = Some(after);
        Ok(tx.log(change).await?)
    }
}

async fn new_codes(tx: &Tx, user: UserId) -> Result<RecoveryCodes> {
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        codes.push(password::generate()?);
    }
    let hashes: Vec<String> = codes.iter().map(|code| token::hash(&typed(code))).collect();
    second_factor::replace_recovery(tx, user, &hashes).await?;
    Ok(RecoveryCodes { codes })
}

/// A code without what people type between its characters.
pub(crate) fn typed(code: &str) -> String {
    let plain = code.chars().take(CODE_MAX_CHARS).filter(char::is_ascii_alphanumeric);
    plain.map(|c| c.to_ascii_lowercase()).collect()
}
