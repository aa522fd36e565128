//! Files: taken in, told by their content, given out to whoever may see what they belong to.

mod download;
mod kind;
mod lock;
mod name;
mod place;
mod upload;
mod versions;
mod visible;

pub use download::{Opened, Shown};

pub(crate) use name::safe as safe_name;
pub(crate) use place::{Holder, Page, documents_in};
