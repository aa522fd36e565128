//! Why a call came to no end, in words of ours.

use wasmtime::{PoolConcurrencyLimitError, Trap};

use super::guest::Guest;
use super::plugins::Limits;
use super::refusal::{Reason, Refusal};
use crate::limits::{HANDLES_MAX, HOST_CALL_MAX_BYTES, PLUGIN_MEMORY_MAX_BYTES};

/// What wasmtime says, for it has no type of its own for these two.
const FUEL_WORDS: &str = "fuel allocated for hostcalls has been exhausted";
const HANDLE_WORDS: &str = "store handle limit exceeded";

/// Why the call was stopped. The guest's addresses and functions are of no use to an author, so they are left out.
pub(crate) fn refusal(error: &wasmtime::Error, guest: &Guest, limits: &Limits) -> Refusal {
    if let Some(refusal) = error.downcast_ref::<Refusal>() {
        return refusal.clone();
    }
    let megabytes = |bytes: usize| bytes / (1024 * 1024);
    match error.downcast_ref::<Trap>() {
        Some(Trap::Interrupt) => {
            let limit = limits.cpu.as_millis();
            return Refusal::new(Reason::Time, format!("it took longer than {limit} ms of processor time"));
        }
        Some(Trap::StackOverflow) => return Refusal::new(Reason::Depth, "its calls were nested too deep"),
        _ if guest.bounds.denied() => {
            let limit = megabytes(PLUGIN_MEMORY_MAX_BYTES);
            return Refusal::new(
                Reason::Memory,
                format!("it needs more than {limit} MB of memory, or too large a table"),
            );
        }
        Some(trap) => return Refusal::new(Reason::Trap, format!("it gave up: {trap}")),
        None => {}
    }
    if error.is::<PoolConcurrencyLimitError>() {
        return Refusal::new(Reason::Busy, "too many plugins are running; try again later");
    }
    let said = format!("{error:#}");
    if said.contains(FUEL_WORDS) {
        let limit = megabytes(HOST_CALL_MAX_BYTES);
        return Refusal::new(Reason::Size, format!("it handed over more than {limit} MB at once"));
    }
    if said.contains(HANDLE_WORDS) {
        return Refusal::new(Reason::Handles, format!("it held more than {HANDLES_MAX} handles"));
    }
    // What is left is a guest that breaks the rules of components: a text that is not UTF-8, say.
    Refusal::new(Reason::Trap, "it does not keep to the rules of components")
}
