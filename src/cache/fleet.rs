//! For tests: processes on hosts that share stores, in virtual time.

use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use super::event::Counting;
use super::policy::Policy;
use super::run::{Crew, Home, Shelf};
use super::state::{self, Errand, Reason, Record};
use super::store::{Kept, Layer, Lock, Store, StoreError};
use super::stored;
use super::world::World;
use crate::clock::Moment;
use crate::error::Result;
use crate::source::{Scope, SourceFn, TokenSource};
use crate::token::Token;

thread_local! {
    /// What is wrong is told here: where it shows, a panic would be a source's failure.
    pub(super) static WRONG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

pub(super) fn wrong(what: String) {
    WRONG.with_borrow_mut(|all| all.push(what));
}

/// What all share: the true time in milliseconds, and a course of chance.
#[derive(Default)]
pub(super) struct Universe {
    pub time: AtomicI64,
    pub seed: AtomicU64,
    /// What happens before a process next tries to lock a store.
    pub interrupt: Mutex<Option<Interrupt>>,
    /// What happens when a store is written next, after it was looked at.
    pub before_writing: Mutex<Option<Interrupt>>,
    /// How long the flight under way has slept.
    pub slept: AtomicI64,
}

pub(super) type Interrupt = Box<dyn FnOnce() + Send>;

impl Universe {
    pub fn time(&self) -> i64 {
        self.time.load(Relaxed)
    }

    /// From 0 to 1: a linear congruential generator.
    pub fn chance(&self) -> f64 {
        let next =
            |seed: u64| seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let seed = next(self.seed.load(Relaxed));
        self.seed.store(seed, Relaxed);
        (seed >> 33) as f64 / (1u64 << 31) as f64
    }
}

/// A machine with clocks of its own. Its boot clock is true; its wall clock may be wrong.
pub(super) struct Host {
    pub universe: Arc<Universe>,
    pub booted: i64,
    pub wall: AtomicI64,
    pub files: Arc<Place>,
}

impl Host {
    pub fn now(&self) -> Moment {
        let time = self.universe.time();
        Moment { wall: time + self.wall.load(Relaxed), boot: time - self.booted }
    }
}

impl World for Arc<Host> {
    fn now(&self) -> Moment {
        Host::now(self)
    }

    fn sleep(&self, millis: i64) {
        self.universe.time.fetch_add(millis, Relaxed);
        self.universe.slept.fetch_add(millis, Relaxed);
    }

    fn chance(&self) -> f64 {
        self.universe.chance()
    }
}

/// What a store keeps, for all that share it.
#[derive(Default)]
pub(super) struct Place {
    kept: Mutex<Option<Written>>,
    holder: Mutex<Option<Holder>>,
    /// The highest generation since it was lost.
    highest: AtomicU64,
    pub broken: AtomicBool,
}

struct Written {
    edition: u64,
    text: Text,
    /// The true time of writing.
    written: i64,
}

/// As the real stores keep it; or, where all clocks agree and speed counts, as it is.
enum Text {
    Real(Vec<u8>),
    Plain(Record),
}

#[derive(Clone, Copy)]
struct Holder {
    since: i64,
    until: i64,
}

impl Place {
    pub fn lose(&self) {
        *self.kept.lock().unwrap() = None;
        self.highest.store(0, Relaxed);
    }

    /// Who has the right to fetch at this true time.
    fn holder(&self, time: i64) -> Option<Holder> {
        self.holder.lock().unwrap().filter(|holder| time < holder.until)
    }

    fn read(&self, layer: Layer, host: &Host) -> Result<Option<Kept>, StoreError> {
        if self.broken.load(Relaxed) {
            return Err(StoreError::new("broken"));
        }
        let kept = self.kept.lock().unwrap();
        let Some(Written { edition, text, written }) = &*kept else { return Ok(None) };
        let edition = *edition;
        let text = match text {
            Text::Plain(record) => return Ok(Some(Kept { edition, record: record.clone(), damage: None })),
            Text::Real(text) => text,
        };
        let now = host.now();
        let age = match layer {
            Layer::Redis => host.universe.time() - written,
            _ => {
                let written = stored::written(text)?;
                (now.wall - written.wall).max(0).max(now.boot - written.boot)
            }
        };
        Kept::new(edition, stored::read(text, None, age, now)).map(Some)
    }
}

/// One store as a process of a host sees it.
pub(super) struct FakeStore {
    pub layer: Layer,
    pub place: Arc<Place>,
    pub host: Arc<Host>,
    pub plain: bool,
    /// Whether the process was killed. It can do nothing more, not even give back what it holds.
    pub dead: Arc<AtomicBool>,
}

impl FakeStore {
    fn check(&self) -> Result<(), StoreError> {
        match self.dead.load(Relaxed) {
            true => Err(StoreError::new("dead")),
            false => Ok(()),
        }
    }
}

/// As for a source with a timeout of 10 s.
const LEASE: i64 = 15_000;
pub(super) const PATIENCE: i64 = 12_000;
const PAUSE: i64 = 1000;
/// No flight waits for longer: for a file, for Redis, and to see that it is over.
pub(super) const LONGEST_WAIT: i64 = PATIENCE + PAUSE + LEASE + 1000 + PAUSE;
/// So long after its holder's death a file stays locked by a child that has inherited it.
const INHERITED: i64 = 3 * PATIENCE;

impl Store for FakeStore {
    fn layer(&self) -> Layer {
        self.layer
    }

    fn load(&self, _: Moment) -> Result<Option<Kept>, StoreError> {
        self.check()?;
        self.place.read(self.layer, &self.host)
    }

    fn try_lock(&self, now: Moment) -> Result<(Option<Lock>, Option<Kept>), StoreError> {
        let interrupt = self.host.universe.interrupt.lock().unwrap().take();
        interrupt.into_iter().for_each(|interrupt| interrupt());
        self.check()?;
        if self.place.broken.load(Relaxed) {
            return Err(StoreError::new("broken"));
        }
        let since = self.host.universe.time();
        if self.place.holder(since).is_some() {
            return Ok((None, self.load(now)?));
        }
        let until = if self.layer == Layer::Redis { since + LEASE } else { i64::MAX };
        *self.place.holder.lock().unwrap() = Some(Holder { since, until });
        let (place, universe, dead) = (self.place.clone(), self.host.universe.clone(), self.dead.clone());
        let lock = Lock(Box::new(Held { place, universe, dead, since }));
        Ok((Some(lock), self.load(now)?))
    }

    fn publish(&self, record: &Record, seen: u64, now: Moment) -> Result<bool, StoreError> {
        if self.load(now)?.is_some_and(|kept| kept.edition != seen) {
            return Ok(false);
        }
        let interrupt = self.host.universe.before_writing.lock().unwrap().take();
        interrupt.into_iter().for_each(|interrupt| interrupt());
        let written = stored::Written { wall: now.wall, boot: now.boot, boot_id: String::new() };
        let text = match self.plain {
            true => Text::Plain(record.clone()),
            false => Text::Real(stored::write(record, "", None, written, now)?.to_vec()),
        };
        let highest = self.place.highest.fetch_max(record.generation, Relaxed);
        if record.generation < highest {
            wrong(format!("{:?} falls from generation {highest} to {}", self.layer, record.generation));
        }
        let written = self.host.universe.time();
        let edition = if seen == 0 { now.wall.max(1).cast_unsigned() } else { seen + 1 };
        *self.place.kept.lock().unwrap() = Some(Written { edition, text, written });
        Ok(true)
    }

    fn patience(&self) -> i64 {
        if self.layer == Layer::Redis { LEASE + 1000 } else { PATIENCE }
    }

    fn pause(&self, _: u32) -> (i64, i64) {
        (PAUSE / 2, PAUSE)
    }

    fn clear(&self) -> Result<(), StoreError> {
        self.place.lose();
        Ok(())
    }
}

struct Held {
    place: Arc<Place>,
    universe: Arc<Universe>,
    dead: Arc<AtomicBool>,
    since: i64,
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut holder = self.place.holder.lock().unwrap();
        let Some(own) = holder.as_mut().filter(|holder| holder.since == self.since) else { return };
        match self.dead.load(Relaxed) {
            true => own.until = own.until.min(self.universe.time() + INHERITED),
            false => *holder = None,
        }
    }
}

