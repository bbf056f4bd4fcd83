//! What a cache writes to the log of the program: which levels, which fields, and no token. Alone in its file: a log is for
//! the whole process.

mod cache_cloud;

use std::fmt::Debug;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

use cache_cloud::{Cloud, landed};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};
use voxtoken::{Error, ErrorKind, TokenCache};

/// Whether the log panics.
static BROKEN: AtomicBool = AtomicBool::new(false);

/// Keeps the lines of the cache: `LEVEL message field=value`.
struct Lines(Arc<Mutex<Vec<String>>>);

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "voxtoken::cache" && *metadata.level() <= Level::DEBUG
    }

    fn event(&self, event: &Event<'_>) {
        if BROKEN.load(SeqCst) {
            std::panic::resume_unwind(Box::new("a log's"));
        }
        let mut line = Line::default();
        event.record(&mut line);
        let level = event.metadata().level();
        self.0.lock().unwrap().push(format!("{level} {}{}", line.message, line.fields));
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
struct Line {
    message: String,
    fields: String,
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        match field.name() {
            "message" => self.message = format!("{value:?}"),
            // By real clocks and chance.
            name @ ("took_ms" | "retry_in_ms") => self.fields += &format!(" {name}"),
            name => self.fields += &format!(" {name}={value:?}"),
        }
    }
}

#[test]
fn a_new_token_is_information_a_failure_a_warning_and_the_rest_is_for_debugging() {
    let lines = Arc::default();
    tracing::subscriber::set_global_default(Lines(Arc::clone(&lines))).unwrap();
    let cloud = Cloud::new(3600);
    let folder = tempfile::tempdir().unwrap();
    let make = || {
        let builder = TokenCache::builder(cloud.source()).clock(cloud.clock.clone());
        builder.file_in(folder.path()).build().unwrap()
    };
    let (cache, other) = (make(), make());
    let key = cache.status().key;
    let told = || {
        let lines = std::mem::take(&mut *lines.lock().unwrap());
        lines
            .into_iter()
            .map(|line| line.replace(&format!("key={:?}", &key[..12]), "key=…"))
            .collect::<Vec<_>>()
    };

    cache.get().unwrap();
    assert_eq!(told(), ["INFO a new token key=… expires_at=1800003600 took_ms"]);
    other.get().unwrap();
    assert_eq!(told(), ["DEBUG shared by another process key=… layer=\"file\""]);
    assert!(!cache.reject("another"));
    assert_eq!(told(), ["DEBUG rejected by the service key=… acted=false"]);

    cloud.answers(Err(Error::new(ErrorKind::Throttled, "too often")));
    cloud.clock.advance(3000);
    cache.get().unwrap();
    landed(&cache);
    assert_eq!(
        told(),
        ["WARN no new token key=… kind=\"throttled\" error=too often retry_in_ms usable=true"]
    );

    let place = folder.path().join(&key);
    fs::remove_dir_all(&place).unwrap();
    fs::write(&place, "in the way").unwrap();
    cloud.answers(Ok(3600));
    cloud.clock.advance(3600);
    cache.get().unwrap();
    let [failed, fetched] = &told()[..] else { panic!() };
    assert!(
        failed.starts_with("WARN the store cannot be used key=… layer=\"file\" error=the folder "),
        "{failed}"
    );
    assert!(fetched.starts_with("INFO a new token "), "{fetched}");

    fs::remove_file(&place).unwrap();
    cloud.clock.advance(7200);
    cache.get().unwrap();
    let [fetched, recovered] = &told()[..] else { panic!() };
    assert!(fetched.starts_with("INFO a new token "), "{fetched}");
    assert_eq!(recovered, "DEBUG the store can be used again key=… layer=\"file\"");

    BROKEN.store(true, SeqCst);
    cloud.clock.advance(7200);
    let calls = cloud.calls();
    cache.get().unwrap();
    assert_eq!(cloud.calls(), calls + 1);
    assert!(cache.reject(cache.get().unwrap().value()));
}
