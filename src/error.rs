//! [`Error`] and [`ErrorKind`]: one table of everything that can go wrong.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

/// The kinds of failure. The numbers never change and new ones are added at the end;
/// 0 is kept for "no error" in languages that return numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u16)]
pub enum ErrorKind {
    /// An argument or setting is missing or breaks a rule; nothing was sent.
    InvalidArgument = 1,
    /// No credentials were given, or the cloud does not accept the key.
    Credentials = 2,
    /// The cloud computed another signature than we did.
    Signature = 3,
    /// The key is good but may not do this.
    Permission = 4,
    /// The STS security token is missing, malformed, expired or of another key.
    SecurityToken = 5,
    /// This machine's clock is too far from the cloud's.
    Clock = 6,
    /// The nonce was used before.
    Nonce = 7,
    /// Too many requests.
    Throttled = 8,
    /// The cloud has a problem of its own.
    Unavailable = 9,
    /// The host, region, version or action do not fit together.
    Endpoint = 10,
    /// The account's state forbids the call: balance, risk control, verification.
    Account = 11,
    /// The cloud refused the request for another reason.
    Rejected = 12,
    /// No connection, or it broke.
    Network = 13,
    /// No answer within the time limit.
    Timeout = 14,
    /// The server's certificate was not accepted or the TLS handshake failed.
    Tls = 15,
    /// The proxy setting is unusable, or the proxy refused.
    Proxy = 16,
    /// Plain http to another machine, which would send the secret in clear text.
    Insecure = 17,
    /// The answer is not what the cloud documents.
    BadResponse = 18,
    /// A token that was to be parsed or verified is not valid.
    InvalidToken = 19,
    /// A bug in this library.
    Internal = 20,
}

struct Row {
    kind: ErrorKind,
    name: &'static str,
    retryable: bool,
    hint: &'static str,
}

const fn row(kind: ErrorKind, name: &'static str, retryable: bool, hint: &'static str) -> Row {
    Row { kind, name, retryable, hint }
}

/// Sorted by number, without gaps.
const TABLE: &[Row] = &[
    row(ErrorKind::InvalidArgument, "invalid_argument", false, "Correct the named argument."),
    row(
        ErrorKind::Credentials,
        "credentials",
        false,
        "Check the key and the secret: they may be wrong, disabled or deleted.",
    ),
    row(
        ErrorKind::Signature,
        "signature",
        false,
        "Check the access key secret: a character may be missing, or it belongs to another key id.",
    ),
    row(
        ErrorKind::Permission,
        "permission",
        false,
        "Grant the permission to the key's user in the cloud's console and make sure that the service is opened. A grant takes a minute or two to act.",
    ),
    row(
        ErrorKind::SecurityToken,
        "security_token",
        false,
        "Fetch new temporary credentials (STS): key id, secret and security token belong together and expire together.",
    ),
    row(
        ErrorKind::Clock,
        "clock",
        true,
        "Set this machine's clock: it is more than 15 minutes away from the cloud's.",
    ),
    row(
        ErrorKind::Nonce,
        "nonce",
        true,
        "Send the request again with a new nonce and signature; never send the same bytes twice.",
    ),
    row(
        ErrorKind::Throttled,
        "throttled",
        true,
        "Stop asking for tokens so often: keep the token and share it until it expires. Then try again later.",
    ),
    row(ErrorKind::Unavailable, "unavailable", true, "Try again later; the fault is on the cloud's side."),
    row(
        ErrorKind::Endpoint,
        "endpoint",
        false,
        "Check the endpoint, region, API version and action: they come in fixed combinations.",
    ),
    row(
        ErrorKind::Account,
        "account",
        false,
        "Look at the account's state in the cloud's console: balance, identity verification, risk control.",
    ),
    row(
        ErrorKind::Rejected,
        "rejected",
        false,
        "Look the code up in the cloud's error center; the request id helps its support.",
    ),
    row(
        ErrorKind::Network,
        "network",
        true,
        "Check the network, DNS, firewall and proxy (HTTPS_PROXY, NO_PROXY), then try again.",
    ),
    row(
        ErrorKind::Timeout,
        "timeout",
        true,
        "Check the network and proxy, then try again; raise the time limit only if the network is known to be slow.",
    ),
    row(
        ErrorKind::Tls,
        "tls",
        false,
        "Check this machine's clock and root certificates; behind a proxy that opens TLS, add its root certificate.",
    ),
    row(
        ErrorKind::Proxy,
        "proxy",
        false,
        "Correct or remove the proxy variable; use http://, https:// or socks5:// with host and port.",
    ),
    row(
        ErrorKind::Insecure,
        "insecure",
        false,
        "Use an https endpoint. Plain http is for loopback, or must be allowed explicitly.",
    ),
    row(
        ErrorKind::BadResponse,
        "bad_response",
        false,
        "Check that the endpoint is the cloud's and that no proxy or login page answers in its place.",
    ),
    row(
        ErrorKind::InvalidToken,
        "invalid_token",
        false,
        "Mint a new token and compare app id, certificate, channel and uid with those used to join.",
    ),
    row(ErrorKind::Internal, "internal", false, "Please report this as a bug, with the message."),
];

