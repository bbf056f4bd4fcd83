//! A request that is under way in a thread of its own.
//!
//! That thread never touches Python, so it can neither disturb an interpreter that exits nor be disturbed by it. It
//! leaves the answer and rings: a socket becomes readable, for which an event loop can wait.

use std::os::fd::AsRawFd;
use std::os::unix::net::UnixDatagram;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use pyo3::prelude::*;

use crate::http::{asking_thread, no_thread, panicked};
use crate::{Error, ErrorKind, Result, Token};

/// A request under way.
#[pyclass(frozen, module = "voxtoken._voxtoken")]
pub struct Flight {
    answer: Arc<OnceLock<Result<Token>>>,
    bell: UnixDatagram,
    /// The token that was kept when the request began.
    pub before: Option<Arc<Token>>,
}

impl Flight {
    /// Lets a thread ask. When nobody waits any more it goes on to its end, and its answer is lost.
    pub fn start(
        ask: impl FnOnce() -> Result<Token> + Send + 'static,
        before: Option<Arc<Token>>,
    ) -> Result<Self> {
        // A datagram to nobody is an error; a byte in a pipe that nobody reads would be a signal.
        let (bell, rope) = UnixDatagram::pair().map_err(|error| no_thread(&error))?;
        let answer = Arc::new(OnceLock::new());
        let place = answer.clone();
        asking_thread()
            .spawn(move || {
                place.get_or_init(|| unless_panicked(ask));
                let _ = rope.send(&[1]);
            })
            .map_err(|error| no_thread(&error))?;
        Ok(Self { answer, bell, before })
    }

    /// Waits this long for the answer, or until a signal comes.
    pub fn wait(&self, limit: Duration) -> Option<Result<Token>> {
        // Without an answer or a time limit, this would only wait less.
        let _ = self.bell.set_read_timeout(Some(limit));
        let _ = self.bell.recv(&mut [0]);
        self.answer.get().cloned()
    }

    /// The answer.
    pub fn answer(&self) -> Result<Token> {
        let early = || Err(Error::new(ErrorKind::Internal, "the answer is not there yet"));
        self.answer.get().cloned().unwrap_or_else(early)
    }
}

#[pymethods]
impl Flight {
    /// The descriptor that becomes readable when the answer is there.
    fn fileno(&self) -> i32 {
        self.bell.as_raw_fd()
    }

    /// The token that was fetched. Raises what went wrong.
    fn fetched(&self) -> PyResult<super::token::Token> {
        Ok((&self.answer()?).into())
    }
}

/// Asks. A panic is an error like any other.
pub fn unless_panicked(ask: impl FnOnce() -> Result<Token>) -> Result<Token> {
    catch_unwind(AssertUnwindSafe(ask)).unwrap_or_else(|_| Err(panicked()))
}
