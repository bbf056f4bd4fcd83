//! A flight in its own thread, and what it does with the cache that it is for.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::sync::Arc;

use super::flight::Flight;
use super::run::{Home, newest};
use super::state::{Errand, Record, commit};
use super::{Entry, Inner};
use crate::error::Error;
use crate::http::panicked;

thread_local! {
    /// The cache that this thread is fetching for, and the process that it does so in: a child of `fork` does not.
    static FETCHING: Cell<(*const Inner, u32)> = const { Cell::new((ptr::null(), 0)) };
}

/// Whether this thread is fetching for this cache.
pub(super) fn is_fetching_for(inner: &Inner) -> bool {
    let (fetching, process) = FETCHING.get();
    ptr::eq(fetching, inner) && process == std::process::id()
}

/// A flight, and the cache that it is for.
pub(super) struct Trip<'a> {
    inner: &'a Inner,
    flight: &'a Arc<Flight>,
    /// How often the cache had been cleared when that was looked at last.
    clears: Cell<u64>,
}

impl<'a> Trip<'a> {
    pub fn new(inner: &'a Inner, flight: &'a Arc<Flight>, entry: &Entry) -> Self {
        Self { inner, flight, clears: Cell::new(entry.clears) }
    }

    /// Why there is no new token, when the gate may have opened again before all who wait have their turn.
    pub fn fly(&self, errand: Errand, known: Record) -> Option<Error> {
        let crew = &self.inner.crew;
        let begun = crew.world.now();
        let generation = known.generation;
        FETCHING.set((self.inner, std::process::id()));
        let flown = catch_unwind(AssertUnwindSafe(|| crew.fly(errand, known, self)));
        FETCHING.set((ptr::null(), 0));
        let (record, error) = match flown {
            Ok(Ok(record)) => {
                let error = record.gate_error(begun);
                (record, error)
            }
            Ok(Err(unasked)) => (unasked.known, Some(unasked.error)),
            // A clock, say. What the cloud has answered is kept already.
            Err(_) => {
                let known = self.inner.entry.load().record.clone();
                let failed = || commit(&known, Err(panicked()), errand, begun, begun, crew.world.chance());
                let record = if known.generation == generation { failed() } else { known };
                (record, Some(panicked()))
            }
        };
        self.keep(&record);
        error
    }
}

impl Home for Trip<'_> {
    fn keep(&self, record: &Record) {
        // Another one may have landed since this one was given up for lost.
        let is_lost = !self.inner.hangar.knows(self.flight);
        self.inner.entry.rcu(|entry| {
            let mut record = record.clone();
            if entry.clears != self.clears.get() {
                record.held = None;
            }
            record.keep_rejected(&entry.record, self.inner.crew.world.now());
            let record = if is_lost { newest(entry.record.clone(), record) } else { record };
            self.inner.entry_after(entry, record)
        });
    }

    fn tell_rejected(&self, known: &mut Record) {
        known.keep_rejected(&self.inner.entry.load().record, self.inner.crew.world.now());
    }

    fn was_cleared(&self) -> bool {
        let clears = self.inner.entry.load().clears;
        self.clears.replace(clears) != clears
    }
}
