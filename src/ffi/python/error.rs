//! The core's errors as Python's exceptions, which are in `voxtoken/errors.py`.

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::{Error, ErrorKind};

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        Python::attach(|py| match exception(py, &error) {
            Ok(exception) => PyErr::from_value(exception),
            Err(error) => error,
        })
    }
}

/// The exception for this error, of the class of its kind.
pub fn exception<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    let fields = PyDict::new(py);
    fields.set_item("argument", error.argument())?;
    fields.set_item("hint", error.hint())?;
    fields.set_item("code", error.code())?;
    fields.set_item("request_id", error.request_id())?;
    fields.set_item("http_status", error.http_status())?;
    fields.set_item("recommend", error.recommend())?;
    fields.set_item("retry_after", error.retry_after().map(|wait| wait.as_secs_f64()))?;
    fields.set_item("retry_at", error.retry_at())?;
    let class = py.import("voxtoken.errors")?.getattr("OF_KIND")?.get_item(error.kind().name())?;
    class.call((error.to_string(),), Some(&fields))
}

/// Name, retryable and hint of every kind of error.
#[pyfunction]
pub fn error_kinds() -> Vec<(&'static str, bool, &'static str)> {
    ErrorKind::all().map(|kind| (kind.name(), kind.is_retryable(), kind.hint())).collect()
}
