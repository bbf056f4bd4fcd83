//! What a [`TokenCache`](voxtoken::TokenCache) promises over the processes of a machine that share its files: real
//! processes, which are really killed and stopped, against the sandbox.
#![cfg(target_os = "linux")]

#[path = "../cache_cloud/mod.rs"]
mod cache_cloud;
#[path = "../cache_worker/mod.rs"]
mod cache_worker;
mod disk;
mod killed;
mod soak;
#[path = "../support/mod.rs"]
mod support;

use std::path::Path;

use cache_worker::{Worker, together};
use serde_json::{Value, json};
use support::Sandbox;

/// A worker's life, in a process of its own; otherwise nothing.
#[test]
fn worker() {
    cache_worker::serve();
}

/// The settings of workers that share this folder.
fn sharing(sandbox: &Sandbox, folder: &Path, threads: u64) -> Value {
    json!({ "endpoint": sandbox.nls, "folder": folder, "threads": threads })
}

/// Settings with one more.
fn with(settings: &Value, name: &str, value: impl Into<Value>) -> Value {
    let mut settings = settings.clone();
    settings[name] = value.into();
    settings
}

#[test]
fn eight_cold_processes_of_64_threads_make_one_call() {
    let sandbox = Sandbox::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let settings = sharing(&sandbox, folder.path(), 64);
    let mut workers: Vec<_> = (0..8).map(|_| Worker::start(&settings)).collect();
    assert_eq!(together(&mut workers, "get").len(), 1);
    assert_eq!(sandbox.calls("nls"), 1);
}

#[test]
fn eager_callers_of_all_processes_wait_as_long_as_the_cloud_says() {
    let sandbox = Sandbox::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let settings = sharing(&sandbox, folder.path(), 32);
    sandbox.mode(json!({ "service": "nls", "mode": "throttle", "times": 3, "retry_after_ms": 1000 }));
    let mut workers: Vec<_> = (0..8).map(|_| Worker::start(&settings)).collect();
    assert_eq!(together(&mut workers, "eager").len(), 1);
    assert_eq!(sandbox.calls("nls"), 4); // three refusals and a token
}

#[test]
fn a_clock_that_jumps_costs_one_call_at_most_and_no_other_process_anything() {
    const TWO_DAYS: i64 = 2 * 86_400;
    let sandbox = Sandbox::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let settings = sharing(&sandbox, folder.path(), 8);
    let (mut jumping, mut other) = (Worker::start(&settings), Worker::start(&settings));
    assert_eq!(jumping.get(), other.get());
    for ahead in [TWO_DAYS, -TWO_DAYS, 0] {
        let calls = sandbox.calls("nls");
        jumping.order(&format!("clock {ahead}"));
        let token = jumping.get();
        assert_eq!(jumping.get(), token, "{ahead}");
        other.get();
        assert!(sandbox.calls("nls") <= calls + 1, "{ahead}");
    }
    assert!(sandbox.calls("nls") > 1, "the jump was noticed");
}
