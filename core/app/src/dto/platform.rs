//! Looking after the server as a whole: who does it, the companies on it, what was done to them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_model::Locale;
use weir_model::id::{PlatformAdminId, PlatformEventId, TenantId};

/// A sign-in of a platform administrator.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlatformLogin {
    /// The sign-in name.
    pub login: String,
    /// The password.
    #[schema(format = Password)]
    pub password: String,
    /// The code of an authenticator app; asked for by `auth.code_required`.
    #[serde(default)]
    pub code: Option<String>,
}

/// What it gives.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlatformLoginReply {
    /// The session's token for `Authorization: Bearer`; a browser gets the same in a cookie.
    pub token: String,
    /// Who is signed in.
    pub admin: PlatformAdmin,
}

/// Who is signed in to the platform.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlatformAdmin {
    /// Their id.
    pub id: PlatformAdminId,
    /// What they type to sign in.
    pub login: String,
    /// What others call them.
    pub name: String,
    /// Whether they must choose a new password before anything else.
    pub must_change_password: bool,
    /// Whether signing in takes a code of an authenticator app, too.
    pub second_factor: bool,
}

/// A company on this server: what it is called and how much it is used, nothing of what it holds.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlatformCompany {
    /// Its id.
    pub id: TenantId,
    /// What its people type to sign in.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Its first language.
    pub locale: Locale,
    /// The IANA name of its time zone.
    pub time_zone: String,
    /// When it was founded.
    pub created_at: Timestamp,
    /// People who may sign in.
    pub people: u32,
    /// When somebody last used it; left out when that is long ago or never was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<Timestamp>,
    /// Since when it is suspended; left out for one that is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended_at: Option<Timestamp>,
    /// Why, as it was written then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended_reason: Option<String>,
}

/// A company to be founded, with its first administrator.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FoundCompany {
    /// What its people type to sign in: lower-case letters, digits and `-`.
    pub key: String,
    /// The company's name.
    pub name: String,
    /// The first administrator's sign-in name.
    pub login: String,
    /// The first administrator's name.
    pub person: String,
    /// The IANA time zone.
    pub time_zone: String,
    /// The company's first language.
    pub locale: Locale,
}

/// A founded company, and how its first administrator signs in.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FoundedCompany {
    /// The company.
    pub company: PlatformCompany,
    /// The first administrator's sign-in name.
    pub login: String,
    /// The password, told this once; it must be changed at the first sign-in.
    pub password: String,
}

/// Why a company is suspended.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuspendCompany {
    /// The reason, in the platform administrator's words; the company's log keeps it.
    pub reason: String,
    /// One's own password, once more.
    #[schema(format = Password)]
    pub password: String,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum PlatformVerb {
    /// Somebody signed in.
    SignedIn,
    /// Somebody was turned away at the door.
    Denied,
    /// Somebody chose a new password.
    PasswordChanged,
    /// Somebody set a second factor up.
    SecondFactorOn,
    /// Somebody took their second factor away.
    SecondFactorOff,
    /// An administrator was made, or given a new password, from the command line.
    AdminSet,
    /// A company was founded.
    Founded,
    /// A company was suspended.
    Suspended,
    /// A company was resumed.
    Resumed,
}

/// Something that was done to the platform.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlatformEvent {
    /// Its id.
    pub id: PlatformEventId,
    /// When.
    pub at: Timestamp,
    /// Who did it, as they were called then; the command line is `weir admin`.
    pub by: String,
    /// What.
    pub verb: PlatformVerb,
    /// To which company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<PlatformCompanyRef>,
    /// Why, where a reason was given.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Where it came from; left out for the command line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
}

/// A company as it was called when something was done to it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlatformCompanyRef {
    /// Its id.
    pub id: TenantId,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
}
