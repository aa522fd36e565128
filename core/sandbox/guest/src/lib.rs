//! The guest of the sandbox: Rhai scripts and Tera templates, compiled to a WASM module that imports nothing.
//!
//! No clock, no randomness, no files, no output: what a call needs comes with it, and what it answers is data. The
//! sandbox (`core/sandbox`) keeps time and memory; what is limited here gives its author a place and a sentence.

mod cache;
mod calls;
mod memory;
mod refusal;
mod script;
mod template;

pub use calls::Guest;
