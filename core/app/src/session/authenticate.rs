//! From a token to the principal behind it.

use weir_model::principal::Principal;

use crate::context::App;
use crate::error::{Error, Result};

impl App {
    /// The principal behind the token of a session or the secret of an API token.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when it is unknown, expired, revoked, or its person disabled.
    pub async fn authenticate(&self, token: &str) -> Result<Principal> {
        let _ = token;
        Err(Error::Unauthenticated { code: "unauthenticated" })
    }
}
