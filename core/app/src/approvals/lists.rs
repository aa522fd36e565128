//! Lists of approvals and the numbers beside them: each number counts what its list shows.

use std::collections::HashMap;

use serde::Deserialize;
use utoipa::IntoParams;
use weir_access::Object;
use weir_model::id::InstanceId;
use weir_model::limits::{COUNT_CAP, TEXT_MAX_CHARS};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::{Issue, Key, LocalizedText};
use weir_store::Tx;
use weir_store::queries::definitions::{self, Kind};
use weir_store::queries::instances::{self, Listed};
use weir_store::queries::{copies, drafts, notifications, tasks};

use super::case::{shown_status, summary};
use super::onlooker::Onlooker;
use crate::company::Company;
use crate::context::App;
use crate::cursor;
use crate::dto::approvals::{CurrentStep, InstanceRow, InstanceStatus, TaskRow, TaskState};
use crate::dto::common::{Page, page_limit};
use crate::dto::inbox::Counts;
use crate::dto::operations::NotificationEvent;
use crate::error::Result;

/// Whose instances.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum InstanceScope {
    /// Those that the caller started.
    #[default]
    Mine,
    /// Everybody's; for whoever administers flows.
    All,
}

/// Which instances.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InstanceQuery {
    /// Whose.
    #[serde(default)]
    pub scope: InstanceScope,
    /// How they stand.
    pub status: Option<InstanceStatus>,
    /// Words of the title or the serial number.
    pub q: Option<String>,
    /// Rows of a page.
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// Whether to count all of them.
    #[serde(default)]
    pub total: bool,
}

/// Open to-dos, or those that the caller decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum TaskListState {
    /// They wait.
    #[default]
    Open,
    /// The caller acted.
    Done,
}

impl TaskListState {
    const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
        }
    }
}

/// Which to-dos.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TaskQuery {
    /// Open or done.
    #[serde(default)]
    pub state: TaskListState,
    /// Words of the title or the serial number.
    pub q: Option<String>,
    /// The key of one flow.
    #[param(value_type = Option<String>)]
    pub flow: Option<Key>,
    /// Rows of a page.
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// Whether to count all of them.
    #[serde(default)]
    pub total: bool,
}

impl App {
    /// Instances that the caller started, or everybody's, the latest first.
    ///
    /// # Errors
    /// [`crate::Error::Denied`] for everybody's without `flows.admin`.
    pub async fn list_instances(&self, who: &Principal, query: InstanceQuery) -> Result<Page<InstanceRow>> {
        let limit = page_limit(query.limit)?;
        let after = query.cursor.as_deref().map(cursor::read).transpose()?;
        let words = words(query.q.as_deref())?;
        let tx = self.store().read(who.tenant).await?;
        let initiator = match query.scope {
            InstanceScope::Mine => Some(who.user),
            InstanceScope::All => {
                self.permit(&tx, who, Permission::FlowsAdmin, Object::TENANT).await?;
                None
            }
        };
        let outside = match query.scope {
            InstanceScope::Mine => Onlooker::default(),
            InstanceScope::All => self.onlooker(&tx, who).await?,
        };
        let status = query.status.map(InstanceStatus::word);
        let which = instances::Selection { initiator, status, words, unread: &outside.untitled };
        let mut rows = instances::list(&tx, which, after, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |row| (row.started_at, row.id))?;
        let total = match query.total {
            true => Some(instances::count(&tx, which, capped()).await?),
            false => None,
        };
        let items = self.instance_rows(&tx, who, rows, &outside).await?;
        Ok(counted(Page::new(items, next), total, COUNT_CAP))
    }

    async fn instance_rows(
        &self,
        tx: &Tx,
        who: &Principal,
        rows: Vec<Listed>,
        outside: &Onlooker,
    ) -> Result<Vec<InstanceRow>> {
        let company = self.company(tx).await?;
        let ids: Vec<InstanceId> = rows.iter().map(|r| r.id).collect();
        let mut waiting: HashMap<InstanceId, Vec<tasks::TaskRow>> = HashMap::new();
        for task in tasks::open_of_instances(tx, &ids).await? {
            waiting.entry(task.instance).or_default().push(task);
        }
        let mut shown = Vec::with_capacity(rows.len());
        for mut row in rows {
            self.withhold(tx, &company, &mut row, outside).await?;
            let mut steps: Vec<(u32, CurrentStep)> = Vec::new();
            for task in waiting.remove(&row.id).unwrap_or_default() {
                let actor = company.person(task.user);
                match steps.iter_mut().find(|(activation, _)| *activation == task.activation) {
                    Some((_, step)) => step.actors.push(actor),
                    None => {
                        let name = self.node_name(tx, &row, &task.node).await?;
                        steps.push((task.activation, CurrentStep { name, actors: vec![actor] }));
                    }
                }
            }
            shown.push(InstanceRow {
                id: row.id,
                flow_key: row.flow_key,
                flow_name: row.flow_name,
                title: row.title,
                serial: row.serial,
                summary: summary(&row.summary, who.locale),
                status: shown_status(&row.status),
                initiator: company.person(row.initiator),
                started_at: row.started_at,
                ended_at: row.ended_at,
                current_steps: steps.into_iter().map(|(_, step)| step).collect(),
            });
        }
        Ok(shown)
    }

