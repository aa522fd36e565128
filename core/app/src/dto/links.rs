//! Links by which others fill in a form.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;
use weir_forms::schema::FormSchema;
use weir_model::id::{DepartmentId, FormId, FormLinkId, UserId};
use weir_model::permission::{FieldRight, FieldRights};

use super::common::{PersonRef, present};

/// Who may use a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum LinkAudience {
    /// Whoever is signed in to the company, even without the right to create records.
    Internal,
    /// Whoever has the address.
    Public,
}

/// Whether a link opens, and why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum FormLinkState {
    /// It opens.
    Open,
    /// It was turned off.
    Off,
    /// Its time is over.
    Expired,
    /// As many have submitted as were wanted.
    Full,
    /// Whoever made it or took it over was disabled, or lost the right to design forms or to create records of this one.
    OwnerWithoutRight,
    /// The form demands what strangers cannot fill in, or is not published.
    FormUnfit,
}

/// A link, as its keepers see it.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormLink {
    /// The link's id.
    pub id: FormLinkId,
    /// The form that it opens.
    pub form_id: FormId,
    /// What its keepers call it.
    pub name: String,
    /// Who may use it.
    pub audience: LinkAudience,
    /// Where it leads; none when the key under which it was sealed is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Whether it is on.
    pub active: bool,
    /// Whether it opens now.
    pub state: FormLinkState,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Submissions at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_submissions: Option<u32>,
    /// Submissions so far.
    pub submissions: u32,
    /// What is said after a submission; empty for the product's own words.
    pub thanks: String,
    /// Who made it or took it over: their rights are lent by it.
    pub created_by: PersonRef,
    /// When it was made.
    pub created_at: Timestamp,
    /// The revision for `If-Match`.
    pub rev: i64,
}

/// A new link.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateFormLink {
    /// What its keepers call it.
    pub name: String,
    /// Who may use it.
    pub audience: LinkAudience,
    /// When it ends; never when left out.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
    /// Submissions at most; any number when left out.
    #[serde(default)]
    pub max_submissions: Option<u32>,
    /// What is said after a submission.
    #[serde(default)]
    pub thanks: String,
}

/// A change of a link; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct UpdateFormLink {
    /// What its keepers call it.
    pub name: Option<String>,
    /// Whether it is on.
    pub active: Option<bool>,
    /// When it ends; null for never.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<Timestamp>)]
    pub expires_at: Option<Option<Timestamp>>,
    /// Submissions at most; null for any number.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<u32>)]
    pub max_submissions: Option<Option<u32>>,
    /// What is said after a submission.
    pub thanks: Option<String>,
}

/// What stands in a link's address.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FormLinkToken {
    /// The token.
    pub token: String,
}

/// What the page behind a link shows.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpenFormLink {
    /// The company's name.
    pub company: String,
    /// Where its days begin.
    pub time_zone: String,
    /// Who may use the link.
    pub audience: LinkAudience,
    /// The form, as far as it is to be filled in here.
    pub schema: FormSchema,
    /// What may be done with its fields, where that is not what the form says.
    #[schema(value_type = BTreeMap<String, FieldRight>)]
    pub rights: FieldRights,
    /// Who fills it in, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initiator: Option<UserId>,
    /// The department that they act for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initiator_department: Option<DepartmentId>,
}

/// A form filled in by a link.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FillFormLink {
    /// The token of the link.
    pub token: String,
    /// The values by field key.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub data: Map<String, Json>,
}

/// What is told to who submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FormLinkReceipt {
    /// The serial number that the submission was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What the link's keepers say to it; empty for the product's own words.
    pub thanks: String,
    /// Whether the link takes another one.
    pub again: bool,
}
