//! `flows`: runs of flows over records.

use async_trait::async_trait;

use super::wit::flows::Host;
use super::{Authority, Error};
use crate::plugin::guest::Guest;

pub use super::wit::flows::{Pending, Run, State};

/// Starts and moves flows, each time on the rights of `authority`.
#[async_trait]
pub trait Flows: Send + Sync {
    /// Starts a flow over a record.
    async fn flow_start(&self, authority: Authority, flow: String, subject: String) -> Result<Run, Error>;
    /// Reads a run.
    async fn flow_get(&self, authority: Authority, id: String) -> Result<Run, Error>;
    /// Decides a to-do.
    async fn flow_decide(
        &self,
        authority: Authority,
        todo: String,
        outcome: String,
        comment: String,
    ) -> Result<(), Error>;
    /// Withdraws a run.
    async fn flow_withdraw(&self, authority: Authority, id: String, reason: String) -> Result<(), Error>;
}

impl Host for Guest {
    fn start(
        &mut self,
        authority: Authority,
        flow: String,
        subject: String,
    ) -> wasmtime::Result<Result<Run, Error>> {
        self.ask_as(authority, |powers| async move { powers.flow_start(authority, flow, subject).await })
    }

    fn get(&mut self, authority: Authority, id: String) -> wasmtime::Result<Result<Run, Error>> {
        self.ask_as(authority, |powers| async move { powers.flow_get(authority, id).await })
    }

    fn decide(
        &mut self,
        authority: Authority,
        todo: String,
        outcome: String,
        comment: String,
    ) -> wasmtime::Result<Result<(), Error>> {
        self.ask_as(
            authority,
            |powers| async move { powers.flow_decide(authority, todo, outcome, comment).await },
        )
    }

    fn withdraw(
        &mut self,
        authority: Authority,
        id: String,
        reason: String,
    ) -> wasmtime::Result<Result<(), Error>> {
        self.ask_as(authority, |powers| async move { powers.flow_withdraw(authority, id, reason).await })
    }
}
