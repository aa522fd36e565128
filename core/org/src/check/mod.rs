//! What may be written: findings about a change before it is made, one subject per file.

mod department;
mod membership;

pub use membership::MEMBERSHIPS_PER_USER_MAX;
