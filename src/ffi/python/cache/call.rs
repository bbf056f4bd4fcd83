//! A caller who waits for a token, without Python's lock: in a thread, or in an event loop.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use pyo3::prelude::*;

use super::escape::escapable;
use crate::ffi::python::attached::attached;
use crate::ffi::python::waiting::{SLICE, is_main_thread};
use crate::{Result, Token, TokenCache};

type Answer = Result<Arc<Token>>;

/// A call of a cache that is answered at once or later.
#[pyclass(frozen, module = "voxtoken._voxtoken")]
pub struct Call {
    place: Arc<Place>,
    wanted: Wanted,
    deadline: Duration,
}

/// What a caller wants.
#[derive(Clone, Copy)]
pub enum Wanted {
    /// A token that is usable for so long at least.
    Usable(Duration),
    /// A new token.
    New,
}

impl Wanted {
    /// What there is for a source or an observer, which must not wait for the cache that calls it.
    fn at_once(self, cache: &TokenCache) -> Answer {
        match self {
            Self::Usable(min_validity) => cache.get_with(min_validity, Duration::ZERO),
            Self::New => cache.refresh(),
        }
    }
}

#[derive(Default)]
struct Place {
    state: Mutex<State>,
    landed: Condvar,
}

#[derive(Default)]
struct State {
    answer: Option<Answer>,
    bell: Option<Py<PyAny>>,
}

impl Place {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves the answer, in the thread that fetched.
    fn land(&self, answer: Answer) {
        let mut state = self.state();
        state.answer = Some(answer);
        let bell = state.bell.take();
        drop(state);
        self.landed.notify_all();
        if let Some(bell) = bell {
            // What goes, goes with Python's lock.
            attached(move |py| {
                let bell = bell.into_bound(py);
                let _ = bell.call0(); // a loop that has been closed needs no answer
            });
        }
    }

    fn wait(&self, limit: Duration) -> Option<Answer> {
        let waiting = |state: &mut State| state.answer.is_none();
        let (state, _) = self
            .landed
            .wait_timeout_while(self.state(), limit, waiting)
            .unwrap_or_else(PoisonError::into_inner);
        state.answer.clone()
    }
}

impl Call {
    /// Asks the cache. It never blocks.
    pub fn start(cache: &TokenCache, wanted: Wanted, deadline: Duration) -> PyResult<Self> {
        let place = Arc::<Place>::default();
        let landing = place.clone();
        let then = move |answer| landing.land(answer);
        escapable(|| match wanted {
            _ if cache.is_in_own_fetch() => then(wanted.at_once(cache)),
            Wanted::Usable(min_validity) => cache.get_then(min_validity, then),
            Wanted::New => cache.refresh_then(then),
        })?;
        Ok(Self { place, wanted, deadline })
    }

    /// The answer; without one, what is left when the deadline is over.
    pub fn answer(&self, cache: &TokenCache) -> PyResult<Answer> {
        let answer = self.place.state().answer.clone();
        answer.map_or_else(|| escapable(|| self.late(cache)), Ok)
    }

    fn late(&self, cache: &TokenCache) -> Answer {
        match self.wanted {
            Wanted::Usable(min_validity) => cache.late(min_validity, self.deadline),
            Wanted::New => Err(cache.too_late(self.deadline)),
        }
    }
}

#[pymethods]
impl Call {
    /// The seconds to wait at most.
    #[getter]
    fn deadline(&self) -> f64 {
        self.deadline.as_secs_f64()
    }

    /// Is the answer there?
    fn done(&self) -> bool {
        self.place.state().answer.is_some()
    }

    /// Calls ``bell`` when the answer is there, in the thread that fetched; at once, if it is there already. None for
    /// nobody any more.
    fn ring(&self, bell: Option<Bound<'_, PyAny>>) -> PyResult<()> {
        let mut state = self.place.state();
        match bell {
            Some(bell) if state.answer.is_some() => {
                drop(state);
                bell.call0().map(drop)
            }
            bell => {
                let old = std::mem::replace(&mut state.bell, bell.map(Bound::unbind));
                drop(state);
                drop(old);
                Ok(())
            }
        }
    }
}

/// Asks the cache and waits, until the deadline at most. Ctrl-C ends it.
pub fn wait(py: Python<'_>, cache: &TokenCache, wanted: Wanted, deadline: Duration) -> PyResult<Answer> {
    let end = Instant::now() + deadline;
    let mut call = Call::start(cache, wanted, deadline)?;
    if call.done() {
        return call.answer(cache);
    }
    let slice = if is_main_thread(py)? { SLICE } else { deadline };
    let mut process = std::process::id();
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if let Some(answer) = py.detach(|| call.place.wait(slice.min(left))) {
            return Ok(answer);
        }
        if left.is_zero() {
            return call.answer(cache);
        }
        py.check_signals()?;
        // A signal's handler may have forked. What is under way is the parent's alone.
        if std::process::id() != process {
            process = std::process::id();
            call = Call::start(cache, wanted, deadline)?;
        }
    }
}
