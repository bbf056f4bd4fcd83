//! The access token of Intelligent Speech Interaction (NLS): `CreateToken`.

mod answer;
mod request;

use std::sync::Arc;

pub use request::{PRESETS, Preset, Signature, SignedRequest};

use crate::clock::{Clock, SystemClock};
use crate::credentials;
use crate::error::{Error, ErrorKind, Result};
use crate::http::{self, Answer, Client, Method, Transport};
use crate::secret::Secret;
use crate::token::Token;

/// Asks for an NLS access token and keeps the last one.
///
/// ```no_run
/// # fn main() -> Result<(), voxtoken::Error> {
/// use voxtoken::aliyun::NlsToken;
///
/// let mut token = NlsToken::new("access key id", "access key secret");
/// token.apply()?;
/// println!("{} until {}", token.token(), token.expire_time());
/// # Ok(())
/// # }
/// ```
///
/// Nothing is sent before [`NlsToken::apply`], [`NlsToken::fetch`] or one of their `async` forms,
/// and each of these sends one request. Only when the cloud says that this machine's clock is
/// wrong, a second one follows, signed with the cloud's time.
#[derive(Clone)]
pub struct NlsToken {
    access_key_id: String,
    access_key_secret: Secret,
    security_token: Option<Secret>,
    region: String,
    version: Option<String>,
    endpoint: Option<String>,
    resource_path: Option<String>,
    action: String,
    signature: Signature,
    method: Method,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    last: Option<Token>,
}

impl std::fmt::Debug for NlsToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NlsToken")
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .field("signature", &self.signature)
            .field("last", &self.last)
            .finish_non_exhaustive()
    }
}

impl NlsToken {
    /// With the access key of an Alibaba Cloud account or RAM user, for `cn-shanghai`.
    pub fn new(access_key_id: impl Into<String>, access_key_secret: impl Into<Secret>) -> Self {
        Self {
            access_key_id: access_key_id.into(),
            access_key_secret: access_key_secret.into(),
            security_token: None,
            region: PRESETS[0].region.into(),
            version: None,
            endpoint: None,
            resource_path: None,
            action: "CreateToken".into(),
            signature: Signature::default(),
            method: Method::Post,
            transport: Arc::new(Client::new()),
            clock: Arc::new(SystemClock),
            last: None,
        }
    }

    /// With the key from the environment: `ALIYUN_AK_ID` and `ALIYUN_AK_SECRET`, else
    /// `ALIBABA_CLOUD_ACCESS_KEY_ID` and `ALIBABA_CLOUD_ACCESS_KEY_SECRET` together with
    /// `ALIBABA_CLOUD_SECURITY_TOKEN` when that is set.
    pub fn from_env() -> Result<Self> {
        let groups = [
            ["ALIYUN_AK_ID", "ALIYUN_AK_SECRET"],
            ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
        ];
        let (group, [id, secret]) = credentials::from_env(&groups, credentials::env_var)?;
        let token = Self::new(id.expose(), secret);
        match credentials::env_var("ALIBABA_CLOUD_SECURITY_TOKEN").filter(|value| !value.trim().is_empty()) {
            Some(security_token) if group == 1 => Ok(token.security_token(security_token.trim())),
            _ => Ok(token),
        }
    }

    /// The security token of temporary (STS) credentials.
    pub fn security_token(mut self, token: impl Into<Secret>) -> Self {
        self.security_token = Some(token.into());
        self
    }

    /// The region: chooses one of [`PRESETS`] and is sent as `RegionId`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = region.into();
        self
    }

    /// The API version, such as `2019-02-28`. The region's default unless set.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// The host name, instead of the region's own. Https is used.
    pub fn domain(self, domain: impl Into<String>) -> Self {
        self.endpoint(domain)
    }

    /// The URL to ask, instead of the region's own; for a stand-in such as the sandbox.
    /// A path in it replaces the resource path. Plain http is for loopback only, unless
    /// the transport allows it.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// The path of the request. Unless set it is `/`, or `/pop/2018-05-18/tokens` for that version.
    pub fn resource_path(mut self, path: impl Into<String>) -> Self {
        self.resource_path = Some(path.into());
        self
    }

    /// The action. `CreateToken` unless set.
    pub fn action(mut self, action: impl Into<String>) -> Self {
        self.action = action.into();
        self
    }

    /// How to sign. RPC unless set. [`Signature::Roa`] implies the version 2018-05-18.
    pub fn signature(mut self, signature: Signature) -> Self {
        self.signature = signature;
        self
    }

    /// GET or POST, for RPC requests. POST unless set: it keeps the signed parameters out of URLs.
    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// What sends the requests: a [`Client`] with other limits, or a transport of your own.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Arc::new(transport);
        self
    }

    /// Where the time comes from.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Asks for a token, keeps it and gives it. After a failure there is no token:
    /// an old one is never mistaken for a new one.
    pub fn apply(&mut self) -> Result<&Token> {
        self.last = None;
        let token = self.fetch()?;
        Ok(self.last.insert(token))
    }

    /// [`NlsToken::apply`] without blocking, on any executor. The request goes on to its end,
    /// and its result is lost, when the future is dropped.
    pub async fn apply_async(&mut self) -> Result<&Token> {
        self.last = None;
        let token = self.fetch_async().await?;
        Ok(self.last.insert(token))
    }

    /// Asks for a token and gives it without keeping it.
    pub fn fetch(&self) -> Result<Token> {
        let (answer, signed) = self.ask(self.clock.now())?;
        let error = match self.read(&answer, &signed) {
            Err(error) if error.kind() == ErrorKind::Clock => error,
            result => return result,
        };
        // The cloud says that our clock is wrong: once more with its own time, and a new nonce.
        let Some(server_time) = answer.server_time() else { return Err(error) };
        let (answer, signed) = self.ask(server_time)?;
        self.read(&answer, &signed)
    }

    /// [`NlsToken::fetch`] without blocking, on any executor.
    pub async fn fetch_async(&self) -> Result<Token> {
        let this = self.clone();
        http::detached(move || this.fetch()).await
    }

    /// The text of the last token, empty if there is none.
    pub fn token(&self) -> &str {
        self.last.as_ref().map_or("", Token::value)
    }

    /// When the last token expires: absolute Unix seconds, 0 if there is none.
    pub fn expire_time(&self) -> u64 {
        self.last.as_ref().map_or(0, Token::expires_at)
    }

    /// The account of the last token (`UserId`).
    pub fn user_id(&self) -> Option<&str> {
        self.last.as_ref().and_then(Token::user_id)
    }

    /// The last token with all that came with it.
    pub fn last(&self) -> Option<&Token> {
        self.last.as_ref()
    }

    fn ask(&self, now: u64) -> Result<(Answer, SignedRequest)> {
        let signed = self.request(now, &nonce()?)?;
        Ok((http::send_and_read(&*self.transport, &signed.request)?, signed))
    }
}

/// 128 random bits from the operating system, in hexadecimal.
fn nonce() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| Error::new(ErrorKind::Internal, format!("no random numbers: {error}")))?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}
