//! From settings to a signed request.

use std::fmt;

use url::Url;

use super::NlsToken;
use crate::aliyun::{acs3, roa, rpc};
use crate::credentials;
use crate::error::{Error, ErrorKind, Result};
use crate::http::{self, Method, Request};

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

/// A request with its signature. `Debug` shows neither the signature nor what was signed.
#[derive(Clone)]
pub struct SignedRequest {
    /// What to send, once.
    pub request: Request,
    /// What was signed. Under STS it holds the security token.
    pub string_to_sign: String,
    /// The signature, as text.
    pub signature: String,
}

impl fmt::Debug for SignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signed{:?}", self.request)
    }
}

/// The API version that takes ROA requests.
const ROA_VERSION: &str = "2018-05-18";
/// Base64 of the MD5 of nothing: our bodies are empty where this header is signed.
const EMPTY_MD5: &str = "1B2M2Y8AsgTpgAmY7PhCfg==";

impl NlsToken {
    /// The request as signed at the Unix second `now`, for those who send it themselves.
    /// `nonce` is any printable ASCII text that is used once: the cloud remembers it for 15 minutes.
    pub fn request(&self, now: u64, nonce: &str) -> Result<SignedRequest> {
        if nonce.is_empty() || !nonce.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::invalid("nonce", "must be printable ASCII without spaces, and not empty"));
        }
        let target = self.checked_target()?;
        match self.signature {
            Signature::Rpc => self.rpc_request(&target, now, nonce),
            Signature::Roa => self.roa_request(&target, now, nonce),
            Signature::Acs3 => self.acs3_request(&target, now, nonce),
        }
    }

    /// Where the request goes, if the settings make sense.
    pub(super) fn checked_target(&self) -> Result<Target> {
        self.check()?;
        self.target()
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
            (None, None) => return Err(self.no_such_preset(wanted)),
        };
        let default_path = match version {
            ROA_VERSION => "/pop/2018-05-18/tokens",
            _ => "/",
        };
        let path = self.resource_path.as_deref().unwrap_or(default_path);
        Ok(Target { url: http::resolve(endpoint, path)?, version: version.to_owned() })
    }

    fn no_such_preset(&self, version: Option<&str>) -> Error {
        let known: Vec<_> =
            PRESETS.iter().map(|preset| format!("{} with {}", preset.region, preset.version)).collect();
        let rule = format!(
            "no endpoint is known for {}{}; known are {}; for another one give an endpoint or domain as well",
            self.region,
            version.map_or(String::new(), |version| format!(" with {version}")),
            known.join(", ")
        );
        let region_known = PRESETS.iter().any(|preset| preset.region == self.region);
        Error::invalid(if region_known { "version" } else { "region" }, rule)
    }

    fn rpc_request(&self, target: &Target, now: u64, nonce: &str) -> Result<SignedRequest> {
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
        let string_to_sign = rpc::string_to_sign(self.method.as_str(), &query);
        let signature = rpc::sign(&string_to_sign, self.access_key_secret.expose());
        let query = format!("{query}&Signature={}", rpc::percent_encode(&signature));
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
        Ok(SignedRequest { request, string_to_sign, signature })
    }

    fn roa_request(&self, target: &Target, now: u64, nonce: &str) -> Result<SignedRequest> {
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
        let string_to_sign = roa::string_to_sign(&parts);
        let signature = roa::sign(&string_to_sign, self.access_key_secret.expose());
        let authorization = roa::authorization(&self.access_key_id, &signature);
        let mut headers = vec![
            ("accept", parts.accept),
            ("content-md5", parts.content_md5),
            ("content-type", parts.content_type),
            ("date", &date),
            ("authorization", &authorization),
        ];
        headers.extend(&acs_headers);
        Ok(SignedRequest { request: post(target, headers), string_to_sign, signature })
    }

    fn acs3_request(&self, target: &Target, now: u64, nonce: &str) -> Result<SignedRequest> {
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
        let string_to_sign = acs3::string_to_sign(&canonical);
        let signature = acs3::sign(&string_to_sign, self.access_key_secret.expose());
        let authorization = acs3::authorization(&self.access_key_id, &names, &signature);
        let mut headers = vec![("accept", "application/json"), ("authorization", &authorization)];
        headers.extend(acs_headers);
        Ok(SignedRequest { request: post(target, headers), string_to_sign, signature })
    }
}

pub(super) struct Target {
    pub(super) url: Url,
    pub(super) version: String,
}

fn post(target: &Target, headers: Vec<(&'static str, &str)>) -> Request {
    Request {
        method: Method::Post,
        url: target.url.to_string(),
        headers: headers.into_iter().map(|(name, value)| (name, value.to_owned())).collect(),
        body: Vec::new(),
    }
}

/// `YYYY-MM-DDThh:mm:ssZ`, without a fraction, which the gateway would refuse.
fn iso_time(now: u64) -> Result<String> {
    Ok(time(now)?.to_string())
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
