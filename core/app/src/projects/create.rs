//! A new work item.

use std::sync::Arc;

use serde_json::{Map, Value as Json, json};
use weir_forms::{Data, validate};
use weir_model::change::{Subject, Verb};
use weir_model::id::{ProjectId, RecordId, WorkItemId};
use weir_model::permission::FieldRights;
use weir_model::principal::Principal;
use weir_model::{Issue, Issues};
use weir_store::Tx;
use weir_store::queries::records::{self, NewRecord};
use weir_store::queries::work_items::{self, Placed};
use weir_store::queries::{projects, work_links};
use weir_work::Deed;

use super::access::Seat;
use super::change::{Facts, check_dates, check_title, logged};
use super::types::{TypeInUse, Types, below};
use crate::company::Company;
use crate::context::App;
use crate::dto::work::{CreateWorkItem, WorkItemDetail};
use crate::error::{Error, Result, refuse};

impl App {
    /// Creates a work item at the end of the order.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every finding, custom fields at `fields.<key>`; [`Error::Denied`] for a viewer.
    pub async fn create_work_item(
        &self,
        who: &Principal,
        project: ProjectId,
        input: CreateWorkItem,
    ) -> Result<WorkItemDetail> {
        let tx = self.write(who).await?;
        let seat = self.seat_for(&tx, who, project, Deed::Work).await?;
        let id = self.create_item_in(&tx, who, &seat, input).await?;
        let detail = self.item_detail(&tx, who, id).await?;
        tx.commit().await?;
        Ok(detail)
    }

    pub(super) async fn create_item_in(
        &self,
        tx: &Tx,
        who: &Principal,
        seat: &Seat,
        input: CreateWorkItem,
    ) -> Result<WorkItemId> {
        let project = seat.project.id;
        let company = self.company(tx).await?;
        let types = Types::of(self, tx, project).await?;
        let kind = match &input.kind {
            Some(key) => types.get(key.as_str()),
            None => types.0.first(),
        };
        let kind = kind.ok_or_else(|| {
            Issue::new("type", "work.type_unknown")
                .with("type", input.kind.as_ref().map_or("", |k| k.as_str()))
        })?;
        let id = self.new_id(WorkItemId::from_uuid);
        let title = input.title.trim().to_owned();
        let initial = kind.kind.workflow.initial.to_string();
        let placed = Placed {
            kind: kind.key.clone(),
            status: input.status.clone().unwrap_or_else(|| initial.clone()),
            assignee: input.assignee,
            parent: input.parent,
            start: input.start,
            due: input.due,
            rank: self.last_rank(tx, project).await?,
        };
        let mut issues: Issues = check_title(&title).into_iter().chain(check_dates(&placed)).collect();
        if let Some(user) = placed.assignee {
            issues.extend(self.check_assignee(tx, &company, project, user).await?);
        }
        let own = (None, kind.key.as_str());
        issues.extend(Self::check_parent(tx, project, &types, own, placed.parent, who.locale).await?);
        let situation = self.situation(&company, who, None);
        let validated =
            match validate(&kind.form.schema, &input.fields, &FieldRights::new(), &situation, None) {
                Ok(validated) => Some(validated),
                Err(found) => {
                    issues.extend(below("fields", found));
                    None
                }
            };
        let data = validated.as_ref().map_or(&input.fields, |v| &v.data);
        let facts = Facts { id, kind, placed: &placed, data, created_by: who.user };
        issues.extend(self.check_step(tx, who, seat, &facts, &initial).await?);
        refuse(issues)?;
        let validated = validated.ok_or_else(|| Error::internal("neither valid nor refused"))?;
        self.store_item(tx, who, seat, (id, kind), (&title, &placed, validated), &company).await?;
        self.tell_of_assignment(tx, who, seat, id, &title, (None, placed.assignee)).await?;
        Ok(id)
    }

    async fn store_item(
        &self,
        tx: &Tx,
        who: &Principal,
        seat: &Seat,
        (id, kind): (WorkItemId, &TypeInUse),
        (title, placed, validated): (&str, &Placed, weir_forms::Validated),
        company: &Arc<Company>,
    ) -> Result<()> {
        let record: RecordId = work_items::record_of(id);
        let kept = self.keep(tx, who, company, &kind.form, record, (validated, None)).await;
        let mut kept = kept.map_err(in_fields)?;
        title.clone_into(&mut kept.title);
        let new = NewRecord {
            id: record,
            form: kind.form.id,
            content: kept.content(),
            status: None,
            department: None,
            instance: None,
            by: who.user,
            at: self.now(),
        };
        records::insert(tx, new).await?;
        let number = projects::next_number(tx, seat.project.id).await?;
        work_items::insert(tx, (kind.form.id, id), (seat.project.id, number), placed).await?;
        self.claim_unique(tx, &kind.form, record, &kept.data).await.map_err(in_fields)?;
        kept.attach_files(tx, who.user, record).await?;
        for user in [Some(who.user), placed.assignee].into_iter().flatten() {
            work_links::watch(tx, id, user, true).await?;
        }
        self.log_created(tx, who, seat.project.id, id, (title, placed, &kept.data)).await
    }

    /// Appends that an item came to be.
    pub(super) async fn log_created(
        &self,
        tx: &Tx,
        who: &Principal,
        project: ProjectId,
        id: WorkItemId,
        (title, placed, data): (&str, &Placed, &Data),
    ) -> Result<()> {
        let mut after: Map<String, Json> = logged(title, placed, data);
        after.insert("$project".to_owned(), json!(project));
        after.insert("$rev".to_owned(), json!(1));
        let mut change = self.change(who, Subject::WorkItem, id.uuid(), Verb::Created);
        change.after = Some(Json::Object(after));
        Ok(tx.log(change).await?)
    }
}

/// Findings of a form, where a work item's body holds its fields.
pub(super) fn in_fields(error: Error) -> Error {
    match error {
        Error::Invalid(issues) => Error::Invalid(below("fields", issues)),
        other => other,
    }
}
