//! The functions that stand in for the C library's, under its names and with its meaning.
//!
//! `open` and its kin take a mode only where they create. Its register is read in any case, as the C library reads
//! it; the kernel ignores what it does not ask for.

use std::ffi::{c_char, c_int, c_uint, c_void};

use libc::{AT_FDCWD, AT_REMOVEDIR, iovec, mode_t, off_t, size_t, ssize_t};

use crate::raw;
use crate::record::Kind;
use crate::recorder::{forget, open_on, recorder};

fn opening(folder: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    let watched = recorder().and_then(|recorder| Some((recorder, recorder.inside(folder, path)?)));
    let Some((recorder, inner)) = watched else { return raw::open(folder, path, flags, mode) };
    let mut state = recorder.lock();
    let existed = raw::exists(folder, path);
    let fd = raw::open(folder, path, flags, mode);
    if fd >= 0 {
        state.opened(fd, &inner, existed, flags);
    }
    fd
}

/// Writes by `call`, and notes what was written: `at` tells where, once the call is done.
fn writing(
    fd: c_int,
    call: impl FnOnce() -> ssize_t,
    at: impl FnOnce(u64) -> u64,
    bytes: impl FnOnce(usize) -> Vec<u8>,
) -> ssize_t {
    let (Some(recorder), Some(id)) = (recorder(), open_on(fd)) else { return call() };
    let state = recorder.lock();
    let result = call();
    if let Ok(count @ 1..) = usize::try_from(result) {
        state.note(Kind::Write, id, at(count as u64), &bytes(count));
    }
    result
}

/// The caller's bytes, of which the kernel has just read as many.
fn copied(bytes: *const c_void, count: usize) -> Vec<u8> {
    // SAFETY: the kernel has read these bytes for the caller, so they are there and initialised.
    unsafe { std::slice::from_raw_parts(bytes.cast::<u8>(), count) }.to_vec()
}

/// The bytes of several pieces, as many as the kernel has just read.
fn gathered(parts: *const iovec, pieces: c_int, count: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(count);
    for piece in 0..usize::try_from(pieces).unwrap_or(0) {
        // SAFETY: the kernel has read the array for the caller, up to this piece at least.
        let part = unsafe { &*parts.add(piece) };
        bytes.extend(copied(part.iov_base, part.iov_len.min(count - bytes.len())));
        if bytes.len() == count {
            break;
        }
    }
    bytes
}

/// Syncs by `call`: what was written before it began is safe once it has succeeded.
fn syncing(fd: c_int, call: impl FnOnce() -> c_int) -> c_int {
    let (Some(recorder), Some(id)) = (recorder(), open_on(fd)) else { return call() };
    let token = {
        let mut state = recorder.lock();
        let token = state.next_token();
        state.note(Kind::SyncBegin, id, token, b"");
        token
    };
    let result = call();
    if result == 0 {
        recorder.lock().note(Kind::SyncEnd, id, token, b"");
    }
    result
}

/// Does something with a descriptor that is noted as `kind` when it succeeds.
fn touching(fd: c_int, kind: Kind, number: u64, name: &[u8], call: impl FnOnce() -> c_int) -> c_int {
    let (Some(recorder), Some(id)) = (recorder(), open_on(fd)) else { return call() };
    let state = recorder.lock();
    let result = call();
    if result == 0 {
        state.note(kind, id, number, name);
    }
    result
}

/// Does something with a path that is noted as `kind` when it succeeds.
fn naming(folder: c_int, path: *const c_char, kind: Kind, call: impl FnOnce() -> c_int) -> c_int {
    let watched = recorder().and_then(|recorder| Some((recorder, recorder.inside(folder, path)?)));
    let Some((recorder, inner)) = watched else { return call() };
    let state = recorder.lock();
    let result = call();
    if result == 0 {
        state.note(kind, 0, 0, &inner);
    }
    result
}

/// Does something with two paths that is noted as `kind` when it succeeds.
fn pairing(
    from: (c_int, *const c_char),
    to: (c_int, *const c_char),
    kind: Kind,
    call: impl FnOnce() -> c_int,
) -> c_int {
    let Some(recorder) = recorder() else { return call() };
    let (from, to) = match (recorder.inside(from.0, from.1), recorder.inside(to.0, to.1)) {
        (None, None) => return call(),
        (Some(from), Some(to)) => (from, to),
        _ => {
            recorder.lock().note(Kind::Unsupported, 0, 0, b"a path that leaves or enters the folder");
            return call();
        }
    };
    let state = recorder.lock();
    let result = call();
    if result == 0 {
        state.note(kind, 0, 0, &[&from, &b"\0"[..], &to].concat());
    }
    result
}

/// The number of an offset, which is never below zero where a call succeeds.
fn number(at: off_t) -> u64 {
    u64::try_from(at).unwrap_or(0)
}

