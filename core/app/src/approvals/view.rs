//! An instance as one reader sees it: form, steps, what is ahead, history, their own to-dos.

use std::collections::BTreeMap;

use weir_flow::definition::{Buttons, Demands, NodeKind, OnReject, WithdrawRule};
use weir_flow::event::Happened;
use weir_flow::preview::preview;
use weir_flow::state::Via;
use weir_forms::{Situation, evaluate, visible_data};
use weir_model::id::{InstanceId, TaskId};
use weir_model::issue::message;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::definitions::{self, Kind};
use weir_store::queries::instances::Listed;
use weir_store::queries::tasks::TaskRow as StoredTask;
use weir_store::queries::{comments, events, tasks};

use super::case::{Case, shown_status};
use super::comments::{files_of, shown};
use super::entries::{self, Entry, What};
use super::lists::shown_task;
use super::onlooker::Onlooker;
use super::sight::{Sight, node_rights, visible_serial};
use super::start::{form_state, upcoming};
use super::steps::{Teller, via_code};
use super::surroundings::reason_text;
use crate::context::App;
use crate::dto::approvals::{Instance, InstanceCan, TaskDetail};
use crate::dto::flows::UpcomingNode;
use crate::error::Result;
use crate::records::{Names, readable_schema};

/// Comments on an instance's page; the list has all of them.
const COMMENTS_SHOWN: u32 = 200;

impl App {
    /// An instance with everything that its page shows.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when it does not exist for the caller.
    pub async fn get_instance(&self, who: &Principal, id: InstanceId) -> Result<Instance> {
        let tx = self.store().read(who.tenant).await?;
        let case = self.case(&tx, id).await?;
        let sight = self.sight(&tx, who, &case).await?;
        self.instance_view(&tx, who, &case, &sight).await
    }

    /// One of the caller's to-dos with everything that the decision bar needs.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for somebody else's.
    pub async fn get_task(&self, who: &Principal, id: TaskId) -> Result<TaskDetail> {
        let tx = self.store().read(who.tenant).await?;
        let (task, mut listed) = tasks::of_user(&tx, who.user, id).await?;
        let case = self.case(&tx, task.instance).await?;
        self.withhold(&tx, &case.company, &mut listed, &Onlooker::default()).await?;
        let entries = entries::entries(events::list(&tx, case.row.id).await?)?;
        let ahead = self.ahead(who, &case);
        Ok(task_detail(who, &case, (&task, &listed), &entries, &ahead))
    }

    pub(crate) async fn instance_view(
        &self,
        tx: &Tx,
        who: &Principal,
        case: &Case,
        sight: &Sight,
    ) -> Result<Instance> {
        let row = &case.row;
        let header = definitions::header(tx, Kind::Flow, row.flow.uuid()).await?;
        let entries = entries::entries(events::list(tx, row.id).await?)?;
        let comments = comments::list(tx, row.id, None, COMMENTS_SHOWN).await?;
        let mentioned = comments.iter().flat_map(|c| c.files.iter().copied());
        let files = files_of(tx, entries::files(&entries).chain(mentioned)).await?;

        let data = visible_data(&case.schema, &case.record.data, &sight.rights);
        let names = Names::of(tx, &case.company, std::iter::once((&*case.schema, &data))).await?;
        let situation = Situation {
            today: case.company.time_zone.to_datetime(row.started_at).date(),
            now: row.started_at,
            initiator: Some(row.initiator),
            department: row.department,
        };
        let settled = evaluate(&case.schema, &case.record.data, &sight.rights, &situation);
        let mut state = form_state(&case.schema, settled, &sight.rights);
        state.data.clone_from(&data);

        let title = sight.title(case, &data, &names);
        let older = self.older_documents(tx, &entries, &names.refs.files).await?;
        let teller = Teller { case, rights: &sight.rights, files: &files, older: &older, locale: who.locale };
        let (steps, history) = (teller.steps(&entries), teller.history(&entries, &names));
        let ahead = self.ahead(who, case);
        let listed = Listed {
            id: row.id,
            flow: row.flow,
            flow_version: row.flow_version,
            form: row.form,
            form_version: row.form_version,
            flow_key: header.key.clone(),
            flow_name: header.name,
            title: title.clone(),
            serial: visible_serial(&case.schema, &case.record.serial, &sight.rights),
            summary: row.summary.clone(),
            status: row.status.clone(),
            initiator: row.initiator,
            started_at: row.started_at,
            ended_at: row.ended_at,
        };
        let project = self.project_of_instance(tx, who, case, &entries).await?;
        let my_tasks: Vec<TaskDetail> = sight
            .my_open(who)
            .map(|task| task_detail(who, case, (task, &listed), &entries, &ahead))
            .collect();
        Ok(Instance {
            id: row.id,
            flow_id: row.flow,
            flow_key: header.key,
            flow_name: case.plan.definition().name.clone(),
            form_id: row.form,
            form_version: row.form_version,
            version: row.flow_version,
            title,
            serial: visible_serial(&case.schema, &case.record.serial, &sight.rights),
            status: shown_status(&row.status),
            rev: row.rev,
            initiator: case.company.person(row.initiator),
            department: row.department.map(|id| case.company.department(id)),
            started_at: row.started_at,
            ended_at: row.ended_at,
            schema: readable_schema(&case.schema, &sight.rights),
            data,
            rights: sight.rights.clone(),
            state,
            refs: names.refs,
            steps,
            upcoming: ahead,
            events: history,
            comments: comments.into_iter().map(|c| shown(c, &case.company, &files)).collect(),
            project,
            can: can(who, case, sight, &my_tasks),
            my_tasks,
        })
    }

