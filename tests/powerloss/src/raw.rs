//! The kernel's calls themselves: what the C library would do, past the functions that stand in for it.

use std::ffi::{CString, c_char, c_int, c_long, c_void};

use libc::{iovec, mode_t, off_t, size_t, ssize_t};

/// A call's result as the C library returns it.
#[allow(clippy::cast_possible_truncation, reason = "descriptors and -1")]
const fn int(result: c_long) -> c_int {
    result as c_int
}

#[allow(clippy::cast_possible_truncation, reason = "a size on a 64-bit machine")]
const fn size(result: c_long) -> ssize_t {
    result as ssize_t
}

pub fn open(folder: c_int, path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
    // SAFETY: the arguments are the caller's own, and the kernel checks the pointer.
    int(unsafe { libc::syscall(libc::SYS_openat, folder, path, flags, mode) })
}

pub fn close(fd: c_int) -> c_int {
    // SAFETY: closing is what the caller asked for; no memory is involved.
    int(unsafe { libc::syscall(libc::SYS_close, fd) })
}

pub fn write(fd: c_int, bytes: *const c_void, count: size_t) -> ssize_t {
    // SAFETY: the kernel checks that the caller's memory can be read.
    size(unsafe { libc::syscall(libc::SYS_write, fd, bytes, count) })
}

pub fn pwrite(fd: c_int, bytes: *const c_void, count: size_t, at: off_t) -> ssize_t {
    // SAFETY: the kernel checks that the caller's memory can be read.
    size(unsafe { libc::syscall(libc::SYS_pwrite64, fd, bytes, count, at) })
}

pub fn writev(fd: c_int, parts: *const iovec, count: c_int) -> ssize_t {
    // SAFETY: the kernel checks that the caller's memory can be read.
    size(unsafe { libc::syscall(libc::SYS_writev, fd, parts, count) })
}

pub fn fsync(fd: c_int) -> c_int {
    // SAFETY: no memory is involved.
    int(unsafe { libc::syscall(libc::SYS_fsync, fd) })
}

pub fn fdatasync(fd: c_int) -> c_int {
    // SAFETY: no memory is involved.
    int(unsafe { libc::syscall(libc::SYS_fdatasync, fd) })
}

pub fn ftruncate(fd: c_int, length: off_t) -> c_int {
    // SAFETY: no memory is involved.
    int(unsafe { libc::syscall(libc::SYS_ftruncate, fd, length) })
}

pub fn fallocate(fd: c_int, mode: c_int, at: off_t, length: off_t) -> c_int {
    // SAFETY: no memory is involved.
    int(unsafe { libc::syscall(libc::SYS_fallocate, fd, mode, at, length) })
}

pub fn rename(
    from_folder: c_int,
    from: *const c_char,
    to_folder: c_int,
    to: *const c_char,
    flags: u32,
) -> c_int {
    // SAFETY: the kernel checks the caller's pointers.
    int(unsafe { libc::syscall(libc::SYS_renameat2, from_folder, from, to_folder, to, flags) })
}

pub fn link(
    from_folder: c_int,
    from: *const c_char,
    to_folder: c_int,
    to: *const c_char,
    flags: c_int,
) -> c_int {
    // SAFETY: the kernel checks the caller's pointers.
    int(unsafe { libc::syscall(libc::SYS_linkat, from_folder, from, to_folder, to, flags) })
}

pub fn unlink(folder: c_int, path: *const c_char, flags: c_int) -> c_int {
    // SAFETY: the kernel checks the caller's pointer.
    int(unsafe { libc::syscall(libc::SYS_unlinkat, folder, path, flags) })
}

pub fn mkdir(folder: c_int, path: *const c_char, mode: mode_t) -> c_int {
    // SAFETY: the kernel checks the caller's pointer.
    int(unsafe { libc::syscall(libc::SYS_mkdirat, folder, path, mode) })
}

pub fn copy_file_range(
    from: c_int,
    from_at: *mut off_t,
    to: c_int,
    to_at: *mut off_t,
    count: size_t,
    flags: u32,
) -> ssize_t {
    // SAFETY: the kernel checks the caller's pointers.
    size(unsafe { libc::syscall(libc::SYS_copy_file_range, from, from_at, to, to_at, count, flags) })
}

pub fn sendfile(to: c_int, from: c_int, at: *mut off_t, count: size_t) -> ssize_t {
    // SAFETY: the kernel checks the caller's pointer.
    size(unsafe { libc::syscall(libc::SYS_sendfile, to, from, at, count) })
}

/// Whether something stands under the path.
pub fn exists(folder: c_int, path: *const c_char) -> bool {
    // SAFETY: the kernel checks the caller's pointer.
    unsafe { libc::syscall(libc::SYS_faccessat, folder, path, libc::F_OK) == 0 }
}

/// What an open descriptor is: its file type and its inode.
pub fn stat(fd: c_int) -> Option<(mode_t, u64)> {
    // SAFETY: a `stat` of zeros is a valid one.
    let mut stat: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: `stat` lives through the call and is of the type that is filled.
    let done = unsafe { libc::fstat(fd, &raw mut stat) };
    (done == 0).then_some((stat.st_mode & libc::S_IFMT, stat.st_ino))
}

/// Where the next write to a descriptor goes.
pub fn position(fd: c_int) -> u64 {
    // SAFETY: no memory is involved.
    let at = unsafe { libc::lseek(fd, 0, libc::SEEK_CUR) };
    u64::try_from(at).unwrap_or(0)
}

/// What the link points at: an open folder's path, or the working folder's.
pub fn read_link(path: &str) -> Option<Vec<u8>> {
    let path = CString::new(path).ok()?;
    let mut target = vec![0_u8; 4096];
    // SAFETY: the path ends with a zero, and the kernel writes at most as much as the vector holds.
    let length = unsafe {
        libc::syscall(libc::SYS_readlinkat, libc::AT_FDCWD, path.as_ptr(), target.as_mut_ptr(), target.len())
    };
    target.truncate(usize::try_from(length).ok()?);
    Some(target)
}
