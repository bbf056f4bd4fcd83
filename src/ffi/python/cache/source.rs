//! Where the tokens of a cache come from: an object of a cloud, or code of the caller.

use std::sync::Arc;
use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::raised::Raised;
use crate::ffi::python::arguments::{full_text, text, whole_seconds, wrong_type};
use crate::ffi::python::attached::attached;
use crate::ffi::python::source::TokenSource;
use crate::ffi::python::token;
use crate::{Error, ErrorKind, Result, Scope, Secret, Token};

/// An object of a cloud. Its settings never change.
pub struct Cloud {
    pub source: Arc<Py<TokenSource>>,
    pub raised: Arc<Raised>,
}

impl crate::TokenSource for Cloud {
    fn fetch(&self) -> Result<Token> {
        let source = self.source.get();
        let ask = attached(|py| source.ask(py).map_err(|error| self.raised.keep(py, error)));
        ask.unwrap_or_else(|| Err(closed()))?()
    }

    fn scope(&self) -> Result<Scope> {
        self.source.get().core().scope()
    }

    fn timeout(&self) -> Duration {
        self.source.get().core().timeout()
    }

    fn secret(&self) -> Option<Secret> {
        self.source.get().core().secret()
    }
}

/// A callable of the caller, or a coroutine function.
pub struct Callback {
    pub callable: Arc<Py<PyAny>>,
    pub raised: Arc<Raised>,
}

impl Callback {
    pub fn fetch(&self) -> Result<Token> {
        self.call(token_of)
    }

    pub fn mint(&self) -> Result<String> {
        self.call(|answer| Ok(full_text(answer, "mint")?.to_string()))
    }

    /// Calls it in this thread; what it gives is awaited if need be, and read.
    fn call<T>(&self, read: impl Fn(&Bound<'_, PyAny>) -> PyResult<T>) -> Result<T> {
        let call = |py: Python<'_>| {
            let call = py.import("voxtoken._callback")?.getattr("call")?;
            read(&call.call1((&*self.callable,))?)
        };
        let answer = attached(|py| {
            let answer = call(py).map_err(|error| self.raised.keep(py, error));
            if answer.is_ok() {
                self.raised.forget();
            }
            answer
        });
        answer.unwrap_or_else(|| Err(closed()))
    }
}

fn token_of(answer: &Bound<'_, PyAny>) -> PyResult<Token> {
    if let Ok(token) = answer.cast::<token::Token>() {
        return Ok(token.get().content());
    }
    match answer.cast::<PyTuple>() {
        Ok(pair) if pair.len() == 2 => Ok(Token::new(
            &*text(&pair.get_item(0)?, "token")?,
            whole_seconds(&pair.get_item(1)?, "expire_time")?,
        )),
        _ => Err(wrong_type(answer, "source", "a callable that gives a Token or (text, expire_time)")),
    }
}

fn closed() -> Error {
    Error::new(ErrorKind::Unavailable, "the Python interpreter is shutting down")
        .with_hint("Nothing can be fetched any more by this process.")
        .with_nobody_asked()
}
