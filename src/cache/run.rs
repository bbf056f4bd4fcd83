//! What a flight does: it looks into each store from near to far, takes the right to fetch in each, asks the source, and
//! leaves what it got in each store on the way back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use super::event::{Counting, Event, count};
use super::policy::Policy;
use super::state::{Decision, Held, Reason, Record, commit, decide};
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

/// What a flight is for.
#[derive(Clone, Copy)]
pub(super) struct Errand {
    pub need: i64,
    pub reason: Reason,
}

/// A flight that ended before the source asked anybody: what is known all the same, and why.
pub(super) struct Unasked {
    pub known: Record,
    pub error: Error,
}

impl Crew {
    /// The record after the flight, beginning with what this process knows.
    pub fn fly(&self, errand: Errand, known: Record) -> Result<Record, Unasked> {
        if self.will_do(&known, errand) {
            return Ok(known);
        }
        self.descend(&self.stores, errand, known)
    }

    fn descend(&self, shelves: &[Shelf], errand: Errand, mut known: Record) -> Result<Record, Unasked> {
        let Some((shelf, farther)) = shelves.split_first() else { return self.ask(errand.reason, known) };
        let store = &*shelf.store;
        let (lock, seen) = match self.turn(store, errand, &mut known) {
            Ok(Turn::Done(record)) => return Ok(self.shared(shelf, record)),
            Ok(Turn::Mine { lock, seen }) => (lock, seen),
            Err(error) => {
                self.failed(shelf, error);
                return self.descend(farther, errand, known);
            }
        };
        let before = known.generation;
        let mut after = self.descend(farther, errand, known)?;
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
            if locked || begun.plus(store.patience()).remaining(now) <= 0 {
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

    fn ask(&self, reason: Reason, known: Record) -> Result<Record, Unasked> {
        super::step("asking");
        let started = self.world.now();
        let answer = match unless_panicked(|| self.source.fetch()) {
            Err(error) if error.is_nobody_asked() => return Err(Unasked { known, error }),
            answer => answer,
        };
        let now = self.world.now();
        super::step("asked");
        let after = commit(&known, answer, reason, started, now, self.world.chance());
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
        event.log(&self.key);
        if let Some(observer) = &self.observer {
            // Its panic is not the flight's.
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
        _ => older.expires.remaining(newer.expires) > 0,
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
        if let (Some(held), Some(known)) = (&mut self.held, &known.held)
            && known.rejected
            && held.token.value() == known.token.value()
        {
            held.rejected = true;
        }
    }
}

/// A source that panics is one that fails.
pub(super) fn unless_panicked(fetch: impl FnOnce() -> Result<Token>) -> Result<Token> {
    catch_unwind(AssertUnwindSafe(fetch))
        .unwrap_or_else(|_| Err(Error::new(ErrorKind::Unavailable, "the source of tokens panicked")))
}
