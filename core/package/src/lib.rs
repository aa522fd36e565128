//! Template packs: a form, a flow and its messages for one kind of business, as text.
//!
//! Bytes in, definitions out. A pack cannot know a tenant's ids, so it names roles, posts and forms by key
//! (`@role/finance-director`); the installer says which id each of them is.

mod manifest;
mod pack;

pub use manifest::{Manifest, PackRole};
pub use pack::{Pack, PackError, Resolved, SymbolicRef};
