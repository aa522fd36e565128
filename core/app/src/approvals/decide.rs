//! Deciding a to-do: approve, reject, complete, hand on. With the values that its person may change there.
//!
//! Two last signers at once: one of them moves the instance, the other reads it anew and decides in what it has
//! become (R26).

use uuid::Uuid;
use weir_access::Object;
use weir_flow::command::{Decide, Transfer};
use weir_flow::{Act, ActivationId, Command, CommandId, Verdict};
use weir_forms::{Data, Situation, diff, validate};
use weir_model::change::{Subject, Verb};
use weir_model::id::{FileId, TaskId, UserId};
use weir_model::permission::{FieldRights, Permission};
use weir_model::principal::Principal;
use weir_model::{Issue, Key};
use weir_store::Tx;
use weir_store::queries::files::{self, Attachment};
use weir_store::queries::records;
use weir_store::queries::tasks;

use super::case::{Case, DataChanged, Move};
use super::sight::{may_change, node_rights};
use crate::context::App;
use crate::dto::approvals::{DecideTask, TaskRow};
use crate::error::{Error, Result};
use crate::records::RECORD_ATTACHMENT;

/// How often a decision that lost against another one is tried again: as many as could sign at the same instant
/// on SQLite wait in line anyway, and on PostgreSQL they wait for the row.
const ATTEMPTS_MAX: usize = 5;
/// Characters of a caller's own name for a command: a UUID and then some.
const COMMAND_ID_MAX_CHARS: usize = 100;

/// What may be done with a to-do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// 同意.
    Approve,
    /// 拒绝.
    Reject,
    /// 完成.
    Complete,
    /// 转办.
    Transfer,
}

impl Deed {
    const fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Complete => "complete",
            Self::Transfer => "transfer",
        }
    }
}

impl App {
    /// Decides one of the caller's to-dos. The same `command_id` again changes nothing and answers the same.
    ///
    /// # Errors
    /// [`Error::NotFound`] for somebody else's, [`Error::Conflict`] when it was decided before,
    /// [`Error::Invalid`] for what the node demands and does not get.
    pub async fn decide_task(
        &self,
        who: &Principal,
        id: TaskId,
        deed: Deed,
        input: &DecideTask,
    ) -> Result<TaskRow> {
        if input.command_id.as_ref().is_some_and(|c| c.is_empty() || c.chars().count() > COMMAND_ID_MAX_CHARS)
        {
            return Err(Issue::new("commandId", "request.text_long")
                .with("max", COMMAND_ID_MAX_CHARS)
                .into());
        }
        for _ in 1..ATTEMPTS_MAX {
            match self.decide_once(who, id, deed, input).await {
                Err(Error::Stale) => {}
                other => return other,
            }
        }
        self.decide_once(who, id, deed, input).await
    }

    async fn decide_once(
        &self,
        who: &Principal,
        id: TaskId,
        deed: Deed,
        input: &DecideTask,
    ) -> Result<TaskRow> {
        let tx = self.write(who).await?;
        let (task, _) = tasks::of_user(&tx, who.user, id).await?;
        let mut case = self.case_for_change(&tx, task.instance).await?;
        // Whoever held the instance may have closed the to-do in the meantime.
        let (task, listed) = tasks::of_user(&tx, who.user, id).await?;
        let name = input.command_id.clone().unwrap_or_else(|| self.new_id(Uuid::from).to_string());
        let command = CommandId(format!("{id}:{}:{name}", deed.word()));
        if case.state.commands.contains(&command) {
            return self.task_row(&tx, who, &task, &listed).await;
        }
        if task.state != "open" {
            return Err(Error::conflict("task.already_decided"));
        }
        let changed = match deed {
            Deed::Approve | Deed::Complete => {
                let rights = node_rights(&case.plan, &case.schema, &task.node);
                self.change_data(&tx, who, &mut case, &task.node, (&input.data, &rights)).await?
            }
            Deed::Reject | Deed::Transfer => None,
        };
        self.check_seen(&tx, &input.seen_documents).await?;
        self.attach_evidence(&tx, who, &case, input).await?;
        let act = act(who, (ActivationId(task.activation), task.slot), deed, input)?;
        let data = case.record.data.clone();
        let transition = self.decide(&case, Command { id: command, act }, &data)?;
        let moved = Move { by: Some(who), outcome: deed.word(), changed };
        self.commit_move(&tx, &mut case, transition, moved).await?;
        let (task, listed) = tasks::of_user(&tx, who.user, id).await?;
        let row = self.task_row(&tx, who, &task, &listed).await?;
        tx.commit().await?;
        Ok(row)
    }

    /// Hands somebody's to-do on to somebody else, for whom it is opened. One that was decided meanwhile is nobody's
    /// concern any more.
    ///
    /// # Errors
    /// [`Error::Denied`] without `flows.admin`; what the flow refuses: a receiver who decides there already, or who
    /// started it.
    pub(crate) async fn hand_on_task(
        &self,
        who: &Principal,
        id: TaskId,
        between: (UserId, UserId),
        comment: &str,
    ) -> Result<()> {
        for _ in 1..ATTEMPTS_MAX {
            match self.hand_on_once(who, id, between, comment).await {
                Err(Error::Stale) => {}
                other => return other,
            }
        }
        self.hand_on_once(who, id, between, comment).await
    }

