//! Python code on threads of ours: never while the interpreter shuts down, which would end such a thread in the middle
//! of it.

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::time::Duration;

use pyo3::exceptions::{PyKeyboardInterrupt, PySystemExit};
use pyo3::prelude::*;

/// Who runs Python code on a thread of ours: the process in the upper half, so that a child of `fork` begins anew
/// without a lock that might be its parent's; how many; and whether no more may come.
static VISITORS: AtomicU64 = AtomicU64::new(0);
const CLOSED: u64 = 1 << 31;
const NUMBER: u64 = CLOSED - 1;

/// How often the end of the interpreter looks whether the last one has left.
const PAUSE: Duration = Duration::from_millis(5);

/// The status of a process that Ctrl-C ended, as a shell gives it.
const INTERRUPTED: i32 = 130;

/// Runs it with Python's lock, in a thread of ours or of Python. Nothing, if the interpreter shuts down.
pub fn attached<T>(run: impl FnOnce(Python<'_>) -> T) -> Option<T> {
    let visit = Visit::begin()?;
    let result = Python::try_attach(run);
    drop(visit);
    result
}

/// Called when the interpreter begins to shut down: waits for those who are in it, and lets nobody in again. Ctrl-C, and
/// what else a signal's handler raises, ends the process.
#[pyfunction]
pub fn close_to_threads(py: Python<'_>) -> PyResult<()> {
    change(|visitors| Some(visitors | CLOSED));
    while here(VISITORS.load(SeqCst)) & NUMBER > 0 {
        py.detach(|| std::thread::sleep(PAUSE));
        if let Err(raised) = py.check_signals() {
            return end(py, &raised);
        }
    }
    Ok(())
}

/// Ends the process here and now. The interpreter cannot go on to its end: it would end those who are still in it in the
/// middle of Rust, which aborts the process.
fn end(py: Python<'_>, raised: &PyErr) -> PyResult<()> {
    let wanted = exit_status(py, raised);
    if wanted.is_none() {
        raised.display(py);
    }
    for stream in ["stdout", "stderr"] {
        // What cannot be written is lost at any exit.
        let _ = py.import("sys").and_then(|sys| sys.getattr(stream)?.call_method0("flush"));
    }
    let interrupted = raised.is_instance_of::<PyKeyboardInterrupt>(py);
    let status = wanted.unwrap_or(if interrupted { INTERRUPTED } else { 1 });
    py.import("os")?.call_method1("_exit", (status,)).map(drop)
}

/// What ``sys.exit`` was called with, if that is a number or nothing.
fn exit_status(py: Python<'_>, raised: &PyErr) -> Option<i32> {
    let code = raised.is_instance_of::<PySystemExit>(py).then(|| raised.value(py).getattr("code").ok())??;
    if code.is_none() { Some(0) } else { code.extract().ok() }
}

struct Visit;

impl Visit {
    fn begin() -> Option<Self> {
        change(|visitors| (visitors & CLOSED == 0).then_some(visitors + 1)).then_some(Self)
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        // A thread that forked meanwhile did not count in the child.
        change(|visitors| (visitors & NUMBER > 0).then(|| visitors - 1));
    }
}

/// Whether there was a change.
fn change(next: impl Fn(u64) -> Option<u64>) -> bool {
    VISITORS.fetch_update(SeqCst, SeqCst, |visitors| next(here(visitors))).is_ok()
}

/// What counts in this process.
fn here(visitors: u64) -> u64 {
    let process = u64::from(std::process::id());
    if visitors >> 32 == process { visitors } else { process << 32 }
}
