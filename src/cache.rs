//! [`TokenCache`]: one token for everyone, kept until it expires and replaced before. On Unix.

mod event;
mod file;
#[cfg(test)]
mod fleet;
mod flight;
#[cfg(test)]
mod model;
mod policy;
#[cfg(feature = "redis")]
mod redis;
mod run;
mod seal;
mod state;
mod status;
mod store;
mod stored;
mod world;
#[cfg(test)]
mod year;

use std::cell::Cell;
#[cfg(feature = "redis")]
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::ptr;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;

use crate::clock::{Clock, Moment};
use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "redis")]
use crate::http::Locations;
use crate::http::{asking_thread, no_thread, panicked};
use crate::secret::Secret;
use crate::source::{Scope, TokenSource};
use crate::token::Token;

pub use event::{Counters, Event};
pub use file::default_folder;
pub use status::{Status, TokenState};
pub use store::Layer;

#[cfg(feature = "node")]
pub(crate) use file::folder_of_user;

use event::{Counting, count};
use file::FileStore;
use flight::{Flight, Hangar};
use policy::Policy;
use run::{Crew, Home, Observer, Shelf, newest};
use seal::Seal;
use state::{Decision, Errand, Reason, Record, commit, decide};
use store::Store as _;
use world::{Machine, World};

/// Keeps one token and shares it: with all threads by cloning it, with all processes of this user on this machine by
/// [`Builder::file`], with all machines by [`Builder::redis`].
///
/// ```
/// use voxtoken::{Scope, SourceFn, Token, TokenCache};
///
/// let source = SourceFn::new(Scope::new("my cloud").with("account", "7"), || Ok(Token::new("abc", 4_000_000_000)));
/// let cache = TokenCache::new(source)?;
/// assert_eq!(cache.get()?.value(), "abc"); // asks the source
/// assert_eq!(cache.get()?.value(), "abc"); // does not
/// # Ok::<(), voxtoken::Error>(())
/// ```
///
/// * [`TokenCache::get`] never gives an expired token, by the wall clock or by the clock that nobody sets.
/// * The source is asked once per period, whatever the number of threads, processes and machines, and before the token
///   ends: 6 hours before for a token of 36 hours. Meanwhile the old one is served.
/// * A failure is told to all who wait for the same token; then nobody asks for a while, and whoever has no token gets the
///   same error at once, with [`Error::retry_at`]. A usable token goes on being served.
/// * A fetch runs on a thread of its own and outlives its callers. Between fetches there is no thread, no connection and
///   no open file. A child of `fork` goes on by itself.
/// * A store that is down, full, read-only or damaged is told to [`Builder::on_event`] and to the log, and done without.
#[derive(Clone)]
pub struct TokenCache(Arc<Inner>);

struct Inner {
    crew: Crew,
    scope: Scope,
    key: String,
    min_validity: i64,
    deadline: Duration,
    entry: ArcSwap<Entry>,
    hangar: Hangar,
}

/// What this process knows, and until when there is nothing to think about.
#[derive(Default)]
struct Entry {
    record: Record,
    carefree: Option<(Arc<Token>, Moment)>,
    /// How often the token was cleared.
    clears: u64,
}

impl Entry {
    fn new(record: Record, policy: &Policy, need: i64, clears: u64) -> Self {
        let carefree = record.held.as_ref().filter(|held| !held.rejected);
        let carefree =
            carefree.map(|held| (held.token.clone(), held.expires.plus(-policy.margin(held.life(), need))));
        Self { record, carefree, clears }
    }

    /// The token, while there is nothing to think about.
    fn carefree(&self, now: Moment) -> Option<Arc<Token>> {
        self.carefree.as_ref().filter(|(_, until)| until.remaining(now) > 0).map(|(token, _)| token.clone())
    }
}

impl Inner {
    /// What comes after this entry.
    fn entry_after(&self, entry: &Entry, record: Record) -> Entry {
        Entry::new(record, &self.crew.policy, self.min_validity, entry.clears)
    }
}