    async fn hand_on_once(
        &self,
        who: &Principal,
        id: TaskId,
        (from, to): (UserId, UserId),
        comment: &str,
    ) -> Result<()> {
        let tx = self.write(who).await?;
        self.permit(&tx, who, Permission::FlowsAdmin, Object::TENANT).await?;
        let (task, _) = tasks::of_user(&tx, from, id).await?;
        let mut case = self.case_for_change(&tx, task.instance).await?;
        // Whoever held the instance may have closed the to-do in the meantime.
        let (task, _) = tasks::of_user(&tx, from, id).await?;
        if task.state != "open" {
            return Ok(());
        }
        let command = CommandId(format!("{id}:handOver:{}", case.row.rev));
        let act = Act::Transfer(Transfer {
            activation: ActivationId(task.activation),
            slot: task.slot,
            actor: from,
            ordered_by: Some(who.user),
            to,
            comment: comment.to_owned(),
            files: Vec::new(),
        });
        let data = case.record.data.clone();
        let transition = self.decide(&case, Command { id: command, act }, &data)?;
        let moved = Move { by: Some(who), outcome: Deed::Transfer.word(), changed: None };
        self.commit_move(&tx, &mut case, transition, moved).await?;
        Ok(tx.commit().await?)
    }

    /// Validates and writes what somebody changes in the form where they stand; tells what changed.
    pub(crate) async fn change_data(
        &self,
        tx: &Tx,
        who: &Principal,
        case: &mut Case,
        node: &Key,
        (input, rights): (&Data, &FieldRights),
    ) -> Result<Option<DataChanged>> {
        let is_start = node == case.plan.start();
        if !is_start && !may_change(rights) {
            return Ok(None);
        }
        // What was computed on the day of the submission stays so, until the form is submitted again.
        let at = if is_start { self.now() } else { case.row.started_at };
        let situation = Situation {
            today: case.company.time_zone.to_datetime(at).date(),
            now: at,
            initiator: Some(case.row.initiator),
            department: case.row.department,
        };
        let before = case.record.data.clone();
        let validated = validate(&case.schema, input, rights, &situation, Some(&before))?;
        let form = self.form_in_use_at(tx, case.row.form, case.row.form_version).await?;
        let record = case.row.record;
        let mut kept = self.keep(tx, who, &case.company, &form, record, (validated, Some(&before))).await?;
        let changes = diff(&before, &kept.data);
        if changes.is_empty() {
            return Ok(None);
        }
        let (title, summary) = self.describe(tx, &case.plan, &case.schema, &kept.data, &case.company).await?;
        kept.title.clone_from(&title);
        let by = (who.user, self.now());
        records::update(tx, form.id, record, case.record.rev, kept.content(), by).await?;
        self.claim_unique(tx, &form, record, &kept.data).await?;
        kept.attach_files(tx, who.user, record).await?;
        let mut change = self.change(who, Subject::Record, record.uuid(), Verb::Updated);
        (change.before, change.after) = (Some(before.into()), Some(kept.data.clone().into()));
        tx.log(change).await?;
        (case.row.title, case.row.summary) = (title, summary);
        case.record.data = kept.data;
        case.record.rev += 1;
        Ok(Some(DataChanged { node: node.clone(), changes }))
    }

    /// Binds the signature and the files of a decision to the record: only what the caller uploaded.
    async fn attach_evidence(&self, tx: &Tx, who: &Principal, case: &Case, input: &DecideTask) -> Result<()> {
        let to = Attachment { kind: RECORD_ATTACHMENT.to_owned(), id: case.row.record.uuid() };
        let mut files: Vec<FileId> = input.files.clone();
        files.sort_unstable();
        files.dedup();
        for (at, ids) in [("files", files), ("signature", input.signature.into_iter().collect())] {
            if ids.is_empty() {
                continue;
            }
            let owned = files::get_many(tx, &ids).await?.into_iter().filter(|f| f.owner == who.user).count();
            if owned < ids.len()
                || files::attach(tx, who.user, &ids, &to, None).await? < u64::try_from(ids.len()).unwrap_or(0)
            {
                return Err(Error::invalid(at, "form.file_unknown"));
            }
        }
        Ok(())
    }
}

fn act(
    who: &Principal,
    (activation, slot): (ActivationId, u16),
    deed: Deed,
    input: &DecideTask,
) -> Result<Act> {
    let (actor, comment) = (who.user, input.comment.trim().to_owned());
    let verdict = match deed {
        Deed::Approve => Verdict::Approve,
        Deed::Reject => Verdict::Reject,
        Deed::Complete => Verdict::Complete,
        Deed::Transfer => {
            let to = input.to.ok_or_else(|| Error::invalid("to", "task.receiver_missing"))?;
            let files = input.files.clone();
            return Ok(Act::Transfer(Transfer {
                activation,
                slot,
                actor,
                ordered_by: None,
                to,
                comment,
                files,
            }));
        }
    };
    let (signature, files) = (input.signature, input.files.clone());
    Ok(Act::Decide(Decide { activation, slot, actor, verdict, comment, signature, files }))
}
