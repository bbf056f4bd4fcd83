//! How a call waits for its answer: without the global lock, and not longer than Ctrl-C allows.

use std::time::Duration;

use pyo3::prelude::*;

use super::flight::{Flight, unless_panicked};
use crate::{Error, ErrorKind, Result, Token};

/// How soon a signal is noticed that another thread of the process received.
pub const SLICE: Duration = Duration::from_millis(50);

/// Asks and waits. Only the main thread looks after signals, so only there another thread asks.
pub fn wait(py: Python<'_>, ask: impl FnOnce() -> Result<Token> + Send + 'static) -> PyResult<Result<Token>> {
    if !is_main_thread(py)? {
        return Ok(py.detach(|| unless_panicked(ask)));
    }
    let process = std::process::id();
    let flight = Flight::start(ask, None)?;
    loop {
        if let Some(answer) = py.detach(|| flight.wait(SLICE)) {
            return Ok(answer);
        }
        py.check_signals()?;
        // A signal's handler may have forked. The thread that asks is the parent's alone.
        if std::process::id() != process {
            let message = "this process was forked while it asked; ask again";
            return Ok(Err(Error::new(ErrorKind::Network, message)));
        }
    }
}

/// Only the main thread runs what a signal brings.
pub fn is_main_thread(py: Python<'_>) -> PyResult<bool> {
    let threading = py.import("threading")?;
    let main = threading.call_method0("main_thread")?.getattr("ident")?;
    main.eq(threading.call_method0("get_ident")?)
}
