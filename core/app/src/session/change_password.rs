//! A change of one's own password: the old one must be known, and every other session ends.

use std::net::{IpAddr, Ipv4Addr};

use weir_model::change::{Subject, Verb};
use weir_model::principal::Principal;
use weir_store::queries::{accounts, sessions};

use super::password::{self, PASSWORD_MAX_CHARS};
use super::sessions::session_of;
use super::throttle::Attempt;
use crate::context::App;
use crate::dto::session::ChangePassword;
use crate::error::{Error, Result, refuse};

impl App {
    /// Changes the password.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `current` when it is wrong, at `next` when the new one is too weak; [`Error::TooMany`]
    /// after too many attempts.
    pub async fn change_password(&self, me: &Principal, change: ChangePassword) -> Result<()> {
        let session = session_of(me)?;
        let ChangePassword { current, next } = change;
        let tx = self.store().read(me.tenant).await?;
        let account = accounts::of_user(&tx, me.user).await?;
        let login = self.company(&tx).await?.person(me.user).login;
        drop(tx);
        refuse(password::check_new("next", &next, &login))?;
        if current == next {
            return Err(Error::invalid("next", "auth.password_same"));
        }
        // Whoever holds an unlocked screen must not guess at leisure either.
        let attempt =
            Attempt::new(&me.tenant.to_string(), &me.user.to_string(), IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        self.count_attempt(&attempt).await?;
        let short_enough = current.chars().count() <= PASSWORD_MAX_CHARS;
        if !short_enough || !self.passwords().verify(current, Some(account.password_hash)).await? {
            return Err(Error::invalid("current", "auth.password_wrong"));
        }
        self.forgive_attempt(&attempt).await?;
        let hash = self.passwords().hash(next).await?;
        let now = self.now();
        let tx = self.write(me).await?;
        accounts::set_password(&tx, me.user, &hash, false, now).await?;
        sessions::revoke_all(&tx, me.user, Some(session), now).await?;
        sessions::reauthenticated(&tx, session, now).await?;
        tx.log(self.change(me, Subject::User, me.user.uuid(), Verb::Updated)).await?;
        tx.commit().await?;
        self.sessions().forget_user(me.user);
        Ok(())
    }
}