/// Nobody looks on during a flight.
struct Nowhere;

impl Home for Nowhere {
    fn keep(&self, _: &Record) {}

    fn tell_rejected(&self, _: &mut Record) {}

    fn was_cleared(&self) -> bool {
        false
    }
}

/// A process: what it remembers, and what its flights work with.
pub(super) struct Process {
    pub host: Arc<Host>,
    pub record: Mutex<Record>,
    pub crew: Crew,
}

impl Process {
    pub fn new(
        host: Arc<Host>,
        source: impl TokenSource + 'static,
        stores: Vec<FakeStore>,
        share: f64,
    ) -> Self {
        let crew = Crew {
            key: String::new(),
            source: Box::new(source),
            stores: stores.into_iter().map(Shelf::new).collect(),
            policy: Policy { lead: None, share },
            world: Box::new(host.clone()),
            counting: Counting::default(),
            observer: None,
        };
        Self { host, record: Mutex::default(), crew }
    }

    pub fn record(&self) -> Record {
        self.record.lock().unwrap().clone()
    }

    /// A flight, from start to landing.
    pub fn fly(&self, errand: Errand) {
        let flown = self.crew.fly(errand, self.record(), &Nowhere);
        let mut record = flown.unwrap_or_else(|unasked| unasked.known);
        let mut known = self.record.lock().unwrap();
        record.keep_rejected(&known, self.host.now());
        *known = record;
    }
}

