//! Ctrl-C and the like, raised in a clock or an observer that a cache calls in its caller's own thread: they are the
//! caller's.

use std::cell::RefCell;

use pyo3::exceptions::PyException;
use pyo3::prelude::*;

thread_local! {
    /// What is to reach the one who calls a cache in this thread. None while nobody does.
    static ESCAPED: RefCell<Option<Option<PyErr>>> = const { RefCell::new(None) };
}

/// Calls a cache. Raises what escaped meanwhile in this thread.
pub fn escapable<T>(call: impl FnOnce() -> T) -> PyResult<T> {
    let outer = ESCAPED.replace(Some(None));
    let result = call();
    ESCAPED.replace(outer).flatten().map_or(Ok(result), Err)
}

/// What a callable raised escapes to the caller, if that is no Exception and the caller is in this thread. The rest goes to
/// ``sys.unraisablehook``.
pub fn escape(py: Python<'_>, raised: PyErr, callable: Option<&Bound<'_, PyAny>>) {
    let has_caller = ESCAPED.with_borrow(Option::is_some);
    if has_caller && !raised.is_instance_of::<PyException>(py) {
        drop(ESCAPED.replace(Some(Some(raised))));
    } else {
        raised.write_unraisable(py, callable);
    }
}
