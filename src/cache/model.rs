//! Random lives of processes on hosts with wrong clocks, failing clouds and failing stores, in virtual time; and what must
//! hold in all of them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;

use super::fleet::{FakeStore, Host, LONGEST_WAIT, PATIENCE, Place, Process, Universe, WRONG, wrong};
use super::policy::{FORCED_APART, LONGEST_GATE};
use super::state::{Decision, Errand, Reason, Record, decide};
use super::store::Layer;
use crate::clock::Moment;
use crate::error::{Error, ErrorKind, Result};
use crate::source::{Scope, TokenSource};
use crate::token::Token;

const HOSTS: usize = 2;
const PROCESSES: usize = 4;
const SECOND: i64 = 1000;

/// What happens. A number names a process, a host or a store.
#[derive(Clone, Debug)]
enum Step {
    Get(usize, i64),
    Refresh(usize),
    Reject(usize),
    /// Rejects a token that has been replaced.
    RejectOld(usize),
    Advance(i64),
    /// To the end of the process's token, by this many milliseconds more or less.
    AdvanceToEnd(usize, i64),
    /// A host's wall clock is set, by this much.
    JumpWall(usize, i64),
    Answer(Answer),
    /// The next call takes this long, and all of this happens meanwhile.
    Slow(i64, Vec<Step>),
    Lose(usize),
    Break(usize),
    Mend(usize),
    /// Before a process next tries to lock a store, all of this happens.
    Race(Vec<Step>),
    /// A new process with a copy of the memory.
    Fork(usize),
    /// The process forgets.
    Restart(usize),
    /// The process dies, with all that it holds if it is in a flight, and another one takes its place.
    Kill(usize),
}

#[derive(Clone, Debug)]
enum Answer {
    Life(i64),
    Same,
    Fail(ErrorKind, Option<u64>),
    Panic,
}

