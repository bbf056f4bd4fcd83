//! What callbacks of a cache have in common: a context that is freed when nobody needs it any more.

use std::ffi::c_void;
use std::sync::Arc;

use crate::{Clock, Result};

/// Frees the context of a callback. It is called once, by any thread, when the callback will not be called again. After a
/// fork the child may leave it out.
pub type vox_free = Option<unsafe extern "C" fn(context: *mut c_void)>;

/// The context of a callback.
pub struct Context {
    pointer: *mut c_void,
    free: vox_free,
}

// SAFETY: the caller promises that callbacks may be called with the context by any thread.
unsafe impl Send for Context {}
// SAFETY: as above.
unsafe impl Sync for Context {}

impl Context {
    pub fn new(pointer: *mut c_void, free: vox_free) -> Arc<Self> {
        Arc::new(Self { pointer, free })
    }

    pub fn pointer(&self) -> *mut c_void {
        self.pointer
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        if let Some(free) = self.free {
            // SAFETY: the caller's promise, see `vox_free`.
            unsafe { free(self.pointer) }
        }
    }
}

/// Makes something that takes over the context. If that fails, the context stays the caller's and is not freed.
pub fn owning<T>(context: Arc<Context>, make: impl FnOnce(Arc<Context>) -> Result<T>) -> Result<T> {
    let made = make(context.clone());
    if made.is_err()
        && let Some(context) = Arc::into_inner(context)
    {
        std::mem::forget(context);
    }
    made
}

/// A clock of the caller, with its context.
pub struct OwnedClock {
    pub now: unsafe extern "C" fn(context: *mut c_void) -> u64,
    pub context: Arc<Context>,
}

impl Clock for OwnedClock {
    fn now(&self) -> u64 {
        // SAFETY: the caller's promise, see `vox_clock`.
        unsafe { (self.now)(self.context.pointer()) }
    }
}
