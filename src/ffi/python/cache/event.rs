//! What happens in a cache, for a callable of the caller.

use std::sync::Arc;
use std::time::Duration;

use pyo3::prelude::*;

use super::escape::escape;
use crate::cache::{Event, Layer};
use crate::ffi::python::attached::attached;
use crate::ffi::python::error::exception;

/// Something that happened in a :class:`TokenCache`, as its ``on_event`` is told. It never holds a token. What does not
/// go with the event's ``name`` is None.
#[pyclass(frozen, module = "voxtoken")]
pub struct CacheEvent(Event);

/// Tells the caller's callable what happens.
pub fn tell(observer: &Arc<Py<PyAny>>, event: &Event) {
    attached(|py| {
        if let Err(error) = observer.call1(py, (CacheEvent(event.clone()),)) {
            escape(py, error, Some(observer.bind(py)));
        }
    });
}

#[pymethods]
impl CacheEvent {
    /// What happened: ``"fetched"`` (the source gave a token), ``"failed"`` (it gave none), ``"shared"`` (another
    /// process had one already), ``"superseded"`` (another process's came first, ours is dropped), ``"store_failed"``,
    /// ``"store_recovered"``, ``"rejected"``. Later versions may add more.
    #[getter]
    fn name(&self) -> &'static str {
        self.0.name()
    }

    /// ``"file"`` or ``"redis"``, for shared, superseded, store_failed and store_recovered.
    #[getter]
    fn layer(&self) -> Option<&'static str> {
        match self.0 {
            Event::Shared { layer }
            | Event::Superseded { layer }
            | Event::StoreFailed { layer, .. }
            | Event::StoreRecovered { layer } => Some(Layer::name(layer)),
            Event::Fetched { .. } | Event::Failed { .. } | Event::Rejected { .. } => None,
        }
    }

    /// The VoxTokenError that went wrong, for failed and store_failed.
    #[getter]
    fn error<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        match &self.0 {
            Event::Failed { error, .. } | Event::StoreFailed { error, .. } => exception(py, error).map(Some),
            _ => Ok(None),
        }
    }

    /// When the token ends, in absolute Unix seconds, for fetched.
    #[getter]
    fn expire_time(&self) -> Option<u64> {
        match self.0 {
            Event::Fetched { expires_at, .. } => Some(expires_at),
            _ => None,
        }
    }

    /// How many seconds the source took, for fetched.
    #[getter]
    fn took(&self) -> Option<f64> {
        match self.0 {
            Event::Fetched { took, .. } => Some(Duration::as_secs_f64(&took)),
            _ => None,
        }
    }

    /// For how many seconds nobody asks again, for failed.
    #[getter]
    fn retry_in(&self) -> Option<f64> {
        match self.0 {
            Event::Failed { retry_in, .. } => Some(Duration::as_secs_f64(&retry_in)),
            _ => None,
        }
    }

    /// Is there still a token to serve? For failed.
    #[getter]
    fn usable(&self) -> Option<bool> {
        match self.0 {
            Event::Failed { usable, .. } => Some(usable),
            _ => None,
        }
    }

    /// Is a new token fetched for it? For rejected.
    #[getter]
    fn acted(&self) -> Option<bool> {
        match self.0 {
            Event::Rejected { acted } => Some(acted),
            _ => None,
        }
    }

    fn __repr__(&self) -> String {
        format!("<CacheEvent {}>", self.0.name())
    }
}