/// What comes next for a caller.
enum Next {
    Done(Result<Arc<Token>>),
    Join(Arc<Flight>),
}

/// The stack of the thread that fetches, in bytes: code of the program runs on it, and in Python may go deep.
const STACK: usize = 8 << 20;

/// After so many flights that ended without what the caller needs, something is wrong.
const MOST_FLIGHTS: u32 = 3;

impl TokenCache {
    /// A cache in this process's memory alone.
    ///
    /// # Errors
    ///
    /// What is wrong with the source's settings.
    pub fn new(source: impl TokenSource + 'static) -> Result<Self> {
        Self::builder(source).build()
    }

    /// A cache with settings.
    pub fn builder(source: impl TokenSource + 'static) -> Builder {
        Builder {
            source: Box::new(source),
            min_validity: Duration::ZERO,
            lead: None,
            deadline: Duration::from_secs(15),
            namespace: String::new(),
            file: None,
            #[cfg(feature = "redis")]
            redis: None,
            encrypted: None,
            observer: None,
            world: Box::new(Machine::default()),
        }
    }

    /// A token that is usable for [`Builder::min_validity`] at least. It blocks only while there is none, for
    /// [`Builder::deadline`] at most.
    ///
    /// # Errors
    ///
    /// Why the source gave none, the same for all who wait; [`ErrorKind::Timeout`] when the deadline is over.
    pub fn get(&self) -> Result<Arc<Token>> {
        self.carefree().map_or_else(|| self.wait(self.0.min_validity, self.0.deadline), Ok)
    }

    /// What [`TokenCache::get`] gives without a thought.
    pub(crate) fn carefree(&self) -> Option<Arc<Token>> {
        self.0.entry.load().carefree(self.0.crew.world.now())
    }

    /// A token that is usable for `min_validity` at least, within `deadline`: for a job that takes that long.
    ///
    /// # Errors
    ///
    /// As [`TokenCache::get`]; [`ErrorKind::InvalidArgument`] when the tokens do not live that long.
    pub fn get_with(&self, min_validity: Duration, deadline: Duration) -> Result<Arc<Token>> {
        self.wait(millis(min_validity), deadline)
    }

    /// [`TokenCache::get`] without blocking, on any executor, without a deadline. When the future is dropped, the fetch
    /// goes on for the others.
    pub async fn get_async(&self) -> Result<Arc<Token>> {
        let (done, token) = tokio::sync::oneshot::channel();
        self.get_then(Duration::from_millis(self.0.min_validity.cast_unsigned()), |result| {
            drop(done.send(result))
        });
        token.await.unwrap_or_else(|_| Err(panicked()))
    }

    /// Calls `then` with a token that is usable for `min_validity` at least, or with why there is none: at once in this
    /// thread if that is known, else later in the thread that fetches; or, if that does not come back, in the one that is
    /// first to ask after its time. It never blocks.
    pub fn get_then(&self, min_validity: Duration, then: impl FnOnce(Result<Arc<Token>>) + Send + 'static) {
        self.clone().turn(millis(min_validity), 0, then);
    }

    /// The token, if there is a usable one in this process. It never blocks and never waits; when there is none or it is
    /// time for a new one, a fetch starts in the background.
    pub fn try_get(&self) -> Option<Arc<Token>> {
        let inner = &*self.0;
        let entry = inner.entry.load();
        let now = inner.crew.world.now();
        if let Some(token) = entry.carefree(now) {
            return Some(token);
        }
        let need = inner.min_validity;
        match decide(&entry.record, need, &inner.crew.policy, now) {
            Decision::Serve | Decision::Fail(_) => {}
            Decision::ServeAndRefresh => drop(self.start(Errand { need, reason: Reason::Due })),
            Decision::Wait => drop(self.start(self.errand(&entry.record, need))),
        }
        entry.record.held.as_ref().filter(|held| held.usable(now) > need).map(|held| held.token.clone())
    }

