//! Seeing the company through somebody else's eyes: read-only, for a while, written down at both ends.
//!
//! The session itself turns into a view, so that a browser needs no second cookie; whoever stands behind it stays
//! known as its viewer. It goes on only while the viewer may still do it and the person may no more than they.

use jiff::{SignedDuration, Timestamp};
use weir_access::Object;
use weir_model::change::{Subject, Verb};
use weir_model::id::{SessionId, TenantId, UserId};
use weir_model::permission::Permission;
use weir_model::principal::{Channel, Principal, Viewer};
use weir_store::Tx;
use weir_store::queries::change_log::Change;
use weir_store::queries::sessions::{self, Holder, SessionRow};

use super::authenticate::later;
use super::sessions::session_of;
use crate::context::App;
use crate::dto::session::{BeginView, ViewInfo};
use crate::error::{Error, Result};
use crate::request::request_id;

/// A view ends so long after it began: enough to look into what somebody reports, too short to forget.
pub const VIEW_MAX: SignedDuration = SignedDuration::from_mins(30);

impl App {
    /// Begins to look through somebody's eyes.
    ///
    /// # Errors
    /// [`Error::Denied`] without `people.viewAs` and over somebody who may more; [`Error::NotFound`];
    /// [`Error::Invalid`] at `password`; `people.view_self`, `auth.session_required`.
    pub async fn begin_view(&self, me: &Principal, wish: BeginView) -> Result<ViewInfo> {
        let tx = self.store().read(me.tenant).await?;
        self.permit(&tx, me, Permission::PeopleViewAs, Object::TENANT).await?;
        let session = session_of(me)?;
        let person = self.viewable(&tx, me, wish.user_id).await?;
        drop(tx);
        self.prove_password(me, wish.password, "password").await?;
        let until = later(self.now(), VIEW_MAX);
        let tx = self.write(me).await?;
        self.viewable(&tx, me, person).await?;
        sessions::set_view(&tx, session, Some((person, until))).await?;
        let mut change = self.change(me, Subject::User, person.uuid(), Verb::ViewBegan);
        change.on_behalf = Some(person);
        change.after = Some(serde_json::json!({ "until": until }));
        tx.log(change).await?;
        let company = self.company(&tx).await?;
        tx.commit().await?;
        self.sessions().forget(Channel::Session(session));
        Ok(ViewInfo { by: company.person(me.user), person: company.person(person), until })
    }

    /// Ends the view of this session; there may be none.
    ///
    /// # Errors
    /// `auth.session_required` for an API token.
    pub async fn end_view(&self, me: &Principal) -> Result<()> {
        let Channel::Session(session) = me.channel else {
            return Err(Error::conflict("auth.session_required"));
        };
        if me.viewer.is_some() {
            self.close_view(me.tenant, session, self.now()).await?;
        }
        Ok(())
    }

    /// Turns a session back into its owner's, and writes it down once, whoever comes first.
    pub(crate) async fn close_view(&self, tenant: TenantId, session: SessionId, at: Timestamp) -> Result<()> {
        let tx = self.store().begin(tenant).await?;
        if let Some((viewer, person)) = sessions::end_view(&tx, session).await? {
            tx.log(Change {
                at,
                actor: Some(viewer),
                on_behalf: Some(person),
                channel: "session",
                request_id: request_id(),
                subject: Subject::User,
                subject_id: Some(person.uuid()),
                verb: Verb::ViewEnded,
                before: None,
                after: None,
            })
            .await?;
        }
        tx.commit().await?;
        self.sessions().forget(Channel::Session(session));
        Ok(())
    }

    /// Closes the views of a tenant that have ended by themselves.
    pub(crate) async fn close_lapsed_views(&self, tenant: TenantId) -> Result<()> {
        let tx = self.store().read(tenant).await?;
        let lapsed = sessions::lapsed_views(&tx, self.now()).await?;
        drop(tx);
        for (session, until) in lapsed {
            self.close_view(tenant, session, until).await?;
        }
        Ok(())
    }

    /// The principal of a session that is a view; none once it has ended or may not go on, which is written down.
    pub(super) async fn viewing(&self, row: &SessionRow, holder: &Holder) -> Result<Option<Principal>> {
        let Some((person, until)) = row.view else { return Ok(None) };
        let now = self.now();
        let owner = Principal { viewer: None, ..super::authenticate::principal(row, holder) };
        if now < until {
            let tx = self.store().read(holder.tenant).await?;
            if self.permit(&tx, &owner, Permission::PeopleViewAs, Object::TENANT).await.is_ok()
                && self.viewable(&tx, &owner, person).await.is_ok()
            {
                let viewer = Viewer { user: owner.user, until };
                return Ok(Some(Principal { user: person, viewer: Some(viewer), ..owner }));
            }
        }
        self.close_view(holder.tenant, row.id, until.min(now)).await?;
        Ok(None)
    }

    /// Somebody whom the principal may look through: active, not themselves, and with no more rights.
    async fn viewable(&self, tx: &Tx, who: &Principal, person: UserId) -> Result<UserId> {
        let company = self.company(tx).await?;
        company.people.get(&person).filter(|p| p.active).ok_or(Error::NotFound)?;
        if person == who.user {
            return Err(Error::conflict("people.view_self"));
        }
        self.may_see_through(tx, who, person).await?;
        Ok(person)
    }
}
