//! What a flow is made of: a graph of nodes and edges. The tree designer edits its block-structured subset,
//! in which every condition and every parallel is closed by the `join` that names it.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use weir_model::expr::Expr;
use weir_model::id::{DepartmentId, PostId, RoleId, UserId};
use weir_model::permission::FieldRights;
use weir_model::{Key, LocalizedText, ProjectTemplateRef};

/// A flow's graph.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FlowDefinition {
    /// What the flow is called.
    pub name: LocalizedText,
    /// One line that tells an employee what it is for.
    #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
    pub description: LocalizedText,
    /// The nodes; exactly one `start`, at least one `end`.
    pub nodes: Vec<Node>,
    /// The edges; at a condition their order is the priority.
    pub edges: Vec<Edge>,
    /// Settings of the whole flow.
    #[serde(default)]
    pub settings: FlowSettings,
}

/// Settings of the whole flow.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FlowSettings {
    /// What happens when a person is asked again who already approved (R4).
    pub dedup: Dedup,
    /// Until when the initiator may withdraw (R19).
    pub withdraw: WithdrawRule,
    /// The flow's own wording of notifications; what is not named here has the product's wording.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub messages: IndexMap<MessageEvent, MessageTemplate>,
}

/// What a notification is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum MessageEvent {
    /// Somebody is asked to act.
    TaskAssigned,
    /// The instance ended; to the initiator.
    InstanceEnded,
    /// Somebody received a copy.
    Copied,
}

/// A notification's wording, with `{field}` places and `{$title}`, `{$initiator}`, `{$node}`, `{$status}`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MessageTemplate {
    /// The subject line.
    pub subject: LocalizedText,
    /// The text.
    pub body: LocalizedText,
}

/// Repeated approvers (R4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum Dedup {
    /// Everyone is asked every time.
    #[default]
    None,
    /// Who approved once in this instance passes from then on.
    OncePerInstance,
    /// Who approved the node just before passes.
    Consecutive,
}

/// Until when the initiator may withdraw (R19).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum WithdrawRule {
    /// Until somebody has decided.
    #[default]
    UntilFirstVerdict,
    /// While the instance runs.
    WhileRunning,
    /// Not at all.
    Never,
}

/// One step of the flow. Its key never changes once published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Node {
    /// The immutable key.
    pub key: Key,
    /// What people read.
    pub name: LocalizedText,
    /// Its kind and what only that kind has.
    #[serde(flatten)]
    pub kind: NodeKind,
}

/// The kinds of nodes. It refuses unknown properties for the whole [`Node`]: what the node itself does not know
/// arrives here, as the only flattened part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
// Names of properties are given at each variant: only there does the OpenAPI derive read them.
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum NodeKind {
    /// Where the form is submitted.
    #[serde(rename_all = "camelCase")]
    Start {
        /// Who may start; empty for everyone who may start flows.
        #[serde(default)]
        starters: Vec<StarterRule>,
        /// What the initiator may do with each field; a field not named may be edited.
        #[serde(default)]
        field_rights: FieldRights,
    },
    /// People decide: approve or reject.
    #[serde(rename_all = "camelCase")]
    Approve {
        /// Who decides.
        who: WhoActs,
        /// How many of them it takes.
        #[serde(default)]
        mode: SignMode,
        /// What happens when nobody can be found (R2).
        #[serde(default)]
        on_empty: OnEmpty,
        /// What happens when the approver is the initiator (R3).
        #[serde(default)]
        on_self: OnSelf,
        /// What a rejection does (R9).
        #[serde(default)]
        on_reject: OnReject,
        /// For `all`: whether one rejection decides at once (R6).
        #[serde(default = "yes")]
        reject_at_once: bool,
        /// Which buttons stand below the form, and how they are called.
        #[serde(default)]
        buttons: Buttons,
        /// What must come with the decision.
        #[serde(default)]
        demands: Demands,
        /// What the approver may do with each field; a field not named is read-only.
        #[serde(default)]
        field_rights: FieldRights,
    },
    /// People do work and say that it is done 办理.
    #[serde(rename_all = "camelCase")]
    Handle {
        who: WhoActs,
        #[serde(default)]
        mode: SignMode,
        #[serde(default)]
        on_empty: OnEmpty,
        #[serde(default)]
        buttons: Buttons,
        #[serde(default)]
        demands: Demands,
        #[serde(default)]
        field_rights: FieldRights,
    },
    /// People receive a copy and may read it 抄送. Does not wait.
    #[serde(rename_all = "camelCase")]
    CarbonCopy {
        who: WhoActs,
        #[serde(default)]
        field_rights: FieldRights,
    },
    /// Exactly one branch is taken: the first whose condition holds, else the one without condition.
    Condition {},
    /// All branches are taken at once.
    Parallel {},
    /// Where the branches of a condition or a parallel come together.
    Join {
        /// The condition or parallel that it closes.
        of: Key,
    },
    /// A message is sent. Does not wait.
    Notify {
        who: WhoActs,
        /// The subject line, with `{field}` places.
        subject: LocalizedText,
        /// The text, with `{field}` places.
        body: LocalizedText,
    },
    /// The instance ends as approved when the last token arrives.
    End {
        /// The project that an approval here brings into being.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        project: Option<ProjectOrder>,
    },
}

