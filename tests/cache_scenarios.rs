//! The scenarios of `scenarios/cache.json`, which every language plays with its own `TokenCache`.
//!
//! A scenario begins at the Unix second 1,800,000,000 and is a list of steps, one object each:
//!
//! * `{"answer": {"life": 3600}}`: from now on the source gives `T1`, `T2` and so on (the number of the call), which end
//!   that many seconds later; `"token": "T1"` gives that text instead. `{"answer": {"error": "throttled", "retry_after": 7}}`:
//!   it fails with an error of this kind.
//! * `{"advance": 60}`: time goes on by that many seconds.
//! * `{"get": "T1"}`, `{"refresh": "T1"}`: this token comes, or `{"error": KIND}`, with `retry_in` seconds from now and
//!   `argument` if given. `"min_validity": 530` beside `get`: a token for that many seconds.
//! * `{"try_get": "T1"}`, or null.
//! * `{"reject": "T1", "acted": true}`.
//! * `{"calls": 2}`: when no fetch is under way, the source has been called that often.
//! * `{"status": {…}}`: when no fetch is under way, these are `state`, `generation`, `expires_at`, and `gate`, the kind of
//!   its error or null.
//! * `"cache": "b"` beside any of them: another cache, `a` unless given; with the setting `file` they share a folder.
//! * `{"restart": "a"}`: that cache is forgotten, and the next mention makes a new one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use voxtoken::{Clock, Error, ErrorKind, Moment, Scope, SourceFn, Token, TokenCache};

/// What a scenario controls.
#[derive(Clone)]
struct World(Arc<Mutex<Inside>>);

struct Inside {
    now: Moment,
    calls: u64,
    answer: Value,
}

impl World {
    fn new() -> Self {
        let now = Moment { wall: 1_800_000_000_000, boot: 5_000_000 };
        Self(Arc::new(Mutex::new(Inside { now, calls: 0, answer: Value::Null })))
    }

    fn fetch(&self) -> Result<Token, Error> {
        let mut inside = self.0.lock().unwrap();
        inside.calls += 1;
        let answer = &inside.answer;
        if let Some(kind) = answer["error"].as_str() {
            let after = answer["retry_after"].as_u64().map(Duration::from_secs);
            return Err(Error::new(ErrorKind::from_name(kind).unwrap(), "as told").with_retry_after(after));
        }
        let text = answer["token"].as_str().map_or_else(|| format!("T{}", inside.calls), Into::into);
        let now = inside.now.wall.cast_unsigned() / 1000;
        Ok(Token::new(text, now + answer["life"].as_u64().unwrap()))
    }
}

impl Clock for World {
    fn now(&self) -> u64 {
        self.moment().wall.cast_unsigned() / 1000
    }

    fn moment(&self) -> Moment {
        self.0.lock().unwrap().now
    }
}

struct Play {
    world: World,
    settings: Value,
    folder: tempfile::TempDir,
    caches: BTreeMap<String, TokenCache>,
}

impl Play {
    fn cache(&mut self, name: &str) -> TokenCache {
        let make = || {
            let (world, settings) = (self.world.clone(), &self.settings);
            let source = SourceFn::new(Scope::new("scenario"), move || world.fetch());
            let mut builder = TokenCache::builder(source).clock(self.world.clone());
            if let Some(seconds) = settings["min_validity"].as_u64() {
                builder = builder.min_validity(Duration::from_secs(seconds));
            }
            if let Some(seconds) = settings["lead"].as_u64() {
                builder = builder.lead(Duration::from_secs(seconds));
            }
            if settings["file"] == true {
                builder = builder.file_in(self.folder.path());
            }
            builder.build().unwrap()
        };
        self.caches.entry(name.into()).or_insert_with(make).clone()
    }

    fn landed(&self) {
        while self.caches.values().any(|cache| cache.status().fetching) {
            thread::yield_now();
        }
    }

    /// What a step shows, in the words that it expects it in.
    fn shown(&mut self, step: &Value) -> Value {
        let name = step["cache"].as_str().unwrap_or("a");
        if let Some(answer) = step.get("answer") {
            self.world.0.lock().unwrap().answer = answer.clone();
            json!({ "answer": answer })
        } else if let Some(seconds) = step.get("advance") {
            let mut inside = self.world.0.lock().unwrap();
            inside.now = inside.now.plus(seconds.as_i64().unwrap() * 1000);
            json!({ "advance": seconds })
        } else if let Some(name) = step.get("restart") {
            self.caches.remove(name.as_str().unwrap());
            json!({ "restart": name })
        } else if step.get("calls").is_some() {
            self.landed();
            json!({ "calls": self.world.0.lock().unwrap().calls })
        } else if let Some(expected) = step.get("get") {
            let cache = self.cache(name);
            let result = match step["min_validity"].as_u64() {
                Some(seconds) => cache.get_with(Duration::from_secs(seconds), Duration::from_secs(15)),
                None => cache.get(),
            };
            json!({ "get": self.outcome(expected, result) })
        } else if let Some(expected) = step.get("refresh") {
            let result = self.cache(name).refresh();
            json!({ "refresh": self.outcome(expected, result) })
        } else if step.get("try_get").is_some() {
            json!({ "try_get": self.cache(name).try_get().map(|token| token.value().to_owned()) })
        } else if let Some(token) = step.get("reject") {
            json!({ "reject": token, "acted": self.cache(name).reject(token.as_str().unwrap()) })
        } else if let Some(expected) = step.get("status") {
            let cache = self.cache(name);
            self.landed();
            let status = cache.status();
            let mut all = json!({
                "state": status.state.name(),
                "generation": status.generation,
                "expires_at": status.expires_at,
                "gate": status.gate.map(|error| error.kind().name()),
            });
            all.as_object_mut().unwrap().retain(|name, _| expected.get(name).is_some());
            json!({ "status": all })
        } else {
            panic!("a step of no known kind: {step}")
        }
    }

    /// The token's text, or what is expected to be told about an error.
    fn outcome(&self, expected: &Value, result: Result<Arc<Token>, Error>) -> Value {
        let error = match result {
            Ok(token) => return token.value().into(),
            Err(error) => error,
        };
        let retry_in = error.retry_at().map(|at| at.cast_signed() - self.world.now().cast_signed());
        let mut all =
            json!({ "error": error.kind().name(), "retry_in": retry_in, "argument": error.argument() });
        all.as_object_mut().unwrap().retain(|name, _| name == "error" || expected.get(name).is_some());
        all
    }
}

#[test]
fn the_scenarios_of_all_languages_hold_in_rust() {
    let text = include_str!("scenarios/cache.json");
    let scenarios: Value = serde_json::from_str(text).unwrap();
    let mut wrong = Vec::new();
    for scenario in scenarios["scenarios"].as_array().unwrap() {
        let mut play = Play {
            world: World::new(),
            settings: scenario["settings"].clone(),
            folder: tempfile::tempdir().unwrap(),
            caches: BTreeMap::new(),
        };
        for (index, step) in scenario["steps"].as_array().unwrap().iter().enumerate() {
            let shown = play.shown(step);
            let mut expected = step.clone();
            expected.as_object_mut().unwrap().retain(|name, _| name != "cache" && name != "min_validity");
            if shown != expected {
                wrong.push(format!("{}, step {}: {step} but {shown}", scenario["name"], index + 1));
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
