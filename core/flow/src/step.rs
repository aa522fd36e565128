//! The engine's one door.

use jiff::Timestamp;

use crate::command::{Act, Command};
use crate::commands::{answer, decide, proceed, resubmit, start, terminate, transfer, withdraw};
use crate::effect::Effect;
use crate::event::Event;
use crate::plan::Plan;
use crate::refusal::Refusal;
use crate::run::Run;
use crate::state::State;
use crate::surroundings::Surroundings;

/// What a command leads to. To be committed whole or not at all (R25).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// The instance afterwards.
    pub state: State,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// What is to be done, in order.
    pub effects: Vec<Effect>,
}

/// Carries out one command: decides, then runs automatic nodes up to the next wait.
/// `state` is `None` for `Act::Start` only. The same input always gives the same output.
///
/// # Errors
/// A refusal when the command does not fit the state; nothing has changed then.
pub fn step(
    plan: &Plan,
    state: Option<&State>,
    command: Command,
    surroundings: &dyn Surroundings,
    now: Timestamp,
) -> Result<Transition, Refusal> {
    let Command { id, act } = command;
    if state.is_some_and(|s| s.commands.contains(&id)) {
        return Err(Refusal::Repeated);
    }
    let mut run = match (act, state) {
        (Act::Start(act), None) => start::carry_out(act, plan, surroundings, now)?,
        (Act::Start(_), Some(_)) => return Err(Refusal::AlreadyStarted),
        (_, None) => return Err(Refusal::NotRunning),
        (act, Some(state)) => {
            let mut run = Run::new(plan, state.clone(), surroundings, now);
            match act {
                Act::Start(_) => return Err(Refusal::AlreadyStarted),
                Act::Decide(act) => decide::carry_out(act, &mut run)?,
                Act::Transfer(act) => transfer::carry_out(act, &mut run)?,
                Act::Resubmit(act) => resubmit::carry_out(act, &mut run)?,
                Act::Withdraw(act) => withdraw::carry_out(act, &mut run)?,
                Act::Terminate(act) => terminate::carry_out(act, &mut run)?,
                Act::Continue => proceed::carry_out(&mut run)?,
                Act::Answer(act) => answer::carry_out(act, &mut run)?,
            }
            run
        }
    };
    run.state.commands.insert(id);
    run.advance();
    Ok(run.finish())
}
