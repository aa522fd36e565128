//! Who fills the form, and when. Handed in, so that the same data decides the same everywhere.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use weir_model::expr::ContextName;
use weir_model::id::{DepartmentId, UserId};
use weir_model::value::Value;

/// The facts around a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Situation {
    /// Today in the tenant's time zone.
    pub today: Date,
    /// The present instant.
    pub now: Timestamp,
    /// The person who fills the form or started the flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initiator: Option<UserId>,
    /// The department that they act for.
    #[serde(default, rename = "initiatorDepartment", skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
}

impl Situation {
    /// The facts as expressions read them.
    #[must_use]
    pub fn context(&self) -> std::collections::BTreeMap<ContextName, Value> {
        let id = |id: Option<String>| id.as_deref().into();
        [
            (ContextName::Today, Value::Date(self.today)),
            (ContextName::Now, Value::Instant(self.now)),
            (ContextName::Initiator, id(self.initiator.map(|id| id.to_string()))),
            (ContextName::InitiatorDepartment, id(self.department.map(|id| id.to_string()))),
        ]
        .into()
    }
}
