//! The access token of Intelligent Speech Interaction (NLS): `CreateToken`.

use std::sync::Arc;

use serde_json::Value;
use url::Url;

use super::{acs3, codes, roa, rpc};
use crate::clock::{Clock, SystemClock};
use crate::credentials;
use crate::error::{Error, ErrorKind, Result};
use crate::http::{self, Answer, Client, Method, Request, Transport};
use crate::secret::Secret;
use crate::token::Token;

/// An endpoint of `CreateToken`: where it is and which API version it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// The region id, which is also the `RegionId` parameter.
    pub region: &'static str,
    /// The API version.
    pub version: &'static str,
    /// The host name.
    pub domain: &'static str,
}

/// The documented endpoints. The first of a region is its default.
///
/// Alibaba's documents name two for `ap-southeast-1`: `nlsmeta` with 2019-07-17 (the Java
/// samples and the newest international document) and `nls-meta` with 2019-02-28 (the samples
/// for other languages). Ask for the second by its version.
pub const PRESETS: &[Preset] = &[
    Preset { region: "cn-shanghai", version: "2019-02-28", domain: "nls-meta.cn-shanghai.aliyuncs.com" },
    Preset { region: "cn-shanghai", version: "2018-05-18", domain: "nls-meta.cn-shanghai.aliyuncs.com" },
    Preset { region: "ap-southeast-1", version: "2019-07-17", domain: "nlsmeta.ap-southeast-1.aliyuncs.com" },
    Preset {
        region: "ap-southeast-1",
        version: "2019-02-28",
        domain: "nls-meta.ap-southeast-1.aliyuncs.com",
    },
];

/// The API version that takes ROA requests.
const ROA_VERSION: &str = "2018-05-18";
/// Base64 of the MD5 of nothing: our bodies are empty where this header is signed.
const EMPTY_MD5: &str = "1B2M2Y8AsgTpgAmY7PhCfg==";

