//! Writes that a client may repeat: the same key and content give the first answer again.
//!
//! The key is taken in the first transaction that the request writes, so it stands exactly when something was
//! done. The answer is kept afterwards. Should the server die in between, the repetition is told that it was done;
//! a use case that notes what it made ([`App::note_made`]) can then still answer in full.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use weir_model::principal::{Channel, Principal};
use weir_store::Tx;
use weir_store::queries::idempotency::{self as keys, Taken};

use crate::context::App;
use crate::error::{Error, Result};
use crate::request;

/// It was done; what it answered cannot be told again.
const ANSWER_LOST: &str = "request.answer_lost";
/// The first one still runs.
const IN_PROGRESS: &str = "request.in_progress";
/// Where findings about the key point.
const HEADER: &str = "Idempotency-Key";
/// A key that was taken this long ago without an answer will not get one any more: longer than any request runs.
const ANSWER_LOST_AFTER: Duration = Duration::from_secs(5 * 60);

/// A write with the key under which it may be repeated.
#[derive(Debug)]
pub struct Repeat {
    key: String,
    hash: String,
    by: String,
    taken: AtomicBool,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The revision of what was answered, as the `ETag` header gave it.
    pub etag: Option<String>,
    /// The body, empty or JSON; none where it is a secret or too long to keep.
    pub body: Option<String>,
}

/// What is known about a repeatable write before it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Earlier {
    /// It was not done yet, or its use case remembers what it made.
    Run,
    /// It was done and answered.
    Answered(Answer),
}

impl Repeat {
    /// A write under a key by a principal: what it is and what it says, in parts.
    #[must_use]
    pub fn new(app: &App, who: &Principal, key: String, parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        // A token may do less than its owner's session: neither reads the other's answers.
        if let Channel::ApiToken(token) = who.channel {
            hash.update(token.uuid());
        }
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let by = app.new_id(|id| id).simple().to_string();
        Self { key, hash: hex::encode(hash.finalize()), by, taken: AtomicBool::new(false) }
    }
}

impl App {
    /// Whether the write was done before.
    ///
    /// # Errors
    /// [`Error::Invalid`] when another write used the key, [`Error::Conflict`] while the first one still runs or
    /// when its answer was lost.
    pub async fn earlier(&self, who: &Principal, repeat: &Repeat) -> Result<Earlier> {
        let tx = self.store().read(who.tenant).await?;
        let Some(taken) = keys::find(&tx, who.user, &repeat.key).await? else { return Ok(Earlier::Run) };
        same(&taken, repeat)?;
        if let Some(kept) = &taken.answer {
            let answer: Answer = serde_json::from_str(kept).map_err(Error::internal)?;
            let told = answer.body.is_some();
            return if told { Ok(Earlier::Answered(answer)) } else { Err(Error::conflict(ANSWER_LOST)) };
        }
        if taken.made.is_some() {
            return Ok(Earlier::Run);
        }
        let age = self.now().duration_since(taken.at);
        let lost = age.unsigned_abs() > ANSWER_LOST_AFTER;
        Err(Error::conflict(if lost { ANSWER_LOST } else { IN_PROGRESS }))
    }

    /// Keeps the answer of a write that took its key; of one that wrote nothing there is nothing to keep.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_answer(&self, who: &Principal, repeat: &Repeat, answer: &Answer) -> Result<()> {
        let kept = serde_json::to_string(answer).map_err(Error::internal)?;
        let tx = self.store().begin(who.tenant).await?;
        keys::answer(&tx, who.user, &repeat.key, &repeat.by, answer.status, &kept).await?;
        Ok(tx.commit().await?)
    }

    /// Begins a transaction in which somebody writes. The first one of a repeatable request takes its key.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the same write runs already.
    pub(crate) async fn write(&self, who: &Principal) -> Result<Tx> {
        crate::session::own_eyes(who)?;
        let tx = self.store().begin(who.tenant).await?;
        let Some(repeat) = request::repeat() else { return Ok(tx) };
        let Repeat { key, hash, by, taken } = &*repeat;
        if !keys::take(&tx, who.user, key, hash, by, self.now()).await? {
            let first = keys::find(&tx, who.user, key).await?;
            if let Some(first) = first.filter(|first| first.by.as_ref() != Some(by)) {
                same(&first, &repeat)?;
                return Err(Error::conflict(IN_PROGRESS));
            }
        }
        taken.store(true, Ordering::Relaxed);
        Ok(tx)
    }

    /// Notes what a repeatable write made, in the transaction that made it.
    pub(crate) async fn note_made(&self, tx: &Tx, who: &Principal, made: &impl Serialize) -> Result<()> {
        let Some(repeat) = request::repeat() else { return Ok(()) };
        let made = serde_json::to_string(made).map_err(Error::internal)?;
        Ok(keys::made(tx, who.user, &repeat.key, &made).await?)
    }

    /// What the same write made before.
    pub(crate) async fn made_before<T: DeserializeOwned>(&self, who: &Principal) -> Result<Option<T>> {
        let Some(repeat) = request::repeat() else { return Ok(None) };
        let tx = self.store().read(who.tenant).await?;
        let Some(taken) = keys::find(&tx, who.user, &repeat.key).await? else { return Ok(None) };
        same(&taken, &repeat)?;
        taken.made.map(|made| serde_json::from_str(&made).map_err(Error::internal)).transpose()
    }
}

impl Repeat {
    /// Whether the write went as far as a transaction.
    #[must_use]
    pub fn has_written(&self) -> bool {
        self.taken.load(Ordering::Relaxed)
    }
}

fn same(taken: &Taken, repeat: &Repeat) -> Result<()> {
    if taken.hash == repeat.hash {
        return Ok(());
    }
    Err(Error::invalid(HEADER, "request.idempotency_key_reused"))
}
