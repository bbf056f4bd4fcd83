//! Tokens in a Redis server, shared by all machines that reach it.
//!
//! The key `voxtoken:{KEY}` is a hash with the record as text, its edition, and the milliseconds that it was given to
//! live; the time it still has, as the server counts it, tells how old the text is, whatever this machine's clock says.
//! `voxtoken:{KEY}:lease` is held by who fetches. A connection lives for one question.

mod server;

use std::sync::Arc;

use redis::{RedisError, Script};

pub(super) use self::server::{Server, is_tls};
use super::seal::Seal;
use super::state::Record;
use super::store::{Kept, Layer, Lock, Store, StoreError};
use super::stored::{self, Written};
use crate::clock::Moment;
use crate::error::Result;

/// How long a record stays after its token has ended.
const AFTERLIFE: i64 = 600_000;

/// Gives the record, its edition and its age; and takes the lease, if a name for its holder is given. One that has this
/// name already took it when the answer was lost.
const LOOK: &str = r"
    local found = redis.call('HMGET', KEYS[1], 'edition', 'record', 'life')
    found = found[1] and {found[1], found[2], tonumber(found[3]) - redis.call('PTTL', KEYS[1])}
    local mine = ARGV[1] and (redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2])
        or redis.call('GET', KEYS[2]) == ARGV[1] and redis.call('PEXPIRE', KEYS[2], ARGV[2]))
    return {mine and 1 or 0, found}";

/// Keeps a record in place of the edition that was seen, unless there is another one.
const PUBLISH: &str = r"
    local found = redis.call('HGET', KEYS[1], 'edition')
    if found and found ~= ARGV[1] then return false end
    redis.call('HSET', KEYS[1], 'edition', ARGV[2], 'record', ARGV[3], 'life', ARGV[4])
    redis.call('PEXPIRE', KEYS[1], ARGV[4])
    return true";

/// Gives back a lease, unless it has become another's.
const RELEASE: &str =
    r"if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

struct Scripts {
    look: Script,
    publish: Script,
    release: Script,
}

pub(super) struct RedisStore {
    server: Arc<Server>,
    scripts: Arc<Scripts>,
    key: String,
    label: String,
    seal: Option<Arc<Seal>>,
    lease: i64,
    /// No other store has the same, but in a child of `fork`.
    name: String,
}

/// What a script gives: nothing, or an edition, its text, and its age in milliseconds.
type Found = Option<(u64, Vec<u8>, i64)>;

impl RedisStore {
    /// The lease, in milliseconds, outlasts one fetch.
    pub fn new(
        server: Server,
        key: &str,
        label: String,
        seal: Option<Arc<Seal>>,
        lease: i64,
    ) -> Result<Self> {
        let [look, publish, release] = [LOOK, PUBLISH, RELEASE].map(Script::new);
        Ok(Self {
            server: Arc::new(server),
            scripts: Arc::new(Scripts { look, publish, release }),
            key: format!("voxtoken:{{{key}}}"),
            label,
            seal,
            lease,
            name: crate::aliyun::nls::nonce()?,
        })
    }

    /// Whether the lease is now held under this name, if there is one; and what is kept.
    fn look(&self, name: Option<String>, now: Moment) -> Result<(bool, Option<Kept>), StoreError> {
        let (scripts, key, lease_key, lease) =
            (self.scripts.clone(), self.key.clone(), self.lease_key(), self.lease);
        let (mine, found) = self.server.ask(move |connection| {
            let mut look = scripts.look.prepare_invoke();
            look.key(&key).key(&lease_key);
            if let Some(name) = &name {
                look.arg(name).arg(lease);
            }
            look.invoke(connection)
        })?;
        Ok((mine, self.read(found, now)?))
    }

    fn read(&self, found: Found, now: Moment) -> Result<Option<Kept>, StoreError> {
        let Some((edition, text, age)) = found else { return Ok(None) };
        let read = || {
            stored::written(&text)?;
            stored::read(&text, self.seal.as_deref(), age.max(0), now)
        };
        let named = |error: StoreError| StoreError {
            message: format!("Redis: the key {}: {}", self.key, error.message),
            ..error
        };
        Kept::new(edition, read().map_err(named)).map(Some)
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
        Ok(self.look(None, now)?.1)
    }

