//! One's own sessions: see them, end one, sign out.

use serde_json::json;
use weir_model::change::{Subject, Verb};
use weir_model::id::SessionId;
use weir_model::principal::{Channel, Principal};
use weir_store::queries::sessions;

use crate::context::App;
use crate::dto::common::Page;
use crate::dto::session::SessionInfo;
use crate::error::{Error, Result};
use crate::organisation::to_the_end;

impl App {
    /// The sessions that are open, the latest used first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn my_sessions(&self, me: &Principal) -> Result<Page<SessionInfo>> {
        own_eyes(me)?;
        let tx = self.store().read(me.tenant).await?;
        let rows = sessions::list(&tx, me.user, self.now()).await?;
        let shown = rows.into_iter().map(|row| SessionInfo {
            id: row.id,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            user_agent: row.user_agent,
            address: row.address,
            current: me.channel == Channel::Session(row.id),
        });
        Ok(Page::whole(shown.collect()))
    }

    /// Ends one of one's own sessions.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not theirs or has ended; `auth.session_required` for an API token.
    pub async fn revoke_session(&self, me: &Principal, id: SessionId) -> Result<()> {
        session_of(me)?;
        self.end_session(me, id, Verb::Revoked).await
    }

    /// Ends all of one's own sessions but the one that this call came in by: somebody else may be in.
    ///
    /// # Errors
    /// `auth.session_required` for an API token.
    pub async fn revoke_other_sessions(&self, me: &Principal) -> Result<()> {
        let (app, me, kept) = (self.clone(), me.clone(), session_of(me)?);
        to_the_end(async move {
            let tx = app.write(&me).await?;
            let ended = sessions::revoke_all(&tx, me.user, Some(kept), app.now()).await?;
            let mut change = app.change(&me, Subject::User, me.user.uuid(), Verb::Revoked);
            change.before = Some(json!({ "sessions": ended }));
            tx.log(change).await?;
            tx.commit().await?;
            app.forget_user(me.user);
            Ok(())
        })
        .await
    }

    /// Ends the session that this call came in by.
    ///
    /// # Errors
    /// `auth.session_required` for an API token, which is revoked, not signed out.
    pub async fn logout(&self, me: &Principal) -> Result<()> {
        if let (Some(viewer), Channel::Session(session)) = (me.viewer, me.channel) {
            self.close_view(me.tenant, session, self.now()).await?;
            let owner = Principal { user: viewer.user, viewer: None, ..me.clone() };
            return self.end_session(&owner, session, Verb::SignedOut).await;
        }
        self.end_session(me, session_of(me)?, Verb::SignedOut).await
    }

    async fn end_session(&self, me: &Principal, id: SessionId, verb: Verb) -> Result<()> {
        let tx = self.write(me).await?;
        sessions::revoke(&tx, me.user, id, self.now()).await?;
        tx.log(self.change(me, Subject::Session, id.uuid(), verb)).await?;
        tx.commit().await?;
        self.sessions().forget(Channel::Session(id));
        Ok(())
    }
}

/// The session behind a call: what a token alone must not do (mint more tokens, change the password) asks for it.
pub(super) fn session_of(me: &Principal) -> Result<SessionId> {
    own_eyes(me)?;
    match me.channel {
        Channel::Session(id) => Ok(id),
        Channel::ApiToken(_) | Channel::System => Err(Error::conflict("auth.session_required")),
    }
}

/// What is a person's own stays closed to who looks through their eyes: sessions, tokens, preferences.
pub(crate) fn own_eyes(me: &Principal) -> Result<()> {
    if me.viewer.is_some() { Err(Error::ViewOnly) } else { Ok(()) }
}
