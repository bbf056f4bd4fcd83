//! How a request reaches a cloud: the [`Transport`] contract and the one real [`Client`].

mod answer;
mod client;
mod endpoint;
mod environment;
mod proxy;
mod tls;

use std::fmt;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

pub use client::Client;

pub(crate) use answer::{Answer, clean, expiry};
#[cfg(feature = "node")]
pub(crate) use client::{Runtime, runtime};
pub(crate) use endpoint::{host_header, resolve};
#[cfg(feature = "redis")]
pub(crate) use tls::{Locations, certificates};

use crate::error::{Error, ErrorKind, Result};
use crate::token::Token;

/// The HTTP methods that the clouds take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`: the parameters travel in the URL.
    Get,
    /// `POST`: the parameters travel in the body, out of sight of access logs.
    Post,
}

impl Method {
    /// The name in upper case, as signatures want it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// A request that is ready to be sent. `Debug` shows neither query, header values nor body.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The absolute URL with its query.
    pub url: String,
    /// Header names and values.
    pub headers: Vec<(&'static str, String)>,
    /// The body, empty for none.
    pub body: Vec<u8>,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.url.split('?').next().unwrap_or_default();
        write!(f, "Request({} {url}, {} bytes)", self.method.as_str(), self.body.len())
    }
}

/// An answer, whatever its status. `Debug` does not show the body.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Header names in lower case, and values that are text.
    pub headers: Vec<(String, String)>,
    /// The whole body.
    pub body: Vec<u8>,
}

impl Response {
    /// An answer; the names of the headers in lower case.
    pub fn new(status: u16, headers: Vec<(String, String)>, body: Vec<u8>) -> Self {
        Self { status, headers, body }
    }

    /// The first header of this name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response(HTTP {}, {} bytes)", self.status, self.body.len())
    }
}

/// Sends one request and gives the answer, or says why there is none.
///
/// An implementation keeps these promises: it returns by the deadline; it does not follow
/// redirects; it reads a bounded number of bytes; it sends nothing in clear text to another
/// machine unless it was told to; and no error of its own shows the URL's query, a header's
/// value or the body. It is called from many threads at once.
pub trait Transport: Send + Sync {
    /// Sends `request` once. An answer of any status is `Ok`.
    fn send(&self, request: &Request, deadline: Instant) -> Result<Response>;

    /// How long asking for one token may take in all. It can take two requests,
    /// when this machine's clock is wrong.
    fn timeout(&self) -> Duration {
        Duration::from_secs(10)
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: &Request, deadline: Instant) -> Result<Response> {
        (**self).send(request, deadline)
    }

    fn timeout(&self) -> Duration {
        (**self).timeout()
    }
}

/// Sends a request and reads the answer as a JSON object.
pub(crate) fn ask(transport: &dyn Transport, request: &Request, deadline: Instant) -> Result<Answer> {
    tracing::debug!("sending {request:?}");
    let response = transport.send(request, deadline)?;
    tracing::debug!("received {response:?}");
    Answer::read(&response)
}

/// Asks a cloud and logs how that ended.
pub(crate) fn logged(cloud: &str, fetch: impl FnOnce() -> Result<Token>) -> Result<Token> {
    let result = fetch();
    match &result {
        Ok(token) => tracing::info!("{cloud}: a token until {}", token.expires_at()),
        Err(error) => tracing::warn!("{cloud}: {}: {error}", error.kind()),
    }
    result
}

/// Runs a blocking job on a thread of its own and waits for it without blocking the caller's
/// executor, whichever that is. The job goes on to its end when the future is dropped.
pub(crate) async fn detached<T: Send + 'static>(
    job: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let (done, result) = tokio::sync::oneshot::channel();
    asking_thread().spawn(move || done.send(job())).map_err(|error| no_thread(&error))?;
    result.await.unwrap_or_else(|_| Err(panicked()))
}

/// The usual size of a thread's stack, in bytes. Where none is given, the standard library reads a variable of the
/// environment, which another thread may change meanwhile.
const STACK: usize = 2 << 20;

/// What starts a thread to ask with.
pub(crate) fn asking_thread() -> thread::Builder {
    thread::Builder::new().name("voxtoken-ask".into()).stack_size(STACK)
}

/// This machine has no thread, or no descriptor that goes with one, to ask with.
pub(crate) fn no_thread(error: &std::io::Error) -> Error {
    Error::new(ErrorKind::Unavailable, format!("cannot start a thread to ask with: {error}"))
        .with_hint("Try again later, or raise this process's limits of threads, memory and open files.")
}

pub(crate) fn panicked() -> Error {
    Error::new(ErrorKind::Internal, "the asking thread panicked")
}
