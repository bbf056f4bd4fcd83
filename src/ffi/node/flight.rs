//! A fetch under way, and the promise of its token.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use napi::bindgen_prelude::Object;
use napi::{Either, Env, JsDeferred};
use napi_derive::napi;

use super::failure::{Outcome, outcome};
use super::token::Token;
use crate::http::{asking_thread, no_thread, panicked};
use crate::{Error, ErrorKind, Result};

type Deferred = JsDeferred<Outcome<Token>, Settle>;
type Settle = Box<dyn FnOnce(Env) -> napi::Result<Outcome<Token>> + Send>;

/// One fetch, which its caller may abandon.
#[derive(Default)]
#[napi]
pub struct Flight(Option<Deferred>);

#[napi]
impl Flight {
    #[napi(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Fulfills the promise with a failure, if it is still open: nothing waits for the request any more. It goes on to
    /// its end, and its result is lost.
    #[napi(catch_unwind)]
    pub fn abandon(&mut self) {
        if let Some(deferred) = self.0.take() {
            deferred.resolve(settled(Err(Error::new(ErrorKind::Timeout, "abandoned by the caller"))));
        }
    }

    /// Fetches on a thread of its own, which neither the event loop nor libuv's pool waits for. The promise is fulfilled
    /// in any case: with a token, or with what went wrong.
    pub fn start<'env>(
        &mut self,
        env: &'env Env,
        fetch: impl FnOnce() -> Result<crate::Token> + Send + 'static,
    ) -> napi::Result<Object<'env>> {
        let (deferred, promise) = env.create_deferred()?;
        let (unstarted, landing) = (deferred.clone(), deferred.clone());
        let job = move || {
            let result = catch_unwind(AssertUnwindSafe(fetch)).unwrap_or_else(|_| Err(panicked()));
            landing.resolve(settled(result));
        };
        if let Err(error) = asking_thread().spawn(job) {
            unstarted.resolve(settled(Err(no_thread(&error))));
        }
        self.0 = Some(deferred);
        Ok(promise)
    }

    /// Gives what `ask` tells its argument before it returns, or else the promise of it.
    pub fn wait<'env>(
        &mut self,
        env: &'env Env,
        ask: impl FnOnce(Then),
    ) -> napi::Result<Either<Outcome<Token>, Object<'env>>> {
        let meeting = Arc::new(Mutex::new(Meeting::Nobody));
        let other = meeting.clone();
        ask(Box::new(move |result| {
            let result = result.map(|token| (*token).clone());
            let mut meeting = other.lock().unwrap_or_else(PoisonError::into_inner);
            match std::mem::take(&mut *meeting) {
                Meeting::Caller(deferred) => deferred.resolve(settled(result)),
                _ => *meeting = Meeting::Answer(result),
            }
        }));
        let mut meeting = meeting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Meeting::Answer(result) = std::mem::take(&mut *meeting) {
            return Ok(Either::A(outcome(result.and_then(presentable))));
        }
        let (deferred, promise) = env.create_deferred()?;
        *meeting = Meeting::Caller(deferred.clone());
        self.0 = Some(deferred);
        Ok(Either::B(promise))
    }
}

/// What takes an answer, once.
pub type Then = Box<dyn FnOnce(Result<Arc<crate::Token>>) + Send>;

/// Who has come first: the answer, or the caller who waits for it.
#[derive(Default)]
enum Meeting {
    #[default]
    Nobody,
    Answer(Result<crate::Token>),
    Caller(Deferred),
}

/// What the promise is fulfilled with.
fn settled(result: Result<crate::Token>) -> Settle {
    Box::new(move |_| Ok(outcome(result.and_then(presentable))))
}

/// A token with an end that a `Date` can hold.
pub fn presentable(token: crate::Token) -> Result<crate::Token> {
    const LATEST: u64 = 8_640_000_000_000;
    if token.expires_at() > LATEST {
        return Err(Error::new(ErrorKind::BadResponse, "the answer has an expiry after the year 275760"));
    }
    Ok(token)
}
