//! How things stand in a cache.

use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyDict};

use crate::cache::Status;
use crate::ffi::python::error::exception;
use crate::ffi::python::token::date_and_time;

/// How things stand in a :class:`TokenCache`, without the token.
#[pyclass(frozen, module = "voxtoken")]
pub struct CacheStatus(pub Status);

#[pymethods]
impl CacheStatus {
    /// What the token is for, in words.
    #[getter]
    fn label(&self) -> &str {
        &self.0.label
    }

    /// The name that it is kept under: 64 hexadecimal characters.
    #[getter]
    fn key(&self) -> &str {
        &self.0.key
    }

    /// ``"empty"`` (there is no token), ``"fresh"``, ``"aging"`` (due to be replaced), ``"critical"`` (it ends so soon
    /// that callers wait for a new one), ``"expired"`` or ``"rejected"``. Later versions may add more.
    #[getter]
    fn state(&self) -> &'static str {
        self.0.state.name()
    }

    /// When the token ends, in absolute Unix seconds; None without one.
    #[getter]
    fn expire_time(&self) -> Option<u64> {
        self.0.expires_at
    }

    /// When the token ends, as an aware datetime in UTC; None without one.
    #[getter]
    fn expires_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.0.expires_at.map(|time| date_and_time(py, time)).transpose()
    }

    /// How many seconds the token still serves; None without one.
    #[getter]
    fn expires_in(&self) -> Option<u64> {
        self.0.expires_in
    }

    /// The first 8 hexadecimal characters of the token's SHA-256, to compare tokens without showing them; None without
    /// one.
    #[getter]
    fn fingerprint(&self) -> Option<&str> {
        self.0.fingerprint.as_deref()
    }

    /// A number that grows with each answer of the source.
    #[getter]
    fn generation(&self) -> u64 {
        self.0.generation
    }

    /// The VoxTokenError for which nobody asks before its ``retry_at``; None if the source may be asked.
    #[getter]
    fn gate<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.0.gate.as_ref().map(|error| exception(py, error)).transpose()
    }

    /// Is a fetch under way in this process?
    #[getter]
    fn fetching(&self) -> bool {
        self.0.fetching
    }

    /// How often things happened in this process since the cache was made: numbers by name.
    #[getter]
    fn counters<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.0.counters.all().into_py_dict(py)
    }

    fn __repr__(&self) -> String {
        format!("<CacheStatus of {}: {}>", self.0.label, self.0.state.name())
    }
}
