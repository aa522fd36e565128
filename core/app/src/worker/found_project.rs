//! The job that founds the project which an approval brings into being.

use serde::{Deserialize, Serialize};
use weir_model::Key;
use weir_model::id::InstanceId;
use weir_store::queries::jobs::Claimed;

use super::{Failure, Outcome, Worker};
use crate::error::Error;

/// The kind, as it is stored.
pub const KIND: &str = "found_project";

/// A project to be founded.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FoundProjectJob {
    /// The instance that was approved.
    pub instance_id: InstanceId,
    /// The end that it came to, which says what the project is filled in from.
    pub node: Key,
}

/// The job's idempotency key: an instance founds one project at most.
pub(crate) fn key_of(instance: InstanceId) -> String {
    format!("project:{instance}")
}

/// Founds it; one that is there is done already. What keeps it from being founded is told in the company's language,
/// for an administrator reads it and tries again.
pub(super) async fn proceed(worker: &Worker, job: &Claimed) -> Outcome {
    let what: FoundProjectJob =
        serde_json::from_value(job.payload.clone()).map_err(|e| Failure::Permanent(e.to_string()))?;
    match worker.app.found_project_of(job.tenant, what.instance_id, &what.node).await {
        Ok(()) => Ok(()),
        Err(Error::Invalid(issues)) => {
            let tx = worker.app.store().read(job.tenant).await?;
            let locale = worker.app.company(&tx).await?.locale;
            let told: Vec<String> =
                issues.iter().map(|i| format!("{}: {}", i.at, i.message(locale))).collect();
            Err(Failure::Permanent(told.join("\n")))
        }
        Err(other) => Err(other.into()),
    }
}
