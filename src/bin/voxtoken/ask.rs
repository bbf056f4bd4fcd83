//! The commands that ask a cloud for a token.

pub mod aiob;
pub mod dashscope;
pub mod nls;

use std::process::ExitCode;

use serde::Serialize;
use voxtoken::http::{Request, Response, Transport};
use voxtoken::{Clock, Error, ErrorKind, SystemClock, Token};

use crate::facts::Facts;
use crate::failure::Failure;
use crate::output::Output;
use crate::{spinner, times};

/// Fetches a token and shows it.
fn ask(
    service: &'static str,
    output: Output,
    fetch: impl FnOnce() -> voxtoken::Result<Token>,
) -> Result<ExitCode, Failure> {
    let token = spinner::during(output.is_lively(), "asking for a token", fetch)?;
    output.token(token.value(), &fields(service, &token), &facts(service, &token))
}

/// A transport that sends nothing.
pub struct Rehearsal;

/// What an error of [`Rehearsal`] is told by.
const GOT_THIS_FAR: &str = "everything but the secret is in order";

impl Transport for Rehearsal {
    fn send(&self, _: &Request) -> voxtoken::Result<Response> {
        Err(Error::new(ErrorKind::Internal, GOT_THIS_FAR))
    }
}

/// What is wrong about a source with this transport before it would send its request.
fn rehearse(fetch: impl FnOnce() -> voxtoken::Result<Token>) -> Result<(), Failure> {
    match fetch() {
        Err(error) if error.message() != GOT_THIS_FAR => Err(error.into()),
        _ => Ok(()),
    }
}

#[derive(Serialize)]
struct TokenFields<'a> {
    service: &'a str,
    token: &'a str,
    expires_at: u64,
    expires: Option<String>,
    user_id: Option<&'a str>,
    request_id: Option<&'a str>,
    /// Only NLS has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    nls_request_id: Option<&'a str>,
}

fn fields<'a>(service: &'a str, token: &'a Token) -> TokenFields<'a> {
    TokenFields {
        service,
        token: token.value(),
        expires_at: token.expires_at(),
        expires: times::rfc3339(token.expires_at()),
        user_id: token.user_id(),
        request_id: token.request_id(),
        nls_request_id: token.nls_request_id(),
    }
}

fn facts(service: &str, token: &Token) -> Facts {
    let mut facts = Facts::default();
    facts.add("service", service);
    facts.add("expires", times::local_and_relative(token.expires_at(), SystemClock.now()));
    facts.add_some("user id", token.user_id());
    facts.add_some("request id", token.request_id());
    facts
}
