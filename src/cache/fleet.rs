//! For tests: processes on hosts that share stores, in virtual time.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use super::event::Counting;
use super::policy::Policy;
use super::run::{Crew, Home, Shelf};
use super::state::{Errand, Record};
use super::store::{Kept, Layer, Lock, Store, StoreError};
use super::stored;
use super::world::World;
use crate::clock::Moment;
use crate::source::TokenSource;

/// What all share: the true time in milliseconds, and a course of chance.
#[derive(Default)]
pub(super) struct Universe {
    pub time: AtomicI64,
    pub seed: AtomicU64,
    /// What happens before a process next tries to lock a store.
    pub interrupt: Mutex<Option<Interrupt>>,
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
            Text::Plain(record) => return Ok(Some(Kept { edition, record: record.clone() })),
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
        let record = stored::read(text, None, age, now)?.record;
        Ok(Some(Kept { edition, record }))
    }
}

/// One store as a process of a host sees it.
pub(super) struct FakeStore {
    pub layer: Layer,
    pub place: Arc<Place>,
    pub host: Arc<Host>,
    pub plain: bool,
}

/// As for a source with a timeout of 10 s.
const LEASE: i64 = 15_000;
pub(super) const PATIENCE: i64 = 12_000;

impl Store for FakeStore {
    fn layer(&self) -> Layer {
        self.layer
    }

    fn load(&self, _: Moment) -> Result<Option<Kept>, StoreError> {
        self.place.read(self.layer, &self.host)
    }

    fn try_lock(&self) -> Result<Option<Lock>, StoreError> {
        let interrupt = self.host.universe.interrupt.lock().unwrap().take();
        interrupt.into_iter().for_each(|interrupt| interrupt());
        if self.place.broken.load(Relaxed) {
            return Err(StoreError::new("broken"));
        }
        let since = self.host.universe.time();
        if self.place.holder(since).is_some() {
            return Ok(None);
        }
        let until = if self.layer == Layer::Redis { since + LEASE } else { i64::MAX };
        *self.place.holder.lock().unwrap() = Some(Holder { since, until });
        Ok(Some(Lock(Box::new(Held { place: self.place.clone(), since }))))
    }

    fn publish(&self, record: &Record, seen: u64, now: Moment) -> Result<bool, StoreError> {
        if self.load(now)?.is_some_and(|kept| kept.edition != seen) {
            return Ok(false);
        }
        let written = stored::Written { wall: now.wall, boot: now.boot, boot_id: String::new() };
        let text = match self.plain {
            true => Text::Plain(record.clone()),
            false => Text::Real(stored::write(record, "", None, written, now)?.to_vec()),
        };
        let written = self.host.universe.time();
        *self.place.kept.lock().unwrap() = Some(Written { edition: seen + 1, text, written });
        Ok(true)
    }

    fn patience(&self) -> i64 {
        if self.layer == Layer::Redis { LEASE + 1000 } else { PATIENCE }
    }

    fn pause(&self) -> (i64, i64) {
        (500, 1000)
    }

    fn clear(&self) -> Result<(), StoreError> {
        self.place.lose();
        Ok(())
    }
}

struct Held {
    place: Arc<Place>,
    since: i64,
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut holder = self.place.holder.lock().unwrap();
        if holder.is_some_and(|holder| holder.since == self.since) {
            *holder = None;
        }
    }
}

/// Nobody looks on during a flight.
struct Nowhere;

impl Home for Nowhere {
    fn keep(&self, _: &Record) {}

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
        record.keep_rejected(&known);
        *known = record;
    }
}
