//! The inside of a worker.

use std::collections::BTreeSet;
use std::io::{Write, stdin, stdout};
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::sync::{Arc, Barrier, Mutex};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use voxtoken::aliyun::NlsToken;
use voxtoken::cache::Event;
use voxtoken::http::Client;
use voxtoken::{Clock, Error, SystemClock, TokenCache};

use super::SETTINGS;
use super::watch::Watch;
use crate::support::{ID, SECRET};

/// Serves as a worker, if this process was started as one.
pub fn serve() {
    let Ok(settings) = std::env::var(SETTINGS) else { return };
    let settings: Value = serde_json::from_str(&settings).unwrap();
    let watch = Watch::begin(&settings);
    let events = Arc::new(Mutex::new(Vec::new()));
    let told = events.clone();
    let ahead = Arc::new(AtomicI64::new(0));
    let clock = Ahead(ahead.clone());
    let cache = cache(&settings, clock, move |event| told.lock().unwrap().push(event.name()));
    let threads = settings["threads"].as_u64().unwrap_or(1) as usize;
    tell(&json!({ "ready": true }));
    for order in stdin().lines() {
        match order.unwrap().as_str() {
            "get" => in_threads(&cache, threads, |cache| drop_wrong(get(cache))),
            "eager" => in_threads(&cache, threads, eager),
            "serve" => in_threads(&cache, threads, |cache| {
                loop {
                    drop_wrong(get(cache));
                    pause();
                }
            }),
            "forget" => {
                let _ = cache.clear(); // a store that is out of order says so later, too
                tell(&json!({ "forgot": true }));
            }
            "go" => watch.go(),
            "status" => {
                let (status, events) = (cache.status(), &*events.lock().unwrap());
                tell(&json!({ "status": {
                    "waited": status.counters.waited,
                    "superseded": status.counters.superseded,
                    "events": events,
                    "warnings": watch.warnings(),
                }}));
            }
            order if order.starts_with("clock ") => ahead.store(order[6..].parse().unwrap(), Relaxed),
            order => panic!("an unknown order: {order:?}"),
        }
    }
    std::process::exit(0); // threads may be at work
}

/// A line for the test.
pub fn tell(answer: &Value) {
    let mut stdout = stdout().lock();
    let told = writeln!(stdout, "{answer}").and_then(|()| stdout.flush());
    if told.is_err() {
        std::process::exit(0); // nobody listens any more
    }
}

/// The machine's clock, set ahead by so many seconds.
struct Ahead(Arc<AtomicI64>);

impl Clock for Ahead {
    fn now(&self) -> u64 {
        SystemClock.now().saturating_add_signed(self.0.load(Relaxed))
    }
}

fn cache(
    settings: &Value,
    clock: impl Clock + 'static,
    observer: impl Fn(&Event) + Send + Sync + 'static,
) -> TokenCache {
    let timeout = Duration::from_millis(settings["timeout_ms"].as_u64().unwrap_or(10_000));
    let source = NlsToken::new(ID, SECRET).endpoint(settings["endpoint"].as_str().unwrap());
    let source = source.transport(Client::new().timeout(timeout));
    let mut builder =
        TokenCache::builder(source).deadline(Duration::from_secs(60)).on_event(observer).clock(clock);
    if let Some(folder) = settings["folder"].as_str() {
        builder = builder.file_in(folder);
    }
    if let Some(url) = settings["redis"].as_str() {
        builder = builder.redis(url);
    }
    builder.build().unwrap()
}

/// Does this in so many threads at the same moment, and tells which tokens they got.
fn in_threads(cache: &TokenCache, threads: usize, work: fn(&TokenCache) -> Option<String>) {
    let cache = cache.clone();
    thread::spawn(move || {
        let start = Arc::new(Barrier::new(threads));
        let one = || {
            let (cache, start) = (cache.clone(), start.clone());
            thread::spawn(move || {
                start.wait();
                work(&cache)
            })
        };
        let all: Vec<_> = (0..threads).map(|_| one()).collect();
        let got: BTreeSet<_> = all.into_iter().filter_map(|thread| thread.join().unwrap()).collect();
        tell(&json!({ "got": got }));
    });
}

/// A token as it should be; else what is wrong.
fn get(cache: &TokenCache) -> Result<String, Error> {
    let before = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let token = cache.get()?;
    let text = token.value();
    if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        wrong(&format!("a token that is none: {text:?}"));
    }
    let ends = u128::from(token.expires_at()) * 1000;
    if ends <= before {
        wrong(&format!("a token that has ended {} ms ago", before - ends));
    }
    Ok(text.to_owned())
}

fn eager(cache: &TokenCache) -> Option<String> {
    loop {
        if let Ok(token) = get(cache) {
            return Some(token);
        }
        pause();
    }
}

fn drop_wrong(got: Result<String, Error>) -> Option<String> {
    got.map_err(|error| wrong(&error.to_string())).ok()
}

fn wrong(what: &str) {
    tell(&json!({ "wrong": what }));
}

fn pause() {
    thread::sleep(Duration::from_millis(5));
}