impl ErrorKind {
    /// All kinds, by number.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.kind)
    }

    /// The kind with this number, if there is one.
    pub fn from_number(number: u16) -> Option<Self> {
        Self::all().find(|kind| kind.number() == number)
    }

    /// The kind with this name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|kind| kind.name() == name)
    }

    fn row(self) -> &'static Row {
        &TABLE[self as usize - 1]
    }

    /// The stable number, 1 and up.
    pub fn number(self) -> u16 {
        self as u16
    }

    /// The stable name in `snake_case`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Can the same call succeed later without a change on the caller's side?
    pub fn is_retryable(self) -> bool {
        self.row().retryable
    }

    /// What a person can do about it, when nothing more specific is known.
    pub fn hint(self) -> &'static str {
        self.row().hint
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What went wrong, with all that the cloud said about it.
///
/// It never holds a secret, a token, a signature or a signed string, and it is cheap to clone.
#[derive(Clone, Debug)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    kind: ErrorKind,
    message: String,
    argument: Option<Cow<'static, str>>,
    hint: Option<Cow<'static, str>>,
    code: Option<String>,
    request_id: Option<String>,
    http_status: Option<u16>,
    recommend: Option<String>,
    retry_after: Option<Duration>,
    retry_at: Option<u64>,
    #[cfg(feature = "http")]
    nobody_asked: bool,
    #[cfg(any(feature = "node", feature = "python"))]
    call: Option<u32>,
}

/// The result of everything here that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of this kind. `message` must not hold a secret.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            argument: None,
            hint: None,
            code: None,
            request_id: None,
            http_status: None,
            recommend: None,
            retry_after: None,
            retry_at: None,
            #[cfg(feature = "http")]
            nobody_asked: false,
            #[cfg(any(feature = "node", feature = "python"))]
            call: None,
        }))
    }

    /// An [`ErrorKind::InvalidArgument`] that names the argument and the rule that it breaks.
    pub fn invalid(argument: impl Into<Cow<'static, str>>, rule: impl Into<String>) -> Self {
        let mut error = Self::new(ErrorKind::InvalidArgument, rule);
        error.0.argument = Some(argument.into());
        error
    }

    /// The kind: what programs should look at.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What happened, in words. The cloud's own message where there is one.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The argument or setting at fault, for [`ErrorKind::InvalidArgument`].
    pub fn argument(&self) -> Option<&str> {
        self.0.argument.as_deref()
    }

    /// The cloud's error code, such as `InvalidAccessKeyId.NotFound` or `40020503`.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The cloud's id of the failed request.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The HTTP status of the answer, if one came.
    pub fn http_status(&self) -> Option<u16> {
        self.0.http_status
    }

    /// The page that the cloud recommends for this error (`Recommend`).
    pub fn recommend(&self) -> Option<&str> {
        self.0.recommend.as_deref()
    }

    /// How long the cloud asked to wait before the next call.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// When a [`TokenCache`](crate::TokenCache) will ask the cloud again, in absolute Unix seconds: until then it
    /// answers with this error at once.
    pub fn retry_at(&self) -> Option<u64> {
        self.0.retry_at
    }

    /// Can the same call succeed later without a change on the caller's side?
    pub fn is_retryable(&self) -> bool {
        self.0.kind.is_retryable()
    }

    /// What a person can do about it: one or two sentences.
    pub fn hint(&self) -> &str {
        self.0.hint.as_deref().unwrap_or(self.0.kind.hint())
    }
}

