//! A token that is kept, refreshed and shared. What is simpler in JavaScript is in `bindings/node/lib/token-cache.js`.

pub mod clock;
mod event;
pub mod settings;
mod source;
mod status;

use std::sync::Arc;
use std::time::Duration;

use napi::bindgen_prelude::{Either3, Object};
use napi::{Either, Env};
use napi_derive::napi;

use self::clock::ToldClock;
pub use self::event::Listener;
use self::settings::CacheSettings;
use self::source::{Call, Caller};
use self::status::CacheStatus;
use super::environment::Environment;
use super::failure::{Failure, Outcome, outcome};
use super::flight::{Flight, presentable};
use super::token::Token;
use crate::http::{asking_thread, no_thread};
use crate::{Minted, Scope, SourceFn, TokenCache};

/// A cache. `now`, which its methods take, is the time that the program tells, in absolute Unix seconds, if it does.
#[napi]
pub struct Cache {
    cache: TokenCache,
    min_validity: Duration,
    clock: Option<Arc<ToldClock>>,
    /// What `try_get` gave last.
    handed: Option<Arc<crate::Token>>,
}

#[napi]
impl Cache {
    /// A cache for tokens that a function of the program fetches, or what is wrong with the settings. `environment` is
    /// `process.env`.
    #[napi(catch_unwind)]
    pub fn of_fetch(
        scope: String,
        call: Call,
        settings: CacheSettings,
        environment: Object,
        listener: Option<Listener>,
    ) -> Outcome<Cache> {
        let caller = Caller(call);
        let source = SourceFn::new(Scope::new(scope), move || caller.ask());
        outcome(settings.cache(|_| source, &Environment::new(environment), listener))
    }

    /// A cache for Agora tokens that a function of the program mints, or what is wrong with the settings. `environment`
    /// is `process.env`.
    #[napi(catch_unwind)]
    pub fn of_mint(
        scope: String,
        call: Call,
        settings: CacheSettings,
        environment: Object,
        listener: Option<Listener>,
    ) -> Outcome<Cache> {
        let caller = Caller(call);
        let mint = move || caller.ask().map(|token| token.value().to_owned());
        let source = Minted::new(Scope::new("agora").with("name", scope), mint);
        outcome(settings.cache(|_| source, &Environment::new(environment), listener))
    }

    /// A token that is usable for `min_validity` seconds at least, or the settings', if that is known; else the promise of
    /// it, on its own flight.
    #[napi(catch_unwind)]
    pub fn get<'env>(
        &self,
        env: &'env Env,
        flight: &mut Flight,
        min_validity: Option<u32>,
        now: Option<f64>,
    ) -> napi::Result<Either3<Token, Failure, Object<'env>>> {
        self.tell(now);
        let need = self.need(min_validity);
        Ok(flat(flight.wait(env, |then| self.cache.get_then(need, then))?))
    }

    /// What is left for a caller to whom nothing came within `limit` milliseconds.
    #[napi(catch_unwind)]
    pub fn late(&self, min_validity: Option<u32>, limit: u32, now: Option<f64>) -> Outcome<Token> {
        self.tell(now);
        let token = self.cache.late(self.need(min_validity), Duration::from_millis(limit.into()));
        outcome(token.and_then(|token| presentable((*token).clone())))
    }

    /// The token in this process, or nothing; `true` if it is the one that this method gave the last time.
    #[napi(catch_unwind)]
    pub fn try_get(&mut self, now: Option<f64>) -> Option<Either<bool, Token>> {
        self.tell(now);
        let token = self.cache.try_get()?;
        if self.handed.as_ref().is_some_and(|handed| Arc::ptr_eq(handed, &token)) {
            return Some(Either::A(true));
        }
        let shown = presentable((*token).clone()).ok()?;
        self.handed = Some(token);
        Some(Either::B(shown.into()))
    }

    /// Tells that the service did not accept this token, and whether a new one is fetched for it.
    #[napi(catch_unwind)]
    pub fn reject(&self, token: String, now: Option<f64>) -> bool {
        self.tell(now);
        self.cache.reject(&token)
    }

    /// A token that was fetched less than a minute ago, if that is known; else the promise of it, on its own flight.
    #[napi(catch_unwind)]
    pub fn refresh<'env>(
        &self,
        env: &'env Env,
        flight: &mut Flight,
        now: Option<f64>,
    ) -> napi::Result<Either3<Token, Failure, Object<'env>>> {
        self.tell(now);
        Ok(flat(flight.wait(env, |then| self.cache.refresh_then(then))?))
    }

    /// Why a caller of `refresh` gets nothing to whom nothing came within `limit` milliseconds.
    #[napi(catch_unwind)]
    pub fn unrefreshed(&self, limit: u32) -> Failure {
        self.cache.too_late(Duration::from_millis(limit.into())).into()
    }

    /// The promise that this process has no fetch under way.
    #[napi(catch_unwind)]
    pub fn settle<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        type Settle = Box<dyn FnOnce(Env) -> napi::Result<()> + Send>;
        let (deferred, promise) = env.create_deferred::<_, Settle>()?;
        self.cache.settle_then(move || deferred.resolve(Box::new(|_| Ok(()))));
        Ok(promise)
    }

    /// How things stand, without the token.
    #[napi(catch_unwind)]
    pub fn status(&self, now: Option<f64>) -> CacheStatus {
        self.tell(now);
        self.cache.status().into()
    }

    /// Forgets the token, here and in the stores, on a thread of its own. The promise is fulfilled in any case: with
    /// nothing, or with why a store could not be cleared.
    #[napi(catch_unwind)]
    pub fn clear<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        type Settle = Box<dyn FnOnce(Env) -> napi::Result<Option<Failure>> + Send>;
        let (deferred, promise) = env.create_deferred::<_, Settle>()?;
        let (unstarted, cache) = (deferred.clone(), self.cache.clone());
        let job = move || {
            let failure = cache.clear().err().map(Failure::from);
            deferred.resolve(Box::new(|_| Ok(failure)));
        };
        if let Err(error) = asking_thread().spawn(job) {
            let failure = Failure::from(no_thread(&error));
            unstarted.resolve(Box::new(|_| Ok(Some(failure))));
        }
        Ok(promise)
    }

    fn tell(&self, now: Option<f64>) {
        if let (Some(clock), Some(now)) = (&self.clock, now) {
            clock.tell(now);
        }
    }

    fn need(&self, min_validity: Option<u32>) -> Duration {
        min_validity.map_or(self.min_validity, |seconds| Duration::from_secs(seconds.into()))
    }
}

/// An outcome or the promise of one, as JavaScript takes it.
fn flat(found: Either<Outcome<Token>, Object>) -> Either3<Token, Failure, Object> {
    match found {
        Either::A(Either::A(token)) => Either3::A(token),
        Either::A(Either::B(failure)) => Either3::B(failure),
        Either::B(promise) => Either3::C(promise),
    }
}
