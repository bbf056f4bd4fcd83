//! What a flight does: it looks into each store from near to far, takes the right to fetch in each, asks the source, and
//! leaves what it got in each store on the way back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use super::event::{Counting, Event, count};
use super::policy::Policy;
use super::state::{Decision, Errand, Held, Reason, Record, commit, decide};
use super::store::{Kept, Layer, Lock, Store, StoreError};
use super::world::World;
use crate::error::{Error, ErrorKind, Result};
use crate::source::TokenSource;
use crate::token::Token;

/// What a flight works with.
pub(super) struct Crew {
    /// The name that the token is kept under.
    pub key: String,
    pub source: Box<dyn TokenSource>,
    pub stores: Vec<Shelf>,
    pub policy: Policy,
    pub world: Box<dyn World>,
    pub counting: Counting,
    pub observer: Option<Observer>,
}

pub(super) type Observer = Box<dyn Fn(&Event) + Send + Sync>;

/// A store, and whether it failed the last time.
pub(super) struct Shelf {
    pub store: Box<dyn Store>,
    failing: AtomicBool,
}

impl Shelf {
    pub fn new(store: impl Store + 'static) -> Self {
        Self { store: Box::new(store), failing: AtomicBool::new(false) }
    }
}

/// The cache that a flight is for.
pub(super) trait Home {
    /// Takes what the cloud's answer has changed, before anybody is told.
    fn keep(&self, record: &Record);

    /// Whether it was cleared since this was asked last, or since the flight began.
    fn was_cleared(&self) -> bool;
}

/// A flight that ended before the source asked anybody: what is known all the same, and why.
pub(super) struct Unasked {
    pub known: Record,
    pub error: Error,
}

impl Crew {
    /// The record after the flight, beginning with what this process knows.
    pub fn fly(&self, errand: Errand, known: Record, home: &dyn Home) -> Result<Record, Box<Unasked>> {
        if self.will_do(&known, errand) {
            return Ok(known);
        }
        self.descend(&self.stores, errand, known, home)
    }

    fn descend(
        &self,
        shelves: &[Shelf],
        errand: Errand,
        mut known: Record,
        home: &dyn Home,
    ) -> Result<Record, Box<Unasked>> {
        let Some((shelf, farther)) = shelves.split_first() else {
            // A clock may have been set meanwhile.
            return if self.will_do(&known, errand) { Ok(known) } else { self.ask(errand, known, home) };
        };
        let store = &*shelf.store;
        let (lock, seen) = match self.turn(store, errand, &mut known) {
            Ok(Turn::Done(record)) => return Ok(self.shared(shelf, record)),
            Ok(Turn::Mine { lock, seen }) => (lock, seen),
            Err(error) => {
                self.failed(shelf, error);
                return self.descend(farther, errand, known, home);
            }
        };
        let before = known.generation;
        let mut after = self.descend(farther, errand, known, home)?;
        if home.was_cleared() {
            after.held = None;
        }
        // Where a farther store was emptied, it counts from 1 again; here, this is news.
        after.generation = after.generation.max(before.saturating_add(1));
        let after = self.leave(shelf, after, seen);
        super::step("unlocking");
        drop(lock);
        Ok(after)
    }

    /// Leaves the record in a store. What another has left there meanwhile stays, unless this token lives longer.
    fn leave(&self, shelf: &Shelf, mut record: Record, mut seen: u64) -> Record {
        const ATTEMPTS: u32 = 3; // each time, another has been faster
        let layer = shelf.store.layer();
        for _ in 0..ATTEMPTS {
            let published = shelf.store.publish(&record, seen, self.world.now());
            super::step(match layer {
                Layer::Redis => "published in redis",
                _ => "published in a file",
            });
            let found = match published {
                Ok(true) => {
                    self.recovered(shelf);
                    return record;
                }
                // If this process was stopped meanwhile, it is later than it was.
                Ok(false) => shelf.store.load(self.world.now()),
                Err(error) => Err(error),
            };
            match found {
                Ok(None) => seen = 0, // and cleared since
                Ok(Some(Kept { edition, record: found })) => {
                    self.tell(Event::Superseded { layer });
                    count(&self.counting.superseded);
                    record = newest(found.clone(), record);
                    if record.has_token_of(&found) {
                        return record;
                    }
                    seen = edition;
                }
                Err(error) => {
                    self.failed(shelf, error);
                    return record;
                }
            }
        }
        record
    }

