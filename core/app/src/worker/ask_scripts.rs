//! The job that asks the scripts of a condition, before which an instance waits.

use weir_store::queries::jobs::Claimed;

use super::{Failure, Outcome, Worker};
use crate::scripts::AskScriptsJob;

/// The kind, as it is stored.
pub const KIND: &str = "ask_scripts";

/// Asks them and lets the instance go on.
pub(super) async fn proceed(worker: &Worker, job: &Claimed) -> Outcome {
    let what: AskScriptsJob =
        serde_json::from_value(job.payload.clone()).map_err(|e| Failure::Permanent(e.to_string()))?;
    worker.app.answer_condition(job.tenant, &what).await
}
