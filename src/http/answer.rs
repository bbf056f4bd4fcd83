//! From an HTTP answer to a JSON object or an error, the same for all clouds.

use std::cmp::Reverse;
use std::time::Duration;

use serde_json::{Map, Value};

use super::Response;
use crate::aliyun::rpc::percent_encode;
use crate::error::{Error, ErrorKind, Result};
use crate::secret::Secret;
use crate::token::Token;

/// A JSON object that a cloud answered, with its status.
pub(crate) struct Answer {
    pub status: u16,
    pub fields: Map<String, Value>,
    retry_after: Option<Duration>,
    server_time: Option<u64>,
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
                let found = describe(response, other.ok().as_ref());
                let kind = match kind_of_status(status) {
                    // Whoever answers a page says nothing about key and rights.
                    Some(ErrorKind::Credentials | ErrorKind::Permission) => ErrorKind::BadResponse,
                    Some(kind) => kind,
                    // Alibaba documents a bare 302 as throttling for STS.
                    None if status == 302 && response.header("location").is_none() => ErrorKind::Throttled,
                    None => ErrorKind::BadResponse,
                };
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

    /// The token of this answer, if text and expiry (absolute Unix seconds) are what they must be.
    pub fn token(&self, text: Option<&Value>, expires_at: Result<u64, String>) -> Result<Token> {
        let value = token_text(text).ok_or_else(|| self.bad("the cloud answered no token and no error"))?;
        let expires_at = expires_at
            .and_then(sane)
            .and_then(|expires_at| match self.server_time {
                Some(now) if expires_at <= now => Err(format!("has expired already, at {expires_at}")),
                _ => Ok(expires_at),
            })
            .map_err(|problem| self.bad(format!("the token {problem}")))?;
        Ok(Token { server_time: self.server_time, ..Token::new(value, expires_at) })
    }

    fn bad(&self, problem: impl Into<String>) -> Error {
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
        408 => Some(ErrorKind::Timeout),
        429 => Some(ErrorKind::Throttled),
        500..=599 => Some(ErrorKind::Unavailable),
        _ => None,
    }
}

/// Names what came instead of an object, without quoting it: it may echo a secret.
fn describe(response: &Response, value: Option<&Value>) -> String {
    if (300..400).contains(&response.status) {
        return "a redirect, which is not followed".into();
    }
    let start = response.body.trim_ascii_start();
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
        None => format!("{} bytes that are not JSON", response.body.len()),
    }
}

/// How long the server wants us to wait, a day at most: `x-acs-retry-after` (ms), or
/// `Retry-After` (s, or a date).
fn retry_after(response: &Response) -> Option<Duration> {
    const A_DAY: Duration = Duration::from_secs(86_400);
    let number = |name| response.header(name).and_then(|text| text.trim().parse::<u64>().ok());
    let date = |name| response.header(name).and_then(http_date);
    number("x-acs-retry-after")
        .map(Duration::from_millis)
        .or_else(|| number("retry-after").map(Duration::from_secs))
        .or_else(|| Some(Duration::from_secs(date("retry-after")?.saturating_sub(date("date")?))))
        .map(|wait| wait.min(A_DAY))
}

fn http_date(text: &str) -> Option<u64> {
    let time = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    u64::try_from(time.as_second()).ok()
}

/// Takes secrets (also percent-encoded, once or twice) and control characters out of words
/// that a server sent, and bounds their length.
pub(crate) fn clean(words: &str, secrets: &[&str]) -> String {
    // Anything shorter is no secret, and taking it out would leave no word as it was.
    const SHORTEST: usize = 4;
    let fits = |secret: &&&str| (SHORTEST..=words.len()).contains(&secret.len());
    let mut forms: Vec<_> = secrets.iter().filter(fits).flat_map(|secret| written(secret)).collect();
    forms.sort_by_key(|form| Reverse(form.len())); // one secret may be part of another one
    let words = forms.iter().fold(words.to_owned(), |words, form| words.replace(form, "***"));
    words
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(500)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// The forms in which a text may come back.
fn written(text: &str) -> [String; 5] {
    let once = percent_encode(text);
    let lower = lower_escapes(&once);
    let [twice, twice_lower] = [percent_encode(&once), percent_encode(&lower)];
    [text.to_owned(), once, lower, twice, twice_lower]
}

/// `%2F` as `%2f`.
fn lower_escapes(encoded: &str) -> String {
    let mut pieces = encoded.split('%');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| {
        let (digits, rest) = piece.split_at(2); // percent_encode always writes two
        format!("{text}%{}{rest}", digits.to_ascii_lowercase())
    })
}

/// 2001-09-09: anything smaller is a duration, not a date.
const EARLIEST_EXPIRY: u64 = 1_000_000_000;
/// 2106-02-07: anything larger is not in seconds, and does not fit the clouds' own clients.
const LATEST_EXPIRY: u64 = u32::MAX as u64;

fn sane(expires_at: u64) -> Result<u64, String> {
    match expires_at {
        EARLIEST_EXPIRY..=LATEST_EXPIRY => Ok(expires_at),
        _ => Err(format!("has the expiry {expires_at}, which is not an absolute time in Unix seconds")),
    }
}

/// An expiry in seconds, from a number or digits in a string, or what is wrong with it.
pub(crate) fn expiry(value: Option<&Value>) -> Result<u64, String> {
    let secs = match value {
        None | Some(Value::Null) => return Err("has no expiry".into()),
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::String(text)) => text.parse().ok(),
        Some(_) => None,
    };
    secs.ok_or_else(|| "has an expiry that is not a whole number of seconds".into())
}

/// A token's text from an answer: not empty, not endless, and fit to be sent in a header.
fn token_text(value: Option<&Value>) -> Option<Secret> {
    let text = value?.as_str()?;
    let fit = (1..=8192).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    fit.then(|| Secret::from(text))
}
