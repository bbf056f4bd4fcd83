//! The commands that ask a cloud for a token.

pub mod aiob;
mod cached;
pub mod dashscope;
pub mod nls;

use crate::{Clock, SystemClock, Token, TokenSource};
use serde::Serialize;

use crate::command::facts::Facts;
use crate::command::failure::Failure;
use crate::command::output::Output;
use crate::command::{help, spinner, times};
use cached::Cached;

/// Takes the endpoint from the environment where no option gives it, and tells where it comes from.
fn find_endpoint(endpoint: &mut Option<String>, variable: &'static str) -> &'static str {
    if endpoint.is_some() {
        return "--endpoint";
    }
    *endpoint = std::env::var(variable).ok().filter(|url| !url.is_empty());
    variable
}

/// What stands below the options in `--help`.
fn page(examples: &str, environment: &str) -> String {
    help::asking_page(examples, &format!("{environment}\n{}", cached::ENVIRONMENT))
}

/// Gets a token and shows it.
fn ask(
    service: &'static str,
    output: Output,
    cached: Cached,
    source: impl TokenSource + 'static,
) -> Result<u8, Failure> {
    if cached.is_wanted() {
        return cached.ask(output, source, |token, answer| show(service, output, token, answer));
    }
    let token = spinner::during(output.is_lively(), "asking for a token", || source.fetch())?;
    show(service, output, &token, Answer::default())
}

/// What is known besides the token.
#[derive(Default)]
struct Answer {
    /// `cloud` or `cache`, where that is the question.
    from: Option<&'static str>,
    /// What time it is for the cloud, in absolute Unix seconds, if the token says it no longer.
    now: Option<u64>,
}

fn show(service: &'static str, output: Output, token: &Token, answer: Answer) -> Result<u8, Failure> {
    let now = SystemClock.now();
    let server_time = token.server_time().filter(|_| answer.from != Some("cache"));
    let offset = server_time.map(|server| server as i64 - now as i64);
    if let Some(words) = offset.and_then(clock_words) {
        output.warn(&words);
    }
    let fields = fields(service, token, offset, answer.from);
    // How long the token lives is for the cloud's clock to say.
    let facts = facts(service, token, server_time.or(answer.now).unwrap_or(now), answer.from);
    output.token(token.value(), &fields, &facts)
}

/// What to say about a clock that differs from the cloud's by more than an answer takes.
fn clock_words(offset: i64) -> Option<String> {
    let side = if offset > 0 { "behind" } else { "ahead of" };
    let distance = times::words(offset.unsigned_abs());
    (offset.abs() > 60).then(|| format!("this machine's clock is {distance} {side} the cloud's"))
}

#[derive(Serialize)]
struct TokenFields<'a> {
    service: &'a str,
    token: &'a str,
    expires_at: u64,
    expires: Option<String>,
    /// With `--cached`: `cloud` or `cache`.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
    /// How far the cloud's clock is ahead of this machine's.
    clock_offset_secs: Option<i64>,
    user_id: Option<&'a str>,
    request_id: Option<&'a str>,
    /// Only NLS has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    nls_request_id: Option<&'a str>,
}

fn fields<'a>(
    service: &'a str,
    token: &'a Token,
    clock_offset_secs: Option<i64>,
    from: Option<&'a str>,
) -> TokenFields<'a> {
    TokenFields {
        service,
        token: token.value(),
        expires_at: token.expires_at(),
        expires: times::rfc3339(token.expires_at()),
        from,
        clock_offset_secs,
        user_id: token.user_id(),
        request_id: token.request_id(),
        nls_request_id: token.nls_request_id(),
    }
}

fn facts(service: &str, token: &Token, now: u64, from: Option<&str>) -> Facts {
    let mut facts = Facts::default();
    facts.add("service", service);
    facts.add("expires", times::local_and_relative(token.expires_at(), now));
    facts.add_some("from", from);
    facts.add_some("user id", token.user_id());
    facts.add_some("request id", token.request_id());
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_off_by_more_than_a_minute_is_mentioned() {
        assert_eq!(clock_words(7200).unwrap(), "this machine's clock is 2 h behind the cloud's");
        assert_eq!(clock_words(-61).unwrap(), "this machine's clock is 1 min ahead of the cloud's");
        assert!(clock_words(60).is_none() && clock_words(-60).is_none());
    }
}
