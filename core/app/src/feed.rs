//! What changed elsewhere, for one person's screen: hints to ask again, never the data itself.
//!
//! Read from the change log behind a position, so that a client that was away resumes where it was. A hint goes
//! only to those who may know its subject; whoever cannot be told apart cheaply is not told.

use std::str::FromStr;
use std::time::Duration;

use serde_json::Value as Json;
use tokio::sync::broadcast;
use uuid::Uuid;
use weir_model::change::{Subject, Verb};
use weir_model::id::{InstanceId, ProjectId, RecordId, TenantId, UserId, WorkItemId};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::queries::change_log::{self, Entry, Position};
use weir_store::queries::{copies, instances, records, tasks, work_items};
use weir_store::{Database, Tx};

use crate::context::App;
use crate::dto::operations::ChangeHint;
use crate::error::{Error, Result};
use crate::exchange::IMPORT_CHANNEL;
use crate::operations::readable;

/// How long a listener waits that nobody wakes: changes of other nodes turn up by then.
const LOOK_EVERY: Duration = Duration::from_secs(10);
/// Changes come in bursts; one look answers a burst.
const BURST: Duration = Duration::from_millis(50);
/// On PostgreSQL an entry is not shown until no older transaction runs: how often and how soon to look again.
const SETTLE_LOOKS: u32 = 10;
const SETTLE_PAUSE: Duration = Duration::from_millis(100);
/// Entries read in one look.
const LOOK_ENTRIES: u32 = 500;

/// One person's listener.
pub struct Feed {
    app: App,
    who: Principal,
    token: String,
    at: Position,
    woken: broadcast::Receiver<TenantId>,
}

/// Hints, and the position behind them.
#[derive(Debug)]
pub struct Hints {
    /// Resume behind it.
    pub position: String,
    /// What to ask again.
    pub hints: Vec<ChangeHint>,
}

impl App {
    /// Listens for what concerns the principal, behind a position, or from now on. It ends with the session that
    /// `token` opens.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn feed(&self, who: Principal, token: String, behind: Option<&str>) -> Result<Feed> {
        // Before the position is read, or what happens in between would wake nobody.
        let woken = self.store().wake().changes();
        // A position that does not read is one of another server: begin anew, the client asks for everything.
        let at = match behind.and_then(|text| Position::from_str(text).ok()) {
            Some(position) => position,
            None => change_log::end(&self.store().read(who.tenant).await?).await?,
        };
        Ok(Feed { app: self.clone(), who, token, at, woken })
    }
}

impl Feed {
    /// Where the listener stands.
    #[must_use]
    pub fn position(&self) -> String {
        self.at.to_string()
    }

    /// Waits for hints.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when the session is over; whatever the database fails with.
    pub async fn next(&mut self) -> Result<Hints> {
        // What is behind the position already needs nobody to wake us.
        let mut look = true;
        loop {
            let was_woken = if look { true } else { self.wait().await };
            look = false;
            self.app.recheck(&self.token, &self.who).await?;
            let entries = self.entries(was_woken).await?;
            let Some(last) = entries.last().map(|e| e.position) else { continue };
            look = entries.len() >= LOOK_ENTRIES as usize;
            self.at = last;
            let tx = self.app.store().read(self.who.tenant).await?;
            let mut hints = Vec::new();
            for entry in &entries {
                for hint in self.hints(&tx, entry).await? {
                    if !hints.contains(&hint) {
                        hints.push(hint);
                    }
                }
            }
            if !hints.is_empty() {
                return Ok(Hints { position: last.to_string(), hints });
            }
        }
    }

    /// Waits until the tenant's log may have grown; tells whether somebody said that it has.
    async fn wait(&mut self) -> bool {
        let tenant = self.who.tenant;
        let woken = async {
            loop {
                match self.woken.recv().await {
                    Ok(other) if other != tenant => {}
                    Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => return true,
                    Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
                }
            }
        };
        let was_woken = tokio::time::timeout(LOOK_EVERY, woken).await.unwrap_or(false);
        if was_woken {
            tokio::time::sleep(BURST).await;
        }
        was_woken
    }

    async fn entries(&self, was_woken: bool) -> Result<Vec<Entry>> {
        let patient = was_woken && self.app.store().database() == Database::Postgres;
        for look in 0.. {
            let tx = self.app.store().read(self.who.tenant).await?;
            let entries = change_log::since(&tx, self.at, LOOK_ENTRIES).await?;
            if !entries.is_empty() || !patient || look == SETTLE_LOOKS {
                return Ok(entries);
            }
            drop(tx);
            tokio::time::sleep(SETTLE_PAUSE).await;
        }
        Ok(Vec::new())
    }

