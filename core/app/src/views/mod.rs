//! Views of lists that people keep: which rows, in which order, drawn how; of one's own or shared.
//!
//! A view holds no rows and gives no rights: whoever opens it asks the list under their own.

mod check;
mod keep;
mod place;

pub use weir_store::queries::saved_views::ViewOf;
