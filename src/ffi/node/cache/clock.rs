//! The time as a program tells it.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::Clock;

/// The time that the program told last: only its own thread can ask it.
pub struct ToldClock(AtomicU64);

impl ToldClock {
    /// In absolute Unix seconds.
    pub fn new(now: f64) -> Self {
        Self(AtomicU64::new(now as u64))
    }

    /// It is later now, or earlier.
    pub fn tell(&self, now: f64) {
        self.0.store(now as u64, Relaxed);
    }
}

impl Clock for ToldClock {
    fn now(&self) -> u64 {
        self.0.load(Relaxed)
    }
}
