//! One instance of the guest: its memory, its bounds, and a call into it.

use std::ops::Range;
use std::time::Duration;

use wasmtime::{Memory, Store, Trap, TypedFunc, UpdateDeadline};
use weir_wire::{Malformed, Reason};

use crate::bounds::Bounds;
use crate::engine::Guest;
use crate::limits::{CALL_MAX_CPU, INSTANCE_MEMORY_MAX_BYTES, TABLE_ELEMENTS_MAX};
use crate::refusal::Refusal;

/// One instance of the guest, of one tenant.
pub(crate) struct Instance {
    store: Store<Bounds>,
    memory: Memory,
    request: TypedFunc<u32, u32>,
    call: TypedFunc<(), u64>,
    /// Where requests are put together before they go into the guest's memory.
    pub(crate) buffer: Vec<u8>,
    /// Where the last answer stands in the guest's memory; none when a call did not come to its end.
    answer: Option<Range<usize>>,
}

impl Instance {
    /// Makes one, until the thread's processor time is `cpu_end`, and lets it build what every call needs; about a
    /// millisecond.
    ///
    /// # Errors
    /// [`Reason::Fault`] when the system has no memory for it, or the guest is not the one that this was built for.
    pub(crate) fn new(guest: &Guest, cpu_end: Duration) -> Result<Self, Refusal> {
        let mut store =
            Store::new(&guest.engine, Bounds::new(INSTANCE_MEMORY_MAX_BYTES, TABLE_ELEMENTS_MAX, cpu_end));
        store.limiter(|bounds| bounds);
        store.set_epoch_deadline(1);
        store.epoch_deadline_callback(|at| {
            Ok(if at.data().is_over() { UpdateDeadline::Interrupt } else { UpdateDeadline::Continue(1) })
        });
        let made = (|| {
            let instance = guest.instances.instantiate(&mut store)?;
            instance.get_typed_func::<(), ()>(&mut store, "weir_start")?.call(&mut store, ())?;
            let request = instance.get_typed_func(&mut store, "weir_request")?;
            let call = instance.get_typed_func(&mut store, "weir_call")?;
            Ok((instance.get_memory(&mut store, "memory"), request, call))
        })();
        let (memory, request, call) = made.map_err(|error| refusal(&error, store.data()))?;
        let memory = memory.ok_or(Malformed)?;
        Ok(Self { store, memory, request, call, buffer: Vec::new(), answer: Some(0..0) })
    }

    /// Lets it run until the thread's processor time is `cpu_end`.
    pub(crate) fn run_until(&mut self, cpu_end: Duration) {
        self.store.data_mut().run_until(cpu_end);
    }

    /// Carries out the request in the buffer.
    ///
    /// # Errors
    /// [`Reason::Time`], [`Reason::Memory`] or [`Reason::Depth`] when the guest took more than it may,
    /// [`Reason::Fault`] when it broke down. Then the instance is [`Instance::broken`].
    pub(crate) fn call(&mut self) -> Result<&[u8], Refusal> {
        self.answer = None;
        let len = u32::try_from(self.buffer.len()).map_err(|_| Malformed)?;
        self.store.set_epoch_deadline(1);
        let called = (|| {
            let to = self.request.call(&mut self.store, len)?;
            self.memory.write(&mut self.store, to as usize, &self.buffer)?;
            self.call.call(&mut self.store, ())
        })();
        let answer = called.map_err(|error| refusal(&error, self.store.data()))?;
        let (from, len) = ((answer >> 32) as usize, (answer & 0xffff_ffff) as usize);
        let end = from.checked_add(len).filter(|end| *end <= self.memory.data_size(&self.store));
        self.answer = Some(from..end.ok_or(Malformed)?);
        self.answer()
    }

    /// The answer to the last call.
    ///
    /// # Errors
    /// [`Reason::Fault`] when it did not come to its end.
    pub(crate) fn answer(&self) -> Result<&[u8], Refusal> {
        let range = self.answer.clone().ok_or(Malformed)?;
        Ok(self.memory.data(&self.store).get(range).ok_or(Malformed)?)
    }

    /// Whether the last call did not come to its end: then it may have left anything behind, and the instance is to be
    /// dropped.
    pub(crate) fn broken(&self) -> bool {
        self.answer.is_none()
    }

    /// Bytes of its memories.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.store.data().memory_bytes()
    }
}

/// Why the guest stopped.
fn refusal(error: &wasmtime::Error, bounds: &Bounds) -> Refusal {
    match error.downcast_ref::<Trap>() {
        Some(Trap::Interrupt) => {
            let limit = CALL_MAX_CPU.as_millis();
            Refusal::new(Reason::Time, format!("it took longer than {limit} ms of processor time"))
        }
        Some(Trap::StackOverflow) => Refusal::new(Reason::Depth, "it is nested too deep"),
        _ if bounds.denied() => {
            let limit = INSTANCE_MEMORY_MAX_BYTES / (1024 * 1024);
            Refusal::new(Reason::Memory, format!("it needs more than {limit} MB of memory"))
        }
        // The guest's addresses and functions are of no use to an author.
        _ => Refusal::new(Reason::Fault, "it could not be carried out"),
    }
}
