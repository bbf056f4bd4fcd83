//! The real HTTP client: reqwest on rustls.

use std::error::Error as StdError;
use std::ffi::OsString;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustls::pki_types::{CertificateDer, pem::PemObject};
use tokio::runtime::{Builder, Handle};
use url::Url;

use super::environment::Surroundings;
use super::proxy::EnvProxy;
use super::{Method, Request, Response, STACK, Transport, asking_thread, endpoint, no_thread, panicked, tls};
use crate::error::{Error, ErrorKind, Result};

/// Sends requests over https, through the proxies of the environment.
///
/// * TLS by rustls with the machine's root certificates (`SSL_CERT_FILE` and `SSL_CERT_DIR` are
///   honoured); it cannot be turned off.
/// * Plain http is refused unless the host is loopback (`localhost`, `127.0.0.0/8`, `::1`) or
///   [`Client::allow_http`] was called.
/// * 3 s to connect, 10 s in all, at most 1 MiB of answer, no redirects, no compression.
/// * `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` count, in either case, as in curl;
///   but plain http to loopback does not go to a proxy on another machine. A value that cannot be
///   used is an [`ErrorKind::Proxy`] that names the variable.
///
/// Each call brings up what it needs and takes it down again: between calls there is no thread,
/// no runtime and no open connection. (A name resolution that hangs beyond the time limit ends on
/// its own thread.) It can be called inside and outside of a tokio runtime, from any thread. The
/// machine's root certificates are read at the first call over https, for all clients, and again
/// after ten minutes.
#[derive(Clone)]
pub struct Client {
    connect_timeout: Duration,
    timeout: Duration,
    max_response_bytes: usize,
    allow_http: bool,
    root_certificates: Vec<CertificateDer<'static>>,
    /// What the environment said, where it must not be read again.
    settled: Option<Arc<Settled>>,
}

/// What a thread that asks needs of the environment.
struct Settled {
    surroundings: Result<Surroundings>,
    runtime: Runtime,
}

/// What makes the runtime of a request. It has read a variable of tokio's.
pub(crate) type Runtime = Arc<Mutex<Builder>>;

impl Default for Client {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(3),
            timeout: Duration::from_secs(10),
            max_response_bytes: 1 << 20,
            allow_http: false,
            root_certificates: Vec::new(),
            settled: None,
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("connect_timeout", &self.connect_timeout)
            .field("timeout", &self.timeout)
            .field("allow_http", &self.allow_http)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A client with the limits above.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long connecting may take, name resolution and TLS included. 3 s unless set.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// How long asking for one token may take in all. 10 s unless set.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// How many bytes of an answer are read before it is refused. 1 MiB unless set.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// Allows plain http to other machines. Whoever is on the way then reads the secret
    /// (AIOB, DashScope) or the token (all).
    pub fn allow_http(mut self) -> Self {
        self.allow_http = true;
        self
    }

