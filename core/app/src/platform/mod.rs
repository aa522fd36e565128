//! Looking after the server as a whole: founding companies, suspending them, and nothing of what they hold.
//!
//! A [`Caretaker`] is no [`weir_model::principal::Principal`]: it has no tenant, and no use case of a company takes
//! it. That a platform administrator reads nobody's data is thus not a rule that is checked but a call that cannot
//! be written.

mod companies;
mod door;
mod operator;
mod second_factor;

use std::net::IpAddr;

use weir_model::id::{PlatformAdminId, PlatformSessionId, TenantId};
use weir_store::SystemTx;
use weir_store::queries::platform::{self as rows, EventRow};
use weir_store::queries::tenants::CompanyRow;

pub use operator::CaretakerCredentials;

use crate::context::App;
use crate::dto::platform::PlatformVerb;
use crate::error::Result;

/// Somebody who proved to be a platform administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caretaker {
    /// Who they are.
    pub id: PlatformAdminId,
    /// The session that they came in by.
    pub session: PlatformSessionId,
    /// What they type to sign in.
    pub login: String,
    /// What others call them.
    pub name: String,
    /// Where they are.
    pub address: IpAddr,
    /// Whether they must choose a new password before they do anything else.
    pub must_change_password: bool,
    /// Whether they have a second factor.
    pub second_factor: bool,
}

/// Who is named in the log for what the operator does from the command line.
const OPERATOR: &str = "weir admin";

/// What is to be written down.
struct Done<'a> {
    by: Option<(PlatformAdminId, &'a str)>,
    verb: PlatformVerb,
    company: Option<&'a CompanyRow>,
    reason: &'a str,
    address: Option<IpAddr>,
}

impl Caretaker {
    fn did(&self, verb: PlatformVerb) -> Done<'_> {
        Done { by: Some((self.id, &self.name)), verb, company: None, reason: "", address: Some(self.address) }
    }
}

impl App {
    async fn log_platform(&self, tx: &SystemTx, done: Done<'_>) -> Result<()> {
        let row = EventRow {
            id: self.new_id(weir_model::id::PlatformEventId::from_uuid),
            at: self.now(),
            admin: done.by.map(|(id, _)| id),
            admin_name: done.by.map_or(OPERATOR, |(_, name)| name).to_owned(),
            verb: word(done.verb)?,
            company: done.company.map(|c| rows::Company {
                id: c.id,
                key: c.key.to_string(),
                name: c.name.clone(),
            }),
            reason: done.reason.to_owned(),
            address: done.address.map(|a| a.to_string()).unwrap_or_default(),
        };
        Ok(rows::log(tx, &row).await?)
    }

    /// Forgets what is kept in memory about the people of a company.
    fn forget_company(&self, id: TenantId) {
        self.sessions().forget_tenant(id);
    }
}

fn word(verb: PlatformVerb) -> Result<String> {
    match serde_json::to_value(verb).map_err(crate::error::Error::internal)? {
        serde_json::Value::String(word) => Ok(word),
        _ => Err(crate::error::Error::internal("a verb is a word")),
    }
}
