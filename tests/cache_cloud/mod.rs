//! A clock and a cloud that a test sets.
#![allow(dead_code)] // each test file uses its part

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use voxtoken::{Clock, Error, Moment, Scope, SourceFn, Token, TokenCache};

/// A clock that a test sets: both clocks, in milliseconds.
#[derive(Clone)]
pub struct TestClock(Arc<Mutex<Moment>>);

impl TestClock {
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(Moment { wall: 1_800_000_000_000, boot: 5_000_000 })))
    }

    pub fn advance(&self, seconds: i64) {
        let mut moment = self.0.lock().unwrap();
        *moment = moment.plus(seconds * 1000);
    }

    pub fn jump_wall(&self, seconds: i64) {
        self.0.lock().unwrap().wall += seconds * 1000;
    }
}

impl Clock for TestClock {
    fn now(&self) -> u64 {
        self.moment().wall.cast_unsigned() / 1000
    }

    fn moment(&self) -> Moment {
        *self.0.lock().unwrap()
    }
}

/// A cloud whose answers a test gives: `T1`, `T2` and so on.
#[derive(Clone)]
pub struct Cloud {
    pub clock: TestClock,
    pub calls: Arc<AtomicU64>,
    /// The life of tokens in seconds, or a failure.
    answer: Arc<Mutex<Result<u64, Error>>>,
}

impl Cloud {
    pub fn new(life: u64) -> Self {
        Self { clock: TestClock::new(), calls: Arc::default(), answer: Arc::new(Mutex::new(Ok(life))) }
    }

    pub fn answers(&self, answer: Result<u64, Error>) {
        *self.answer.lock().unwrap() = answer;
    }

    pub fn calls(&self) -> u64 {
        self.calls.load(SeqCst)
    }

    pub fn fetch(&self) -> Result<Token, Error> {
        let call = self.calls.fetch_add(1, SeqCst) + 1;
        let life = self.answer.lock().unwrap().clone()?;
        Ok(Token::new(format!("T{call}"), self.clock.now() + life))
    }

    pub fn source(&self) -> SourceFn<impl Fn() -> Result<Token, Error> + Send + Sync + 'static> {
        let this = self.clone();
        SourceFn::new(Scope::new("test"), move || this.fetch())
    }

    pub fn cache(&self) -> TokenCache {
        TokenCache::builder(self.source()).clock(self.clock.clone()).build().unwrap()
    }
}

/// Waits until no fetch is under way.
pub fn landed(cache: &TokenCache) {
    assert!(cache.settle(Duration::MAX));
}
