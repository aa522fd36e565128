//! Going on where the engine yielded (R29): what the job [`CONTINUE_JOB`](super::CONTINUE_JOB) does.

use weir_flow::{Act, Command, CommandId, Refusal, step};
use weir_model::id::{InstanceId, TenantId};

use super::case::{Move, refused};
use crate::context::App;
use crate::error::Result;

impl App {
    /// Lets an instance go on. Nothing to go on with is fine: the job runs at least once, its effect counts
    /// once (R27).
    ///
    /// # Errors
    /// [`crate::Error::Stale`] when somebody moved the instance meanwhile; try again.
    pub async fn continue_instance(&self, tenant: TenantId, id: InstanceId) -> Result<()> {
        let tx = self.store().begin(tenant).await?;
        let mut case = self.case_for_change(&tx, id).await?;
        let command = Command { id: CommandId(format!("continue:{}", case.row.rev)), act: Act::Continue };
        let data = case.record.data.clone();
        let transition = {
            let world = self.world(&case, &data);
            match step(&case.plan, Some(&case.state), command, &world, self.now()) {
                Ok(transition) => transition,
                Err(Refusal::NothingToContinue | Refusal::NotRunning | Refusal::Repeated) => return Ok(()),
                Err(other) => return Err(refused(other)),
            }
        };
        let moved = Move { by: None, outcome: "cancelled", changed: None };
        self.commit_move(&tx, &mut case, transition, moved).await?;
        Ok(tx.commit().await?)
    }
}
