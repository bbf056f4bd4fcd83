//! What the three sources are made of. What is absent has the core's own default.

use std::ffi::OsString;
use std::sync::LazyLock;
use std::time::Duration;

use napi_derive::napi;

use super::address::Address;
use super::environment::Environment;

use crate::aliyun::nls::Signature;
use crate::aliyun::{DashToken, NlsToken};
use crate::baidu::AiobToken;
use crate::http::{Client, Method, Runtime, runtime};
use crate::{Error, Result};

/// Made when the module is loaded, because that reads the environment.
pub static RUNTIME: LazyLock<Runtime> = LazyLock::new(runtime);

/// A source of the core, and what asks for it.
pub struct Source<S> {
    pub source: S,
    client: Client,
    url: String,
}

impl<S> Source<S> {
    /// The client with what `process.env` says now. Neither this thread nor the one that asks may read the environment by
    /// itself: another thread of JavaScript may change it meanwhile.
    pub fn client(&self, environment: &Environment) -> Client {
        let var = |name: &str| environment.get(name).map(OsString::from);
        self.client.clone().settle(&self.url, var, RUNTIME.clone())
    }
}

/// How to ask.
#[napi(object, object_to_js = false)]
#[derive(Default)]
pub struct ClientSettings {
    /// Milliseconds.
    pub connect_timeout: Option<u32>,
    /// Milliseconds.
    pub timeout: Option<u32>,
    pub max_response_bytes: Option<u32>,
    pub allow_http: Option<bool>,
    pub root_certificates: Option<String>,
}

impl ClientSettings {
    fn client(self) -> Result<Client> {
        let mut client = Client::new();
        if let Some(limit) = self.connect_timeout {
            client = client.connect_timeout(Duration::from_millis(limit.into()));
        }
        if let Some(limit) = self.timeout {
            client = client.timeout(Duration::from_millis(limit.into()));
        }
        if let Some(limit) = self.max_response_bytes {
            client = client.max_response_bytes(limit as usize);
        }
        if self.allow_http == Some(true) {
            client = client.allow_http();
        }
        match self.root_certificates {
            Some(pem) => client.root_certificates(pem.as_bytes()),
            None => Ok(client),
        }
    }
}

/// An NLS token's.
#[napi(object, object_to_js = false)]
pub struct NlsSettings {
    /// Both keys or none; none takes those of the environment.
    pub access_key_id: Option<String>,
    pub access_key_secret: Option<String>,
    pub security_token: Option<String>,
    pub region: Option<String>,
    pub version: Option<String>,
    pub endpoint: Option<String>,
    pub resource_path: Option<String>,
    pub action: Option<String>,
    /// `rpc`, `roa` or `acs3`.
    pub signature: Option<String>,
    /// `GET` or `POST`.
    pub method: Option<String>,
    pub client: Option<ClientSettings>,
}

impl NlsSettings {
    pub fn source(self, environment: &Environment) -> Result<Source<NlsToken>> {
        let mut source = match (self.access_key_id, self.access_key_secret) {
            (Some(id), Some(secret)) => NlsToken::new(id, secret),
            (None, None) => NlsToken::from_vars(|name| environment.get(name))?,
            (Some(_), None) => return Err(missing("access_key_secret", "accessKeyId")),
            (None, Some(_)) => return Err(missing("access_key_id", "accessKeySecret")),
        };
        source = set(source, self.security_token, NlsToken::security_token);
        source = set(source, self.region, NlsToken::region);
        source = set(source, self.version, NlsToken::version);
        source = set(source, self.resource_path, NlsToken::resource_path);
        source = set(source, self.action, NlsToken::action);
        source = match self.signature.as_deref() {
            None => source,
            Some("rpc") => source.signature(Signature::Rpc),
            Some("roa") => source.signature(Signature::Roa),
            Some("acs3") => source.signature(Signature::Acs3),
            Some(_) => return Err(Error::invalid("signature", "must be rpc, roa or acs3")),
        };
        source = match self.method.as_deref() {
            None => source,
            Some("GET") => source.method(Method::Get),
            Some("POST") => source.method(Method::Post),
            Some(_) => return Err(Error::invalid("method", "must be GET or POST")),
        };
        let client = self.client.unwrap_or_default().client()?;
        let address = Address::find(self.endpoint, environment, "VOXTOKEN_NLS_ENDPOINT");
        let source = set(source, address.url.clone(), NlsToken::endpoint);
        let url = address.check(source.request(0, "nonce").map(|signed| signed.request))?;
        Ok(Source { source, client, url })
    }
}

/// A DashScope token's.
#[napi(object, object_to_js = false)]
pub struct DashSettings {
    /// None takes that of the environment.
    pub api_key: Option<String>,
    /// Seconds.
    pub expire_in_secs: Option<u32>,
    pub region: Option<String>,
    pub endpoint: Option<String>,
    pub client: Option<ClientSettings>,
}

impl DashSettings {
    pub fn source(self, environment: &Environment) -> Result<Source<DashToken>> {
        let mut source = match self.api_key {
            Some(key) => DashToken::new(key),
            None => DashToken::from_vars(|name| environment.get(name))?,
        };
        source = set(source, self.expire_in_secs, DashToken::expire_in_secs);
        source = set(source, self.region, DashToken::region);
        let client = self.client.unwrap_or_default().client()?;
        let address = Address::find(self.endpoint, environment, "VOXTOKEN_DASHSCOPE_ENDPOINT");
        let source = set(source, address.url.clone(), DashToken::endpoint);
        let url = address.check(source.request())?;
        Ok(Source { source, client, url })
    }
}

/// An AIOB token's.
#[napi(object, object_to_js = false)]
pub struct AiobSettings {
    /// Both keys or none; none takes those of the environment.
    pub access_key: Option<String>,
    pub secret_key: Option<String>,
    pub endpoint: Option<String>,
    pub client: Option<ClientSettings>,
}

impl AiobSettings {
    pub fn source(self, environment: &Environment) -> Result<Source<AiobToken>> {
        let source = match (self.access_key, self.secret_key) {
            (Some(access), Some(secret)) => AiobToken::new(access, secret),
            (None, None) => AiobToken::from_vars(|name| environment.get(name))?,
            (Some(_), None) => return Err(missing("secret_key", "accessKey")),
            (None, Some(_)) => return Err(missing("access_key", "secretKey")),
        };
        let client = self.client.unwrap_or_default().client()?;
        let address = Address::find(self.endpoint, environment, "VOXTOKEN_AIOB_ENDPOINT");
        let source = set(source, address.url.clone(), AiobToken::endpoint);
        let url = address.check(source.request())?;
        Ok(Source { source, client, url })
    }
}

fn set<S, T>(source: S, value: Option<T>, setter: impl FnOnce(S, T) -> S) -> S {
    match value {
        Some(value) => setter(source, value),
        None => source,
    }
}

fn missing(argument: &'static str, other: &str) -> Error {
    Error::invalid(argument, format!("is missing, but {other} is given; pass both or neither"))
}
