//! Who acts.

use std::sync::Arc;

use jiff::Timestamp;

use crate::Locale;
use crate::id::{AccountId, ApiTokenId, SessionId, TenantId, UserId};
use crate::permission::Permission;

/// Somebody who proved who they are. Made by the authenticating use case only; carries no rights by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// The tenant that everything happens in.
    pub tenant: TenantId,
    /// The person.
    pub user: UserId,
    /// The sign-in identity.
    pub account: AccountId,
    /// How they came in.
    pub channel: Channel,
    /// What an API token was narrowed to; none for all that the person may.
    pub scopes: Option<Arc<[Permission]>>,
    /// The language of answers.
    pub locale: Locale,
    /// When they proved it.
    pub authenticated_at: Timestamp,
    /// Who really sits there, when it is somebody else who looks through this person's eyes; then nothing may change.
    pub viewer: Option<Viewer>,
}

/// Somebody who looks through another person's eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewer {
    /// Who looks.
    pub user: UserId,
    /// Until when.
    pub until: Timestamp,
}

/// How a principal came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// A browser or program session.
    Session(SessionId),
    /// An API token, never wider than its owner.
    ApiToken(ApiTokenId),
    /// The server itself: worker, command line, demo.
    System,
}
