//! [`TokenCache`]: one token for everyone, kept until it expires and replaced before. On Unix.

mod builder;
mod event;
mod file;
#[cfg(test)]
mod fleet;
mod flight;
mod kept;
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
mod trip;
mod world;
#[cfg(test)]
mod year;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;

use crate::clock::Moment;
use crate::error::{Error, ErrorKind, Result};
use crate::http::{asking_thread, no_thread, panicked};
use crate::source::TokenSource;
use crate::token::Token;

pub use builder::Builder;
pub use event::{Counters, Event};
pub use file::default_folder;
pub use kept::{clear, list};
pub use status::{Status, TokenState};
pub use store::Layer;

#[cfg(feature = "node")]
pub(crate) use file::folder_of_user;

use event::count;
use flight::{Flight, Hangar};
use policy::Policy;
use run::{Crew, Shelf};
use state::{Decision, Errand, Reason, Record, decide};
use trip::{Trip, is_fetching_for};

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
    label: String,
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
        Builder::new(Box::new(source))
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
        if self.is_in_own_fetch() {
            return self.get(); // which does not wait then
        }
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
    /// then the token goes on being served. Where this process has no token and there are stores, `true` says that it is
    /// compared with theirs. Ask [`TokenCache::get`] for the new one, and try the service again once only. It never blocks.
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
    ///
    /// Within the fetch, in its source or observer, it does not wait.
    pub fn settle(&self, limit: Duration) -> bool {
        !self.is_in_own_fetch() && self.settled().recv_timeout(limit).is_ok()
    }

    /// It receives when [`TokenCache::settle`] would give `true`.
    pub(crate) fn settled(&self) -> Receiver<()> {
        let (done, settled) = channel();
        self.settle_then(move || {
            let _ = done.send(()); // nobody may wait any more
        });
        settled
    }

    /// Calls `then` when [`TokenCache::settle`] would give `true`: at once in this thread, or later in the thread that
    /// fetches. Whoever waits for the same fetch since before has had his turn, and may have begun another one.
    pub(crate) fn settle_then(&self, then: impl FnOnce() + Send + 'static) {
        match self.0.hangar.current() {
            Some(flight) => {
                let cache = self.clone();
                flight.then(move |_| cache.settle_then(then));
            }
            None => then(),
        }
    }

    /// How things stand, without the token.
    pub fn status(&self) -> Status {
        let inner = &*self.0;
        let entry = inner.entry.load();
        let now = inner.crew.world.now();
        Status {
            fetching: inner.hangar.is_busy(),
            counters: inner.crew.counting.counters(),
            ..Status::new(inner.label.clone(), &inner.key, &entry.record, &inner.crew.policy, now)
        }
    }

    /// Forgets the token, here and in the stores.
    ///
    /// # Errors
    ///
    /// Why a store could not be cleared. This process and the other stores have forgotten the token all the same.
    pub fn clear(&self) -> Result<()> {
        self.0.entry.rcu(|entry| Entry { clears: entry.clears + 1, ..Entry::default() });
        let clear = |shelf: &Shelf| shelf.store.clear().map_err(Error::from);
        self.0.crew.stores.iter().map(clear).fold(Ok(()), Result::and)
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
                if turn == 0 && entry.record.closed_gate(now).is_some() {
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
        is_fetching_for(&self.0)
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
        let trip = Trip::new(inner, flight, &entry);
        let flown = catch_unwind(AssertUnwindSafe(|| trip.fly(errand, entry.record.clone())));
        inner.hangar.leave(flight);
        flight.land(flown.unwrap_or_else(|_| Some(panicked())));
    }
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
        f.debug_struct("TokenCache").field("label", &self.0.label).finish_non_exhaustive()
    }
}

/// A step of a flight, for the log: where exactly it is.
fn step(step: &'static str) {
    tracing::trace!(step);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Scope, SourceFn};

    #[test]
    fn nothing_is_settled_while_a_waiter_has_begun_another_fetch() {
        let (begun, begins) = channel();
        let (answer, answers) = channel();
        let answers = std::sync::Mutex::new(answers);
        let source = SourceFn::new(Scope::new("test"), move || {
            begun.send(()).unwrap();
            Ok(Token::new(answers.lock().unwrap().recv().unwrap(), 4_000_000_000))
        });
        let cache = TokenCache::new(source).unwrap();
        let other = cache.clone();
        cache.get_then(Duration::ZERO, move |_| assert!(other.reject("T1")));
        begins.recv().unwrap();
        let settled = cache.settled();
        answer.send("T1").unwrap();
        begins.recv().unwrap();
        assert!(settled.recv_timeout(Duration::from_millis(50)).is_err());
        answer.send("T2").unwrap();
        settled.recv().unwrap();
        assert_eq!(cache.try_get().unwrap().value(), "T2");
    }
}
