//! A token that is kept, refreshed and shared.

pub mod call;
mod escape;
pub mod event;
mod raised;
mod settings;
mod source;
pub mod status;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use pyo3::exceptions::PyTypeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;

use self::call::{Call, Wanted};
use self::escape::escapable;
use self::raised::Raised;
use self::settings::{Arguments, Kept};
use self::source::{Callback, Cloud};
use self::status::CacheStatus;
use super::arguments::{Given, full_text, seconds_or_zero, text, wrong_type};
use super::source::TokenSource;
use super::token::Token;
use super::waiting::SLICE;
use crate::cache::Builder;
use crate::{Error, Minted, Result as Answer, Scope, SourceFn};

/// Keeps a token, refreshes it before it ends, and shares it: with all threads and event loops, by ``file`` with this
/// user's processes on this machine, by ``redis`` with other machines. Make one for the program, and ask it each time.
///
/// * ``source``: a NlsToken, DashToken or AiobToken; or a callable, or coroutine function, that gives a :class:`Token`
///   or a tuple of a text and the absolute Unix seconds when it ends. A callable is called without arguments by a
///   thread of the cache, a coroutine runs there in an event loop of its own; not two at once, unless a call takes longer
///   than 40 seconds: then it counts as lost, and another may begin beside it. It should return within 10 seconds, and
///   must not wait for the cache that calls it. When to try again is the cache's business.
/// * ``scope``: with a callable, a name for what its tokens are for, without a secret: caches of one name share their
///   token.
/// * ``file``: True for the user's folder for caches (``$XDG_CACHE_HOME/voxtoken``, else ``~/.cache/voxtoken``), or the
///   path of a folder.
/// * ``redis``: the URL of a Redis server: ``redis://[user:password@]host[:port][/database]``, ``rediss://…`` with TLS,
///   ``unix:///path``, ``redis+sentinel://[user:password@]host[:port][,host…]/name[/database]``.
/// * ``namespace``: keeps tokens of this name apart from others.
/// * ``min_validity``: how many seconds a token that ``get`` gives is usable at least.
/// * ``lead``: how many seconds before its end a token is replaced, half of its life at most; each process shortens
///   that by up to a quarter. Unless given, it depends on the life: 6 hours for a token of 36 hours.
/// * ``deadline``: how many seconds ``get`` waits at most.
/// * ``encrypt``: encrypts the token outside of this process, with a key derived from the source's secret (True), or
///   from this secret (a str).
/// * ``on_event``: a callable that is told each :class:`CacheEvent`, by the threads where it happens; it should be quick,
///   and must not wait for the cache that calls it.
/// * ``clock``: a callable that gives the time in Unix seconds. The system's clock unless given. The source has its
///   own.
///
/// Raises TypeError for a wrong type and InvalidArgumentError for a setting that breaks a rule; both name the argument.
///
/// >>> import time
/// >>> from voxtoken import TokenCache
/// >>> def ask():
/// ...     print("asking")
/// ...     return "a-token", time.time() + 3600
/// >>> cache = TokenCache(ask, scope="my cloud")
/// >>> cache.get().token
/// asking
/// 'a-token'
/// >>> cache.get().token
/// 'a-token'
/// >>> cache
/// <TokenCache of my cloud: fresh>
///
/// A token is never given when it has expired. While there is one, a new one is fetched in the background. A failure is
/// raised for all who wait, then the source is left alone for a while, until the error's ``retry_at``. A fetch outlives
/// its callers; between fetches there is no thread, loop or connection. A child of a fork goes on by itself. A file or
/// server that cannot be used is told to ``on_event`` and done without. At its end the interpreter waits for a callable
/// that is running; Ctrl-C then ends the process at once.
#[pyclass(frozen, module = "voxtoken")]
pub struct TokenCache {
    cache: crate::TokenCache,
    kept: Kept,
    origin: Origin,
    raised: Arc<Raised>,
    handed: Handed,
}

impl TokenCache {
    fn build(
        py: Python<'_>,
        builder: Builder,
        origin: Origin,
        raised: Arc<Raised>,
        arguments: Arguments<'_>,
    ) -> PyResult<Self> {
        let (builder, kept) = arguments.apply(py, builder)?;
        Ok(Self { cache: builder.build()?, kept, origin, raised, handed: Handed::default() })
    }

