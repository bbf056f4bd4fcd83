//! [`Status`]: how things stand with a token, without the token.

use super::event::Counters;
use super::policy::Policy;
use super::state::Record;
use crate::clock::Moment;
use crate::error::Error;
use crate::source::fingerprint;

/// How a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenState {
    /// There is none.
    Empty,
    /// It is served.
    Fresh,
    /// It is served, and due to be replaced.
    Aging,
    /// It ends so soon that callers wait for a new one.
    Critical,
    /// It has ended.
    Expired,
    /// A service did not accept it.
    Rejected,
}

impl TokenState {
    /// The name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Fresh => "fresh",
            Self::Aging => "aging",
            Self::Critical => "critical",
            Self::Expired => "expired",
            Self::Rejected => "rejected",
        }
    }
}

/// How things stand with one token.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Status {
    /// What it is for, in words.
    pub label: String,
    /// The name that it is kept under: 64 hexadecimal characters.
    pub key: String,
    /// How it is.
    pub state: TokenState,
    /// When it ends: absolute Unix seconds by the cloud's clock.
    pub expires_at: Option<u64>,
    /// How long it still serves, in seconds.
    pub expires_in: Option<u64>,
    /// The first 8 hexadecimal characters of its SHA-256, to compare tokens without showing them.
    pub fingerprint: Option<String>,
    /// Grows with each answer of the cloud.
    pub generation: u64,
    /// Why nobody asks for a while.
    pub gate: Option<Error>,
    /// Why what is kept cannot be read, in a [`list`](super::list): it is damaged, a newer version wrote it, or it is open to
    /// others.
    pub unreadable: Option<Error>,
    /// Whether a fetch is under way in this process.
    pub fetching: bool,
    /// How often things happened in this process.
    pub counters: Counters,
}

impl Status {
    pub(super) fn new(label: String, key: &str, record: &Record, policy: &Policy, now: Moment) -> Self {
        let held = record.held.as_ref();
        let state = held.map_or(TokenState::Empty, |held| {
            let (usable, life) = (held.usable(now), held.life());
            match usable {
                _ if held.rejected => TokenState::Rejected,
                0 => TokenState::Expired,
                _ if usable <= policy.critical(life) => TokenState::Critical,
                _ if usable <= policy.lead(life) => TokenState::Aging,
                _ => TokenState::Fresh,
            }
        });
        Self {
            label,
            key: key.into(),
            state,
            expires_at: held.map(|held| held.token.expires_at()),
            expires_in: held.map(|held| (held.usable(now) / 1000).cast_unsigned()),
            fingerprint: held
                .map(|held| held.token.value())
                .filter(|token| !token.is_empty())
                .map(fingerprint),
            generation: record.generation,
            gate: record.gate_error(now),
            unreadable: None,
            fetching: false,
            counters: Counters::default(),
        }
    }
}
