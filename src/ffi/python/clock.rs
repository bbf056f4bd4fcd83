//! A clock of the caller.

use pyo3::exceptions::PyException;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;

use super::arguments::{whole_seconds, wrong_type};
use crate::{Clock, Error, SystemClock};

/// A callable that gives Unix seconds, or the system's clock.
pub struct CallerClock(Option<Py<PyAny>>);

impl CallerClock {
    /// The system's clock if it is None.
    pub fn new(clock: Option<Bound<'_, PyAny>>) -> PyResult<Self> {
        match clock {
            Some(clock) if !clock.is_callable() => Err(wrong_type(&clock, "clock", "callable")),
            clock => Ok(Self(clock.map(Bound::unbind))),
        }
    }

    /// The caller's time in Unix seconds; None without a clock of the caller.
    pub fn own_time(&self, py: Python<'_>) -> PyResult<Option<u64>> {
        let Some(clock) = &self.0 else { return Ok(None) };
        let time = clock.bind(py).call0().map_err(|error| blame(py, error))?;
        whole_seconds(&time, "clock").map(Some)
    }

    /// The time in Unix seconds.
    pub fn now(&self, py: Python<'_>) -> PyResult<u64> {
        Ok(self.own_time(py)?.unwrap_or_else(|| SystemClock.now()))
    }

    pub fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.0)
    }
}

/// An error that names the clock, caused by what the clock raised. Ctrl-C and the like stay what they are.
fn blame(py: Python<'_>, raised: PyErr) -> PyErr {
    if !raised.is_instance_of::<PyException>(py) {
        return raised;
    }
    let class = raised.get_type(py).name().map_or_else(|_| "an error".to_owned(), |name| name.to_string());
    let error = PyErr::from(Error::invalid("clock", format!("raised {class}")));
    error.set_cause(py, Some(raised));
    error
}
