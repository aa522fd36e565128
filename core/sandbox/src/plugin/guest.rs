//! What the host keeps of a running guest, and how it answers what the guest asks.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::{Instant, timeout};
use wasmtime::component::{Resource, ResourceTable};

use super::capability::{Authority, Error, Level, Powers};
use super::invocation::{Call, Invocation, Line};
use super::refusal::{Reason, Refusal};
use crate::bounds::Bounds;
use crate::limits::{HOST_CALLS_MAX, LOG_LINES_MAX, LOG_MAX_BYTES};
use crate::plugin::Limits;
use crate::sandbox::Shared;
use crate::turns::{Queue, Tenant, Turn};

/// The lines of one call.
#[derive(Debug, Default)]
pub(crate) struct Log {
    pub(crate) lines: Vec<Line>,
    pub(crate) dropped: u32,
    bytes: usize,
}

impl Log {
    /// Adds a line, or counts it when there is no more room.
    pub(crate) fn add(&mut self, level: Level, message: String) {
        let bytes = self.bytes.saturating_add(message.len());
        if self.lines.len() >= LOG_LINES_MAX || bytes > LOG_MAX_BYTES {
            self.dropped = self.dropped.saturating_add(1);
            return;
        }
        self.bytes = bytes;
        self.lines.push(Line { level, message });
    }
}

/// One call's state: the data of its store.
pub(crate) struct Guest {
    pub(crate) bounds: Bounds,
    pub(crate) invocation: Invocation,
    pub(crate) log: Log,
    pub(crate) resources: ResourceTable,
    pub(crate) host_calls: u32,
    /// Messages that were sent.
    pub(crate) messages: u32,
    powers: Arc<dyn Powers>,
    runtime: Handle,
    shared: Arc<Shared>,
    tenant: Arc<Tenant>,
    /// The turn to run; given back while the guest waits for the host.
    turn: Option<Turn>,
    end: Instant,
    host_call_max: Duration,
}

impl Guest {
    /// For a call that begins now, with the turn to run.
    pub(crate) fn new(
        call: Call,
        limits: &Limits,
        bounds: Bounds,
        shared: Arc<Shared>,
        tenant: Arc<Tenant>,
        turn: Turn,
    ) -> Self {
        Self {
            bounds,
            invocation: call.invocation,
            log: Log::default(),
            resources: ResourceTable::new(),
            host_calls: 0,
            messages: 0,
            powers: call.powers,
            runtime: Handle::current(),
            shared,
            tenant,
            turn: Some(turn),
            end: Instant::now() + limits.call,
            host_call_max: limits.host_call,
        }
    }

    /// Counts a host call that nobody is waited for in.
    pub(crate) fn count_host_call(&mut self) -> Result<(), Refusal> {
        self.host_calls += 1;
        if self.host_calls > HOST_CALLS_MAX {
            let message = format!("it called the host more than {HOST_CALLS_MAX} times");
            return Err(Refusal::new(Reason::HostCalls, message));
        }
        Ok(())
    }

    /// Keeps what stands behind a handle.
    pub(crate) fn keep<T: Send + 'static>(&mut self, what: T) -> wasmtime::Result<Resource<T>> {
        Ok(self.resources.push(what)?)
    }

    /// That there is a caller.
    pub(crate) fn needs_caller(&self) -> Result<(), Error> {
        let message = "nobody's action led to this call, so there is no caller to act for";
        self.invocation.caller.map(|_| ()).ok_or_else(|| Error::NoCaller(message.to_owned()))
    }

    /// Asks the application on somebody's rights.
    pub(crate) fn ask_as<T, F>(
        &mut self,
        authority: Authority,
        call: impl FnOnce(Arc<dyn Powers>) -> F,
    ) -> wasmtime::Result<Result<T, Error>>
    where
        F: Future<Output = Result<T, Error>>,
    {
        let allowed = self.may_act_as(authority);
        self.ask(allowed, call)
    }

    /// That there is whoever it is to act for. What they may do, the application knows.
    pub(crate) fn may_act_as(&self, authority: Authority) -> Result<(), Error> {
        match authority {
            Authority::Caller => self.needs_caller(),
            Authority::Plugin => Ok(()),
        }
    }

    /// Asks the application, unless `allowed` says otherwise, and waits for the answer as long as there is time. The
    /// processor is others' meanwhile.
    ///
    /// # Errors
    /// A [`Refusal`] that ends the call: too many host calls, no time left, or too many waiting to go on.
    pub(crate) fn ask<T, F>(
        &mut self,
        allowed: Result<(), Error>,
        call: impl FnOnce(Arc<dyn Powers>) -> F,
    ) -> wasmtime::Result<Result<T, Error>>
    where
        F: Future<Output = Result<T, Error>>,
    {
        self.count_host_call()?;
        if let Err(error) = allowed {
            return Ok(Err(error));
        }
        let wait = self.left()?.min(self.host_call_max);
        let answer = call(Arc::clone(&self.powers));
        self.turn = None;
        let answered = self.runtime.block_on(async { timeout(wait, answer).await });
        let (left, shared, tenant) = (self.left()?, &self.shared, &self.tenant);
        let turn = self.runtime.block_on(async {
            timeout(left, shared.turns.wait(tenant, Queue::Processor)).await.map_err(|_| out_of_time())
        });
        self.turn = Some(turn?.map_err(Refusal::from)?);
        Ok(answered.unwrap_or_else(|_| {
            let message = format!("the host did not answer within {} ms", wait.as_millis());
            Err(Error::Unavailable(message))
        }))
    }

    /// How much time the call has left.
    fn left(&self) -> Result<Duration, Refusal> {
        let left = self.end.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(out_of_time()) } else { Ok(left) }
    }
}

fn out_of_time() -> Refusal {
    Refusal::new(Reason::Wait, "it waited for the host until its time was over")
}