    /// Tells that the service did not accept this token, and whether a new one is fetched for it: not if the token has
    /// been replaced already, only once a minute for all who share it, and not while nobody asks because a fetch has failed;
    /// then the token goes on being served. Where this process has no token and there are stores, it is compared with theirs.
    /// Ask [`TokenCache::get`] for the new one, and try the service again once only. It never blocks.
    pub fn reject(&self, token: &str) -> bool {
        let inner = &*self.0;
        let now = inner.crew.world.now();
        let in_stores = !inner.crew.stores.is_empty();
        let mut acted = false;
        inner.entry.rcu(|entry| {
            let rejecting = entry.record.rejecting(token, in_stores, now);
            acted = rejecting.is_some();
            rejecting.map_or_else(|| entry.clone(), |record| Arc::new(inner.entry_after(entry, record)))
        });
        count(if acted { &inner.crew.counting.rejected } else { &inner.crew.counting.rejected_ignored });
        inner.crew.tell(Event::Rejected { acted });
        if acted {
            self.start(Errand { need: inner.min_validity, reason: Reason::Rejected });
        }
        acted
    }

    /// A token that was fetched less than a minute ago, within [`Builder::deadline`].
    ///
    /// # Errors
    ///
    /// As [`TokenCache::get`]. While the gate is closed, the source is not asked.
    pub fn refresh(&self) -> Result<Arc<Token>> {
        if self.is_in_own_fetch() {
            return Err(within_fetch());
        }
        let limit = self.0.deadline;
        let (done, token) = channel();
        self.refresh_then(move |result| drop(done.send(result)));
        token.recv_timeout(limit).unwrap_or_else(|_| Err(self.too_late(limit)))
    }

    /// Calls `then` with what [`TokenCache::refresh`] gives, without a deadline: later, in the thread that fetches. It never
    /// blocks.
    pub fn refresh_then(&self, then: impl FnOnce(Result<Arc<Token>>) + Send + 'static) {
        self.clone().refresh_after(0, Box::new(then));
    }

    /// Waits until this process has no fetch under way, for `limit` at most, and tells whether there is none: before the end of
    /// a short program whose last [`TokenCache::get`] may have begun one in the background. Its answer would be lost, and the
    /// next program would ask again.
    pub fn settle(&self, limit: Duration) -> bool {
        self.0.hangar.current().is_none_or(|flight| flight.wait(instant_in(limit)).is_some())
    }

    /// How things stand, without the token.
    pub fn status(&self) -> Status {
        let inner = &*self.0;
        let entry = inner.entry.load();
        let now = inner.crew.world.now();
        Status {
            fetching: inner.hangar.is_busy(),
            counters: inner.crew.counting.counters(),
            ..Status::new(inner.scope.label(), &inner.key, &entry.record, &inner.crew.policy, now)
        }
    }

    /// Forgets the token, here and in the stores.
    ///
    /// # Errors
    ///
    /// Why a store could not be cleared. This process has forgotten the token all the same.
    pub fn clear(&self) -> Result<()> {
        self.0.entry.rcu(|entry| Entry { clears: entry.clears + 1, ..Entry::default() });
        self.0.crew.stores.iter().try_for_each(|shelf| shelf.store.clear().map_err(Error::from))
    }

    fn wait(&self, need: i64, limit: Duration) -> Result<Arc<Token>> {
        if self.is_in_own_fetch() {
            return self.next_best(need, within_fetch());
        }
        let deadline = instant_in(limit);
        let mut error = None;
        for turn in 0..MOST_FLIGHTS {
            match self.next(need, turn, error.as_ref()) {
                Next::Done(result) => return result,
                Next::Join(flight) => match flight.wait(deadline) {
                    Some(outcome) => error = outcome,
                    None => return self.next_best(need, self.too_late(limit)),
                },
            }
        }
        self.next_best(need, error.unwrap_or_else(never_enough))
    }

