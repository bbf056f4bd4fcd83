//! What a source of the caller raised, as an error for all who wait, and back.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;

use crate::ffi::python::error::exception;
use crate::{Error, ErrorKind};

/// What the source raised the last time. It is locked only by those who have Python's lock, so that a fork cannot leave it
/// locked.
#[derive(Default)]
pub struct Raised(Mutex<Last>);

#[derive(Default)]
struct Last {
    /// How many calls have ended.
    call: u32,
    /// What the last one raised, if it was no error of ours and no other has succeeded since.
    cause: Option<Py<PyAny>>,
}

impl Raised {
    /// The error for what was raised, which is kept as its cause.
    pub fn keep(&self, py: Python<'_>, raised: PyErr) -> Error {
        let value = raised.into_value(py).into_bound(py).into_any();
        let ours = known(&value).unwrap_or_default();
        let cause = ours.is_none().then(|| value.clone().unbind());
        let call = self.replace(cause);
        ours.unwrap_or_else(|| foreign(&value).with_call(Some(call)))
    }

    pub fn forget(&self) {
        self.replace(None);
    }

    /// The exception for an error of the cache, with its cause.
    pub fn exception(&self, py: Python<'_>, error: &Error) -> PyErr {
        let cause = self.cause(py, error);
        let raise = || {
            let exception = PyErr::from_value(exception(py, error)?);
            if let Some(cause) = cause {
                exception.set_cause(py, Some(PyErr::from_value(cause.into_bound(py))));
            }
            Ok::<_, PyErr>(exception)
        };
        raise().unwrap_or_else(|error| error)
    }

    pub fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        match self.0.try_lock().as_deref() {
            Ok(Last { cause: Some(cause), .. }) => visit.call(cause),
            _ => Ok(()),
        }
    }

    fn cause(&self, py: Python<'_>, error: &Error) -> Option<Py<PyAny>> {
        let last = self.last();
        let cause = last.cause.as_ref().filter(|_| error.call() == Some(last.call));
        cause.map(|cause| cause.clone_ref(py))
    }

    /// The number of the call that has ended with this.
    fn replace(&self, cause: Option<Py<PyAny>>) -> u32 {
        let mut last = self.last();
        last.call = last.call.wrapping_add(1);
        let call = last.call;
        let old = std::mem::replace(&mut last.cause, cause);
        drop(last);
        drop(old); // unlocked: code of the caller may run
        call
    }

    fn last(&self) -> MutexGuard<'_, Last> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An exception that says nothing of itself: its text may hold a secret.
fn foreign(value: &Bound<'_, PyAny>) -> Error {
    let class = value.get_type().name().map_or_else(|_| "an error".to_owned(), |name| name.to_string());
    Error::new(ErrorKind::Unavailable, format!("the source of tokens raised {class}")).with_hint(
        "Look at what the source raised: in the process that called it, that is the cause of this error.",
    )
}

/// A `VoxTokenError` as it is. Nothing for other exceptions.
fn known(value: &Bound<'_, PyAny>) -> PyResult<Option<Error>> {
    if !value.is_instance(&value.py().import("voxtoken.errors")?.getattr("VoxTokenError")?)? {
        return Ok(None);
    }
    let field = |name: &str| value.getattr(name);
    let kind = field("kind")?.extract::<String>()?;
    let kind = ErrorKind::from_name(&kind).unwrap_or(ErrorKind::Unavailable);
    let complete = |message: String| {
        let mut error = match field("argument")?.extract::<Option<String>>()? {
            Some(argument) if kind == ErrorKind::InvalidArgument => Error::invalid(argument, message),
            _ => Error::new(kind, message),
        };
        if let Some(status) = field("http_status")?.extract()? {
            error = error.with_http_status(status);
        }
        Ok::<_, PyErr>(
            error.with_code(field("code")?.extract()?).with_request_id(field("request_id")?.extract()?),
        )
    };
    // The text of the exception has what stands in these fields around the message.
    let text = value.str()?.to_string();
    let around = complete(String::new())?;
    let before = around.argument().map_or_else(String::new, |argument| format!("{argument}: "));
    let after = around.to_string().split_off(before.len());
    let message = text.strip_prefix(&before).unwrap_or(&text);
    let message = message.strip_suffix(&after).unwrap_or(message);
    let wait: Option<f64> = field("retry_after")?.extract()?;
    let mut error = complete(message.to_owned())?
        .with_recommend(field("recommend")?.extract()?)
        .with_retry_after(wait.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()));
    let hint: String = field("hint")?.extract()?;
    if !hint.is_empty() {
        error = error.with_hint(hint);
    }
    Ok(Some(error))
}
