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
use crate::clock::Moment;
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

impl Crew {
    /// The record after the flight, beginning with what this process knows.
    pub fn fly(&self, errand: Errand, known: Record) -> Record {
        if self.will_do(&known, errand) {
            return known;
        }
        let mut stops = Vec::new();
        let mut after = self.descend(errand, known, &mut stops);
        while let Some(Stop { shelf, lock, seen, before, .. }) = stops.pop() {
            // Where a farther store was emptied, it counts from 1 again; here, this is news.
            after.generation = after.generation.max(before.saturating_add(1));
            after = self.leave(shelf, after, seen);
            super::step("unlocking");
            drop(lock);
        }
        after
    }

    /// What the first store has that will do; else what the source gives. `stops` get the stores on the way.
    fn descend<'a>(&'a self, errand: Errand, mut known: Record, stops: &mut Vec<Stop<'a>>) -> Record {
        for shelf in &self.stores {
            match self.turn(shelf, errand, &mut known) {
                Ok(Turn::Done(record)) => return self.shared(shelf, record),
                Ok(Turn::Mine { lock, seen }) => {
                    let (before, since) = (known.generation, self.world.now());
                    stops.push(Stop { shelf, lock, seen, before, since });
                }
                Err(error) => self.failed(shelf, error),
            }
        }
        if let Some(record) = self.found_meanwhile(errand, &mut known, stops) {
            return record;
        }
        // A clock may have been set back meanwhile.
        if self.will_do(&known, errand) { known } else { self.ask(errand.reason, &known) }
    }

    /// While a farther store made us wait, whoever has the right to fetch in a nearer one may have fetched.
    fn found_meanwhile(&self, errand: Errand, known: &mut Record, stops: &mut Vec<Stop>) -> Option<Record> {
        const LONG: i64 = 1000;
        let now = self.world.now();
        let index =
            stops.iter().position(|stop| stop.lock.is_none() && stop.since.plus(LONG).remaining(now) <= 0)?;
        let shelf = stops[index].shelf;
        let Found { enough, record, .. } = self.look(shelf, shelf.store.load(now).ok()?, errand, known);
        if !enough {
            *known = record;
            return None;
        }
        stops.remove(index);
        Some(self.shared(shelf, record))
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
                Ok(Some(Kept { edition, record: found, damage })) => {
                    self.tell_damage(shelf, damage);
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
    fn turn(&self, shelf: &Shelf, errand: Errand, known: &mut Record) -> Result<Turn, StoreError> {
        /// A server that is slow for a moment must not send all who wait to the cloud at once.
        const FAILURES: u32 = 3; // in a row
        let store = &*shelf.store;
        // Most often it is there already.
        let Found { enough, record, .. } = self.look(shelf, store.load(self.world.now())?, errand, known);
        if enough {
            return Ok(Turn::Done(record));
        }
        *known = record;
        let begun = self.world.now();
        let (mut nth, mut failures) = (0, 0);
        loop {
            let turn = self.try_turn(shelf, errand, known);
            failures = if turn.is_err() { failures + 1 } else { 0 };
            let is_over = begun.plus(store.patience()).remaining(self.world.now()) <= 0;
            match turn {
                Ok(Turn::Mine { lock: None, .. }) if !is_over => {} // it is another's turn
                Err(error) if !error.foreign && !is_over && failures < FAILURES => {}
                turn => return turn,
            }
            let (least, most) = store.pause(nth);
            self.world.sleep(least + ((most - least) as f64 * self.world.chance()) as i64);
            nth += 1;
        }
    }

    /// The right to fetch, if nobody has it; or what somebody has fetched.
    fn try_turn(&self, shelf: &Shelf, errand: Errand, known: &mut Record) -> Result<Turn, StoreError> {
        let (lock, kept) = shelf.store.try_lock(self.world.now())?;
        if lock.is_some() {
            super::step("locked");
        }
        let Found { enough, record, seen } = self.look(shelf, kept, errand, known);
        if enough {
            return Ok(Turn::Done(record));
        }
        *known = record;
        Ok(Turn::Mine { lock, seen })
    }

    /// What is known together with what the store keeps, and whether that will do.
    fn look(&self, shelf: &Shelf, kept: Option<Kept>, errand: Errand, known: &mut Record) -> Found {
        let Some(Kept { edition: seen, record: mut stored, damage }) = kept else {
            return Found { enough: false, record: known.clone(), seen: 0 };
        };
        self.tell_damage(shelf, damage);
        let now = self.world.now();
        stored.keep_rejected(known);
        known.keep_rejected(&stored);
        let enough = self.will_do(&stored, errand);
        if !enough {
            return Found { enough, record: newest(stored, known.clone()), seen };
        }
        let no_better = stored.closed_gate(now).is_some() || stored.usable(now) <= errand.need;
        if no_better && known.usable(now) > stored.usable(now) {
            stored.held = known.held.clone(); // others have failed; that takes no token from us
        }
        Found { enough, record: stored, seen }
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

    fn ask(&self, reason: Reason, known: &Record) -> Record {
        super::step("asking");
        let started = self.world.now();
        let answer = unless_panicked(|| self.source.fetch());
        let now = self.world.now();
        super::step("asked");
        let after = commit(known, answer, reason, started, now, self.world.chance());
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
        after
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
        count(&self.counting.store_failures);
        if shelf.failing.swap(true, Relaxed) {
            return;
        }
        self.tell(Event::StoreFailed { layer: shelf.store.layer(), error: error.into() });
    }

    /// A damage is told once, until another edition has taken its place.
    fn tell_damage(&self, shelf: &Shelf, damage: Option<StoreError>) {
        if let Some(damage) = damage.filter(|_| !shelf.failing.load(Relaxed)) {
            self.failed(shelf, damage);
        }
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

/// A store on the way, where the record is left on the way back.
struct Stop<'a> {
    shelf: &'a Shelf,
    lock: Option<Lock>,
    /// The edition of the store.
    seen: u64,
    /// The generation that was known there.
    before: u64,
    since: Moment,
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
