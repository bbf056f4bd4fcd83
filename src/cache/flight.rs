//! [`Flight`]: one fetch under way, which belongs to none of its callers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use arc_swap::ArcSwap;

use crate::error::{Error, ErrorKind};

type Waiter = Box<dyn FnOnce(Option<&Error>) + Send>;

/// A fetch under way. All who wait for it share what becomes of it.
pub(super) struct Flight {
    /// After this time it counts as lost, and another one may start.
    pub limit: Instant,
    state: Mutex<State>,
    landed: Condvar,
}

#[derive(Default)]
struct State {
    /// Nothing, while it is under way. The error says why there is no new token, when the gate may have opened again.
    outcome: Option<Option<Error>>,
    waiters: Vec<Waiter>,
}

impl Flight {
    pub fn new(limit: Instant) -> Self {
        Self { limit, state: Mutex::default(), landed: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn has_landed(&self) -> bool {
        self.state().outcome.is_some()
    }

    /// Tells all who wait. The first landing counts.
    pub fn land(&self, error: Option<Error>) {
        let mut state = self.state();
        if state.outcome.is_some() {
            return;
        }
        let waiters = std::mem::take(&mut state.waiters);
        state.outcome = Some(error.clone());
        drop(state);
        self.landed.notify_all();
        for waiter in waiters {
            // A panic of one is not the others' business.
            let _ = catch_unwind(AssertUnwindSafe(|| waiter(error.as_ref())));
        }
    }

    /// Waits for the end. Nothing, if that did not come by the deadline.
    pub fn wait(&self, deadline: Instant) -> Option<Option<Error>> {
        let mut state = self.state();
        loop {
            if let Some(outcome) = &state.outcome {
                return Some(outcome.clone());
            }
            let left = deadline.checked_duration_since(Instant::now())?;
            state = self.landed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Calls `waiter` at the end; here and now, if that has come already.
    pub fn then(&self, waiter: impl FnOnce(Option<&Error>) + Send + 'static) {
        let mut state = self.state();
        match state.outcome.clone() {
            Some(outcome) => {
                drop(state);
                waiter(outcome.as_ref());
            }
            None => state.waiters.push(Box::new(waiter)),
        }
    }
}

/// Where the flight of this process is. A child of `fork` has none: the threads are its parent's, and so may be a lock.
pub(super) struct Hangar(ArcSwap<Place>);

struct Place {
    process: u32,
    flight: Mutex<Option<Arc<Flight>>>,
}

impl Place {
    fn new() -> Arc<Self> {
        Arc::new(Self { process: std::process::id(), flight: Mutex::default() })
    }
}

impl Hangar {
    pub fn new() -> Self {
        Self(ArcSwap::new(Place::new()))
    }

    /// The flight under way, or the one that `start` makes while nobody else can. `start` is not called while there is one.
    /// One that has landed at its start is for this caller only. Those who wait for one that is lost are told here.
    pub fn join(&self, start: impl FnOnce() -> Arc<Flight>) -> Arc<Flight> {
        let place = self.place();
        let mut slot = place.flight.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flight) = &*slot
            && Instant::now() < flight.limit
        {
            return flight.clone();
        }
        let flight = start();
        let next = Some(flight.clone()).filter(|flight| !flight.has_landed());
        let lost = std::mem::replace(&mut *slot, next);
        drop(slot);
        if let Some(lost) = lost {
            lost.land(Some(Error::new(
                ErrorKind::Timeout,
                "the fetch takes too long and is given up for lost",
            )));
        }
        flight
    }

    /// Whether there is one under way.
    pub fn is_busy(&self) -> bool {
        self.place().flight.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Whether this one is under way, and has not been given up for lost.
    pub fn knows(&self, flight: &Arc<Flight>) -> bool {
        let place = self.place();
        let slot = place.flight.lock().unwrap_or_else(PoisonError::into_inner);
        slot.as_ref().is_some_and(|other| Arc::ptr_eq(other, flight))
    }

    /// The flight has ended.
    pub fn leave(&self, flight: &Arc<Flight>) {
        let place = self.place();
        let mut slot = place.flight.lock().unwrap_or_else(PoisonError::into_inner);
        if slot.as_ref().is_some_and(|other| Arc::ptr_eq(other, flight)) {
            *slot = None;
        }
    }

    fn place(&self) -> Arc<Place> {
        let place = self.0.load_full();
        if place.process == std::process::id() {
            return place;
        }
        self.0.compare_and_swap(&place, Place::new());
        self.0.load_full()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn flight(limit: Duration) -> Arc<Flight> {
        Arc::new(Flight::new(Instant::now() + limit))
    }

    const LONG: Duration = Duration::from_secs(3600);

    #[test]
    fn there_is_one_flight_until_it_ends_or_is_given_up_for_lost() {
        let hangar = Hangar::new();
        let first = hangar.join(|| flight(LONG));
        assert!(Arc::ptr_eq(&first, &hangar.join(|| flight(LONG))));
        hangar.leave(&first);
        assert!(!hangar.is_busy() && !hangar.knows(&first));
        let lost = hangar.join(|| flight(Duration::ZERO));
        let next = hangar.join(|| flight(LONG));
        assert!(!Arc::ptr_eq(&lost, &next) && !hangar.knows(&lost));
        hangar.leave(&lost);
        assert!(hangar.knows(&next));
    }

    #[test]
    fn who_waits_for_a_flight_that_is_given_up_for_lost_is_told_once() {
        let hangar = Hangar::new();
        let lost = hangar.join(|| flight(Duration::ZERO));
        let told = Arc::new(Mutex::new(Vec::new()));
        let kinds = told.clone();
        lost.then(move |error| kinds.lock().unwrap().push(error.map(Error::kind)));
        hangar.join(|| flight(LONG));
        lost.land(None); // it comes back all the same
        assert_eq!(*told.lock().unwrap(), [Some(ErrorKind::Timeout)]);
        let outcome = lost.wait(Instant::now()).unwrap();
        assert_eq!(outcome.map(|error| error.kind()), Some(ErrorKind::Timeout));
    }

    #[test]
    fn a_flight_that_cannot_start_fails_its_caller_and_nobody_else() {
        let hangar = Hangar::new();
        let failed = hangar.join(|| {
            let flight = flight(LONG);
            flight.land(Some(Error::new(crate::error::ErrorKind::Internal, "no thread")));
            flight
        });
        assert!(failed.wait(Instant::now()).flatten().is_some());
        assert!(!hangar.is_busy());
        assert!(!hangar.join(|| flight(LONG)).has_landed());
    }

    #[test]
    fn who_comes_after_the_landing_does_not_wait() {
        let flight = flight(LONG);
        assert!(flight.wait(Instant::now()).is_none());
        flight.land(None);
        assert!(flight.wait(Instant::now()).is_some());
        let called = Arc::new(Mutex::new(false));
        let then = called.clone();
        flight.then(move |_| *then.lock().unwrap() = true);
        assert!(*called.lock().unwrap());
    }
}
