//! The flow engine as a pure function: `step(definition, state, command, now) -> (state', events, effects)`.
//!
//! Follows the rules R1…R32 of the flow semantics. No async, no clock, no randomness, no SQL.

pub mod definition;