    fn turn(self, need: i64, flights: u32, then: impl FnOnce(Result<Arc<Token>>) + Send + 'static) {
        self.clone().turn_after(need, flights, None, Box::new(then));
    }

    fn turn_after(self, need: i64, flights: u32, error: Option<&Error>, then: Then) {
        if flights == MOST_FLIGHTS {
            return then(self.next_best(need, error.cloned().unwrap_or_else(never_enough)));
        }
        match self.next(need, flights, error) {
            Next::Done(result) => then(result),
            Next::Join(flight) => {
                flight.then(move |error| self.turn_after(need, flights + 1, error, then));
            }
        }
    }

    fn refresh_after(self, flights: u32, then: Then) {
        let need = self.0.min_validity;
        let flight = self.start(Errand { need, reason: Reason::Wanted });
        flight.then(move |error| {
            let inner = &*self.0;
            let is_new = inner.entry.load().record.is_new(inner.crew.world.now());
            match error {
                Some(error) if !is_new => then(Err(error.clone())),
                // A flight that was under way may have been for less.
                None if !is_new && flights + 1 < MOST_FLIGHTS => self.refresh_after(flights + 1, then),
                _ => self.turn_after(need, 0, None, then),
            }
        });
    }

    /// What comes next for a caller; `error` is that of the flight that it waited for. It ends the waiting even if the gate
    /// has opened meanwhile.
    fn next(&self, need: i64, turn: u32, error: Option<&Error>) -> Next {
        let inner = &*self.0;
        let entry = inner.entry.load();
        let counting = &inner.crew.counting;
        let held = || entry.record.held.as_ref().map(|held| held.token.clone()).ok_or_else(never_enough);
        let now = inner.crew.world.now();
        match decide(&entry.record, need, &inner.crew.policy, now) {
            Decision::Serve => Next::Done(held()),
            Decision::ServeAndRefresh => {
                count(&counting.served_aging);
                self.start(Errand { need, reason: Reason::Due });
                Next::Done(held())
            }
            Decision::Fail(error) => {
                if entry.record.closed_gate(now).is_some() {
                    count(&counting.gated);
                }
                count(&counting.failed);
                Next::Done(Err(error))
            }
            Decision::Wait => {
                if let Some(error) = error {
                    return Next::Done(self.next_best(need, error.clone()));
                }
                if turn == 0 {
                    count(&counting.waited);
                }
                Next::Join(self.start(self.errand(&entry.record, need)))
            }
        }
    }

    /// What a flight is for, as things stand.
    fn errand(&self, record: &Record, need: i64) -> Errand {
        let rejected = record.rejected(self.0.crew.world.now());
        Errand { need, reason: if rejected { Reason::Rejected } else { Reason::Needed } }
    }

    /// A token that ends soon is better than none.
    fn next_best(&self, need: i64, error: Error) -> Result<Arc<Token>> {
        let entry = self.0.entry.load();
        let now = self.0.crew.world.now();
        match &entry.record.held {
            Some(held) if held.usable(now) > need => Ok(held.token.clone()),
            _ => {
                count(&self.0.crew.counting.failed);
                Err(error)
            }
        }
    }

    /// What a caller of [`TokenCache::get_then`] may take when nothing came within `limit`.
    #[cfg(any(feature = "node", feature = "python"))]
    pub(crate) fn late(&self, min_validity: Duration, limit: Duration) -> Result<Arc<Token>> {
        self.next_best(millis(min_validity), self.too_late(limit))
    }

    /// Whether there is a clone of it, or a flight.
    #[cfg(feature = "python")]
    pub(crate) fn is_shared(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }

    /// Whether this thread is fetching for this cache: whoever waits here waits for himself.
    pub(crate) fn is_in_own_fetch(&self) -> bool {
        ptr::eq(FETCHING.get(), &*self.0)
    }

