//! A second proof at the door of the platform: a code of an authenticator app.

use weir_model::id::{PlatformAdminId, TenantId};
use weir_store::queries::platform_factor as rows;
use weir_store::queries::second_factor::FactorRow;

use super::Caretaker;
use crate::context::App;
use crate::dto::platform::PlatformVerb;
use crate::dto::session::{FactorCode, FactorOffer, ProvePassword};
use crate::error::{Error, Result};
use crate::session::second_factor::typed;
use crate::session::totp;
use crate::session::vault::Vault;

/// What the app calls the account's house.
const ISSUER: &str = "Weir Platform";

/// The seal is made for a tenant. The platform is none, and its secrets stand under a name that no tenant can have.
const PLATFORM: TenantId = TenantId::from_uuid(uuid::Uuid::nil());

impl App {
    /// Offers a new secret for an app; it counts once a code has proved that the app has it.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `password`; `auth.second_factor_on`.
    pub async fn offer_platform_factor(&self, who: &Caretaker, proof: ProvePassword) -> Result<FactorOffer> {
        self.prove_platform_password(who, proof.password, "password").await?;
        let mut secret = [0_u8; totp::SECRET_BYTES];
        getrandom::fill(&mut secret).map_err(|e| Error::internal(e.to_string()))?;
        let sealed = self.vault().await?.seal(PLATFORM, who.id.uuid().as_bytes(), &secret)?;
        let tx = self.store().system().await?;
        if !rows::offer(&tx, who.id, &sealed).await? {
            return Err(Error::conflict("auth.second_factor_on"));
        }
        tx.commit().await?;
        Ok(FactorOffer { secret: totp::base32(&secret), uri: totp::uri(&secret, ISSUER, &who.login) })
    }

    /// Lets the offered secret count. Every other session of theirs ends: none of them showed a code.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `code`; `auth.second_factor_off` without an offer.
    pub async fn confirm_platform_factor(&self, who: &Caretaker, proof: FactorCode) -> Result<()> {
        let offered = rows::get(&self.store().system_read(), who.id).await?;
        let Some(offered) = offered.filter(|f| f.confirmed_at.is_none()) else {
            return Err(Error::conflict("auth.second_factor_off"));
        };
        let Some(step) = self.platform_step(who.id, &offered, &proof.code).await? else {
            return Err(Error::invalid("code", "platform.code_wrong"));
        };
        let now = self.now();
        let tx = self.store().system().await?;
        if !rows::confirm(&tx, who.id, &offered.secret, step, now).await? {
            return Err(Error::conflict("auth.second_factor_off"));
        }
        weir_store::queries::platform::revoke_all(&tx, who.id, Some(who.session), now).await?;
        self.log_platform(&tx, who.did(PlatformVerb::SecondFactorOn)).await?;
        Ok(tx.commit().await?)
    }

    /// Takes one's second factor away.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `password`.
    pub async fn remove_platform_factor(&self, who: &Caretaker, proof: ProvePassword) -> Result<()> {
        self.prove_platform_password(who, proof.password, "password").await?;
        let tx = self.store().system().await?;
        if rows::remove(&tx, who.id).await? {
            self.log_platform(&tx, who.did(PlatformVerb::SecondFactorOff)).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Whether the code that came with a sign-in is good; a good one is used up.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] with `auth.code_required` or `platform.code_wrong`.
    pub(super) async fn second_platform_proof(
        &self,
        admin: PlatformAdminId,
        factor: &FactorRow,
        code: Option<&str>,
    ) -> Result<()> {
        let Some(code) = code.filter(|code| !typed(code).is_empty()) else {
            return Err(Error::Unauthenticated { code: "auth.code_required" });
        };
        let wrong = Error::Unauthenticated { code: "platform.code_wrong" };
        let Some(step) = self.platform_step(admin, factor, code).await? else { return Err(wrong) };
        let tx = self.store().system().await?;
        let good = rows::use_step(&tx, admin, step).await?;
        tx.commit().await?;
        if good { Ok(()) } else { Err(wrong) }
    }

    async fn platform_step(
        &self,
        admin: PlatformAdminId,
        factor: &FactorRow,
        code: &str,
    ) -> Result<Option<i64>> {
        let secret = self.vault().await?.open(PLATFORM, admin.uuid().as_bytes(), &factor.secret);
        Ok(secret.and_then(|secret| totp::matching_step(&secret, &typed(code), self.now())))
    }
}
