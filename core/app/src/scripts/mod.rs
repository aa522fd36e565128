//! Scripts of tenants (Rhai): checked where they are written, evaluated where they stand.
//!
//! They run in the sandbox (`core/sandbox`), and never while a transaction is open: one tenant's slow script must not
//! hold what others wait for. No engine of the language is here.

mod answer;
mod check;
mod finding;
mod scope;

pub(crate) use answer::AskScriptsJob;
