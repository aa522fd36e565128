//! What every request passes on its way in and every answer on its way out.

pub mod deadline;
pub mod denials;
pub mod headers;
pub mod repeat;
pub mod trace;
