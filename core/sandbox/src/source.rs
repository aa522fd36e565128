//! What a tenant wrote, with the digest under which guests keep it compiled.

use std::sync::Arc;

use weir_wire::{DIGEST_BYTES, Reason};

use crate::limits::SOURCE_MAX_BYTES;
use crate::refusal::Refusal;

/// The source of a script: Rhai. Cheap to clone; whoever evaluates it often keeps it, for making it hashes the text.
#[derive(Debug, Clone)]
pub struct Script {
    pub(crate) text: Arc<str>,
    pub(crate) digest: [u8; DIGEST_BYTES],
}

/// The source of a template: Tera.
#[derive(Debug, Clone)]
pub struct Template {
    pub(crate) text: Arc<str>,
    pub(crate) digest: [u8; DIGEST_BYTES],
    pub(crate) html: bool,
}

impl Script {
    /// Takes a source as it is; [`crate::Sandbox::check_script`] tells whether it is one.
    ///
    /// # Errors
    /// [`Reason::Size`] when it is longer than [`SOURCE_MAX_BYTES`].
    pub fn new(source: &str) -> Result<Self, Refusal> {
        Ok(Self { text: bounded(source)?, digest: blake3::hash(source.as_bytes()).into() })
    }
}

impl Template {
    /// A template of plain text: what is filled in stands there as it is.
    ///
    /// # Errors
    /// [`Reason::Size`] when it is longer than [`SOURCE_MAX_BYTES`].
    pub fn text(source: &str) -> Result<Self, Refusal> {
        Self::new(source, false)
    }

    /// A template of HTML: what is filled in is escaped, unless the template says `| safe`.
    ///
    /// # Errors
    /// [`Reason::Size`] when it is longer than [`SOURCE_MAX_BYTES`].
    pub fn html(source: &str) -> Result<Self, Refusal> {
        Self::new(source, true)
    }

    fn new(source: &str, html: bool) -> Result<Self, Refusal> {
        let mut digest = blake3::Hasher::new();
        digest.update(&[u8::from(html)]).update(source.as_bytes());
        Ok(Self { text: bounded(source)?, digest: digest.finalize().into(), html })
    }
}

fn bounded(source: &str) -> Result<Arc<str>, Refusal> {
    if source.len() <= SOURCE_MAX_BYTES {
        return Ok(source.into());
    }
    let message = format!("the source has {} bytes; it may have {SOURCE_MAX_BYTES}", source.len());
    Err(Refusal::new(Reason::Size, message))
}
