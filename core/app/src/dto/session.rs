//! Sign-in, the person who is signed in, their sessions and API tokens.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_model::id::{ApiTokenId, FileId, MembershipId, PostId, RoleId, SessionId, TenantId, UserId};
use weir_model::permission::Permission;
use weir_model::{Locale, LocalizedText};

use super::common::{DepartmentRef, PersonRef};

/// A sign-in by password.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// The tenant's key, such as `demo`.
    pub tenant: String,
    /// The sign-in name.
    pub login: String,
    /// The password.
    #[schema(format = Password)]
    pub password: String,
    /// The code of an authenticator app, or a recovery code; asked for by `auth.code_required`.
    pub code: Option<String>,
}

/// What a sign-in gives.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LoginReply {
    /// The session's token for `Authorization: Bearer`; a browser gets the same in a cookie.
    pub token: String,
    /// Who is signed in.
    pub user: PersonRef,
    /// Whether the password was set by somebody else and must be changed first.
    pub must_change_password: bool,
    /// Whether a second factor must be set up before anything else.
    pub must_set_second_factor: bool,
}

/// One's own password, once more.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProvePassword {
    /// The password.
    #[schema(format = Password)]
    pub password: String,
}

/// Whether one has a second factor.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FactorInfo {
    /// Since when; left out without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<Timestamp>,
    /// How many recovery codes are left.
    pub recovery_codes_left: u32,
    /// Whether the tenant demands one.
    pub required: bool,
}

/// A secret for an authenticator app, shown this once.
#[derive(Clone, Serialize, ToSchema)]
pub struct FactorOffer {
    /// The secret in base32, to type it in.
    pub secret: String,
    /// What a QR code holds: `otpauth://totp/…`.
    pub uri: String,
}

/// A code of an authenticator app.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FactorCode {
    /// Six digits.
    pub code: String,
}

/// Recovery codes, shown this once.
#[derive(Clone, Serialize, ToSchema)]
pub struct RecoveryCodes {
    /// Each opens once.
    pub codes: Vec<String>,
}

/// A change of one's own password.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The password as it is.
    #[schema(format = Password)]
    pub current: String,
    /// The password as it shall be.
    #[schema(format = Password)]
    pub next: String,
}

/// Colours of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// As the device is set.
    #[default]
    System,
}

impl Theme {
    /// The name, as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::System => "system",
        }
    }

    /// The theme of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Light, Self::Dark, Self::System].into_iter().find(|t| t.as_str() == name)
    }
}

/// The person who is signed in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Me {
    /// The person.
    pub user: MyAccount,
    /// The company.
    pub tenant: TenantInfo,
    /// The roles held now.
    pub roles: Vec<MyRole>,
    /// What the roles, and the token's scopes where one is used, allow.
    pub permissions: Vec<Permission>,
    /// The departments and posts held now, the main one first.
    pub departments: Vec<MembershipInfo>,
    /// Whether this server shows the demo tenant.
    pub demo: bool,
    /// Who looks through this person's eyes, and until when; left out for themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub viewing: Option<ViewInfo>,
}

/// A wish to look through somebody's eyes.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BeginView {
    /// Through whose.
    pub user_id: UserId,
    /// One's own password, once more.
    #[schema(format = Password)]
    pub password: String,
}

/// A view through somebody's eyes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ViewInfo {
    /// Who looks.
    pub by: PersonRef,
    /// Through whose eyes.
    pub person: PersonRef,
    /// When it ends by itself.
    pub until: Timestamp,
}

/// One's own entry.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MyAccount {
    /// The person's id.
    pub id: UserId,
    /// The sign-in name.
    pub login: String,
    /// The name.
    pub name: String,
    /// The e-mail address, empty when unknown.
    pub email: String,
    /// The phone number, empty when unknown.
    pub phone: String,
    /// The language.
    pub locale: Locale,
    /// The colours.
    pub theme: Theme,
}

/// The company that one is signed in to.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TenantInfo {
    /// The tenant's id.
    pub id: TenantId,
    /// Its key, typed at sign-in.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its IANA time zone.
    pub time_zone: String,
    /// Its picture, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<FileId>,
}

/// A role that one holds.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MyRole {
    /// The role's id.
    pub id: RoleId,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: LocalizedText,
}

/// A person's holding of a post in a department.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MembershipInfo {
    /// The membership's id.
    pub id: MembershipId,
    /// The department.
    pub department: DepartmentRef,
    /// The post, where one is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<PostRef>,
    /// Whether this is the person's main department.
    pub main: bool,
    /// The first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub starts_on: Option<Date>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub ends_on: Option<Date>,
    /// Whether the person heads the department.
    pub head: bool,
}

/// A post, as others see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PostRef {
    /// The post's id.
    pub id: PostId,
    /// Its name.
    pub name: LocalizedText,
}

/// A change of one's own entry; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateMe {
    /// The language.
    pub locale: Option<Locale>,
    /// The colours.
    pub theme: Option<Theme>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
}

/// A session of one's own.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionInfo {
    /// The session's id.
    pub id: SessionId,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to within a few minutes.
    pub last_seen_at: Timestamp,
    /// What the browser said it is.
    pub user_agent: String,
    /// The network address it began from.
    pub address: String,
    /// Whether this very request uses it.
    pub current: bool,
}

/// A wish for an API token.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateApiToken {
    /// What it is for.
    pub name: String,
    /// What it may do at most; its owner's permissions bound it too.
    pub scopes: Vec<Permission>,
    /// When it ends; left out, it ends with its owner.
    pub expires_at: Option<Timestamp>,
}

/// An API token, without the token.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiTokenInfo {
    /// The token's id.
    pub id: ApiTokenId,
    /// What it is for.
    pub name: String,
    /// What it may do at most.
    pub scopes: Vec<Permission>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to within a few minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
}

/// A new API token; the token itself is shown this once.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CreatedApiToken {
    /// The token for `Authorization: Bearer`.
    pub token: String,
    /// What is kept of it.
    #[serde(flatten)]
    pub info: ApiTokenInfo,
}

/// What the sign-in page needs to know.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ServerInfo {
    /// The server's version.
    pub version: String,
    /// Whether this server shows the demo tenant.
    pub demo: bool,
    /// The demo accounts; the passwords are on the server's console and in its data directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demo_accounts: Option<Vec<DemoAccount>>,
    /// The tenant to offer when the server has only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_tenant: Option<String>,
    /// Whether the connection is protected by TLS.
    pub secure: bool,
}

/// An account of the demo tenant.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DemoAccount {
    /// The sign-in name.
    pub login: String,
    /// The person's name.
    pub name: LocalizedText,
    /// What they do.
    pub title: LocalizedText,
}
