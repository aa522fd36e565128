//! The companies on this server.

use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;
use weir_model::Issue;
use weir_model::change::{Subject, Verb};
use weir_model::id::TenantId;
use weir_store::queries::change_log::Change;
use weir_store::queries::platform::{self as rows, EventRow};
use weir_store::queries::tenants::{self, CompanyRow};

use super::{Caretaker, Done};
use crate::context::App;
use crate::cursor;
use crate::dto::common::{Page, page_limit};
use crate::dto::platform::{
    FoundCompany, FoundedCompany, PlatformCompany, PlatformCompanyRef, PlatformEvent, PlatformVerb,
    SuspendCompany,
};
use crate::error::{Error, Result, refuse};
use crate::organisation::to_the_end;
use crate::request::request_id;
use crate::session::admin::CreateTenant;

/// Characters of the reason for a suspension.
const REASON_MAX_CHARS: usize = 500;

impl App {
    /// Companies by key, one page of those whose key or name contains `q`.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a cursor that cannot be.
    pub async fn platform_companies(
        &self,
        _: &Caretaker,
        q: Option<&str>,
        after: Option<&str>,
        limit: Option<u32>,
    ) -> Result<Page<PlatformCompany>> {
        let limit = page_limit(limit)?;
        let after: Option<String> = after.map(cursor::read).transpose()?;
        let q = q.map(str::trim).filter(|q| !q.is_empty());
        let system = self.store().system_read();
        let mut found = tenants::companies(&system, q, after.as_deref(), limit + 1).await?;
        let next = cursor::next(&mut found, limit, |c| c.key.to_string())?;
        Ok(Page::new(found.into_iter().map(shown).collect(), next))
    }

    /// Founds a company with its first administrator.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a key, a name or a time zone that cannot be one; `duplicate` when the key is taken.
    pub async fn found_company(&self, who: &Caretaker, wish: FoundCompany) -> Result<FoundedCompany> {
        let (app, who) = (self.clone(), who.clone());
        // The password is told once: whoever goes away meanwhile must not leave a company half founded.
        to_the_end(async move {
            let FoundCompany { key, name, login, person, time_zone, locale } = wish;
            let key = key.trim().to_owned();
            let wish = CreateTenant { key: key.clone(), name, login, person, time_zone, locale };
            let credentials = app.create_tenant(wish).await?;
            let found = tenants::by_key(&app.store().system_read(), &key).await?.ok_or(Error::NotFound)?;
            let company = tenants::company_of(&app.store().system_read(), found.id).await?;
            let tx = app.store().system().await?;
            let done = Done { company: Some(&company), ..who.did(PlatformVerb::Founded) };
            app.log_platform(&tx, done).await?;
            tx.commit().await?;
            Ok(FoundedCompany {
                company: shown(company),
                login: credentials.login,
                password: credentials.password,
            })
        })
        .await
    }

    /// Suspends a company: its people no longer come in, its jobs rest, nothing of it is lost.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] without a reason; `platform.company_suspended` when it is already.
    pub async fn suspend_company(
        &self,
        who: &Caretaker,
        id: TenantId,
        wish: SuspendCompany,
    ) -> Result<PlatformCompany> {
        let reason = wish.reason.trim();
        let mut issues = Vec::new();
        if reason.is_empty() {
            issues.push(Issue::new("reason", "request.text_empty"));
        } else if reason.chars().count() > REASON_MAX_CHARS {
            issues.push(Issue::new("reason", "request.text_long").with("max", REASON_MAX_CHARS));
        }
        refuse(issues)?;
        self.prove_platform_password(who, wish.password.clone(), "password").await?;
        self.turn_company(who, id, Some(reason.to_owned())).await
    }

    /// Resumes a suspended company: its people come in again, its jobs go on where they stood.
    ///
    /// # Errors
    /// [`Error::NotFound`]; `platform.company_not_suspended`.
    pub async fn resume_company(&self, who: &Caretaker, id: TenantId) -> Result<PlatformCompany> {
        self.turn_company(who, id, None).await
    }

    async fn turn_company(
        &self,
        who: &Caretaker,
        id: TenantId,
        suspended_for: Option<String>,
    ) -> Result<PlatformCompany> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move { app.turn(&who, id, suspended_for.as_deref()).await }).await
    }

    async fn turn(
        &self,
        who: &Caretaker,
        id: TenantId,
        suspended_for: Option<&str>,
    ) -> Result<PlatformCompany> {
        let company = tenants::company_of(&self.store().system_read(), id).await?;
        let (verb, refusal) = match suspended_for {
            Some(_) => (PlatformVerb::Suspended, "platform.company_suspended"),
            None => (PlatformVerb::Resumed, "platform.company_not_suspended"),
        };
        let tx = self.store().system().await?;
        if !tenants::set_suspended(&tx, id, suspended_for, self.now()).await? {
            return Err(Error::conflict(refusal));
        }
        let done =
            Done { company: Some(&company), reason: suspended_for.unwrap_or_default(), ..who.did(verb) };
        self.log_platform(&tx, done).await?;
        tx.commit().await?;
        self.forget_company(id);
        if suspended_for.is_none() {
            self.store().wake().wake_worker();
        }
        // The company's own log tells its auditors. It is another role's table, hence another transaction.
        let tx = self.store().begin(id).await?;
        tx.log(self.by_platform(id, suspended_for)).await?;
        tx.commit().await?;
        Ok(shown(tenants::company_of(&self.store().system_read(), id).await?))
    }

    fn by_platform(&self, id: TenantId, suspended_for: Option<&str>) -> Change {
        Change {
            at: self.now(),
            actor: None,
            on_behalf: None,
            channel: "system",
            request_id: request_id(),
            subject: Subject::Settings,
            subject_id: Some(id.uuid()),
            verb: Verb::Updated,
            before: Some(json!({ "suspended": suspended_for.is_none() })),
            after: Some(json!({ "suspended": suspended_for.is_some(), "reason": suspended_for })),
        }
    }

    /// What was done to the platform, the latest first.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a cursor that cannot be.
    pub async fn platform_events(
        &self,
        _: &Caretaker,
        after: Option<&str>,
        limit: Option<u32>,
    ) -> Result<Page<PlatformEvent>> {
        let limit = page_limit(limit)?;
        let after: Option<(Timestamp, Uuid)> = after.map(cursor::read).transpose()?;
        let mut found = rows::events(&self.store().system_read(), after, limit + 1).await?;
        let next = cursor::next(&mut found, limit, |e| (e.at, e.id.uuid()))?;
        Ok(Page::new(found.into_iter().map(event).collect::<Result<_>>()?, next))
    }
}

fn shown(row: CompanyRow) -> PlatformCompany {
    PlatformCompany {
        id: row.id,
        key: row.key.to_string(),
        name: row.name,
        locale: row.locale,
        time_zone: row.time_zone,
        created_at: row.created_at,
        people: row.people,
        last_seen_at: row.last_seen_at,
        suspended_at: row.suspended_at,
        suspended_reason: row.suspended_reason,
    }
}

fn event(row: EventRow) -> Result<PlatformEvent> {
    Ok(PlatformEvent {
        id: row.id,
        at: row.at,
        by: row.admin_name,
        verb: serde_json::from_value(row.verb.into()).map_err(Error::internal)?,
        company: row.company.map(|c| PlatformCompanyRef { id: c.id, key: c.key, name: c.name }),
        reason: row.reason,
        address: row.address,
    })
}