    /// Waits for the right to fetch, or until somebody else has fetched.
    fn turn(&self, store: &dyn Store, errand: Errand, known: &mut Record) -> Result<Turn, StoreError> {
        // Most often it is there already.
        let Found { enough, record, .. } = self.look(store, errand, known)?;
        if enough {
            return Ok(Turn::Done(record));
        }
        *known = record;
        let begun = self.world.now();
        loop {
            let lock = store.try_lock()?;
            let locked = lock.is_some();
            if locked {
                super::step("locked");
            }
            // Whoever had the lock before may have fetched.
            let Found { enough, record, seen } = self.look(store, errand, known)?;
            if enough {
                return Ok(Turn::Done(record));
            }
            *known = record;
            let now = self.world.now();
            // By the clock that nobody sets: all who wait would go on at once.
            if locked || now.boot.saturating_sub(begun.boot) >= store.patience() {
                return Ok(Turn::Mine { lock, seen });
            }
            let (least, most) = store.pause();
            self.world.sleep(least + ((most - least) as f64 * self.world.chance()) as i64);
        }
    }

    /// What is known together with the store, and whether that will do.
    fn look(&self, store: &dyn Store, errand: Errand, known: &mut Record) -> Result<Found, StoreError> {
        let now = self.world.now();
        let Some(Kept { edition: seen, record: mut stored }) = store.load(now)? else {
            return Ok(Found { enough: false, record: known.clone(), seen: 0 });
        };
        stored.keep_rejected(known);
        known.keep_rejected(&stored);
        let enough = self.will_do(&stored, errand);
        if !enough {
            return Ok(Found { enough, record: newest(stored, known.clone()), seen });
        }
        let no_better = stored.closed_gate(now).is_some() || stored.usable(now) <= errand.need;
        if no_better && known.usable(now) > stored.usable(now) {
            stored.held = known.held.clone(); // others have failed; that takes no token from us
        }
        Ok(Found { enough, record: stored, seen })
    }

    /// Whether nothing needs to be fetched, for now.
    fn will_do(&self, record: &Record, errand: Errand) -> bool {
        let now = self.world.now();
        if record.closed_gate(now).is_some() {
            return true;
        }
        match errand.reason {
            Reason::Needed => !matches!(decide(record, errand.need, &self.policy, now), Decision::Wait),
            Reason::Due => {
                matches!(decide(record, errand.need, &self.policy, now), Decision::Serve | Decision::Fail(_))
            }
            Reason::Rejected => record.usable(now) > 0 || !record.may_force(now),
            Reason::Wanted => record.is_new(now),
        }
    }

    fn ask(&self, errand: Errand, mut known: Record, home: &dyn Home) -> Result<Record, Box<Unasked>> {
        super::step("asking");
        let started = self.world.now();
        let answer = match unless_panicked(|| self.source.fetch()) {
            Err(error) if error.is_nobody_asked() => return Err(Box::new(Unasked { known, error })),
            answer => answer,
        };
        let now = self.world.now();
        if home.was_cleared() {
            known.held = None;
        }
        let after = commit(&known, answer, errand, started, now, self.world.chance());
        home.keep(&after);
        super::step("asked");
        let took = Duration::from_millis(now.remaining(started).max(0).cast_unsigned());
        match &after.gate {
            None => {
                count(&self.counting.fetched);
                let expires_at = after.held.as_ref().map_or(0, |held| held.token.expires_at());
                self.tell(Event::Fetched { expires_at, took });
            }
            Some(gate) => {
                let counting = &self.counting;
                count(match gate.error.kind() {
                    ErrorKind::Throttled => &counting.throttled,
                    _ if gate.error.is_retryable() => &counting.failed_transient,
                    _ => &counting.failed_terminal,
                });
                let retry_in = Duration::from_millis(gate.closed(now).cast_unsigned());
                let usable = after.usable(now) > 0;
                self.tell(Event::Failed { error: gate.error.clone(), retry_in, usable });
            }
        }
        Ok(after)
    }

    fn shared(&self, shelf: &Shelf, record: Record) -> Record {
        self.recovered(shelf);
        let now = self.world.now();
        if record.usable(now) > 0 && record.closed_gate(now).is_none() {
            count(&self.counting.shared);
            self.tell(Event::Shared { layer: shelf.store.layer() });
        }
        record
    }

    fn failed(&self, shelf: &Shelf, error: StoreError) {
        let layer = shelf.store.layer();
        count(match layer {
            Layer::Redis => &self.counting.redis_failures,
            _ => &self.counting.file_failures,
        });
        if shelf.failing.swap(true, Relaxed) {
            return;
        }
        self.tell(Event::StoreFailed { layer, error: error.into() });
    }

    fn recovered(&self, shelf: &Shelf) {
        if shelf.failing.swap(false, Relaxed) {
            self.tell(Event::StoreRecovered { layer: shelf.store.layer() });
        }
    }

    /// Tells the log and the observer.
    pub fn tell(&self, event: Event) {
        // The panic of a log or an observer is not the flight's.
        let _ = catch_unwind(AssertUnwindSafe(|| event.log(&self.key)));
        if let Some(observer) = &self.observer {
            let _ = catch_unwind(AssertUnwindSafe(|| observer(&event)));
        }
    }
}

