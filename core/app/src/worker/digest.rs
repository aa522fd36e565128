//! The job that mails what waited for one person: everything since the last mail, in one.
//!
//! Each notification that waits has a job of its own. The first one that runs takes all that waits for its person,
//! under its own name, before it sends anything: broken off, it takes up the same again under the same message id,
//! and the other jobs find theirs taken. A mail that was sent is forgotten before its job is noted as done, so that
//! one that is run again sends nothing.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use weir_model::id::{NotificationId, UserId};
use weir_store::Tx;
use weir_store::queries::jobs::Claimed;
use weir_store::queries::mail_times::{self, WaitingRow};
use weir_store::queries::{copies, notifications, tasks};

use super::digest_text::Digest;
use super::mail::{Letter, MailJob, deliver, quiet_end, reachable};
use super::{Failure, Outcome, Worker};
use crate::dto::operations::NotificationEvent;
use crate::error::{Error, Result};
use crate::notifications::Chosen;

/// The kind, as it is stored.
pub const KIND: &str = "digest";
/// Notifications in one mail: more than anybody reads. The rest comes in the next one, at the same moment.
const DIGEST_MAX: u32 = 200;

/// A notification that waits to be mailed; what it says stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DigestJob {
    /// To whom.
    pub to: UserId,
    /// Which one.
    pub notification: NotificationId,
}

/// Sends all that waits, unless it is quiet at this moment, or nothing of it is news any more.
pub(super) async fn send(worker: &Worker, job: &Claimed) -> Outcome {
    let what: DigestJob =
        serde_json::from_value(job.payload.clone()).map_err(|e| Failure::Permanent(e.to_string()))?;
    let app = &worker.app;
    let tx = app.store().read(job.tenant).await?;
    let quiet = quiet_end(worker, &tx, what.to).await?;
    drop(tx);
    if let Some(end) = quiet {
        return Err(Failure::NotYet(end));
    }
    let tx = app.store().begin(job.tenant).await?;
    let rows = mail_times::take(&tx, what.to, (what.notification, job.id), DIGEST_MAX).await?;
    tx.commit().await?;
    if rows.is_empty() {
        return Ok(());
    }
    let (company, news) = {
        let tx = app.store().read(job.tenant).await?;
        (app.company(&tx).await?, still_news(worker, &tx, what.to, rows).await?)
    };
    // Somebody who is gone, or without an address since, is told nothing.
    if let Some(person) = reachable(&company, what.to) {
        let (locale, public_url) = (company.locale_of(what.to), app.settings().public_url.as_str());
        let written = match news.as_slice() {
            [] => None,
            [what] => Some(Letter { what, company: &company, locale, public_url }.write()),
            _ => Some(Digest { news: &news, company: &company, locale, public_url }.write()),
        };
        if let Some(written) = written {
            deliver(worker, job, person, written).await?;
        }
    }
    let tx = app.store().begin(job.tenant).await?;
    mail_times::forget(&tx, job.id).await?;
    tx.commit().await?;
    Ok(())
}

/// What the person has not read, not done, still wants to hear of by mail, and may still see.
async fn still_news(worker: &Worker, tx: &Tx, to: UserId, rows: Vec<WaitingRow>) -> Result<Vec<MailJob>> {
    let ids: Vec<NotificationId> = rows.iter().map(|row| row.id).collect();
    let read: HashSet<NotificationId> = notifications::read_among(tx, to, &ids).await?.into_iter().collect();
    let chosen = Chosen::new(notifications::prefs(tx, &[to]).await?);
    let mut news = Vec::with_capacity(rows.len());
    for row in rows {
        let mail: MailJob = serde_json::from_value(row.content).map_err(Error::internal)?;
        let unwanted = read.contains(&row.id) || !chosen.of(to, mail.event).email;
        if !unwanted && !is_done(tx, to, &mail).await? && may_see(worker, tx, to, &mail).await? {
            news.push(mail);
        }
    }
    Ok(news)
}

/// Whether the person did what the notification asks them to.
async fn is_done(tx: &Tx, to: UserId, mail: &MailJob) -> Result<bool> {
    match (mail.event, mail.task_id, mail.instance_id) {
        (NotificationEvent::TaskAssigned, Some(task), _) => match tasks::get(tx, task).await {
            Ok(task) => Ok(task.state != "open" || task.user != to),
            Err(weir_store::Error::NotFound) => Ok(true),
            Err(other) => Err(other.into()),
        },
        (NotificationEvent::Copied, _, Some(instance)) => {
            Ok(copies::of_reader(tx, instance, to).await?.iter().all(|copy| copy.read_at.is_some()))
        }
        _ => Ok(false),
    }
}

async fn may_see(worker: &Worker, tx: &Tx, to: UserId, mail: &MailJob) -> Result<bool> {
    match mail.project_id {
        Some(project) => worker.app.still_looks(tx, to, project).await,
        None => Ok(true),
    }
}
