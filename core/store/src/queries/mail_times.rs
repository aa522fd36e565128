//! When people want their mails, and the mails that wait for that moment.

use jiff::Timestamp;
use serde_json::Value as Json;
use weir_model::id::{JobId, NotificationId, UserId};

use crate::config::Database;
use crate::row::Row;
use crate::sql::Sql;
use crate::{Result, Tx};

/// What a person chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HabitRow {
    /// The person.
    pub user: UserId,
    /// `off`, `hourly` or `daily`.
    pub digest: String,
    /// When the daily one goes out, in minutes of the day.
    pub daily_at: u32,
    /// From when until when no mail goes out, in minutes of the day.
    pub quiet: Option<(u32, u32)>,
}

/// A mail that waits.
#[derive(Debug, Clone, PartialEq)]
pub struct WaitingRow {
    /// The notification that it tells of.
    pub id: NotificationId,
    /// Whom it is for.
    pub user: UserId,
    /// The job that sees to it at the latest.
    pub job: JobId,
    /// What it is made of.
    pub content: Json,
    /// Since when.
    pub created_at: Timestamp,
}

const HABIT: &str = "user_id, digest, daily_at, quiet_from, quiet_until";

fn habit(row: &Row) -> Result<HabitRow> {
    let minutes = |value: Option<i64>| value.and_then(|n| u32::try_from(n).ok());
    let from = minutes(row.opt_int("quiet_from")?);
    Ok(HabitRow {
        user: row.id("user_id", UserId::from_uuid)?,
        digest: row.text("digest")?,
        daily_at: row.count("daily_at")?,
        quiet: from.zip(minutes(row.opt_int("quiet_until")?)),
    })
}

/// What some people chose; who chose nothing is left out. They cannot choose anew until the transaction ends, so
/// that no mail is put behind a choice that is gone.
///
/// # Errors
/// When the database fails.
pub async fn held_habits(tx: &Tx, users: &[UserId]) -> Result<Vec<HabitRow>> {
    let hold = if tx.database() == Database::Postgres { " order by user_id for share" } else { "" };
    tx.read(of_people(tx, users).push(hold), habit).await
}

/// What a person chose; none for who chose nothing.
///
/// # Errors
/// When the database fails.
pub async fn habit_of(tx: &Tx, user: UserId) -> Result<Option<HabitRow>> {
    Ok(tx.read(of_people(tx, &[user]), habit).await?.pop())
}

/// What those chose who take a daily digest and have mails waiting for it.
///
/// # Errors
/// When the database fails.
pub async fn daily_with_mail(tx: &Tx) -> Result<Vec<HabitRow>> {
    let sql = Sql::new(format!(
        "select {HABIT} from mail_habit h where tenant_id = ? and digest = 'daily' and exists (select 1 from \
         waiting_mail w where w.tenant_id = h.tenant_id and w.user_id = h.user_id and w.taken_by is null)"
    ));
    tx.read(sql.bind(tx.tenant()), habit).await
}

fn of_people(tx: &Tx, users: &[UserId]) -> Sql {
    Sql::new(format!("select {HABIT} from mail_habit where tenant_id = ? and user_id in "))
        .bind(tx.tenant())
        .list(users.iter().copied())
}

/// Stores what a person chose.
///
/// # Errors
/// When the database fails.
pub async fn put_habit(tx: &Tx, it: &HabitRow) -> Result<()> {
    let sql = Sql::new(format!(
        "insert into mail_habit (tenant_id, {HABIT}) values (?, ?, ?, ?, ?, ?) \
         on conflict (tenant_id, user_id) do update set digest = excluded.digest, daily_at = excluded.daily_at, \
         quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until"
    ))
    .bind(tx.tenant())
    .bind(it.user)
    .bind(&it.digest)
    .bind(it.daily_at)
    .bind(it.quiet.map(|(from, _)| from))
    .bind(it.quiet.map(|(_, until)| until));
    tx.execute(sql).await.map(drop)
}

