//! Proving the password again before what is dangerous: whoever holds an unlocked screen must not do it, and must
//! not guess at leisure either.

use std::net::{IpAddr, Ipv4Addr};

use weir_model::principal::Principal;
use weir_store::queries::accounts;

use super::password::PASSWORD_MAX_CHARS;
use super::throttle::Attempt;
use crate::context::App;
use crate::error::{Error, Result};

impl App {
    /// Checks one's own password.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `at` when it is wrong; [`Error::TooMany`] after too many attempts.
    pub(crate) async fn prove_password(
        &self,
        me: &Principal,
        password: String,
        at: &'static str,
    ) -> Result<()> {
        let tx = self.store().read(me.tenant).await?;
        let account = accounts::of_user(&tx, me.user).await?;
        drop(tx);
        let attempt =
            Attempt::new(&me.tenant.to_string(), &me.user.to_string(), IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        let attempt = self.admit(attempt).await?;
        let short_enough = password.chars().count() <= PASSWORD_MAX_CHARS;
        if !short_enough || !self.passwords().verify(password, Some(account.password_hash)).await? {
            self.failed(&attempt).await?;
            return Err(Error::invalid(at, "auth.password_wrong"));
        }
        self.succeeded(&attempt).await
    }
}
