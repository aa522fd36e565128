//! Feedback about the product, and what was answered. Who may see which, the use cases decide.

use jiff::Timestamp;
use weir_model::id::{FeedbackId, FeedbackReplyId, UserId};

use crate::row::Row;
use crate::sql::Sql;
use crate::{Error, Result, Tx};

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedbackRow {
    /// Its id.
    pub id: FeedbackId,
    /// What kind of thing it is, in the API's word.
    pub kind: String,
    /// How far it is, in the API's word.
    pub status: String,
    /// What was said.
    pub body: String,
    /// Where it was said, as a path of the web app.
    pub page: String,
    /// Which version of the web app.
    pub app_version: String,
    /// In which language.
    pub language: String,
    /// How large the window was.
    pub viewport: String,
    /// In which browser.
    pub browser: String,
    /// Who said it.
    pub reporter: UserId,
    /// When.
    pub created_at: Timestamp,
    /// When it was last answered or moved on.
    pub updated_at: Timestamp,
    /// Its revision.
    pub rev: i64,
}

/// An answer or a follow-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyRow {
    /// Its id.
    pub id: FeedbackReplyId,
    /// To what.
    pub feedback: FeedbackId,
    /// By whom.
    pub author: UserId,
    /// What it says; may be empty where it sets a status.
    pub body: String,
    /// The status that it set.
    pub status: Option<String>,
    /// When.
    pub created_at: Timestamp,
}

/// Which of them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selection<'a> {
    /// Of one person.
    pub reporter: Option<UserId>,
    /// As far as this.
    pub status: Option<&'a str>,
}

const COLUMNS: &str = "id, kind, status, body, page, app_version, language, viewport, browser, reporter, \
     created_at, updated_at, rev";
const REPLY: &str = "id, feedback_id, author, body, status, created_at";

fn read(row: &Row) -> Result<FeedbackRow> {
    Ok(FeedbackRow {
        id: row.id("id", FeedbackId::from_uuid)?,
        kind: row.text("kind")?,
        status: row.text("status")?,
        body: row.text("body")?,
        page: row.text("page")?,
        app_version: row.text("app_version")?,
        language: row.text("language")?,
        viewport: row.text("viewport")?,
        browser: row.text("browser")?,
        reporter: row.id("reporter", UserId::from_uuid)?,
        created_at: row.instant("created_at")?,
        updated_at: row.instant("updated_at")?,
        rev: row.int("rev")?,
    })
}

/// Stores what somebody said.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, it: &FeedbackRow) -> Result<()> {
    let sql = Sql::new(format!(
        "insert into feedback (tenant_id, {COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ))
    .bind(tx.tenant())
    .bind(it.id)
    .bind(&it.kind)
    .bind(&it.status)
    .bind(&it.body)
    .bind(&it.page)
    .bind(&it.app_version)
    .bind(&it.language)
    .bind(&it.viewport)
    .bind(&it.browser)
    .bind(it.reporter)
    .bind(it.created_at)
    .bind(it.updated_at)
    .bind(it.rev);
    tx.execute(sql).await.map(drop)
}

/// One of them.
///
/// # Errors
/// `NotFound`.
pub async fn get(tx: &Tx, id: FeedbackId) -> Result<FeedbackRow> {
    let sql = Sql::new(format!("select {COLUMNS} from feedback where tenant_id = ? and id = ?"));
    read(&tx.one(sql.bind(tx.tenant()).bind(id)).await?)
}

/// Some of them, the newest first, behind a place if given.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &Tx,
    which: Selection<'_>,
    after: Option<(Timestamp, FeedbackId)>,
    limit: u32,
) -> Result<Vec<FeedbackRow>> {
    let mut sql = narrowed(tx, Sql::new(format!("select {COLUMNS} from feedback")), which);
    if let Some((at, id)) = after {
        sql = sql.push(" and (created_at, id) < (?, ?)").bind(at).bind(id);
    }
    tx.read(sql.push(" order by created_at desc, id desc").limit(limit), read).await
}

/// How many there are, counted up to a number.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &Tx, which: Selection<'_>, up_to: u32) -> Result<u32> {
    let counted = narrowed(tx, Sql::new("select count(*) as n from (select 1 as one from feedback"), which);
    tx.one(counted.limit(up_to).push(") as some_of_them")).await?.count("n")
}

fn narrowed(tx: &Tx, sql: Sql, which: Selection<'_>) -> Sql {
    let mut sql = sql.push(" where tenant_id = ?").bind(tx.tenant());
    if let Some(reporter) = which.reporter {
        sql = sql.push(" and reporter = ?").bind(reporter);
    }
    if let Some(status) = which.status {
        sql = sql.push(" and status = ?").bind(status);
    }
    sql
}

/// Moves one on if nobody did since its revision.
///
/// # Errors
/// `NotFound`, `Conflict`.
pub async fn touch(tx: &Tx, it: &FeedbackRow) -> Result<()> {
    let sql = Sql::new(
        "update feedback set status = ?, updated_at = ?, rev = rev + 1 \
         where tenant_id = ? and id = ? and rev = ?",
    )
    .bind(&it.status)
    .bind(it.updated_at)
    .bind(tx.tenant())
    .bind(it.id)
    .bind(it.rev);
    if tx.execute(sql).await? == 1 {
        return Ok(());
    }
    Err(Error::Conflict { rev: get(tx, it.id).await?.rev })
}