    /// What a caller gets to whom nothing came within `limit`.
    pub(crate) fn too_late(&self, limit: Duration) -> Error {
        Error::new(
            ErrorKind::Timeout,
            format!("no token within {} s; the fetch goes on", limit.as_secs_f64()),
        )
    }

    /// The flight under way, or a new one.
    fn start(&self, errand: Errand) -> Arc<Flight> {
        self.0.hangar.join(|| {
            let limit =
                self.0.crew.source.timeout().saturating_mul(3).saturating_add(Duration::from_secs(10));
            let flight = Arc::new(Flight::new(instant_in(limit)));
            let (cache, landing) = (self.clone(), flight.clone());
            let spawned = asking_thread()
                .name("voxtoken-cache".into())
                .stack_size(STACK)
                .spawn(move || cache.fly(errand, &landing));
            count(&self.0.crew.counting.flights);
            if let Err(error) = spawned {
                flight.land(Some(no_thread(&error)));
            }
            flight
        })
    }

    /// The flight itself, in its own thread.
    fn fly(&self, errand: Errand, flight: &Arc<Flight>) {
        let inner = &*self.0;
        let entry = inner.entry.load_full();
        let trip = Trip { inner, flight, clears: Cell::new(entry.clears) };
        let flown = catch_unwind(AssertUnwindSafe(|| trip.fly(errand, entry.record.clone())));
        inner.hangar.leave(flight);
        flight.land(flown.unwrap_or_else(|_| Some(panicked())));
    }
}

thread_local! {
    /// The cache that this thread is fetching for.
    static FETCHING: Cell<*const Inner> = const { Cell::new(ptr::null()) };
}

/// A flight, and the cache that it is for.
struct Trip<'a> {
    inner: &'a Inner,
    flight: &'a Arc<Flight>,
    /// How often the cache had been cleared when that was looked at last.
    clears: Cell<u64>,
}

impl Trip<'_> {
    /// Why there is no new token, when the gate may have opened again before all who wait have their turn.
    fn fly(&self, errand: Errand, known: Record) -> Option<Error> {
        let crew = &self.inner.crew;
        let begun = crew.world.now();
        let generation = known.generation;
        FETCHING.set(self.inner);
        let flown = catch_unwind(AssertUnwindSafe(|| crew.fly(errand, known, self)));
        FETCHING.set(ptr::null());
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
            record.keep_rejected(&entry.record);
            let record = if is_lost { newest(entry.record.clone(), record) } else { record };
            self.inner.entry_after(entry, record)
        });
    }

    fn was_cleared(&self) -> bool {
        let clears = self.inner.entry.load().clears;
        self.clears.replace(clears) != clears
    }
}

/// What is kept in the files of this folder, or of the default one of [`Builder::file`].
///
/// # Errors
///
/// Why the folder cannot be read. What is wrong with a single token is in its [`Status::unreadable`].
pub fn list(folder: Option<PathBuf>) -> Result<Vec<Status>> {
    let folder = folder.map_or_else(default_folder, Ok)?;
    let now = Machine::default().now();
    let policy = Policy { lead: None, share: 1.0 };
    let mut found = Vec::new();
    for key in file::keys(&folder)? {
        let read = match FileStore::new(&folder, &key, String::new(), None, 0).read(now) {
            Ok(None) => continue,
            Ok(Some(last)) => last.read,
            Err(error) => Err(error),
        };
        found.push(match read {
            Ok(read) => {
                let record = Record { held: read.record.held.or(read.sealed), ..read.record };
                Status::new(read.label, &key, &record, &policy, now)
            }
            Err(error) => Status {
                unreadable: Some(error.into()),
                ..Status::new(String::new(), &key, &Record::default(), &policy, now)
            },
        });
    }
    Ok(found)
}

