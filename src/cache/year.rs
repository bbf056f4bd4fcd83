//! A year of a fleet of 1,000 hosts with 8 processes each, in virtual time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{Write as _, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::fleet::{FakeStore, Host, Place, Process, Universe};
use super::state::{Decision, Errand, Reason, decide};
use super::store::Layer;
use crate::error::Result;
use crate::source::{Scope, TokenSource};
use crate::token::Token;

const HOSTS: usize = 1000;
const PROCESSES: usize = 8;
const DAY: i64 = 86_400_000;
const YEAR: i64 = 365 * DAY;

/// Gives each caller a token of this life, and counts.
struct Cloud {
    universe: Arc<Universe>,
    life: i64,
    calls: Arc<AtomicU64>,
}

impl TokenSource for Cloud {
    fn fetch(&self) -> Result<Token> {
        let call = self.calls.fetch_add(1, Relaxed) + 1;
        Ok(Token::new(format!("T{call}"), (self.universe.time() + self.life).cast_unsigned() / 1000))
    }

    fn scope(&self) -> Result<Scope> {
        Ok(Scope::new("year"))
    }
}

/// The calls that these processes make in a year.
fn calls_of_a_year(universe: &Arc<Universe>, processes: &[Process], calls: &AtomicU64) -> u64 {
    let before = calls.load(Relaxed);
    universe.time.store(0, Relaxed);
    // Each process always has something to do with its token; it is looked at when that changes what happens.
    let mut visits: BinaryHeap<_> = (0..processes.len()).map(|index| Reverse((0, index))).collect();
    while let Some(Reverse((time, index))) = visits.pop() {
        if time >= YEAR {
            break;
        }
        universe.time.store(time, Relaxed);
        let process = &processes[index];
        let decision = |process: &Process| {
            decide(&process.record.lock().unwrap(), 0, &process.crew.policy, process.host.now())
        };
        if let Decision::Wait = decision(process) {
            process.fly(Errand { need: 0, reason: Reason::Needed });
        }
        if let Decision::ServeAndRefresh = decision(process) {
            process.fly(Errand { need: 0, reason: Reason::Due });
        }
        let now = process.host.now();
        let record = process.record.lock().unwrap();
        let held = record.held.as_ref().expect("a token");
        let fresh = held.usable(now) - process.crew.policy.margin(held.life(), 0);
        assert!(fresh > 0, "process {index} has no fresh token at {time}");
        visits.push(Reverse((time + fresh, index)));
    }
    calls.load(Relaxed) - before
}

/// Calls and the formula for a token of this life.
fn year(name: &str, life: i64, with_redis: bool) {
    let universe = Arc::new(Universe::default());
    let calls = Arc::new(AtomicU64::new(0));
    let redis = Arc::new(Place::default());
    let processes: Vec<Process> = (0..HOSTS * PROCESSES)
        .scan(None, |host, index| {
            if index % PROCESSES == 0 {
                *host = None;
            }
            let host = host.get_or_insert_with(|| {
                Arc::new(Host {
                    universe: universe.clone(),
                    booted: 0,
                    wall: 0.into(),
                    files: Arc::default(),
                })
            });
            let store = |layer, place: &Arc<Place>| FakeStore {
                layer,
                place: place.clone(),
                host: host.clone(),
                plain: true,
                dead: Arc::default(),
            };
            let mut stores = vec![store(Layer::File, &host.files)];
            if with_redis {
                stores.push(store(Layer::Redis, &redis));
            }
            let cloud = Cloud { universe: universe.clone(), life, calls: calls.clone() };
            Some(Process::new(host.clone(), cloud, stores, 1.0 - universe.chance() / 4.0))
        })
        .collect();
    let sharing = if with_redis { processes.len() } else { PROCESSES };
    let (mut asked, mut formula) = (0, 0);
    for sharers in processes.chunks(sharing) {
        let lead = sharers.iter().map(|process| process.crew.policy.lead(life)).max().unwrap();
        let expected = YEAR.cast_unsigned().div_ceil((life - lead).cast_unsigned());
        let counted = calls_of_a_year(&universe, sharers, &calls);
        assert_eq!(counted, expected, "{name}: {YEAR} / ({life} - {lead}) ms");
        asked += counted;
        formula += expected;
    }
    let shared = if with_redis { "Redis and files" } else { "files" };
    let groups = processes.len() / sharing;
    let text = format!(
        "{name}, {HOSTS} hosts x {PROCESSES} processes sharing by {shared}: {asked} calls a year, by the formula {formula} \
         ({:.1} for each of {groups})\n",
        formula as f64 / groups as f64,
    );
    stderr().write_all(text.as_bytes()).unwrap(); // println! would show it only when the test fails
}

#[test]
fn a_year_of_a_fleet_with_redis_makes_the_calls_of_the_formula() {
    year("NLS, 36 hours", 36 * 3_600_000, true);
    year("AIOB, 30 days", 30 * DAY, true);
}

#[test]
fn a_year_of_a_fleet_without_redis_makes_the_calls_of_the_formula_per_host() {
    year("NLS, 36 hours", 36 * 3_600_000, false);
    year("AIOB, 30 days", 30 * DAY, false);
}
