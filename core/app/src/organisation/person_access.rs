//! How a person comes in, as their administrators see it: open sessions, the second factor.

use serde_json::json;
use weir_access::Object;
use weir_model::change::{Subject, Verb};
use weir_model::id::{SessionId, UserId};
use weir_model::permission::Permission;
use weir_model::principal::{Channel, Principal};
use weir_store::Tx;
use weir_store::queries::{second_factor, sessions};

use super::{guard, to_the_end};
use crate::context::App;
use crate::dto::common::Page;
use crate::dto::session::SessionInfo;
use crate::error::{Error, Result};

impl App {
    /// A person's open sessions, the latest used first.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] without `org.manage` and over an account with more rights.
    pub async fn sessions_of(&self, who: &Principal, id: UserId) -> Result<Page<SessionInfo>> {
        let tx = self.store().read(who.tenant).await?;
        self.over_account(&tx, who, id).await?;
        let rows = sessions::list(&tx, id, self.now()).await?;
        let shown = rows.into_iter().map(|row| SessionInfo {
            id: row.id,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            user_agent: row.user_agent,
            address: row.address,
            current: who.channel == Channel::Session(row.id),
        });
        Ok(Page::whole(shown.collect()))
    }

    /// Ends one of a person's sessions.
    ///
    /// # Errors
    /// As [`App::sessions_of`].
    pub async fn end_session_of(&self, who: &Principal, id: UserId, session: SessionId) -> Result<()> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.write(&who).await?;
            app.over_account(&tx, &who, id).await?;
            sessions::revoke(&tx, id, session, app.now()).await?;
            let mut change = app.change(&who, Subject::Session, session.uuid(), Verb::Revoked);
            change.on_behalf = Some(id);
            tx.log(change).await?;
            tx.commit().await?;
            app.sessions().forget(Channel::Session(session));
            Ok(())
        })
        .await
    }

    /// Ends every session of a person; of oneself all but this one.
    ///
    /// # Errors
    /// As [`App::sessions_of`].
    pub async fn end_sessions_of(&self, who: &Principal, id: UserId) -> Result<()> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.write(&who).await?;
            app.over_account(&tx, &who, id).await?;
            let own = match who.channel {
                Channel::Session(session) if who.user == id => Some(session),
                _ => None,
            };
            let ended = sessions::revoke_all(&tx, id, own, app.now()).await?;
            let mut change = app.change(&who, Subject::User, id.uuid(), Verb::Revoked);
            change.on_behalf = Some(id);
            change.before = Some(json!({ "sessions": ended }));
            tx.log(change).await?;
            tx.commit().await?;
            app.forget_user(id);
            Ok(())
        })
        .await
    }

    /// Takes a person's second factor away who lost it, and ends their sessions.
    ///
    /// # Errors
    /// As [`App::sessions_of`]; `org.reset_own_factor`; `auth.second_factor_off` when there is none.
    pub async fn reset_second_factor(&self, who: &Principal, id: UserId) -> Result<()> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.write(&who).await?;
            app.over_account(&tx, &who, id).await?;
            guard::not_oneself(&who, id, "org.reset_own_factor")?;
            if !second_factor::remove(&tx, id).await? {
                return Err(Error::conflict("auth.second_factor_off"));
            }
            sessions::revoke_all(&tx, id, None, app.now()).await?;
            let mut change = app.change(&who, Subject::User, id.uuid(), Verb::Updated);
            change.after = Some(json!({ "secondFactor": false }));
            tx.log(change).await?;
            tx.commit().await?;
            app.forget_user(id);
            Ok(())
        })
        .await
    }

    /// Refuses who may not look after the account of a person.
    pub(super) async fn over_account(&self, tx: &Tx, who: &Principal, id: UserId) -> Result<()> {
        self.permit(tx, who, Permission::OrgManage, Object::TENANT).await?;
        self.company(tx).await?.people.get(&id).ok_or(Error::NotFound)?;
        self.authority(tx, who).await?.over_person(tx, id).await
    }
}
