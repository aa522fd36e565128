//! Who is told of the project that an approval brought into being: whoever asked for it, and whoever leads it.

use indexmap::IndexSet;
use weir_model::id::UserId;
use weir_store::Tx;
use weir_store::queries::projects::ProjectRow;

use crate::approvals::Case;
use crate::company::Company;
use crate::context::App;
use crate::dto::operations::NotificationEvent;
use crate::error::Result;
use crate::notifications::{Notice, Notification, Standing, link_to_project, link_to_started};

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
}
