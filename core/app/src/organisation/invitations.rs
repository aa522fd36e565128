//! Invitations: a link by which a newcomer chooses their own first password, once and within a week.

use jiff::SignedDuration;
use serde_json::json;
use weir_model::change::{Subject, Verb};
use weir_model::id::{InvitationId, JobId, UserId};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::invitations::{self, InvitationRow};
use weir_store::queries::jobs::{self, NewJob};
use weir_store::queries::{accounts, sessions};

use super::{guard, to_the_end};
use crate::context::App;
use crate::dto::common::Page;
use crate::dto::organisation::{
    AcceptInvitation, CreatePerson, Invitation, InvitationLink, InvitationToken, Invited, InvitedPerson,
};
use crate::error::{Error, Result, refuse};
use crate::session::{NewToken, TokenKind, password, token_hash};
use crate::worker::invitation::{self, InvitationJob};

/// How long a link opens: a holiday, and not a term.
const OPEN_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The page of the web app that takes the token, behind a `#` so that no server in between sees it.
const PAGE: &str = "/invitation#";

impl App {
    /// Takes a person in who chooses their own password by the link.
    ///
    /// # Errors
    /// As creating a person does.
    pub async fn invite_newcomer(&self, who: &Principal, wish: CreatePerson) -> Result<InvitedPerson> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let token = NewToken::make(TokenKind::Invitation)?;
            // A password that nobody is told: nobody comes in before they chose one.
            let hash = app.passwords().hash(password::generate()?).await?;
            let person = app.take_in(&who, wish, hash).await?;
            let tx = app.write(&who).await?;
            let invitation = app.store_invitation(&tx, &who, person, token).await?;
            tx.commit().await?;
            Ok(InvitedPerson { person: app.get_person(&who, person).await?, invitation })
        })
        .await
    }

    /// Makes a link for a person who is here already; links before it end.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] without `org.manage` and over an account with more rights;
    /// `org.reset_own_password`, `org.invite_disabled`.
    pub async fn invite_person(&self, who: &Principal, id: UserId) -> Result<InvitationLink> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let token = NewToken::make(TokenKind::Invitation)?;
            let tx = app.write(&who).await?;
            app.over_account(&tx, &who, id).await?;
            guard::not_oneself(&who, id, "org.reset_own_password")?;
            if !app.company(&tx).await?.people.get(&id).is_some_and(|p| p.active) {
                return Err(Error::conflict("org.invite_disabled"));
            }
            let invitation = app.store_invitation(&tx, &who, id, token).await?;
            tx.commit().await?;
            Ok(invitation)
        })
        .await
    }

    /// The open invitations, the latest first.
    ///
    /// # Errors
    /// [`Error::Denied`] without `org.manage`.
    pub async fn list_invitations(&self, who: &Principal) -> Result<Page<Invitation>> {
        let tx = self.store().read(who.tenant).await?;
        self.permit(&tx, who, Permission::OrgManage, weir_access::Object::TENANT).await?;
        let company = self.company(&tx).await?;
        let shown = |row: InvitationRow| Invitation {
            id: row.id,
            person: company.person(row.user),
            created_by: company.person(row.created_by),
            created_at: row.created_at,
            expires_at: row.expires_at,
        };
        Ok(Page::whole(invitations::open(&tx, self.now()).await?.into_iter().map(shown).collect()))
    }

    /// Ends an open invitation.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] without `org.manage`.
    pub async fn revoke_invitation(&self, who: &Principal, id: InvitationId) -> Result<()> {
        let tx = self.write(who).await?;
        self.permit(&tx, who, Permission::OrgManage, weir_access::Object::TENANT).await?;
        let open = invitations::open(&tx, self.now()).await?;
        let row = open.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
        invitations::revoke(&tx, id, self.now()).await?;
        let mut change = self.change(who, Subject::User, row.user.uuid(), Verb::Revoked);
        change.before = Some(json!({ "invitation": id }));
        tx.log(change).await?;
        Ok(tx.commit().await?)
    }

    /// Whom a link invites, for the page that asks for a password.
    ///
    /// # Errors
    /// `auth.invitation_over` for whatever is not an open one.
    pub async fn look_at_invitation(&self, token: &InvitationToken) -> Result<Invited> {
        let now = self.now();
        let found =
            invitations::of_token(&self.store().system_read(), &token_hash(&token.token), now).await?;
        let over = || Error::conflict("auth.invitation_over");
        let (tenant, row) = found.ok_or_else(over)?;
        let tx = self.store().read(tenant).await?;
        let company = self.company(&tx).await?;
        let person = company.people.get(&row.user).filter(|p| p.active).ok_or_else(over)?;
        Ok(Invited {
            tenant: weir_store::queries::tenants::current(&tx).await?.key.to_string(),
            tenant_name: company.name.clone(),
            login: person.login.clone(),
            name: person.name.clone(),
            expires_at: row.expires_at,
            password_min_chars: u32::try_from(company.sign_in.password_min()).unwrap_or(u32::MAX),
        })
    }

    /// Sets the password that an invited person chose. Then they sign in.
    ///
    /// # Errors
    /// `auth.invitation_over`; [`Error::Invalid`] at `password`.
    pub async fn accept_invitation(&self, wish: AcceptInvitation) -> Result<()> {
        let AcceptInvitation { token, password } = wish;
        let hash = token_hash(&token);
        let invited = self.look_at_invitation(&InvitationToken { token }).await?;
        let min = invited.password_min_chars as usize;
        refuse(password::check_new("password", &password, &invited.login, min))?;
        let new = self.passwords().hash(password).await?;
        let app = self.clone();
        to_the_end(async move {
            let now = app.now();
            let over = || Error::conflict("auth.invitation_over");
            let found = invitations::of_token(&app.store().system_read(), &hash, now).await?;
            let (tenant, row) = found.ok_or_else(over)?;
            let tx = app.store().begin(tenant).await?;
            if !invitations::take(&tx, row.id, now).await? {
                return Err(over());
            }
            accounts::set_password(&tx, row.user, &new, false, now).await?;
            sessions::revoke_all(&tx, row.user, None, now).await?;
            let mut change = app.moved(None, Subject::User, row.user.uuid(), Verb::Updated);
            change.actor = Some(row.user);
            change.channel = "session";
            change.request_id = crate::request::request_id();
            change.after = Some(json!({ "invitation": row.id, "accepted": true }));
            tx.log(change).await?;
            tx.commit().await?;
            app.forget_user(row.user);
            Ok(())
        })
        .await
    }

    async fn store_invitation(
        &self,
        tx: &Tx,
        who: &Principal,
        person: UserId,
        token: NewToken,
    ) -> Result<InvitationLink> {
        let now = self.now();
        let row = InvitationRow {
            id: self.new_id(InvitationId::from_uuid),
            user: person,
            created_by: who.user,
            created_at: now,
            expires_at: now.saturating_add(OPEN_FOR).unwrap_or(now),
        };
        invitations::insert(tx, &row, &token.hash).await?;
        let link = format!("{}{PAGE}{}", self.settings().public_url, token.text);
        let has_address = self.company(tx).await?.people.get(&person).is_some_and(|p| !p.email.is_empty());
        let mailed = self.settings().mail.is_some() && has_address;
        if mailed {
            // The link opens an account: it waits for its mail as sealed as any other secret.
            let about = row.id.uuid();
            let sealed = self.vault().await?;
            let sealed = crate::session::seal(&*sealed, tx.tenant(), about.as_bytes(), link.as_bytes())?;
            let job = NewJob {
                id: self.new_id(JobId::from_uuid),
                kind: invitation::KIND,
                payload: serde_json::to_value(InvitationJob { invitation: row.id, to: person, link: sealed })
                    .map_err(Error::internal)?,
                idempotency_key: format!("invitation:{}", row.id),
                run_at: now,
                created_at: now,
            };
            jobs::enqueue(tx, &job).await?;
        }
        let mut change = self.change(who, Subject::User, person.uuid(), Verb::Granted);
        change.after = Some(json!({ "invitation": row.id, "expiresAt": row.expires_at, "mailed": mailed }));
        tx.log(change).await?;
        Ok(InvitationLink { id: row.id, link, expires_at: row.expires_at, mailed })
    }
}
