//! Processes that share a token: this test executable, started anew as a worker. It obeys the lines that it reads and
//! answers with lines of JSON.
#![allow(dead_code)] // each test file uses its part

mod inside;
mod soak;
mod watch;

use std::collections::{BTreeSet, VecDeque};
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

pub use inside::serve;
pub use soak::soak;

/// The variable with a worker's settings.
const SETTINGS: &str = "VOXTOKEN_TEST_WORKER";

/// A worker. It is killed when this is dropped, and ends with the test process at the latest.
pub struct Worker {
    process: Child,
    orders: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
    early: VecDeque<Value>,
}

impl Worker {
    /// Starts one with these settings:
    ///
    /// * `endpoint`: where it asks; `timeout_ms`: how long for at most
    /// * `folder`, `redis`: where it shares
    /// * `threads`: how many it has
    /// * `at`: the step of a flight at which it waits for the order `go`, when it comes there for the `nth` time; with `die`
    ///   it kills itself instead
    pub fn start(settings: &Value) -> Self {
        Self::start_by(Command::new(std::env::current_exe().unwrap()), settings)
    }

    /// The same through another program, which gets the executable and its arguments as further arguments.
    pub fn start_through(mut program: Command, settings: &Value) -> Self {
        program.arg(std::env::current_exe().unwrap());
        Self::start_by(program, settings)
    }

    fn start_by(mut command: Command, settings: &Value) -> Self {
        command.args(["--exact", "worker", "--nocapture", "--quiet"]).env(SETTINGS, settings.to_string());
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let orders = process.stdin.take().unwrap();
        let answers = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { process, orders, answers, early: VecDeque::new() }
    }

    /// Tells it to do this:
    ///
    /// * `get`: each thread gets a token
    /// * `eager`: each thread tries until it has one
    /// * `serve`: each thread gets tokens for ever
    /// * `forget`: forgets the token
    /// * `clock N`: sets its wall clock ahead of the machine's by so many seconds
    /// * `go`: goes on with the flight that waits at its step
    pub fn order(&mut self, order: &str) {
        writeln!(self.orders, "{order}").unwrap();
    }

    /// The next answer under this name.
    pub fn answer(&mut self, name: &str) -> Value {
        let is_it = |answer: &Value| answer.get(name).is_some();
        let early = self.early.iter().position(is_it).and_then(|at| self.early.remove(at));
        let mut answer = early.unwrap_or_else(|| {
            loop {
                match self.read() {
                    Some(answer) if is_it(&answer) => break answer,
                    Some(answer) => self.early.push_back(answer),
                    None => panic!("the worker has ended without the answer {name:?}"),
                }
            }
        });
        answer[name].take()
    }

    /// The next line. Nothing at its end.
    fn read(&mut self) -> Option<Value> {
        let line = self.answers.by_ref().map_while(Result::ok).find(|line| line.starts_with('{'))?;
        let answer: Value = serde_json::from_str(&line).ok()?; // its last line may be cut off
        assert!(answer.get("wrong").is_none(), "{answer}");
        Some(answer)
    }

    /// Reads to its end, for what is wrong.
    pub fn read_to_end(&mut self) {
        while self.read().is_some() {}
    }

    /// The tokens that its threads have got.
    pub fn tokens(&mut self) -> BTreeSet<String> {
        serde_json::from_value(self.answer("got")).unwrap()
    }

    /// The one token that all its threads get.
    pub fn get(&mut self) -> String {
        self.order("get");
        let tokens = self.tokens();
        assert_eq!(tokens.len(), 1, "{tokens:?}");
        tokens.into_iter().next().unwrap()
    }

    /// Its events, the warnings in its log, and how many gets have `waited`.
    pub fn status(&mut self) -> Value {
        self.order("status");
        self.answer("status")
    }

    /// Waits until it waits for a token.
    pub fn wait_until_it_waits(&mut self) {
        until("the worker waits", || self.status()["waited"].as_u64() > Some(0));
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.process), signal).unwrap();
    }

    pub fn has_ended(&mut self) -> bool {
        self.process.try_wait().unwrap().is_some()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Gives this order to all at the same moment, and gathers the tokens that they get.
pub fn together(workers: &mut [Worker], order: &str) -> BTreeSet<String> {
    workers.iter_mut().for_each(|worker| drop(worker.answer("ready")));
    workers.iter_mut().for_each(|worker| worker.order(order));
    workers.iter_mut().flat_map(Worker::tokens).collect()
}

/// Waits for something that happens soon.
#[track_caller]
pub fn until(what: &str, mut happens: impl FnMut() -> bool) {
    let limit = Instant::now() + Duration::from_secs(60);
    while !happens() {
        assert!(Instant::now() < limit, "not within a minute: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}
