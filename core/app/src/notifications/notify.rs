//! Tells people: a row in their inbox and a mail, in the transaction of what happened. The mail itself is a job.

use serde_json::Value as Json;
use weir_model::id::{JobId, NotificationId, UserId};
use weir_store::Tx;
use weir_store::queries::{jobs, notifications};

use super::notice::Notification;
use super::preferences::Chosen;
use crate::context::App;
use crate::error::{Error, Result};
use crate::worker::mail::{self, MailJob};

impl App {
    /// Stores what these people are to be told, through the channels that they chose.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notify(&self, tx: &Tx, told: Vec<Notification>) -> Result<()> {
        if told.is_empty() {
            return Ok(());
        }
        let people: Vec<UserId> = told.iter().map(|n| n.to).collect();
        let chosen = Chosen::new(notifications::prefs(tx, &people).await?);
        for notification in told {
            let id = self.new_id(NotificationId::from_uuid);
            let wants = chosen.of(notification.to, notification.event);
            if wants.in_app {
                notifications::insert(tx, &self.row(id, &notification)?).await?;
            }
            if wants.email && self.settings().mail.is_some() {
                self.enqueue_mail(tx, id, notification).await?;
            }
        }
        Ok(())
    }

    fn row(&self, id: NotificationId, it: &Notification) -> Result<notifications::NotificationRow> {
        Ok(notifications::NotificationRow {
            id,
            user: it.to,
            event: it.event.as_str().to_owned(),
            params: json(&it.notice)?,
            link: it.link.clone(),
            created_at: self.now(),
            read_at: None,
            instance: it.instance,
            task: it.task,
        })
    }

    async fn enqueue_mail(&self, tx: &Tx, id: NotificationId, it: Notification) -> Result<()> {
        let Notification { to, event, notice, link, instance, .. } = it;
        let job = jobs::NewJob {
            id: self.new_id(JobId::from_uuid),
            kind: mail::KIND,
            payload: json(&MailJob { to, event, notice, link, instance_id: instance })?,
            idempotency_key: format!("mail:{id}"),
            run_at: self.now(),
            created_at: self.now(),
        };
        jobs::enqueue(tx, &job).await?;
        Ok(())
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<Json> {
    serde_json::to_value(value).map_err(Error::internal)
}
