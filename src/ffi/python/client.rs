//! The limits of asking.

use std::ops::Deref;

use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::arguments::{Given, flag, number, seconds, text, wrong_type};
use crate::http::Client;

/// The arguments that all clouds have in common.
pub struct Limits<'py> {
    pub connect_timeout: Given<'py>,
    pub timeout: Given<'py>,
    pub max_response_bytes: Given<'py>,
    pub allow_http: Given<'py>,
    pub root_certificates: Option<Bound<'py, PyAny>>,
}

impl Limits<'_> {
    pub fn client(&self) -> PyResult<Client> {
        let mut client = Client::new();
        if let Some(limit) = self.connect_timeout.read(seconds, "connect_timeout")? {
            client = client.connect_timeout(limit);
        }
        if let Some(limit) = self.timeout.read(seconds, "timeout")? {
            client = client.timeout(limit);
        }
        if let Some(limit) = self.max_response_bytes.read(number, "max_response_bytes")? {
            client = client.max_response_bytes(limit);
        }
        if self.allow_http.read(flag, "allow_http")? == Some(true) {
            client = client.allow_http();
        }
        if let Some(pem) = &self.root_certificates {
            client = client.root_certificates(&bytes(pem, "root_certificates")?)?;
        }
        Ok(client)
    }
}

/// Bytes, or a text as UTF-8.
fn bytes(value: &Bound<'_, PyAny>, name: &'static str) -> PyResult<Vec<u8>> {
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return Ok(bytes.as_bytes().to_vec());
    }
    match text(value, name) {
        Err(error) if error.is_instance_of::<pyo3::exceptions::PyTypeError>(value.py()) => {
            Err(wrong_type(value, name, "bytes or str"))
        }
        text => Ok(text?.deref().as_bytes().to_vec()),
    }
}