/// Lets a mail wait. Its job is stored beside it.
///
/// # Errors
/// When the database fails.
pub async fn wait(tx: &Tx, mail: &WaitingRow) -> Result<()> {
    let sql = Sql::new(
        "insert into waiting_mail (tenant_id, id, user_id, job_id, content, created_at) values (?, ?, ?, ?, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(mail.id)
    .bind(mail.user)
    .bind(mail.job)
    .bind(mail.content.to_string())
    .bind(mail.created_at);
    tx.execute(sql).await.map(drop)
}

/// How many mails wait for a person and are in nobody's hands yet.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &Tx, user: UserId) -> Result<u32> {
    let sql = Sql::new(
        "select count(*) as waiting from waiting_mail where tenant_id = ? and user_id = ? and taken_by is null",
    )
    .bind(tx.tenant())
    .bind(user);
    tx.one(sql).await?.count("waiting")
}

/// Puts everything that waits for a person off to another instant, later or earlier. The worker wakes after the
/// commit.
///
/// # Errors
/// When the database fails.
pub async fn move_all(tx: &Tx, user: UserId, run_at: Timestamp) -> Result<u64> {
    let sql = Sql::new("update job set run_at = ? where tenant_id = ? and state = 'queued' and id in (")
        .bind(run_at)
        .bind(tx.tenant())
        .push("select job_id from waiting_mail where tenant_id = ? and user_id = ? and taken_by is null)")
        .bind(tx.tenant())
        .bind(user);
    let moved = tx.execute(sql).await?;
    tx.note_enqueued();
    Ok(moved)
}

/// Takes what waits for a person into the mail of one job: the mail that this job was stored for, and up to
/// `limit` in all, the oldest first. A job that did so before gets the same mails again; nothing, when its own mail
/// went out already or is in another job's hands.
///
/// # Errors
/// When the database fails.
pub async fn take(
    tx: &Tx,
    user: UserId,
    (own, job): (NotificationId, JobId),
    limit: u32,
) -> Result<Vec<WaitingRow>> {
    if tx.database() == Database::Postgres {
        // One after the other: two jobs of a person would each get a half.
        let held = Sql::new("select 1 as one from mail_habit where tenant_id = ? and user_id = ? for update")
            .bind(tx.tenant())
            .bind(user);
        tx.optional(held).await?;
    }
    let sql = Sql::new("select taken_by from waiting_mail where tenant_id = ? and id = ?")
        .bind(tx.tenant())
        .bind(own);
    let Some(row) = tx.optional(sql).await? else { return Ok(Vec::new()) };
    match row.opt_id("taken_by", JobId::from_uuid)? {
        Some(by) if by != job => return Ok(Vec::new()),
        Some(_) => {}
        None => {
            let sql = Sql::new("update waiting_mail set taken_by = ? where tenant_id = ? and id in (")
                .bind(job)
                .bind(tx.tenant())
                .push("select id from waiting_mail where tenant_id = ? and user_id = ? and taken_by is null ")
                .bind(tx.tenant())
                .bind(user)
                .push("order by case when id = ? then 0 else 1 end, created_at, id")
                .bind(own)
                .limit(limit)
                .push(")");
            tx.execute(sql).await?;
        }
    }
    let sql = Sql::new(
        "select id, user_id, job_id, content, created_at from waiting_mail \
         where tenant_id = ? and taken_by = ? order by created_at, id",
    )
    .bind(tx.tenant())
    .bind(job);
    tx.read(sql, |row| {
        Ok(WaitingRow {
            id: row.id("id", NotificationId::from_uuid)?,
            user: row.id("user_id", UserId::from_uuid)?,
            job: row.id("job_id", JobId::from_uuid)?,
            content: row.json("content")?,
            created_at: row.instant("created_at")?,
        })
    })
    .await
}

/// Forgets the mails that a job took: they went out, or nobody wants them any more.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, job: JobId) -> Result<u64> {
    let sql =
        Sql::new("delete from waiting_mail where tenant_id = ? and taken_by = ?").bind(tx.tenant()).bind(job);
    tx.execute(sql).await
}

