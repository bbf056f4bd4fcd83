//! The version and the table of errors.

use std::ffi::{CStr, CString, c_char};
use std::ptr;

use once_cell::race::OnceBox;

use super::guard;
use super::memory;
use crate::ErrorKind;

/// The version of the library that runs, such as `0.1.0`: NUL-terminated, never freed. The macro
/// `VOX_VERSION` is that of the header.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_version() -> *const c_char {
    guard::value(ptr::null(), || Some(VERSION.as_ptr()))
}

/// The stable name of a status, such as `throttled`: NUL-terminated, never freed. `ok` for 0, NULL for a
/// number that is no status.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_status_name(status: u32) -> *const c_char {
    guard::value(ptr::null(), || match status {
        guard::OK => Some(c"ok".as_ptr()),
        _ => Some(row(status)?.name.as_ptr()),
    })
}

/// What a person can do about a status, when nothing more specific is known: NUL-terminated UTF-8, never
/// freed. NULL for 0 and for a number that is no status.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_status_hint(status: u32) -> *const c_char {
    guard::value(ptr::null(), || Some(row(status)?.hint.as_ptr()))
}

/// Can the same call succeed later without a change on the caller's side? False for 0 and for a number
/// that is no status.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_status_is_retryable(status: u32) -> bool {
    guard::value(false, || Some(kind(status)?.is_retryable()))
}

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => panic!("the version has no NUL byte"),
};

/// The texts of an [`ErrorKind`] as C wants them.
struct Row {
    name: CString,
    hint: CString,
}

/// Made by whoever needs it first. Nobody waits for another thread, which a fork may have cut off.
static TABLE: OnceBox<Vec<Row>> = OnceBox::new();

fn table() -> &'static [Row] {
    TABLE.get_or_init(|| {
        let row = |kind: ErrorKind| Row { name: memory::text(kind.name()), hint: memory::text(kind.hint()) };
        Box::new(ErrorKind::all().map(row).collect())
    })
}

fn kind(status: u32) -> Option<ErrorKind> {
    ErrorKind::from_number(status.try_into().ok()?)
}

fn row(status: u32) -> Option<&'static Row> {
    table().get(usize::from(kind(status)?.number()) - 1)
}
