//! Requests that the caller sends with an HTTP client of its own.

use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyBytes, PyDict};

use crate::aliyun::nls;
use crate::http;

/// A request that is ready to be sent, once. It never changes. It holds the secret (DashScope, AIOB) or a signature
/// (NLS) in clear; ``repr`` shows neither.
#[pyclass(frozen, subclass, module = "voxtoken")]
pub struct Request(http::Request);

impl From<http::Request> for Request {
    fn from(request: http::Request) -> Self {
        Self(request)
    }
}

#[pymethods]
impl Request {
    /// ``"GET"`` or ``"POST"``.
    #[getter]
    fn method(&self) -> &'static str {
        self.0.method.as_str()
    }

    /// The absolute URL with its query.
    #[getter]
    fn url(&self) -> &str {
        &self.0.url
    }

    /// The headers: names in lower case, and their values.
    #[getter]
    fn headers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.0.headers.iter().map(|(name, value)| (*name, value.as_str())).into_py_dict(py)
    }

    /// The body, empty for none.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.body)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let Request(http::Request { method, url, body, .. }) = slf.get();
        let url = url.split('?').next().unwrap_or_default();
        Ok(format!("<{} {} {url}, {} bytes>", slf.get_type().name()?, method.as_str(), body.len()))
    }
}

/// A request to Alibaba Cloud with its signature, ready to be sent once within 15 minutes.
#[pyclass(frozen, extends = Request, module = "voxtoken")]
pub struct SignedRequest {
    /// What was signed. Under STS it holds the security token.
    #[pyo3(get)]
    string_to_sign: String,
    /// The signature, as text.
    #[pyo3(get)]
    signature: String,
}

impl SignedRequest {
    pub fn new(py: Python<'_>, signed: nls::SignedRequest) -> PyResult<Py<Self>> {
        let nls::SignedRequest { request, string_to_sign, signature } = signed;
        let whole =
            PyClassInitializer::from(Request(request)).add_subclass(Self { string_to_sign, signature });
        Py::new(py, whole)
    }
}
