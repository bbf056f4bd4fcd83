//! Parse, verify and explain. A report goes to JavaScript as JSON, which makes frozen objects of it.

use napi::bindgen_prelude::Either;
use napi_derive::napi;

use super::user::{Who, borrow};
use crate::agora::{self, Expected, Report, Severity};
use crate::ffi::node::failure::{Failure, Outcome};
use crate::{Clock, Error, ErrorKind, Secret, SystemClock};

/// What a token is compared with. No time is the system's.
#[napi(object, object_to_js = false)]
pub struct Comparison {
    pub certificate: Option<String>,
    pub channel: Option<String>,
    pub user: Option<Who>,
    /// Absolute Unix seconds.
    pub now: Option<f64>,
}

impl Comparison {
    fn check<T>(self, look: impl FnOnce(&Expected<'_>) -> T) -> T {
        let certificate = self.certificate.map(Secret::from);
        look(&Expected {
            certificate: certificate.as_ref(),
            channel: self.channel.as_deref(),
            user: self.user.as_ref().map(borrow),
            now: Some(self.now.map_or_else(|| SystemClock.now(), |now| now as u64)),
        })
    }
}

/// What the token says, as JSON; nothing is checked.
#[napi(catch_unwind)]
pub fn agora_parse(token: String) -> Outcome<String> {
    match agora::parse(&token) {
        Ok(parsed) => json(&parsed.report()),
        Err(error) => Either::B(refusal(error, &token, &Expected::default())),
    }
}

/// What the token says, as JSON, if it is good.
#[napi(catch_unwind)]
pub fn agora_verify(token: String, comparison: Comparison) -> Outcome<String> {
    comparison.check(|expected| match agora::verify(&token, expected) {
        Ok(parsed) => json(&parsed.report()),
        Err(error) => Either::B(refusal(error, &token, expected)),
    })
}

/// All that can be said about the token, as JSON.
#[napi(catch_unwind)]
pub fn agora_explain(token: String, comparison: Comparison) -> Outcome<String> {
    comparison.check(|expected| json(&agora::explain(&token, expected)))
}

fn json(report: &Report) -> Outcome<String> {
    match serde_json::to_string(report) {
        Ok(text) => Either::A(text),
        Err(error) => {
            Either::B(Error::new(ErrorKind::Internal, format!("the report is no JSON: {error}")).into())
        }
    }
}

/// The failure of a token that was refused, which names the first problem.
pub(super) fn refusal(error: Error, token: &str, expected: &Expected<'_>) -> Failure {
    let is_about_token = error.kind() == ErrorKind::InvalidToken;
    let failure = Failure::from(error);
    if !is_about_token {
        return failure;
    }
    let findings = agora::explain(token, expected).findings;
    let first = findings.iter().find(|finding| finding.severity == Severity::Error);
    Failure { problem: first.map(|finding| finding.problem.name()), ..failure }
}