/// Removes what is kept in the files of this folder, or of the default one of [`Builder::file`], under the keys that begin
/// with `key`; and tells how many tokens that were. A process that has one of them in memory goes on using it.
///
/// # Errors
///
/// Why a file cannot be removed.
pub fn clear(folder: Option<PathBuf>, key: &str) -> Result<usize> {
    let folder = folder.map_or_else(default_folder, Ok)?;
    let mut cleared = 0;
    for key in file::keys(&folder)?.into_iter().filter(|name| name.starts_with(key)) {
        let store = FileStore::new(&folder, &key, String::new(), None, 0);
        cleared += usize::from(!store.editions()?.is_empty());
        store.clear()?;
    }
    Ok(cleared)
}

type Then = Box<dyn FnOnce(Result<Arc<Token>>) + Send>;

fn never_enough() -> Error {
    Error::new(ErrorKind::Unavailable, "the source gives tokens, but none that lasts as long as is needed")
}

fn within_fetch() -> Error {
    Error::new(ErrorKind::Unavailable, "the cache is asked within its own fetch, which would wait for itself")
        .with_hint("A source, and whoever is told of events, must not wait for the cache that calls it.")
}

/// The instant after this time, or one that nobody lives to see.
fn instant_in(duration: Duration) -> Instant {
    const CENTURY: Duration = Duration::from_secs(100 * 365 * 86_400);
    Instant::now() + duration.min(CENTURY)
}

fn millis(duration: Duration) -> i64 {
    duration.as_millis().min(i64::MAX as u128 / 4) as i64
}

impl std::fmt::Debug for TokenCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenCache").field("scope", &self.0.scope).finish_non_exhaustive()
    }
}

/// A step of a flight, for the log: where exactly it is.
fn step(step: &'static str) {
    tracing::trace!(step);
}

/// Settings of a [`TokenCache`].
pub struct Builder {
    source: Box<dyn TokenSource>,
    min_validity: Duration,
    lead: Option<Duration>,
    deadline: Duration,
    namespace: String,
    file: Option<Option<PathBuf>>,
    #[cfg(feature = "redis")]
    redis: Option<(Secret, Locations)>,
    encrypted: Option<Option<Secret>>,
    observer: Option<Observer>,
    world: Box<dyn World>,
}

impl Builder {
    /// How long a token that [`TokenCache::get`] gives is usable at least. 0 unless set: it has not expired yet.
    pub fn min_validity(mut self, duration: Duration) -> Self {
        self.min_validity = duration;
        self
    }

    /// How long before its end a token is replaced, half of its life at most; each process makes that shorter by up to a
    /// quarter. Unless set, it depends on the life: 5 minutes for up to 20 minutes, 15 minutes for less than 90 minutes,
    /// 1 hour for less than a day, else a sixth of the life, but 24 hours at most.
    pub fn lead(mut self, duration: Duration) -> Self {
        self.lead = Some(duration);
        self
    }

    /// How long [`TokenCache::get`] waits at most. 15 s unless set.
    pub fn deadline(mut self, duration: Duration) -> Self {
        self.deadline = duration;
        self
    }

    /// Keeps tokens of this name apart from others: of another environment, say.
    pub fn namespace(mut self, name: impl Into<String>) -> Self {
        self.namespace = name.into();
        self
    }

    /// Shares the token with this user's processes on this machine, in files of its folder for caches:
    /// `$XDG_CACHE_HOME/voxtoken`, else `~/.cache/voxtoken`.
    pub fn file(mut self) -> Self {
        self.file = Some(None);
        self
    }

    /// Shares the token with this user's processes on this machine, in files of this folder.
    pub fn file_in(mut self, folder: impl Into<PathBuf>) -> Self {
        self.file = Some(Some(folder.into()));
        self
    }

