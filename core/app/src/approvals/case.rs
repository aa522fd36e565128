//! One instance with everything that deciding in it needs, and the writing of what a decision led to.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use weir_access::Snapshot;
use weir_flow::effect::{Effect, TaskOutcome};
use weir_flow::{Command, Event, Plan, Refusal, State, Status, Transition, step};
use weir_forms::schema::FormSchema;
use weir_forms::{Data, FieldChange, Reader, Situation, may_read, summary_of, visible_data};
use weir_model::change::{Subject, Verb};
use weir_model::id::{CopyId, IncidentId, InstanceId, JobId, TaskId};
use weir_model::permission::FieldRights;
use weir_model::principal::Principal;
use weir_model::{Key, Locale, LocalizedText, RecordScope};
use weir_store::Tx;
use weir_store::queries::change_log::Change;
use weir_store::queries::copies::{self, CopyRow};
use weir_store::queries::events::{self, EventRow};
use weir_store::queries::instances::{self, InstanceRow};
use weir_store::queries::jobs::{self, NewJob};
use weir_store::queries::records::{self, RecordRow};
use weir_store::queries::tasks::{self, TaskRow};

use super::documents::DOCUMENTS_DECIDED;
use super::sight::public_rights;
use super::surroundings::World;
use crate::company::Company;
use crate::context::App;
use crate::dto::approvals::{InstanceStatus, SummaryItem};
use crate::error::{Error, Result};
use crate::records::Names;
use crate::scripts::AskScriptsJob;
use crate::worker::found_project::{self, FoundProjectJob};

/// The job that goes on where the engine yielded (R29).
pub const CONTINUE_JOB: &str = "continue_instance";

/// What the job [`CONTINUE_JOB`] carries.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContinueJob {
    /// The instance.
    pub instance_id: InstanceId,
}

/// The kind of history entry that is not the engine's: fields were changed.
pub(crate) const DATA_CHANGED: &str = "dataChanged";

/// Fields that somebody changed while they decided or submitted again.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DataChanged {
    /// At which node.
    pub node: Key,
    /// What.
    pub changes: Vec<FieldChange>,
}

/// A few fields of an instance, as lists keep them: readable in both languages, without what any node hides.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeptSummary {
    key: Key,
    label: LocalizedText,
    kind: String,
    text: LocalizedText,
}

/// An instance with its definitions and its record.
#[derive(Debug)]
pub(crate) struct Case {
    pub row: InstanceRow,
    pub state: State,
    pub plan: Arc<Plan>,
    pub schema: Arc<FormSchema>,
    pub record: RecordRow,
    pub company: Arc<Company>,
    pub snapshot: Arc<Snapshot>,
}

/// Who moved an instance, and what else belongs to the move.
pub(crate) struct Move<'a> {
    /// Nobody when the flow goes on by itself.
    pub by: Option<&'a Principal>,
    /// What a closed to-do of theirs is called: `approve`, `reject`, …
    pub outcome: &'static str,
    /// What they changed in the form, and where.
    pub changed: Option<DataChanged>,
}

impl App {
    /// An instance to look at.
    pub(crate) async fn case(&self, tx: &Tx, id: InstanceId) -> Result<Case> {
        let row = instances::get(tx, id).await?;
        self.case_of(tx, row).await
    }

    /// An instance to change in this transaction.
    pub(crate) async fn case_for_change(&self, tx: &Tx, id: InstanceId) -> Result<Case> {
        let row = instances::get_for_change(tx, id).await?;
        self.case_of(tx, row).await
    }

    async fn case_of(&self, tx: &Tx, row: InstanceRow) -> Result<Case> {
        Ok(Case {
            state: State::from_snapshot(&row.state).map_err(Error::internal)?,
            plan: self.flow_plan(tx, row.flow, row.flow_version).await?,
            schema: self.form_schema(tx, row.form, row.form_version).await?,
            record: records::get(tx, row.form, row.record, &RecordScope::All).await?,
            company: self.company(tx).await?,
            snapshot: self.snapshot(tx).await?,
            row,
        })
    }

    /// Lets the engine carry out a command on a running instance, over data as it will be stored.
    pub(crate) fn decide(&self, case: &Case, command: Command, data: &Data) -> Result<Transition> {
        let world = self.world(case, data);
        step(&case.plan, Some(&case.state), command, &world, self.now()).map_err(refused)
    }

    /// The world around a case.
    pub(crate) fn world<'a>(&self, case: &'a Case, data: &'a Data) -> World<'a> {
        let moment = self.moment(&case.company);
        let situation = Situation {
            today: moment.today,
            now: moment.now,
            initiator: Some(case.row.initiator),
            department: case.row.department,
        };
        World::new((&case.company, &case.snapshot, moment), (&case.schema, data), &situation)
    }

