//! Files: taken in, told by their content, given out to whoever may see what they belong to.

mod download;
mod kind;
mod name;
mod upload;
mod visible;

pub use download::Opened;

pub(crate) use name::safe as safe_name;
