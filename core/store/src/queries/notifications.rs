//! What people are told within the product, and through which channels they want to be told.

use jiff::Timestamp;
use serde_json::Value as Json;
use weir_model::id::{InstanceId, NotificationId, TaskId, UserId};

use crate::row::Row;
use crate::sql::Sql;
use crate::{Result, Tx};

/// A notification to one person. The sentence is made from `event` and `params` when it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct NotificationRow {
    /// Its id.
    pub id: NotificationId,
    /// Whom it is for.
    pub user: UserId,
    /// What happened, as the messages know it.
    pub event: String,
    /// What the sentence mentions.
    pub params: Json,
    /// The path within the web app that it leads to.
    pub link: String,
    /// When.
    pub created_at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
    /// The instance that it is about.
    pub instance: Option<InstanceId>,
    /// The to-do that it is about.
    pub task: Option<TaskId>,
}

/// A person's choice about one event and one channel. No row: the product's default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrefRow {
    /// The person.
    pub user: UserId,
    /// The event.
    pub event: String,
    /// `inApp` or `email`.
    pub channel: String,
    /// Whether they want it.
    pub enabled: bool,
}

const COLUMNS: &str = "id, user_id, event, params, link, created_at, read_at, instance_id, task_id";

fn read(row: &Row) -> Result<NotificationRow> {
    Ok(NotificationRow {
        id: row.id("id", NotificationId::from_uuid)?,
        user: row.id("user_id", UserId::from_uuid)?,
        event: row.text("event")?,
        params: row.json("params")?,
        link: row.text("link")?,
        created_at: row.instant("created_at")?,
        read_at: row.opt_instant("read_at")?,
        instance: row.opt_id("instance_id", InstanceId::from_uuid)?,
        task: row.opt_id("task_id", TaskId::from_uuid)?,
    })
}

/// Stores a notification.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, notification: &NotificationRow) -> Result<()> {
    let sql = Sql::new(format!(
        "insert into notification (tenant_id, {COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ))
    .bind(tx.tenant())
    .bind(notification.id)
    .bind(notification.user)
    .bind(&notification.event)
    .bind(notification.params.to_string())
    .bind(&notification.link)
    .bind(notification.created_at)
    .bind(notification.read_at)
    .bind(notification.instance)
    .bind(notification.task);
    tx.execute(sql).await.map(|_| ())
}

/// Which of a person's notifications.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selection<'a> {
    /// Only those that were not read.
    pub unread: bool,
    /// Only those of one event.
    pub event: Option<&'a str>,
}

impl Selection<'_> {
    fn narrow(self, mut sql: Sql) -> Sql {
        if self.unread {
            sql = sql.push(" and read_at is null");
        }
        match self.event {
            Some(event) => sql.push(" and event = ?").bind(event),
            None => sql,
        }
    }
}

/// A person's notifications, newest first, behind the last one of the page before if given.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &Tx,
    user: UserId,
    which: Selection<'_>,
    after: Option<(Timestamp, NotificationId)>,
    limit: u32,
) -> Result<Vec<NotificationRow>> {
    let mut sql = Sql::new(format!("select {COLUMNS} from notification where tenant_id = ? and user_id = ?"))
        .bind(tx.tenant())
        .bind(user);
    sql = which.narrow(sql);
    if let Some((at, id)) = after {
        sql = sql.push(" and (created_at, id) < (?, ?)").bind(at).bind(id);
    }
    tx.read(sql.push(" order by created_at desc, id desc").limit(limit), read).await
}

/// How many such notifications a person has, counted up to `cap`.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &Tx, user: UserId, which: Selection<'_>, cap: u32) -> Result<u32> {
    let sql = Sql::new(
        "select count(*) as found from (select 1 from notification where tenant_id = ? and user_id = ?",
    )
    .bind(tx.tenant())
    .bind(user);
    let sql = which.narrow(sql).limit(cap).push(") as counted");
    tx.one(sql).await?.count("found")
}

/// Whether a person has that notification.
///
/// # Errors
/// When the database fails.
pub async fn exists(tx: &Tx, user: UserId, id: NotificationId) -> Result<bool> {
    let sql = Sql::new("select 1 as one from notification where tenant_id = ? and user_id = ? and id = ?")
        .bind(tx.tenant())
        .bind(user)
        .bind(id);
    Ok(tx.optional(sql).await?.is_some())
}

/// Which of some notifications a person has read.
///
/// # Errors
/// When the database fails.
pub async fn read_among(tx: &Tx, user: UserId, ids: &[NotificationId]) -> Result<Vec<NotificationId>> {
    let sql = Sql::new(
        "select id from notification where tenant_id = ? and user_id = ? and read_at is not null and id in ",
    )
    .bind(tx.tenant())
    .bind(user)
    .list(ids.iter().copied());
    tx.read(sql, |row| row.id("id", NotificationId::from_uuid)).await
}

/// Marks some of a person's notifications as read, or all without `ids`, and tells how many were not.
///
/// # Errors
/// When the database fails.
pub async fn mark_read(tx: &Tx, user: UserId, ids: Option<&[NotificationId]>, now: Timestamp) -> Result<u64> {
    let mut sql = Sql::new(
        "update notification set read_at = ? where tenant_id = ? and user_id = ? and read_at is null",
    )
    .bind(now)
    .bind(tx.tenant())
    .bind(user);
    if let Some(ids) = ids {
        sql = sql.push(" and id in ").list(ids.iter().copied());
    }
    tx.execute(sql).await
}

