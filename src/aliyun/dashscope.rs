//! Temporary API keys of DashScope (Model Studio).

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::credentials;
use crate::error::{Error, ErrorKind, Result};
use crate::http::{self, Answer, Client, Method, Request, Transport};
use crate::secret::Secret;
use crate::source::{Scope, TokenSource};
use crate::token::Token;
use crate::token_object::token_object;

/// The hosts by region: the API key of one is not known in the other.
pub const HOSTS: &[(&str, &str)] =
    &[("cn-beijing", "dashscope.aliyuncs.com"), ("ap-southeast-1", "dashscope-intl.aliyuncs.com")];

/// The lifetimes that DashScope grants, in seconds.
const LIFETIME: std::ops::RangeInclusive<u32> = 1..=1800;

/// Asks for a temporary DashScope API key and keeps the last one.
///
/// ```no_run
/// # fn main() -> Result<(), voxtoken::Error> {
/// use voxtoken::aliyun::DashToken;
///
/// let mut token = DashToken::new("sk-…").expire_in_secs(300);
/// token.apply()?;
/// println!("{} until {}", token.token(), token.expire_time());
/// # Ok(())
/// # }
/// ```
///
/// A temporary key has all the rights of its parent key and cannot be revoked: ask for a short life.
#[derive(Clone)]
pub struct DashToken {
    api_key: Secret,
    expire_in_secs: u32,
    region: String,
    endpoint: Option<String>,
    transport: Arc<dyn Transport>,
    last: Option<Token>,
}

impl std::fmt::Debug for DashToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DashToken")
            .field("expire_in_secs", &self.expire_in_secs)
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .field("last", &self.last)
            .finish_non_exhaustive()
    }
}

impl DashToken {
    /// With an API key of Model Studio, for a life of 60 s, in `cn-beijing`.
    pub fn new(api_key: impl Into<Secret>) -> Self {
        Self {
            api_key: api_key.into(),
            expire_in_secs: 60,
            region: HOSTS[0].0.into(),
            endpoint: None,
            transport: Arc::new(Client::new()),
            last: None,
        }
    }

    /// With the API key from `DASHSCOPE_API_KEY`.
    pub fn from_env() -> Result<Self> {
        Self::from_vars(credentials::env_var)
    }

    pub(crate) fn from_vars(var: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let (_, [api_key]) = credentials::from_env(&[["DASHSCOPE_API_KEY"]], var)?;
        Ok(Self::new(api_key))
    }

    /// How long the temporary key shall live: 1 to 1800 seconds from now. 60 unless set.
    pub fn expire_in_secs(mut self, secs: u32) -> Self {
        self.expire_in_secs = secs;
        self
    }

    /// The region of the API key, one of [`HOSTS`].
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = region.into();
        self
    }

    /// A host name or URL, instead of the region's own; a path in it replaces `/api/v1/tokens`.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// Asks for a temporary key and gives it without keeping it.
    pub fn fetch(&self) -> Result<Token> {
        http::logged("DashScope", || {
            let deadline = Instant::now() + self.transport.timeout();
            self.read(&http::ask(&*self.transport, &self.request()?, deadline)?)
        })
    }

    /// The request, for those who send it themselves or want to check the settings: nothing is
    /// sent. It holds the API key in clear.
    pub fn request(&self) -> Result<Request> {
        credentials::check("api_key", self.api_key.expose(), "DASHSCOPE_API_KEY")?;
        if !LIFETIME.contains(&self.expire_in_secs) {
            return Err(Error::invalid(
                "expire_in_secs",
                format!("must be 1 to 1800 seconds, is {}", self.expire_in_secs),
            ));
        }
        let endpoint = match &self.endpoint {
            Some(endpoint) => endpoint,
            None => host_of(&self.region)?,
        };
        let url = http::resolve(endpoint, "/api/v1/tokens")?;
        Ok(Request {
            method: Method::Post,
            url: format!("{url}?expire_in_seconds={}", self.expire_in_secs),
            headers: vec![
                ("accept", "application/json".into()),
                ("authorization", format!("Bearer {}", self.api_key.expose())),
            ],
            body: Vec::new(),
        })
    }

    fn read(&self, answer: &Answer) -> Result<Token> {
        let clean = |words: String| http::clean(&words, &[self.api_key.expose()]);
        let code = answer.text("code");
        let request_id = answer.text("request_id").map(clean);
        if answer.is_success() && code.is_none() {
            let token = answer
                .token(answer.fields.get("token"), http::expiry(answer.fields.get("expires_at")))
                .map_err(|error| error.with_request_id(request_id.clone()))?;
            return Ok(Token { request_id, ..token });
        }
        let kind = code.as_deref().and_then(kind_of);
        let message = answer.text("message").map(clean).filter(|message| !message.is_empty());
        let message = message.unwrap_or_else(|| "the cloud answered an error without a message".into());
        let error = answer.error(kind, message).with_code(code.map(clean)).with_request_id(request_id);
        Err(match error.kind() {
            ErrorKind::Credentials => error.with_hint(WRONG_KEY),
            _ => error,
        })
    }
}

token_object!(DashToken);

impl TokenSource for DashToken {
    fn fetch(&self) -> Result<Token> {
        self.fetch()
    }

    fn scope(&self) -> Result<Scope> {
        let request = self.request()?;
        Ok(Scope::new("dashscope").with("url", request.url).with_secret("account", &self.api_key))
    }

    fn timeout(&self) -> Duration {
        self.transport.timeout()
    }

    fn secret(&self) -> Option<Secret> {
        Some(self.api_key.clone())
    }
}

const WRONG_KEY: &str = "Check the API key (sk-…): it may be wrong or deleted, or belong to the other region (Beijing, Singapore). An access key of Alibaba Cloud is not an API key.";

fn host_of(region: &str) -> Result<&'static str> {
    HOSTS.iter().find(|(name, _)| *name == region).map(|(_, host)| *host).ok_or_else(|| {
        let known: Vec<_> = HOSTS.iter().map(|(name, _)| *name).collect();
        Error::invalid("region", format!("no host is known for {region}; known are {}", known.join(", ")))
    })
}

/// The codes of Model Studio's error list that the HTTP status alone does not classify.
fn kind_of(code: &str) -> Option<ErrorKind> {
    match code {
        "InvalidApiKey" | "InvalidApiKey.NotFound" => Some(ErrorKind::Credentials),
        "InvalidParameter" | "InvalidURL" => Some(ErrorKind::Rejected),
        "Arrearage" => Some(ErrorKind::Account),
        "InternalError" | "SystemError" | "ServiceUnavailable" => Some(ErrorKind::Unavailable),
        _ if code == "Throttling" || code.starts_with("Throttling.") => Some(ErrorKind::Throttled),
        _ if code == "AccessDenied" || code.starts_with("AccessDenied.") => Some(ErrorKind::Permission),
        _ => None,
    }
}