    /// Shares the token with all machines that reach this Redis server (6.2 or later, Valkey too):
    ///
    /// * `redis://[user:password@]host[:port][/database]`, `rediss://…` with TLS, `unix:///path`;
    /// * `redis+sentinel://[user:password@]host[:port][,host…]/name[/database]`, `rediss+sentinel://…`.
    ///
    /// Any node of a cluster will do. It is asked only when this process, and this machine by [`Builder::file`], has no
    /// token. Connecting to an address takes 0.3 s at most, an answer 0.5 s, all of a question 2 s, and 0.8 s for each
    /// sentinel. Over TLS it must be certified by the root certificates that
    /// the machine, or `SSL_CERT_FILE` and `SSL_CERT_DIR`, have when the cache is built; and the process-wide provider of
    /// rustls becomes ring unless there is one.
    #[cfg(feature = "redis")]
    pub fn redis(self, url: impl Into<Secret>) -> Self {
        self.redis_amid(url, |name| std::env::var_os(name))
    }

    /// [`Builder::redis`] in an environment where `var` gives the value of a variable.
    #[cfg(feature = "redis")]
    pub(crate) fn redis_amid(
        mut self,
        url: impl Into<Secret>,
        var: impl Fn(&str) -> Option<OsString>,
    ) -> Self {
        self.redis = Some((url.into(), Locations::read(var)));
        self
    }

    /// Encrypts the token outside of this process with a key derived from the source's secret, so that only those read
    /// it who could ask for one. A token that is there in clear text, or under another secret, is not used.
    pub fn encrypt(mut self) -> Self {
        self.encrypted = Some(None);
        self
    }

    /// Encrypts the token outside of this process with a key derived from this secret.
    pub fn encrypt_with(mut self, secret: impl Into<Secret>) -> Self {
        self.encrypted = Some(Some(secret.into()));
        self
    }

    /// Tells what happens. Called from the threads where it happens; it should be quick, and must not wait for the cache:
    /// within a fetch, [`TokenCache::get`] gives what is there or fails at once. A new token is there before it is told.
    pub fn on_event(mut self, observer: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// Where the time comes from.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.world = Box::new(Machine(Arc::new(clock)));
        self
    }

    /// The cache. Nothing is asked or read before the first use, but for root certificates that Redis needs.
    ///
    /// # Errors
    ///
    /// What is wrong with the settings, of the source's too.
    pub fn build(self) -> Result<TokenCache> {
        let scope = self.source.scope()?;
        let key = scope.key(&self.namespace);
        let seal = match self.encrypted {
            None => None,
            Some(secret) => {
                let secret = secret.or_else(|| self.source.secret()).filter(|secret| !secret.is_empty());
                let secret = secret.ok_or_else(|| {
                    Error::invalid("encrypt", "this source has no secret to derive a key from; give one")
                })?;
                Some(Arc::new(Seal::new(&secret, &key)))
            }
        };
        let timeout = millis(self.source.timeout());
        let mut stores = Vec::new();
        if let Some(folder) = self.file {
            let folder = folder.map_or_else(default_folder, Ok)?;
            stores.push(Shelf::new(FileStore::new(
                &folder,
                &key,
                scope.label(),
                seal.clone(),
                timeout + 2000,
            )));
        }
        #[cfg(feature = "redis")]
        if let Some((url, roots)) = self.redis {
            let server = redis::Server::new(url.expose(), &roots)?;
            let store = redis::RedisStore::new(server, &key, scope.label(), seal, timeout + 5000)?;
            stores.push(Shelf::new(store));
        }
        let policy = Policy { lead: self.lead.map(millis), share: 1.0 - self.world.chance() / 4.0 };
        let crew = Crew {
            key: key.clone(),
            source: self.source,
            stores,
            policy,
            world: self.world,
            counting: Counting::default(),
            observer: self.observer,
        };
        Ok(TokenCache(Arc::new(Inner {
            crew,
            scope,
            key,
            min_validity: millis(self.min_validity),
            deadline: self.deadline,
            entry: ArcSwap::default(),
            hangar: Hangar::new(),
        })))
    }
}
