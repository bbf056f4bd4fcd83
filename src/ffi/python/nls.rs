//! The access token of Alibaba Cloud NLS.

use std::sync::Arc;

use pyo3::prelude::*;

use super::arguments::{Given, choice, text, whole_seconds};
use super::client::Limits;
use super::clock::CallerClock;
use super::endpoint::Endpoint;
use super::request::SignedRequest;
use super::source::{TokenSource, both};
use crate::aliyun::nls::{self, Signature};
use crate::http::Method;
use crate::{Error, FixedClock, aliyun};

/// Asks Alibaba Cloud for an access token of Intelligent Speech Interaction (NLS, CreateToken) and keeps the last
/// one.
///
/// * ``access_key_id``, ``access_key_secret``: the access key of an account or RAM user. Without both they come from
///   the environment: ``ALIYUN_AK_ID`` and ``ALIYUN_AK_SECRET``, else ``ALIBABA_CLOUD_ACCESS_KEY_ID`` and
///   ``ALIBABA_CLOUD_ACCESS_KEY_SECRET``, with ``ALIBABA_CLOUD_SECURITY_TOKEN`` if that is set.
/// * ``security_token``: the security token of temporary (STS) credentials.
/// * ``region``: chooses host and version, and is sent as RegionId: ``"cn-shanghai"`` or ``"ap-southeast-1"``.
/// * ``version``: the API version, such as ``"2019-02-28"``. The region's own unless given.
/// * ``endpoint``: the URL to ask in place of the region's own, such as a sandbox's. A path in it replaces
///   ``resource_path``. Unless given, it is taken from ``VOXTOKEN_NLS_ENDPOINT`` if that is set.
/// * ``domain``: the host name alone, asked over https; in place of ``endpoint``.
/// * ``resource_path``: the path of the request. ``"/"``, or ``"/pop/2018-05-18/tokens"`` for that version.
/// * ``action``: the action of the API.
/// * ``signature``: how to sign: ``"rpc"``, ``"roa"`` (version 2018-05-18) or ``"acs3"``.
/// * ``method``: how to send an RPC request: ``"POST"``, or ``"GET"`` with the parameters in the URL.
/// * ``connect_timeout``: how many seconds connecting may take, name resolution and TLS included.
/// * ``timeout``: how many seconds asking for one token may take in all.
/// * ``max_response_bytes``: how many bytes of an answer are read before it is refused.
/// * ``allow_http``: allows plain http to other machines. Whoever is on the way then reads the token.
/// * ``root_certificates``: PEM, as bytes or str, to trust besides the machine's own.
/// * ``clock``: a callable that gives the time in Unix seconds, such as ``time.time``. It is called once when a
///   request begins, in the thread that asks. The system's clock unless given.
///
/// Raises TypeError for a wrong type and InvalidArgumentError for a setting that breaks a rule; both name the
/// argument. CredentialsError if the environment has no key. Proxies come from ``HTTPS_PROXY``, ``HTTP_PROXY``,
/// ``ALL_PROXY`` and ``NO_PROXY``.
///
/// >>> from voxtoken import NlsToken
/// >>> nls = NlsToken("id", "secret", endpoint="https://nls-meta.cn-shanghai.aliyuncs.com")
/// >>> nls
/// <NlsToken of https://nls-meta.cn-shanghai.aliyuncs.com/, no token>
/// >>> nls.token, nls.expire_time, nls.expires_at
/// ('', 0, None)
///
/// ``nls.apply()`` asks and gives the token; ``await nls.apply_async()`` does so in asyncio.
#[pyclass(frozen, extends = TokenSource, module = "voxtoken")]
pub struct NlsToken(aliyun::NlsToken);

const SIGNATURES: &[(&str, Signature)] =
    &[("rpc", Signature::Rpc), ("roa", Signature::Roa), ("acs3", Signature::Acs3)];
const METHODS: &[(&str, Method)] = &[("POST", Method::Post), ("GET", Method::Get)];

