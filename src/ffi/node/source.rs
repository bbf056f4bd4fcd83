//! The sources of tokens. They keep none; the classes in `bindings/node/lib` do.

use napi::Env;
use napi::bindgen_prelude::Object;
use napi_derive::napi;

use super::failure::{Outcome, outcome};
use super::flight;
use super::request::Request;
use super::settings::{AiobSettings, DashSettings, NlsSettings};
use crate::aliyun::{DashToken, NlsToken};
use crate::baidu::AiobToken;
use crate::{Clock, FixedClock, SystemClock};

/// Alibaba Cloud NLS.
#[napi]
pub struct NlsSource(NlsToken);

#[napi]
impl NlsSource {
    /// The source, or what is wrong with the settings. Nothing is sent.
    #[napi(catch_unwind)]
    pub fn create(settings: NlsSettings) -> Outcome<NlsSource> {
        outcome(settings.source().and_then(|source| {
            source.request(0, "nonce")?;
            Ok(Self(source))
        }))
    }

    /// Asks for a token. `now` replaces the system's clock, in absolute Unix seconds.
    #[napi(catch_unwind)]
    pub fn fetch<'env>(&self, env: &'env Env, now: Option<f64>) -> napi::Result<Object<'env>> {
        let source = match now {
            Some(now) => self.0.clone().clock(FixedClock(now as u64)),
            None => self.0.clone(),
        };
        flight::start(env, move || source.fetch())
    }

    /// The request as signed at `now` (absolute Unix seconds).
    #[napi(catch_unwind)]
    pub fn request(&self, nonce: String, now: Option<f64>) -> Outcome<Request> {
        outcome(self.0.request(now.map_or_else(|| SystemClock.now(), |now| now as u64), &nonce))
    }
}

/// Alibaba DashScope.
#[napi]
pub struct DashSource(DashToken);

#[napi]
impl DashSource {
    /// The source, or what is wrong with the settings. Nothing is sent.
    #[napi(catch_unwind)]
    pub fn create(settings: DashSettings) -> Outcome<DashSource> {
        outcome(settings.source().and_then(|source| {
            source.request()?;
            Ok(Self(source))
        }))
    }

    /// Asks for a temporary key.
    #[napi(catch_unwind)]
    pub fn fetch<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        let source = self.0.clone();
        flight::start(env, move || source.fetch())
    }

    /// The request. It holds the API key in clear.
    #[napi(catch_unwind)]
    pub fn request(&self) -> Outcome<Request> {
        outcome(self.0.request())
    }
}

/// Baidu AIOB.
#[napi]
pub struct AiobSource(AiobToken);

#[napi]
impl AiobSource {
    /// The source, or what is wrong with the settings. Nothing is sent.
    #[napi(catch_unwind)]
    pub fn create(settings: AiobSettings) -> Outcome<AiobSource> {
        outcome(settings.source().and_then(|source| {
            source.request()?;
            Ok(Self(source))
        }))
    }

    /// Asks for a token. `now` replaces the system's clock, in absolute Unix seconds.
    #[napi(catch_unwind)]
    pub fn fetch<'env>(&self, env: &'env Env, now: Option<f64>) -> napi::Result<Object<'env>> {
        let source = match now {
            Some(now) => self.0.clone().clock(FixedClock(now as u64)),
            None => self.0.clone(),
        };
        flight::start(env, move || source.fetch())
    }

    /// The request. It holds both keys in clear.
    #[napi(catch_unwind)]
    pub fn request(&self) -> Outcome<Request> {
        outcome(self.0.request())
    }
}
