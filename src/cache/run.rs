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

/// The cache that a flight is for.
pub(super) trait Home {
    /// Takes what the cloud's answer has changed, before anybody is told.
    fn keep(&self, record: &Record);

    /// Marks the token if it was rejected since.
    fn tell_rejected(&self, known: &mut Record);

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
        let mut stops = Vec::new();
        let mut after = self.descend(errand, known, &mut stops, home)?;
        while let Some(Stop { shelf, lock, seen, before, .. }) = stops.pop() {
            if home.was_cleared() {
                after.held = None;
            }
            // Where a farther store was emptied, it counts from 1 again; here, this is news.
            after.generation = after.generation.max(before.saturating_add(1));
            after = self.leave(shelf, after, seen);
            if home.was_cleared() {
                self.take_back(shelf, &mut after);
            }
            super::step("unlocking");
            drop(lock);
        }
        Ok(after)
    }

    /// What the first store has that will do; else what the source gives. `stops` get the stores on the way.
    fn descend<'a>(
        &'a self,
        errand: Errand,
        mut known: Record,
        stops: &mut Vec<Stop<'a>>,
        home: &dyn Home,
    ) -> Result<Record, Box<Unasked>> {
        for shelf in &self.stores {
            match self.turn(shelf, errand, &mut known) {
                Ok(Turn::Done(record)) => return Ok(self.shared(shelf, record)),
                Ok(Turn::Mine { lock, seen }) => {
                    let (before, since) = (known.generation, self.world.now());
                    stops.push(Stop { shelf, lock, seen, before, since });
                }
                Err(error) => self.failed(shelf, error),
            }
        }
        if let Some(record) = self.found_meanwhile(errand, &mut known, stops) {
            return Ok(record);
        }
        // A clock may have been set meanwhile.
        if self.will_do(&known, errand) { Ok(known) } else { self.ask(errand, known, home) }
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

    /// The store may have been cleared before the record was left there.
    fn take_back(&self, shelf: &Shelf, record: &mut Record) {
        record.held = None;
        if let Err(error) = shelf.store.clear() {
            self.failed(shelf, error);
        }
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
            // By the clock that nobody sets: all who wait would go on at once.
            let is_over = self.world.now().boot.saturating_sub(begun.boot) >= store.patience();
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
        stored.keep_rejected(known, now);
        known.keep_rejected(&stored, now);
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
        home.tell_rejected(&mut known);
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
        // The panic of a log or an observer is not the flight's.
        let _ = catch_unwind(AssertUnwindSafe(|| event.log(&self.key)));
        if let Some(observer) = &self.observer {
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
        _ => match older.expires.remaining(newer.expires) {
            // The copy from a store counts by the clock that said less when it was read.
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
    ///
    /// One that was refused unseen stays in use while nobody may ask for another one.
    pub fn keep_rejected(&mut self, known: &Self, now: Moment) {
        let refused = known.refused.as_ref().filter(|_| self.may_force(now));
        let Some(held) = &mut self.held else {
            self.refused = self.refused.take().or_else(|| known.refused.clone());
            return;
        };
        let rejected = known.held.as_ref().filter(|known| known.rejected).map(|known| &known.token);
        held.rejected |= rejected.into_iter().chain(refused).any(|token| token.value() == held.token.value());
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
        let (place, dead) = (host.files.clone(), Arc::default());
        FakeStore { layer: Layer::File, place, host: host.clone(), plain: false, dead }
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
        let (_others, _) = store(&host).try_lock(host.now()).unwrap();
        let there = host.clone();
        *host.universe.interrupt.lock().unwrap() =
            Some(Box::new(move || there.wall.store(3_600_000, Relaxed)));
        Process::new(host.clone(), source, vec![store(&host)], 1.0).fly(NEEDED);
        assert!(asked.load(Relaxed) >= PATIENCE, "asked after {} ms", asked.load(Relaxed));
    }

    #[test]
    fn a_clock_that_is_set_right_before_the_call_spares_it() {
        let (host, calls) = (host(), Arc::new(AtomicU64::new(0)));
        let (there, counting) = (host.clone(), calls.clone());
        let source = SourceFn::new(Scope::new("test"), move || {
            let call = counting.fetch_add(1, Relaxed) + 1;
            Ok(Token::new(format!("T{call}"), there.universe.time().cast_unsigned() / 1000 + 3600))
        });
        let process = Process::new(host.clone(), source, vec![store(&host)], 1.0);
        process.fly(NEEDED);
        host.files.lose();
        host.wall.store(3_000_000, Relaxed);
        let there = host.clone();
        *host.universe.interrupt.lock().unwrap() = Some(Box::new(move || there.wall.store(0, Relaxed)));
        process.fly(Errand { need: 0, reason: Reason::Due });
        assert_eq!(calls.load(Relaxed), 1);
        assert!(store(&host).load(host.now()).unwrap().is_some());
    }

    /// A cache that is cleared by a test.
    struct Cleared(Arc<AtomicBool>);

    impl Home for Cleared {
        fn keep(&self, _: &Record) {}

        fn tell_rejected(&self, _: &mut Record) {}

        fn was_cleared(&self) -> bool {
            self.0.swap(false, Relaxed)
        }
    }

    #[test]
    fn a_token_that_is_cleared_while_a_flight_leaves_it_in_a_store_does_not_come_back() {
        let (host, cleared) = (host(), Arc::new(AtomicBool::new(false)));
        let source =
            SourceFn::new(Scope::new("test"), || Err(Error::new(ErrorKind::Network, "no way to the cloud")));
        let process = Process::new(host.clone(), source, vec![store(&host)], 1.0);
        let (token, fetched) = (Arc::new(Token::new("T", 4_000_000_000)), host.now());
        let held = Held { token, fetched, expires: fetched.plus(3_600_000), rejected: false };
        let known = Record { generation: 1, held: Some(held), ..Record::default() };
        assert!(store(&host).publish(&known, 0, host.now()).unwrap());
        host.universe.time.store(100_000, Relaxed);

        let (there, clears) = (host.clone(), cleared.clone());
        let clear = move || {
            clears.store(true, Relaxed);
            store(&there).clear().unwrap();
        };
        *host.universe.before_writing.lock().unwrap() = Some(Box::new(clear));
        let wanted = Errand { need: 0, reason: Reason::Wanted };
        let after = process.crew.fly(wanted, known, &Cleared(cleared)).unwrap_or_else(|_| panic!());
        assert!(host.universe.before_writing.lock().unwrap().is_none() && after.gate.is_some());
        assert!(after.held.is_none());
        assert!(store(&host).load(host.now()).unwrap().is_none_or(|kept| kept.record.held.is_none()));
    }

    #[test]
    fn of_one_token_known_twice_the_end_by_both_clocks_is_kept() {
        let now = host().now();
        let record = |generation, boot| {
            let expires = crate::Moment { wall: now.wall + 3_600_000, boot: now.boot + boot };
            let token = Arc::new(Token::new("T", 4_000_000_000));
            let held = Held { token, fetched: now, expires, rejected: false };
            Record { generation, held: Some(held), ..Record::default() }
        };
        let kept = newest(record(2, 1000), record(1, 3_600_000));
        assert_eq!((kept.generation, kept.usable(now)), (2, 3_600_000));
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
        assert!(store(&host).try_lock(host.now()).unwrap().0.is_some());

        let cache = crate::TokenCache::new(source()).unwrap();
        for call in [2, 3] {
            assert_eq!(cache.get().unwrap_err().message(), "ending");
            assert_eq!(calls.load(Relaxed), call);
        }
        assert!(cache.status().gate.is_none());
    }
}
