//! The exports: a request into the module's memory, an answer out of it. The one place with unsafe code, because
//! plain WebAssembly exports can only pass addresses.
//!
//! The sandbox asks where `len` bytes of request go, writes them there, and calls; it reads the answer before its next
//! call. Both buffers stay, so a warm call allocates neither.
#![allow(unsafe_code, reason = "exports under a fixed name")]

use std::cell::RefCell;

use crate::Guest;

/// Bytes that a buffer may keep between calls; a larger one is given back.
const BUFFER_KEPT_MAX_BYTES: usize = 64 * 1024;

#[derive(Default)]
struct State {
    guest: Guest,
    request: Vec<u8>,
    answer: Vec<u8>,
}

thread_local! {
    // The module has one thread.
    static STATE: RefCell<State> = RefCell::default();
}

/// The address where a request of `len` bytes is to be written.
#[unsafe(no_mangle)]
pub extern "C" fn weir_request(len: usize) -> *mut u8 {
    STATE.with_borrow_mut(|state| {
        if state.request.capacity() > BUFFER_KEPT_MAX_BYTES {
            state.request = Vec::new();
        }
        state.request.clear();
        state.request.resize(len, 0);
        state.request.as_mut_ptr()
    })
}

/// Carries out the request that was written; the upper half of what it gives is the answer's address, the lower half
/// its length in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn weir_call() -> u64 {
    STATE.with_borrow_mut(|state| {
        if state.answer.capacity() > BUFFER_KEPT_MAX_BYTES {
            state.answer = Vec::new();
        }
        state.guest.call(&state.request, &mut state.answer);
        // A module's addresses have 32 bits.
        (state.answer.as_ptr() as u64) << 32 | (state.answer.len() as u64 & 0xffff_ffff)
    })
}

/// Makes the first call as quick as the next: builds what every call needs. Called once after instantiation.
#[unsafe(no_mangle)]
pub extern "C" fn weir_start() {
    // What a thread keeps is made when it is first looked at.
    STATE.with_borrow(|_| ());
}