/// Between a source and its cache.
#[cfg(feature = "http")]
impl Error {
    /// Nobody was asked: whoever owns the source is ending. The cache tells it to those who wait and remembers nothing of
    /// it, because it says nothing about the cloud.
    #[cfg(any(feature = "node", feature = "python", test))]
    pub(crate) fn with_nobody_asked(mut self) -> Self {
        self.0.nobody_asked = true;
        self
    }

    pub(crate) fn is_nobody_asked(&self) -> bool {
        self.0.nobody_asked
    }
}

/// Between a source and its caller, in this process alone.
#[cfg(any(feature = "node", feature = "python"))]
impl Error {
    /// With the number of the call that has failed.
    pub(crate) fn with_call(mut self, call: Option<u32>) -> Self {
        self.0.call = call;
        self
    }

    pub(crate) fn call(&self) -> Option<u32> {
        self.0.call
    }
}

/// What is known besides the message. For sources and transports of your own, too.
impl Error {
    /// With advice for a person, in place of the kind's own.
    pub fn with_hint(mut self, hint: impl Into<Cow<'static, str>>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// With the cloud's error code.
    pub fn with_code(mut self, code: Option<String>) -> Self {
        self.0.code = code;
        self
    }

    /// With the cloud's id of the request.
    pub fn with_request_id(mut self, request_id: Option<String>) -> Self {
        self.0.request_id = request_id;
        self
    }

    /// With the HTTP status of the answer.
    pub fn with_http_status(mut self, http_status: u16) -> Self {
        self.0.http_status = Some(http_status);
        self
    }

    /// With the page that the cloud recommends.
    pub fn with_recommend(mut self, recommend: Option<String>) -> Self {
        self.0.recommend = recommend;
        self
    }

    /// With the time that the cloud asks to wait.
    pub fn with_retry_after(mut self, retry_after: Option<Duration>) -> Self {
        self.0.retry_after = retry_after;
        self
    }

    /// With the time (absolute Unix seconds) before which the cloud is not asked again.
    pub fn with_retry_at(mut self, retry_at: u64) -> Self {
        self.0.retry_at = Some(retry_at);
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.argument {
            Some(argument) => write!(f, "{argument}: {}", self.0.message)?,
            None => f.write_str(&self.0.message)?,
        }
        let details = [
            self.0.code.as_ref().map(|code| format!("code {code}")),
            self.0.http_status.map(|status| format!("HTTP {status}")),
            self.0.request_id.as_ref().map(|id| format!("request {id}")),
        ];
        let details: Vec<_> = details.into_iter().flatten().collect();
        if !details.is_empty() {
            write!(f, " ({})", details.join(", "))?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_complete_and_in_order() {
        for (index, row) in TABLE.iter().enumerate() {
            assert_eq!(row.kind.number() as usize, index + 1, "{}", row.name);
            assert!(row.hint.ends_with('.'), "{}", row.name);
            assert_eq!(ErrorKind::from_number(row.kind.number()), Some(row.kind));
            assert_eq!(ErrorKind::from_name(row.name), Some(row.kind));
        }
        let mut names: Vec<_> = ErrorKind::all().map(ErrorKind::name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TABLE.len());
        assert_eq!(TABLE.last().unwrap().kind, ErrorKind::Internal, "last added");
    }

    #[test]
    fn display_names_the_argument() {
        let error = Error::invalid("app_id", "must be 32 hexadecimal characters, has 3");
        assert_eq!(error.to_string(), "app_id: must be 32 hexadecimal characters, has 3");
    }

    #[test]
    fn display_names_code_status_and_request() {
        let error = Error::new(ErrorKind::Throttled, "Request was denied due to user flow control.")
            .with_code(Some("Throttling.User".into()))
            .with_http_status(400)
            .with_request_id(Some("F5".into()));
        assert_eq!(
            error.to_string(),
            "Request was denied due to user flow control. (code Throttling.User, HTTP 400, request F5)"
        );
        assert!(error.is_retryable());
    }
}
