//! To-dos: opened and closed with a transition, listed for their person.

use jiff::Timestamp;
use weir_model::Key;
use weir_model::id::{FlowId, InstanceId, TaskId, UserId};

use super::instances::{LISTED, LISTED_FROM, Listed, containing, read_listed};
use crate::row::Row;
use crate::sql::Sql;
use crate::{Error, Result, Tx};

/// A to-do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRow {
    /// Its id.
    pub id: TaskId,
    /// Its instance.
    pub instance: InstanceId,
    /// The engine's number of the pass through the node.
    pub activation: u32,
    /// The engine's number of the decision in it.
    pub slot: u16,
    /// Whose it is.
    pub user: UserId,
    /// The node.
    pub node: Key,
    /// `approve`, `handle` or `resubmit`.
    pub node_kind: String,
    /// What the instance was called when it was opened.
    pub title: String,
    /// `open`, `done` or `cancelled`.
    pub state: String,
    /// How it ended: `approve`, `reject`, `complete`, `transfer`, `submit`, `cancelled`.
    pub outcome: Option<String>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it should be done.
    pub due_at: Option<Timestamp>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// The history's entry that opened it.
    pub entered_seq: i64,
}

const COLUMNS: &str = "t.id, t.instance_id, t.activation, t.slot, t.user_id, t.node, t.node_kind, t.title, \
     t.state, t.outcome, t.opened_at, t.due_at, t.closed_at, t.entered_seq";

fn read(row: &Row) -> Result<TaskRow> {
    Ok(TaskRow {
        id: row.id("id", TaskId::from_uuid)?,
        instance: row.id("instance_id", InstanceId::from_uuid)?,
        activation: row.count("activation")?,
        slot: u16::try_from(row.count("slot")?).map_err(|_| Error::Corrupt("slot".to_owned()))?,
        user: row.id("user_id", UserId::from_uuid)?,
        node: row.parse("node")?,
        node_kind: row.text("node_kind")?,
        title: row.text("title")?,
        state: row.text("state")?,
        outcome: row.opt_text("outcome")?,
        opened_at: row.instant("opened_at")?,
        due_at: row.opt_instant("due_at")?,
        closed_at: row.opt_instant("closed_at")?,
        entered_seq: row.int("entered_seq")?,
    })
}

/// Stores new to-dos.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, tasks: &[TaskRow]) -> Result<()> {
    if tasks.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(
        "insert into task (tenant_id, id, instance_id, activation, slot, user_id, node, node_kind, title, state, \
         outcome, opened_at, due_at, closed_at, entered_seq) values",
    );
    for (index, task) in tasks.iter().enumerate() {
        let places = " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        sql = if index == 0 { sql } else { sql.push(",") }
            .push(places)
            .bind(tx.tenant())
            .bind(task.id)
            .bind(task.instance)
            .bind(task.activation)
            .bind(u32::from(task.slot))
            .bind(task.user)
            .bind(task.node.as_str())
            .bind(&task.node_kind)
            .bind(&task.title)
            .bind(&task.state)
            .bind(task.outcome.as_deref())
            .bind(task.opened_at)
            .bind(task.due_at)
            .bind(task.closed_at)
            .bind(task.entered_seq);
    }
    tx.execute(sql).await.map(drop)
}

/// Closes open to-dos.
///
/// # Errors
/// When the database fails.
pub async fn close(tx: &Tx, ids: &[TaskId], state: &str, outcome: &str, at: Timestamp) -> Result<u64> {
    let sql =
        Sql::new("update task set state = ?, outcome = ?, closed_at = ? where tenant_id = ? and id in ")
            .bind(state)
            .bind(outcome)
            .bind(at)
            .bind(tx.tenant())
            .list(ids.iter().copied())
            .push(" and state = 'open'");
    tx.execute(sql).await
}

/// A to-do of the tenant. Whose it is, the caller looks at.
///
/// # Errors
/// `NotFound`.
pub async fn get(tx: &Tx, id: TaskId) -> Result<TaskRow> {
    let sql = Sql::new(format!("select {COLUMNS} from task t where t.tenant_id = ? and t.id = ?"))
        .bind(tx.tenant())
        .bind(id);
    read(&tx.one(sql).await?)
}

/// Every to-do that some instances ever had, in the order of opening.
///
/// # Errors
/// When the database fails.
pub async fn of_instances(tx: &Tx, instances: &[InstanceId]) -> Result<Vec<TaskRow>> {
    if instances.is_empty() {
        return Ok(Vec::new());
    }
    let sql = of(tx, instances).push(" order by t.instance_id, t.entered_seq, t.slot");
    tx.read(sql, read).await
}

/// The open to-dos of some instances, in the order of opening.
///
/// # Errors
/// When the database fails.
pub async fn open_of_instances(tx: &Tx, instances: &[InstanceId]) -> Result<Vec<TaskRow>> {
    if instances.is_empty() {
        return Ok(Vec::new());
    }
    let sql = of(tx, instances).push(" and t.state = 'open' order by t.instance_id, t.entered_seq, t.slot");
    tx.read(sql, read).await
}

