//! Go on where the engine yielded (R29). The going on itself is what every command ends with.

use crate::refusal::Refusal;
use crate::run::Run;
use crate::state::Stands;

pub(crate) fn carry_out(run: &mut Run) -> Result<(), Refusal> {
    if !run.is_running() {
        return Err(Refusal::NotRunning);
    }
    if !run.state.tokens.iter().any(|t| t.stands == Stands::Before) {
        return Err(Refusal::NothingToContinue);
    }
    Ok(())
}
