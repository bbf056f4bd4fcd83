//! A Redis server that is out of order: those who have a token keep it, and each machine without one asks once.

use std::thread;

use rustix::process::Signal;

use crate::cache_cloud::Cloud;
use crate::cache_worker::until;
use crate::hosts::Host;
use crate::server::{Server, free_port};

const DONE_WITHOUT: [&str; 2] = ["redis failed", "fetched"];

/// Two machines share a token; then the server loses it and breaks, and in the end it is mended.
#[track_caller]
fn outage(server: Server, breaks: impl FnOnce(Server) -> Server, mends: impl FnOnce(Server) -> Server) {
    let cloud = Cloud::new(3600);
    let url = server.url.clone();
    let warm = [Host::new(&cloud, &url), Host::new(&cloud, &url)];
    assert_eq!(warm.each_ref().map(Host::get), ["T1", "T1"]);
    assert_eq!(warm.each_ref().map(Host::events), [["fetched"], ["shared by redis"]]);
    server.does("FLUSHALL");

    let server = breaks(server);
    let cold = [Host::new(&cloud, &url), Host::new(&cloud, &url)];
    assert_eq!(warm.each_ref().map(Host::get), ["T1", "T1"]);
    assert_eq!(cold.each_ref().map(Host::get), ["T2", "T3"]);
    assert_eq!(cloud.calls(), 3);
    assert_eq!(cold.each_ref().map(Host::events), [DONE_WITHOUT, DONE_WITHOUT]);

    let _server = mends(server);
    let late = [Host::new(&cloud, &url), Host::new(&cloud, &url)];
    assert_eq!(late.each_ref().map(Host::get), ["T4", "T4"]);
    assert_eq!(cloud.calls(), 4);
    cloud.clock.advance(61);
    assert_eq!(cold[0].refresh(), "T4");
    assert_eq!(cold[0].events(), ["redis recovered", "shared by redis"]);
}

/// An outage that begins and ends with a command.
#[track_caller]
fn outage_by(breaks: &str, mends: &str) {
    let does = |words: &str, server: Server| {
        server.does(words);
        server
    };
    outage(Server::start(), |server| does(breaks, server), |server| does(mends, server));
}

fn killed(mut server: Server) -> Server {
    server.kill();
    server
}

fn stopped(server: Server) -> Server {
    server.signal(Signal::STOP);
    server
}

fn continued(server: Server) -> Server {
    server.signal(Signal::CONT);
    // It answers first those who have asked meanwhile.
    server.does("FLUSHALL");
    server
}

#[test]
fn a_server_that_is_down_is_done_without() {
    outage(Server::start(), killed, Server::start_anew);
    outage(Server::start_at_port(&[]), killed, Server::start_anew);
}

#[test]
fn a_server_that_hangs_is_done_without() {
    outage(Server::start(), stopped, continued);
    outage(Server::start_at_port(&[]), stopped, continued);
}

#[test]
fn a_server_that_became_a_replica_is_done_without() {
    outage_by("REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE");
}

#[test]
fn a_server_without_memory_is_done_without() {
    outage_by("CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0");
}

#[test]
fn a_wrong_password_is_done_without_and_told_without_its_text() {
    let cloud = Cloud::new(3600);
    let (folder, port) = (tempfile::tempdir().unwrap(), free_port().to_string());
    let url = |password: &str| format!("redis://:{password}@127.0.0.1:{port}");
    let _server = Server::run(
        folder,
        url("right"),
        &["--bind", "127.0.0.1", "--port", &port, "--requirepass", "right"],
    );
    let hosts =
        ["wrong-password", "wrong-password", "right", "right"].map(|word| Host::new(&cloud, &url(word)));
    assert_eq!(hosts.each_ref().map(Host::get), ["T1", "T2", "T3", "T3"]);
    assert_eq!(hosts[..2].iter().map(Host::events).collect::<Vec<_>>(), [DONE_WITHOUT, DONE_WITHOUT]);
}

