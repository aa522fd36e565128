//! The exports: bytes in and out of the module's memory. The one place with unsafe code, because plain WebAssembly
//! exports can only pass addresses.
//!
//! The caller allocates a request, calls, reads the reply, and frees both. A reply is four bytes of length, least
//! significant first, and then the text.
#![allow(unsafe_code)]

use std::alloc::{Layout, alloc, dealloc};

/// Bytes before a reply's text that tell its length.
const LENGTH_BYTES: usize = 4;

fn layout(len: usize) -> Option<Layout> {
    Layout::array::<u8>(len.max(1)).ok()
}

/// Memory for `len` bytes; null when there is none. The caller gives it back with `weir_free` and the same length.
#[unsafe(no_mangle)]
pub extern "C" fn weir_alloc(len: usize) -> *mut u8 {
    match layout(len) {
        // SAFETY: the layout is never of size zero.
        Some(layout) => unsafe { alloc(layout) },
        None => std::ptr::null_mut(),
    }
}

/// Gives back memory.
///
/// # Safety
/// `ptr` came from `weir_alloc(len)` or, with `len` the whole length of the reply, from `weir_call`, and is not used
/// any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn weir_free(ptr: *mut u8, len: usize) {
    if let (Some(layout), false) = (layout(len), ptr.is_null()) {
        // SAFETY: by the contract of this function the memory was allocated with this layout.
        unsafe { dealloc(ptr, layout) };
    }
}

/// Carries out the call in `len` bytes at `ptr`; null when there is no memory for the reply.
///
/// # Safety
/// `ptr` points to `len` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn weir_call(ptr: *const u8, len: usize) -> *mut u8 {
    // SAFETY: by the contract of this function.
    let request = unsafe { std::slice::from_raw_parts(ptr, len) };
    let text = crate::call(request);
    let Ok(length) = u32::try_from(text.len()) else { return std::ptr::null_mut() };
    let reply = weir_alloc(LENGTH_BYTES + text.len());
    if !reply.is_null() {
        // SAFETY: `reply` has room for the length and the text, and nothing else knows it yet.
        unsafe {
            std::ptr::copy_nonoverlapping(length.to_le_bytes().as_ptr(), reply, LENGTH_BYTES);
            std::ptr::copy_nonoverlapping(text.as_ptr(), reply.add(LENGTH_BYTES), text.len());
        }
    }
    reply
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_goes_through_memory_and_back() {
        let request = br#"{"name":"printFormula","args":{"expr":{"op":"lit","value":{"number":"1.50"}}}}"#;
        let ptr = weir_alloc(request.len());
        // SAFETY: as the browser does, with memory of the right length.
        let text = unsafe {
            std::ptr::copy_nonoverlapping(request.as_ptr(), ptr, request.len());
            let reply = weir_call(ptr, request.len());
            weir_free(ptr, request.len());
            let mut length = [0; LENGTH_BYTES];
            std::ptr::copy_nonoverlapping(reply, length.as_mut_ptr(), LENGTH_BYTES);
            let length = u32::from_le_bytes(length) as usize;
            let text = std::slice::from_raw_parts(reply.add(LENGTH_BYTES), length).to_vec();
            weir_free(reply, LENGTH_BYTES + length);
            text
        };
        assert_eq!(String::from_utf8(text).unwrap(), r#"{"ok":"1.50"}"#);
    }
}
