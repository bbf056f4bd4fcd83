//! Temporary API keys of DashScope (Model Studio).

use std::sync::Arc;

use crate::credentials;
use crate::error::{Error, ErrorKind, Result};
use crate::http::{self, Answer, Client, Method, Request, Transport};
use crate::secret::Secret;
use crate::token::Token;

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
        let (_, [api_key]) = credentials::from_env(&[["DASHSCOPE_API_KEY"]], credentials::env_var)?;
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

    /// What sends the requests: a [`Client`] with other limits, or a transport of your own.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Arc::new(transport);
        self
    }

    /// Asks for a temporary key, keeps it and gives it. After a failure there is none.
    pub fn apply(&mut self) -> Result<&Token> {
        self.last = None;
        let token = self.fetch()?;
        Ok(self.last.insert(token))
    }

    /// [`DashToken::apply`] without blocking, on any executor.
    pub async fn apply_async(&mut self) -> Result<&Token> {
        self.last = None;
        let token = self.fetch_async().await?;
        Ok(self.last.insert(token))
    }

    /// Asks for a temporary key and gives it without keeping it.
    pub fn fetch(&self) -> Result<Token> {
        self.read(&http::send_and_read(&*self.transport, &self.request()?)?)
    }

    /// [`DashToken::fetch`] without blocking, on any executor.
    pub async fn fetch_async(&self) -> Result<Token> {
        let this = self.clone();
        http::detached(move || this.fetch()).await
    }

    /// The text of the last temporary key, empty if there is none.
    pub fn token(&self) -> &str {
        self.last.as_ref().map_or("", Token::value)
    }

    /// When the last temporary key expires: absolute Unix seconds, 0 if there is none.
    pub fn expire_time(&self) -> u64 {
        self.last.as_ref().map_or(0, Token::expires_at)
    }

    /// The last temporary key with all that came with it.
    pub fn last(&self) -> Option<&Token> {
        self.last.as_ref()
    }

    fn request(&self) -> Result<Request> {
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
        if !answer.is_success() || code.is_some() {
            let message = answer.text("message").map(clean).filter(|message| !message.is_empty());
            return Err(answer
                .error(
                    code.as_deref().and_then(kind_of),
                    message.unwrap_or_else(|| "the cloud answered an error without a message".into()),
                )
                .with_code(code.map(clean))
                .with_request_id(answer.text("request_id").map(clean)));
        }
        let value = http::token_text(answer.fields.get("token"))
            .ok_or_else(|| answer.bad("the answer is a success but holds no token"))?;
        let expires_at = http::expiry(answer.fields.get("expires_at"))
            .map_err(|problem| answer.bad(format!("the token {problem}")))?;
        Ok(Token { request_id: answer.text("request_id").map(clean), ..Token::new(value, expires_at) })
    }
}

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
