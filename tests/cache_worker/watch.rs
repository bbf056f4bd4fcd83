//! What a worker sees in its log: the steps of a flight, and warnings.

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex};

use rustix::process::{Signal, getpid, kill_process};
use serde_json::{Value, json};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use super::inside::tell;

/// Watches the log of this process.
#[derive(Default)]
pub struct Watch {
    /// The step that it stops at, and at which time it comes there, from 1.
    at: Option<(String, u64)>,
    die: bool,
    reached: AtomicU64,
    may_go: Mutex<bool>,
    goes: Condvar,
    warnings: Mutex<Vec<String>>,
}

impl Watch {
    /// Watches from now on.
    pub fn begin(settings: &Value) -> Arc<Self> {
        let at = settings["at"].as_str().map(|step| (step.to_owned(), settings["nth"].as_u64().unwrap_or(1)));
        let watch = Arc::new(Self { at, die: settings["die"] == true, ..Self::default() });
        tracing::subscriber::set_global_default(Watching(watch.clone())).unwrap();
        watch
    }

    /// Lets the flight go on that waits at its step.
    pub fn go(&self) {
        *self.may_go.lock().unwrap() = true;
        self.goes.notify_all();
    }

    pub fn warnings(&self) -> Vec<String> {
        self.warnings.lock().unwrap().clone()
    }

    fn step(&self, step: &str) {
        let Some((_, nth)) = self.at.as_ref().filter(|(at, _)| at == step) else { return };
        if self.reached.fetch_add(1, SeqCst) + 1 != *nth {
            return;
        }
        if self.die {
            kill_process(getpid(), Signal::KILL).unwrap();
        }
        tell(&json!({ "at": step }));
        let may_go = self.may_go.lock().unwrap();
        drop(self.goes.wait_while(may_go, |may_go| !*may_go).unwrap());
    }
}

struct Watching(Arc<Watch>);

impl Subscriber for Watching {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("voxtoken")
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        if *event.metadata().level() == Level::WARN {
            self.0.warnings.lock().unwrap().push(fields.message);
        }
        self.0.step(&fields.step);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[derive(Default)]
struct Fields {
    message: String,
    step: String,
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "step" {
            self.step = value.to_owned();
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "message" {
            self.message = format!("{value:?}");
        }
    }
}
