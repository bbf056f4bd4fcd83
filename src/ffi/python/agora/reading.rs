//! Parse, verify and explain. A report goes to Python as JSON, which makes dataclasses of it.

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;

use super::arguments::{Who, user};
use crate::agora::{self, Expected, Report, Severity};
use crate::ffi::python::arguments::{optional_text, text, whole_seconds};
use crate::{Clock, Error, ErrorKind, Secret, SystemClock};

/// What the token says, as JSON; nothing is checked.
#[pyfunction]
#[pyo3(signature = (token))]
pub fn agora_parse(py: Python<'_>, token: &Bound<'_, PyAny>) -> PyResult<String> {
    let token = text(token, "token")?;
    match agora::parse(&token) {
        Ok(parsed) => json(&parsed.report()),
        Err(error) => Err(refusal(py, error, &token, &Expected::default())),
    }
}

/// What the token says, as JSON, if it is good. No time is the system's.
#[pyfunction]
#[pyo3(signature = (token, certificate, channel, user, now))]
pub fn agora_verify(
    py: Python<'_>,
    token: &Bound<'_, PyAny>,
    certificate: &Bound<'_, PyAny>,
    channel: Option<&Bound<'_, PyAny>>,
    user: Option<&Bound<'_, PyAny>>,
    now: Option<&Bound<'_, PyAny>>,
) -> PyResult<String> {
    let token = text(token, "token")?;
    let comparison = Comparison::new(Some(certificate), channel, user, now)?;
    let expected = comparison.expected();
    match agora::verify(&token, &expected) {
        Ok(parsed) => json(&parsed.report()),
        Err(error) => Err(refusal(py, error, &token, &expected)),
    }
}

/// All that can be said about the token, as JSON. No time is the system's.
#[pyfunction]
#[pyo3(signature = (token, certificate, channel, user, now))]
pub fn agora_explain(
    token: &Bound<'_, PyAny>,
    certificate: Option<&Bound<'_, PyAny>>,
    channel: Option<&Bound<'_, PyAny>>,
    user: Option<&Bound<'_, PyAny>>,
    now: Option<&Bound<'_, PyAny>>,
) -> PyResult<String> {
    let token = text(token, "token")?;
    json(&agora::explain(&token, &Comparison::new(certificate, channel, user, now)?.expected()))
}

/// What a token is compared with, as Python holds it.
struct Comparison {
    certificate: Option<Secret>,
    channel: Option<PyBackedStr>,
    user: Option<Who>,
    now: u64,
}

impl Comparison {
    fn new(
        certificate: Option<&Bound<'_, PyAny>>,
        channel: Option<&Bound<'_, PyAny>>,
        user: Option<&Bound<'_, PyAny>>,
        now: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        Ok(Self {
            certificate: optional_text(certificate, "certificate")?.map(|text| Secret::from(&*text)),
            channel: optional_text(channel, "channel")?,
            user: user.map(self::user).transpose()?,
            now: now.map_or_else(|| Ok(SystemClock.now()), |now| whole_seconds(now, "now"))?,
        })
    }

    fn expected(&self) -> Expected<'_> {
        Expected {
            certificate: self.certificate.as_ref(),
            channel: self.channel.as_deref(),
            user: self.user.as_ref().map(Who::borrow),
            now: Some(self.now),
        }
    }
}

fn json(report: &Report) -> PyResult<String> {
    serde_json::to_string(report)
        .map_err(|error| Error::new(ErrorKind::Internal, format!("the report is no JSON: {error}")).into())
}

/// The exception for a token that was refused, which names the first problem.
pub(super) fn refusal(py: Python<'_>, error: Error, token: &str, expected: &Expected<'_>) -> PyErr {
    let is_about_token = error.kind() == ErrorKind::InvalidToken;
    let exception = PyErr::from(error);
    if !is_about_token {
        return exception;
    }
    let findings = agora::explain(token, expected).findings;
    let first = findings.iter().find(|finding| finding.severity == Severity::Error);
    match exception.value(py).setattr("problem", first.map(|finding| finding.problem.name())) {
        Ok(()) => exception,
        Err(error) => error,
    }
}
