//! Writes that a client may repeat: the same key and content give the first answer again.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::idempotency::{self, Begun};

use crate::context::App;
use crate::error::{Error, Result};

/// The status that a first answer had; only creating writes are kept.
const CREATED: u16 = 201;

/// A write with the key under which it may be repeated, if its client gave one.
#[derive(Debug)]
pub(crate) struct Repeatable {
    key: Option<(String, String)>,
}

impl Repeatable {
    /// A write: which operation, under which key, with which content.
    pub fn new(operation: &str, key: Option<&str>, content: &impl Serialize) -> Result<Self> {
        let Some(key) = key else { return Ok(Self { key: None }) };
        let content = serde_json::to_vec(content).map_err(Error::internal)?;
        let mut hash = Sha256::new();
        hash.update(operation.as_bytes());
        hash.update([0]);
        hash.update(&content);
        Ok(Self { key: Some((key.to_owned(), hex::encode(hash.finalize()))) })
    }
}

/// What the same write made before, if it was made before. Otherwise the key is taken for this transaction.
///
/// # Errors
/// [`Error::Invalid`] when another write used the key.
pub(crate) async fn answered<T: DeserializeOwned>(
    app: &App,
    tx: &Tx,
    who: &Principal,
    write: &Repeatable,
) -> Result<Option<T>> {
    let Some((key, hash)) = &write.key else { return Ok(None) };
    match idempotency::begin(tx, who.user, key, hash, app.now()).await? {
        Begun::New => Ok(None),
        Begun::Answered { body, .. } => Ok(Some(serde_json::from_str(&body).map_err(Error::internal)?)),
        Begun::OtherRequest => Err(Error::invalid("Idempotency-Key", "request.idempotency_key_reused")),
    }
}

/// Keeps what the write made, in the transaction that made it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn keep(tx: &Tx, who: &Principal, write: &Repeatable, made: &impl Serialize) -> Result<()> {
    let Some((key, _)) = &write.key else { return Ok(()) };
    let made = serde_json::to_string(made).map_err(Error::internal)?;
    Ok(idempotency::finish(tx, who.user, key, CREATED, &made).await?)
}