    fn try_lock(&self, now: Moment) -> Result<(Option<Lock>, Option<Kept>), StoreError> {
        let name = format!("{} {}", self.name, std::process::id());
        let (mine, kept) = self.look(Some(name.clone()), now)?;
        let (server, scripts) = (self.server.clone(), self.scripts.clone());
        let lock = mine.then(|| Lock(Box::new(Lease { server, scripts, key: self.lease_key(), name })));
        Ok((lock, kept))
    }

    fn publish(&self, record: &Record, seen: u64, now: Moment) -> Result<bool, StoreError> {
        // The server's clock tells the age; the writer's is for people.
        let written = Written { wall: now.wall, boot: now.boot, boot_id: String::new() };
        let text = stored::write(record, &self.label, self.seal.as_deref(), written, now)?;
        let token = record.held.as_ref().map_or(0, |held| held.expires.remaining(now));
        let gate = record.gate.as_ref().map_or(0, |gate| gate.until.remaining(now));
        let life = token.max(gate).max(0) + AFTERLIFE;
        // In a server that was emptied, no edition has the number of an earlier one, which somebody may still have seen.
        let edition = if seen == 0 { now.wall.max(1).cast_unsigned() } else { seen + 1 };
        let (scripts, key) = (self.scripts.clone(), self.key.clone());
        self.server.ask(move |connection| {
            let mut publish = scripts.publish.key(&key);
            publish.arg(seen).arg(edition).arg(text.as_slice()).arg(life).invoke(connection)
        })
    }

    fn patience(&self) -> i64 {
        self.lease + 1000
    }

    fn pause(&self, nth: u32) -> (i64, i64) {
        let least = (50.0 * 1.5_f64.powf(nth.into())).min(333.0) as i64; // up to half as much again: 0.5 s
        (least, least * 3 / 2)
    }

    fn clear(&self) -> Result<(), StoreError> {
        let key = self.key.clone();
        self.server.ask(move |connection| redis::cmd("DEL").arg(&key).query(connection))
    }
}

/// A lease, until it is dropped or outlived.
struct Lease {
    server: Arc<Server>,
    scripts: Arc<Scripts>,
    key: String,
    name: String,
}

impl Drop for Lease {
    fn drop(&mut self) {
        let (scripts, key, name) = (self.scripts.clone(), self.key.clone(), self.name.clone());
        // If that fails, it ends by itself.
        let _ =
            self.server.ask(move |connection| scripts.release.key(&key).arg(&name).invoke::<i64>(connection));
    }
}

