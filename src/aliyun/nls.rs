//! The access token of Intelligent Speech Interaction (NLS): `CreateToken`.

mod answer;
mod request;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::time::{Duration, Instant};

pub use request::{PRESETS, Preset, Signature, SignedRequest};

use crate::clock::{Clock, SystemClock};
use crate::credentials;
use crate::error::{Error, ErrorKind, Result};
use crate::http::{self, Answer, Client, Method, Transport};
use crate::secret::Secret;
use crate::source::{Scope, TokenSource};
use crate::token::Token;
use crate::token_object::token_object;

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
/// wrong, a second one follows, signed with the cloud's time, within the same time limit. The
/// object and its clones remember the difference.
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
    /// The cloud's clock minus ours, in seconds, once it has said that ours is wrong.
    skew: Arc<AtomicI64>,
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
    /// The environment variables of key id and secret: the first complete pair counts.
    pub const ENVIRONMENT: [[&str; 2]; 2] = [
        ["ALIYUN_AK_ID", "ALIYUN_AK_SECRET"],
        ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
    ];

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
            skew: Arc::default(),
            last: None,
        }
    }

    /// With the key from the environment: `ALIYUN_AK_ID` and `ALIYUN_AK_SECRET`, else
    /// `ALIBABA_CLOUD_ACCESS_KEY_ID` and `ALIBABA_CLOUD_ACCESS_KEY_SECRET` together with
    /// `ALIBABA_CLOUD_SECURITY_TOKEN` when that is set.
    pub fn from_env() -> Result<Self> {
        Self::from_vars(credentials::env_var)
    }

    pub(crate) fn from_vars(var: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let (group, [id, secret]) = credentials::from_env(&Self::ENVIRONMENT, &var)?;
        let token = Self::new(id.expose(), secret);
        match var("ALIBABA_CLOUD_SECURITY_TOKEN").filter(|value| !value.trim().is_empty()) {
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

    /// Where the time comes from.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Asks for a token and gives it without keeping it.
    pub fn fetch(&self) -> Result<Token> {
        http::logged("NLS", || self.fetch_corrected())
    }

    /// Once more with the cloud's time, if the cloud says that ours is wrong.
    fn fetch_corrected(&self) -> Result<Token> {
        let deadline = Instant::now() + self.transport.timeout();
        let local = self.clock.now();
        let (answer, signed) = self.ask(local.saturating_add_signed(self.skew.load(Relaxed)), deadline)?;
        let error = match self.read(&answer, &signed) {
            Err(error) if error.kind() == ErrorKind::Clock => error,
            result => return result,
        };
        // The cloud says that our clock is wrong: once more with its own time, and a new nonce.
        let Some(server_time) = answer.server_time() else { return Err(error) };
        self.skew.store(server_time.wrapping_sub(local).cast_signed(), Relaxed);
        let (answer, signed) = self.ask(server_time, deadline)?;
        self.read(&answer, &signed)
    }

    /// The account of the last token (`UserId`).
    pub fn user_id(&self) -> Option<&str> {
        self.last.as_ref().and_then(Token::user_id)
    }

    fn ask(&self, now: u64, deadline: Instant) -> Result<(Answer, SignedRequest)> {
        let signed = self.request(now, &nonce()?)?;
        Ok((http::ask(&*self.transport, &signed.request, deadline)?, signed))
    }
}

token_object!(NlsToken);

impl TokenSource for NlsToken {
    fn fetch(&self) -> Result<Token> {
        self.fetch()
    }

    fn scope(&self) -> Result<Scope> {
        let target = self.checked_target()?;
        let scope = Scope::new("nls").with("endpoint", target.url).with("version", target.version);
        Ok(scope
            .with("region", &self.region)
            .with("action", &self.action)
            .with("account", &self.access_key_id))
    }

    fn timeout(&self) -> Duration {
        self.transport.timeout()
    }

    fn secret(&self) -> Option<Secret> {
        Some(self.access_key_secret.clone())
    }
}

/// A nonce for [`NlsToken::request`]: 128 random bits of the operating system, as 32 hexadecimal characters.
///
/// # Errors
///
/// An [`ErrorKind::Internal`] if the system gives no random numbers.
pub fn nonce() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| Error::new(ErrorKind::Internal, format!("no random numbers: {error}")))?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}
