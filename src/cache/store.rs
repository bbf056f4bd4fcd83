//! [`Store`]: where a record is kept outside of this process.

use super::state::Record;
use super::stored::Read;
use crate::clock::Moment;
use crate::error::{Error, ErrorKind};

/// A place that several processes share. It never waits for long, and its failure is never a caller's.
pub(super) trait Store: Send + Sync {
    /// `file` or `redis`.
    fn layer(&self) -> Layer;

    /// What is kept.
    fn load(&self, now: Moment) -> Result<Option<Kept>, StoreError>;

    /// Tries to get the right to fetch, which ends when the value is dropped; and then, what is kept.
    fn try_lock(&self, now: Moment) -> Result<(Option<Lock>, Option<Kept>), StoreError>;

    /// Keeps the record in place of the edition that was `seen` last (0 for none). If there is another one meanwhile, that
    /// stays, and this is false: whoever comes too late replaces nothing newer.
    fn publish(&self, record: &Record, seen: u64, now: Moment) -> Result<bool, StoreError>;

    /// How long to wait for the right to fetch, and then go on without it, in milliseconds.
    fn patience(&self) -> i64;

    /// How long to wait before trying again, for the `nth` time from 0, in milliseconds: the shortest and the longest.
    fn pause(&self, nth: u32) -> (i64, i64);

    /// Forgets what is kept.
    fn clear(&self) -> Result<(), StoreError>;
}

const OTHERWISE: &str = "the token there is encrypted with another secret, or only one side encrypts: each pushes the \
                         other's token out";

/// What a store keeps.
pub(super) struct Kept {
    /// Counts what the store has kept for this key, from 1 or more.
    pub edition: u64,
    pub record: Record,
    /// Why the record, or the token in it, cannot be read. That counts as absent, and the next edition takes its place.
    pub damage: Option<StoreError>,
}

impl Kept {
    /// This edition with what was read of it; or with the damage, unless it must not be replaced.
    pub fn new(edition: u64, read: Result<Read, StoreError>) -> Result<Self, StoreError> {
        match read {
            Ok(Read { record, sealed, .. }) => {
                let damage = sealed.map(|_| StoreError::new(OTHERWISE));
                Ok(Self { edition, record, damage })
            }
            Err(error) if error.foreign => Err(error),
            Err(damage) => Ok(Self { edition, record: Record::default(), damage: Some(damage) }),
        }
    }
}

/// The right to fetch, until it is dropped.
pub(super) struct Lock(#[allow(dead_code, reason = "dropping it is its use")] pub Box<dyn Send>);

/// Where a token is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Layer {
    /// In this process.
    Memory,
    /// In the user's files on this machine.
    File,
    /// In a Redis server.
    Redis,
}

impl Layer {
    /// The name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::File => "file",
            Self::Redis => "redis",
        }
    }
}

/// Why a store cannot be used now. It holds no token and no password.
#[derive(Clone, Debug)]
pub(super) struct StoreError {
    pub message: String,
    /// What is there belongs to somebody else and must not be replaced.
    pub foreign: bool,
}

impl StoreError {
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), foreign: false }
    }

    pub fn foreign(message: impl Into<String>) -> Self {
        Self { message: message.into(), foreign: true }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::new(ErrorKind::Unavailable, error.message)
            .with_hint("Check owner, rights and space of the folder, or the Redis server.")
    }
}