impl NodeKind {
    /// Whom the node asks, copies or writes to.
    #[must_use]
    pub const fn who(&self) -> Option<&WhoActs> {
        match self {
            Self::Approve { who, .. }
            | Self::Handle { who, .. }
            | Self::CarbonCopy { who, .. }
            | Self::Notify { who, .. } => Some(who),
            _ => None,
        }
    }

    /// What whoever sees the form at this node may do with each field.
    #[must_use]
    pub const fn field_rights(&self) -> Option<&FieldRights> {
        match self {
            Self::Start { field_rights, .. }
            | Self::Approve { field_rights, .. }
            | Self::Handle { field_rights, .. }
            | Self::CarbonCopy { field_rights, .. } => Some(field_rights),
            _ => None,
        }
    }
}

/// A project that an approval brings into being, filled in from the form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ProjectOrder {
    /// What it is founded from; left out, it begins with the usual types of work items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<ProjectTemplateRef>,
    /// The field of text with its name; left out, the instance's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Key>,
    /// The field of text with its key; left out, it is made of the name. A key that is taken gets a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Key>,
    /// The field with the day from which the template's days are counted, the first one of a period; left out, the
    /// day of the approval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Key>,
    /// The field with the person who leads it; left out, the initiator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<Key>,
    /// Fields with the people who work in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Key>,
    /// The field of text with what it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Key>,
}

const fn yes() -> bool {
    true
}

/// One arrow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Edge {
    /// The immutable key.
    pub key: Key,
    /// The node that it leaves.
    pub from: Key,
    /// The node that it enters.
    pub to: Key,
    /// What a branch is called.
    #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
    pub name: LocalizedText,
    /// At a condition: when the branch is taken; without one it is the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
    /// At a condition, instead of `when`: a script (Rhai) that gives true or false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
}

impl Edge {
    /// Whether something has to hold before the branch is taken; at a condition, what is not guarded is the default.
    #[must_use]
    pub const fn is_guarded(&self) -> bool {
        self.when.is_some() || self.script.is_some()
    }
}

/// Who may start a flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum StarterRule {
    /// Some people.
    User { users: Vec<UserId> },
    /// Whoever holds a role.
    Role { role: RoleId },
    /// Whoever belongs to a department or one below it.
    Department { department: DepartmentId },
}

