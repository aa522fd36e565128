//! A change of one's own password: the old one must be known, and every other session ends.

use weir_model::change::{Subject, Verb};
use weir_model::principal::Principal;
use weir_store::queries::{accounts, sessions};

use super::password;
use super::sessions::session_of;
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
        let company = self.company(&tx).await?;
        let login = company.person(me.user).login;
        drop(tx);
        refuse(password::check_new("next", &next, &login, company.sign_in.password_min()))?;
        if current == next {
            return Err(Error::invalid("next", "auth.password_same"));
        }
        self.prove_password(me, current, "current").await?;
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