    fn min_validity(&self, given: Option<&Bound<'_, PyAny>>) -> PyResult<Duration> {
        given.map_or(Ok(self.kept.min_validity), |value| seconds_or_zero(value, "min_validity"))
    }

    fn deadline(&self, given: Option<&Bound<'_, PyAny>>) -> PyResult<Duration> {
        given.map_or(Ok(self.kept.deadline), |value| seconds_or_zero(value, "deadline"))
    }

    fn give(&self, py: Python<'_>, answer: Answer<Arc<crate::Token>>) -> PyResult<Py<Token>> {
        match answer {
            Ok(token) => self.handed.give(py, token),
            Err(error) => Err(self.raised.exception(py, &error)),
        }
    }
}

#[pymethods]
impl TokenCache {
    #[new]
    #[pyo3(
        signature = (
            source, *, scope=None, file=None, redis=None, namespace=Given::default(), min_validity=Given::default(),
            lead=None, deadline=Given::default(), encrypt=Given::default(), on_event=None, clock=None
        ),
        text_signature = "(source, *, scope=None, file=None, redis=None, namespace='', min_validity=0, lead=None, deadline=15, encrypt=False, on_event=None, clock=None)"
    )]
    #[allow(clippy::too_many_arguments)] // they are keywords
    fn new(
        py: Python<'_>,
        source: Bound<'_, PyAny>,
        scope: Option<&Bound<'_, PyAny>>,
        file: Option<Bound<'_, PyAny>>,
        redis: Option<Bound<'_, PyAny>>,
        namespace: Given<'_>,
        min_validity: Given<'_>,
        lead: Option<Bound<'_, PyAny>>,
        deadline: Given<'_>,
        encrypt: Given<'_>,
        on_event: Option<Bound<'_, PyAny>>,
        clock: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let raised = Arc::<Raised>::default();
        let (builder, origin) = match source.cast_into::<TokenSource>() {
            Ok(_) if scope.is_some() => {
                let rule = "goes with a callable; use namespace to keep tokens of a cloud apart";
                return Err(Error::invalid("scope", rule).into());
            }
            Ok(source) => {
                let source = Arc::new(source.unbind());
                let cloud = Cloud { source: source.clone(), raised: raised.clone() };
                (crate::TokenCache::builder(cloud), Origin::Cloud(source))
            }
            Err(other) => {
                let expected = "NlsToken, DashToken, AiobToken or callable";
                let callable = callable(other.into_inner(), "source", expected)?;
                let callback = Callback { callable: callable.clone(), raised: raised.clone() };
                let source = SourceFn::new(Scope::new(&*name(scope)?), move || callback.fetch());
                (crate::TokenCache::builder(source), Origin::Callable(callable))
            }
        };
        let arguments =
            Arguments { file, redis, namespace, min_validity, lead, deadline, encrypt, on_event, clock };
        Self::build(py, builder, origin, raised, arguments)
    }

    /// A cache of Agora tokens, each kept until its effective expiry draws near.
    ///
    /// ``mint`` is called as a ``source`` is, and gives the text of a token; ``scope`` names what it is for, such as
    /// channel and user. The other arguments are those of the class.
    ///
    /// >>> from voxtoken import TokenCache, agora
    /// >>> builder = agora.TokenBuilder("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b")
    /// >>> mint = lambda: builder.rtc("lobby", 23, agora.Role.PUBLISHER, 3600, 3600)
    /// >>> TokenCache.minted(mint, scope="lobby 23").get().token[:3]
    /// '007'
    #[staticmethod]
    #[pyo3(
        signature = (
            mint, *, scope=None, file=None, redis=None, namespace=Given::default(), min_validity=Given::default(),
            lead=None, deadline=Given::default(), encrypt=Given::default(), on_event=None, clock=None
        ),
        text_signature = "(mint, *, scope, file=None, redis=None, namespace='', min_validity=0, lead=None, deadline=15, encrypt=False, on_event=None, clock=None)"
    )]
    #[allow(clippy::too_many_arguments)] // they are keywords
    fn minted(
        py: Python<'_>,
        mint: Bound<'_, PyAny>,
        scope: Option<&Bound<'_, PyAny>>,
        file: Option<Bound<'_, PyAny>>,
        redis: Option<Bound<'_, PyAny>>,
        namespace: Given<'_>,
        min_validity: Given<'_>,
        lead: Option<Bound<'_, PyAny>>,
        deadline: Given<'_>,
        encrypt: Given<'_>,
        on_event: Option<Bound<'_, PyAny>>,
        clock: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let raised = Arc::<Raised>::default();
        let callable = callable(mint, "mint", "callable")?;
        let callback = Callback { callable: callable.clone(), raised: raised.clone() };
        let scope = Scope::new("agora").with("name", &*name(scope)?);
        let builder = crate::TokenCache::builder(Minted::new(scope, move || callback.mint()));
        let arguments =
            Arguments { file, redis, namespace, min_validity, lead, deadline, encrypt, on_event, clock };
        Self::build(py, builder, Origin::Callable(callable), raised, arguments)
    }

    /// Gives a token that is usable for ``min_validity`` seconds at least. It waits only while there is none, for
    /// ``deadline`` seconds at most; None is what the cache was made with. Other threads run meanwhile, and Ctrl-C ends
    /// the waiting.
    ///
    /// Raises the VoxTokenError for which there is no token, the same for all who wait, with ``retry_at``; what a
    /// callable raised is its ``__cause__``. RequestTimeoutError at the deadline: the fetch goes on.
    /// InvalidArgumentError if the tokens do not live that long.
    #[pyo3(signature = (min_validity=None, deadline=None))]
    fn get(
        &self,
        py: Python<'_>,
        min_validity: Option<&Bound<'_, PyAny>>,
        deadline: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<Token>> {
        if min_validity.is_none()
            && deadline.is_none()
            && let Some(token) = escapable(|| self.cache.carefree())?
        {
            return self.handed.give(py, token);
        }
        let (min_validity, deadline) = (self.min_validity(min_validity)?, self.deadline(deadline)?);
        let answer = call::wait(py, &self.cache, Wanted::Usable(min_validity), deadline)?;
        self.give(py, answer)
    }

    /// ``get`` without blocking: a coroutine for asyncio, in any event loop. When it is cancelled, the fetch goes on
    /// for the others. Nothing is asked before it is awaited.
    #[pyo3(signature = (min_validity=None, deadline=None))]
    fn get_async<'py>(
        slf: &Bound<'py, Self>,
        min_validity: Option<&Bound<'py, PyAny>>,
        deadline: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("voxtoken._asyncio")?.getattr("get")?.call1((slf, min_validity, deadline))
    }

    /// Gives the token, if there is a usable one in this process, else None. It never waits; when there is none or it
    /// is time for a new one, a fetch starts in the background.
    fn try_get(&self, py: Python<'_>) -> PyResult<Option<Py<Token>>> {
        escapable(|| self.cache.try_get())?.map(|token| self.handed.give(py, token)).transpose()
    }

    /// Tells that the service did not accept this token (a str or a Token), and gives whether a new one is fetched for
    /// it: not if it has been replaced already, nor before the ``retry_at`` of a failure (the token stays then), and only
    /// once a minute for all who share it. Where this process has no token and there are a file or a server, True says
    /// that it is compared with theirs. Then ``get`` the new one, and try the service once more only.
    fn reject(&self, token: &Bound<'_, PyAny>) -> PyResult<bool> {
        match token.cast::<Token>() {
            Ok(token) => escapable(|| self.cache.reject(token.get().content().value())),
            Err(_) => {
                let token = text(token, "token")?;
                escapable(|| self.cache.reject(&token))
            }
        }
    }

    /// Gives a token that was fetched less than a minute ago, within the ``deadline`` that the cache was made with.
    ///
    /// Raises as ``get`` does. After a failure the source is not asked again before the error's ``retry_at``.
    fn refresh(&self, py: Python<'_>) -> PyResult<Py<Token>> {
        let answer = call::wait(py, &self.cache, Wanted::New, self.kept.deadline)?;
        self.give(py, answer)
    }

    /// ``refresh`` without blocking: a coroutine for asyncio, in any event loop. Nothing is asked before it is awaited.
    fn refresh_async<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("voxtoken._asyncio")?.getattr("refresh")?.call1((slf,))
    }

    /// Waits until this process has no fetch under way, for ``limit`` seconds at most, or as long as it takes, and gives
    /// whether there is none: before the end of a short program whose last ``get`` may have begun one in the background.
    /// Its answer would be lost, and the next program would ask again. Ctrl-C ends the waiting.
    #[pyo3(signature = (limit=None))]
    fn settle(&self, py: Python<'_>, limit: Option<&Bound<'_, PyAny>>) -> PyResult<bool> {
        let limit = limit.map_or(Ok(Duration::MAX), |value| seconds_or_zero(value, "limit"))?;
        if self.cache.is_in_own_fetch() {
            return Ok(false);
        }
        let (begun, mut process) = (Instant::now(), std::process::id());
        let mut settled = self.cache.settled();
        loop {
            let left = limit.saturating_sub(begun.elapsed());
            let heard;
            (heard, settled) = py.detach(move || (settled.recv_timeout(SLICE.min(left)), settled));
            if heard.is_ok() || left.is_zero() {
                return Ok(heard.is_ok());
            }
            py.check_signals()?;
            // A signal's handler may have forked. What is under way is the parent's alone.
            if std::process::id() != process {
                process = std::process::id();
                settled = self.cache.settled();
            }
        }
    }

    /// Gives how things stand, without the token.
    ///
    /// >>> from voxtoken import TokenCache
    /// >>> status = TokenCache(lambda: ("a-token", 4102444800), scope="my cloud").status()
    /// >>> status.state, status.expire_time, status.counters["fetched"]
    /// ('empty', None, 0)
    fn status(&self) -> PyResult<CacheStatus> {
        escapable(|| self.cache.status()).map(CacheStatus)
    }

    /// Forgets the token, here and in the file and the server. Raises a VoxTokenError if one of these cannot be
    /// cleared; this process has forgotten the token all the same.
    fn clear(&self, py: Python<'_>) -> PyResult<()> {
        Ok(py.detach(|| self.cache.clear())?)
    }

    fn _call(
        &self,
        min_validity: Option<&Bound<'_, PyAny>>,
        deadline: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Call> {
        let wanted = Wanted::Usable(self.min_validity(min_validity)?);
        Call::start(&self.cache, wanted, self.deadline(deadline)?)
    }

    fn _answer(&self, py: Python<'_>, call: &Bound<'_, Call>) -> PyResult<Py<Token>> {
        self.give(py, call.get().answer(&self.cache)?)
    }

    fn _refresh(&self) -> PyResult<Call> {
        Call::start(&self.cache, Wanted::New, self.kept.deadline)
    }

    fn __repr__(&self) -> PyResult<String> {
        let status = escapable(|| self.cache.status())?;
        Ok(format!("<TokenCache of {}: {}>", status.label, status.state.name()))
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "cannot pickle or copy a TokenCache, because it holds a secret; make one in each process, with file=True to share the token",
        ))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        if self.cache.is_shared() {
            return Ok(()); // by a fetch, which needs all of it
        }
        self.origin.traverse(&visit)?;
        visit.call(self.kept.on_event.as_deref())?;
        self.kept.clock.traverse(&visit)?;
        self.raised.traverse(&visit)
    }
}

