//! What happens in a cache, for a callback of the caller.

use std::ffi::{CString, c_char, c_void};
use std::ptr;
use std::sync::Arc;
use std::time::Duration;

use super::callback::Context;
use crate::cache::{Event, Layer};
use crate::ffi::capi::error::vox_error;
use crate::ffi::capi::{guard, memory};

/// Something that happened in a cache. It lives as long as the call of the observer, and so do its texts and its error. None
/// of it holds a token.
pub struct vox_cache_event {
    event: Event,
    name: CString,
    layer: Option<CString>,
    error: Option<vox_error>,
}

/// Takes an event, which lives as long as the call. It is called by the threads where it happens, maybe by several at once,
/// should be quick, and must neither throw, nor jump out, nor wait for the cache that calls it.
pub type vox_cache_observer =
    Option<unsafe extern "C" fn(event: *const vox_cache_event, context: *mut c_void)>;

pub struct Observer {
    pub observer: unsafe extern "C" fn(event: *const vox_cache_event, context: *mut c_void),
    pub context: Arc<Context>,
}

impl Observer {
    pub fn tell(&self, event: &Event) {
        let event = vox_cache_event::new(event.clone());
        // SAFETY: the caller's promise, see `vox_cache_observer`.
        unsafe { (self.observer)(&raw const event, self.context.pointer()) }
    }
}

impl vox_cache_event {
    fn new(event: Event) -> Self {
        let layer = match &event {
            Event::Shared { layer }
            | Event::Superseded { layer }
            | Event::StoreFailed { layer, .. }
            | Event::StoreRecovered { layer } => Some(*layer),
            Event::Fetched { .. } | Event::Failed { .. } | Event::Rejected { .. } => None,
        };
        let error = match &event {
            Event::Failed { error, .. } | Event::StoreFailed { error, .. } => Some(error.clone()),
            _ => None,
        };
        Self {
            name: memory::text(event.name()),
            layer: layer.map(Layer::name).map(memory::text),
            error: error.map(vox_error::new),
            event,
        }
    }
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// What happened: `fetched` (the source gave a token), `failed` (it gave none), `shared` (another process had one already),
/// `superseded` (another process's came first, ours is dropped), `store_failed`, `store_recovered`, `rejected`. Later versions
/// may add more. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_event_name(event: Option<&vox_cache_event>) -> *const c_char {
    guard::value(ptr::null(), || Some(event?.name.as_ptr()))
}

/// Where it happened, for `shared`, `superseded`, `store_failed` and `store_recovered`: `file` or `redis`; else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_event_layer(event: Option<&vox_cache_event>) -> *const c_char {
    guard::value(ptr::null(), || Some(event?.layer.as_ref()?.as_ptr()))
}

/// What went wrong, for `failed` and `store_failed`; else NULL. It is not to be freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_event_error(event: Option<&vox_cache_event>) -> *const vox_error {
    guard::value(ptr::null(), || Some(ptr::from_ref(event?.error.as_ref()?)))
}

/// For `fetched`, when the token ends: absolute Unix seconds; else 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_event_expires_at(event: Option<&vox_cache_event>) -> u64 {
    guard::value(0, || match event?.event {
        Event::Fetched { expires_at, .. } => Some(expires_at),
        _ => None,
    })
}

/// For `fetched`, how many milliseconds the source took; else −1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_event_took_ms(event: Option<&vox_cache_event>) -> i64 {
    guard::value(-1, || match event?.event {
        Event::Fetched { took, .. } => Some(milliseconds(took)),
        _ => None,
    })
}

/// For `failed`, for how many milliseconds nobody asks again; else −1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_event_retry_in_ms(event: Option<&vox_cache_event>) -> i64 {
    guard::value(-1, || match event?.event {
        Event::Failed { retry_in, .. } => Some(milliseconds(retry_in)),
        _ => None,
    })
}

/// For `failed`, is there still a token to serve? Else false.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_event_is_usable(event: Option<&vox_cache_event>) -> bool {
    guard::value(false, || match event?.event {
        Event::Failed { usable, .. } => Some(usable),
        _ => None,
    })
}

/// For `rejected`, is a new token fetched for it? Else false.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_event_has_acted(event: Option<&vox_cache_event>) -> bool {
    guard::value(false, || match event?.event {
        Event::Rejected { acted } => Some(acted),
        _ => None,
    })
}
