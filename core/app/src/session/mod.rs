//! Who comes in: sign-in, sessions, API tokens, one's own entry.

pub mod admin;
mod api_tokens;
mod authenticate;
pub(crate) mod cache;
mod change_password;
mod info;
mod login;
mod me;
pub(crate) mod password;
mod reauthenticate;
pub(crate) mod second_factor;
mod sessions;
pub(crate) mod throttle;
pub(crate) mod token;
pub mod totp;
pub(crate) mod under_way;
pub(crate) mod vault;
mod view_as;

pub(crate) use authenticate::later;
pub use cache::Known;
pub use login::Origin;
pub use me::{check_email, check_phone};
pub(crate) use sessions::own_eyes;
pub(crate) use throttle::{Limit, network};
pub(crate) use token::{Kind as TokenKind, NewToken, hash as token_hash};
pub use vault::parse_key;
pub(crate) use vault::{seal, unseal};