    /// Trusts these root certificates (PEM, one or more) besides the machine's own.
    pub fn root_certificates(mut self, pem: &[u8]) -> Result<Self> {
        let invalid = |rule: String| Error::invalid("root_certificates", rule);
        let before = self.root_certificates.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|error| invalid(format!("is not valid PEM: {error}")))?;
            self.root_certificates.push(certificate);
        }
        if self.root_certificates.len() == before {
            return Err(invalid("holds no certificate; expected PEM with BEGIN CERTIFICATE lines".into()));
        }
        Ok(self)
    }

    /// Reads what the environment says about proxies and certificates for the host of `url`, in this thread, so that
    /// asking that host will not read it. Call it at each request, in a program where other threads may change the
    /// environment by C's `setenv` under a lock that this thread holds now: the Rust standard library does not know
    /// of such a lock. What is wrong with the environment is told when the request is sent.
    pub fn read_environment(self, url: &str) -> Self {
        self.settle(url, |name| std::env::var_os(name), runtime())
    }

    /// The same where this thread must not read the environment either: `var` gives the value of a variable, and
    /// `runtime` was made when it could be read.
    pub(crate) fn settle(
        mut self,
        url: &str,
        var: impl Fn(&str) -> Option<OsString>,
        runtime: Runtime,
    ) -> Self {
        self.settled = Url::parse(url)
            .ok()
            .map(|url| Arc::new(Settled { surroundings: Surroundings::read(&url, var), runtime }));
        self
    }

    fn check_scheme(&self, url: &Url) -> Result<()> {
        if url.scheme() == "https" || self.allow_http || endpoint::is_loopback(url) {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Insecure,
            format!("plain http to {} would send secrets in clear text", endpoint::host_header(url)),
        ))
    }

    fn build(&self, surroundings: &Surroundings, limit: Duration) -> Result<reqwest::Client> {
        let tls = match &surroundings.certificates {
            Some(locations) => tls::trusting(locations, &self.root_certificates)?,
            None => tls::trusting_nobody()?,
        };
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .user_agent(concat!("voxtoken/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(self.connect_timeout)
            .timeout(limit)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy();
        if let Some(EnvProxy { variable, url }) = &surroundings.proxy {
            let proxy = reqwest::Proxy::all(url).map_err(|_| {
                Error::new(
                    ErrorKind::Proxy,
                    format!("the proxy in the environment variable {variable} cannot be used"),
                )
            })?;
            builder = builder.proxy(proxy);
        }
        builder.build().map_err(|error| Error::new(ErrorKind::Internal, chain(&error)))
    }

    async fn exchange(&self, request: &Request, deadline: Instant) -> Result<Response> {
        let url = Url::parse(&request.url).map_err(|error| Error::invalid("endpoint", error.to_string()))?;
        self.check_scheme(&url)?;
        let surroundings = match &self.settled {
            Some(settled) => settled.surroundings.clone()?,
            None => Surroundings::read(&url, |name| std::env::var_os(name))?,
        };
        let limit = deadline.saturating_duration_since(Instant::now());
        let client = self.build(&surroundings, limit)?;
        let proxy = surroundings.proxy;
        let explain = |error: reqwest::Error| self.explain(error, &url, proxy.as_ref());

        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
        };
        let mut builder = client.request(method, url.clone());
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        let mut answer = builder.body(request.body.clone()).send().await.map_err(&explain)?;
        let status = answer.status().as_u16();
        if let (407, Some(EnvProxy { variable, .. })) = (status, &proxy) {
            return Err(Error::new(
                ErrorKind::Proxy,
                format!("the proxy of {variable} wants a user name and a password"),
            )
            .with_hint(format!("Put them into {variable}, like http://user:password@host:port."))
            .with_http_status(status));
        }
        let headers = answer
            .headers()
            .iter()
            .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
            .collect();
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(&explain)? {
            if body.len() + chunk.len() > self.max_response_bytes {
                return Err(Error::new(
                    ErrorKind::BadResponse,
                    format!("the answer is larger than {} bytes", self.max_response_bytes),
                )
                .with_http_status(status));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Response::new(status, headers, body))
    }

    fn explain(&self, error: reqwest::Error, url: &Url, proxy: Option<&EnvProxy>) -> Error {
        let error = error.without_url(); // its query holds the signature
        let host = endpoint::host_header(url);
        let via = proxy.map_or(String::new(), |proxy| format!(" through the proxy of {}", proxy.variable));
        if error.is_timeout() {
            let (what, limit) = if error.is_connect() {
                ("no connection to", self.connect_timeout.min(self.timeout))
            } else {
                ("no complete answer from", self.timeout)
            };
            return Error::new(ErrorKind::Timeout, format!("{what} {host}{via} within {limit:?}"));
        }
        let causes = chain(&error);
        match tls_error(&error) {
            Some(rustls::Error::InvalidMessage(_)) => Error::new(ErrorKind::Tls, format!("{host}{via} does not speak TLS"))
                .with_hint("Check the scheme and the port of the endpoint: it may be meant to be http://."),
            Some(_) => Error::new(ErrorKind::Tls, format!("cannot reach {host}{via}: {causes}")),
            None if error.is_connect() => {
                let kind = if proxy.is_some() { ErrorKind::Proxy } else { ErrorKind::Network };
                Error::new(kind, format!("cannot reach {host}{via}: {causes}"))
            }
            None => Error::new(ErrorKind::Network, format!("{host}{via} gave no HTTP answer: {causes}")).with_hint(
                "The server was reached, but closed the connection or does not speak plain http. Check the scheme and the port of the endpoint, and what is in between, then try again.",
            ),
        }
    }
}

impl Transport for Client {
    fn timeout(&self) -> Duration {
        self.timeout
    }

    fn send(&self, request: &Request, deadline: Instant) -> Result<Response> {
        let run = || {
            let runtime = self.settled.as_ref().map_or_else(runtime, |settled| settled.runtime.clone());
            let runtime = runtime.lock().unwrap_or_else(PoisonError::into_inner).build();
            let runtime =
                runtime.map_err(|error| Error::new(ErrorKind::Internal, format!("cannot start: {error}")))?;
            let result = runtime.block_on(self.exchange(request, deadline));
            runtime.shutdown_background(); // a name resolution that hangs must not hold us up
            result
        };
        if Handle::try_current().is_err() {
            return run();
        }
        // Inside a runtime another one may not be driven on the same thread.
        thread::scope(|scope| match asking_thread().spawn_scoped(scope, run) {
            Ok(thread) => thread.join().unwrap_or_else(|_| Err(panicked())),
            Err(error) => Err(no_thread(&error)),
        })
    }
}

/// Reads the environment.
pub(crate) fn runtime() -> Runtime {
    let mut builder = Builder::new_current_thread();
    builder.enable_all().thread_stack_size(STACK);
    Arc::new(Mutex::new(builder))
}

fn tls_error(error: &reqwest::Error) -> Option<&rustls::Error> {
    causes(error).find_map(tls_cause)
}

/// The TLS error that this is, or that I/O errors wrap.
fn tls_cause<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    let wrapped = || error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    error.downcast_ref().or_else(|| tls_cause(wrapped()?))
}

fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

/// The causes in words, from the outermost in, without repetitions.
fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut words = String::new();
    for text in causes(error).skip(1).map(ToString::to_string) {
        if !words.contains(&text) {
            words += if words.is_empty() { "" } else { ": " };
            words += &text;
        }
    }
    if words.is_empty() { error.to_string() } else { words }
}
