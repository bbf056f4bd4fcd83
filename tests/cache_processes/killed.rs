//! Processes that are killed or stopped while they fetch.

use std::path::Path;
use std::thread;

use rustix::process::Signal;
use serde_json::json;

use crate::cache_worker::{Worker, until};
use crate::support::Sandbox;
use crate::{sharing, with};

/// Starts one that fetches and is killed at this point, others that wait for it meanwhile, and one more afterwards. They
/// share a token; this gives the number of calls.
fn killed(sandbox: &Sandbox, fetches_up_to: impl FnOnce(&Path) -> Worker) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    let settings = sharing(sandbox, folder.path(), 16);
    let leader = fetches_up_to(folder.path());
    let mut followers: Vec<_> = (0..3).map(|_| Worker::start(&settings)).collect();
    for follower in &mut followers {
        follower.order("get");
        follower.wait_until_it_waits();
    }
    leader.signal(Signal::KILL);
    let tokens: Vec<_> = followers.iter_mut().map(Worker::tokens).collect();
    let late = Worker::start(&settings).get();
    assert!(tokens.iter().all(|tokens| tokens.iter().eq([&late])), "{tokens:?}, then {late}");
    sandbox.calls("nls")
}

fn killed_at(step: &str) -> u64 {
    let sandbox = Sandbox::start(&[]);
    killed(&sandbox, |folder| {
        let mut leader = Worker::start(&with(&sharing(&sandbox, folder, 16), "at", step));
        leader.order("get");
        assert_eq!(leader.answer("at"), step);
        leader
    })
}

#[test]
fn whoever_is_killed_before_it_asks_costs_nothing() {
    assert_eq!(["locked", "asking"].map(killed_at), [1, 1]);
}

#[test]
fn whoever_is_killed_before_its_token_has_its_name_costs_one_call() {
    assert_eq!(["asked", "written"].map(killed_at), [2, 2]);
}

#[test]
fn whoever_is_killed_after_that_costs_nothing() {
    assert_eq!(["renamed", "published in a file", "unlocking"].map(killed_at), [1, 1, 1]);
}

#[test]
fn whoever_is_killed_while_the_cloud_thinks_costs_one_call() {
    let sandbox = Sandbox::start(&[]);
    sandbox.mode(json!({ "service": "nls", "mode": "hang", "times": 1 }));
    let calls = killed(&sandbox, |folder| {
        let mut leader = Worker::start(&sharing(&sandbox, folder, 16));
        leader.order("get");
        until("the cloud is asked", || sandbox.calls("nls") == 1);
        leader
    });
    assert_eq!(calls, 2);
}

/// One is stopped at this point for longer than anybody waits, another fetches in its place, and the first goes on.
fn stopped_at(step: &str) {
    let sandbox = Sandbox::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let settings = with(&sharing(&sandbox, folder.path(), 16), "timeout_ms", 1000);
    let mut stopped = Worker::start(&with(&settings, "at", step));
    stopped.order("get");
    assert_eq!(stopped.answer("at"), step);
    stopped.signal(Signal::STOP);
    let newer = Worker::start(&settings).get();
    stopped.signal(Signal::CONT);
    stopped.order("go");
    assert_eq!(stopped.tokens().into_iter().collect::<Vec<_>>(), [newer.as_str()], "{step}");
    assert_eq!(Worker::start(&settings).get(), newer, "{step}");
    assert_eq!((sandbox.calls("nls"), stopped.status()["superseded"].as_u64()), (2, Some(1)), "{step}");
}

#[test]
fn whoever_was_stopped_for_too_long_replaces_no_newer_token() {
    thread::scope(|scope| {
        let all = ["asked", "written"].map(|step| scope.spawn(move || stopped_at(step)));
        all.into_iter().for_each(|one| one.join().unwrap());
    });
}