#[pymethods]
impl NlsToken {
    #[new]
    #[pyo3(
        signature = (
            access_key_id=None, access_key_secret=None, *, security_token=None, region=Given::default(), version=None,
            endpoint=None, domain=None, resource_path=None, action=Given::default(), signature=Given::default(),
            method=Given::default(), connect_timeout=Given::default(), timeout=Given::default(),
            max_response_bytes=Given::default(), allow_http=Given::default(), root_certificates=None, clock=None
        ),
        text_signature = "(access_key_id=None, access_key_secret=None, *, security_token=None, region='cn-shanghai', version=None, endpoint=None, domain=None, resource_path=None, action='CreateToken', signature='rpc', method='POST', connect_timeout=3.0, timeout=10.0, max_response_bytes=1048576, allow_http=False, root_certificates=None, clock=None)"
    )]
    #[allow(clippy::too_many_arguments)] // they are keywords
    fn new(
        access_key_id: Option<&Bound<'_, PyAny>>,
        access_key_secret: Option<&Bound<'_, PyAny>>,
        security_token: Option<&Bound<'_, PyAny>>,
        region: Given<'_>,
        version: Option<&Bound<'_, PyAny>>,
        endpoint: Option<&Bound<'_, PyAny>>,
        domain: Option<&Bound<'_, PyAny>>,
        resource_path: Option<&Bound<'_, PyAny>>,
        action: Given<'_>,
        signature: Given<'_>,
        method: Given<'_>,
        connect_timeout: Given<'_>,
        timeout: Given<'_>,
        max_response_bytes: Given<'_>,
        allow_http: Given<'_>,
        root_certificates: Option<Bound<'_, PyAny>>,
        clock: Option<Bound<'_, PyAny>>,
    ) -> PyResult<PyClassInitializer<Self>> {
        let keys = [(access_key_id, "access_key_id"), (access_key_secret, "access_key_secret")];
        let mut nls = match both(keys)? {
            Some([id, secret]) => {
                aliyun::NlsToken::new(&*text(id, "access_key_id")?, &*text(secret, "access_key_secret")?)
            }
            None => aliyun::NlsToken::from_env()?,
        };
        if let Some(token) = security_token {
            nls = nls.security_token(&*text(token, "security_token")?);
        }
        if let Some(region) = region.read(text, "region")? {
            nls = nls.region(&*region);
        }
        if let Some(version) = version {
            nls = nls.version(&*text(version, "version")?);
        }
        if let Some(path) = resource_path {
            nls = nls.resource_path(&*text(path, "resource_path")?);
        }
        if let Some(action) = action.read(text, "action")? {
            nls = nls.action(&*action);
        }
        let word = |value: &Bound<'_, PyAny>, name: &'static str| choice(value, name, SIGNATURES);
        if let Some(signature) = signature.read(word, "signature")? {
            nls = nls.signature(signature);
        }
        let word = |value: &Bound<'_, PyAny>, name: &'static str| choice(value, name, METHODS);
        if let Some(method) = method.read(word, "method")? {
            nls = nls.method(method);
        }
        let endpoint = match (endpoint, domain) {
            (Some(_), Some(_)) => return Err(Error::invalid("domain", "goes without endpoint").into()),
            (None, Some(_)) => Endpoint::find(domain, "domain", VARIABLE)?,
            (endpoint, None) => Endpoint::find(endpoint, "endpoint", VARIABLE)?,
        };
        if let Some(endpoint) = &endpoint {
            nls = nls.endpoint(&*endpoint.address);
        }
        let limits = Limits { connect_timeout, timeout, max_response_bytes, allow_http, root_certificates };
        let client = limits.client()?;
        let clock = CallerClock::new(clock)?;

        let checked = nls.request(0, "0");
        let signed = checked.map_err(|error| endpoint.map_or(error.clone(), |from| from.blame(error)))?;
        let core = nls.clone().transport(client.clone());
        let asking = nls.clone();
        let fetch = Arc::new(move |client, now| match now {
            Some(now) => asking.clone().transport(client).clock(FixedClock(now)).fetch(),
            None => asking.clone().transport(client).fetch(),
        });
        Ok(PyClassInitializer::from(TokenSource::new(fetch, core, client, clock, &signed.request))
            .add_subclass(Self(nls)))
    }

    /// The request as signed at ``now``, in absolute Unix seconds (None: the clock's time), for those who send it
    /// themselves. ``nonce`` is any printable ASCII text that is used once: the cloud remembers it for 15 minutes
    /// (None: 128 random bits).
    ///
    /// >>> from voxtoken import NlsToken
    /// >>> signed = NlsToken("id", "secret").request(now=1798135200, nonce="used-once")
    /// >>> signed.method, signed.signature
    /// ('POST', 'puCgptv1sW1maItTfyT201sKDRA=')
    #[pyo3(signature = (now=None, nonce=None))]
    fn request(
        slf: &Bound<'_, Self>,
        now: Option<&Bound<'_, PyAny>>,
        nonce: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<SignedRequest>> {
        let now = match now {
            Some(now) => whole_seconds(now, "now")?,
            None => slf.as_super().get().clock().now(slf.py())?,
        };
        let nonce = match nonce {
            Some(nonce) => text(nonce, "nonce")?.to_string(),
            None => nls::nonce()?,
        };
        SignedRequest::new(slf.py(), slf.get().0.request(now, &nonce)?)
    }
}

const VARIABLE: &str = "VOXTOKEN_NLS_ENDPOINT";
