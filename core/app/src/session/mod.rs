//! Who comes in: sign-in, sessions, API tokens, one's own entry.

mod authenticate;
mod info;