/// Who acts at a node. Resolved when the node activates (R1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum WhoActs {
    /// Not chosen yet; a draft may hold it, a published flow may not.
    Nobody {},
    /// Some people.
    User { users: Vec<UserId> },
    /// Whoever holds a role, in the initiator's scope.
    Role { role: RoleId },
    /// Whoever holds a post; in a department when one is given.
    Post {
        post: PostId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        department: Option<DepartmentId>,
    },
    /// The head of the department that the initiator acts for; of a given department when one is named.
    DepartmentHead {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        department: Option<DepartmentId>,
    },
    /// The n-th superior of the initiator: level 1 is the head of the own department
    /// (the next one up for the head), level 2 that of the department above.
    Superior { level: u8 },
    /// All superiors from level 1 up to level n, one after the other.
    #[serde(rename_all = "camelCase")]
    Superiors { up_to: u8 },
    /// Who started the instance.
    Initiator {},
    /// Whom the initiator chose when submitting.
    InitiatorChooses {
        #[serde(default)]
        multiple: bool,
    },
    /// Whoever stands in a person field of the form, or heads the department in a department field.
    Field { field: Key },
}

/// How many of the actors it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum SignMode {
    /// 或签: the first verdict decides (R5).
    #[default]
    Any,
    /// 会签: everyone (R6).
    All,
    /// 依次: one after the other (R7).
    Sequential,
}

/// What happens when nobody can be found (R2). Never a stall.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum OnEmpty {
    /// The node passes by itself.
    Pass {},
    /// The node rejects by itself.
    Reject {},
    /// A named person acts.
    User { user: UserId },
    /// The administrators of flows act.
    #[default]
    Administrator,
}

/// What happens when the approver is the initiator (R3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum OnSelf {
    /// They decide themselves.
    #[default]
    SelfApprove,
    /// Their slot passes by itself.
    Skip,
    /// Their superior decides.
    Superior,
    /// The head of their department decides.
    DepartmentHead,
}

/// What a rejection does (R9).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum OnReject {
    /// The instance ends as rejected.
    #[default]
    End,
    /// Back to the initiator, who may change the form and submit again.
    Initiator,
    /// Back to a chosen node before this one.
    Node {
        /// The node's key.
        node: Key,
    },
}

/// Which buttons stand below the form. A name left out is the product's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Buttons {
    /// The approving (or, at a handle node, the completing) button's own name.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub approve: LocalizedText,
    /// The rejecting button's own name.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub reject: LocalizedText,
    /// Whether the to-do may be handed to somebody else.
    pub transfer: bool,
}

impl Default for Buttons {
    fn default() -> Self {
        Self { approve: LocalizedText::default(), reject: LocalizedText::default(), transfer: true }
    }
}

/// What must come with a decision (R10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Demands {
    /// An opinion with an approval.
    pub comment_on_approve: bool,
    /// An opinion with a rejection.
    pub comment_on_reject: bool,
    /// A hand-written signature with an approval.
    pub signature: bool,
}

impl Default for Demands {
    fn default() -> Self {
        Self { comment_on_approve: false, comment_on_reject: true, signature: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_that_no_node_of_that_kind_has_is_refused() {
        let read = |properties: &str| {
            let json = format!(r#"{{"key":"a","name":{{"en":"A"}},{properties}}}"#);
            serde_json::from_str::<Node>(&json).map_err(|e| e.to_string())
        };
        assert!(read(r#""kind":"approve","who":{"kind":"initiator"},"mode":"all""#).is_ok());
        assert!(read(r#""kind":"end""#).is_ok());
        for (properties, field) in [
            (r#""kind":"approve","who":{"kind":"initiator"},"onEmtpy":{"kind":"pass"}"#, "onEmtpy"),
            (r#""kind":"end","who":{"kind":"initiator"}"#, "who"),
            (r#""kind":"end","project":{"owner":"buyer"}"#, "owner"),
            (r#""colour":"red","kind":"join","of":"b""#, "colour"),
        ] {
            let told = read(properties).unwrap_err();
            assert!(told.starts_with(&format!("unknown field `{field}`")), "{told}");
        }
    }
}
