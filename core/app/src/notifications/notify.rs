//! Tells people: a row in their inbox and a mail, in the transaction of what happened. The mail itself is a job.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::Value as Json;
use weir_model::id::{JobId, NotificationId, UserId};
use weir_store::Tx;
use weir_store::queries::mail_times::{self, WaitingRow};
use weir_store::queries::{jobs, notifications};

use super::moments::Days;
use super::notice::Notification;
use super::preferences::Chosen;
use crate::context::App;
use crate::error::{Error, Result};
use crate::worker::digest::{self, DigestJob};
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
        let mailed = self.settings().mail.is_some();
        let habits = if mailed { self.mail_habits(tx, &people).await? } else { HashMap::new() };
        for notification in told {
            let id = self.new_id(NotificationId::from_uuid);
            let wants = chosen.of(notification.to, notification.event);
            if wants.in_app {
                notifications::insert(tx, &self.row(id, &notification)?).await?;
            }
            if wants.email && mailed {
                let due = match habits.get(&notification.to) {
                    Some(habit) => {
                        let company = self.company(tx).await?;
                        habit.goes_out_at(self.now(), Days::of(&company))
                    }
                    None => self.now(),
                };
                self.enqueue_mail(tx, id, notification, due).await?;
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

    /// A mail of its own, or one that waits for others until it is due.
    async fn enqueue_mail(
        &self,
        tx: &Tx,
        id: NotificationId,
        it: Notification,
        due: Timestamp,
    ) -> Result<()> {
        let Notification { to, event, notice, link, instance, task, project } = it;
        let mail =
            MailJob { to, event, notice, link, instance_id: instance, task_id: task, project_id: project };
        let (job, now) = (self.new_id(JobId::from_uuid), self.now());
        let waits = due > now;
        let (kind, payload, idempotency_key) = if waits {
            let content = json(&mail)?;
            mail_times::wait(tx, &WaitingRow { id, user: to, job, content, created_at: now }).await?;
            (digest::KIND, json(&DigestJob { to, notification: id })?, format!("digest:{id}"))
        } else {
            (mail::KIND, json(&mail)?, format!("mail:{id}"))
        };
        let new = jobs::NewJob { id: job, kind, payload, idempotency_key, run_at: due, created_at: now };
        jobs::enqueue(tx, &new).await?;
        Ok(())
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<Json> {
    serde_json::to_value(value).map_err(Error::internal)
}
