//! The arguments that all caches have in common.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyString};

use super::escape::escape;
use super::event;
use crate::cache::Builder;
use crate::ffi::python::arguments::{Given, full_text, optional_text, seconds_or_zero, text, wrong_type};
use crate::ffi::python::attached::attached;
use crate::ffi::python::clock::CallerClock;
use crate::{Clock, Error};

pub struct Arguments<'py> {
    pub file: Option<Bound<'py, PyAny>>,
    pub redis: Option<Bound<'py, PyAny>>,
    pub namespace: Given<'py>,
    pub min_validity: Given<'py>,
    pub lead: Option<Bound<'py, PyAny>>,
    pub deadline: Given<'py>,
    pub encrypt: Given<'py>,
    pub on_event: Option<Bound<'py, PyAny>>,
    pub clock: Option<Bound<'py, PyAny>>,
}

/// What the cache of Python keeps of the arguments.
pub struct Kept {
    pub min_validity: Duration,
    pub deadline: Duration,
    pub on_event: Option<Arc<Py<PyAny>>>,
    pub clock: Arc<CallerClock>,
}

impl Arguments<'_> {
    pub fn apply(self, py: Python<'_>, mut builder: Builder) -> PyResult<(Builder, Kept)> {
        builder = match self.file.as_ref().map(|value| place(value)).transpose()? {
            Some(Place::Default) => builder.file(),
            Some(Place::Folder(path)) => builder.file_in(path),
            Some(Place::None) | None => builder,
        };
        if let Some(url) = optional_text(self.redis.as_ref(), "redis")? {
            builder = builder.redis(&*url);
        }
        if let Some(name) = self.namespace.read(text, "namespace")? {
            builder = builder.namespace(&*name);
        }
        let min_validity = self.min_validity.read(seconds_or_zero, "min_validity")?.unwrap_or_default();
        let deadline = self.deadline.read(seconds_or_zero, "deadline")?.unwrap_or(Duration::from_secs(15));
        builder = builder.min_validity(min_validity).deadline(deadline);
        if let Some(lead) = &self.lead {
            builder = builder.lead(seconds_or_zero(lead, "lead")?);
        }
        builder = match self.encrypt.read(encryption, "encrypt")?.unwrap_or(Encryption::None) {
            Encryption::None => builder,
            Encryption::BySource => builder.encrypt(),
            Encryption::By(secret) => builder.encrypt_with(secret),
        };
        let on_event = self.on_event.map(callback).transpose()?;
        if let Some(observer) = on_event.clone() {
            builder = builder.on_event(move |event| event::tell(&observer, event));
        }
        let clock = Arc::new(CallerClock::new(self.clock)?);
        if let Some(now) = clock.own_time(py)? {
            builder = builder.clock(OwnClock { clock: clock.clone(), last: AtomicU64::new(now) });
        }
        Ok((builder, Kept { min_validity, deadline, on_event, clock }))
    }
}

fn callback(value: Bound<'_, PyAny>) -> PyResult<Arc<Py<PyAny>>> {
    if value.is_callable() {
        Ok(Arc::new(value.unbind()))
    } else {
        Err(wrong_type(&value, "on_event", "callable"))
    }
}

enum Place {
    None,
    Default,
    Folder(PathBuf),
}

fn place(value: &Bound<'_, PyAny>) -> PyResult<Place> {
    if let Ok(flag) = value.cast::<PyBool>() {
        return Ok(if flag.is_true() { Place::Default } else { Place::None });
    }
    let path: PathBuf = value.extract().map_err(|_| wrong_type(value, "file", "bool, str or os.PathLike"))?;
    if path.as_os_str().is_empty() {
        return Err(Error::invalid("file", "must not be empty; True is the user's folder for caches").into());
    }
    Ok(Place::Folder(path))
}

enum Encryption {
    None,
    BySource,
    By(String),
}

fn encryption(value: &Bound<'_, PyAny>, name: &'static str) -> PyResult<Encryption> {
    if let Ok(flag) = value.cast::<PyBool>() {
        return Ok(if flag.is_true() { Encryption::BySource } else { Encryption::None });
    }
    if !value.is_instance_of::<PyString>() {
        return Err(wrong_type(value, name, "bool or str"));
    }
    Ok(Encryption::By(full_text(value, name)?.to_string()))
}

/// The caller's clock. When it fails it stands still, and the machine's clock that nobody sets tells how long a token
/// has lived.
struct OwnClock {
    clock: Arc<CallerClock>,
    last: AtomicU64,
}

impl Clock for OwnClock {
    fn now(&self) -> u64 {
        let now = attached(|py| {
            let now = self.clock.own_time(py);
            now.unwrap_or_else(|error| {
                escape(py, error, None);
                None
            })
        });
        match now.flatten() {
            Some(now) => {
                self.last.store(now, Relaxed);
                now
            }
            None => self.last.load(Relaxed),
        }
    }
}