    /// Writes a transition: the snapshot under its revision, then everything that it led to (R25).
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody else moved the instance since it was read (R26).
    pub(crate) async fn commit_move(
        &self,
        tx: &Tx,
        case: &mut Case,
        transition: Transition,
        moved: Move<'_>,
    ) -> Result<()> {
        let at = self.now();
        case.row.state = transition.state.to_snapshot().map_err(Error::internal)?;
        status_of(transition.state.status).clone_into(&mut case.row.status);
        case.row.updated_at = at;
        case.row.ended_at = (transition.state.status != Status::Running).then_some(at);
        instances::swap(tx, &case.row).await?;
        case.row.rev += 1;
        self.follow(tx, case, transition, moved).await
    }

    /// Writes what a transition led to, besides the snapshot: history, to-dos, copies, messages, jobs.
    pub(crate) async fn follow(
        &self,
        tx: &Tx,
        case: &mut Case,
        transition: Transition,
        moved: Move<'_>,
    ) -> Result<()> {
        let Transition { state, events, effects } = transition;
        case.state = state;
        let first = events::last(tx, case.row.id).await? + 1;
        let mut rows = history(first, &events, &moved, self.now())?;
        if let Some(decided) = self.documents_decided(tx, case, &events).await? {
            rows.push(EventRow {
                seq: first + i64::try_from(rows.len()).unwrap_or(i64::MAX),
                at: self.now(),
                actor: moved.by.map(|p| p.user),
                kind: DOCUMENTS_DECIDED.to_owned(),
                payload: serde_json::to_value(decided).map_err(Error::internal)?,
            });
        }
        events::append(tx, case.row.id, &rows).await?;
        let opened = self.write_tasks(tx, case, &effects, &moved, first).await?;
        let copied = self.write_copies(tx, case, &effects).await?;
        // Others take part, or it may be called otherwise now.
        if first == 1 || copied || !opened.is_empty() || moved.changed.is_some() {
            self.follow_with_search(tx, case).await?;
        }
        for effect in &effects {
            match effect {
                Effect::Ended { .. } => {
                    let (form, record) = (case.row.form, case.row.record);
                    records::set_status(tx, form, record, &case.row.status, self.now()).await?;
                    tx.log(self.moved(moved.by, Subject::Record, record.uuid(), Verb::Updated)).await?;
                }
                Effect::Continue => {
                    jobs::enqueue(tx, &self.continue_job(case.row.id, first)?).await?;
                }
                Effect::Incident { node, cause } => {
                    let job = self.continue_job(case.row.id, first)?;
                    let error = format!("the flow cannot go on at `{node}`: {cause:?}");
                    let incident = self.new_id(IncidentId::from_uuid);
                    instances::raise_incident(tx, &job, incident, &error).await?;
                }
                Effect::AskScripts { token, node } => {
                    let (instance_id, token, node) = (case.row.id, *token, node.clone());
                    let job = AskScriptsJob { instance_id, token, node, without_failing: false };
                    jobs::enqueue(tx, &self.ask_scripts_job(&job, &first.to_string())?).await?;
                }
                Effect::FoundProject { node } => {
                    jobs::enqueue(tx, &self.found_project_job(case.row.id, node)?).await?;
                }
                _ => {}
            }
        }
        self.tell_of_move(tx, case, (&events, &effects, &opened), &moved).await?;
        let verb = if first == 1 { Verb::Created } else { Verb::Updated };
        let mut change = self.moved(moved.by, Subject::Instance, case.row.id.uuid(), verb);
        change.after = Some(serde_json::json!({ "status": case.row.status }));
        Ok(tx.log(change).await?)
    }