struct Found {
    enough: bool,
    record: Record,
    /// The edition of the store.
    seen: u64,
}

enum Turn {
    Mine { lock: Option<Lock>, seen: u64 },
    Done(Record),
}

/// The later of two records, with the token that lives longer.
pub(super) fn newest(one: Record, other: Record) -> Record {
    let (newer, older) = if one.generation >= other.generation { (one, other) } else { (other, one) };
    let outlives = |older: &Held, newer: &Held| match (older.rejected, newer.rejected) {
        (false, true) => true,
        (true, false) => false,
        _ => match older.expires.remaining(newer.expires) {
            // A store knows one clock of the two.
            0 => older.token.value() == newer.token.value(),
            longer => longer > 0,
        },
    };
    let held = match (older.held, newer.held) {
        (Some(older), Some(newer)) => Some(if outlives(&older, &newer) { older } else { newer }),
        (older, newer) => newer.or(older),
    };
    Record { held, ..newer }
}

impl Record {
    fn has_token_of(&self, other: &Self) -> bool {
        let value = |record: &Self| record.held.as_ref().map(|held| held.token.clone());
        match (value(self), value(other)) {
            (Some(own), Some(other)) => own.value() == other.value(),
            (own, _) => own.is_none(),
        }
    }

    /// A token that is known to be rejected is so wherever it is found.
    pub fn keep_rejected(&mut self, known: &Self) {
        let Some(held) = &mut self.held else {
            self.refused = self.refused.take().or_else(|| known.refused.clone());
            return;
        };
        let rejected = known.held.as_ref().filter(|known| known.rejected).map(|known| &known.token);
        held.rejected |=
            rejected.into_iter().chain(&known.refused).any(|token| token.value() == held.token.value());
    }
}

/// A source that panics is one that fails.
pub(super) fn unless_panicked(fetch: impl FnOnce() -> Result<Token>) -> Result<Token> {
    catch_unwind(AssertUnwindSafe(fetch))
        .unwrap_or_else(|_| Err(Error::new(ErrorKind::Unavailable, "the source of tokens panicked")))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, AtomicU64};

    use super::super::fleet::{FakeStore, Host, PATIENCE, Process, Universe};
    use super::*;
    use crate::source::{Scope, SourceFn};

    fn host() -> Arc<Host> {
        let universe = Arc::new(Universe::default());
        Arc::new(Host { universe, booted: 0, wall: 0.into(), files: Arc::default() })
    }

    fn store(host: &Arc<Host>) -> FakeStore {
        FakeStore { layer: Layer::File, place: host.files.clone(), host: host.clone(), plain: false }
    }

    const NEEDED: Errand = Errand { need: 0, reason: Reason::Needed };

    #[test]
    fn a_step_of_the_wall_clock_does_not_end_the_waiting_for_the_right_to_fetch() {
        let (host, asked) = (host(), Arc::new(AtomicI64::new(0)));
        let (there, when) = (host.clone(), asked.clone());
        let source = SourceFn::new(Scope::new("test"), move || {
            when.store(there.universe.time(), Relaxed);
            Ok(Token::new("T", 4_000_000_000))
        });
        let _others = store(&host).try_lock().unwrap().unwrap();
        let there = host.clone();
        *host.universe.interrupt.lock().unwrap() =
            Some(Box::new(move || there.wall.store(3_600_000, Relaxed)));
        Process::new(host.clone(), source, vec![store(&host)], 1.0).fly(NEEDED);
        assert!(asked.load(Relaxed) >= PATIENCE, "asked after {} ms", asked.load(Relaxed));
    }

    #[test]
    fn when_nobody_was_asked_those_who_wait_are_told_and_nothing_is_remembered() {
        let calls = Arc::new(AtomicU64::new(0));
        let source = || {
            let calls = calls.clone();
            SourceFn::new(Scope::new("test"), move || {
                calls.fetch_add(1, Relaxed);
                Err(Error::new(ErrorKind::Unavailable, "ending").with_nobody_asked())
            })
        };
        let host = host();
        let process = Process::new(host.clone(), source(), vec![store(&host)], 1.0);
        process.fly(NEEDED);
        let record = process.record();
        assert!(record.gate.is_none() && record.generation == 0);
        assert!(store(&host).load(host.now()).unwrap().is_none());
        assert!(store(&host).try_lock().unwrap().is_some());

        let cache = crate::TokenCache::new(source()).unwrap();
        for call in [2, 3] {
            assert_eq!(cache.get().unwrap_err().message(), "ending");
            assert_eq!(calls.load(Relaxed), call);
        }
        assert!(cache.status().gate.is_none());
    }
}
