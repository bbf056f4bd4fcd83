//! What callers pass, with the name of the argument in each complaint.

use std::time::Duration;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBool, PyString};

use crate::Error;

/// A text.
pub fn text(value: &Bound<'_, PyAny>, name: &'static str) -> PyResult<PyBackedStr> {
    let Ok(text) = value.cast::<PyString>() else { return Err(wrong_type(value, name, "str")) };
    PyBackedStr::try_from(text.clone())
        .map_err(|_| Error::invalid(name, "must be Unicode text, has half a surrogate pair").into())
}

/// A text, or None.
pub fn optional_text(value: Option<&Bound<'_, PyAny>>, name: &'static str) -> PyResult<Option<PyBackedStr>> {
    value.map(|value| text(value, name)).transpose()
}

/// A whole number that fits into the type. True and False are not numbers here.
pub fn number<T>(value: &Bound<'_, PyAny>, name: &'static str) -> PyResult<T>
where
    T: Bounds + for<'a, 'py> FromPyObject<'a, 'py, Error = PyErr>,
{
    if value.is_instance_of::<PyBool>() {
        return Err(wrong_type(value, name, "int"));
    }
    value.extract().map_err(|error: PyErr| {
        if error.is_instance_of::<PyTypeError>(value.py()) {
            wrong_type(value, name, "int")
        } else {
            Error::invalid(name, format!("must be {} to {}, is {}", T::MIN, T::MAX, shown(value))).into()
        }
    })
}

/// A duration in seconds, with or without a fraction, above zero.
pub fn seconds(value: &Bound<'_, PyAny>, name: &'static str) -> PyResult<Duration> {
    if value.is_instance_of::<PyBool>() {
        return Err(wrong_type(value, name, "int or float"));
    }
    let seconds: f64 = value.extract().map_err(|error: PyErr| {
        if error.is_instance_of::<PyTypeError>(value.py()) {
            wrong_type(value, name, "int or float")
        } else {
            Error::invalid(name, "must be a number of seconds, is too large").into()
        }
    })?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|duration| !duration.is_zero())
        .ok_or_else(|| Error::invalid(name, format!("must be above 0 seconds, is {seconds}")).into())
}

/// A `TypeError` that names the argument, what it must be and what it is.
pub fn wrong_type(value: &Bound<'_, PyAny>, name: &'static str, expected: &str) -> PyErr {
    let found = value.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string());
    PyTypeError::new_err(format!("{name}: must be {expected}, not {found}"))
}

/// A number in decimal, cut where it would fill the screen.
fn shown(value: &Bound<'_, PyAny>) -> String {
    let text = value.str().map_or_else(|_| "too large".to_owned(), |text| text.to_string());
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// The limits of a type of whole numbers.
pub trait Bounds {
    const MIN: i128;
    const MAX: i128;
}

macro_rules! bounds {
    ($($number:ty),*) => {
        $(impl Bounds for $number {
            const MIN: i128 = <$number>::MIN as i128;
            const MAX: i128 = <$number>::MAX as i128;
        })*
    };
}

bounds!(i16, u16, u32, u64);
