//! What callers pass, with the name of the argument in each complaint.

use std::convert::Infallible;
use std::time::Duration;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBool, PyString};

use crate::Error;
use crate::clock::LATEST;

/// An argument that may be left out. None is not left out, but a value like any other.
#[derive(Default)]
pub struct Given<'py>(Option<Bound<'py, PyAny>>);

impl<'py> FromPyObject<'_, 'py> for Given<'py> {
    type Error = Infallible;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> Result<Self, Self::Error> {
        Ok(Self(Some(value.to_owned())))
    }
}

impl<'py> Given<'py> {
    /// What `read` makes of it, if it was given.
    pub fn read<T>(
        &self,
        read: impl FnOnce(&Bound<'py, PyAny>, &'static str) -> PyResult<T>,
        name: &'static str,
    ) -> PyResult<Option<T>> {
        self.0.as_ref().map(|value| read(value, name)).transpose()
    }
}

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

/// A text with at least one character.
pub fn full_text(value: &Bound<'_, PyAny>, name: &'static str) -> PyResult<PyBackedStr> {
    let text = text(value, name)?;
    if text.is_empty() { Err(Error::invalid(name, "must not be empty").into()) } else { Ok(text) }
}

/// One of these words.
pub fn choice<T: Copy>(
    value: &Bound<'_, PyAny>,
    name: &'static str,
    choices: &[(&'static str, T)],
) -> PyResult<T> {
    let text = text(value, name)?;
    choices.iter().find(|(word, _)| *word == &*text).map(|(_, choice)| *choice).ok_or_else(|| {
        let words: Vec<_> = choices.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        Error::invalid(name, format!("must be {}", words.join(" or "))).into()
    })
}

/// True or False.
pub fn flag(value: &Bound<'_, PyAny>, name: &'static str) -> PyResult<bool> {
    value.cast::<PyBool>().map(|flag| flag.is_true()).map_err(|_| wrong_type(value, name, "bool"))
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
    let seconds = float(value, name)?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|duration| !duration.is_zero() && duration.as_secs() <= u32::MAX.into())
        .ok_or_else(|| {
            let rule = format!("must be above 0 and at most {} seconds, is {}", u32::MAX, shown(value));
            Error::invalid(name, rule).into()
        })
}

/// A duration in seconds, with or without a fraction, or 0.
pub fn seconds_or_zero(value: &Bound<'_, PyAny>, name: &'static str) -> PyResult<Duration> {
    let seconds = float(value, name)?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|duration| duration.as_secs() <= u32::MAX.into())
        .ok_or_else(|| {
            Error::invalid(name, format!("must be 0 to {} seconds, is {}", u32::MAX, shown(value))).into()
        })
}

/// A time in Unix seconds, or a duration in seconds. A fraction is dropped.
pub fn whole_seconds(value: &Bound<'_, PyAny>, name: &'static str) -> PyResult<u64> {
    let seconds = float(value, name)?;
    if (0.0..=LATEST as f64).contains(&seconds) {
        Ok(seconds as u64)
    } else {
        Err(Error::invalid(name, format!("must be 0 to {LATEST} seconds, is {}", shown(value))).into())
    }
}

/// A number, with or without a fraction.
fn float(value: &Bound<'_, PyAny>, name: &'static str) -> PyResult<f64> {
    if value.is_instance_of::<PyBool>() {
        return Err(wrong_type(value, name, "int or float"));
    }
    value.extract().map_err(|error: PyErr| {
        if error.is_instance_of::<PyTypeError>(value.py()) {
            wrong_type(value, name, "int or float")
        } else {
            Error::invalid(name, "must be a number of seconds, is too large").into()
        }
    })
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

bounds!(i16, u16, u32, u64, usize);