/// How a request is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Signature {
    /// RPC style with HMAC-SHA1, as the NLS documents describe it.
    #[default]
    Rpc,
    /// ROA style with HMAC-SHA1, for the API version 2018-05-18.
    Roa,
    /// ACS3-HMAC-SHA256, as Alibaba's newest clients do it.
    Acs3,
}

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

    fn ask(&self, now: u64) -> Result<(Answer, String)> {
        let nonce = nonce()?;
        let (request, signed) = self.request(now, &nonce)?;
        Ok((http::send_and_read(&*self.transport, &request)?, signed))
    }

    /// The request at the Unix second `now`, signed, and the string that was signed.
    /// For those who send it themselves. A request may be sent once: the cloud
    /// remembers the nonce for 15 minutes.
    pub fn request(&self, now: u64, nonce: &str) -> Result<(Request, String)> {
        self.check()?;
        let target = self.target()?;
        match self.signature {
            Signature::Rpc => self.rpc_request(&target, now, nonce),
            Signature::Roa => self.roa_request(&target, now, nonce),
            Signature::Acs3 => self.acs3_request(&target, now, nonce),
        }
    }

    fn check(&self) -> Result<()> {
        credentials::check("access_key_id", &self.access_key_id, "ALIYUN_AK_ID")?;
        credentials::check("access_key_secret", self.access_key_secret.expose(), "ALIYUN_AK_SECRET")?;
        if let Some(token) = &self.security_token {
            credentials::check("security_token", token.expose(), "ALIBABA_CLOUD_SECURITY_TOKEN")?;
        }
        let names = [
            ("region", Some(&self.region)),
            ("version", self.version.as_ref()),
            ("action", Some(&self.action)),
        ];
        for (name, value) in names {
            let is_name = |text: &String| {
                !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
            };
            if !value.is_none_or(is_name) {
                return Err(Error::invalid(name, "must be letters, digits, '-', '_' and '.', and not empty"));
            }
        }
        if self
            .resource_path
            .as_ref()
            .is_some_and(|path| !path.starts_with('/') || path.contains(['?', '#', ' ']))
        {
            return Err(Error::invalid("resource_path", "must begin with / and hold no ?, # or space"));
        }
        if self.signature == Signature::Roa
            && self.version.as_deref().is_some_and(|version| version != ROA_VERSION)
        {
            return Err(Error::invalid("version", format!("the ROA signature is for {ROA_VERSION} only")));
        }
        Ok(())
    }

    fn target(&self) -> Result<Target> {
        let wanted = match self.signature {
            Signature::Roa => Some(ROA_VERSION),
            _ => self.version.as_deref(),
        };
        let preset = PRESETS.iter().find(|preset| {
            preset.region == self.region && wanted.is_none_or(|version| version == preset.version)
        });
        let version = wanted.or(preset.map(|preset| preset.version)).unwrap_or(PRESETS[0].version);
        let endpoint = match (&self.endpoint, preset) {
            (Some(endpoint), _) => endpoint,
            (None, Some(preset)) => preset.domain,
            (None, None) => return Err(self.no_such_preset()),
        };
        let default_path = match version {
            ROA_VERSION => "/pop/2018-05-18/tokens",
            _ => "/",
        };
        let path = self.resource_path.as_deref().unwrap_or(default_path);
        Ok(Target { url: http::resolve(endpoint, path)?, version: version.to_owned() })
    }

    fn no_such_preset(&self) -> Error {
        let known: Vec<_> =
            PRESETS.iter().map(|preset| format!("{} with {}", preset.region, preset.version)).collect();
        let rule = format!(
            "no endpoint is known for {}{}; known are {}; for another one set the domain as well",
            self.region,
            self.version.as_ref().map_or(String::new(), |version| format!(" with {version}")),
            known.join(", ")
        );
        let region_known = PRESETS.iter().any(|preset| preset.region == self.region);
        Error::invalid(if region_known { "version" } else { "region" }, rule)
    }

    fn rpc_request(&self, target: &Target, now: u64, nonce: &str) -> Result<(Request, String)> {
        let timestamp = iso_time(now)?;
        let mut params = vec![
            ("AccessKeyId", self.access_key_id.as_str()),
            ("Action", &self.action),
            ("Format", "JSON"),
            ("RegionId", &self.region),
            ("SignatureMethod", "HMAC-SHA1"),
            ("SignatureNonce", nonce),
            ("SignatureVersion", "1.0"),
            ("Timestamp", &timestamp),
            ("Version", &target.version),
        ];
        if let Some(token) = &self.security_token {
            params.push(("SecurityToken", token.expose()));
        }
        let query = rpc::canonicalized_query(&params);
        let signed = rpc::string_to_sign(self.method.as_str(), &query);
        let signature = rpc::percent_encode(&rpc::sign(&signed, self.access_key_secret.expose()));
        let query = format!("{query}&Signature={signature}");
        let mut request = Request {
            method: self.method,
            url: target.url.to_string(),
            headers: vec![("accept", "application/json".into())],
            body: Vec::new(),
        };
        match self.method {
            Method::Get => request.url = format!("{}?{query}", request.url),
            Method::Post => {
                request.headers.push(("content-type", "application/x-www-form-urlencoded".into()));
                request.body = query.into_bytes();
            }
        }
        Ok((request, signed))
    }

    fn roa_request(&self, target: &Target, now: u64, nonce: &str) -> Result<(Request, String)> {
        let date = http_time(now)?;
        let mut acs_headers = vec![
            ("x-acs-signature-method", "HMAC-SHA1"),
            ("x-acs-signature-nonce", nonce),
            ("x-acs-signature-version", "1.0"),
            ("x-acs-version", &target.version),
        ];
        if let Some(token) = &self.security_token {
            acs_headers.push(("x-acs-security-token", token.expose()));
        }
        let parts = roa::Parts {
            method: "POST",
            accept: "application/json",
            content_md5: EMPTY_MD5,
            content_type: "application/octet-stream;charset=utf-8",
            date: &date,
            acs_headers: &acs_headers,
            resource: target.url.path(),
        };
        let signed = roa::string_to_sign(&parts);
        let authorization = roa::authorization(&self.access_key_id, self.access_key_secret.expose(), &signed);
        let mut headers = vec![
            ("accept", parts.accept),
            ("content-md5", parts.content_md5),
            ("content-type", parts.content_type),
            ("date", &date),
            ("authorization", &authorization),
        ];
        headers.extend(&acs_headers);
        Ok((post(target, headers), signed))
    }

    fn acs3_request(&self, target: &Target, now: u64, nonce: &str) -> Result<(Request, String)> {
        let (date, body_hash) = (iso_time(now)?, acs3::sha256_hex(b""));
        let mut acs_headers = vec![
            ("x-acs-action", self.action.as_str()),
            ("x-acs-content-sha256", &body_hash),
            ("x-acs-date", &date),
            ("x-acs-signature-nonce", nonce),
            ("x-acs-version", &target.version),
        ];
        if let Some(token) = &self.security_token {
            acs_headers.extend([
                ("x-acs-accesskey-id", &*self.access_key_id),
                ("x-acs-security-token", token.expose()),
            ]);
        }
        // Only what no proxy rewrites is signed.
        let mut signed_headers = acs_headers.clone();
        signed_headers.push(("host", http::host_header(&target.url)));
        let (canonical, names) =
            acs3::canonical_request("POST", target.url.path(), "", &signed_headers, &body_hash);
        let signed = acs3::string_to_sign(&canonical);
        let authorization =
            acs3::authorization(&self.access_key_id, self.access_key_secret.expose(), &names, &signed);
        let mut headers = vec![("accept", "application/json"), ("authorization", &authorization)];
        headers.extend(acs_headers);
        Ok((post(target, headers), signed))
    }

    fn read(&self, answer: &Answer, signed: &str) -> Result<Token> {
        let token = answer.fields.get("Token");
        let failed =
            !answer.is_success() || answer.text("Code").is_some() || token.is_none_or(Value::is_null);
        if failed {
            return Err(self.failure(answer, signed));
        }
        let field = |name: &str| token.and_then(|token| token.get(name));
        let value = http::token_text(field("Id"))
            .ok_or_else(|| answer.bad("the answer is a success but holds no token id"))?;
        let expires_at = http::expiry(field("ExpireTime"))
            .map_err(|problem| answer.bad(format!("the token {problem}")))?;
        Ok(Token {
            user_id: field("UserId").and_then(Value::as_str).map(|text| self.clean(text)),
            request_id: answer.text("RequestId").map(|text| self.clean(&text)),
            nls_request_id: answer.text("NlsRequestId").map(|text| self.clean(&text)),
            ..Token::new(value, expires_at)
        })
    }

    fn failure(&self, answer: &Answer, signed: &str) -> Error {
        let text = |names: [&str; 2]| names.into_iter().find_map(|name| answer.text(name));
        let code = text(["Code", "ErrCode"]).filter(|code| code != "0" && code != "200");
        let message = text(["Message", "ErrMsg"]);
        let (kind, hint) = match code.as_deref().map(codes::look_up) {
            Some(Some((kind, hint))) => (Some(kind), hint),
            // An unknown code in a 2xx answer is a refusal; otherwise the status may say more.
            Some(None) => (None, None),
            None if answer.is_success() => (Some(ErrorKind::BadResponse), None),
            None => (None, None),
        };
        let hint = match (kind, &message) {
            (Some(ErrorKind::Signature), Some(message)) => compare(message, signed).or(hint),
            _ => hint,
        };
        let message = message.map(|message| self.clean(&message)).filter(|message| !message.is_empty());
        let message = message.unwrap_or_else(|| {
            let what = if code.is_some() { "an error without a message" } else { "no token and no error" };
            format!("the cloud answered {what}")
        });
        let mut error = answer
            .error(kind, message)
            .with_code(code.map(|code| self.clean(&code)))
            .with_request_id(text(["RequestId", "NlsRequestId"]).map(|id| self.clean(&id)))
            .with_recommend(answer.text("Recommend").map(|url| self.clean(&url.replace("&amp;", "&"))));
        if let Some(hint) = hint {
            error = error.with_hint(hint);
        }
        error
    }

    /// Without the string to sign that the gateway echoes, and without anything secret.
    fn clean(&self, words: &str) -> String {
        let words = echo(words).map_or(words, |(before, _)| before);
        let mut secrets = vec![&self.access_key_secret];
        secrets.extend(&self.security_token);
        http::clean(words, &secrets)
    }
}

