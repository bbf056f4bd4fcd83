//! What a cache is made of besides its source. What is absent has the core's own default.

use std::ffi::OsString;
use std::sync::Arc;
use std::time::Duration;

use napi::Either;
use napi::threadsafe_function::ThreadsafeFunctionCallMode::NonBlocking;
use napi_derive::napi;

use super::clock::ToldClock;
use super::{Cache, Listener};
use crate::cache::{Builder, folder_of_user};
use crate::ffi::node::environment::Environment;
use crate::{Clock, Result, SystemClock, TokenCache, TokenSource};

/// Settings of a cache.
#[napi(object, object_to_js = false)]
pub struct CacheSettings {
    /// Seconds.
    pub min_validity: Option<u32>,
    /// Seconds.
    pub lead: Option<u32>,
    /// Milliseconds.
    pub deadline: Option<u32>,
    pub namespace: Option<String>,
    /// A folder, or whether there is the user's own.
    pub file: Option<Either<bool, String>>,
    /// A URL.
    pub redis: Option<String>,
    /// A secret, or whether there is the source's own.
    pub encrypt: Option<Either<bool, String>>,
    /// Absolute Unix seconds, if the program tells the time.
    pub now: Option<f64>,
}

impl CacheSettings {
    /// A cache for the source that is made with the clock.
    pub fn cache<S: TokenSource + 'static>(
        self,
        source: impl FnOnce(Arc<dyn Clock>) -> S,
        environment: &Environment,
        listener: Option<Listener>,
    ) -> Result<Cache> {
        let told = self.now.map(|now| Arc::new(ToldClock::new(now)));
        let clock: Arc<dyn Clock> = match &told {
            Some(clock) => clock.clone(),
            None => Arc::new(SystemClock),
        };
        let min_validity = Duration::from_secs(self.min_validity.unwrap_or(0).into());
        let builder = TokenCache::builder(source(clock.clone())).clock(clock).min_validity(min_validity);
        let mut builder = self.apply(builder, environment)?;
        if let Some(listener) = listener {
            builder = builder.on_event(move |event| {
                listener.call(event.into(), NonBlocking);
            });
        }
        Ok(Cache { cache: builder.build()?, min_validity, clock: told, handed: None })
    }

    fn apply(self, mut builder: Builder, environment: &Environment) -> Result<Builder> {
        if let Some(seconds) = self.lead {
            builder = builder.lead(Duration::from_secs(seconds.into()));
        }
        if let Some(milliseconds) = self.deadline {
            builder = builder.deadline(Duration::from_millis(milliseconds.into()));
        }
        if let Some(name) = self.namespace {
            builder = builder.namespace(name);
        }
        builder = match self.file {
            Some(Either::B(folder)) => builder.file_in(folder),
            Some(Either::A(true)) => {
                builder.file_in(folder_of_user(|name| environment.get(name).map(OsString::from))?)
            }
            Some(Either::A(false)) | None => builder,
        };
        if let Some(url) = self.redis {
            builder = builder.redis_amid(url, |name| environment.get(name).map(OsString::from));
        }
        Ok(match self.encrypt {
            Some(Either::B(secret)) => builder.encrypt_with(secret),
            Some(Either::A(true)) => builder.encrypt(),
            Some(Either::A(false)) | None => builder,
        })
    }
}
