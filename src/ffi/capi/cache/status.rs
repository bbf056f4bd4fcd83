//! How things stand with a token.

use std::ffi::{CString, c_char};
use std::ptr;

use crate::cache::Status;
use crate::ffi::capi::error::vox_error;
use crate::ffi::capi::{guard, memory};

/// How things stood with a token when `vox_cache_get_status` was called, without the token. It never changes: its functions
/// may be called by many threads at once, and texts live as long as it.
pub struct vox_cache_status {
    status: Status,
    label: CString,
    key: CString,
    state: CString,
    fingerprint: Option<CString>,
    gate: Option<vox_error>,
    counters: Vec<(CString, u64)>,
}

impl vox_cache_status {
    /// For the caller to free.
    pub fn handle(status: Status) -> *mut Self {
        Box::into_raw(Box::new(Self {
            label: memory::text(&status.label),
            key: memory::text(&status.key),
            state: memory::text(status.state.name()),
            fingerprint: status.fingerprint.as_deref().map(memory::text),
            gate: status.gate.clone().map(vox_error::new),
            counters: status.counters.all().map(|(name, value)| (memory::text(name), value)).collect(),
            status,
        }))
    }
}

/// Frees it. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_status_free(status: Option<Box<vox_cache_status>>) {
    guard::free(status)
}

/// What the token is for, in words. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_status_label(status: Option<&vox_cache_status>) -> *const c_char {
    guard::value(ptr::null(), || Some(status?.label.as_ptr()))
}

/// The name that the token is kept under: 64 hexadecimal characters. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_status_key(status: Option<&vox_cache_status>) -> *const c_char {
    guard::value(ptr::null(), || Some(status?.key.as_ptr()))
}

/// How the token is: `empty` (there is none), `fresh`, `aging` (due to be replaced), `critical` (callers wait for a new one),
/// `expired`, `rejected` (a service did not accept it). Later versions may add more. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_status_state(status: Option<&vox_cache_status>) -> *const c_char {
    guard::value(ptr::null(), || Some(status?.state.as_ptr()))
}

/// When the token ends: absolute Unix seconds by the cloud's clock, 0 without one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_status_expires_at(status: Option<&vox_cache_status>) -> u64 {
    guard::value(0, || status?.status.expires_at)
}

/// How many seconds the token still serves; −1 without one, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_status_expires_in(status: Option<&vox_cache_status>) -> i64 {
    guard::value(-1, || i64::try_from(status?.status.expires_in?).ok())
}

/// The first 8 hexadecimal characters of the token's SHA-256, to compare tokens without showing them; NULL without one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_status_fingerprint(status: Option<&vox_cache_status>) -> *const c_char {
    guard::value(ptr::null(), || Some(status?.fingerprint.as_ref()?.as_ptr()))
}

/// A number that grows with each answer of the cloud. 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_status_generation(status: Option<&vox_cache_status>) -> u64 {
    guard::value(0, || Some(status?.status.generation))
}

/// Why nobody asks for a while, with `vox_error_retry_at`; NULL if the cloud may be asked. It lives as long as the status and
/// is not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_status_gate(status: Option<&vox_cache_status>) -> *const vox_error {
    guard::value(ptr::null(), || Some(ptr::from_ref(status?.gate.as_ref()?)))
}

/// Is a fetch under way in this process? False for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_status_is_fetching(status: Option<&vox_cache_status>) -> bool {
    guard::value(false, || Some(status?.status.fetching))
}

/// How many counters there are of what happened in this process. 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_status_counter_count(status: Option<&vox_cache_status>) -> usize {
    guard::value(0, || Some(status?.counters.len()))
}

/// The name of a counter, counted from 0, such as `fetched` or `served_aging`. NULL beyond the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_status_counter_name(
    status: Option<&vox_cache_status>,
    index: usize,
) -> *const c_char {
    guard::value(ptr::null(), || Some(status?.counters.get(index)?.0.as_ptr()))
}

/// The value of a counter, counted from 0. 0 beyond the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_status_counter_value(
    status: Option<&vox_cache_status>,
    index: usize,
) -> u64 {
    guard::value(0, || Some(status?.counters.get(index)?.1))
}
