//! Baidu AIOB (intelligent outbound calls): `getToken` version 2.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::Value;

use crate::clock::{Clock, SystemClock};
use crate::credentials;
use crate::error::{Error, ErrorKind, Result};
use crate::http::{self, Answer, Client, Method, Request, Transport};
use crate::secret::Secret;
use crate::source::{Scope, TokenSource};
use crate::token::Token;
use crate::token_object::token_object;

/// The documented URL.
pub const ENDPOINT: &str = "https://aiob-open.baidu.com/api/v2/getToken";

/// Asks for an AIOB access token and keeps the last one.
///
/// ```no_run
/// # fn main() -> Result<(), voxtoken::Error> {
/// use voxtoken::baidu::AiobToken;
///
/// let mut token = AiobToken::new("access key", "secret key");
/// token.apply()?;
/// println!("{} until {}", token.token(), token.expire_time());
/// # Ok(())
/// # }
/// ```
///
/// The cloud gives a life in minutes (30 days unless agreed otherwise); here it is an absolute
/// time, counted from the cloud's own clock. The answer repeats both keys; they are dropped.
/// The token goes into the `Authorization` header of AIOB's other interfaces as it is, without `Bearer`.
#[derive(Clone)]
pub struct AiobToken {
    access_key: String,
    secret_key: Secret,
    endpoint: String,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    last: Option<Token>,
}

impl std::fmt::Debug for AiobToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AiobToken")
            .field("endpoint", &self.endpoint)
            .field("last", &self.last)
            .finish_non_exhaustive()
    }
}

impl AiobToken {
    /// The environment variables of access key and secret key.
    pub const ENVIRONMENT: [[&str; 2]; 1] = [["BAIDU_AIOB_ACCESS_KEY", "BAIDU_AIOB_SECRET_KEY"]];

    /// With an access key and a secret key of AIOB's API configuration page.
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<Secret>) -> Self {
        Self {
            access_key: access_key.into(),
            secret_key: secret_key.into(),
            endpoint: ENDPOINT.into(),
            transport: Arc::new(Client::new()),
            clock: Arc::new(SystemClock),
            last: None,
        }
    }

    /// With the keys from `BAIDU_AIOB_ACCESS_KEY` and `BAIDU_AIOB_SECRET_KEY`.
    pub fn from_env() -> Result<Self> {
        Self::from_vars(credentials::env_var)
    }

    pub(crate) fn from_vars(var: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let (_, [access_key, secret_key]) = credentials::from_env(&Self::ENVIRONMENT, var)?;
        Ok(Self::new(access_key.expose(), secret_key))
    }

    /// A host name or URL, instead of [`ENDPOINT`]; a path in it replaces `/api/v2/getToken`.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = url.into();
        self
    }

    /// Where the time comes from when the answer does not tell it.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Asks for a token and gives it without keeping it.
    pub fn fetch(&self) -> Result<Token> {
        http::logged("AIOB", || {
            let deadline = Instant::now() + self.transport.timeout();
            self.read(&http::ask(&*self.transport, &self.request()?, deadline)?)
        })
    }

    /// The request, for those who send it themselves or want to check the settings: nothing is
    /// sent. It holds the secret key in clear.
    pub fn request(&self) -> Result<Request> {
        credentials::check("access_key", &self.access_key, "BAIDU_AIOB_ACCESS_KEY")?;
        credentials::check("secret_key", self.secret_key.expose(), "BAIDU_AIOB_SECRET_KEY")?;
        let url = http::resolve(&self.endpoint, "/api/v2/getToken")?;
        let keys = Keys { access_key: &self.access_key, secret_key: self.secret_key.expose() };
        Ok(Request {
            method: Method::Post,
            url: url.into(),
            headers: vec![("accept", "application/json".into()), ("content-type", "application/json".into())],
            body: serde_json::to_vec(&keys).expect("texts can be written as JSON"),
        })
    }

    fn read(&self, answer: &Answer) -> Result<Token> {
        let code = answer.text("code");
        if !answer.is_success() || code.as_deref() != Some("200") {
            return Err(self.failure(answer, code));
        }
        // An older edition of the document has an array of one here.
        let data = match answer.fields.get("data") {
            Some(Value::Array(items)) => items.first(),
            data => data,
        };
        let field = |name: &str| data.and_then(|data| data.get(name));
        let minutes = field("expiresTime")
            .and_then(|value| value.as_u64().or_else(|| value.as_str()?.parse().ok()))
            .filter(|minutes| (1..=u32::MAX.into()).contains(minutes))
            .ok_or_else(|| "has no expiresTime in minutes".to_owned());
        let time = answer.fields.get("time").and_then(Value::as_u64).map(|millis| millis / 1000);
        let issued = time.or(answer.server_time()).unwrap_or_else(|| self.clock.now());
        let token =
            answer.token(field("accessToken"), minutes.map(|minutes| issued.saturating_add(minutes * 60)))?;
        Ok(Token {
            user_id: field("accountId").and_then(Value::as_str).map(|id| self.clean(id)),
            server_time: time.or(token.server_time),
            ..token
        })
    }

    /// AIOB documents no table of codes: 200 is success, all else "see msg".
    fn failure(&self, answer: &Answer, code: Option<String>) -> Error {
        let kind = match code.as_deref() {
            Some("401") => Some(ErrorKind::Credentials),
            Some("403") => Some(ErrorKind::Permission),
            Some("429") => Some(ErrorKind::Throttled),
            Some("500" | "502" | "503" | "504") => Some(ErrorKind::Unavailable),
            None if answer.is_success() => Some(ErrorKind::BadResponse),
            _ => None,
        };
        let message = answer.text("msg").map(|msg| self.clean(&msg)).filter(|msg| !msg.is_empty());
        let error = answer
            .error(kind, message.unwrap_or_else(|| "the cloud answered no token and no message".into()))
            .with_code(code.map(|code| self.clean(&code)));
        match error.kind() {
            ErrorKind::Credentials => error.with_hint(WRONG_KEY),
            _ => error,
        }
    }

    fn clean(&self, words: &str) -> String {
        http::clean(words, &[self.secret_key.expose()])
    }
}

/// The body of the request. Borrowed, so that no copy of the secret is left behind.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Keys<'a> {
    access_key: &'a str,
    secret_key: &'a str,
}

token_object!(AiobToken);

impl TokenSource for AiobToken {
    fn fetch(&self) -> Result<Token> {
        self.fetch()
    }

    fn scope(&self) -> Result<Scope> {
        let request = self.request()?;
        Ok(Scope::new("aiob").with("url", request.url).with("account", &self.access_key))
    }

    fn timeout(&self) -> Duration {
        self.transport.timeout()
    }

    fn secret(&self) -> Option<Secret> {
        Some(self.secret_key.clone())
    }
}

const WRONG_KEY: &str = "Check the access key and the secret key on AIOB's page for the API configuration: they may be wrong or deleted.";
