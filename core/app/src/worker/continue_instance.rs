//! The job that lets an instance go on where the engine yielded.

use weir_store::queries::jobs::Claimed;

use super::{Failure, Outcome, Worker};
use crate::approvals::ContinueJob;

/// Lets it go on; an instance that has nothing to go on with is done already.
pub(super) async fn proceed(worker: &Worker, job: &Claimed) -> Outcome {
    let what: ContinueJob =
        serde_json::from_value(job.payload.clone()).map_err(|e| Failure::Permanent(e.to_string()))?;
    Ok(worker.app.continue_instance(job.tenant, what.instance_id).await?)
}
