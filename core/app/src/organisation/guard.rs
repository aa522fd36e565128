//! Somebody must be left who can give rights back: the last administrator stays.

use weir_model::id::UserId;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::roles_write::{self, Administrators};

use crate::context::App;
use crate::error::{Error, Result};

impl App {
    /// Who can manage roles before a change.
    pub(crate) async fn administrators(&self, tx: &Tx) -> Result<Administrators> {
        Ok(roles_write::administrators(tx, self.now()).await?)
    }

    /// Refuses a change, already made in the transaction, that leaves nobody who can.
    ///
    /// # Errors
    /// `org.last_administrator`.
    pub(crate) async fn keep_administrator(&self, tx: &Tx, before: Administrators) -> Result<()> {
        let after = self.administrators(tx).await?;
        // Holdings that end do not count where there is one that lasts: they would leave nobody one day.
        let left = if before.lasting > 0 { after.lasting > 0 } else { after.now > 0 || before.now == 0 };
        if left { Ok(()) } else { Err(Error::conflict("org.last_administrator")) }
    }
}

/// Refuses to do to oneself what leads out of the company.
pub(super) fn not_oneself(who: &Principal, user: UserId, code: &'static str) -> Result<()> {
    if who.user == user { Err(Error::conflict(code)) } else { Ok(()) }
}