    async fn write_tasks(
        &self,
        tx: &Tx,
        case: &Case,
        effects: &[Effect],
        moved: &Move<'_>,
        seq: i64,
    ) -> Result<Vec<TaskRow>> {
        let at = self.now();
        let mut known = tasks::open_of_instances(tx, &[case.row.id]).await?;
        let (mut opened, mut done, mut cancelled) = (Vec::<TaskRow>::new(), Vec::new(), Vec::new());
        for effect in effects {
            match effect {
                Effect::OpenTask { activation, slot, user, node } => opened.push(TaskRow {
                    id: self.new_id(TaskId::from_uuid),
                    instance: case.row.id,
                    activation: activation.0,
                    slot: *slot,
                    user: *user,
                    node: node.clone(),
                    node_kind: task_kind(&case.plan, node).to_owned(),
                    title: case.row.title.clone(),
                    state: "open".to_owned(),
                    outcome: None,
                    opened_at: at,
                    due_at: None,
                    closed_at: None,
                    entered_seq: seq,
                }),
                Effect::CloseTask { activation, slot, user, outcome } => {
                    let this = |t: &TaskRow| {
                        t.activation == activation.0
                            && t.slot == *slot
                            && t.user == *user
                            && t.state == "open"
                    };
                    // Opened and closed within one transition: nobody ever saw it.
                    if let Some(brief) = opened.iter().position(this) {
                        opened.remove(brief);
                    } else if let Some(task) = known.iter_mut().find(|t| this(t)) {
                        "closed".clone_into(&mut task.state);
                        match outcome {
                            TaskOutcome::Done => done.push(task.id),
                            TaskOutcome::Cancelled => cancelled.push(task.id),
                        }
                    }
                }
                _ => {}
            }
        }
        if !done.is_empty() {
            tasks::close(tx, &done, "done", moved.outcome, at).await?;
        }
        if !cancelled.is_empty() {
            tasks::close(tx, &cancelled, "cancelled", "cancelled", at).await?;
        }
        tasks::insert(tx, &opened).await?;
        let closed = done.iter().chain(&cancelled).map(|id| (*id, Verb::Updated));
        let owner = |id: TaskId| known.iter().chain(&opened).find(|t| t.id == id).map(|t| t.user);
        for (id, verb) in closed.chain(opened.iter().map(|t| (t.id, Verb::Created))) {
            let mut change = self.moved(moved.by, Subject::Task, id.uuid(), verb);
            change.after = Some(serde_json::json!({ "user": owner(id), "instance": case.row.id }));
            tx.log(change).await?;
        }
        Ok(opened)
    }

    /// Tells whether there were any.
    async fn write_copies(&self, tx: &Tx, case: &Case, effects: &[Effect]) -> Result<bool> {
        let mut sent = Vec::new();
        for effect in effects {
            if let Effect::CopyTo { node, users, .. } = effect {
                sent.extend(users.iter().map(|user| CopyRow {
                    id: self.new_id(CopyId::from_uuid),
                    instance: case.row.id,
                    user: *user,
                    node: node.clone(),
                    at: self.now(),
                    read_at: None,
                }));
            }
        }
        copies::insert(tx, &sent).await?;
        Ok(!sent.is_empty())
    }

    fn continue_job(&self, instance: InstanceId, seq: i64) -> Result<NewJob> {
        Ok(NewJob {
            id: self.new_id(JobId::from_uuid),
            kind: CONTINUE_JOB,
            payload: serde_json::to_value(ContinueJob { instance_id: instance }).map_err(Error::internal)?,
            idempotency_key: format!("continue:{instance}:{seq}"),
            run_at: self.now(),
            created_at: self.now(),
        })
    }

    /// An instance founds one project, however often it is asked for.
    fn found_project_job(&self, instance: InstanceId, node: &Key) -> Result<NewJob> {
        let payload = FoundProjectJob { instance_id: instance, node: node.clone() };
        Ok(NewJob {
            id: self.new_id(JobId::from_uuid),
            kind: found_project::KIND,
            payload: serde_json::to_value(payload).map_err(Error::internal)?,
            idempotency_key: found_project::key_of(instance),
            run_at: self.now(),
            created_at: self.now(),
        })
    }

    /// A change-log entry of a person, or of the flow going on by itself.
    pub(crate) fn moved(&self, by: Option<&Principal>, subject: Subject, id: Uuid, verb: Verb) -> Change {
        match by {
            Some(by) => self.change(by, subject, id, verb),
            None => Change {
                at: self.now(),
                actor: None,
                on_behalf: None,
                channel: "system",
                request_id: None,
                subject,
                subject_id: Some(id),
                verb,
                before: None,
                after: None,
            },
        }
    }

    /// What an instance is called and the few fields of it that lists show, for everybody who takes part.
    pub(crate) async fn describe(
        &self,
        tx: &Tx,
        plan: &Plan,
        schema: &FormSchema,
        data: &Data,
        company: &Company,
    ) -> Result<(String, serde_json::Value)> {
        let rights = public_rights(plan);
        let data = visible_data(schema, data, &rights);
        let names = Names::of(tx, company, std::iter::once((schema, &data))).await?;
        let reader = |locale| Reader { locale, time_zone: &company.time_zone, labels: &names };
        let title = weir_forms::title_of(schema, &data, &reader(company.locale));
        let (zh, en) = (reader(Locale::ZhCn), reader(Locale::En));
        let english = summary_of(schema, &data, &rights, &en);
        let kept: Vec<KeptSummary> = summary_of(schema, &data, &rights, &zh)
            .into_iter()
            .zip(english)
            .map(|((field, zh), (_, en))| KeptSummary {
                key: field.key.clone(),
                label: field.label.clone(),
                kind: type_name(field),
                text: LocalizedText::both(zh, en),
            })
            .collect();
        Ok((title, serde_json::to_value(kept).map_err(Error::internal)?))
    }
}