#[test]
fn a_server_that_sleeps_is_done_without() {
    let server = Server::start();
    let cloud = Cloud::new(3600);
    let warm = Host::new(&cloud, &server.url);
    warm.get();
    thread::scope(|scope| {
        scope.spawn(|| server.does("DEBUG SLEEP 3"));
        until("the server sleeps", || Host::new(&cloud, &server.url).get() != "T1");
        assert_eq!((warm.get().as_str(), cloud.calls()), ("T1", 2));
    });
    let late = Host::new(&cloud, &server.url);
    assert_eq!((late.get().as_str(), late.events()), ("T1", vec!["shared by redis".to_owned()]));
}

#[test]
fn an_emptied_server_costs_one_call() {
    let cloud = Cloud::new(3600);
    let server = Server::start();
    let host = || Host::new(&cloud, &server.url);
    let warm = host();
    assert_eq!(warm.get(), "T1");
    server.does("FLUSHALL");
    assert_eq!([host(), host()].each_ref().map(Host::get), ["T2", "T2"]);
    assert_eq!(warm.get(), "T1");
}

#[test]
fn a_restarted_server_costs_one_call() {
    let cloud = Cloud::new(3600);
    let mut server = Server::start();
    let url = server.url.clone();
    let host = || Host::new(&cloud, &url);
    let warm = host();
    assert_eq!(warm.get(), "T1");
    server.kill();
    let _server = server.start_anew();
    let cold = host();
    assert_eq!((cold.get().as_str(), host().get().as_str(), warm.get().as_str()), ("T2", "T2", "T1"));
    assert_eq!(cold.events(), ["fetched"]);
}

#[test]
fn a_server_that_forgot_its_scripts_learns_them_anew() {
    let cloud = Cloud::new(3600);
    let server = Server::start();
    assert_eq!(Host::new(&cloud, &server.url).get(), "T1");
    server.does("SCRIPT FLUSH");
    let cold = Host::new(&cloud, &server.url);
    assert_eq!((cold.get().as_str(), cold.events()), ("T1", vec!["shared by redis".to_owned()]));
    server.does("FLUSHALL");
    server.does("SCRIPT FLUSH");
    let cold = Host::new(&cloud, &server.url);
    assert_eq!((cold.get().as_str(), cold.events()), ("T2", vec!["fetched".to_owned()]));
}

#[test]
fn a_damaged_record_is_told_and_replaced() {
    let cloud = Cloud::new(3600);
    let server = Server::start();
    let host = Host::new(&cloud, &server.url);
    host.get();
    server.does(&format!("HSET {} record {{", host.redis_key()));
    let cold = [Host::new(&cloud, &server.url), Host::new(&cloud, &server.url)];
    assert_eq!(cold.each_ref().map(Host::get), ["T2", "T2"]);
    assert_eq!(cold[0].events(), ["redis failed", "fetched", "redis recovered"]);
    assert_eq!(cold[1].events(), ["shared by redis"]);
}

#[test]
fn a_key_of_another_kind_is_left_alone() {
    let cloud = Cloud::new(3600);
    let server = Server::start();
    let host = Host::new(&cloud, &server.url);
    server.does(&format!("SET {} other", host.redis_key()));
    assert_eq!((host.get().as_str(), host.events()), ("T1", DONE_WITHOUT.map(Into::into).to_vec()));
    let mut get = redis::cmd("GET");
    get.arg(host.redis_key());
    assert_eq!(server.ask::<String>(get).unwrap(), "other");
}

#[test]
fn where_the_files_cannot_be_cleared_the_server_is_all_the_same() {
    let server = Server::start();
    let cloud = Cloud::new(3600);
    let host = Host::new(&cloud, &server.url);
    assert_eq!(host.get(), "T1");
    assert!(host.clear_with_open_files());
    assert_eq!(Host::new(&cloud, &server.url).get(), "T2");
}
