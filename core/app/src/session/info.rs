//! What the sign-in page may know of this server before anybody has signed in.

use weir_store::queries::tenants;

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
            demo_accounts: self.settings().demo.then(Self::demo_accounts).transpose()?,
            default_tenant: tenants::only_key(&self.store().system_read()).await?.map(|key| key.to_string()),
            secure: self.settings().is_secure(),
        })
    }
}
