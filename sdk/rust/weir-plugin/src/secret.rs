//! Secrets, which a plugin uses and never reads.

use crate::worlds::acting::weir::plugin::http::{Header, HeaderValue};
use crate::worlds::acting::weir::plugin::secrets;
use crate::worlds::acting::weir::plugin::types::Error;

/// A secret that an administrator entered.
#[derive(Debug)]
pub struct Secret(secrets::Secret);

impl Secret {
    /// The secret of a name that the manifest asks for.
    ///
    /// # Errors
    /// When there is none, or it is not granted.
    pub fn open(name: &str) -> Result<Self, Error> {
        secrets::open(name).map(Self)
    }

    /// A header with `Bearer` and the secret.
    #[must_use]
    pub fn bearer(&self, name: &str) -> Header<'_> {
        Header { name: name.to_owned(), value: HeaderValue::Bearer(&self.0) }
    }

    /// A header with the secret alone.
    #[must_use]
    pub fn header(&self, name: &str) -> Header<'_> {
        Header { name: name.to_owned(), value: HeaderValue::Secret(&self.0) }
    }
}
