//! Submitting a form: the record, the instance and everything that follows, in one transaction (R25).

use std::sync::Arc;

use weir_flow::command::Start;
use weir_flow::{Act, Command, CommandId, State, step};
use weir_forms::validate;
use weir_model::Key;
use weir_model::change::{Subject, Verb};
use weir_model::id::{InstanceId, RecordId};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::drafts;
use weir_store::queries::files::{self, Attachment};
use weir_store::queries::instances::{self, InstanceRow};
use weir_store::queries::records::{self, NewRecord, RecordRow};

use super::case::{Case, Move, refused, status_of};
use super::drafts::files_of;
use super::sight::node_rights;
use super::surroundings::World;
use crate::context::App;
use crate::dto::approvals::{Instance, StartInstance};
use crate::error::{Error, Result};
use crate::records::{Names, RECORD_ATTACHMENT};

impl App {
    /// Submits a form and starts its flow. Repeated under the same key it gives the instance that it made before.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the caller may not start the flow, [`Error::Invalid`] for everything that is
    /// wrong with the form.
    pub async fn start_instance(
        &self,
        who: &Principal,
        flow: &Key,
        input: StartInstance,
    ) -> Result<Instance> {
        if let Some(made) = self.made_before::<InstanceId>(who).await? {
            return self.get_instance(who, made).await;
        }
        let begun = self.write(who).await;
        // The first of two that were sent at once may just have ended.
        if let (Err(Error::Conflict { .. }), Some(made)) = (&begun, self.made_before(who).await?) {
            return self.get_instance(who, made).await;
        }
        let tx = begun?;
        let id = self.submit(&tx, who, flow, input).await?;
        self.note_made(&tx, who, &id).await?;
        tx.commit().await?;
        self.get_instance(who, id).await
    }

    async fn submit(&self, tx: &Tx, who: &Principal, key: &Key, input: StartInstance) -> Result<InstanceId> {
        let company = self.company(tx).await?;
        let flow = self.startable(tx, who, key, &company).await?;
        let department = self.acting_department(&company, who, input.department_id)?;
        let form = self.form_in_use(tx, flow.form).await?;
        let (instance, record) = (self.new_id(InstanceId::from_uuid), self.new_id(RecordId::from_uuid));
        let situation = self.situation(&company, who, department);

        if let Some(draft) = input.draft_id {
            let from = files_of(draft);
            let names = Names::of(tx, &company, std::iter::once((&*form.schema, &input.data))).await?;
            let files: Vec<_> = names.refs.files.keys().copied().collect();
            let to = Attachment { kind: RECORD_ATTACHMENT.to_owned(), id: record.uuid() };
            files::attach(tx, who.user, &files, &to, Some(&from)).await?;
            files::release(tx, &from).await?;
            drafts::delete(tx, who.user, draft).await?;
            tx.log(self.change(who, Subject::Draft, draft.uuid(), Verb::Deleted)).await?;
        }
        let rights = node_rights(&flow.plan, &form.schema, flow.plan.start());
        let validated = validate(&form.schema, &input.data, &rights, &situation, None)?;
        let mut kept = self.keep(tx, who, &company, &form, record, (validated, None)).await?;
        let (title, summary) = self.describe(tx, &flow.plan, &form.schema, &kept.data, &company).await?;
        kept.title.clone_from(&title);

        let snapshot = self.snapshot(tx).await?;
        let command = Command {
            id: CommandId(format!("start:{instance}")),
            act: Act::Start(Start {
                initiator: who.user,
                department,
                chosen: input.chosen.into_iter().collect(),
            }),
        };
        let world =
            World::new((&company, &snapshot, self.moment(&company)), (&form.schema, &kept.data), &situation);
        let transition = step(&flow.plan, None, command, &world, self.now()).map_err(refused)?;

        let at = self.now();
        let status = status_of(transition.state.status);
        records::insert(
            tx,
            NewRecord {
                id: record,
                form: form.id,
                content: kept.content(),
                status: Some(status),
                department,
                instance: Some(instance),
                by: who.user,
                at,
            },
        )
        .await?;
        self.claim_unique(tx, &form, record, &kept.data).await?;
        kept.attach_files(tx, who.user, record).await?;
        tx.log(self.change(who, Subject::Record, record.uuid(), Verb::Created)).await?;

        let ended = transition.state.status != weir_flow::Status::Running;
        let row = InstanceRow {
            id: instance,
            flow: flow.id,
            flow_version: flow.version,
            form: form.id,
            form_version: form.version,
            record,
            initiator: who.user,
            department,
            title,
            summary,
            status: status.to_owned(),
            state: transition.state.to_snapshot().map_err(Error::internal)?,
            rev: 1,
            started_at: at,
            updated_at: at,
            ended_at: ended.then_some(at),
        };
        instances::insert(tx, &row).await?;
        let mut case = Case {
            state: State::new(who.user, department, Default::default()),
            plan: Arc::clone(&flow.plan),
            schema: self.form_schema(tx, form.id, form.version).await?,
            record: RecordRow {
                id: record,
                form: form.id,
                version: form.version,
                title: kept.title.clone(),
                data: kept.data.clone(),
                status: Some(status.to_owned()),
                serial: kept.serial.clone(),
                department,
                created_by: who.user,
                created_at: at,
                updated_at: at,
                rev: 1,
                instance: Some(instance),
                deleted_at: None,
            },
            company,
            snapshot,
            row,
        };
        let moved = Move { by: Some(who), outcome: "submit", changed: None };
        self.follow(tx, &mut case, transition, moved).await?;
        Ok(instance)
    }
}