/// Forgets notifications that were made before an instant.
///
/// # Errors
/// When the database fails.
pub async fn purge(tx: &Tx, before: Timestamp) -> Result<u64> {
    let sql = Sql::new("delete from notification where tenant_id = ? and created_at < ?")
        .bind(tx.tenant())
        .bind(before);
    tx.execute(sql).await
}

/// The choices of some people.
///
/// # Errors
/// When the database fails.
pub async fn prefs(tx: &Tx, users: &[UserId]) -> Result<Vec<PrefRow>> {
    let sql = Sql::new(
        "select user_id, event, channel, enabled from notification_pref where tenant_id = ? and user_id in ",
    )
    .bind(tx.tenant())
    .list(users.iter().copied())
    .push(" order by user_id, event, channel");
    tx.read(sql, |row| {
        Ok(PrefRow {
            user: row.id("user_id", UserId::from_uuid)?,
            event: row.text("event")?,
            channel: row.text("channel")?,
            enabled: row.flag("enabled")?,
        })
    })
    .await
}

/// Stores a choice.
///
/// # Errors
/// When the database fails.
pub async fn set_pref(tx: &Tx, pref: &PrefRow) -> Result<()> {
    let sql = Sql::new(
        "insert into notification_pref (tenant_id, user_id, event, channel, enabled) values (?, ?, ?, ?, ?) \
         on conflict (tenant_id, user_id, event, channel) do update set enabled = excluded.enabled",
    )
    .bind(tx.tenant())
    .bind(pref.user)
    .bind(&pref.event)
    .bind(&pref.channel)
    .bind(pref.enabled);
    tx.execute(sql).await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, each_database, tenant, user};
    use uuid::Uuid;

    fn row(n: u128, user: UserId) -> NotificationRow {
        NotificationRow {
            id: NotificationId::from_uuid(Uuid::from_u128(n)),
            user,
            event: "taskOpened".to_owned(),
            params: serde_json::json!({ "title": "采购" }),
            link: "/tasks/1".to_owned(),
            created_at: at(i64::try_from(n).unwrap() / 2),
            read_at: None,
            instance: None,
            task: None,
        }
    }

    #[tokio::test]
    async fn a_person_pages_through_their_own_and_marks_them_read() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let (lin, wang) = (user(&store, t, 1).await, user(&store, t, 2).await);
            let tx = store.begin(t).await.unwrap();
            for n in 1..=5 {
                insert(&tx, &row(n, if n == 4 { wang } else { lin })).await.unwrap();
            }
            let numbers =
                |rows: &[NotificationRow]| rows.iter().map(|r| r.id.uuid().as_u128()).collect::<Vec<_>>();
            let first = list(&tx, lin, Selection::default(), None, 2).await.unwrap();
            assert_eq!(numbers(&first), [5, 3]);
            assert_eq!(first[0], row(5, lin));
            let rest = list(&tx, lin, Selection::default(), Some((first[1].created_at, first[1].id)), 9)
                .await
                .unwrap();
            assert_eq!(numbers(&rest), [2, 1]);

            let unread = Selection { unread: true, event: None };
            let of_event = |event| Selection { event: Some(event), ..unread };
            assert_eq!(count(&tx, lin, unread, 3).await.unwrap(), 3, "counted up to the cap");
            assert_eq!(count(&tx, lin, of_event("taskOpened"), 9).await.unwrap(), 4);
            assert_eq!(count(&tx, lin, of_event("mentioned"), 9).await.unwrap(), 0);
            let ids = [first[0].id, row(4, wang).id];
            assert_eq!(mark_read(&tx, lin, Some(&ids), at(9)).await.unwrap(), 1, "not somebody else's");
            assert_eq!(numbers(&list(&tx, lin, unread, None, 9).await.unwrap()), [3, 2, 1]);
            assert_eq!(mark_read(&tx, lin, None, at(9)).await.unwrap(), 3);
            assert_eq!(read_among(&tx, lin, &ids).await.unwrap(), ids[..1], "not somebody else's");
            let left =
                (count(&tx, lin, unread, 9).await.unwrap(), count(&tx, wang, unread, 9).await.unwrap());
            assert_eq!(left, (0, 1));
            assert_eq!(purge(&tx, at(1)).await.unwrap(), 1);
        })
        .await;
    }

    #[tokio::test]
    async fn a_choice_replaces_the_one_before() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let (lin, wang) = (user(&store, t, 1).await, user(&store, t, 2).await);
            let tx = store.begin(t).await.unwrap();
            let choice = |enabled| PrefRow {
                user: lin,
                event: "taskOpened".to_owned(),
                channel: "email".to_owned(),
                enabled,
            };
            set_pref(&tx, &choice(true)).await.unwrap();
            set_pref(&tx, &choice(false)).await.unwrap();
            assert_eq!(prefs(&tx, &[lin, wang]).await.unwrap(), [choice(false)]);
            assert_eq!(prefs(&tx, &[wang]).await.unwrap(), []);
        })
        .await;
    }
}
