//! The access token of Baidu AIOB.

use std::sync::Arc;

use pyo3::prelude::*;

use super::arguments::{Given, text};
use super::client::Limits;
use super::clock::CallerClock;
use super::endpoint::Endpoint;
use super::request::Request;
use super::source::{TokenSource, both};
use crate::{FixedClock, baidu};

/// Asks Baidu AIOB (intelligent outbound calls, getToken version 2) for an access token and keeps the last one.
///
/// * ``access_key``, ``secret_key``: both are on AIOB's page for the API configuration. Without both they come from
///   ``BAIDU_AIOB_ACCESS_KEY`` and ``BAIDU_AIOB_SECRET_KEY``.
/// * ``endpoint``: a host name or URL in place of the cloud's own, such as a sandbox's; a path in it replaces
///   ``/api/v2/getToken``. Unless given, it is taken from ``VOXTOKEN_AIOB_ENDPOINT`` if that is set.
/// * ``connect_timeout``: how many seconds connecting may take, name resolution and TLS included.
/// * ``timeout``: how many seconds asking for one token may take in all.
/// * ``max_response_bytes``: how many bytes of an answer are read before it is refused.
/// * ``allow_http``: allows plain http to other machines. Whoever is on the way then reads the secret key.
/// * ``root_certificates``: PEM, as bytes or str, to trust besides the machine's own.
/// * ``clock``: a callable that gives the time in Unix seconds, such as ``time.time``. It is called once when a
///   request begins, in the thread that asks, and counts when the answer does not tell the time. The system's clock
///   unless given.
///
/// The cloud gives a life in minutes; here it is an absolute time, counted from the cloud's own clock. The token
/// goes into the ``Authorization`` header as it is, without ``Bearer``.
///
/// Raises TypeError for a wrong type and InvalidArgumentError for a setting that breaks a rule; both name the
/// argument. CredentialsError if the environment has no key.
///
/// >>> from voxtoken import AiobToken
/// >>> AiobToken("access-key", "secret-key", endpoint="https://aiob-open.baidu.com")
/// <AiobToken of https://aiob-open.baidu.com/api/v2/getToken, no token>
#[pyclass(frozen, extends = TokenSource, module = "voxtoken")]
pub struct AiobToken(baidu::AiobToken);

#[pymethods]
impl AiobToken {
    #[new]
    #[pyo3(
        signature = (
            access_key=None, secret_key=None, *, endpoint=None, connect_timeout=Given::default(),
            timeout=Given::default(), max_response_bytes=Given::default(), allow_http=Given::default(),
            root_certificates=None, clock=None
        ),
        text_signature = "(access_key=None, secret_key=None, *, endpoint=None, connect_timeout=3.0, timeout=10.0, max_response_bytes=1048576, allow_http=False, root_certificates=None, clock=None)"
    )]
    #[allow(clippy::too_many_arguments)] // they are keywords
    fn new(
        access_key: Option<&Bound<'_, PyAny>>,
        secret_key: Option<&Bound<'_, PyAny>>,
        endpoint: Option<&Bound<'_, PyAny>>,
        connect_timeout: Given<'_>,
        timeout: Given<'_>,
        max_response_bytes: Given<'_>,
        allow_http: Given<'_>,
        root_certificates: Option<Bound<'_, PyAny>>,
        clock: Option<Bound<'_, PyAny>>,
    ) -> PyResult<PyClassInitializer<Self>> {
        let mut aiob = match both([(access_key, "access_key"), (secret_key, "secret_key")])? {
            Some([access_key, secret_key]) => {
                baidu::AiobToken::new(&*text(access_key, "access_key")?, &*text(secret_key, "secret_key")?)
            }
            None => baidu::AiobToken::from_env()?,
        };
        let endpoint = Endpoint::find(endpoint, "endpoint", "VOXTOKEN_AIOB_ENDPOINT")?;
        if let Some(endpoint) = &endpoint {
            aiob = aiob.endpoint(&*endpoint.address);
        }
        let limits = Limits { connect_timeout, timeout, max_response_bytes, allow_http, root_certificates };
        let client = limits.client()?;
        let clock = CallerClock::new(clock)?;

        let checked = aiob.request();
        let request = checked.map_err(|error| endpoint.map_or(error.clone(), |from| from.blame(error)))?;
        let core = aiob.clone().transport(client.clone());
        let asking = aiob.clone();
        let fetch = Arc::new(move |client, now| match now {
            Some(now) => asking.clone().transport(client).clock(FixedClock(now)).fetch(),
            None => asking.clone().transport(client).fetch(),
        });
        Ok(PyClassInitializer::from(TokenSource::new(fetch, core, client, clock, &request))
            .add_subclass(Self(aiob)))
    }

    /// The request, for those who send it themselves. It holds the secret key in clear.
    fn request(&self) -> PyResult<Request> {
        Ok(self.0.request()?.into())
    }
}
