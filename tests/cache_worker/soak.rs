//! Workers that die at random, for as long as one likes.

use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::Value;

use super::Worker;
use crate::support::Sandbox;

/// The steps at which one may die.
const STEPS: [&str; 8] = [
    "locked",
    "asking",
    "asked",
    "written",
    "renamed",
    "published in a file",
    "published in redis",
    "unlocking",
];

/// Lets workers with these settings get tokens that live `life` seconds, for `VOXTOKEN_SOAK_SECONDS` (120 unless set).
/// Most of them die at a step of an early flight, and every few seconds one is killed wherever it is; each has a
/// successor. Each death costs one call at most, and no token that anybody gets is torn or has ended.
pub fn soak(sandbox: &Sandbox, settings: &[Value], life: u64) {
    let seconds = std::env::var("VOXTOKEN_SOAK_SECONDS").map_or(120, |seconds| seconds.parse().unwrap());
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut workers: Vec<_> = settings.iter().map(mortal).collect();
    let mut deaths = 0;
    while Instant::now() < end {
        thread::sleep(Duration::from_millis(100));
        if random(30) == 0 {
            workers[random(workers.len())].signal(Signal::KILL);
        }
        for (worker, settings) in workers.iter_mut().zip(settings) {
            if worker.has_ended() {
                worker.read_to_end();
                *worker = mortal(settings);
                deaths += 1;
            }
        }
    }
    for mut worker in workers {
        worker.signal(Signal::KILL);
        worker.read_to_end();
    }
    // A token is replaced when half of its life is over, or later.
    let (calls, periods) = (sandbox.calls("nls"), seconds.div_ceil(life / 2) + 1);
    println!("{calls} calls in {seconds} s: {periods} periods at most, {deaths} deaths");
    assert!(calls >= seconds / life && calls <= periods + deaths && deaths > 0);
}

/// A worker that serves, until it dies at a step.
fn mortal(settings: &Value) -> Worker {
    let mut settings = settings.clone();
    settings["at"] = STEPS[random(STEPS.len())].into();
    settings["nth"] = (random(3) + 1).into();
    settings["die"] = true.into();
    let mut worker = Worker::start(&settings);
    worker.order("serve");
    worker
}

/// A number below this one.
fn random(below: usize) -> usize {
    getrandom::u32().unwrap() as usize % below
}
