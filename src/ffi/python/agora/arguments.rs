//! What callers pass to Agora's functions.

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBool, PyBytes, PyDict, PyInt, PyList, PyString, PyTuple};

use crate::agora::{BString, Permissions, User};
use crate::ffi::python::arguments::{number, text, wrong_type};
use crate::{Error, Result};

/// A user as Python holds one.
pub enum Who {
    Uid(u32),
    Account(PyBackedStr),
}

impl Who {
    pub fn borrow(&self) -> User<'_> {
        match self {
            Self::Uid(uid) => User::Uid(*uid),
            Self::Account(account) => User::Account(account),
        }
    }
}

/// A uid or an account.
pub fn user(value: &Bound<'_, PyAny>) -> PyResult<Who> {
    const NAME: &str = "user";
    if value.is_instance_of::<PyString>() {
        text(value, NAME).map(Who::Account)
    } else if value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>() {
        number(value, NAME).map(Who::Uid)
    } else {
        Err(wrong_type(value, NAME, "int (a uid) or str (an account)"))
    }
}

/// The core says `account` of what is `user` here.
pub fn of_user<T>(result: Result<T>) -> PyResult<T> {
    Ok(result.map_err(|error| match error.argument() {
        Some("account") => Error::invalid("user", error.message()),
        _ => error,
    })?)
}

/// Bytes.
pub fn bytes<'a>(value: &'a Bound<'_, PyAny>, name: &'static str) -> PyResult<&'a [u8]> {
    let bytes = value.cast::<PyBytes>().map_err(|_| wrong_type(value, name, "bytes"))?;
    Ok(bytes.as_bytes())
}

/// RTM permissions: an object whose `details` is a dict of kinds of resources, each a dict of accesses with their names.
pub fn permissions(value: &Bound<'_, PyAny>) -> PyResult<Permissions> {
    const NAME: &str = "permissions";
    let details = value
        .getattr("details")
        .ok()
        .and_then(|details| details.cast_into::<PyDict>().ok())
        .ok_or_else(|| wrong_type(value, NAME, "voxtoken.agora.Permissions"))?;
    let mut permissions = Permissions::default();
    for (resource, accesses) in details {
        let accesses = accesses.cast::<PyDict>().map_err(|_| wrong_type(&accesses, NAME, "dict"))?;
        for (access, names) in accesses {
            let names = texts(&names, NAME)?;
            permissions.add(number::<u16>(&resource, NAME)?, number::<u16>(&access, NAME)?, names);
        }
    }
    Ok(permissions)
}

fn texts(value: &Bound<'_, PyAny>, name: &'static str) -> PyResult<Vec<BString>> {
    if !value.is_instance_of::<PyList>() && !value.is_instance_of::<PyTuple>() {
        return Err(wrong_type(value, name, "list of str"));
    }
    value.try_iter()?.map(|item| Ok(BString::from(text(&item?, name)?.as_bytes()))).collect()
}