/// A kept summary without the fields that its reader may not see.
pub(crate) fn readable_summary(kept: &serde_json::Value, rights: &FieldRights) -> serde_json::Value {
    let mut kept: Vec<KeptSummary> = Deserialize::deserialize(kept).unwrap_or_default();
    kept.retain(|k| may_read(rights, k.key.as_str()));
    serde_json::to_value(kept).unwrap_or_default()
}

/// A kept summary in the language of its reader.
pub(crate) fn summary(kept: &serde_json::Value, locale: Locale) -> Vec<SummaryItem> {
    let kept: Vec<KeptSummary> = Deserialize::deserialize(kept).unwrap_or_default();
    kept.into_iter()
        .map(|k| SummaryItem {
            key: k.key,
            label: k.label,
            kind: k.kind,
            text: k.text.get(locale).to_owned(),
        })
        .collect()
}

fn type_name(field: &weir_forms::schema::Field) -> String {
    let json = serde_json::to_value(&field.kind).unwrap_or_default();
    json.get("type").and_then(|t| t.as_str()).unwrap_or_default().to_owned()
}

fn history(first: i64, events: &[Event], moved: &Move<'_>, at: Timestamp) -> Result<Vec<EventRow>> {
    let mut rows = Vec::with_capacity(events.len() + 1);
    if let Some(changed) = &moved.changed {
        rows.push(EventRow {
            seq: first,
            at,
            actor: moved.by.map(|p| p.user),
            kind: DATA_CHANGED.to_owned(),
            payload: serde_json::to_value(changed).map_err(Error::internal)?,
        });
    }
    for event in events {
        let payload = serde_json::to_value(event).map_err(Error::internal)?;
        let kind = payload.get("event").and_then(|k| k.as_str()).unwrap_or_default().to_owned();
        let seq = first + i64::try_from(rows.len()).unwrap_or(i64::MAX);
        rows.push(EventRow { seq, at: event.at, actor: event.by, kind, payload });
    }
    Ok(rows)
}

fn task_kind(plan: &Plan, node: &Key) -> &'static str {
    use weir_flow::definition::NodeKind;
    match plan.node(node).map(|n| &n.kind) {
        Some(NodeKind::Handle { .. }) => "handle",
        Some(NodeKind::Start { .. }) => "resubmit",
        _ => "approve",
    }
}

/// The engine's status in the API's word.
pub(crate) const fn status_of(status: Status) -> &'static str {
    match status {
        Status::Running => "running",
        Status::Approved => "approved",
        Status::Rejected => "rejected",
        Status::Withdrawn => "withdrawn",
        Status::Terminated => "terminated",
        Status::Failed => "failed",
    }
}

/// A stored status as the API shows it.
pub(crate) fn shown_status(status: &str) -> InstanceStatus {
    match status {
        "approved" => InstanceStatus::Approved,
        "rejected" => InstanceStatus::Rejected,
        "withdrawn" => InstanceStatus::Withdrawn,
        "terminated" => InstanceStatus::Terminated,
        "failed" => InstanceStatus::Failed,
        _ => InstanceStatus::Running,
    }
}

/// Why the engine refused, as the use case tells it.
pub(crate) fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::NotYours | Refusal::NoSuchTask => Error::NotFound,
        Refusal::AlreadyDecided
        | Refusal::NotRunning
        | Refusal::AlreadyStarted
        | Refusal::Repeated
        | Refusal::WrongVerdict
        | Refusal::TransferNotAllowed
        | Refusal::WithdrawNotAllowed
        | Refusal::NothingToContinue => Error::conflict(refusal.code()),
        Refusal::CommentRequired
        | Refusal::CommentTooLong { .. }
        | Refusal::SignatureRequired
        | Refusal::TooManyFiles { .. }
        | Refusal::TransferToSelf
        | Refusal::TransferToInitiator
        | Refusal::TransferToActor
        | Refusal::NotActive
        | Refusal::ChoiceUnknown { .. }
        | Refusal::ChoiceTooMany { .. } => refusal.issue().into(),
    }
}
