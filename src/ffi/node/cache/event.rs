//! What happens in a cache, for a function of the program.

use std::time::Duration;

use napi::Status;
use napi::threadsafe_function::ThreadsafeFunction;
use napi_derive::napi;

use crate::cache::{Event, Layer};
use crate::ffi::node::failure::Failure;

/// What is told. It is called on the event loop, later, and does not keep the process alive.
pub type Listener = ThreadsafeFunction<CacheEvent, (), CacheEvent, Status, false, true>;

/// Something that happened. What does not go with its name is absent.
#[napi(object, object_from_js = false)]
pub struct CacheEvent {
    pub name: &'static str,
    pub layer: Option<&'static str>,
    pub error: Option<Failure>,
    /// Absolute Unix seconds.
    pub expire_time: Option<f64>,
    /// Seconds.
    pub took: Option<f64>,
    /// Seconds.
    pub retry_in: Option<f64>,
    pub usable: Option<bool>,
    pub acted: Option<bool>,
}

impl From<&Event> for CacheEvent {
    fn from(event: &Event) -> Self {
        let plain = Self {
            name: event.name(),
            layer: None,
            error: None,
            expire_time: None,
            took: None,
            retry_in: None,
            usable: None,
            acted: None,
        };
        let at = |layer: &Layer| Some(layer.name());
        let seconds = |duration: &Duration| Some(duration.as_secs_f64());
        match event {
            Event::Fetched { expires_at, took } => {
                Self { expire_time: Some(*expires_at as f64), took: seconds(took), ..plain }
            }
            Event::Failed { error, retry_in, usable } => Self {
                error: Some(error.clone().into()),
                retry_in: seconds(retry_in),
                usable: Some(*usable),
                ..plain
            },
            Event::StoreFailed { layer, error } => {
                Self { layer: at(layer), error: Some(error.clone().into()), ..plain }
            }
            Event::Shared { layer } | Event::Superseded { layer } | Event::StoreRecovered { layer } => {
                Self { layer: at(layer), ..plain }
            }
            Event::Rejected { acted } => Self { acted: Some(*acted), ..plain },
        }
    }
}
