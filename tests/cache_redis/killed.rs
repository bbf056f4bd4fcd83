//! Machines that start, die or are stopped together.

use std::path::Path;
use std::thread;

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::cache_worker::{Worker, soak, together, until};
use crate::server::Server;
use crate::support::Sandbox;

/// The settings of workers of a machine with this folder. They do not wait for the cloud for long, so that a lease is
/// short.
fn sharing(sandbox: &Sandbox, server: &Server, folder: &Path, threads: u64) -> Value {
    json!({
        "endpoint": sandbox.nls, "timeout_ms": 1000, "folder": folder, "redis": server.url, "threads": threads,
    })
}

fn at(settings: &Value, step: &str, nth: u64) -> Value {
    let mut settings = settings.clone();
    settings["at"] = step.into();
    settings["nth"] = nth.into();
    settings
}

#[test]
fn eight_cold_processes_of_64_threads_on_two_machines_make_one_call() {
    let (sandbox, server) = (Sandbox::start(&[]), Server::start());
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let mut workers: Vec<_> = (0..8)
        .map(|number| Worker::start(&sharing(&sandbox, &server, folders[number % 2].path(), 64)))
        .collect();
    assert_eq!(together(&mut workers, "get").len(), 1);
    assert_eq!(sandbox.calls("nls"), 1);
}

/// One is killed at this step while others of its machine and another wait. They share a token; this gives the number of
/// calls.
fn killed_at(step: &str, nth: u64) -> u64 {
    let (sandbox, server) = (Sandbox::start(&[]), Server::start());
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let [here, there] = folders.each_ref().map(|folder| sharing(&sandbox, &server, folder.path(), 16));
    let mut leader = Worker::start(&at(&here, step, nth));
    leader.order("get");
    assert_eq!(leader.answer("at"), step);
    let mut followers = [&here, &there].map(Worker::start);
    for follower in &mut followers {
        follower.order("get");
        follower.wait_until_it_waits();
    }
    leader.signal(Signal::KILL);
    let tokens = followers.each_mut().map(|follower| follower.tokens().into_iter().collect::<Vec<_>>());
    let late = Worker::start(&there).get();
    assert_eq!(tokens, [[late.as_str()], [late.as_str()]], "{step}");
    sandbox.calls("nls")
}

#[test]
fn a_machine_that_dies_costs_one_call_at_most() {
    let points = [
        ("locked", 1, 1),
        ("locked", 2, 1),
        ("asked", 1, 2),
        ("published in redis", 1, 1),
        ("unlocking", 1, 1),
    ];
    thread::scope(|scope| {
        let all = points.map(|(step, nth, calls)| (step, calls, scope.spawn(move || killed_at(step, nth))));
        for (step, calls, thread) in all {
            assert_eq!(thread.join().unwrap(), calls, "{step}");
        }
    });
}

#[test]
fn a_machine_that_slept_through_its_lease_replaces_no_newer_token() {
    let (sandbox, server) = (Sandbox::start(&[]), Server::start());
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let settings = folders.each_ref().map(|folder| sharing(&sandbox, &server, folder.path(), 16));
    let mut sleeper = Worker::start(&at(&settings[0], "asked", 1));
    sleeper.order("get");
    assert_eq!(sleeper.answer("at"), "asked");
    sleeper.signal(Signal::STOP);
    let newer = Worker::start(&settings[1]).get();
    sleeper.signal(Signal::CONT);
    sleeper.order("go");
    assert_eq!(sleeper.tokens().into_iter().collect::<Vec<_>>(), [newer.as_str()]);
    assert_eq!(sleeper.status()["superseded"], 1);
    assert_eq!(Worker::start(&settings[2]).get(), newer);
    assert_eq!(Worker::start(&settings[0]).get(), newer);
    assert_eq!(sandbox.calls("nls"), 2);
}

#[test]
fn a_server_that_begins_to_hang_during_a_fetch_is_done_without() {
    let (sandbox, server) = (Sandbox::start(&[]), Server::start());
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let [here, there] = folders.each_ref().map(|folder| sharing(&sandbox, &server, folder.path(), 16));
    let mut leader = Worker::start(&at(&here, "asking", 1));
    leader.order("get");
    assert_eq!(leader.answer("at"), "asking");
    server.signal(Signal::STOP);
    leader.order("go");
    let tokens: Vec<_> = leader.tokens().into_iter().collect();
    assert_eq!(tokens, [Worker::start(&here).get()]);
    assert_eq!(leader.status()["events"], json!(["fetched", "store_failed"]));
    assert_ne!(tokens, [Worker::start(&there).get()]);
    assert_eq!(sandbox.calls("nls"), 2);
}

#[test]
fn a_server_that_is_slow_for_a_moment_sends_nobody_who_waits_to_the_cloud() {
    let (sandbox, server) = (Sandbox::start(&[]), Server::start());
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let [here, there] = folders.each_ref().map(|folder| sharing(&sandbox, &server, folder.path(), 16));
    let mut leader = Worker::start(&at(&here, "asking", 1));
    leader.order("get");
    assert_eq!(leader.answer("at"), "asking");
    let asked = server.questions();
    let mut follower = Worker::start(&there);
    follower.order("get");
    until("it waits for the lease", || server.questions() > asked + 2);
    server.does("DEBUG SLEEP 0.9"); // it asks once meanwhile, or twice
    leader.order("go");
    assert_eq!(leader.tokens(), follower.tokens());
    assert_eq!(follower.status()["events"], json!(["shared"]));
    assert_eq!(sandbox.calls("nls"), 1);
}

#[test]
#[ignore = "takes minutes: make soak"]
fn machines_that_die_all_the_time_lose_one_call_each_at_most() {
    let (sandbox, server) = (Sandbox::start(&["--life", "16"]), Server::start());
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let settings = folders.each_ref().map(|folder| sharing(&sandbox, &server, folder.path(), 4));
    soak(&sandbox, &settings.each_ref().map(|settings| vec![settings.clone(); 3]).concat(), 16);
}
