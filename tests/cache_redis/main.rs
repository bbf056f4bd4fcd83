//! What a [`TokenCache`](voxtoken::TokenCache) promises over machines that share a real Redis server, and when that is
//! out of order. A machine is a folder for files of its own.
#![cfg(target_os = "linux")]

#[path = "../cache_cloud/mod.rs"]
mod cache_cloud;
#[path = "../cache_worker/mod.rs"]
mod cache_worker;
mod faults;
mod hosts;
mod killed;
mod places;
mod server;
#[path = "../support/mod.rs"]
mod support;

/// A worker's life, in a process of its own; otherwise nothing.
#[test]
fn worker() {
    cache_worker::serve();
}
