//! A fetch under way, and the promise of its token.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use napi::Env;
use napi::bindgen_prelude::Object;

use super::failure::{Outcome, outcome};
use super::token::Token;
use crate::{Error, ErrorKind, Result};

/// Fetches on a thread of its own, which neither the event loop nor libuv's pool waits for. The promise is fulfilled in
/// any case: with a token, or with what went wrong.
pub fn start(
    env: &Env,
    fetch: impl FnOnce() -> Result<crate::Token> + Send + 'static,
) -> napi::Result<Object<'_>> {
    let (deferred, promise) = env.create_deferred()?;
    let unstarted = deferred.clone();
    let job = move || {
        let result = catch_unwind(AssertUnwindSafe(fetch))
            .unwrap_or_else(|_| Err(Error::new(ErrorKind::Internal, "the asking thread panicked")));
        deferred.resolve(settled(result));
    };
    if let Err(error) = thread::Builder::new().name("voxtoken-ask".into()).spawn(job) {
        let message = format!("cannot start a thread to ask with: {error}");
        unstarted.resolve(settled(Err(Error::new(ErrorKind::Network, message))));
    }
    Ok(promise)
}

type Settle = Box<dyn FnOnce(Env) -> napi::Result<Outcome<Token>>>;

fn settled(result: Result<crate::Token>) -> Settle {
    Box::new(move |_| Ok(outcome(result)))
}
