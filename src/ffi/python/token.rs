//! What a cloud answered.

use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyDict};

use super::arguments::{full_text, optional_text, whole_seconds};
use crate::{Clock, SystemClock};

/// A token of a cloud, and how long it may be used. It never changes, and it can be pickled.
///
/// ``value`` is its text and ``expire_time`` the end of its life, in absolute Unix seconds. The rest is what the
/// cloud said with it, None for what it did not say. Two tokens are equal if these two are.
///
/// >>> from voxtoken import Token
/// >>> token = Token("a-token", 1798135200)
/// >>> token.expires_at.isoformat()
/// '2026-12-24T18:00:00+00:00'
/// >>> token.is_usable(now=1798135199), token.is_fresh(60, now=1798135199)
/// (True, False)
/// >>> token
/// <Token until 1798135200>
#[pyclass(frozen, module = "voxtoken")]
pub struct Token {
    token: crate::Token,
    /// The account that the token belongs to (NLS: UserId; AIOB: accountId), or None.
    #[pyo3(get)]
    user_id: Option<String>,
    /// The gateway's id of the request, for a support ticket, or None.
    #[pyo3(get)]
    request_id: Option<String>,
    /// The speech service's own id of the request (NlsRequestId), or None.
    #[pyo3(get)]
    nls_request_id: Option<String>,
    /// The cloud's clock when it answered, in absolute Unix seconds, or None. By it the token lives for
    /// ``expire_time - server_time`` seconds, however wrong this machine's clock is.
    #[pyo3(get)]
    server_time: Option<u64>,
}

impl From<&crate::Token> for Token {
    fn from(token: &crate::Token) -> Self {
        Self {
            user_id: token.user_id().map(str::to_owned),
            request_id: token.request_id().map(str::to_owned),
            nls_request_id: token.nls_request_id().map(str::to_owned),
            server_time: token.server_time(),
            token: token.clone(),
        }
    }
}

impl Token {
    pub fn content(&self) -> crate::Token {
        crate::Token {
            user_id: self.user_id.clone(),
            request_id: self.request_id.clone(),
            nls_request_id: self.nls_request_id.clone(),
            server_time: self.server_time,
            ..self.token.clone()
        }
    }
}

#[pymethods]
impl Token {
    #[new]
    #[pyo3(signature = (
        value, expire_time, *, user_id=None, request_id=None, nls_request_id=None, server_time=None
    ))]
    fn new(
        value: &Bound<'_, PyAny>,
        expire_time: &Bound<'_, PyAny>,
        user_id: Option<&Bound<'_, PyAny>>,
        request_id: Option<&Bound<'_, PyAny>>,
        nls_request_id: Option<&Bound<'_, PyAny>>,
        server_time: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let owned = |value, name| Ok::<_, PyErr>(optional_text(value, name)?.map(|text| text.to_string()));
        Ok(Self {
            token: crate::Token::new(
                &*full_text(value, "value")?,
                whole_seconds(expire_time, "expire_time")?,
            ),
            user_id: owned(user_id, "user_id")?,
            request_id: owned(request_id, "request_id")?,
            nls_request_id: owned(nls_request_id, "nls_request_id")?,
            server_time: server_time.map(|time| whole_seconds(time, "server_time")).transpose()?,
        })
    }

    /// The token's text, to be sent to the service.
    #[getter]
    fn value(&self) -> &str {
        self.token.value()
    }

    /// The same as ``value``.
    #[getter]
    fn token(&self) -> &str {
        self.token.value()
    }

    /// When the token stops being valid, in absolute Unix seconds.
    #[getter]
    fn expire_time(&self) -> u64 {
        self.token.expires_at()
    }

    /// When the token stops being valid, as an aware datetime in UTC.
    #[getter]
    fn expires_at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        date_and_time(py, self.token.expires_at())
    }

    /// May the token still be used at ``now``, in absolute Unix seconds? None is the system's time.
    #[pyo3(signature = (now=None))]
    fn is_usable(&self, now: Option<&Bound<'_, PyAny>>) -> PyResult<bool> {
        Ok(self.token.is_usable(time(now)?))
    }

    /// Will the token live for more than ``margin`` seconds after ``now``, in absolute Unix seconds? None is the
    /// system's time. Ask this to decide whether to fetch a new one, and ``is_usable`` to decide whether the old
    /// one can still serve.
    #[pyo3(signature = (margin, now=None))]
    fn is_fresh(&self, margin: &Bound<'_, PyAny>, now: Option<&Bound<'_, PyAny>>) -> PyResult<bool> {
        let margin = whole_seconds(margin, "margin")?;
        Ok(self.token.is_fresh(time(now)?, margin))
    }

    fn __repr__(&self) -> String {
        format!("<Token until {}>", self.token.expires_at())
    }

    /// Of what is no token, the other side is asked whether it is equal.
    fn __eq__(&self, other: &Self) -> bool {
        self.value() == other.value() && self.expire_time() == other.expire_time()
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        (self.value(), self.expire_time()).into_pyobject(py)?.hash()
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<((&str, u64), Bound<'py, PyDict>)> {
        let fields = [
            ("user_id", self.user_id.as_ref().into_pyobject(py)?.into_any()),
            ("request_id", self.request_id.as_ref().into_pyobject(py)?.into_any()),
            ("nls_request_id", self.nls_request_id.as_ref().into_pyobject(py)?.into_any()),
            ("server_time", self.server_time.into_pyobject(py)?.into_any()),
        ];
        Ok(((self.value(), self.expire_time()), fields.into_py_dict(py)?))
    }
}

/// Unix seconds as an aware datetime in UTC.
pub fn date_and_time(py: Python<'_>, time: u64) -> PyResult<Bound<'_, PyAny>> {
    let module = py.import("datetime")?;
    let utc = module.getattr("timezone")?.getattr("utc")?;
    module.getattr("datetime")?.call_method1("fromtimestamp", (time, utc))
}

fn time(now: Option<&Bound<'_, PyAny>>) -> PyResult<u64> {
    now.map_or_else(|| Ok(SystemClock.now()), |now| whole_seconds(now, "now"))
}
