//! What happens inside a cache, for logs and dashboards: [`Event`] and [`Counters`].

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use super::store::Layer;
use crate::error::Error;

/// The target of what goes to the log.
const TARGET: &str = "voxtoken::cache";
/// So many characters of a key tell which token it is about.
const KEY_IN_LOGS: usize = 12;

/// What happened. None of it holds a token.
///
/// The log of the program (`tracing`, target `voxtoken::cache`) is told as well, with the beginning of the key:
/// [`Event::Fetched`] as `INFO`, [`Event::Failed`] and [`Event::StoreFailed`] as `WARN`, the others as `DEBUG`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// The source gave a token, which ends at `expires_at` (absolute Unix seconds), after `took`.
    Fetched {
        /// Absolute Unix seconds.
        expires_at: u64,
        /// How long the source took.
        took: Duration,
    },
    /// The source gave no token. Nobody asks again for `retry_in`.
    Failed {
        /// What went wrong.
        error: Error,
        /// How long the gate stays closed.
        retry_in: Duration,
        /// Whether there is still a token to serve.
        usable: bool,
    },
    /// Another process had a token already, which was found in this layer.
    Shared {
        /// Where.
        layer: Layer,
    },
    /// The token that was fetched came too late: a newer one is in this layer and is used.
    Superseded {
        /// Where.
        layer: Layer,
    },
    /// A layer cannot be used, or what it has kept is damaged or encrypted otherwise. Told once, until it can be used again.
    StoreFailed {
        /// Which.
        layer: Layer,
        /// Why.
        error: Error,
    },
    /// A layer can be used again.
    StoreRecovered {
        /// Which.
        layer: Layer,
    },
    /// A caller said that the service did not accept the token; `acted` says whether a new one is fetched.
    Rejected {
        /// Not if the token was replaced already, nor within a minute of the last forced fetch, nor while nobody asks because
        /// a fetch has failed.
        acted: bool,
    },
}

impl Event {
    /// The name in `snake_case`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Fetched { .. } => "fetched",
            Self::Failed { .. } => "failed",
            Self::Shared { .. } => "shared",
            Self::Superseded { .. } => "superseded",
            Self::StoreFailed { .. } => "store_failed",
            Self::StoreRecovered { .. } => "store_recovered",
            Self::Rejected { .. } => "rejected",
        }
    }

    /// Writes it to the log of the program: a new token as `INFO`, a failure as `WARN`, the rest as `DEBUG`.
    pub(super) fn log(&self, key: &str) {
        let key = key.get(..KEY_IN_LOGS).unwrap_or(key);
        match self {
            Self::Fetched { expires_at, took } => {
                tracing::info!(target: TARGET, key, expires_at, took_ms = millis(took), "a new token");
            }
            Self::Failed { error, retry_in, usable } => {
                let kind = error.kind().name();
                tracing::warn!(target: TARGET, key, kind, %error, retry_in_ms = millis(retry_in), usable, "no new token");
            }
            Self::StoreFailed { layer, error } => {
                tracing::warn!(target: TARGET, key, layer = layer.name(), %error, "the store cannot be used");
            }
            Self::StoreRecovered { layer } => {
                tracing::debug!(target: TARGET, key, layer = layer.name(), "the store can be used again");
            }
            Self::Shared { layer } => {
                tracing::debug!(target: TARGET, key, layer = layer.name(), "shared by another process")
            }
            Self::Superseded { layer } => {
                tracing::debug!(target: TARGET, key, layer = layer.name(), "came too late")
            }
            Self::Rejected { acted } => {
                tracing::debug!(target: TARGET, key, acted, "rejected by the service")
            }
        }
    }
}

macro_rules! counters {
    ($($(#[$about:meta])* $name:ident),+ $(,)?) => {
        /// How often things happened in this process, since the cache was made.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Counters {
            $($(#[$about])* pub $name: u64,)+
        }

        impl Counters {
            /// Names and values.
            pub fn all(&self) -> impl Iterator<Item = (&'static str, u64)> {
                [$((stringify!($name), self.$name)),+].into_iter()
            }
        }

        #[derive(Default)]
        pub(super) struct Counting {
            $(pub $name: AtomicU64,)+
        }

        impl Counting {
            pub fn counters(&self) -> Counters {
                Counters { $($name: self.$name.load(Relaxed),)+ }
            }
        }
    };
}

counters! {
    /// Gets that were answered with a token which is due to be replaced.
    served_aging,
    /// Gets that waited for a fetch.
    waited,
    /// Gets that failed at once, because a fetch had failed shortly before.
    gated,
    /// Gets that ended with an error.
    failed,
    /// Fetches that were begun. Each looks into the stores first, and need not call the source.
    flights,
    /// Calls of the source that gave a token.
    fetched,
    /// Calls of the source that were throttled.
    throttled,
    /// Calls of the source that failed and may succeed later.
    failed_transient,
    /// Calls of the source that failed and need a person.
    failed_terminal,
    /// Tokens found with other processes.
    shared,
    /// Tokens that came too late.
    superseded,
    /// Rejections that led to a fetch.
    rejected,
    /// Rejections of a token that had been replaced already, or too soon after the last forced fetch or a failed one.
    rejected_ignored,
    /// Failures of the files.
    file_failures,
    /// Failures of the Redis server.
    redis_failures,
}

fn millis(duration: &Duration) -> u64 {
    duration.as_millis().min(u64::MAX.into()) as u64
}

/// One more.
pub(super) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Relaxed);
}
