//! Long tests, for `make soak`.

use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::cache_worker::{Worker, soak, together};
use crate::sharing;
use crate::support::Sandbox;

#[test]
#[ignore = "takes minutes: make soak"]
fn processes_that_die_all_the_time_lose_one_call_each_at_most() {
    let sandbox = Sandbox::start(&["--life", "4"]);
    let folder = tempfile::tempdir().unwrap();
    soak(&sandbox, &vec![sharing(&sandbox, folder.path(), 4); 6], 4);
}

#[test]
#[ignore = "takes half a minute: make soak"]
fn twenty_seconds_of_throttling_are_five_calls_at_most() {
    let sandbox = Sandbox::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let settings = sharing(&sandbox, folder.path(), 32);
    sandbox.mode(json!({ "service": "nls", "mode": "throttle" }));
    let mut workers: Vec<_> = (0..8).map(|_| Worker::start(&settings)).collect();
    thread::scope(|scope| {
        let tokens = scope.spawn(|| together(&mut workers, "eager"));
        thread::sleep(Duration::from_secs(20));
        let calls = sandbox.calls("nls");
        sandbox.mode(json!({ "service": "nls", "mode": "ok" }));
        assert_eq!(tokens.join().unwrap().len(), 1);
        assert!(calls <= 5, "{calls}");
    });
}
