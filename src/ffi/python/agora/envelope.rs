//! The outside of tokens whose content is packed in Python.

use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::arguments::bytes;
use super::reading::refusal;
use crate::Secret;
use crate::agora::{self, AccessToken2, Expected};
use crate::ffi::python::arguments::text;

fn certificate(value: &Bound<'_, PyAny>) -> PyResult<Secret> {
    Ok(Secret::from(&*text(value, "certificate")?))
}

/// Signs the signed bytes of a 007 token (app id, times, salt, services) and wraps them into a token.
///
/// Raises InvalidArgumentError if the certificate or the app id are not 32 hexadecimal characters, if the bytes end
/// before the number of services or say that there are none, or if the content is larger than 1 MiB.
#[pyfunction]
#[pyo3(signature = (signing_info, certificate))]
pub fn agora_seal(signing_info: &Bound<'_, PyAny>, certificate: &Bound<'_, PyAny>) -> PyResult<String> {
    Ok(agora::seal(bytes(signing_info, "signing_info")?, &self::certificate(certificate)?)?)
}

/// The signature (32 bytes) of the signed bytes of a 007 token. Raises as agora_seal, but for the size.
#[pyfunction]
#[pyo3(signature = (signing_info, certificate))]
pub fn agora_sign<'py>(
    signing_info: &Bound<'py, PyAny>,
    certificate: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyBytes>> {
    let signature = agora::sign(bytes(signing_info, "signing_info")?, &self::certificate(certificate)?)?;
    Ok(PyBytes::new(signing_info.py(), &signature))
}

/// The signature of a 007 token and the bytes that it signs. Nothing is verified.
///
/// Raises InvalidTokenError for what is no such token.
#[pyfunction]
#[pyo3(signature = (token))]
pub fn agora_open<'py>(token: &Bound<'py, PyAny>) -> PyResult<(Bound<'py, PyBytes>, Bound<'py, PyBytes>)> {
    let (py, token) = (token.py(), text(token, "token")?);
    let (signature, signing_info) =
        agora::open(&token).map_err(|error| refusal(py, error, &token, &Expected::default()))?;
    Ok((PyBytes::new(py, &signature), PyBytes::new(py, &signing_info)))
}

/// Was this 007 token signed with this certificate? Compares in constant time.
///
/// Raises InvalidTokenError for what is no such token.
#[pyfunction]
#[pyo3(signature = (token, certificate))]
pub fn agora_fits(token: &Bound<'_, PyAny>, certificate: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(AccessToken2::parse(&text(token, "token")?)?.verify_signature(&self::certificate(certificate)?))
}

/// HMAC-SHA256 (32 bytes) of a message under a key.
#[pyfunction]
#[pyo3(signature = (key, message))]
pub fn agora_hmac<'py>(
    key: &Bound<'py, PyAny>,
    message: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyBytes>> {
    let signature = agora::hmac(bytes(key, "key")?, &[bytes(message, "message")?]);
    Ok(PyBytes::new(key.py(), &signature))
}

/// A random number from 1 to 99,999,999 of the operating system.
#[pyfunction]
pub fn agora_random_salt() -> PyResult<u32> {
    Ok(agora::random_salt()?)
}
