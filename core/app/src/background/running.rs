//! A task in the hands of a worker: its owner's rights, its steps under the fence of its job, and its end.

use std::sync::Arc;

use serde_json::Value as Json;
use tokio_util::sync::CancellationToken;
use weir_model::Issue;
use weir_model::change::{Subject, Verb};
use weir_model::id::AccountId;
use weir_model::permission::Permission;
use weir_model::principal::{Channel, Principal};
use weir_store::Tx;
use weir_store::queries::background_tasks::{self as tasks, BackgroundTaskRow};
use weir_store::queries::jobs::{self, Claimed};
use weir_store::queries::{tenants, tokens};

use super::{TaskJob, word, worded};
use crate::context::App;
use crate::dto::background::{BackgroundTaskKind, BackgroundTaskState};
use crate::error::{Error, Result};
use crate::worker::lease_from;

/// Why work on a task broke off before its end.
#[derive(Debug)]
pub(crate) enum Broken {
    /// The lease lapsed: the task is somebody else's by now, and what was not committed is theirs to do.
    Lost,
    /// The server stops; the task waits for the next one.
    Stopping,
    /// Its company was suspended meanwhile; the task waits until it is resumed.
    Suspended,
    /// The step failed.
    Failed(Error),
}

impl<E: Into<Error>> From<E> for Broken {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// What a step came to.
pub(crate) type Run<T> = std::result::Result<T, Broken>;

/// Whether to take another step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Go {
    /// Yes.
    On,
    /// The owner asked the task to end.
    Cancel,
}

/// A task at work.
pub(crate) struct Running<'a> {
    /// The application.
    pub app: &'a App,
    /// Its owner, with no more rights than they have now and started it with.
    pub who: Principal,
    /// How it stands; steps change it and [`Running::got_on`] stores it.
    pub task: BackgroundTaskRow,
    job: &'a Claimed,
    stopping: &'a CancellationToken,
}

impl App {
    /// Works on the task of a job until it ends or has to make way.
    ///
    /// # Errors
    /// [`Broken`], with what another attempt may mend; what it may not mend ends the task as failed.
    pub(crate) async fn work_on_task(&self, job: &Claimed, stopping: &CancellationToken) -> Run<()> {
        let Some(mut running) = Running::take_up(self, job, stopping).await? else { return Ok(()) };
        let worked = match worded(&running.task.kind)? {
            BackgroundTaskKind::ImportCheck => self.run_import_check(&mut running).await,
            BackgroundTaskKind::ImportRun => self.run_import(&mut running).await,
            BackgroundTaskKind::ImportRevert => self.run_import_revert(&mut running).await,
            BackgroundTaskKind::Export => self.run_export(&mut running).await,
        };
        match worked {
            Err(Broken::Failed(error)) => match problem(error) {
                Ok(problem) => running.fail(problem).await,
                Err(error) => Err(Broken::Failed(error)),
            },
            other => other,
        }
    }

    /// Ends a task whose job was given up, in the transaction that gives it up.
    pub(crate) async fn give_up_task(&self, tx: &Tx, job: &Claimed) -> Result<()> {
        let TaskJob { task_id } = serde_json::from_value(job.payload.clone()).map_err(Error::internal)?;
        let mut task = tasks::lock(tx, task_id).await?;
        task.state = word(&BackgroundTaskState::Failed);
        task.problem = serde_json::to_value(Issue::new("", "task.given_up")).ok();
        task.ended_at = Some(self.now());
        tasks::save(tx, &task).await?;
        Ok(())
    }
}

/// What the owner is told when another attempt would not help; the error itself when it may.
fn problem(error: Error) -> Result<Issue> {
    match error {
        Error::Invalid(mut issues) if !issues.is_empty() => Ok(issues.swap_remove(0)),
        Error::Unavailable(_) | Error::Stale | Error::TooMany { .. } | Error::Internal(_) => Err(error),
        Error::Denied | Error::NotFound => Ok(Issue::new("", "task.right_withdrawn")),
        other => Ok(Issue::new("", other.code())),
    }
}

