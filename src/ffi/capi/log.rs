//! The library's log, for a callback of the caller.

use std::ffi::{c_char, c_void};
use std::fmt::{self, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};

use arc_swap::ArcSwapOption;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{Interest, set_global_default};
use tracing::{Event, Level, Metadata, Subscriber};

use super::error::vox_error;
use super::{guard, memory};
use crate::{Error, Result};

/// No log at all.
pub const VOX_LOG_OFF: u32 = 0;
/// A bug of the library.
pub const VOX_LOG_ERROR: u32 = 1;
/// A call that failed.
pub const VOX_LOG_WARN: u32 = 2;
/// A token that came.
pub const VOX_LOG_INFO: u32 = 3;
/// What is sent where, without its content.
pub const VOX_LOG_DEBUG: u32 = 4;

/// Takes one line of the log: its level (one of `VOX_LOG_…`) and its text, NUL-terminated UTF-8 without a line end,
/// which lives as long as the call. No line holds a secret, a token or a signature. It is called by any thread that
/// uses the library, maybe by several at once, and must neither throw nor jump out.
pub type vox_log = Option<unsafe extern "C" fn(level: u32, text: *const c_char, context: *mut c_void)>;

/// Gives the lines of the log up to `max_level` (one of `VOX_LOG_…`) to `log`, called with `context`, in place of an
/// earlier callback. A NULL `log` or `VOX_LOG_OFF` turns it off, which it is at first. There is one for the whole process. A thread that
/// is inside the earlier callback stays there: keep its context alive as long as calls are under way.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_log_set(
    max_level: u32,
    log: vox_log,
    context: *mut c_void,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        if max_level > VOX_LOG_DEBUG {
            return Err(Error::invalid("max_level", format!("must be one of VOX_LOG_…, is {max_level}")));
        }
        let log = log.filter(|_| max_level != VOX_LOG_OFF);
        if log.is_some() {
            subscribe()?;
        }
        LOGGER.store(log.map(|log| Arc::new(Logger { max_level, log, context })));
        Ok(())
    })
}

struct Logger {
    max_level: u32,
    log: unsafe extern "C" fn(u32, *const c_char, *mut c_void),
    context: *mut c_void,
}

// SAFETY: the caller promises that the function may be called with the context by any thread.
unsafe impl Send for Logger {}
// SAFETY: as above.
unsafe impl Sync for Logger {}

static LOGGER: ArcSwapOption<Logger> = ArcSwapOption::const_empty();

/// Makes this library's log lines come here; once is enough. It waits for no other thread, which a fork may have cut off.
fn subscribe() -> Result<()> {
    static SUBSCRIBED: AtomicBool = AtomicBool::new(false);
    if SUBSCRIBED.load(Acquire) {
        return Ok(());
    }
    match set_global_default(Lines) {
        Ok(()) => SUBSCRIBED.store(true, Release),
        Err(_) if SUBSCRIBED.load(Acquire) => {}
        Err(_) => {
            return Err(Error::invalid(
                "log",
                "cannot be set: the program has a tracing subscriber of its own",
            ));
        }
    }
    Ok(())
}

fn number(level: &Level) -> u32 {
    match *level {
        Level::ERROR => VOX_LOG_ERROR,
        Level::WARN => VOX_LOG_WARN,
        Level::INFO => VOX_LOG_INFO,
        Level::DEBUG | Level::TRACE => VOX_LOG_DEBUG,
    }
}

/// Takes the events of this crate; other crates' may hold what must not be logged.
struct Lines;

impl Subscriber for Lines {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        let is_ours = metadata.target().split("::").next() == Some(env!("CARGO_CRATE_NAME"));
        if is_ours && metadata.is_event() { Interest::sometimes() } else { Interest::never() }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        LOGGER.load().as_ref().is_some_and(|logger| number(metadata.level()) <= logger.max_level)
    }

    fn event(&self, event: &Event<'_>) {
        let Some(logger) = LOGGER.load_full() else { return };
        let mut line = Line::default();
        event.record(&mut line);
        let text = memory::text(&format!("{}{}", line.message, line.fields).replace(['\n', '\r'], " "));
        // SAFETY: the caller's promise, see `vox_log`.
        unsafe { (logger.log)(number(event.metadata().level()), text.as_ptr(), logger.context) };
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1) // there are no spans
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// `message key=value key=value`
#[derive(Default)]
struct Line {
    message: String,
    fields: String,
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }
}
