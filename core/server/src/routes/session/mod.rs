//! Sign-in, one's own entry, sessions and API tokens.

mod api_tokens;
pub mod cookie;
mod info;
mod invitations;
mod login;
mod me;
mod second_factor;
mod sessions;
mod view_as;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new()
        .merge(info::routes())
        .merge(invitations::routes())
        .merge(login::routes())
        .merge(me::routes())
        .merge(sessions::routes())
        .merge(api_tokens::routes())
        .merge(view_as::routes())
        .merge(second_factor::routes())
}