impl<'a> Running<'a> {
    /// Takes the task up, unless it has ended.
    async fn take_up(app: &'a App, job: &'a Claimed, stopping: &'a CancellationToken) -> Run<Option<Self>> {
        let TaskJob { task_id } = serde_json::from_value(job.payload.clone()).map_err(Error::internal)?;
        let tx = app.store().begin(job.tenant).await?;
        if !jobs::renew(&tx, job.id, job.fence, lease_from(app.now())).await? {
            return Err(Broken::Lost);
        }
        let mut task = tasks::lock(&tx, task_id).await?;
        let ended = task.ended_at.is_some()
            && worded::<BackgroundTaskState>(&task.state)? != BackgroundTaskState::Failed;
        if ended {
            // An attempt that ended it and could not say so.
            jobs::complete(&tx, job.id, job.fence).await?;
            tx.commit().await?;
            return Ok(None);
        }
        // One that failed is here again because an administrator wants it tried again.
        (task.state, task.ended_at, task.problem) = (word(&BackgroundTaskState::Running), None, None);
        task.started_at.get_or_insert_with(|| app.now());
        tasks::save(&tx, &task).await?;
        tx.commit().await?;
        let scopes = task.scopes.as_ref().map(|names| {
            names.iter().filter_map(|name| Permission::parse(name)).collect::<Arc<[Permission]>>()
        });
        let who = Principal {
            tenant: job.tenant,
            user: task.owner,
            account: AccountId::from_uuid(uuid::Uuid::nil()),
            channel: task.token.map_or(Channel::System, Channel::ApiToken),
            scopes,
            locale: task.locale,
            authenticated_at: app.now(),
            viewer: None,
        };
        Ok(Some(Self { app, who, task, job, stopping }))
    }

    /// What its owner asked for.
    pub fn input<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_value(self.task.input.clone()).map_err(Error::internal)
    }

    /// Refuses to go on for somebody who may no longer come in: disabled, or with a token that has ended. What
    /// they may do, the step asks by itself.
    ///
    /// # Errors
    /// [`Error::Denied`]; [`Broken::Suspended`] while nobody of the company may come in.
    pub async fn still_admitted(&self, tx: &Tx) -> Run<()> {
        if tenants::rests(tx).await? {
            return Err(Broken::Suspended);
        }
        let company = self.app.company(tx).await?;
        let active = company.people.get(&self.who.user).is_some_and(|p| p.active);
        let token = match self.task.token {
            Some(token) => tokens::is_valid(tx, token, self.app.now()).await?,
            None => true,
        };
        if active && token { Ok(()) } else { Err(Error::Denied.into()) }
    }

    /// Stores how far the task is, in the transaction of the step. Commit it when this succeeds.
    ///
    /// # Errors
    /// [`Broken::Lost`] when the job is somebody else's by now.
    pub async fn got_on(&mut self, tx: &Tx) -> Run<Go> {
        if !jobs::got_on(tx, self.job.id, self.job.fence, lease_from(self.app.now())).await? {
            return Err(Broken::Lost);
        }
        let cancel = tasks::lock(tx, self.task.id).await?.cancel_asked;
        tasks::save(tx, &self.task).await?;
        Ok(if cancel { Go::Cancel } else { Go::On })
    }

    /// Makes way when the server stops; between steps.
    ///
    /// # Errors
    /// [`Broken::Stopping`].
    pub fn may_go_on(&self) -> Run<()> {
        if self.stopping.is_cancelled() { Err(Broken::Stopping) } else { Ok(()) }
    }

    /// Ends the task in a transaction that may have done its last step, and commits.
    ///
    /// # Errors
    /// [`Broken::Lost`].
    pub async fn end(&mut self, tx: Tx, state: BackgroundTaskState, result: Json) -> Run<()> {
        if !jobs::complete(&tx, self.job.id, self.job.fence).await? {
            return Err(Broken::Lost);
        }
        self.task.state = word(&state);
        self.task.result = Some(result);
        self.task.ended_at = Some(self.app.now());
        tasks::save(&tx, &self.task).await?;
        let mut change =
            self.app.change(&self.who, Subject::BackgroundTask, self.task.id.uuid(), Verb::Updated);
        change.after = Some(serde_json::json!({
            "kind": self.task.kind, "state": self.task.state, "result": self.task.result, "problem": self.task.problem,
        }));
        tx.log(change).await?;
        Ok(tx.commit().await?)
    }

    async fn fail(&mut self, problem: Issue) -> Run<()> {
        self.task.problem = Some(serde_json::to_value(problem).map_err(Error::internal)?);
        let result = self.task.result.take().unwrap_or(Json::Null);
        let tx = self.app.store().begin(self.who.tenant).await?;
        self.app.import_ended_early(&tx, &self.task).await?;
        self.end(tx, BackgroundTaskState::Failed, result).await
    }
}
