//! What every use case stands on: the store, the operator's settings, the clock, new ids, what is cached.
//!
//! Cheap to clone; holds no request state: what belongs to the present request is in `request`.

use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::{OnceCell, Semaphore};
use uuid::Uuid;
use weir_access::SnapshotCache;
use weir_model::change::{Subject, Verb};
use weir_model::principal::{Channel, Principal};
use weir_model::{Clock, Ids};
use weir_sandbox::Sandbox;
use weir_store::queries::change_log::Change;
use weir_store::{Store, StoreConfig};

use crate::approvals::Definitions;
use crate::company::Companies;
use crate::error::Result;
use crate::operations::Denials;
use crate::request::request_id;
use crate::session::cache::SessionCache;
use crate::session::password::Passwords;
use crate::session::under_way::UnderWay;
use crate::session::vault::KeyVault;
use crate::settings::Settings;

/// Tables looked into at once while somebody waits: unpacking a workbook keeps a core busy.
const READINGS_MAX: usize = 2;

/// The application.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    settings: Settings,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    snapshots: SnapshotCache,
    companies: Companies,
    definitions: Definitions,
    sessions: SessionCache,
    passwords: Passwords,
    denials: Denials,
    vault: OnceCell<Arc<KeyVault>>,
    readings: Semaphore,
    sandbox: OnceCell<Sandbox>,
    under_way: UnderWay,
}

impl App {
    /// Applies the migrations that the database lacks and tells how many there were.
    ///
    /// # Errors
    /// When the database cannot be reached or refuses a migration.
    pub async fn migrate(settings: &Settings) -> Result<usize> {
        Ok(Store::migrate(&store_config(settings)).await?)
    }

    /// Opens the application on a migrated database.
    ///
    /// # Errors
    /// When the database cannot be reached or is not migrated.
    pub async fn open(settings: Settings, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Result<Self> {
        let store = Store::connect(&store_config(&settings)).await?;
        Self::new(store, settings, clock, ids)
    }

    /// The application over its parts.
    ///
    /// # Errors
    /// When the password cost is not one the algorithm takes.
    pub fn new(store: Store, settings: Settings, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Result<Self> {
        let passwords = Passwords::new(settings.password_cost)?;
        let (snapshots, companies, definitions, sessions, denials) = Default::default();
        let readings = Semaphore::new(READINGS_MAX);
        let inner = Inner {
            store,
            settings,
            clock,
            ids,
            snapshots,
            companies,
            definitions,
            sessions,
            passwords,
            denials,
            vault: OnceCell::new(),
            readings,
            sandbox: OnceCell::new(),
            under_way: UnderWay::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The same application on another clock, with caches of its own.
    ///
    /// # Errors
    /// As [`App::new`].
    pub fn with_clock(&self, clock: Arc<dyn Clock>) -> Result<Self> {
        let Inner { store, settings, ids, .. } = &*self.inner;
        Self::new(store.clone(), settings.clone(), clock, Arc::clone(ids))
    }

    /// Whether the database answers. Its schema was checked when it was opened.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ready(&self) -> Result<()> {
        Ok(self.store().ping().await?)
    }

    /// Lets go of the database; call it last.
    ///
    /// # Errors
    /// When a connection does not close.
    pub async fn close(&self) -> Result<()> {
        Ok(self.store().close().await?)
    }

    /// The database and the blobs.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The operator's decisions.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// A new id: `app.new_id(TaskId::from_uuid)`.
    pub fn new_id<I>(&self, wrap: fn(Uuid) -> I) -> I {
        wrap(self.inner.ids.next())
    }

    /// Where new ids come from, for the domain functions that take them.
    #[must_use]
    pub fn ids(&self) -> &dyn Ids {
        &*self.inner.ids
    }

    pub(crate) fn under_way(&self) -> &UnderWay {
        &self.inner.under_way
    }

    pub(crate) fn snapshots(&self) -> &SnapshotCache {
        &self.inner.snapshots
    }

    pub(crate) fn companies(&self) -> &Companies {
        &self.inner.companies
    }

    pub(crate) fn definitions(&self) -> &Definitions {
        &self.inner.definitions
    }

    pub(crate) fn sessions(&self) -> &SessionCache {
        &self.inner.sessions
    }

    /// Turns for looking into a table while somebody waits for the answer.
    pub(crate) fn readings(&self) -> &Semaphore {
        &self.inner.readings
    }

    pub(crate) fn passwords(&self) -> &Passwords {
        &self.inner.passwords
    }

    /// What seals secrets; its key is looked for at the first need.
    ///
    /// # Errors
    /// When the key cannot be made or read.
    pub(crate) async fn vault(&self) -> Result<Arc<KeyVault>> {
        let found = self.inner.vault.get_or_try_init(|| async {
            if let Some(key) = &self.settings().secret_key {
                return Ok(Arc::new(KeyVault::new(key)));
            }
            let dir = self.settings().data_dir.clone();
            let opened = tokio::task::spawn_blocking(move || KeyVault::of_data_dir(&dir)).await;
            opened.map_err(crate::error::Error::internal)?.map(Arc::new)
        });
        found.await.cloned()
    }

    /// Where scripts of tenants run. Loaded at the first need: a server whose tenants write none does without its
    /// memory, and starts without waiting for it.
    ///
    /// # Errors
    /// When it does not run on this machine.
    pub(crate) async fn sandbox(&self) -> Result<Sandbox> {
        let loaded = self.inner.sandbox.get_or_try_init(|| async {
            let loaded = tokio::task::spawn_blocking(Sandbox::new).await;
            loaded.map_err(crate::error::Error::internal)?.map_err(crate::error::Error::internal)
        });
        loaded.await.cloned()
    }

    pub(crate) fn denials(&self) -> &Denials {
        &self.inner.denials
    }

    /// A change-log entry of this request by this principal; the use case adds what was and what is.
    #[must_use]
    pub fn change(&self, by: &Principal, subject: Subject, id: Uuid, verb: Verb) -> Change {
        let channel = match by.channel {
            Channel::Session(_) => "session",
            Channel::ApiToken(_) => "token",
            Channel::System => "system",
        };
        Change {
            at: self.now(),
            actor: Some(by.user),
            on_behalf: None,
            channel,
            request_id: request_id(),
            subject,
            subject_id: Some(id),
            verb,
            before: None,
            after: None,
        }
    }
}

fn store_config(settings: &Settings) -> StoreConfig {
    match &settings.database_url {
        Some(url) => StoreConfig::postgres(url, &settings.data_dir),
        None => StoreConfig::embedded(&settings.data_dir),
    }
}