fn of(tx: &Tx, instances: &[InstanceId]) -> Sql {
    Sql::new(format!("select {COLUMNS} from task t where t.tenant_id = ? and t.instance_id in "))
        .bind(tx.tenant())
        .list(instances.iter().copied())
}

/// Whether a person has or had a to-do in an instance.
///
/// # Errors
/// When the database fails.
pub async fn concerns(tx: &Tx, instance: InstanceId, user: UserId) -> Result<bool> {
    let sql =
        Sql::new("select 1 as one from task where tenant_id = ? and instance_id = ? and user_id = ? limit 1")
            .bind(tx.tenant())
            .bind(instance)
            .bind(user);
    Ok(tx.optional(sql).await?.is_some())
}

/// Which of a person's to-dos.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selection<'a> {
    /// `open` or `done`.
    pub state: &'a str,
    /// Of one flow.
    pub flow: Option<FlowId>,
    /// Whose instance's title or serial number contains this.
    pub words: Option<&'a str>,
}

/// A person's to-dos with their instances, the latest first, behind the last one of the page before if given.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &Tx,
    user: UserId,
    which: Selection<'_>,
    after: Option<(Timestamp, TaskId)>,
    limit: u32,
) -> Result<Vec<(TaskRow, Listed)>> {
    let sql = Sql::new(format!("select {COLUMNS}, {LISTED}"));
    let mut sql = mine(tx, sql, user, which);
    if let Some((at, id)) = after {
        sql = sql.push(" and (t.opened_at, t.id) < (?, ?)").bind(at).bind(id);
    }
    let sql = sql.push(" order by t.opened_at desc, t.id desc").limit(limit);
    tx.read(sql, |row| Ok((read(row)?, read_listed(row)?))).await
}

/// A person's to-do with its instance, whatever its state.
///
/// # Errors
/// `NotFound`, also for somebody else's.
pub async fn of_user(tx: &Tx, user: UserId, id: TaskId) -> Result<(TaskRow, Listed)> {
    let sql = Sql::new(format!(
        "select {COLUMNS}, {LISTED} from task t join instance i on i.tenant_id = t.tenant_id \
         and i.id = t.instance_id {LISTED_FROM} where t.tenant_id = ? and t.user_id = ? and t.id = ?"
    ))
    .bind(tx.tenant())
    .bind(user)
    .bind(id);
    let row = tx.one(sql).await?;
    Ok((read(&row)?, read_listed(&row)?))
}

/// How many such to-dos a person has, counted up to `cap`.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &Tx, user: UserId, which: Selection<'_>, cap: u32) -> Result<u32> {
    let sql = mine(tx, Sql::new("select count(*) as found from (select 1"), user, which);
    tx.one(sql.limit(cap).push(") as counted")).await?.count("found")
}

fn mine(tx: &Tx, select: Sql, user: UserId, which: Selection<'_>) -> Sql {
    let mut sql = select
        .push(" from task t join instance i on i.tenant_id = t.tenant_id and i.id = t.instance_id ")
        .push(LISTED_FROM)
        .push(" where t.tenant_id = ? and t.user_id = ? and t.state = ?")
        .bind(tx.tenant())
        .bind(user)
        .bind(which.state);
    if let Some(flow) = which.flow {
        sql = sql.push(" and i.flow_id = ?").bind(flow);
    }
    match which.words {
        Some(words) => containing(sql, words),
        None => sql,
    }
}

/// A person's open to-dos that are due from one instant until before another, the earliest first.
///
/// # Errors
/// When the database fails.
pub async fn due_between(
    tx: &Tx,
    user: UserId,
    (from, until): (Timestamp, Timestamp),
    limit: u32,
) -> Result<Vec<(TaskRow, Listed)>> {
    let which = Selection { state: "open", ..Selection::default() };
    let sql = mine(tx, Sql::new(format!("select {COLUMNS}, {LISTED}")), user, which)
        .push(" and t.due_at >= ? and t.due_at < ?")
        .bind(from)
        .bind(until)
        .push(" order by t.due_at, t.id")
        .limit(limit);
    tx.read(sql, |row| Ok((read(row)?, read_listed(row)?))).await
}

/// How many open to-dos of a person are past their time, counted up to `cap`.
///
/// # Errors
/// When the database fails.
pub async fn overdue(tx: &Tx, user: UserId, now: Timestamp, cap: u32) -> Result<u32> {
    let sql = Sql::new(
        "select count(*) as found from (select 1 from task where tenant_id = ? and user_id = ? \
         and state = 'open' and due_at < ?",
    )
    .bind(tx.tenant())
    .bind(user)
    .bind(now)
    .limit(cap)
    .push(") as counted");
    tx.one(sql).await?.count("found")
}
