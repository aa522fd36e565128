//! What the sign-in page may know of this server before anybody has signed in.

use crate::context::App;
use crate::dto::session::ServerInfo;
use crate::error::Result;

impl App {
    /// The server's public face.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn server_info(&self) -> Result<ServerInfo> {
        Ok(ServerInfo {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            demo: self.settings().demo,
            demo_accounts: None,
            default_tenant: None,
            secure: self.settings().is_secure(),
        })
    }
}
