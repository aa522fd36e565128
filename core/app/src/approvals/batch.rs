//! One verdict over several to-dos: each decided by itself, one failure leaves the others decided (R23).

use weir_model::Issue;
use weir_model::id::TaskId;
use weir_model::limits::BATCH_MAX;
use weir_model::principal::Principal;

use super::decide::Deed;
use crate::context::App;
use crate::dto::approvals::{BatchVerdict, DecideTask, DecideTasks, TaskRow};
use crate::error::Result;

impl App {
    /// Decides several of the caller's to-dos, in the order given.
    ///
    /// # Errors
    /// [`crate::Error::Invalid`] for more than [`BATCH_MAX`]; what goes wrong with one to-do is its own result.
    pub async fn decide_tasks(
        &self,
        who: &Principal,
        input: DecideTasks,
    ) -> Result<Vec<(TaskId, Result<TaskRow>)>> {
        if input.ids.len() > BATCH_MAX {
            return Err(Issue::new("ids", "task.batch_too_large").with("max", BATCH_MAX).into());
        }
        let deed = match input.verdict {
            BatchVerdict::Approve => Deed::Approve,
            BatchVerdict::Reject => Deed::Reject,
        };
        let decision = DecideTask { comment: input.comment, ..DecideTask::default() };
        let mut results = Vec::with_capacity(input.ids.len());
        for id in input.ids {
            results.push((id, self.decide_task(who, id, deed, &decision).await));
        }
        Ok(results)
    }
}
