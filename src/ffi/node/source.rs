//! The sources of tokens. They keep none; the classes in `bindings/node/lib` do.

use napi::Env;
use napi::bindgen_prelude::Object;
use napi_derive::napi;

use super::cache::settings::CacheSettings;
use super::cache::{Cache, Listener};
use super::environment::Environment;
use super::failure::{Outcome, outcome};
use super::flight::Flight;
use super::request::Request;
use super::settings::{AiobSettings, DashSettings, NlsSettings, Source};
use crate::aliyun::{DashToken, NlsToken};
use crate::baidu::AiobToken;
use crate::{Clock, FixedClock, SystemClock};

/// Alibaba Cloud NLS.
#[napi]
pub struct NlsSource(Source<NlsToken>);

#[napi]
impl NlsSource {
    /// The source, or what is wrong with the settings. Nothing is sent. `environment` is `process.env`.
    #[napi(catch_unwind)]
    pub fn create(settings: NlsSettings, environment: Object) -> Outcome<NlsSource> {
        outcome(settings.source(&Environment::new(environment)).map(Self))
    }

    /// Asks for a token, on its own flight. `environment` is `process.env`; `now` replaces the system's clock, in absolute
    /// Unix seconds.
    #[napi(catch_unwind)]
    pub fn fetch<'env>(
        &self,
        env: &'env Env,
        flight: &mut Flight,
        environment: Object,
        now: Option<f64>,
    ) -> napi::Result<Object<'env>> {
        let source = self.0.source.clone().transport(self.0.client(&Environment::new(environment)));
        let source = match now {
            Some(now) => source.clock(FixedClock(now as u64)),
            None => source,
        };
        flight.start(env, move || source.fetch())
    }

    /// A cache of its tokens, or what is wrong with the settings. Nothing is sent. `environment` is `process.env`.
    #[napi(catch_unwind)]
    pub fn cache(
        &self,
        settings: CacheSettings,
        environment: Object,
        listener: Option<Listener>,
    ) -> Outcome<Cache> {
        let environment = Environment::new(environment);
        let source = self.0.source.clone().transport(self.0.client(&environment));
        outcome(settings.cache(|clock| source.clock(clock), &environment, listener))
    }

    /// The request as signed at `now` (absolute Unix seconds).
    #[napi(catch_unwind)]
    pub fn request(&self, nonce: String, now: Option<f64>) -> Outcome<Request> {
        outcome(self.0.source.request(now.map_or_else(|| SystemClock.now(), |now| now as u64), &nonce))
    }
}

/// Alibaba DashScope.
#[napi]
pub struct DashSource(Source<DashToken>);

#[napi]
impl DashSource {
    /// The source, or what is wrong with the settings. Nothing is sent. `environment` is `process.env`.
    #[napi(catch_unwind)]
    pub fn create(settings: DashSettings, environment: Object) -> Outcome<DashSource> {
        outcome(settings.source(&Environment::new(environment)).map(Self))
    }

    /// Asks for a temporary key, on its own flight. `environment` is `process.env`.
    #[napi(catch_unwind)]
    pub fn fetch<'env>(
        &self,
        env: &'env Env,
        flight: &mut Flight,
        environment: Object,
    ) -> napi::Result<Object<'env>> {
        let source = self.0.source.clone().transport(self.0.client(&Environment::new(environment)));
        flight.start(env, move || source.fetch())
    }

    /// A cache of its tokens, or what is wrong with the settings. Nothing is sent. `environment` is `process.env`.
    #[napi(catch_unwind)]
    pub fn cache(
        &self,
        settings: CacheSettings,
        environment: Object,
        listener: Option<Listener>,
    ) -> Outcome<Cache> {
        let environment = Environment::new(environment);
        let source = self.0.source.clone().transport(self.0.client(&environment));
        outcome(settings.cache(|_| source, &environment, listener))
    }

    /// The request. It holds the API key in clear.
    #[napi(catch_unwind)]
    pub fn request(&self) -> Outcome<Request> {
        outcome(self.0.source.request())
    }
}

/// Baidu AIOB.
#[napi]
pub struct AiobSource(Source<AiobToken>);

#[napi]
impl AiobSource {
    /// The source, or what is wrong with the settings. Nothing is sent. `environment` is `process.env`.
    #[napi(catch_unwind)]
    pub fn create(settings: AiobSettings, environment: Object) -> Outcome<AiobSource> {
        outcome(settings.source(&Environment::new(environment)).map(Self))
    }

    /// Asks for a token, on its own flight. `environment` is `process.env`; `now` replaces the system's clock, in absolute
    /// Unix seconds.
    #[napi(catch_unwind)]
    pub fn fetch<'env>(
        &self,
        env: &'env Env,
        flight: &mut Flight,
        environment: Object,
        now: Option<f64>,
    ) -> napi::Result<Object<'env>> {
        let source = self.0.source.clone().transport(self.0.client(&Environment::new(environment)));
        let source = match now {
            Some(now) => source.clock(FixedClock(now as u64)),
            None => source,
        };
        flight.start(env, move || source.fetch())
    }

    /// A cache of its tokens, or what is wrong with the settings. Nothing is sent. `environment` is `process.env`.
    #[napi(catch_unwind)]
    pub fn cache(
        &self,
        settings: CacheSettings,
        environment: Object,
        listener: Option<Listener>,
    ) -> Outcome<Cache> {
        let environment = Environment::new(environment);
        let source = self.0.source.clone().transport(self.0.client(&environment));
        outcome(settings.cache(|clock| source.clock(clock), &environment, listener))
    }

    /// The request. It holds both keys in clear.
    #[napi(catch_unwind)]
    pub fn request(&self) -> Outcome<Request> {
        outcome(self.0.source.request())
    }
}
