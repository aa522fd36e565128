//! Copies of a work item, and a work item that goes to another project.

use serde_json::json;
use weir_forms::schema::FieldKind;
use weir_forms::validate;
use weir_model::Issue;
use weir_model::id::WorkItemId;
use weir_model::permission::FieldRights;
use weir_model::principal::Principal;
use weir_store::queries::work_items::{self, Placed};
use weir_store::queries::{projects, record_keys, records};
use weir_work::Deed;

use super::change::{carried, logged};
use super::create::in_fields;
use super::types::{Types, below};
use crate::context::App;
use crate::dto::work::{CopyWorkItem, CreateWorkItem, MoveWorkItem, WorkItemDetail};
use crate::error::{Error, Result, refuse};

impl App {
    /// A new item like another one, at the beginning of its workflow. Files and what must be nobody else's value
    /// stay with the first.
    ///
    /// # Errors
    /// [`Error::Invalid`] when what is left is not enough.
    pub async fn copy_work_item(
        &self,
        who: &Principal,
        id: WorkItemId,
        input: CopyWorkItem,
    ) -> Result<WorkItemDetail> {
        let tx = self.write(who).await?;
        let (seat, item) = self.item_for(&tx, who, id, Deed::Work).await?;
        let types = Types::of(self, &tx, seat.project.id).await?;
        let schema = &types.own(&item.placed.kind)?.form.schema;
        let mut fields = item.record.data;
        fields.retain(|key, _| {
            schema.field(key).is_some_and(|field| {
                let own = matches!(
                    field.kind,
                    FieldKind::File { .. }
                        | FieldKind::Image { .. }
                        | FieldKind::Signature {}
                        | FieldKind::Serial { .. }
                );
                !own && !field.unique
            })
        });
        // Somebody who left the project since is not given new work.
        let company = self.company(&tx).await?;
        let assignee = match item.placed.assignee {
            Some(user) if self.check_assignee(&tx, &company, seat.project.id, user).await?.is_none() => {
                Some(user)
            }
            _ => None,
        };
        let wish = CreateWorkItem {
            title: input.title.unwrap_or(item.record.title),
            kind: Some(item.placed.kind),
            status: None,
            assignee,
            start: item.placed.start,
            due: item.placed.due,
            parent: item.placed.parent,
            fields,
        };
        let copy = self.create_item_in(&tx, who, &seat, wish).await?;
        let detail = self.item_detail(&tx, who, copy).await?;
        tx.commit().await?;
        Ok(detail)
    }

    /// Moves an item to another project: a new number there, fields and status as far as its type there has them,
    /// its assignee when they are a member.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a project that the caller may not see, a type that is not there, and fields that
    /// its form demands; [`Error::Conflict`] while items stand below it.
    pub async fn move_work_item(
        &self,
        who: &Principal,
        id: WorkItemId,
        input: MoveWorkItem,
    ) -> Result<WorkItemDetail> {
        let tx = self.write(who).await?;
        let (seat, item) = self.item_for(&tx, who, id, Deed::Work).await?;
        let target = match self.seat_for(&tx, who, input.project, Deed::Work).await {
            Err(Error::NotFound) => return Err(Error::invalid("project", "work.project_unknown")),
            seat => seat?.project,
        };
        if target.id == seat.project.id {
            return Err(Error::invalid("project", "work.project_same"));
        }
        if work_items::child_counts(&tx, &[id]).await?.get(&id).is_some_and(|n| *n > 0) {
            return Err(Error::conflict("work.has_children"));
        }
        let (here, there) =
            (Types::of(self, &tx, seat.project.id).await?, Types::of(self, &tx, target.id).await?);
        let old = here.own(&item.placed.kind)?;
        let wanted = input.kind.as_ref().unwrap_or(&old.key);
        let kind = there
            .get(wanted.as_str())
            .ok_or_else(|| Issue::new("type", "work.type_unknown").with("type", wanted))?;
        let mut issues =
            Self::check_parent(&tx, target.id, &there, (None, kind.key.as_str()), None, who.locale).await?;
        let company = self.company(&tx).await?;
        let situation = self.situation(&company, who, None);
        let entered = carried(&item.record.data, old, kind, weir_forms::Data::new());
        let validated = validate(&kind.form.schema, &entered, &FieldRights::new(), &situation, None);
        let validated = validated.map_err(|found| issues.extend(below("fields", found)));
        refuse(issues)?;
        let validated = validated.map_err(|()| Error::internal("neither valid nor refused"))?;

        let assignee = match item.placed.assignee {
            Some(user) if self.check_assignee(&tx, &company, target.id, user).await?.is_none() => Some(user),
            _ => None,
        };
        let workflow = &kind.kind.workflow;
        let placed = Placed {
            kind: kind.key.clone(),
            status: workflow.status(&item.placed.status).map_or(&workflow.initial, |s| &s.key).to_string(),
            assignee,
            parent: None,
            rank: self.last_rank(&tx, target.id).await?,
            ..item.placed.clone()
        };
        let (record, rev) = (item.record.id, item.record.rev);
        record_keys::release(&tx, old.form.id, record).await?;
        work_items::change_form(&tx, record, rev, (old.form.id, kind.form.id, kind.form.version)).await?;
        let kept = self.keep(&tx, who, &company, &kind.form, record, (validated, None)).await;
        let mut kept = kept.map_err(in_fields)?;
        kept.title.clone_from(&item.record.title);
        let by = (who.user, self.now());
        records::update(&tx, kind.form.id, record, rev, kept.content(), by).await?;
        self.claim_unique(&tx, &kind.form, record, &kept.data).await.map_err(in_fields)?;
        let number = projects::next_number(&tx, target.id).await?;
        work_items::update(&tx, id, (target.id, number), &placed).await?;
        let mut before = logged(&item.record.title, &item.placed, &item.record.data);
        let mut after = logged(&item.record.title, &placed, &kept.data);
        before.insert("$project".to_owned(), json!(seat.project.id));
        after.insert("$project".to_owned(), json!(target.id));
        self.log_item(&tx, who, id, rev, (before, after)).await?;
        let detail = self.item_detail(&tx, who, id).await?;
        tx.commit().await?;
        Ok(detail)
    }
}
