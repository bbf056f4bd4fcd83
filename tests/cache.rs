//! What a [`TokenCache`] promises, within one process.

mod cache_cloud;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Barrier, Mutex, OnceLock};
use std::thread;
use std::time::Duration;

use cache_cloud::{Cloud, TestClock, landed};
use voxtoken::cache::{Event, TokenState};
use voxtoken::{Clock, Error, ErrorKind, Moment, Scope, SourceFn, Token, TokenCache, TokenSource};

/// A fetch that a test holds.
fn held_source(
    calls: Arc<AtomicU64>,
) -> (impl TokenSource + 'static, Receiver<()>, Sender<Result<Token, Error>>) {
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

#[test]
fn a_program_that_ends_can_wait_for_the_fetch_under_way() {
    let (source, begun, answer) = held_source(Arc::default());
    let cache = TokenCache::new(source).unwrap();
    assert!(cache.settle(Duration::ZERO), "there is none");
    assert!(cache.try_get().is_none());
    begun.recv().unwrap();
    assert!(!cache.settle(Duration::ZERO));
    answer.send(Ok(Token::new("T", 4_000_000_000))).unwrap();
    assert!(cache.settle(Duration::MAX));
    assert_eq!(cache.try_get().unwrap().value(), "T");
}

#[test]
fn a_rejection_during_a_fetch_that_fails_makes_nobody_wait_as_if_there_were_a_token() {
    let clock = TestClock::new();
    let (source, begun, answer) = held_source(Arc::default());
    let cache = TokenCache::builder(source).clock(clock.clone()).build().unwrap();
    answer.send(Ok(Token::new("T1", clock.now() + 3600))).unwrap();
    cache.get().unwrap();
    begun.recv().unwrap();
    clock.advance(3000);
    assert_eq!(cache.get().unwrap().value(), "T1");
    begun.recv().unwrap();
    assert!(cache.reject("T1"));
    answer.send(Err(Error::new(ErrorKind::Network, "no answer"))).unwrap();
    assert!(cache.settle(Duration::MAX));
    let error = cache.get().unwrap_err();
    assert!(error.retry_at().unwrap() <= clock.now() + 2, "{error:?}");
}

#[test]
fn whoever_waits_for_ever_may_say_so() {
    struct Slow;
    impl TokenSource for Slow {
        fn fetch(&self) -> Result<Token, Error> {
            Ok(Token::new("T", 4_000_000_000))
        }
        fn scope(&self) -> Result<Scope, Error> {
            Ok(Scope::new("slow"))
        }
        fn timeout(&self) -> Duration {
            Duration::MAX
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let builder = TokenCache::builder(Slow).deadline(Duration::MAX).lead(Duration::MAX);
    let cache = builder.file_in(folder.path()).build().unwrap();
    assert_eq!(cache.get().unwrap().value(), "T");
    assert_eq!(cache.refresh().unwrap().value(), "T");
    assert_eq!(cache.get_with(Duration::ZERO, Duration::MAX).unwrap().value(), "T");
    let error = cache.get_with(Duration::MAX, Duration::MAX).unwrap_err();
    assert_eq!(error.argument(), Some("min_validity"));
}

#[test]
fn a_source_whose_tokens_never_last_long_enough_is_not_asked_for_ever() {
    let cloud = Cloud::new(60);
    let slow = cloud.clone();
    let source = SourceFn::new(Scope::new("slow"), move || {
        let token = slow.fetch();
        slow.clock.advance(8);
        token
    });
    let cache = TokenCache::builder(source).clock(cloud.clock.clone()).build().unwrap();
    let need = Duration::from_secs(53);
    assert_eq!(cache.get_with(need, Duration::MAX).unwrap_err().kind(), ErrorKind::Unavailable);
    assert_eq!(cloud.calls(), 3);
    let (done, result) = channel();
    cache.get_then(need, move |result| done.send(result.unwrap_err().kind()).unwrap());
    assert_eq!((result.recv().unwrap(), cloud.calls()), (ErrorKind::Unavailable, 6));
    landed(&cache);
    assert_eq!(cloud.calls(), 6);
    assert_eq!(cache.get().unwrap().value(), "T6");
    let counters = cache.status().counters;
    assert_eq!((counters.waited, counters.flights), (2, 6)); // each get waited, whatever it took
}

#[test]
fn an_empty_token_is_none() {
    let cache = TokenCache::new(SourceFn::new(Scope::new("empty"), || Ok(Token::new("", 4_000_000_000))));
    assert_eq!(cache.unwrap().get().unwrap_err().kind(), ErrorKind::BadResponse);
}

#[test]
fn an_end_in_milliseconds_is_refused_in_words() {
    let source = || Ok(Token::new("T", 4_000_000_000_000));
    let cache = TokenCache::new(SourceFn::new(Scope::new("milliseconds"), source)).unwrap();
    let error = cache.get().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadResponse);
    assert!(error.message().ends_with("must be in seconds, not milliseconds"), "{error}");
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
    let counters = cache.status().counters;
    assert_eq!((counters.failed, counters.gated), (1, 0));
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
fn whoever_refreshes_without_blocking_shares_the_fetch_and_its_token() {
    let calls = Arc::new(AtomicU64::new(0));
    let (source, begun, answer) = held_source(calls.clone());
    let cache = TokenCache::new(source).unwrap();
    let (done, results) = channel();
    for _ in 0..1000 {
        let done = done.clone();
        cache.refresh_then(move |result| done.send(result.unwrap()).unwrap());
    }
    drop(done);
    begun.recv().unwrap();
    answer.send(Ok(Token::new("T", 4_000_000_000))).unwrap();
    let tokens: Vec<_> = results.iter().collect();
    let kept = cache.refresh().unwrap();
    assert_eq!(tokens.iter().filter(|token| Arc::ptr_eq(token, &kept)).count(), 1000);
    assert_eq!(calls.load(SeqCst), 1);
}

#[test]
fn a_refresh_and_a_rejection_of_what_it_brought_are_one_call_a_minute() {
    let cloud = Cloud::new(3600);
    let cache = cloud.cache();
    cache.get().unwrap();
    cloud.clock.advance(61);
    assert_eq!(cache.refresh().unwrap().value(), "T2");
    cloud.clock.advance(5);
    assert!(!cache.reject("T2"));
    assert_eq!((cache.get().unwrap().value(), cloud.calls()), ("T2", 2));
    cloud.clock.advance(56);
    assert!(cache.reject("T2"));
    assert_eq!((cache.get().unwrap().value(), cloud.calls()), ("T3", 3));
}

#[test]
fn ten_thousand_threads_and_futures_share_one_call_and_its_error() {
    const EACH: u64 = 10_000;
    let calls = Arc::new(AtomicU64::new(0));
    let (source, begun, answer) = held_source(calls.clone());
    let cache = TokenCache::builder(source).deadline(Duration::from_secs(300)).build().unwrap();
    let kind = |result: Result<Arc<Token>, Error>| result.unwrap_err().kind();
    let threads: Vec<_> = (0..EACH)
        .map(|_| {
            let cache = cache.clone();
            let waits = move || kind(cache.get());
            thread::Builder::new().stack_size(64 * 1024).spawn(waits).unwrap()
        })
        .collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let futures: Vec<_> = (0..EACH)
        .map(|_| {
            let cache = cache.clone();
            runtime.spawn(async move { kind(cache.get_async().await) })
        })
        .collect();
    begun.recv().unwrap();
    while cache.status().counters.waited < 2 * EACH {
        thread::yield_now();
    }
    answer.send(Err(Error::new(ErrorKind::Unavailable, "down"))).unwrap();
    assert!(threads.into_iter().all(|thread| thread.join().unwrap() == ErrorKind::Unavailable));
    runtime.block_on(async {
        for future in futures {
            assert_eq!(future.await.unwrap(), ErrorKind::Unavailable);
        }
    });
    assert_eq!(calls.load(SeqCst), 1);
    assert_eq!(cache.status().counters.failed, 2 * EACH);
}

#[test]
fn a_waiter_whose_turn_comes_when_the_gate_is_open_again_shares_the_failure_all_the_same() {
    let cloud = Cloud::new(3600);
    cloud.answers(Err(Error::new(ErrorKind::Network, "down")));
    let clock = cloud.clock.clone();
    let slow = move |_: &Event| clock.advance(2);
    let cache =
        TokenCache::builder(cloud.source()).clock(cloud.clock.clone()).on_event(slow).build().unwrap();
    assert_eq!((cache.get().unwrap_err().kind(), cloud.calls()), (ErrorKind::Network, 1));
    let (done, result) = channel();
    cache.get_then(Duration::ZERO, move |result| done.send(result.unwrap_err().kind()).unwrap());
    assert_eq!((result.recv().unwrap(), cloud.calls()), (ErrorKind::Network, 2));
}

#[test]
fn a_future_gets_a_token_on_any_executor() {
    let cloud = Cloud::new(3600);
    let cache = cloud.cache();
    assert_eq!(pollster::block_on(cache.get_async()).unwrap().value(), "T1");
    let current = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert_eq!(current.block_on(cache.get_async()).unwrap().value(), "T1");
    cloud.clock.advance(2 * HOUR);
    let many = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let other = cache.clone();
    let token = many.spawn(async move { other.get_async().await });
    assert_eq!(many.block_on(token).unwrap().unwrap().value(), "T2");
    cloud.answers(Err(Error::new(ErrorKind::Network, "down")));
    cloud.clock.advance(2 * HOUR);
    assert_eq!(pollster::block_on(cache.get_async()).unwrap_err().kind(), ErrorKind::Network);
}

#[test]
fn callers_at_the_same_moment_start_one_fetch() {
    const CALLERS: usize = 8;
    let cloud = Cloud::new(3600);
    for round in 0..300 {
        let cache = cloud.cache();
        let before = cloud.calls();
        // None yet: all wait for it. Then an aging one, which is replaced.
        for calls in [1, 2] {
            let start = Barrier::new(CALLERS);
            thread::scope(|scope| {
                for caller in 0..CALLERS {
                    let (cache, start) = (&cache, &start);
                    scope.spawn(move || {
                        start.wait();
                        match caller % 4 {
                            0 => drop(pollster::block_on(cache.get_async()).unwrap()),
                            1 => drop(cache.get_with(Duration::ZERO, Duration::from_secs(60)).unwrap()),
                            2 => drop(cache.try_get()),
                            _ => drop(cache.get().unwrap()),
                        }
                    });
                }
            });
            landed(&cache);
            assert_eq!(cloud.calls() - before, calls, "round {round}");
            cloud.clock.advance(3000);
        }
    }
}

#[test]
fn failing_callers_at_the_same_moment_make_one_call() {
    const CALLERS: usize = 8;
    let cloud = Cloud::new(3600);
    cloud.answers(Err(Error::new(ErrorKind::Network, "down")));
    for round in 1..=300 {
        let cache = cloud.cache();
        let start = Barrier::new(CALLERS);
        thread::scope(|scope| {
            for _ in 0..CALLERS {
                scope.spawn(|| {
                    start.wait();
                    assert_eq!(cache.get().unwrap_err().kind(), ErrorKind::Network);
                });
            }
        });
        assert_eq!(cloud.calls(), round);
    }
}

#[test]
fn a_source_or_an_observer_that_panics_ends_no_cache() {
    let cloud = Cloud::new(3600);
    let panics = Arc::new(AtomicU64::new(1));
    let (left, inner) = (panics.clone(), cloud.clone());
    let source = SourceFn::new(Scope::new("test"), move || {
        let panics = left.swap(0, SeqCst) == 1;
        // Without the hook that would write it to the standard error.
        if panics { std::panic::resume_unwind(Box::new("a secret in a panic")) } else { inner.fetch() }
    });
    let observer = |_: &Event| std::panic::resume_unwind(Box::new("an observer's"));
    let cache = TokenCache::builder(source).clock(cloud.clock.clone()).on_event(observer).build().unwrap();
    let error = cache.get().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(!format!("{error:?}").contains("a secret"));
    cloud.clock.advance(1);
    assert_eq!(cache.get().unwrap().value(), "T1");
    cloud.clock.advance(2 * HOUR);
    assert_eq!(cache.get().unwrap().value(), "T2");
}

/// A clock that panics when a test says so, once.
struct Breaking(TestClock, Arc<AtomicBool>);

impl Clock for Breaking {
    fn now(&self) -> u64 {
        self.0.now()
    }

    fn moment(&self) -> Moment {
        if self.1.swap(false, SeqCst) {
            std::panic::resume_unwind(Box::new("a clock's"));
        }
        self.0.moment()
    }
}

#[test]
fn a_clock_that_panics_in_a_fetch_is_a_failure_that_closes_the_gate() {
    let cloud = Cloud::new(3600);
    let breaks = Arc::new(AtomicBool::new(false));
    let (inner, breaking) = (cloud.clone(), breaks.clone());
    let source = SourceFn::new(Scope::new("test"), move || {
        breaking.store(inner.calls() == 0, SeqCst);
        inner.fetch()
    });
    let clock = Breaking(cloud.clock.clone(), breaks);
    let cache = TokenCache::builder(source).clock(clock).build().unwrap();
    assert_eq!(cache.get().unwrap_err().kind(), ErrorKind::Internal);
    assert_eq!((cache.get().unwrap_err().kind(), cloud.calls()), (ErrorKind::Internal, 1));
    cloud.clock.advance(30);
    assert_eq!((cache.get().unwrap().value(), cloud.calls()), ("T2", 2));
}

/// What a fetch of this cache finds that asks the cache itself.
fn within_its_fetch(cache: &OnceLock<TokenCache>) -> [Result<String, ErrorKind>; 2] {
    let cache = cache.get().unwrap();
    [cache.get(), cache.refresh()]
        .map(|result| result.map(|token| token.value().to_owned()).map_err(|error| error.kind()))
}

#[test]
fn a_source_that_asks_its_own_cache_is_given_what_is_there_or_an_error_at_once() {
    let cloud = Cloud::new(3600);
    let own = Arc::new(OnceLock::<TokenCache>::new());
    let found = Arc::new(Mutex::new(Vec::new()));
    let (inner, cache, finds) = (cloud.clone(), own.clone(), found.clone());
    let source = SourceFn::new(Scope::new("test"), move || {
        finds.lock().unwrap().push(within_its_fetch(&cache));
        inner.fetch()
    });
    let builder = TokenCache::builder(source).clock(cloud.clock.clone());
    let cache = own.get_or_init(|| builder.deadline(Duration::from_secs(2)).build().unwrap());
    assert_eq!(cache.get_with(Duration::ZERO, Duration::from_secs(60)).unwrap().value(), "T1");
    cloud.clock.advance(3000);
    assert_eq!(cache.get().unwrap().value(), "T1");
    landed(cache);
    let nothing = Err(ErrorKind::Unavailable);
    let expected = [[nothing.clone(), nothing.clone()], [Ok("T1".to_owned()), nothing]];
    assert_eq!(*found.lock().unwrap(), expected);
    assert_eq!((cache.get().unwrap().value(), cloud.calls()), ("T2", 2));
}

#[test]
fn whoever_is_told_of_a_new_token_can_get_it() {
    let cloud = Cloud::new(3600);
    let own = Arc::new(OnceLock::<TokenCache>::new());
    let found = Arc::new(Mutex::new(Vec::new()));
    let (cache, finds) = (own.clone(), found.clone());
    let observer = move |event: &Event| {
        let token = cache.get().unwrap().get().map(|token| token.value().to_owned());
        finds.lock().unwrap().push((event.name(), token.map_err(|error| error.kind())));
    };
    let builder = TokenCache::builder(cloud.source()).clock(cloud.clock.clone());
    let builder = builder.on_event(observer).deadline(Duration::from_secs(2));
    let cache = own.get_or_init(|| builder.build().unwrap());
    let get = || cache.get_with(Duration::ZERO, Duration::from_secs(60)).map_err(|error| error.kind());
    assert_eq!(get().unwrap().value(), "T1");
    cloud.clock.advance(3600);
    cloud.answers(Err(Error::new(ErrorKind::Network, "down")));
    assert_eq!(get().unwrap_err(), ErrorKind::Network);
    let expected = [("fetched", Ok("T1".to_owned())), ("failed", Err(ErrorKind::Unavailable))];
    assert_eq!(*found.lock().unwrap(), expected);
}

#[test]
fn a_source_may_go_as_deep_as_a_main_thread() {
    fn deep(left: u64) -> u64 {
        let frame = std::hint::black_box([left; 512]);
        if left == 0 { 0 } else { deep(left - 1) + frame[left as usize % 512] - left + 1 }
    }
    let source = SourceFn::new(Scope::new("deep"), || Ok(Token::new(deep(600).to_string(), 4_000_000_000)));
    assert_eq!(TokenCache::new(source).unwrap().get().unwrap().value(), "600");
}

#[test]
fn a_waiter_that_panics_takes_nothing_from_the_others() {
    let (source, begun, answer) = held_source(Arc::default());
    let cache = TokenCache::new(source).unwrap();
    let (done, token) = channel();
    cache.get_then(Duration::ZERO, |_| std::panic::resume_unwind(Box::new("a waiter's")));
    cache.get_then(Duration::ZERO, move |result| done.send(result.unwrap()).unwrap());
    begun.recv().unwrap();
    answer.send(Ok(Token::new("T", 4_000_000_000))).unwrap();
    assert_eq!(token.recv().unwrap().value(), "T");
}

#[test]
fn events_and_counters_tell_what_happens_and_no_token() {
    let cloud = Cloud::new(3600);
    let told = Arc::new(Mutex::new(Vec::new()));
    let events = told.clone();
    let observer = move |event: &Event| events.lock().unwrap().push(format!("{} {event:?}", event.name()));
    let source = cloud.source();
    let cache = TokenCache::builder(source).clock(cloud.clock.clone()).on_event(observer).build().unwrap();
    cache.get().unwrap();
    cloud.clock.advance(3000);
    cloud.answers(Err(Error::new(ErrorKind::Throttled, "user flow control")));
    cache.get().unwrap();
    landed(&cache);
    cloud.clock.advance(600);
    cache.get().unwrap_err();
    cache.get().unwrap_err();
    cloud.clock.advance(60);
    cloud.answers(Ok(3600));
    cache.get().unwrap();
    assert!(cache.reject("T4") && !cache.reject("T4"));
    cache.get().unwrap();
    landed(&cache);
    let told = told.lock().unwrap();
    let mut names: Vec<_> = told.iter().map(|event| event.split(' ').next().unwrap()).collect();
    names.sort_unstable(); // a rejection is told by another thread than the fetch for it
    assert_eq!(names, ["failed", "failed", "fetched", "fetched", "fetched", "rejected", "rejected"]);
    assert!(told.iter().all(|event| !event.contains("T1") && !event.contains("T4")), "{told:?}");
    let counters = cache.status().counters;
    let counted: Vec<_> = counters.all().filter(|(_, count)| *count > 0).collect();
    let expected = [
        ("served_aging", 1),
        ("waited", 4),
        ("gated", 1),
        ("failed", 2),
        ("flights", 5),
        ("fetched", 3),
        ("throttled", 2),
        ("rejected", 1),
        ("rejected_ignored", 1),
    ];
    assert_eq!(counted, expected);
}

#[test]
fn nothing_that_is_shown_holds_the_token() {
    let cloud = Cloud::new(3600);
    let cache = cloud.cache();
    let token = cache.get().unwrap();
    let status = cache.status();
    assert_eq!((status.state, status.label.as_str()), (TokenState::Fresh, "test"));
    assert_eq!((status.expires_at, status.expires_in), (Some(1_800_003_600), Some(3600)));
    assert_eq!(status.fingerprint.as_deref().map(str::len), Some(8));
    for shown in [format!("{cache:?}"), format!("{status:?}"), format!("{token:?}")] {
        assert!(!shown.contains("T1"), "{shown}");
    }
}

#[test]
fn a_cleared_token_is_asked_for_anew() {
    let cloud = Cloud::new(3600);
    let cache = cloud.cache();
    cache.get().unwrap();
    cache.clear().unwrap();
    assert_eq!(cache.status().state, TokenState::Empty);
    assert_eq!((cache.get().unwrap().value(), cloud.calls()), ("T2", 2));
}

#[test]
fn a_cleared_token_does_not_come_back_with_the_end_of_a_fetch() {
    let clock = TestClock::new();
    let folder = tempfile::tempdir().unwrap();
    let (source, begun, answer) = held_source(Arc::default());
    let cache = TokenCache::builder(source).clock(clock.clone()).file_in(folder.path()).build().unwrap();
    let token = |text: &str| Ok(Token::new(text, clock.now() + 3600));
    let kept = || voxtoken::cache::list(Some(folder.path().into())).unwrap().remove(0).state;

    assert!(cache.try_get().is_none());
    begun.recv().unwrap();
    answer.send(token("T1")).unwrap();
    landed(&cache);
    clock.advance(3000);
    assert_eq!(cache.try_get().unwrap().value(), "T1");
    begun.recv().unwrap();
    cache.clear().unwrap();
    answer.send(Err(Error::new(ErrorKind::Network, "down"))).unwrap();
    landed(&cache);
    assert!(cache.try_get().is_none());
    assert_eq!((cache.status().state, kept()), (TokenState::Empty, TokenState::Empty));

    clock.advance(1);
    assert!(cache.try_get().is_none());
    begun.recv().unwrap();
    cache.clear().unwrap();
    answer.send(token("T2")).unwrap(); // this one was not known when it was cleared
    landed(&cache);
    assert_eq!(cache.try_get().unwrap().value(), "T2");
    assert_ne!(kept(), TokenState::Empty);
}
