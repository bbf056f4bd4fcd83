//! What the objects of the three clouds have in common: they ask, and keep the last token.

use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;

use super::clock::CallerClock;
use super::flight::Flight;
use super::token::{Token, date_and_time};
use super::waiting::wait;
use crate::Result as Answer;
use crate::ffi::last::Last;
use crate::http::{Client, Request};

/// Asks the cloud by this client, at this time in Unix seconds, or at the system's.
pub type Fetch = Arc<dyn Fn(Client, Option<u64>) -> Answer<crate::Token> + Send + Sync>;

/// What asks a cloud for tokens and keeps the last one: the base of NlsToken, DashToken and AiobToken.
///
/// Nothing is sent before one of the methods ``apply``, ``apply_async``, ``fetch`` and ``fetch_async``, and each of
/// these asks once. They raise a ``VoxTokenError``. Many threads and event loops may use one object at once, and a
/// forked child, too. Other threads run while a call waits, and Ctrl-C ends it at once.
#[pyclass(frozen, subclass, module = "voxtoken")]
pub struct TokenSource {
    fetch: Fetch,
    core: Arc<dyn crate::TokenSource>,
    client: Client,
    clock: CallerClock,
    last: Last,
    /// The URL that is asked, without a query.
    url: String,
}

impl TokenSource {
    /// `core` tells a cache what the tokens are.
    pub fn new(
        fetch: Fetch,
        core: impl crate::TokenSource + 'static,
        client: Client,
        clock: CallerClock,
        request: &Request,
    ) -> Self {
        let url = request.url.split('?').next().unwrap_or_default().to_owned();
        Self { fetch, core: Arc::new(core), client, clock, last: Last::default(), url }
    }

    pub fn core(&self) -> &dyn crate::TokenSource {
        &*self.core
    }

    pub fn clock(&self) -> &CallerClock {
        &self.clock
    }

    /// What asks, at the time of now. The caller's clock is read here, because it may raise, and the environment, because
    /// Python's lock keeps others from changing it meanwhile.
    pub fn ask(&self, py: Python<'_>) -> PyResult<impl FnOnce() -> Answer<crate::Token> + Send + use<>> {
        let (fetch, now) = (self.fetch.clone(), self.clock.own_time(py)?);
        let client = self.client.clone().read_environment(&self.url);
        Ok(move || fetch(client, now))
    }
}

#[pymethods]
impl TokenSource {
    /// Asks for a token, waits for it, keeps it in place of the last one and gives it.
    ///
    /// Until the answer is there, the last one stays; after a failure there is none: an old one is never mistaken
    /// for a new one. Of calls at once the one that ends last counts, but a failure does not take away what another
    /// call brought meanwhile. Ctrl-C leaves the last one as it is, and so does a cancelled ``apply_async``: the
    /// request goes on to its end and its answer is lost.
    fn apply(&self, py: Python<'_>) -> PyResult<Token> {
        let before = self.last.get();
        let fetched = wait(py, self.ask(py)?)?;
        Ok((&*self.last.keep(&before, fetched)?).into())
    }

    /// ``apply`` without blocking: a coroutine for asyncio, in any event loop. Nothing is sent before it is awaited.
    fn apply_async<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("voxtoken._asyncio")?.getattr("apply")?.call1((slf,))
    }

    /// Asks for a token, waits for it and gives it without keeping it.
    fn fetch(&self, py: Python<'_>) -> PyResult<Token> {
        Ok((&wait(py, self.ask(py)?)??).into())
    }

    /// ``fetch`` without blocking: a coroutine for asyncio, in any event loop. Nothing is sent before it is awaited.
    fn fetch_async<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("voxtoken._asyncio")?.getattr("fetch")?.call1((slf,))
    }

    /// The text of the last token, ``""`` if there is none.
    #[getter(token)]
    fn last_token(&self) -> String {
        self.last.get().map_or_else(String::new, |token| token.value().to_owned())
    }

    /// When the last token expires, in absolute Unix seconds; 0 if there is none.
    #[getter(expire_time)]
    fn last_expire_time(&self) -> u64 {
        self.last.get().map_or(0, |token| token.expires_at())
    }

    /// When the last token expires, as an aware datetime in UTC; None if there is none.
    #[getter]
    fn expires_at<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.last.get().map(|token| date_and_time(py, token.expires_at())).transpose()
    }

    /// The account of the last token (NLS: UserId; AIOB: accountId); None if the cloud did not say.
    #[getter]
    fn user_id(&self) -> Option<String> {
        self.last.get()?.user_id().map(str::to_owned)
    }

    /// The last token with all that came with it; None if there is none.
    #[getter]
    fn last(&self) -> Option<Token> {
        self.last.get().map(|token| (&*token).into())
    }

    /// The same as ``token``.
    fn get_token(&self) -> String {
        self.last_token()
    }

    /// The same as ``expire_time``, in absolute Unix seconds.
    fn get_expire_time(&self) -> u64 {
        self.last_expire_time()
    }

    /// Lets a thread ask.
    fn _start(&self, py: Python<'_>) -> PyResult<Flight> {
        let before = self.last.get();
        Ok(Flight::start(self.ask(py)?, before)?)
    }

    /// Keeps the token that was fetched and gives it. Raises what went wrong.
    fn _keep(&self, flight: &Bound<'_, Flight>) -> PyResult<Token> {
        let flight = flight.get();
        Ok((&*self.last.keep(&flight.before, flight.answer())?).into())
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let this = slf.get();
        let held = match this.last_expire_time() {
            0 => "no token".to_owned(),
            time => format!("a token until {time}"),
        };
        Ok(format!("<{} of {}, {held}>", slf.get_type().name()?, this.url))
    }

    fn __reduce__(slf: &Bound<'_, Self>) -> PyResult<()> {
        let name = slf.get_type().name()?;
        Err(PyTypeError::new_err(format!(
            "cannot pickle or copy a {name}, because it holds a secret; make one in each process, or pass on its token (.last)"
        )))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.clock.traverse(&visit)
    }
}

/// The two parts of a credential, of which both or none must be given.
pub fn both<'a, 'py>(
    [first, second]: [(Option<&'a Bound<'py, PyAny>>, &'static str); 2],
) -> PyResult<Option<[&'a Bound<'py, PyAny>; 2]>> {
    let missing = |name, other| {
        let rule =
            format!("is missing; pass it along with {other}, or neither to take both from the environment");
        Err(crate::Error::invalid(name, rule).into())
    };
    match (first, second) {
        ((None, _), (None, _)) => Ok(None),
        ((Some(first), _), (Some(second), _)) => Ok(Some([first, second])),
        ((None, name), (_, other)) | ((_, other), (None, name)) => missing(name, other),
    }
}
