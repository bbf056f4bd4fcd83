//! Tokens in a Redis server, shared by all machines that reach it.
//!
//! The key `voxtoken:{KEY}` is a hash with the record as text, its edition, and the milliseconds that it was given to
//! live; the time it still has, as the server counts it, tells how old the text is, whatever this machine's clock says.
//! `voxtoken:{KEY}:lease` is held by who fetches. A connection lives for one question.

mod server;

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, LazyLock};

use redis::{RedisError, Script};

pub(super) use self::server::Server;
use super::seal::Seal;
use super::state::Record;
use super::store::{Kept, Layer, Lock, Store, StoreError};
use super::stored::{self, Written};
use crate::clock::Moment;
use crate::error::Result;

/// How long a record stays after its token has ended.
const AFTERLIFE: i64 = 600_000;

/// Keeps a record in place of the edition that was seen, unless there is another one.
static PUBLISH: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"local found = redis.call('HGET', KEYS[1], 'edition')
        if found and found ~= ARGV[1] then return false end
        redis.call('HSET', KEYS[1], 'edition', ARGV[2], 'record', ARGV[3], 'life', ARGV[4])
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        return true",
    )
});

/// Gives the record, its edition and its age.
static LOAD: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"local found = redis.call('HMGET', KEYS[1], 'edition', 'record', 'life')
        if not found[1] then return false end
        return {found[1], found[2], tonumber(found[3]) - redis.call('PTTL', KEYS[1])}",
    )
});

/// Gives back a lease, unless it has become another's.
static RELEASE: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        r"if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0",
    )
});

pub(super) struct RedisStore {
    server: Arc<Server>,
    key: String,
    label: String,
    seal: Option<Arc<Seal>>,
    lease: i64,
    /// The last edition that was told to be damaged.
    damaged: AtomicU64,
}

/// What a script gives: nothing, or an edition, its text, and its age in milliseconds.
type Found = Option<(u64, Vec<u8>, i64)>;

impl RedisStore {
    /// The lease, in milliseconds, outlasts one fetch.
    pub fn new(server: Server, key: &str, label: String, seal: Option<Arc<Seal>>, lease: i64) -> Self {
        let key = format!("voxtoken:{{{key}}}");
        Self { server: Arc::new(server), key, label, seal, lease, damaged: AtomicU64::new(0) }
    }

    fn read(&self, found: Found, now: Moment) -> Result<Option<Kept>, StoreError> {
        let Some((edition, text, age)) = found else { return Ok(None) };
        match stored::written(&text).and_then(|_| stored::read(&text, self.seal.as_deref(), age.max(0), now))
        {
            Ok(read) => Ok(Some(Kept { edition, record: read.record })),
            // What is damaged counts as absent; the next edition takes its place.
            Err(error) if !error.foreign => {
                if self.damaged.swap(edition, Relaxed) != edition {
                    tracing::warn!("Redis: the key {}: {}", self.key, error.message);
                }
                Ok(Some(Kept { edition, record: Record::default() }))
            }
            Err(error) => {
                Err(StoreError { message: format!("the key {}: {}", self.key, error.message), ..error })
            }
        }
    }

    fn lease_key(&self) -> String {
        format!("{}:lease", self.key)
    }
}

impl Store for RedisStore {
    fn layer(&self) -> Layer {
        Layer::Redis
    }

    fn load(&self, now: Moment) -> Result<Option<Kept>, StoreError> {
        let found = self.server.ask(|connection| LOAD.key(&self.key).invoke::<Found>(connection))?;
        self.read(found, now)
    }

    fn try_lock(&self) -> Result<Option<Lock>, StoreError> {
        let name = crate::aliyun::nls::nonce().map_err(|error| StoreError::new(error.to_string()))?;
        let key = self.lease_key();
        let mut set = redis::cmd("SET");
        set.arg(&key).arg(&name).arg("NX").arg("PX").arg(self.lease);
        let set = self.server.ask(|connection| set.query::<Option<String>>(connection))?;
        Ok(set.map(|_| Lock(Box::new(Lease { server: self.server.clone(), key, name }))))
    }

