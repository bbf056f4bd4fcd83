//! A clock of the caller.

use std::ffi::c_void;

use crate::{Clock, Error, Result};

/// Gives the current time in absolute Unix seconds. It is called by any thread that asks or mints, maybe by
/// several at once, and must neither throw nor jump out. It and its context are used until the handle is freed, or
/// got another clock and every call that was under way then has ended.
pub type vox_clock = Option<unsafe extern "C" fn(context: *mut c_void) -> u64>;

pub struct CallerClock {
    now: unsafe extern "C" fn(context: *mut c_void) -> u64,
    context: *mut c_void,
}

// SAFETY: the caller promises that the function may be called with the context by any thread.
unsafe impl Send for CallerClock {}
// SAFETY: as above.
unsafe impl Sync for CallerClock {}

impl CallerClock {
    pub fn new(now: vox_clock, context: *mut c_void) -> Result<Self> {
        let now = now.ok_or_else(|| Error::invalid("now", "must not be NULL"))?;
        Ok(Self { now, context })
    }
}

impl Clock for CallerClock {
    fn now(&self) -> u64 {
        // SAFETY: the caller's promise, see `vox_clock`.
        unsafe { (self.now)(self.context) }
    }
}
