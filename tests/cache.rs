//! What a [`TokenCache`] promises, within one process.

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use voxtoken::{Clock, Error, ErrorKind, Moment, Scope, SourceFn, Token, TokenCache};

/// A clock that a test sets: both clocks, in milliseconds.
#[derive(Clone)]
struct TestClock(Arc<Mutex<Moment>>);

impl TestClock {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(Moment { wall: 1_800_000_000_000, boot: 5_000_000 })))
    }

    fn advance(&self, seconds: i64) {
        let mut moment = self.0.lock().unwrap();
        *moment = moment.plus(seconds * 1000);
    }

    fn jump_wall(&self, seconds: i64) {
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
struct Cloud {
    clock: TestClock,
    calls: Arc<AtomicU64>,
    /// The life of tokens in seconds, or a failure.
    answer: Arc<Mutex<Result<u64, Error>>>,
}

impl Cloud {
    fn new(life: u64) -> Self {
        Self { clock: TestClock::new(), calls: Arc::default(), answer: Arc::new(Mutex::new(Ok(life))) }
    }

    fn answers(&self, answer: Result<u64, Error>) {
        *self.answer.lock().unwrap() = answer;
    }

    fn calls(&self) -> u64 {
        self.calls.load(SeqCst)
    }

    fn source(&self) -> SourceFn<impl Fn() -> Result<Token, Error> + Send + Sync + 'static> {
        let this = self.clone();
        SourceFn::new(Scope::new("test"), move || {
            let call = this.calls.fetch_add(1, SeqCst) + 1;
            let life = this.answer.lock().unwrap().clone()?;
            Ok(Token::new(format!("T{call}"), this.clock.now() + life))
        })
    }

    fn cache(&self) -> TokenCache {
        TokenCache::builder(self.source()).clock(self.clock.clone()).build().unwrap()
    }
}

/// A fetch that a test holds.
fn held_source(
    calls: Arc<AtomicU64>,
) -> (SourceFn<impl Fn() -> Result<Token, Error> + Send + Sync>, Receiver<()>, Sender<Result<Token, Error>>) {
    let (begun, begins) = channel();
    let (answer, answers) = channel();
    let answers = Mutex::new(answers);
    let source = SourceFn::new(Scope::new("held"), move || {
        calls.fetch_add(1, SeqCst);
        begun.send(()).unwrap();
        answers.lock().unwrap().recv().unwrap()
    });
    (source, begins, answer)
}

fn landed(cache: &TokenCache) {
    while cache.status().fetching {
        thread::yield_now();
    }
}

const HOUR: i64 = 3600;

#[test]
fn one_call_per_period_and_the_old_token_serves_while_a_new_one_is_fetched() {
    let cloud = Cloud::new(36 * 3600);
    let cache = cloud.cache();
    assert_eq!(cache.get().unwrap().value(), "T1");
    cloud.clock.advance(29 * HOUR);
    assert_eq!(cache.get().unwrap().value(), "T1");
    assert_eq!(cloud.calls(), 1);
    cloud.clock.advance(3 * HOUR);
    assert_eq!(cache.get().unwrap().value(), "T1");
    landed(&cache);
    assert_eq!(cache.get().unwrap().value(), "T2");
    assert_eq!(cloud.calls(), 2);
}

#[test]
fn a_token_that_either_clock_has_ended_is_not_given() {
    let cloud = Cloud::new(3600);
    let cache = cloud.cache();
    cache.get().unwrap();
    cloud.clock.advance(2 * HOUR);
    cloud.clock.jump_wall(-2 * HOUR); // set back: only the boot clock knows
    assert_eq!(cache.get().unwrap().value(), "T2");
    cloud.clock.jump_wall(2 * HOUR);
    assert_eq!(cache.get().unwrap().value(), "T3");
}

#[test]
fn a_failure_closes_the_gate_for_all_and_a_usable_token_goes_on_serving() {
    let cloud = Cloud::new(3600);
    let cache = cloud.cache();
    cloud.answers(Err(Error::new(ErrorKind::Throttled, "user flow control")));
    let error = cache.get().unwrap_err();
    assert_eq!((error.kind(), cloud.calls()), (ErrorKind::Throttled, 1));
    let again = cache.get().unwrap_err();
    assert_eq!((again.kind(), cloud.calls()), (ErrorKind::Throttled, 1));
    assert_eq!(again.retry_at(), Some(cloud.clock.now() + 10));
    cloud.clock.advance(10);
    cloud.answers(Ok(3600));
    assert_eq!(cache.get().unwrap().value(), "T2");
    cloud.answers(Err(Error::new(ErrorKind::Network, "down")));
    cloud.clock.advance(HOUR - 100);
    assert_eq!(cache.get().unwrap().value(), "T2");
    landed(&cache);
    assert_eq!((cache.get().unwrap().value(), cloud.calls()), ("T2", 3));
    cloud.clock.advance(101);
    assert_eq!(cache.get().unwrap_err().kind(), ErrorKind::Network);
}

