//! Who is told of the project that an approval brings into being: whoever asked for it, and whoever leads it; and when
//! it cannot be founded, whoever may try again.

use std::collections::BTreeSet;

use indexmap::IndexSet;
use weir_access::Object;
use weir_model::id::UserId;
use weir_model::permission::Permission;
use weir_store::Tx;
use weir_store::queries::jobs::Claimed;
use weir_store::queries::projects::ProjectRow;

use crate::approvals::Case;
use crate::company::Company;
use crate::context::App;
use crate::dto::operations::NotificationEvent;
use crate::error::Result;
use crate::notifications::{
    LINK_TO_INCIDENTS, Notice, Notification, Standing, link_to_project, link_to_started,
};
use crate::worker::found_project::FoundProjectJob;

impl App {
    /// Tells the lead and the initiator, each once. Who may not look into the project is led to what they asked for,
    /// and learns of the project that it is there, not what it is called.
    pub(super) async fn tell_of_founding(
        &self,
        tx: &Tx,
        company: &Company,
        case: &Case,
        project: &ProjectRow,
    ) -> Result<()> {
        let initiator = case.row.initiator;
        let concerned: IndexSet<UserId> = [project.lead, initiator].into();
        let mut told = Vec::with_capacity(concerned.len());
        for to in concerned {
            if company.people.get(&to).is_none_or(|person| !person.active) {
                continue;
            }
            let looks = self.still_looks(tx, to, project.id).await?;
            let standing = match looks {
                true => (to == project.lead).then_some(Standing::Lead),
                false => Some(Standing::Outside),
            };
            let title = match looks {
                true => format!("{} {}", project.key, project.name),
                false => case.row.title.clone(),
            };
            told.push(Notification {
                to,
                event: NotificationEvent::ProjectFounded,
                notice: Notice { title, standing, ..Notice::default() },
                link: if looks { link_to_project(project.id) } else { link_to_started(case.row.id) },
                instance: (to == initiator).then_some(case.row.id),
                task: None,
                project: looks.then_some(project.id),
            });
        }
        self.notify(tx, told).await
    }

    /// Tells that a project could not be founded: those who may try again, and whoever asked for it that they know.
    pub(crate) async fn tell_of_failed_founding(&self, tx: &Tx, job: &Claimed, why: &str) -> Result<()> {
        let Ok(what) = serde_json::from_value::<FoundProjectJob>(job.payload.clone()) else { return Ok(()) };
        // An instance that cannot be read has its incident all the same.
        let Ok(case) = self.case(tx, what.instance_id).await else { return Ok(()) };
        let (company, rights) = (self.company(tx).await?, self.snapshot(tx).await?);
        let active: BTreeSet<UserId> =
            company.people.iter().filter(|(_, person)| person.active).map(|(id, _)| *id).collect();
        let mends =
            |user: &UserId| rights.decide(*user, Permission::JobsManage, Object::TENANT, self.now()).is_ok();
        let (mending, others): (BTreeSet<UserId>, BTreeSet<UserId>) = active.into_iter().partition(mends);
        let notification = |to, notice, link| Notification {
            to,
            event: NotificationEvent::ProjectFounded,
            notice,
            link,
            instance: Some(what.instance_id),
            task: None,
            project: None,
        };
        let mut told: Vec<Notification> = mending
            .into_iter()
            .map(|to| {
                let notice = Notice {
                    flow: case.plan.definition().name.clone(),
                    standing: Some(Standing::Mends),
                    text: why.to_owned(),
                    ..Notice::default()
                };
                notification(to, notice, LINK_TO_INCIDENTS.to_owned())
            })
            .collect();
        if others.contains(&case.row.initiator) {
            let notice = Notice {
                title: case.row.title.clone(),
                standing: Some(Standing::Waits),
                ..Notice::default()
            };
            told.push(notification(case.row.initiator, notice, link_to_started(case.row.id)));
        }
        self.notify(tx, told).await
    }
}