macro_rules! stand_in {
    ($($(#[$about:meta])* fn $name:ident($($argument:ident: $kind:ty),*) -> $result:ty $body:block)*) => {
        $(
            // SAFETY: the name is the C library's on purpose, with its signature; a preloaded library may define it.
            #[unsafe(no_mangle)]
            $(#[$about])*
            pub extern "C" fn $name($($argument: $kind),*) -> $result $body
        )*
    };
}

stand_in! {
    fn open(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
        opening(AT_FDCWD, path, flags, mode)
    }
    fn open64(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
        opening(AT_FDCWD, path, flags, mode)
    }
    fn openat(folder: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
        opening(folder, path, flags, mode)
    }
    fn openat64(folder: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
        opening(folder, path, flags, mode)
    }
    fn creat(path: *const c_char, mode: mode_t) -> c_int {
        opening(AT_FDCWD, path, libc::O_CREAT | libc::O_WRONLY | libc::O_TRUNC, mode)
    }
    fn close(fd: c_int) -> c_int {
        forget(fd);
        raw::close(fd)
    }
    fn write(fd: c_int, bytes: *const c_void, count: size_t) -> ssize_t {
        writing(
            fd,
            || raw::write(fd, bytes, count),
            |done| raw::position(fd).saturating_sub(done),
            |done| copied(bytes, done),
        )
    }
    fn pwrite(fd: c_int, bytes: *const c_void, count: size_t, at: off_t) -> ssize_t {
        writing(fd, || raw::pwrite(fd, bytes, count, at), |_| number(at), |done| copied(bytes, done))
    }
    fn pwrite64(fd: c_int, bytes: *const c_void, count: size_t, at: off_t) -> ssize_t {
        writing(fd, || raw::pwrite(fd, bytes, count, at), |_| number(at), |done| copied(bytes, done))
    }
    fn writev(fd: c_int, parts: *const iovec, pieces: c_int) -> ssize_t {
        writing(
            fd,
            || raw::writev(fd, parts, pieces),
            |done| raw::position(fd).saturating_sub(done),
            |done| gathered(parts, pieces, done),
        )
    }
    fn fsync(fd: c_int) -> c_int {
        syncing(fd, || raw::fsync(fd))
    }
    fn fdatasync(fd: c_int) -> c_int {
        syncing(fd, || raw::fdatasync(fd))
    }
    fn ftruncate(fd: c_int, length: off_t) -> c_int {
        touching(fd, Kind::Resize, number(length), b"", || raw::ftruncate(fd, length))
    }
    fn ftruncate64(fd: c_int, length: off_t) -> c_int {
        touching(fd, Kind::Resize, number(length), b"", || raw::ftruncate(fd, length))
    }
    fn fallocate(fd: c_int, mode: c_int, at: off_t, length: off_t) -> c_int {
        touching(fd, Kind::Unsupported, 0, b"fallocate", || raw::fallocate(fd, mode, at, length))
    }
    fn fallocate64(fd: c_int, mode: c_int, at: off_t, length: off_t) -> c_int {
        touching(fd, Kind::Unsupported, 0, b"fallocate", || raw::fallocate(fd, mode, at, length))
    }
    fn rename(from: *const c_char, to: *const c_char) -> c_int {
        pairing((AT_FDCWD, from), (AT_FDCWD, to), Kind::Rename, || raw::rename(AT_FDCWD, from, AT_FDCWD, to, 0))
    }
    fn renameat(from_folder: c_int, from: *const c_char, to_folder: c_int, to: *const c_char) -> c_int {
        pairing((from_folder, from), (to_folder, to), Kind::Rename, || {
            raw::rename(from_folder, from, to_folder, to, 0)
        })
    }
    fn renameat2(
        from_folder: c_int, from: *const c_char, to_folder: c_int, to: *const c_char, flags: c_uint
    ) -> c_int {
        // Without overwriting is a rename like any other; exchanging is not one.
        let kind = if flags & libc::RENAME_EXCHANGE == 0 { Kind::Rename } else { Kind::Unsupported };
        pairing((from_folder, from), (to_folder, to), kind, || {
            raw::rename(from_folder, from, to_folder, to, flags)
        })
    }
    fn link(from: *const c_char, to: *const c_char) -> c_int {
        pairing((AT_FDCWD, from), (AT_FDCWD, to), Kind::Link, || raw::link(AT_FDCWD, from, AT_FDCWD, to, 0))
    }
    fn linkat(
        from_folder: c_int, from: *const c_char, to_folder: c_int, to: *const c_char, flags: c_int
    ) -> c_int {
        pairing((from_folder, from), (to_folder, to), Kind::Link, || {
            raw::link(from_folder, from, to_folder, to, flags)
        })
    }
    fn unlink(path: *const c_char) -> c_int {
        naming(AT_FDCWD, path, Kind::Remove, || raw::unlink(AT_FDCWD, path, 0))
    }
    fn unlinkat(folder: c_int, path: *const c_char, flags: c_int) -> c_int {
        naming(folder, path, Kind::Remove, || raw::unlink(folder, path, flags))
    }
    fn rmdir(path: *const c_char) -> c_int {
        naming(AT_FDCWD, path, Kind::Remove, || raw::unlink(AT_FDCWD, path, AT_REMOVEDIR))
    }
    fn mkdir(path: *const c_char, mode: mode_t) -> c_int {
        naming(AT_FDCWD, path, Kind::MakeFolder, || raw::mkdir(AT_FDCWD, path, mode))
    }
    fn mkdirat(folder: c_int, path: *const c_char, mode: mode_t) -> c_int {
        naming(folder, path, Kind::MakeFolder, || raw::mkdir(folder, path, mode))
    }
    fn copy_file_range(
        from: c_int, from_at: *mut off_t, to: c_int, to_at: *mut off_t, count: size_t, flags: c_uint
    ) -> ssize_t {
        refuse(to, b"copy_file_range");
        raw::copy_file_range(from, from_at, to, to_at, count, flags)
    }
    fn sendfile(to: c_int, from: c_int, at: *mut off_t, count: size_t) -> ssize_t {
        refuse(to, b"sendfile");
        raw::sendfile(to, from, at, count)
    }
    fn sendfile64(to: c_int, from: c_int, at: *mut off_t, count: size_t) -> ssize_t {
        refuse(to, b"sendfile");
        raw::sendfile(to, from, at, count)
    }
}

/// Names in the journal what the journal cannot express.
fn refuse(fd: c_int, name: &[u8]) {
    if let (Some(recorder), Some(id)) = (recorder(), open_on(fd)) {
        recorder.lock().note(Kind::Unsupported, id, 0, name);
    }
}
