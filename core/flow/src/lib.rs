//! The flow engine as a pure function: `step(plan, state, command, surroundings, now) -> (state', events, effects)`.
//!
//! Follows the rules R1…R32 of the flow semantics. No async, no clock, no randomness, no SQL. It decides what
//! happens; `app` loads what it asks for, commits what it returns and carries out the effects.

mod assign;
pub mod check;
pub mod command;
mod commands;
pub mod definition;
pub mod diff;
pub mod effect;
pub mod event;
mod nodes;
pub mod plan;
pub mod preview;
pub mod refusal;
mod returns;
mod run;
mod settle;
pub mod state;
mod step;
pub mod surroundings;

pub use check::{FieldFact, FormFacts, check};
pub use command::{Act, Answers, Command, CommandId, Verdict};
pub use commands::decide::DECISION_FILES_MAX;
pub use effect::{Effect, TaskOutcome};
pub use event::{Event, Happened};
pub use plan::Plan;
pub use refusal::Refusal;
pub use state::{ActivationId, State, Status};
pub use step::{Transition, step};
pub use surroundings::Surroundings;