    fn publish(&self, record: &Record, seen: u64, now: Moment) -> Result<bool, StoreError> {
        // The server's clock tells the age; the writer's is for people.
        let written = Written { wall: now.wall, boot: now.boot, boot_id: String::new() };
        let text = stored::write(record, &self.label, self.seal.as_deref(), written, now)?;
        let token = record.held.as_ref().map_or(0, |held| held.expires.remaining(now));
        let gate = record.gate.as_ref().map_or(0, |gate| gate.until.remaining(now));
        let life = token.max(gate).max(0) + AFTERLIFE;
        let mut publish = PUBLISH.key(&self.key);
        publish.arg(seen).arg(seen + 1).arg(text.as_slice()).arg(life);
        self.server.ask(|connection| publish.invoke(connection))
    }

    fn patience(&self) -> i64 {
        self.lease + 1000
    }

    fn pause(&self) -> (i64, i64) {
        (50, 100)
    }

    fn clear(&self) -> Result<(), StoreError> {
        self.server.ask(|connection| redis::cmd("DEL").arg(&self.key).query(connection))
    }
}

/// A lease, until it is dropped or outlived.
struct Lease {
    server: Arc<Server>,
    key: String,
    name: String,
}

impl Drop for Lease {
    fn drop(&mut self) {
        // If that fails, it ends by itself.
        let _ =
            self.server.ask(|connection| RELEASE.key(&self.key).arg(&self.name).invoke::<i64>(connection));
    }
}

impl From<RedisError> for StoreError {
    fn from(error: RedisError) -> Self {
        Self::new(format!("Redis: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    const NOW: Moment = Moment { wall: 1_800_000_000_000, boot: 5_000_000 };

    /// A server that ends with the test.
    struct Running {
        server: Child,
        folder: tempfile::TempDir,
    }

    impl Running {
        fn start() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let mut command = Command::new("redis-server");
            command.args(["--port", "0", "--save", "", "--unixsocket", "socket"]).current_dir(folder.path());
            let running = Self { server: command.stdout(Stdio::null()).spawn().unwrap(), folder };
            let limit = Instant::now() + Duration::from_secs(20);
            while running.store().load(NOW).is_err() {
                assert!(Instant::now() < limit, "the server does not start");
                std::thread::yield_now();
            }
            running
        }

        fn store(&self) -> RedisStore {
            let url = format!("unix://{}", self.folder.path().join("socket").display());
            RedisStore::new(&url, "key", String::new(), None, 15_000).unwrap()
        }
    }

    impl Drop for Running {
        fn drop(&mut self) {
            let _ = self.server.kill().and_then(|()| self.server.wait());
        }
    }

    #[test]
    fn the_lease_has_one_holder_until_it_is_given_back() {
        let running = Running::start();
        let (one, other) = (running.store(), running.store());
        let lease = one.try_lock().unwrap().expect("the lease");
        assert!(other.try_lock().unwrap().is_none());
        drop(lease);
        assert!(other.try_lock().unwrap().is_some());
    }

    #[test]
    fn a_damaged_record_gives_way_to_the_next_edition_and_a_foreign_one_stays() {
        let running = Running::start();
        let store = running.store();
        let spoil = |text: &str| {
            let mut set = redis::cmd("HSET");
            set.arg(&store.key).arg("record").arg(text);
            store.server.ask(|connection| set.query::<()>(connection)).unwrap();
        };
        let edition = || store.load(NOW).map(|kept| kept.map(|kept| kept.edition));
        assert!(store.publish(&Record::default(), 0, NOW).unwrap());
        spoil("{");
        assert_eq!(edition().unwrap(), Some(1));
        assert!(!store.publish(&Record::default(), 0, NOW).unwrap());
        assert!(store.publish(&Record::default(), 1, NOW).unwrap());
        assert_eq!(edition().unwrap(), Some(2));
        spoil(r#"{"v":2}"#);
        assert!(edition().unwrap_err().foreign);
    }
}