    /// The caller's to-dos, the latest first.
    ///
    /// # Errors
    /// When the query is malformed.
    pub async fn list_tasks(&self, who: &Principal, query: TaskQuery) -> Result<Page<TaskRow>> {
        let limit = page_limit(query.limit)?;
        let after = query.cursor.as_deref().map(cursor::read).transpose()?;
        let words = words(query.q.as_deref())?;
        let tx = self.store().read(who.tenant).await?;
        let flow = match &query.flow {
            None => None,
            Some(key) => match definitions::header_by_key(&tx, Kind::Flow, key).await {
                Ok(header) => Some(weir_model::id::FlowId::from_uuid(header.id)),
                Err(weir_store::Error::NotFound) => return Ok(Page::whole(Vec::new())),
                Err(other) => return Err(other.into()),
            },
        };
        let which = tasks::Selection { state: query.state.word(), flow, words };
        let mut rows = tasks::list(&tx, who.user, which, after, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |(task, _)| (task.opened_at, task.id))?;
        let total = match query.total {
            true => Some(tasks::count(&tx, who.user, which, capped()).await?),
            false => None,
        };
        let company = self.company(&tx).await?;
        let mut items = Vec::with_capacity(rows.len());
        for (task, listed) in &mut rows {
            self.withhold(&tx, &company, listed, &Onlooker::default()).await?;
            let node_name = self.node_name(&tx, listed, &task.node).await?;
            items.push(shown_task(who, &company, task, listed, node_name));
        }
        Ok(counted(Page::new(items, next), total, COUNT_CAP))
    }

    /// One to-do as lists show it.
    pub(crate) async fn task_row(
        &self,
        tx: &Tx,
        who: &Principal,
        task: &tasks::TaskRow,
        listed: &Listed,
    ) -> Result<TaskRow> {
        let company = self.company(tx).await?;
        let node_name = self.node_name(tx, listed, &task.node).await?;
        let mut listed = listed.clone();
        self.withhold(tx, &company, &mut listed, &Onlooker::default()).await?;
        Ok(shown_task(who, &company, task, &listed, node_name))
    }

    async fn node_name(&self, tx: &Tx, listed: &Listed, node: &Key) -> Result<LocalizedText> {
        let plan = self.flow_plan(tx, listed.flow, listed.flow_version).await?;
        Ok(plan.node(node).map(|n| n.name.clone()).unwrap_or_default())
    }

    /// The numbers on the rail.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn counts(&self, who: &Principal) -> Result<Counts> {
        let tx = self.store().read(who.tenant).await?;
        let (user, cap) = (who.user, capped());
        let open = tasks::Selection { state: "open", ..tasks::Selection::default() };
        let running = instances::Selection {
            initiator: Some(user),
            status: Some("running"),
            ..instances::Selection::default()
        };
        let unread = notifications::Selection { unread: true, event: None };
        let mentioned = Some(NotificationEvent::Mentioned.as_str());
        let mentions = notifications::Selection { event: mentioned, ..unread };
        Ok(Counts {
            open_tasks: tasks::count(&tx, user, open, cap).await?.into(),
            overdue_tasks: tasks::overdue(&tx, user, self.now(), cap).await?.into(),
            unread_copies: copies::count(&tx, user, true, cap).await?.into(),
            drafts: drafts::count(&tx, user, cap).await?.into(),
            unread_notifications: notifications::count(&tx, user, unread, cap).await?.into(),
            unread_mentions: notifications::count(&tx, user, mentions, cap).await?.into(),
            work_items: self.open_work(&tx, who).await?.count(&tx, None).await?,
            started: instances::count(&tx, running, cap).await?.into(),
        })
    }
}

/// A to-do as its person sees it.
pub(crate) fn shown_task(
    who: &Principal,
    company: &Company,
    task: &tasks::TaskRow,
    listed: &Listed,
    node_name: LocalizedText,
) -> TaskRow {
    TaskRow {
        id: task.id,
        instance_id: task.instance,
        node: task.node.clone(),
        node_name,
        node_kind: task.node_kind.clone(),
        title: listed.title.clone(),
        flow_key: listed.flow_key.clone(),
        flow_name: listed.flow_name.clone(),
        serial: listed.serial.clone(),
        summary: summary(&listed.summary, who.locale),
        initiator: company.person(listed.initiator),
        actor: company.person(task.user),
        state: match task.state.as_str() {
            "open" => TaskState::Open,
            "cancelled" => TaskState::Cancelled,
            _ => TaskState::Done,
        },
        outcome: task.outcome.clone(),
        created_at: task.opened_at,
        due_at: task.due_at,
        closed_at: task.closed_at,
    }
}

/// One more than the cap tells that there are more.
pub(crate) fn capped() -> u32 {
    u32::try_from(COUNT_CAP).unwrap_or(u32::MAX).saturating_add(1)
}

/// A page with its total, as far as it was counted.
pub(crate) fn counted<T>(page: Page<T>, total: Option<u32>, cap: u64) -> Page<T> {
    let total = total.map(u64::from);
    Page { total: total.map(|t| t.min(cap)), total_capped: total.map(|t| t > cap), ..page }
}

fn words(q: Option<&str>) -> Result<Option<&str>> {
    let Some(q) = q.map(str::trim).filter(|q| !q.is_empty()) else { return Ok(None) };
    if q.chars().count() > TEXT_MAX_CHARS {
        return Err(Issue::new("q", "request.text_long").with("max", TEXT_MAX_CHARS).into());
    }
    Ok(Some(q))
}

impl InstanceStatus {
    /// The word, as it is stored.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Terminated => "terminated",
            Self::Failed => "failed",
        }
    }
}