impl From<RedisError> for StoreError {
    fn from(error: RedisError) -> Self {
        if error.is_timeout() {
            return Self::new("Redis: no answer in time");
        }
        Self::new(format!("Redis: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Locations;
    use rustix::process::{Pid, Signal, kill_process};
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::os::unix::net::UnixStream;
    use std::path::PathBuf;
    use std::process::{Child, Command, Stdio};
    use std::sync::mpsc::{RecvTimeoutError, channel};
    use std::thread;
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
            command.args(["--port", "0", "--save", "", "--unixsocket", "socket", "--tcp-backlog", "1"]);
            command.current_dir(folder.path());
            let running = Self { server: command.stdout(Stdio::null()).spawn().unwrap(), folder };
            let limit = Instant::now() + Duration::from_secs(20);
            while running.store().load(NOW).is_err() {
                assert!(Instant::now() < limit, "the server does not start");
                thread::yield_now();
            }
            running
        }

        fn store(&self) -> RedisStore {
            store_at(&format!("unix://{}", self.socket().display()))
        }

        fn socket(&self) -> PathBuf {
            self.folder.path().join("socket")
        }

        fn signal(&self, signal: Signal) {
            kill_process(Pid::from_child(&self.server), signal).unwrap();
        }
    }

    fn store_at(url: &str) -> RedisStore {
        let server = Server::new(url, &Locations::read(|_| None)).unwrap();
        RedisStore::new(server, "key", String::new(), None, 15_000).unwrap()
    }

    impl Drop for Running {
        fn drop(&mut self) {
            let _ = self.server.kill().and_then(|()| self.server.wait());
        }
    }

    #[test]
    fn a_url_says_whether_it_is_asked_over_tls() {
        for url in
            ["rediss://h", "REDISS://h", "valkeys://h", "rediss+sentinel://h/m", "Rediss+sentinel://h/m"]
        {
            assert!(is_tls(url), "{url}");
        }
        for url in
            ["redis://h", "redis://rediss", "unix:///rediss", "redis+sentinel://h/m", "redissy://h", ""]
        {
            assert!(!is_tls(url), "{url}");
        }
    }

    #[test]
    fn the_lease_has_one_holder_until_it_is_given_back() {
        let running = Running::start();
        let (one, other) = (running.store(), running.store());
        let lock = |store: &RedisStore| store.try_lock(NOW).unwrap().0;
        let lease = lock(&one).expect("the lease");
        assert!(lock(&other).is_none());
        drop(lease);
        assert!(lock(&other).is_some());
    }

    #[test]
    fn a_lease_whose_answer_was_lost_is_not_lost() {
        let running = Running::start();
        let (one, other) = (running.store(), running.store());
        std::mem::forget(one.try_lock(NOW).unwrap().0);
        assert!(other.try_lock(NOW).unwrap().0.is_none());
        drop(one.try_lock(NOW).unwrap().0.expect("the lease"));
        assert!(other.try_lock(NOW).unwrap().0.is_some());
    }

    #[test]
    fn a_server_that_lets_nobody_connect_is_given_up_and_one_thread_waits_for_it() {
        let running = Running::start();
        let store = running.store();
        running.signal(Signal::STOP);
        let _full = [(); 2].map(|()| UnixStream::connect(running.socket()).unwrap());
        let why = || store.load(NOW).map(drop).unwrap_err().message;
        assert_eq!(why(), "Redis: no answer within 2 s");
        assert_eq!(why(), "Redis: an earlier question still waits for its answer");
        running.signal(Signal::CONT);
        let limit = Instant::now() + Duration::from_secs(20);
        while store.load(NOW).is_err() {
            assert!(Instant::now() < limit, "it is not asked again");
            thread::yield_now();
        }
    }

    #[test]
    fn a_question_that_was_given_up_while_it_connected_is_not_asked_later() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let store = store_at(&format!("redis://{}", listener.local_addr().unwrap()));
        let (given_up, goes_on) = channel::<()>();
        let server = thread::spawn(move || {
            let (mut connection, _) = listener.accept().unwrap();
            assert!(connection.read(&mut [0; 1024]).unwrap() > 0, "it says nothing of itself");
            let mut answer = connection.write_all(b"+OK");
            while answer.is_ok()
                && goes_on.recv_timeout(Duration::from_millis(20)) == Err(RecvTimeoutError::Timeout)
            {
                answer = connection.write_all(b".");
            }
            let mut asked = Vec::new();
            let rest = answer.and_then(|()| connection.write_all(b"\r\n+OK\r\n"));
            let _ = rest.and_then(|()| connection.read_to_end(&mut asked));
            String::from_utf8_lossy(&asked).into_owned()
        });
        assert!(store.try_lock(NOW).is_err());
        drop(given_up);
        assert_eq!(server.join().unwrap(), "");
    }

    #[test]
    fn what_was_seen_before_the_server_was_emptied_replaces_nothing() {
        let running = Running::start();
        let store = running.store();
        assert!(store.publish(&Record::default(), 0, NOW).unwrap());
        let seen = store.load(NOW).unwrap().unwrap().edition;
        store.clear().unwrap();
        assert!(store.publish(&Record::default(), 0, NOW.plus(1)).unwrap());
        assert!(!store.publish(&Record::default(), seen, NOW.plus(2)).unwrap());
    }

    #[test]
    fn a_damaged_record_gives_way_to_the_next_edition_and_a_foreign_one_stays() {
        let running = Running::start();
        let store = running.store();
        let spoil = |text: &str| {
            let mut set = redis::cmd("HSET");
            set.arg(&store.key).arg("record").arg(text);
            store.server.ask(move |connection| set.query::<()>(connection)).unwrap();
        };
        let edition = || store.load(NOW).map(|kept| kept.map(|kept| kept.edition));
        assert!(store.publish(&Record::default(), 0, NOW).unwrap());
        spoil("{");
        let first = edition().unwrap().unwrap();
        let damage = store.load(NOW).unwrap().unwrap().damage.unwrap().message;
        assert!(damage.starts_with("Redis: the key voxtoken:{key}: it is damaged: "), "{damage}");
        assert!(!store.publish(&Record::default(), 0, NOW).unwrap());
        assert!(store.publish(&Record::default(), first, NOW).unwrap());
        assert_eq!(edition().unwrap(), Some(first + 1));
        spoil(r#"{"v":2}"#);
        assert!(edition().unwrap_err().foreign);
    }
}