/// Where the tokens come from.
enum Origin {
    Cloud(Arc<Py<TokenSource>>),
    Callable(Arc<Py<PyAny>>),
}

impl Origin {
    fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        match self {
            Self::Cloud(source) => visit.call(&**source),
            Self::Callable(callable) => visit.call(&**callable),
        }
    }
}

/// The object that was given last, to be given again with the same token. It is locked only by those who have Python's
/// lock, so that a fork cannot leave it locked.
#[derive(Default)]
struct Handed(Mutex<Option<(Arc<crate::Token>, Py<Token>)>>);

impl Handed {
    fn give(&self, py: Python<'_>, token: Arc<crate::Token>) -> PyResult<Py<Token>> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, object)) = &*lock()
            && Arc::ptr_eq(known, &token)
        {
            return Ok(object.clone_ref(py));
        }
        let object = Py::new(py, Token::from(&*token))?;
        *lock() = Some((token, object.clone_ref(py)));
        Ok(object)
    }
}

fn callable(value: Bound<'_, PyAny>, name: &'static str, expected: &str) -> PyResult<Arc<Py<PyAny>>> {
    if value.is_callable() { Ok(Arc::new(value.unbind())) } else { Err(wrong_type(&value, name, expected)) }
}

/// The name of what a callable's tokens are for.
fn name(scope: Option<&Bound<'_, PyAny>>) -> PyResult<pyo3::pybacked::PyBackedStr> {
    let missing =
        "is missing; name what the tokens are for, without a secret: caches of one name share their token";
    full_text(scope.ok_or_else(|| Error::invalid("scope", missing))?, "scope")
}