/// Stores an answer.
///
/// # Errors
/// When the database fails.
pub async fn insert_reply(tx: &Tx, it: &ReplyRow) -> Result<()> {
    let sql =
        Sql::new(format!("insert into feedback_reply (tenant_id, {REPLY}) values (?, ?, ?, ?, ?, ?, ?)"))
            .bind(tx.tenant())
            .bind(it.id)
            .bind(it.feedback)
            .bind(it.author)
            .bind(&it.body)
            .bind(it.status.as_deref())
            .bind(it.created_at);
    tx.execute(sql).await.map(drop)
}

/// The answers to one of them, the oldest first, at most so many.
///
/// # Errors
/// When the database fails.
pub async fn replies(tx: &Tx, feedback: FeedbackId, limit: u32) -> Result<Vec<ReplyRow>> {
    let sql = Sql::new(format!(
        "select {REPLY} from feedback_reply where tenant_id = ? and feedback_id = ? \
         order by created_at, id"
    ));
    tx.read(sql.bind(tx.tenant()).bind(feedback).limit(limit), |row| {
        Ok(ReplyRow {
            id: row.id("id", FeedbackReplyId::from_uuid)?,
            feedback: row.id("feedback_id", FeedbackId::from_uuid)?,
            author: row.id("author", UserId::from_uuid)?,
            body: row.text("body")?,
            status: row.opt_text("status")?,
            created_at: row.instant("created_at")?,
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::testing::{at, each_database, tenant, user};

    fn said(n: u128, reporter: UserId, status: &str) -> FeedbackRow {
        FeedbackRow {
            id: FeedbackId::from_uuid(Uuid::from_u128(n)),
            kind: "problem".to_owned(),
            status: status.to_owned(),
            body: format!("第 {n} 条"),
            page: "/approvals/todo".to_owned(),
            app_version: "0.1.0".to_owned(),
            language: "zh-CN".to_owned(),
            viewport: "1440x900".to_owned(),
            browser: "Chromium".to_owned(),
            reporter,
            created_at: at(i64::try_from(n / 2).unwrap()),
            updated_at: at(1),
            rev: 1,
        }
    }

    #[tokio::test]
    async fn lists_page_and_narrow() {
        each_database(|store| async move {
            let (t, other) = (tenant(&store, 1).await, tenant(&store, 2).await);
            let (lin, wang) = (user(&store, t, 1).await, user(&store, t, 2).await);
            let tx = store.begin(t).await.unwrap();
            for n in 1..=6 {
                let row = said(n, if n % 2 == 0 { lin } else { wang }, if n > 3 { "new" } else { "done" });
                insert(&tx, &row).await.unwrap();
                assert_eq!(get(&tx, row.id).await.unwrap(), row);
            }
            let ids = |rows: Vec<FeedbackRow>| rows.iter().map(|r| r.id.uuid().as_u128()).collect::<Vec<_>>();
            let all = Selection::default();
            let first = list(&tx, all, None, 2).await.unwrap();
            let place = Some((first[1].created_at, first[1].id));
            assert_eq!(ids(first), [6, 5]);
            assert_eq!(ids(list(&tx, all, place, 9).await.unwrap()), [4, 3, 2, 1]);
            let of_lin = Selection { reporter: Some(lin), status: Some("new") };
            assert_eq!(ids(list(&tx, of_lin, None, 9).await.unwrap()), [6, 4]);
            assert_eq!(count(&tx, of_lin, 9).await.unwrap(), 2);
            assert_eq!(count(&tx, all, 4).await.unwrap(), 4);
            tx.commit().await.unwrap();
            let tx = store.read(other).await.unwrap();
            assert_eq!(list(&tx, all, None, 9).await.unwrap(), []);
        })
        .await;
    }

    #[tokio::test]
    async fn one_moves_on_over_its_revision_and_keeps_its_answers_in_order() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let lin = user(&store, t, 1).await;
            let tx = store.begin(t).await.unwrap();
            let row = said(1, lin, "new");
            insert(&tx, &row).await.unwrap();
            let moved = FeedbackRow { status: "done".to_owned(), updated_at: at(7), ..row.clone() };
            touch(&tx, &moved).await.unwrap();
            assert_eq!(get(&tx, row.id).await.unwrap(), FeedbackRow { rev: 2, ..moved.clone() });
            assert!(matches!(touch(&tx, &moved).await, Err(Error::Conflict { rev: 2 })));
            let reply = |n: u128, status: Option<&str>| ReplyRow {
                id: FeedbackReplyId::from_uuid(Uuid::from_u128(n)),
                feedback: row.id,
                author: lin,
                body: n.to_string(),
                status: status.map(str::to_owned),
                created_at: at(3),
            };
            let (first, second) = (reply(1, Some("done")), reply(2, None));
            for it in [&second, &first] {
                insert_reply(&tx, it).await.unwrap();
            }
            assert_eq!(replies(&tx, row.id, 9).await.unwrap(), [first.clone(), second]);
            assert_eq!(replies(&tx, row.id, 1).await.unwrap(), [first]);
        })
        .await;
    }
}