    fn ahead(&self, who: &Principal, case: &Case) -> Vec<UpcomingNode> {
        if case.row.status != "running" {
            return Vec::new();
        }
        let world = self.world(case, &case.record.data);
        upcoming(&case.plan, &case.company, preview(&case.plan, &case.state, &world), who.locale)
    }
}

fn can(who: &Principal, case: &Case, sight: &Sight, my_tasks: &[TaskDetail]) -> InstanceCan {
    let running = case.row.status == "running";
    let allowed = match case.plan.definition().settings.withdraw {
        WithdrawRule::UntilFirstVerdict => !case.state.verdict_given,
        WithdrawRule::WhileRunning => true,
        WithdrawRule::Never => false,
    };
    InstanceCan {
        withdraw: running && allowed && case.row.initiator == who.user,
        terminate: running && sight.is_admin,
        comment: true,
        print: true,
        resubmit: my_tasks.iter().any(|t| t.row.node_kind == "resubmit"),
    }
}

fn task_detail(
    who: &Principal,
    case: &Case,
    (task, listed): (&StoredTask, &Listed),
    entries: &[Entry],
    ahead: &[UpcomingNode],
) -> TaskDetail {
    let node = case.plan.node(&task.node);
    let (buttons, demands) = match node.map(|n| &n.kind) {
        Some(NodeKind::Approve { buttons, demands, .. } | NodeKind::Handle { buttons, demands, .. }) => {
            (buttons.clone(), *demands)
        }
        _ => (
            Buttons { transfer: false, ..Buttons::default() },
            Demands { comment_on_reject: false, ..Demands::default() },
        ),
    };
    let name = node.map(|n| n.name.clone()).unwrap_or_default();
    TaskDetail {
        row: shown_task(who, &case.company, task, listed, name),
        activation: task.activation,
        slot: u32::from(task.slot),
        buttons,
        demands,
        rights: node_rights(&case.plan, &case.schema, &task.node),
        why: why(who, task, entries),
        next: ahead.to_vec(),
        reject_to: reject_to(who, case, task),
    }
}

/// Why a to-do came to its person (R1).
fn why(who: &Principal, task: &StoredTask, entries: &[Entry]) -> String {
    let entered = entries.iter().find_map(|entry| match &entry.what {
        What::Flow(event) => match &event.what {
            Happened::NodeEntered { activation, actors, reason, .. } if activation.0 == task.activation => {
                Some((actors, reason))
            }
            _ => None,
        },
        What::Form(_) | What::Documents(_) => None,
    });
    let Some((actors, reason)) = entered else { return String::new() };
    match actors.iter().find(|a| a.slot == task.slot) {
        Some(asked) if asked.user != task.user => message("flow.via_transfer", &BTreeMap::new(), who.locale),
        Some(asked) if asked.via != Via::Resolved => {
            message(via_code(asked.via), &BTreeMap::new(), who.locale)
        }
        _ => reason.as_ref().map(|r| reason_text(r, who.locale)).unwrap_or_default(),
    }
}

/// What a rejection does here (R9).
fn reject_to(who: &Principal, case: &Case, task: &StoredTask) -> String {
    let Some(NodeKind::Approve { on_reject, .. }) = case.plan.node(&task.node).map(|n| &n.kind) else {
        return String::new();
    };
    let (code, target) = match on_reject {
        OnReject::End => ("task.reject_ends", String::new()),
        OnReject::Initiator => ("task.reject_to_initiator", case.company.person(case.row.initiator).name),
        OnReject::Node { node } => {
            let name = case.plan.node(node).map(|n| n.name.get(who.locale).to_owned());
            ("task.reject_to_node", name.unwrap_or_default())
        }
    };
    message(code, &[("to".to_owned(), target)].into(), who.locale)
}
