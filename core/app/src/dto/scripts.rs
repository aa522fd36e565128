//! Scripts, checked and tried out while somebody writes them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;
use weir_model::id::FormId;

/// A script (Rhai) that somebody is writing.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CheckScript {
    /// The source, at most 16 kB.
    pub script: String,
    /// Where it is to stand, which decides the names that it finds and what it has to give.
    pub place: ScriptPlace,
    /// What the form would hold, by field key, as in a record; a field left out is empty.
    #[serde(default)]
    pub sample: Map<String, Json>,
}

/// Where a script stands.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum ScriptPlace {
    /// At a branch of a condition: it gives true or false. It finds `form` with the fields of the form as it is
    /// published, `today`, `now`, `initiator` and `initiator_department`.
    #[serde(rename_all = "camelCase")]
    FlowCondition {
        /// The form of the flow.
        form_id: FormId,
    },
}

/// What came of it: findings, or a value.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScriptCheck {
    /// What is wrong, in the order of reading; empty when nothing is.
    pub errors: Vec<ScriptError>,
    /// What it gave on the sample; null when it gave nothing, or nothing at all.
    pub value: Json,
    /// Processor time that it took, in microseconds; absent when it did not come to its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_us: Option<u64>,
}

impl ScriptCheck {
    /// A script that gave no value.
    #[must_use]
    pub const fn refused(errors: Vec<ScriptError>) -> Self {
        Self { errors, value: Json::Null, time_us: None }
    }
}

/// One thing that is wrong with a script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ScriptError {
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
    /// The stable code.
    pub code: String,
    /// What to do, in the reader's language.
    pub message: String,
    /// What the sentence mentions by name.
    pub params: BTreeMap<String, String>,
}