/// Forgets mails that were given up: what waits since before an instant.
///
/// # Errors
/// When the database fails.
pub async fn purge(tx: &Tx, before: Timestamp) -> Result<u64> {
    let sql = Sql::new("delete from waiting_mail where tenant_id = ? and created_at < ?")
        .bind(tx.tenant())
        .bind(before);
    tx.execute(sql).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, each_database, tenant, user};
    use uuid::Uuid;

    fn mail(n: u128, user: UserId) -> WaitingRow {
        WaitingRow {
            id: NotificationId::from_uuid(Uuid::from_u128(n)),
            user,
            job: job(n),
            content: serde_json::json!({ "n": n.to_string() }),
            created_at: at(i64::try_from(n).unwrap()),
        }
    }

    fn job(n: u128) -> JobId {
        JobId::from_uuid(Uuid::from_u128(100 + n))
    }

    #[tokio::test]
    async fn a_choice_replaces_the_one_before() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let (lin, wang) = (user(&store, t, 1).await, user(&store, t, 2).await);
            let tx = store.begin(t).await.unwrap();
            let first =
                HabitRow { user: lin, digest: "daily".to_owned(), daily_at: 540, quiet: Some((1_320, 420)) };
            let second = HabitRow { digest: "off".to_owned(), quiet: None, ..first.clone() };
            put_habit(&tx, &first).await.unwrap();
            assert_eq!(habit_of(&tx, lin).await.unwrap(), Some(first));
            put_habit(&tx, &second).await.unwrap();
            assert_eq!(held_habits(&tx, &[lin, wang]).await.unwrap(), [second]);
            assert_eq!(habit_of(&tx, wang).await.unwrap(), None);
        })
        .await;
    }

    #[tokio::test]
    async fn one_job_takes_all_that_waits_for_its_person_and_the_others_find_nothing() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let (lin, wang) = (user(&store, t, 1).await, user(&store, t, 2).await);
            let tx = store.begin(t).await.unwrap();
            for n in 1..=4 {
                wait(&tx, &mail(n, if n == 2 { wang } else { lin })).await.unwrap();
            }
            let taken = async |n: u128, limit| {
                let own = NotificationId::from_uuid(Uuid::from_u128(n));
                let rows = take(&tx, lin, (own, job(n)), limit).await.unwrap();
                rows.iter().map(|r| r.id.uuid().as_u128()).collect::<Vec<_>>()
            };
            assert_eq!(waiting(&tx, lin).await.unwrap(), 3);
            assert_eq!(taken(4, 2).await, [1, 4], "its own always, and the oldest");
            assert_eq!(taken(1, 9).await, [0; 0], "in another's hands");
            wait(&tx, &mail(5, lin)).await.unwrap();
            assert_eq!(taken(4, 9).await, [1, 4], "the same again, however often");
            assert_eq!(forget(&tx, job(4)).await.unwrap(), 2);
            assert_eq!(taken(4, 9).await, [0; 0], "sent already");
            assert_eq!(taken(3, 9).await, [3, 5]);
            assert_eq!((waiting(&tx, lin).await.unwrap(), waiting(&tx, wang).await.unwrap()), (0, 1));
            let habit =
                |user, digest: &str| HabitRow { user, digest: digest.to_owned(), daily_at: 540, quiet: None };
            for (user, digest) in [(lin, "daily"), (wang, "hourly")] {
                put_habit(&tx, &habit(user, digest)).await.unwrap();
            }
            assert_eq!(daily_with_mail(&tx).await.unwrap(), []);
            put_habit(&tx, &habit(wang, "daily")).await.unwrap();
            assert_eq!(daily_with_mail(&tx).await.unwrap(), [habit(wang, "daily")]);
            assert_eq!(purge(&tx, at(4)).await.unwrap(), 2);
        })
        .await;
    }
}
