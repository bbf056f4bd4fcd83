//! From an HTTP answer to a JSON object or an error, the same for all clouds.

use std::time::Duration;

use serde_json::{Map, Value};

use super::{Request, Response, Transport};
use crate::aliyun::rpc::percent_encode;
use crate::error::{Error, ErrorKind, Result};
use crate::secret::Secret;

/// A JSON object that a cloud answered, with its status.
pub(crate) struct Answer {
    pub status: u16,
    pub fields: Map<String, Value>,
    retry_after: Option<Duration>,
    server_time: Option<u64>,
}

/// Sends a request and reads the answer as a JSON object.
pub(crate) fn send_and_read(transport: &dyn Transport, request: &Request) -> Result<Answer> {
    Answer::read(&transport.send(request)?)
}

impl Answer {
    pub fn read(response: &Response) -> Result<Self> {
        let status = response.status;
        let fail = |kind: ErrorKind, message: String| {
            Err(Error::new(kind, message).with_http_status(status).with_retry_after(retry_after(response)))
        };
        if let Some(encoding) = response.header("content-encoding").filter(|name| *name != "identity") {
            let encoding: String = encoding.chars().filter(char::is_ascii_alphanumeric).take(16).collect();
            return fail(
                ErrorKind::BadResponse,
                format!("the answer is compressed ({encoding}), which was not asked for"),
            );
        }
        // The type header is not trusted: clouds and gateways mislabel JSON.
        match serde_json::from_slice(&response.body) {
            Ok(Value::Object(fields)) => Ok(Self {
                status,
                fields,
                retry_after: retry_after(response),
                server_time: response.header("date").and_then(http_date),
            }),
            other => {
                let found = describe(&response.body, other.ok().as_ref());
                let kind = kind_of_status(status).unwrap_or(ErrorKind::BadResponse);
                fail(kind, format!("expected a JSON object, got {found}"))
            }
        }
    }

    /// A text field; a number counts as its digits. Empty is absent.
    pub fn text(&self, name: &str) -> Option<String> {
        match self.fields.get(name)? {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// The cloud's clock when it answered (`Date`): absolute Unix seconds.
    pub fn server_time(&self) -> Option<u64> {
        self.server_time
    }

    /// An error of this answer: its kind, else the kind of its status, else `Rejected`.
    pub fn error(&self, kind: Option<ErrorKind>, message: String) -> Error {
        let kind = kind.or_else(|| kind_of_status(self.status)).unwrap_or(ErrorKind::Rejected);
        Error::new(kind, message).with_http_status(self.status).with_retry_after(self.retry_after)
    }

    /// The token with its expiry, or an error when there is no token in this answer.
    pub fn bad(&self, problem: impl Into<String>) -> Error {
        Error::new(ErrorKind::BadResponse, problem).with_http_status(self.status)
    }

    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// What a status alone says, where nothing better is known.
fn kind_of_status(status: u16) -> Option<ErrorKind> {
    match status {
        401 => Some(ErrorKind::Credentials),
        403 => Some(ErrorKind::Permission),
        407 => Some(ErrorKind::Proxy),
        429 => Some(ErrorKind::Throttled),
        500..=599 => Some(ErrorKind::Unavailable),
        _ => None,
    }
}

/// Names what came instead of an object, without quoting it: it may echo a secret.
fn describe(body: &[u8], value: Option<&Value>) -> String {
    let start = body.trim_ascii_start();
    let starts = |prefix: &str| {
        start.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
    };
    match value {
        Some(Value::Null) => "JSON null".into(),
        Some(Value::Array(_)) => "a JSON array".into(),
        Some(_) => "a JSON value that is no object".into(),
        None if start.is_empty() => "an empty answer".into(),
        None if starts("<!doctype html") || starts("<html") => "an HTML page".into(),
        None if starts("<") => "XML".into(),
        None => format!("{} bytes that are not JSON", body.len()),
    }
}

/// How long the server wants us to wait: `x-acs-retry-after` (ms) or `Retry-After` (s).
fn retry_after(response: &Response) -> Option<Duration> {
    let number = |name| response.header(name).and_then(|text| text.trim().parse::<u32>().ok());
    number("x-acs-retry-after")
        .map(|millis| Duration::from_millis(millis.into()))
        .or_else(|| number("retry-after").map(|secs| Duration::from_secs(secs.into())))
}

fn http_date(text: &str) -> Option<u64> {
    let time = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    u64::try_from(time.as_second()).ok()
}

/// Takes secrets (also percent-encoded, once or twice) and control characters out of words
/// that a server sent, and bounds their length.
pub(crate) fn clean(words: &str, secrets: &[&str]) -> String {
    let mut words = words.to_owned();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        let once = percent_encode(secret);
        for form in [*secret, &once, &percent_encode(&once)] {
            words = words.replace(form, "***");
        }
    }
    words
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(500)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// 2001-09-09: anything smaller is a duration, not a date.
const EARLIEST_EXPIRY: u64 = 1_000_000_000;
/// The end of the year 9999: anything larger is not in seconds.
const LATEST_EXPIRY: u64 = 253_402_300_799;

/// An absolute expiry in Unix seconds, from a number or digits in a string,
/// or what is wrong with it.
pub(crate) fn expiry(value: Option<&Value>) -> Result<u64, String> {
    let secs = match value {
        None | Some(Value::Null) => return Err("has no expiry".into()),
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::String(text)) => text.parse().ok(),
        Some(_) => None,
    };
    match secs {
        Some(secs @ EARLIEST_EXPIRY..=LATEST_EXPIRY) => Ok(secs),
        Some(secs) => Err(format!("has the expiry {secs}, which is not an absolute time in Unix seconds")),
        None => Err("has an expiry that is not a whole number of seconds".into()),
    }
}

/// A token's text from an answer: not empty, and fit to be sent in a header.
pub(crate) fn token_text(value: Option<&Value>) -> Option<Secret> {
    let text = value?.as_str()?;
    let fit = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    fit.then(|| Secret::from(text))
}
