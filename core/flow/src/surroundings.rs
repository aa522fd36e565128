//! What the engine asks about the world: people and data. Pure look-ups over what `app` loaded beforehand.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use weir_model::expr::{Compare, Expr};
use weir_model::id::{DepartmentId, UserId};
use weir_model::{Locale, issue};

use crate::definition::WhoActs;

/// Look-ups for one transition. The record's data is inside; the engine never sees it.
pub trait Surroundings {
    /// Who acts, for the rules that need the organisation or the data. Named people, the initiator and whom
    /// the initiator chose the engine knows itself. For continuous superiors the order is from level 1 upwards.
    fn resolve(
        &self,
        who: &WhoActs,
        initiator: UserId,
        initiator_department: Option<DepartmentId>,
    ) -> Resolution;

    /// The superior of a person who acts for a department.
    fn superior_of(&self, user: UserId, department: Option<DepartmentId>) -> Option<UserId>;

    /// The head of a department.
    fn department_head(&self, department: DepartmentId) -> Option<UserId>;

    /// Whoever administers flows.
    fn flow_administrators(&self) -> Vec<UserId>;

    /// Whether a person can act: not disabled, not unknown.
    fn is_active(&self, user: UserId) -> bool;

    /// Whether a condition holds for the record, and the values that were compared.
    fn condition(&self, expr: &Expr) -> ConditionResult;
}

/// Whom a rule found, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resolution {
    /// The people, in the order of deciding.
    pub users: Vec<UserId>,
    /// Why they (R1).
    pub reason: Reason,
}

/// Why somebody acts: a sentence of the message files and what it mentions, as it was called then (R1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// The code, such as `flow.reason_role`.
    pub code: Cow<'static, str>,
    /// What the sentence mentions by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}

impl Reason {
    /// Named in the definition.
    pub const NAMED: &'static str = "flow.reason_named";
    /// Started the instance.
    pub const INITIATOR: &'static str = "flow.reason_initiator";
    /// Chosen by the initiator.
    pub const CHOSEN: &'static str = "flow.reason_chosen";
    /// Holds a role; mentions `role`.
    pub const ROLE: &'static str = "flow.reason_role";
    /// Holds a post; mentions `post`.
    pub const POST: &'static str = "flow.reason_post";
    /// Holds a post in a department; mentions `post` and `department`.
    pub const POST_IN: &'static str = "flow.reason_post_in";
    /// Heads a department; mentions `department`.
    pub const DEPARTMENT_HEAD: &'static str = "flow.reason_department_head";
    /// Superior of the initiator; mentions `level`.
    pub const SUPERIOR: &'static str = "flow.reason_superior";
    /// Superiors of the initiator one after the other; mentions `level`.
    pub const SUPERIORS: &'static str = "flow.reason_superiors";
    /// Stands in a field of the form; mentions `field`.
    pub const FIELD: &'static str = "flow.reason_field";
    /// The rule names nobody; only a draft does that.
    pub const NOBODY: &'static str = "flow.reason_nobody";

    /// A reason that mentions nothing yet.
    #[must_use]
    pub fn new(code: &'static str) -> Self {
        Self { code: Cow::Borrowed(code), params: BTreeMap::new() }
    }

    /// The same reason with one more name.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// The sentence for a reader of `locale`.
    #[must_use]
    pub fn message(&self, locale: Locale) -> String {
        issue::message(&self.code, &self.params, locale)
    }
}

/// Whether a condition holds, and what was compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionResult {
    /// Whether it holds.
    pub holds: bool,
    /// Every comparison that was made, in the order of reading.
    pub compared: Vec<Compared>,
}

/// One comparison with the values of both sides, as exact text (R30).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    /// What stands on the left: a field's key or the text of a formula.
    pub field: String,
    /// The left value.
    pub left: String,
    /// How they were compared.
    pub cmp: Compare,
    /// The right value.
    pub right: String,
}
