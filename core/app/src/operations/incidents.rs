//! Jobs that gave up: see them, try them again, leave them undone.

use serde::Deserialize;
use utoipa::IntoParams;
use weir_access::Object;
use weir_model::change::{Subject, Verb};
use weir_model::id::IncidentId;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::queries::incidents::{self, IncidentRow};

use crate::company::Company;
use crate::context::App;
use crate::cursor;
use crate::dto::common::{Page, page_limit};
use crate::dto::operations::Incident;
use crate::error::Result;

/// Which incidents.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct IncidentQuery {
    /// Only those that nobody dealt with.
    #[serde(default)]
    pub open: bool,
    /// Rows of a page.
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub cursor: Option<String>,
}

impl App {
    /// Incidents, newest first.
    ///
    /// # Errors
    /// [`crate::Error::Denied`] without `jobs.manage`.
    pub async fn incidents(&self, who: &Principal, query: IncidentQuery) -> Result<Page<Incident>> {
        let limit = page_limit(query.limit)?;
        let after = query.cursor.as_deref().map(cursor::read).transpose()?;
        let tx = self.store().read(who.tenant).await?;
        self.permit(&tx, who, Permission::JobsManage, Object::TENANT).await?;
        let company = self.company(&tx).await?;
        let mut rows = incidents::list(&tx, query.open, after, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |r| (r.created_at, r.id))?;
        Ok(Page::new(rows.into_iter().map(|row| shown(row, &company)).collect(), next))
    }

    /// Puts the job back, its attempts counted anew.
    ///
    /// # Errors
    /// [`crate::Error::Denied`] without `jobs.manage`; [`crate::Error::NotFound`] when it was dealt with already.
    pub async fn retry_incident(&self, who: &Principal, id: IncidentId) -> Result<Incident> {
        self.resolve_incident(who, id, Resolution::Retried).await
    }

    /// Leaves the job undone for good. A flow whose script failed goes on as if the script did not hold.
    ///
    /// # Errors
    /// [`crate::Error::Denied`] without `jobs.manage`; [`crate::Error::NotFound`] when it was dealt with already.
    pub async fn skip_incident(&self, who: &Principal, id: IncidentId) -> Result<Incident> {
        self.resolve_incident(who, id, Resolution::Skipped).await
    }

    async fn resolve_incident(&self, who: &Principal, id: IncidentId, how: Resolution) -> Result<Incident> {
        let tx = self.write(who).await?;
        self.permit(&tx, who, Permission::JobsManage, Object::TENANT).await?;
        let now = self.now();
        let word = match how {
            Resolution::Retried => {
                incidents::retry(&tx, id, who.user, now).await?;
                "retried"
            }
            Resolution::Skipped => {
                incidents::skip(&tx, id, who.user, now).await?;
                self.go_on_without_script(&tx, &incidents::get(&tx, id).await?).await?;
                "skipped"
            }
        };
        let mut change = self.change(who, Subject::Job, id.uuid(), Verb::Updated);
        change.after = Some(serde_json::json!({ "resolution": word }));
        tx.log(change).await?;
        let company = self.company(&tx).await?;
        let incident = shown(incidents::get(&tx, id).await?, &company);
        tx.commit().await?;
        Ok(incident)
    }
}

#[derive(Clone, Copy)]
enum Resolution {
    Retried,
    Skipped,
}

fn shown(row: IncidentRow, company: &Company) -> Incident {
    let instance = row.payload.get("instanceId").and_then(|id| id.as_str());
    Incident {
        id: row.id,
        kind: row.kind,
        error: row.error,
        created_at: row.created_at,
        attempts: row.attempts,
        instance_id: instance.and_then(|id| id.parse().ok()),
        resolution: row.resolution,
        resolved_at: row.resolved_at,
        resolved_by: row.resolved_by.map(|id| company.person(id)),
    }
}
