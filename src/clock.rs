//! [`Clock`]: the only place that asks what time it is.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// The latest time that can be written as a date: almost the end of the year 9999, in Unix seconds.
#[cfg(feature = "http")]
pub(crate) const LATEST: u64 = 253_402_207_200;

/// Where the current time comes from. Inject your own in a test.
pub trait Clock: Send + Sync {
    /// Now, in seconds since 1970-01-01T00:00:00Z.
    fn now(&self) -> u64;

    /// Now by two clocks, for a [`TokenCache`](crate::TokenCache). Unless you implement it: [`Clock::now`], and this
    /// machine's clock that nobody sets.
    #[cfg(all(feature = "http", unix))]
    fn moment(&self) -> Moment {
        Moment {
            wall: self.now().saturating_mul(1000).min(i64::MAX as u64).cast_signed(),
            boot: since_boot(),
        }
    }
}

impl<T: Clock + ?Sized> Clock for Arc<T> {
    fn now(&self) -> u64 {
        (**self).now()
    }

    #[cfg(all(feature = "http", unix))]
    fn moment(&self) -> Moment {
        (**self).moment()
    }
}

/// The wall clock of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> u64 {
        // A clock set before 1970 counts as 1970: the cloud will say that it is wrong.
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
    }

    #[cfg(all(feature = "http", unix))]
    fn moment(&self) -> Moment {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64);
        Moment { wall, boot: since_boot() }
    }
}

/// A clock that stands still at the given Unix second.
#[derive(Clone, Copy, Debug)]
pub struct FixedClock(pub u64);

impl Clock for FixedClock {
    fn now(&self) -> u64 {
        self.0
    }
}

/// A point in time by two clocks, in milliseconds: the wall clock may be set, the boot clock may stop or start anew with
/// the machine. What one of the two says to be over is over.
#[cfg(all(feature = "http", unix))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub wall: i64,
    /// Milliseconds since the machine was started, those in suspension included.
    pub boot: i64,
}

#[cfg(all(feature = "http", unix))]
impl Moment {
    /// The moment so many milliseconds later, or earlier.
    pub fn plus(self, millis: i64) -> Self {
        Self { wall: self.wall.saturating_add(millis), boot: self.boot.saturating_add(millis) }
    }

    /// The milliseconds from `now` to this moment, by the clock that says less. Negative when it is past.
    pub fn remaining(self, now: Self) -> i64 {
        self.wall.saturating_sub(now.wall).min(self.boot.saturating_sub(now.boot))
    }
}

/// Milliseconds since the machine was started.
#[cfg(all(feature = "http", unix))]
fn since_boot() -> i64 {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    const CLOCK: rustix::time::ClockId = rustix::time::ClockId::Boottime;
    #[cfg(not(any(target_os = "linux", target_os = "android")))] // there it goes on in suspension
    const CLOCK: rustix::time::ClockId = rustix::time::ClockId::Monotonic;
    let time = rustix::time::clock_gettime(CLOCK);
    time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}
