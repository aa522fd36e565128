//! Preloaded (`LD_PRELOAD`) into the server by the power loss suite: stands in for the C library's functions that
//! change files, does what they do, and notes in a journal what was done to the watched folder, in order.
//!
//! Without the two variables of [`record`] it only passes calls on. What it cannot note it names in the journal,
//! and the suite refuses such a journal; that nothing went past it, the suite proves by comparing the journal's
//! end with the folder.

#![cfg(target_os = "linux")]
#![allow(unsafe_code, reason = "functions of the C library are unsafe to define and to call")]
#![deny(clippy::undocumented_unsafe_blocks, unsafe_op_in_unsafe_fn)]

mod calls;
mod raw;
mod record;
mod recorder;