struct Target {
    url: Url,
    version: String,
}

fn post(target: &Target, headers: Vec<(&'static str, &str)>) -> Request {
    Request {
        method: Method::Post,
        url: target.url.to_string(),
        headers: headers.into_iter().map(|(name, value)| (name, value.to_owned())).collect(),
        body: Vec::new(),
    }
}

/// Splits a message of the gateway at the echo of the string to sign: before it, and the echo.
fn echo(message: &str) -> Option<(&str, &str)> {
    const MARKS: [&str; 4] = ["string to sign is", "stringtosign", "string-to-sign", "string to sign"];
    let lower = message.to_ascii_lowercase();
    let (at, mark) = MARKS.iter().filter_map(|mark| Some((lower.find(mark)?, mark))).min()?;
    let before = message[..at].trim_end();
    let before = before.strip_suffix("server").map_or(before, str::trim_end);
    Some((before, message[at + mark.len()..].trim_start_matches([':', ' ']).trim_end()))
}

/// Whether the secret is wrong (the gateway signed the same string) or the request was changed.
fn compare(message: &str, signed: &str) -> Option<&'static str> {
    let (_, theirs) = echo(message).filter(|(_, theirs)| !theirs.is_empty())?;
    Some(if theirs.starts_with(signed) {
        "The access key secret is wrong: the cloud signed the same request and got another result."
    } else {
        "The request was changed on its way (by a proxy?); if nothing is in between, please report this as a bug in this library."
    })
}

/// `YYYY-MM-DDThh:mm:ssZ`, without a fraction, which the gateway would refuse.
fn iso_time(now: u64) -> Result<String> {
    Ok(time(now)?.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// The date of HTTP (RFC 9110).
fn http_time(now: u64) -> Result<String> {
    jiff::fmt::rfc2822::DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&time(now)?)
        .map_err(|_| Error::new(ErrorKind::Clock, "this machine's clock is out of range"))
}

fn time(now: u64) -> Result<jiff::Timestamp> {
    i64::try_from(now)
        .ok()
        .and_then(|secs| jiff::Timestamp::from_second(secs).ok())
        .ok_or_else(|| Error::new(ErrorKind::Clock, "this machine's clock is out of range"))
}

/// 128 random bits from the operating system, in hexadecimal.
fn nonce() -> Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| Error::new(ErrorKind::Internal, format!("no random numbers: {error}")))?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}
