//! The temporary API key of DashScope.

use std::sync::Arc;

use pyo3::prelude::*;

use super::arguments::{Given, number, text};
use super::client::Limits;
use super::clock::CallerClock;
use super::endpoint::Endpoint;
use super::request::Request;
use super::source::TokenSource;
use crate::aliyun;

/// Asks Alibaba Cloud for a temporary DashScope (Model Studio) API key and keeps the last one.
///
/// * ``api_key``: an API key of Model Studio, ``sk-…``. Unless given, it comes from ``DASHSCOPE_API_KEY``.
/// * ``expire_in_secs``: how long the temporary key shall live: 1 to 1800 seconds from now. It has all the rights of
///   its parent key and cannot be revoked: ask for a short life.
/// * ``region``: the region of the API key: ``"cn-beijing"`` or ``"ap-southeast-1"``.
/// * ``endpoint``: a host name or URL in place of the region's own, such as a sandbox's; a path in it replaces
///   ``/api/v1/tokens``. Unless given, it is taken from ``VOXTOKEN_DASHSCOPE_ENDPOINT`` if that is set.
/// * ``connect_timeout``: how many seconds connecting may take, name resolution and TLS included.
/// * ``timeout``: how many seconds asking for one token may take in all.
/// * ``max_response_bytes``: how many bytes of an answer are read before it is refused.
/// * ``allow_http``: allows plain http to other machines. Whoever is on the way then reads the API key.
/// * ``root_certificates``: PEM, as bytes or str, to trust besides the machine's own.
///
/// Raises TypeError for a wrong type and InvalidArgumentError for a setting that breaks a rule; both name the
/// argument. CredentialsError if the environment has no key.
///
/// >>> from voxtoken import DashToken
/// >>> DashToken("sk-key", expire_in_secs=300, endpoint="https://dashscope.aliyuncs.com")
/// <DashToken of https://dashscope.aliyuncs.com/api/v1/tokens, no token>
#[pyclass(frozen, extends = TokenSource, module = "voxtoken")]
pub struct DashToken(aliyun::DashToken);

#[pymethods]
impl DashToken {
    #[new]
    #[pyo3(
        signature = (
            api_key=None, *, expire_in_secs=Given::default(), region=Given::default(), endpoint=None,
            connect_timeout=Given::default(), timeout=Given::default(), max_response_bytes=Given::default(),
            allow_http=Given::default(), root_certificates=None
        ),
        text_signature = "(api_key=None, *, expire_in_secs=60, region='cn-beijing', endpoint=None, connect_timeout=3.0, timeout=10.0, max_response_bytes=1048576, allow_http=False, root_certificates=None)"
    )]
    #[allow(clippy::too_many_arguments)] // they are keywords
    fn new(
        api_key: Option<&Bound<'_, PyAny>>,
        expire_in_secs: Given<'_>,
        region: Given<'_>,
        endpoint: Option<&Bound<'_, PyAny>>,
        connect_timeout: Given<'_>,
        timeout: Given<'_>,
        max_response_bytes: Given<'_>,
        allow_http: Given<'_>,
        root_certificates: Option<Bound<'_, PyAny>>,
    ) -> PyResult<PyClassInitializer<Self>> {
        let mut dash = match api_key {
            Some(api_key) => aliyun::DashToken::new(&*text(api_key, "api_key")?),
            None => aliyun::DashToken::from_env()?,
        };
        if let Some(secs) = expire_in_secs.read(number, "expire_in_secs")? {
            dash = dash.expire_in_secs(secs);
        }
        if let Some(region) = region.read(text, "region")? {
            dash = dash.region(&*region);
        }
        let endpoint = Endpoint::find(endpoint, "endpoint", "VOXTOKEN_DASHSCOPE_ENDPOINT")?;
        if let Some(endpoint) = &endpoint {
            dash = dash.endpoint(&*endpoint.address);
        }
        let limits = Limits { connect_timeout, timeout, max_response_bytes, allow_http, root_certificates };
        let client = limits.client()?;

        let checked = dash.request();
        let request = checked.map_err(|error| endpoint.map_or(error.clone(), |from| from.blame(error)))?;
        let core = dash.clone().transport(client.clone());
        let asking = dash.clone();
        let fetch = Arc::new(move |client, _| asking.clone().transport(client).fetch());
        Ok(PyClassInitializer::from(TokenSource::new(fetch, core, client, CallerClock::new(None)?, &request))
            .add_subclass(Self(dash)))
    }

    /// The request, for those who send it themselves. It holds the API key in clear.
    fn request(&self) -> PyResult<Request> {
        Ok(self.0.request()?.into())
    }
}