/// Does this when a process tries to lock a store at this time or later.
fn at(universe: &Arc<Universe>, time: i64, work: Interrupt) {
    let again = universe.clone();
    let interrupt = move || if again.time() < time { at(&again, time, work) } else { work() };
    *universe.interrupt.lock().unwrap() = Some(Box::new(interrupt));
}

#[test]
fn what_came_into_the_file_while_redis_made_a_process_wait_is_found_there() {
    let universe = Arc::new(Universe::default());
    let host =
        Arc::new(Host { universe: universe.clone(), booted: 0, wall: 0.into(), files: Arc::default() });
    let far = Arc::default();
    let store = |layer, place: &Arc<Place>| FakeStore {
        layer,
        place: place.clone(),
        host: host.clone(),
        plain: true,
        dead: Arc::default(),
    };
    let stores = || vec![store(Layer::File, &host.files), store(Layer::Redis, &far)];
    let calls = Arc::new(AtomicU64::new(0));
    let called = calls.clone();
    let source = SourceFn::new(Scope::new("new"), move || {
        called.fetch_add(1, Relaxed);
        Ok(Token::new("new", 7200))
    });
    let process = Process::new(host.clone(), source, stores(), 1.0);

    // Another one has the right to fetch in both, and dies after it has left the token in the file.
    let [file, redis] = &stores()[..] else { panic!() };
    let locks = [file, redis].map(|store| store.try_lock(host.now()).unwrap().0.unwrap());
    let expires = host.now().plus(3_600_000);
    let held =
        state::Held { token: Token::new("T", 3600).into(), fetched: host.now(), expires, rejected: false };
    let record = Record { generation: 1, held: Some(held), ..Record::default() };
    let files = store(Layer::File, &host.files);
    let now = host.now();
    at(&universe, PATIENCE + 2 * PAUSE, Box::new(move || assert!(files.publish(&record, 0, now).unwrap())));

    process.fly(Errand { need: 0, reason: Reason::Needed });
    assert!(universe.time() >= LEASE, "it has not waited for Redis");
    let value = |record: Record| record.held.map(|held| held.token.value().to_owned());
    assert_eq!((value(process.record()).as_deref(), calls.load(Relaxed)), (Some("T"), 0));
    assert_eq!(value(redis.load(host.now()).unwrap().unwrap().record).as_deref(), Some("T"));
    drop(locks);
}
