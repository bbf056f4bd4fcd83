//! [`Builder`]: the settings of a cache.

#[cfg(feature = "redis")]
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;

use super::event::{Counting, Event};
use super::file::{FileStore, default_folder};
use super::flight::Hangar;
use super::policy::Policy;
#[cfg(feature = "redis")]
use super::redis;
use super::run::{Crew, Observer, Shelf};
use super::seal::Seal;
use super::world::{Machine, World};
use super::{Inner, TokenCache, millis};
use crate::clock::Clock;
use crate::error::{Error, Result};
#[cfg(feature = "redis")]
use crate::http::Locations;
use crate::secret::Secret;
use crate::source::TokenSource;

/// Settings of a [`TokenCache`].
pub struct Builder {
    source: Box<dyn TokenSource>,
    min_validity: Duration,
    lead: Option<Duration>,
    deadline: Duration,
    namespace: String,
    file: Option<Option<PathBuf>>,
    #[cfg(feature = "redis")]
    redis: Option<(Secret, Locations)>,
    encrypted: Option<Option<Secret>>,
    observer: Option<Observer>,
    world: Box<dyn World>,
}

impl Builder {
    pub(super) fn new(source: Box<dyn TokenSource>) -> Self {
        Self {
            source,
            min_validity: Duration::ZERO,
            lead: None,
            deadline: Duration::from_secs(15),
            namespace: String::new(),
            file: None,
            #[cfg(feature = "redis")]
            redis: None,
            encrypted: None,
            observer: None,
            world: Box::new(Machine::default()),
        }
    }

    /// How long a token that [`TokenCache::get`] gives is usable at least. 0 unless set: it has not expired yet.
    pub fn min_validity(mut self, duration: Duration) -> Self {
        self.min_validity = duration;
        self
    }

    /// How long before its end a token is replaced, half of its life at most; each process makes that shorter by up to a
    /// quarter. Unless set, it depends on the life: 5 minutes for up to 20 minutes, 15 minutes for less than 90 minutes,
    /// 1 hour for less than a day, else a sixth of the life, but 24 hours at most.
    pub fn lead(mut self, duration: Duration) -> Self {
        self.lead = Some(duration);
        self
    }

    /// How long [`TokenCache::get`] waits at most. 15 s unless set.
    pub fn deadline(mut self, duration: Duration) -> Self {
        self.deadline = duration;
        self
    }

    /// Keeps tokens of this name apart from others: of another environment, say.
    pub fn namespace(mut self, name: impl Into<String>) -> Self {
        self.namespace = name.into();
        self
    }

    /// Shares the token with this user's processes on this machine, in files of its folder for caches:
    /// `$XDG_CACHE_HOME/voxtoken`, else `~/.cache/voxtoken`.
    pub fn file(mut self) -> Self {
        self.file = Some(None);
        self
    }

    /// Shares the token with this user's processes on this machine, in files of this folder.
    pub fn file_in(mut self, folder: impl Into<PathBuf>) -> Self {
        self.file = Some(Some(folder.into()));
        self
    }

    /// Shares the token with all machines that reach this Redis server (6.2 or later, Valkey too):
    ///
    /// * `redis://[user:password@]host[:port][/database]`, `rediss://…` with TLS, `unix:///path`;
    /// * `redis+sentinel://[user:password@]host[:port][,host…]/name[/database]`, `rediss+sentinel://…`.
    ///
    /// Any node of a cluster will do. It is asked only when this process, and this machine by [`Builder::file`], has no
    /// token. Connecting to an address takes 0.3 s at most, an answer 0.5 s, all of a question 2 s, and 0.8 s for each
    /// sentinel. Over TLS it must be certified by the root certificates that the machine, or `SSL_CERT_FILE` and
    /// `SSL_CERT_DIR`, have when the cache is built; and the process-wide provider of rustls becomes ring unless there is
    /// one.
    #[cfg(feature = "redis")]
    pub fn redis(self, url: impl Into<Secret>) -> Self {
        self.redis_amid(url, |name| std::env::var_os(name))
    }

    /// [`Builder::redis`] in an environment where `var` gives the value of a variable.
    #[cfg(feature = "redis")]
    pub(crate) fn redis_amid(
        mut self,
        url: impl Into<Secret>,
        var: impl Fn(&str) -> Option<OsString>,
    ) -> Self {
        let url = url.into();
        let roots = if redis::is_tls(url.expose()) { Locations::read(var) } else { Locations::default() };
        self.redis = Some((url, roots));
        self
    }

    /// Encrypts the token outside of this process with a key derived from the source's secret, so that only those read
    /// it who could ask for one. A token that is there in clear text, or under another secret, is not used.
    pub fn encrypt(mut self) -> Self {
        self.encrypted = Some(None);
        self
    }

    /// Encrypts the token outside of this process with a key derived from this secret.
    pub fn encrypt_with(mut self, secret: impl Into<Secret>) -> Self {
        self.encrypted = Some(Some(secret.into()));
        self
    }

    /// Tells what happens. Called from the threads where it happens; it should be quick, and must not wait for the cache:
    /// within a fetch, [`TokenCache::get`] gives what is there or fails at once. A new token is there before it is told.
    pub fn on_event(mut self, observer: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// Where the time comes from.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.world = Box::new(Machine(Arc::new(clock)));
        self
    }

    /// The cache. Nothing is asked or read before the first use, but for root certificates that Redis needs.
    ///
    /// # Errors
    ///
    /// What is wrong with the settings, of the source's too.
    pub fn build(self) -> Result<TokenCache> {
        let scope = self.source.scope()?;
        let key = scope.key(&self.namespace);
        let label = match &*self.namespace {
            "" => scope.label(),
            name => format!("{} ({name})", scope.label()),
        };
        let seal = match self.encrypted {
            None => None,
            Some(secret) => {
                let secret = secret.or_else(|| self.source.secret()).filter(|secret| !secret.is_empty());
                let secret = secret.ok_or_else(|| {
                    Error::invalid("encrypt", "this source has no secret to derive a key from; give one")
                })?;
                Some(Arc::new(Seal::new(&secret, &key)))
            }
        };
        let timeout = millis(self.source.timeout());
        let mut stores = Vec::new();
        if let Some(folder) = self.file {
            let folder = folder.map_or_else(default_folder, Ok)?;
            stores.push(Shelf::new(FileStore::new(
                &folder,
                &key,
                label.clone(),
                seal.clone(),
                timeout + 2000,
            )));
        }
        #[cfg(feature = "redis")]
        if let Some((url, roots)) = self.redis {
            let server = redis::Server::new(url.expose(), &roots)?;
            let store = redis::RedisStore::new(server, &key, label.clone(), seal, timeout + 5000)?;
            stores.push(Shelf::new(store));
        }
        let policy = Policy { lead: self.lead.map(millis), share: 1.0 - self.world.chance() / 4.0 };
        let crew = Crew {
            key: key.clone(),
            source: self.source,
            stores,
            policy,
            world: self.world,
            counting: Counting::default(),
            observer: self.observer,
        };
        Ok(TokenCache(Arc::new(Inner {
            crew,
            label,
            key,
            min_validity: millis(self.min_validity),
            deadline: self.deadline,
            entry: ArcSwap::default(),
            hangar: Hangar::new(),
        })))
    }
}
