//! What the sandbox knows and remembers.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::{Clock, Secret, SystemClock};
use serde::Serialize;

use super::cloud::Cloud;
use super::mode::Mode;

/// How far a request's time may be from ours, and how long a nonce is remembered.
pub const WINDOW: Duration = Duration::from_secs(15 * 60);

/// The one customer of the clouds.
pub struct Account {
    pub access_key_id: String,
    pub access_key_secret: Secret,
    pub security_token: Secret,
    /// What NLS calls the user.
    pub user_id: String,
    /// What AIOB calls the tenant.
    pub tenant_id: u64,
}

impl Account {
    pub fn new(access_key_id: String, access_key_secret: String, security_token: String) -> Self {
        let number = u64::from_be_bytes(random()) % 9_000_000_000_000_000 + 1_000_000_000_000_000;
        Self {
            access_key_id,
            access_key_secret: access_key_secret.into(),
            security_token: security_token.into(),
            user_id: number.to_string(),
            tenant_id: number,
        }
    }
}

/// How one cloud is to behave.
#[derive(Clone, Debug, Serialize)]
pub struct Plan {
    pub mode: Mode,
    /// For how many more requests the mode holds; without it, until further notice.
    pub times: Option<u64>,
    /// For how many seconds a token lives.
    pub life: u64,
    /// By how many seconds the clock is wrong.
    pub skew: i64,
    /// What `throttle` asks the client to wait.
    pub retry_after_ms: Option<u64>,
}

impl Plan {
    pub fn new(mode: Mode, life: u64, skew: i64) -> Self {
        Self { mode, times: None, life, skew, retry_after_ms: None }
    }

    /// What time the cloud believes it is.
    pub fn now(&self) -> u64 {
        SystemClock.now().saturating_add_signed(self.skew)
    }

    /// The same in milliseconds.
    pub fn now_ms(&self) -> u64 {
        self.now().saturating_mul(1000)
    }

    /// The plan for one request; a mode that has had its times is over.
    fn take(&mut self) -> Self {
        let taken = self.clone();
        self.times = self.times.map(|times| times - 1);
        if self.times == Some(0) {
            (self.mode, self.times, self.retry_after_ms) = (Mode::Ok, None, None);
        }
        taken
    }
}

/// The shape of a request and its verdict: names, never values.
#[derive(Clone, Debug, Serialize)]
pub struct Trace {
    pub method: String,
    pub path: String,
    pub parameters: Vec<String>,
    pub headers: Vec<String>,
    pub status: Option<u16>,
    pub verdict: String,
}

/// Shared by all connections.
pub struct State {
    pub account: Account,
    log: bool,
    urls: [String; 3],
    start: Plan,
    memory: Mutex<Memory>,
}

struct Memory {
    plans: [Plan; 3],
    calls: [u64; 3],
    last: [Option<Trace>; 3],
    nonces: HashMap<String, Instant>,
}

impl Memory {
    fn new(plan: &Plan) -> Self {
        Self {
            plans: std::array::from_fn(|_| plan.clone()),
            calls: [0; 3],
            last: [const { None }; 3],
            nonces: HashMap::new(),
        }
    }
}

impl State {
    pub fn new(account: Account, start: Plan, urls: [String; 3], log: bool) -> Self {
        let memory = Mutex::new(Memory::new(&start));
        Self { account, log, urls, start, memory }
    }

    /// Counts a request and says how to treat it.
    pub fn arrive(&self, cloud: Cloud) -> Plan {
        let mut memory = self.memory();
        memory.calls[cloud as usize] += 1;
        memory.plans[cloud as usize].take()
    }

    /// Remembers what became of a request.
    pub fn note(&self, cloud: Cloud, trace: Trace) {
        if self.log {
            let status = trace.status.map_or("-".to_owned(), |status| status.to_string());
            eprintln!("{} {} {} {status} {}", cloud.name(), trace.method, trace.path, trace.verdict);
        }
        self.memory().last[cloud as usize] = Some(trace);
    }

    /// Whether this nonce is new; it is not from then on.
    pub fn take_nonce(&self, nonce: &str) -> bool {
        let now = Instant::now();
        let mut memory = self.memory();
        memory.nonces.retain(|_, seen| now.duration_since(*seen) < WINDOW);
        memory.nonces.insert(nonce.to_owned(), now).is_none()
    }

    pub fn calls(&self) -> [u64; 3] {
        self.memory().calls
    }

    pub fn plans(&self) -> [Plan; 3] {
        self.memory().plans.clone()
    }

    pub fn last(&self) -> [Option<Trace>; 3] {
        self.memory().last.clone()
    }

    /// Changes the plan of each of these clouds.
    pub fn change(&self, clouds: &[Cloud], change: impl Fn(&mut Plan)) {
        let mut memory = self.memory();
        clouds.iter().for_each(|cloud| change(&mut memory.plans[*cloud as usize]));
    }

    /// Forgets everything since the start.
    pub fn reset(&self) {
        *self.memory() = Memory::new(&self.start);
    }

    /// Where a redirect leads: the next cloud.
    pub fn url_after(&self, cloud: Cloud) -> &str {
        &self.urls[(cloud as usize + 1) % self.urls.len()]
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system has random numbers");
    bytes
}

/// 32 random hexadecimal digits.
pub fn random_hex() -> String {
    format!("{:032x}", u128::from_be_bytes(random()))
}

/// A random UUID in upper case, as Alibaba Cloud numbers its requests.
pub fn request_id() -> String {
    let hex = random_hex().to_uppercase();
    format!("{}-{}-4{}-A{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..])
}
