//! What a cache needs from the machine: time and chance. Simulated in tests.

use std::sync::Arc;
use std::time::Duration;

use crate::clock::{Clock, Moment, SystemClock};

pub(super) trait World: Send + Sync {
    fn now(&self) -> Moment;
    fn sleep(&self, millis: i64);
    /// From 0 to 1.
    fn chance(&self) -> f64;
}

/// The real one.
pub(super) struct Machine(pub Arc<dyn Clock>);

impl Default for Machine {
    fn default() -> Self {
        Self(Arc::new(SystemClock))
    }
}

impl World for Machine {
    fn now(&self) -> Moment {
        self.0.moment()
    }

    fn sleep(&self, millis: i64) {
        std::thread::sleep(Duration::from_millis(millis.max(0).cast_unsigned()));
    }

    fn chance(&self) -> f64 {
        // Without random numbers, processes are only less spread.
        getrandom::u32().map_or(0.5, |random| f64::from(random) / f64::from(u32::MAX))
    }
}
