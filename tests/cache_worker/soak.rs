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

/// The steps at which a token dies with the one who has it.
const COSTLY: [&str; 2] = ["asked", "written"];

/// Lets workers with these settings get tokens that live `life` seconds, for `VOXTOKEN_SOAK_SECONDS` (120 unless set).
/// Most of them die at a step of an early flight, and every few seconds one is killed wherever it is; each has a
/// successor. A death costs one call at most, and no token that anybody gets is torn or has ended.
pub fn soak(sandbox: &Sandbox, settings: &[Value], life: u64) {
    let seconds = std::env::var("VOXTOKEN_SOAK_SECONDS").map_or(120, |seconds| seconds.parse().unwrap());
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut mortals: Vec<_> = settings.iter().map(Mortal::start).collect();
    let (mut deaths, mut costly) = (0, 0);
    while Instant::now() < end {
        thread::sleep(Duration::from_millis(100));
        if random(30) == 0 {
            mortals[random(settings.len())].kill();
        }
        for (mortal, settings) in mortals.iter_mut().zip(settings) {
            if mortal.worker.has_ended() {
                mortal.worker.read_to_end();
                deaths += 1;
                costly += u64::from(mortal.costly);
                *mortal = Mortal::start(settings);
            }
        }
    }
    for mut mortal in mortals {
        mortal.kill();
        mortal.worker.read_to_end();
    }
    // A token is replaced when half of its life is over, or later.
    let (calls, periods) = (sandbox.calls("nls"), seconds.div_ceil(life / 2) + 1);
    println!(
        "{calls} calls in {seconds} s: {periods} periods at most, {deaths} deaths, {costly} of them costly"
    );
    assert!(calls >= seconds / life && calls <= periods + costly && deaths > 0);
}

/// A worker that serves, until it dies at a step or is killed.
struct Mortal {
    worker: Worker,
    /// Whether its death may cost a call.
    costly: bool,
}

impl Mortal {
    fn start(settings: &Value) -> Self {
        let step = STEPS[random(STEPS.len())];
        let mut settings = settings.clone();
        settings["at"] = step.into();
        settings["nth"] = (random(3) + 1).into();
        settings["die"] = true.into();
        let mut worker = Worker::start(&settings);
        worker.order("serve");
        Self { worker, costly: COSTLY.contains(&step) }
    }

    fn kill(&mut self) {
        self.worker.signal(Signal::KILL);
        self.costly = true;
    }
}

/// A number below this one.
fn random(below: usize) -> usize {
    getrandom::u32().unwrap() as usize % below
}