#[test]
fn whoever_comes_back_at_the_time_that_the_error_tells_finds_the_gate_open() {
    let cloud = Cloud::new(3600);
    let cache = cloud.cache();
    let told = Some(Duration::from_millis(7500));
    cloud.answers(Err(Error::new(ErrorKind::Throttled, "user flow control").with_retry_after(told)));
    let retry_at = cache.get().unwrap_err().retry_at().unwrap();
    cloud.answers(Ok(3600));
    cloud.clock.advance((retry_at - cloud.clock.now()).cast_signed());
    assert_eq!(cache.get().unwrap().value(), "T2");
}

#[test]
fn many_waiters_of_a_failing_service_make_one_call_and_share_its_error() {
    let calls = Arc::new(AtomicU64::new(0));
    let (source, begun, answer) = held_source(calls.clone());
    let cache = TokenCache::new(source).unwrap();
    let (done, results) = channel();
    for _ in 0..10_000 {
        let done = done.clone();
        cache.get_then(Duration::ZERO, move |result| done.send(result.unwrap_err().kind()).unwrap());
    }
    begun.recv().unwrap();
    answer.send(Err(Error::new(ErrorKind::Unavailable, "down"))).unwrap();
    drop(done);
    assert_eq!(results.iter().filter(|kind| *kind == ErrorKind::Unavailable).count(), 10_000);
    assert_eq!(calls.load(SeqCst), 1);
}

#[test]
fn a_caller_that_gives_up_starts_no_second_call() {
    let calls = Arc::new(AtomicU64::new(0));
    let (source, begun, answer) = held_source(calls.clone());
    let cache = TokenCache::new(source).unwrap();
    for _ in 0..3 {
        let error = cache.get_with(Duration::ZERO, Duration::from_millis(1)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
    }
    pollster::block_on(polled_once(cache.get_async()));
    begun.recv().unwrap();
    answer.send(Ok(Token::new("T", 4_000_000_000))).unwrap();
    assert_eq!(cache.get().unwrap().value(), "T");
    assert_eq!(calls.load(SeqCst), 1);
}

/// Polls a future once and drops it.
async fn polled_once<T>(future: impl Future<Output = T>) {
    let mut future = Box::pin(future);
    std::future::poll_fn(|context| {
        assert!(future.as_mut().poll(context).is_pending());
        std::task::Poll::Ready(())
    })
    .await;
}

#[test]
fn a_rejected_token_is_replaced_once_a_minute_and_only_if_it_is_the_one_in_use() {
    let cloud = Cloud::new(3600);
    let cache = cloud.cache();
    assert_eq!(cache.get().unwrap().value(), "T1");
    assert!(!cache.reject("T0"));
    assert!(cache.reject("T1"));
    assert_eq!(cache.get().unwrap().value(), "T2");
    assert!(!cache.reject("T1"));
    assert!(!cache.reject("T2"));
    assert_eq!((cache.get().unwrap().value(), cloud.calls()), ("T2", 2));
    cloud.clock.advance(61);
    assert!(cache.reject("T2"));
    assert_eq!((cache.get().unwrap().value(), cloud.calls()), ("T3", 3));
}

#[test]
fn a_validity_that_no_token_has_is_an_error_and_no_call() {
    let cloud = Cloud::new(600);
    let cache = cloud.cache();
    cache.get().unwrap();
    let error = cache.get_with(Duration::from_secs(600), Duration::from_secs(1)).unwrap_err();
    assert_eq!((error.argument(), cloud.calls()), (Some("min_validity"), 1));
    cloud.clock.advance(100);
    let long = cache.get_with(Duration::from_secs(530), Duration::from_secs(1)).unwrap();
    assert_eq!((long.value(), cloud.calls()), ("T2", 2));
}

#[test]
fn refresh_fetches_a_new_token_at_most_once_a_minute() {
    let cloud = Cloud::new(3600);
    let cache = cloud.cache();
    assert_eq!(cache.refresh().unwrap().value(), "T1");
    assert_eq!(cache.refresh().unwrap().value(), "T1");
    cloud.clock.advance(61);
    assert_eq!(cache.refresh().unwrap().value(), "T2");
    cloud.answers(Err(Error::new(ErrorKind::Network, "down")));
    cloud.clock.advance(61);
    assert_eq!(cache.refresh().unwrap_err().kind(), ErrorKind::Network);
    assert_eq!(cache.get().unwrap().value(), "T2");
}

#[test]
fn files_share_a_token_between_caches_and_survive_damage() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = Cloud::new(3600);
    let cache = || {
        let builder = TokenCache::builder(cloud.source()).clock(cloud.clock.clone());
        builder.file_in(folder.path()).build().unwrap()
    };
    assert_eq!(cache().get().unwrap().value(), "T1");
    assert_eq!(cache().get().unwrap().value(), "T1");
    assert_eq!(cloud.calls(), 1);
    let key = folder.path().join(cache().status().key);
    std::fs::write(key.join("00000000000000000001.json"), "{").unwrap();
    assert_eq!(cache().get().unwrap().value(), "T2");
    assert_eq!(cache().get().unwrap().value(), "T2");
    std::fs::write(key.join("00000000000000000009.json"), r#"{"v":2,"secret":"of a later version"}"#)
        .unwrap();
    assert_eq!(cache().get().unwrap().value(), "T3");
    assert_eq!(
        std::fs::read_to_string(key.join("00000000000000000009.json")).unwrap(),
        r#"{"v":2,"secret":"of a later version"}"#
    );
    assert_eq!(cloud.calls(), 3);
}