fn simple_step() -> impl Strategy<Value = Step> {
    let process = 0..PROCESSES;
    let store = 0..=HOSTS;
    prop_oneof![
        8 => (process.clone(), prop_oneof![3 => Just(0), 1 => 0..900 * SECOND]).prop_map(|(p, need)| Step::Get(p, need)),
        1 => process.clone().prop_map(Step::Refresh),
        2 => process.clone().prop_map(Step::Reject),
        1 => process.clone().prop_map(Step::RejectOld),
        4 => prop_oneof![0..5 * SECOND, 0..100 * SECOND, 0..4000 * SECOND, 0..200_000 * SECOND].prop_map(Step::Advance),
        2 => (process.clone(), -70 * SECOND..3 * SECOND).prop_map(|(p, by)| Step::AdvanceToEnd(p, by)),
        1 => (0..HOSTS, -5000 * SECOND..5000 * SECOND).prop_map(|(host, by)| Step::JumpWall(host, by)),
        1 => store.clone().prop_map(Step::Lose),
        1 => process.clone().prop_map(Step::Fork),
        1 => process.clone().prop_map(Step::Restart),
        1 => process.prop_map(Step::Kill),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let store = 0..=HOSTS;
    let answer = prop_oneof![
        4 => prop_oneof![Just(1), Just(60), Just(600), Just(3600), Just(129_600)].prop_map(Answer::Life),
        1 => Just(Answer::Same),
        1 => Just(Answer::Panic),
        1 => (0..20_u64).prop_map(|after| Answer::Fail(ErrorKind::Throttled, Some(after * 300))),
        1 => Just(Answer::Fail(ErrorKind::Throttled, None)),
        2 => Just(Answer::Fail(ErrorKind::Network, None)),
        1 => Just(Answer::Fail(ErrorKind::Credentials, None)),
    ];
    prop_oneof![
        12 => simple_step(),
        3 => answer.prop_map(Step::Answer),
        2 => (0..40 * SECOND, vec(simple_step(), 0..6)).prop_map(|(millis, steps)| Step::Slow(millis, steps)),
        2 => vec(simple_step(), 1..3).prop_map(Step::Race),
        1 => store.clone().prop_map(Step::Break),
        2 => store.prop_map(Step::Mend),
    ]
}

/// The cloud, and the truth about its tokens.
struct Cloud {
    answer: Answer,
    slow: Option<(i64, Vec<Step>)>,
    calls: u64,
    last: Option<Token>,
    /// The true times at which the tokens end.
    ends: HashMap<String, i64>,
    rejected: Vec<String>,
}

struct Model {
    universe: Arc<Universe>,
    hosts: Vec<Arc<Host>>,
    far: Arc<Place>,
    processes: Mutex<Vec<Arc<Resident>>>,
    cloud: Mutex<Cloud>,
    /// Which hosts have called, and when.
    under_way: Mutex<Vec<(Arc<Host>, i64)>>,
}

/// A process of the model.
struct Resident {
    process: Process,
    /// The flight under way.
    errand: Mutex<Option<Errand>>,
    /// Within another one's call, it may not have one of its own: flights are nested here.
    busy: AtomicBool,
    dead: Arc<AtomicBool>,
}

/// A resident's way to the cloud.
struct Line {
    model: Weak<Model>,
    resident: Weak<Resident>,
}

impl TokenSource for Line {
    fn fetch(&self) -> Result<Token> {
        self.model.upgrade().unwrap().answer(&self.resident.upgrade().unwrap())
    }

    fn scope(&self) -> Result<Scope> {
        Ok(Scope::new("model"))
    }
}

impl Model {
    fn new(seed: u64) -> Arc<Self> {
        let universe = Arc::new(Universe::default());
        universe.time.store(1_800_000_000_000, Relaxed);
        universe.seed.store(seed, Relaxed);
        let host = |index: i64| {
            Arc::new(Host {
                universe: universe.clone(),
                booted: 1_700_000_000_000 + index,
                wall: (index * 7_000_000).into(),
                files: Arc::default(),
            })
        };
        let cloud = Cloud {
            answer: Answer::Life(3600),
            slow: None,
            calls: 0,
            last: None,
            ends: HashMap::new(),
            rejected: Vec::new(),
        };
        let model = Arc::new(Self {
            hosts: (0..HOSTS as i64).map(host).collect(),
            universe,
            far: Arc::default(),
            processes: Mutex::default(),
            cloud: Mutex::new(cloud),
            under_way: Mutex::default(),
        });
        for index in 0..PROCESSES {
            let resident = model.resident(&model.hosts[index % HOSTS], Record::default());
            model.processes.lock().unwrap().push(resident);
        }
        model
    }

    fn resident(self: &Arc<Self>, host: &Arc<Host>, record: Record) -> Arc<Resident> {
        Arc::new_cyclic(|resident| {
            let line = Line { model: Arc::downgrade(self), resident: resident.clone() };
            let dead = Arc::<AtomicBool>::default();
            let store = |layer, place: &Arc<Place>| FakeStore {
                layer,
                place: place.clone(),
                host: host.clone(),
                plain: false,
                dead: dead.clone(),
            };
            let stores = vec![store(Layer::File, &host.files), store(Layer::Redis, &self.far)];
            let process = Process::new(host.clone(), line, stores, 1.0 - self.universe.chance() / 4.0);
            *process.record.lock().unwrap() = record;
            Resident { process, errand: Mutex::default(), busy: AtomicBool::new(false), dead }
        })
    }

    fn process(&self, index: usize) -> Arc<Resident> {
        self.processes.lock().unwrap()[index].clone()
    }

    fn places(&self) -> Vec<Arc<Place>> {
        self.hosts.iter().map(|host| host.files.clone()).chain([self.far.clone()]).collect()
    }

    fn play(self: &Arc<Self>, step: &Step) {
        match step {
            Step::Get(process, need) => drop(self.get(&self.process(*process), *need)),
            Step::Refresh(process) => {
                self.fly(&self.process(*process), Errand { need: 0, reason: Reason::Wanted });
            }
            Step::Reject(process) => self.reject(&self.process(*process)),
            Step::RejectOld(process) => self.reject_old(&self.process(*process)),
            Step::Advance(millis) => drop(self.universe.time.fetch_add(*millis, Relaxed)),
            Step::AdvanceToEnd(process, by) => {
                let process = &self.process(*process).process;
                let left = process.record().held.map_or(0, |held| held.expires.remaining(process.host.now()));
                self.universe.time.fetch_add((left + by).max(0), Relaxed);
            }
            Step::JumpWall(host, by) => drop(self.hosts[*host].wall.fetch_add(*by, Relaxed)),
            Step::Answer(answer) => self.cloud.lock().unwrap().answer = answer.clone(),
            Step::Slow(millis, steps) => self.cloud.lock().unwrap().slow = Some((*millis, steps.clone())),
            Step::Race(steps) => {
                let (model, steps) = (self.clone(), steps.clone());
                let interrupt = move || steps.iter().for_each(|step| model.play(step));
                *self.universe.interrupt.lock().unwrap() = Some(Box::new(interrupt));
            }
            Step::Lose(store) => self.places()[*store].lose(),
            Step::Break(store) => self.places()[*store].broken.store(true, Relaxed),
            Step::Mend(store) => self.places()[*store].broken.store(false, Relaxed),
            Step::Fork(process) => {
                let parent = self.process(*process);
                let child = self.resident(&parent.process.host, parent.process.record());
                self.processes.lock().unwrap()[(process + HOSTS) % PROCESSES] = child;
            }
            Step::Kill(process) => {
                self.process(*process).dead.store(true, Relaxed);
                self.play(&Step::Restart(*process));
            }
            Step::Restart(process) => {
                let fresh = self.resident(&self.process(*process).process.host, Record::default());
                self.processes.lock().unwrap()[*process] = fresh;
            }
        }
    }

    /// As `TokenCache::get_with`, where this process has no flight under way.
    fn get(self: &Arc<Self>, resident: &Resident, need: i64) -> Option<Result<Arc<Token>>> {
        let process = &resident.process;
        let mut failure: Option<Error> = None;
        for _ in 0..3 {
            let record = process.record();
            let held = || record.held.as_ref().unwrap().token.clone();
            match decide(&record, need, &process.crew.policy, process.host.now()) {
                Decision::Serve => return Some(Ok(self.served(resident, held(), need))),
                Decision::ServeAndRefresh => {
                    let token = self.served(resident, held(), need);
                    self.fly(resident, Errand { need, reason: Reason::Due });
                    return Some(Ok(token));
                }
                Decision::Fail(error) => return Some(Err(self.failed(resident, error, need))),
                Decision::Wait if failure.is_some() => break,
                Decision::Wait => {
                    let rejected = record.rejected(process.host.now());
                    let reason = if rejected { Reason::Rejected } else { Reason::Needed };
                    if !self.fly(resident, Errand { need, reason }) {
                        return None;
                    }
                    failure = process.record().gate_error(process.host.now());
                }
            }
        }
        let record = process.record();
        match record.held.filter(|held| held.usable(process.host.now()) > need) {
            Some(held) => Some(Ok(self.served(resident, held.token, need))),
            None => Some(Err(failure.unwrap_or_else(|| Error::new(ErrorKind::Unavailable, "never enough")))),
        }
    }

    fn served(&self, resident: &Resident, token: Arc<Token>, need: i64) -> Arc<Token> {
        let left = self.cloud.lock().unwrap().ends[token.value()] - self.universe.time();
        if left <= need {
            wrong(format!("{} is served for {need} ms, but ends in {left} ms", token.value()));
        }
        let now = resident.process.host.now();
        let held = resident.process.record().held.filter(|held| held.token.value() == token.value());
        if held
            .is_some_and(|held| held.expires.wall - now.wall <= need || held.expires.boot - now.boot <= need)
        {
            wrong(format!("{} is served, but a clock says that it has ended", token.value()));
        }
        token
    }

    fn failed(&self, resident: &Resident, error: Error, need: i64) -> Error {
        let now = resident.process.host.now();
        if resident.process.record().usable(now) > need && error.kind() != ErrorKind::InvalidArgument {
            wrong(format!("a usable token is not served: {error}"));
        }
        error
    }

    /// Whether it flew: not while it is in the air already, and not if it died there.
    fn fly(self: &Arc<Self>, resident: &Resident, errand: Errand) -> bool {
        if resident.busy.swap(true, Relaxed) {
            return false;
        }
        let before = resident.process.record();
        *resident.errand.lock().unwrap() = Some(errand);
        let slept = &self.universe.slept;
        let outer = slept.swap(0, Relaxed);
        resident.process.fly(errand);
        let waited = slept.swap(outer, Relaxed);
        *resident.errand.lock().unwrap() = None;
        resident.busy.store(false, Relaxed);
        if resident.dead.load(Relaxed) {
            return false;
        }
        if waited > LONGEST_WAIT {
            wrong(format!("a flight has waited for {waited} ms"));
        }

        let now = resident.process.host.now();
        let after = resident.process.record();
        let fresh = |record: &Record| {
            let held = record.held.as_ref().filter(|held| !held.rejected);
            held.is_some_and(|held| {
                held.usable(now) > resident.process.crew.policy.margin(held.life(), errand.need)
            })
        };
        let value = |record: &Record| record.held.as_ref().map(|held| held.token.value().to_owned());
        let stored = resident.process.crew.stores[0].store.load(now);
        if let Ok(stored) = stored
            && fresh(&after)
            && value(&after) != value(&before)
            && !stored.is_some_and(|kept| fresh(&kept.record) || value(&kept.record) == value(&after))
        {
            wrong(format!("{} is not left in the file", value(&after).unwrap()));
        }
        let rejected = |token: &str| self.cloud.lock().unwrap().rejected.iter().any(|other| other == token);
        if let Some(held) = before.held.filter(|held| held.usable(now) > 0)
            && after.usable(now) == 0
            && !rejected(held.token.value())
        {
            wrong(format!("the flight took {} away, which was usable", held.token.value()));
        }
        true
    }

    /// As `TokenCache::reject`, with the token in use.
    fn reject(self: &Arc<Self>, resident: &Resident) {
        let process = &resident.process;
        let now = process.host.now();
        let mut record = process.record.lock().unwrap();
        let may_force = record.may_force(now);
        let Some(held) = record.held.as_mut().filter(|held| may_force && !held.rejected) else { return };
        held.rejected = true;
        let rejected = held.token.value().to_owned();
        self.cloud.lock().unwrap().rejected.push(rejected.clone());
        drop(record);
        self.fly(resident, Errand { need: 0, reason: Reason::Rejected });
        let after = process.record().held.filter(|held| held.usable(process.host.now()) > 0);
        if after.is_some_and(|held| held.token.value() == rejected) {
            wrong(format!("{rejected} came back to who rejected it"));
        }
    }

    /// A rejection that another process shares by the stores never takes a newer token.
    fn reject_old(self: &Arc<Self>, resident: &Resident) {
        let process = &resident.process;
        let old = process.record();
        let Some(held) = old.held.clone().filter(|held| !held.rejected) else { return };
        let mut late = old.clone();
        late.held.as_mut().unwrap().rejected = true;
        self.get(resident, held.life().max(0) / 2);
        let mut new = process.record();
        let (value, usable) = (held.token.value(), new.usable(process.host.now()));
        new.keep_rejected(&late, process.host.now());
        if new.held.as_ref().is_some_and(|new| new.token.value() != value)
            && new.usable(process.host.now()) < usable
        {
            wrong(format!("the rejection of {value} took a newer token"));
        }
    }

    /// The cloud's answer, at this moment and after what happens meanwhile.
    fn answer(self: &Arc<Self>, resident: &Resident) -> Result<Token> {
        if resident.dead.load(Relaxed) {
            return Err(Error::new(ErrorKind::Internal, "dead"));
        }
        self.is_called_for(resident);
        let slow = self.cloud.lock().unwrap().slow.take();
        if let Some((millis, steps)) = slow {
            let call = (resident.process.host.clone(), self.universe.time());
            self.under_way.lock().unwrap().push(call);
            for step in &steps {
                self.play(step);
            }
            self.under_way.lock().unwrap().pop();
            self.universe.time.fetch_add(millis, Relaxed);
        }
        let mut cloud = self.cloud.lock().unwrap();
        cloud.calls += 1;
        // The cloud knows whole seconds.
        let time = self.universe.time() / SECOND;
        let issue = |text: String, ends: i64| Token {
            server_time: Some(time.cast_unsigned()),
            ..Token::new(text, ends.cast_unsigned())
        };
        let token = match (&cloud.answer, &cloud.last) {
            (Answer::Fail(kind, after), _) => {
                return Err(Error::new(*kind, "as told").with_retry_after(after.map(Duration::from_secs)));
            }
            (Answer::Panic, _) => {
                drop(cloud);
                std::panic::resume_unwind(Box::new("as told"));
            }
            (Answer::Same, Some(last)) => issue(last.value().into(), last.expires_at().cast_signed()),
            (Answer::Same, None) => issue(format!("T{}", cloud.calls), time + 600),
            (Answer::Life(life), _) => issue(format!("T{}", cloud.calls), time + life),
        };
        // To the cloud, a token is good until the end of its last second.
        cloud.ends.insert(token.value().into(), (token.expires_at().cast_signed() + 1) * SECOND);
        cloud.last = Some(token.clone());
        Ok(token)
    }

    /// Whether a call is right at this moment, by all that this process can reach: there is no token that would do, no
    /// closed gate, and nobody else whose turn it is.
    fn is_called_for(&self, resident: &Resident) {
        let process = &resident.process;
        let (now, time) = (process.host.now(), self.universe.time());
        let Errand { need, reason } = resident.errand.lock().unwrap().expect("a flight");
        let mut known = vec![("memory", process.record())];
        for shelf in &process.crew.stores {
            let stored = shelf.store.load(now).ok().flatten();
            known.extend(stored.map(|kept| (shelf.store.layer().name(), kept.record)));
        }
        for (host, since) in &*self.under_way.lock().unwrap() {
            let works = |place: &Place| !place.broken.load(Relaxed);
            let share = works(&self.far) || Arc::ptr_eq(host, &process.host) && works(&host.files);
            if share && time - since < PATIENCE {
                wrong(format!("two calls at once, {} ms apart", time - since));
            }
        }
        // What is rejected anywhere on the way will not do.
        let held =
            |record: &Record| record.held.as_ref().map(|held| (held.token.value().to_owned(), held.rejected));
        let rejected: Vec<String> = known
            .iter()
            .filter_map(|(_, record)| held(record).filter(|(_, rejected)| *rejected).map(|(token, _)| token))
            .collect();
        for (place, record) in known {
            if record.closed_gate(now).is_some() {
                wrong(format!("a call while the gate in {place} is closed"));
            }
            let apart = |forced: Moment| forced.plus(FORCED_APART).remaining(now);
            if reason == Reason::Rejected && record.forced.is_some_and(|forced| apart(forced) > 0) {
                wrong(format!("a second forced call in a minute, by {place}"));
            }
            let held =
                record.held.as_ref().filter(|held| rejected.iter().all(|token| token != held.token.value()));
            let Some(held) = held else { continue };
            let enough = match reason {
                Reason::Needed => held.usable(now) > need.max(process.crew.policy.critical(held.life())),
                Reason::Due => held.usable(now) > need.max(process.crew.policy.margin(held.life(), need)),
                Reason::Rejected => held.usable(now) > 0,
                Reason::Wanted => held.usable(now) > 0 && held.fetched.plus(FORCED_APART).remaining(now) > 0,
            };
            if enough {
                wrong(format!("a call for {reason:?} while {} in {place} would do", held.token.value()));
            }
        }
    }

    /// All faults end; after the longest gate, each process has a token again, and one call is enough.
    fn recovers(self: &Arc<Self>) {
        for place in self.places() {
            place.broken.store(false, Relaxed);
        }
        self.play(&Step::Answer(Answer::Life(129_600)));
        self.cloud.lock().unwrap().slow = None;
        *self.universe.interrupt.lock().unwrap() = None;
        self.universe.time.fetch_add(LONGEST_GATE, Relaxed);
        let before = self.cloud.lock().unwrap().calls;
        for index in 0..PROCESSES {
            if let Some(Err(error)) = self.get(&self.process(index), 0) {
                wrong(format!("process {index} has no token after all faults: {error}"));
            }
        }
        let calls = self.cloud.lock().unwrap().calls - before;
        if calls > 1 {
            wrong(format!("{calls} calls after all faults"));
        }
    }
}

fn live(seed: u64, steps: &[Step]) -> Vec<String> {
    WRONG.with_borrow_mut(Vec::clear);
    let model = Model::new(seed);
    for step in steps {
        model.play(step);
    }
    model.recovers();
    WRONG.take()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_no_life_is_a_promise_broken(seed: u64, steps in vec(step(), 1..60)) {
        prop_assert_eq!(live(seed, &steps), Vec::<String>::new());
    }
}
