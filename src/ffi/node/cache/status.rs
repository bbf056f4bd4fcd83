//! How things stand in a cache.

use napi_derive::napi;

use crate::cache::Status;
use crate::ffi::node::failure::{Failure, camel_case};

/// How things stand, without the token.
#[napi(object, object_from_js = false)]
pub struct CacheStatus {
    pub label: String,
    pub key: String,
    pub state: &'static str,
    /// Absolute Unix seconds.
    pub expire_time: Option<f64>,
    /// Seconds.
    pub expires_in: Option<f64>,
    pub fingerprint: Option<String>,
    pub generation: f64,
    pub gate: Option<Failure>,
    pub fetching: bool,
    /// Names and values.
    pub counters: Vec<(String, f64)>,
}

impl From<Status> for CacheStatus {
    fn from(status: Status) -> Self {
        Self {
            label: status.label,
            key: status.key,
            state: status.state.name(),
            expire_time: status.expires_at.map(|time| time as f64),
            expires_in: status.expires_in.map(|time| time as f64),
            fingerprint: status.fingerprint,
            generation: status.generation as f64,
            gate: status.gate.map(Failure::from),
            fetching: status.fetching,
            counters: status.counters.all().map(|(name, count)| (camel_case(name), count as f64)).collect(),
        }
    }
}