    /// What the person is told of an entry.
    async fn hints(&self, tx: &Tx, entry: &Entry) -> Result<Vec<ChangeHint>> {
        let me = self.who.user;
        let mine = entry.actor == Some(me) || after_user(entry) == Some(me);
        let told = match entry.subject {
            Subject::Task | Subject::Draft | Subject::Notification => mine,
            // What an import changed is told once, by its task: thousands of hints would say no more.
            Subject::Record => entry.channel != IMPORT_CHANNEL && (mine || self.reads_of(tx, entry).await?),
            Subject::BackgroundTask | Subject::Import | Subject::SavedView | Subject::FormLink => mine,
            Subject::ProjectTemplate => mine,
            Subject::Instance => mine || self.takes_part(tx, entry).await?,
            Subject::Comment => mine || self.takes_part(tx, entry).await? || self.sits_by(tx, entry).await?,
            Subject::Project | Subject::WorkItem => mine || self.sits_by(tx, entry).await?,
            // What everybody signed in may read, and what their own rights hang on.
            Subject::Department | Subject::Post | Subject::User | Subject::Role | Subject::Settings => true,
            Subject::Form => entry.verb == Verb::Published || self.may(tx, Permission::FormsDesign).await?,
            Subject::Flow => entry.verb == Verb::Published || self.may(tx, Permission::FlowsDesign).await?,
            Subject::Job => self.may(tx, Permission::JobsManage).await?,
            Subject::Feedback => mine || self.may(tx, Permission::SettingsManage).await?,
            Subject::Session | Subject::File => false,
        };
        let Some(id) = entry.subject_id.filter(|_| told) else { return Ok(Vec::new()) };
        let hint = |subject: Subject, id: Uuid, verb| ChangeHint {
            seq: entry.seq,
            subject,
            subject_id: subject.id_text(id),
            verb,
        };
        let mut hints = vec![hint(entry.subject, id, entry.verb)];
        // Whoever takes part was perhaps also sent a notification of it.
        if matches!(
            entry.subject,
            Subject::Instance | Subject::Comment | Subject::WorkItem | Subject::Feedback
        ) {
            hints.push(hint(Subject::Notification, id, Verb::Created));
        }
        Ok(hints)
    }

    /// Whether the person may read the record of an entry, and anything of what changed in it.
    async fn reads_of(&self, tx: &Tx, entry: &Entry) -> Result<bool> {
        let Some(id) = entry.subject_id.map(RecordId::from_uuid) else { return Ok(false) };
        let Some(place) = records::places(tx, &[id]).await?.pop() else { return Ok(false) };
        let object = weir_access::Object::form(place.form);
        let permit = match self.app.permit(tx, &self.who, Permission::RecordsRead, object).await {
            Ok(permit) => permit,
            Err(Error::Denied) => return Ok(false),
            Err(other) => return Err(other),
        };
        let rights = permit.field_rights();
        let seen = |values: &Option<Json>| values.clone().map(|values| readable(values, rights));
        Ok(permit.scope().covers(place.created_by, place.department)
            && (entry.verb != Verb::Updated || seen(&entry.before) != seen(&entry.after)))
    }

    /// Whether the instance of an entry concerns the person: started it, had a to-do in it, was sent a copy of it.
    async fn takes_part(&self, tx: &Tx, entry: &Entry) -> Result<bool> {
        let instance = match entry.subject {
            Subject::Instance => entry.subject_id.map(InstanceId::from_uuid),
            _ => entry.after.as_ref().and_then(|a| a["instance"].as_str()?.parse().ok()),
        };
        let Some(instance) = instance else { return Ok(false) };
        let me = self.who.user;
        let initiator = match instances::get(tx, instance).await {
            Ok(row) => row.initiator,
            Err(weir_store::Error::NotFound) => return Ok(false),
            Err(other) => return Err(other.into()),
        };
        Ok(initiator == me
            || tasks::concerns(tx, instance, me).await?
            || !copies::of_reader(tx, instance, me).await?.is_empty()
            || self.may(tx, Permission::FlowsAdmin).await?)
    }

    /// Whether the person sits in the project of an entry.
    async fn sits_by(&self, tx: &Tx, entry: &Entry) -> Result<bool> {
        let item = match entry.subject {
            Subject::WorkItem => entry.subject_id.map(WorkItemId::from_uuid),
            _ => entry.after.as_ref().and_then(|a| a["workItem"].as_str()?.parse().ok()),
        };
        let project = match (entry.subject, item) {
            (Subject::Project, _) => entry.subject_id.map(ProjectId::from_uuid),
            (_, Some(item)) => work_items::project_of(tx, item).await?,
            _ => None,
        };
        match project {
            Some(project) => self.app.sits_in(tx, &self.who, project).await,
            None => Ok(false),
        }
    }

    async fn may(&self, tx: &Tx, permission: Permission) -> Result<bool> {
        match self.app.permit(tx, &self.who, permission, weir_access::Object::TENANT).await {
            Ok(_) => Ok(true),
            Err(Error::Denied) => Ok(false),
            Err(other) => Err(other),
        }
    }
}

fn after_user(entry: &Entry) -> Option<UserId> {
    entry.after.as_ref().and_then(|a| a["user"].as_str()?.parse().ok())
}
