//! The state machine: what to do at a moment, and what an answer changes. Pure: no I/O, no clock, no chance of its own.

use std::sync::Arc;

use super::policy::{self, FORCED_APART, LONGEST_GATE, Policy};
use crate::clock::{LATEST, Moment};
use crate::error::{Error, ErrorKind, Result};
use crate::token::Token;

/// All that is known about one token: the token itself and the gate, in one. A failure changes the gate only.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    /// Grows with each answer of the cloud.
    pub generation: u64,
    pub held: Option<Held>,
    pub gate: Option<Gate>,
    /// When a fetch was last forced, by a rejection or because somebody wanted a new token.
    pub forced: Option<Moment>,
    /// A token that a service did not accept, and that this process does not have: a store may. It is not stored.
    pub refused: Option<Arc<Token>>,
}

/// A token in hand.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub token: Arc<Token>,
    /// When it was asked for.
    pub fetched: Moment,
    /// When it ends, by this machine's clocks.
    pub expires: Moment,
    /// A service did not accept it.
    pub rejected: bool,
}

/// Before `until` nobody asks.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    pub until: Moment,
    /// How many failures came in a row.
    pub failures: u32,
    pub error: Error,
}

/// Why a fetch is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// There is no token, or it is too old. One that is due, which another process has, will do.
    Needed,
    /// It is time to replace the token, which serves meanwhile.
    Due,
    /// A service did not accept the token.
    Rejected,
    /// Somebody wants a new one.
    Wanted,
}

/// What a fetch is for: a token that is usable for more than `need`.
#[derive(Clone, Copy)]
pub(super) struct Errand {
    pub need: i64,
    pub reason: Reason,
}

/// What a caller gets at once.
#[derive(Debug)]
pub(super) enum Decision {
    /// The token.
    Serve,
    /// The token, while a new one is fetched.
    ServeAndRefresh,
    /// Nothing before a fetch has ended.
    Wait,
    /// Why there is no token, and none before the gate opens.
    Fail(Error),
}

impl Held {
    /// How long a token of this kind lives.
    pub fn life(&self) -> i64 {
        self.expires.remaining(self.fetched)
    }

    /// How long it still serves, 0 if it does not.
    pub fn usable(&self, now: Moment) -> i64 {
        if self.rejected { 0 } else { self.expires.remaining(now).max(0) }
    }
}

impl Gate {
    /// How long it stays closed, 0 if it is open. One that would be closed for longer than any was set by a clock that
    /// has jumped since.
    pub fn closed(&self, now: Moment) -> i64 {
        let closed = self.until.remaining(now);
        if (1..=LONGEST_GATE).contains(&closed) { closed } else { 0 }
    }
}

impl Record {
    /// How long the token still serves, 0 if there is none.
    pub fn usable(&self, now: Moment) -> i64 {
        self.held.as_ref().map_or(0, |held| held.usable(now))
    }

    /// The gate, while it is closed.
    pub fn closed_gate(&self, now: Moment) -> Option<&Gate> {
        self.gate.as_ref().filter(|gate| gate.closed(now) > 0)
    }

    /// Why nobody asks, while the gate is closed, and until when.
    pub fn gate_error(&self, now: Moment) -> Option<Error> {
        let gate = self.closed_gate(now)?;
        Some(gate.error.clone().with_retry_at(full_seconds(now.plus(gate.closed(now)))))
    }

    /// Whether the token was asked for so lately that nobody may force another one.
    pub fn is_new(&self, now: Moment) -> bool {
        self.held
            .as_ref()
            .is_some_and(|held| held.usable(now) > 0 && held.fetched.plus(FORCED_APART).remaining(now) > 0)
    }

    /// Whether a service did not accept the token, which would still be good.
    pub fn rejected(&self, now: Moment) -> bool {
        self.held.as_ref().is_some_and(|held| held.rejected && held.expires.remaining(now) > 0)
    }

    /// Whether a rejection may force a fetch now.
    pub fn may_force(&self, now: Moment) -> bool {
        self.closed_gate(now).is_none()
            && self.forced.is_none_or(|forced| forced.plus(FORCED_APART).remaining(now) <= 0)
    }

    /// The record after a service did not accept this token, if that calls for another one. Without a token, it may be the
    /// one `in_stores`.
    pub fn rejecting(&self, token: &str, in_stores: bool, now: Moment) -> Option<Self> {
        let refused = |refused: &Arc<Token>| refused.value() == token;
        match &self.held {
            _ if !self.may_force(now) => None,
            Some(held) if !held.rejected && held.token.value() == token => {
                Some(Self { held: Some(Held { rejected: true, ..held.clone() }), ..self.clone() })
            }
            None if in_stores && !self.refused.as_ref().is_some_and(refused) => {
                Some(Self { refused: Some(Arc::new(Token::new(token, 0))), ..self.clone() })
            }
            _ => None,
        }
    }
}

/// What a caller who needs a token for at least `need` gets at once.
pub(super) fn decide(record: &Record, need: i64, policy: &Policy, now: Moment) -> Decision {
    if let Some(held) = &record.held
        && held.usable(now) > need
    {
        let (usable, life) = (held.usable(now), held.life());
        let gated = record.closed_gate(now).is_some();
        return match () {
            () if gated || usable > policy.margin(life, need) => Decision::Serve,
            () if usable > policy.critical(life) => Decision::ServeAndRefresh,
            () => Decision::Wait,
        };
    }
    if let Some(held) = &record.held
        && need > Policy::most_validity(held.life())
        && held.usable(now) > 0
    {
        return Decision::Fail(too_long(need, held.life()));
    }
    match record.gate_error(now) {
        Some(error) => Decision::Fail(error),
        None if record.rejected(now) && !record.may_force(now) => Decision::Fail(rejected_again(record, now)),
        None => Decision::Wait,
    }
}

/// The service did not accept the token, and less than a minute ago another one was asked for: either that failed, or the
/// service did not accept that one either.
fn rejected_again(record: &Record, now: Moment) -> Error {
    let retry = record.forced.map_or(now, |forced| forced.plus(FORCED_APART));
    let error = record.gate.as_ref().map_or_else(
        || {
            let message = "the service did not accept the token, and neither the one before";
            Error::new(ErrorKind::Rejected, message).with_hint(WRONG_SERVICE)
        },
        |gate| gate.error.clone(),
    );
    error.with_retry_at(full_seconds(retry))
}

const WRONG_SERVICE: &str =
    "Check that app key, region and endpoint of the service belong to the account of the key.";

/// The first full second that is not before the moment: whoever comes then does not come too early.
fn full_seconds(moment: Moment) -> u64 {
    (moment.wall.max(0).cast_unsigned()).div_ceil(1000)
}

/// Nobody can have a token for that long.
fn too_long(need: i64, life: i64) -> Error {
    let most = Policy::most_validity(life).max(0) / 1000;
    Error::invalid(
        "min_validity",
        format!("is {} s, but the tokens live {} s; ask for {most} s at most", need / 1000, life / 1000),
    )
}

/// What the cloud's answer changes. `started` is when it was asked, `chance` a random number from 0 to 1.
pub(super) fn commit(
    before: &Record,
    answer: Result<Token>,
    Errand { need, reason }: Errand,
    started: Moment,
    now: Moment,
    chance: f64,
) -> Record {
    let fetched =
        answer.and_then(|token| hold(token, started, now)).and_then(|held| unless_known(before, held, now));
    let forced = match reason {
        Reason::Rejected | Reason::Wanted => Some(started),
        Reason::Needed | Reason::Due => before.forced,
    };
    let after = Record { generation: before.generation.saturating_add(1), forced, ..before.clone() };
    match fetched {
        Ok(held) => Record { held: Some(held), gate: None, ..after },
        Err(error) => {
            let failures = before.gate.as_ref().map_or(0, |gate| gate.failures).saturating_add(1);
            let enough = before.usable(now).saturating_sub(need).max(0);
            let closed = policy::gate(&error, failures, enough, chance);
            Record { gate: Some(Gate { until: now.plus(closed), failures, error }), ..after }
        }
    }
}

/// Counts the token's life from the full second of the request, by the cloud's own clock where it told its time. Clouds
/// count full seconds: where the clocks do not agree on this one, it may be almost over.
fn hold(token: Token, started: Moment, now: Moment) -> Result<Held> {
    if token.value().is_empty() {
        return Err(Error::new(ErrorKind::BadResponse, "the token is empty"));
    }
    if token.expires_at() > LATEST {
        let problem = "the token ends after the year 9999: its end must be in seconds, not milliseconds";
        return Err(Error::new(ErrorKind::BadResponse, problem));
    }
    const LONGEST_LIFE: u64 = 400 * 86_400;
    let issued = token.server_time().unwrap_or(started.wall.max(0).cast_unsigned() / 1000);
    let life = token.expires_at().saturating_sub(issued).min(LONGEST_LIFE).cast_signed() * 1000;
    let into_second = started.wall.saturating_sub(issued.cast_signed().saturating_mul(1000));
    let fetched = started.plus(if (0..1000).contains(&into_second) { -into_second } else { -999 });
    let held = Held { token: Arc::new(token), fetched, expires: fetched.plus(life), rejected: false };
    if held.usable(now) == 0 {
        return Err(Error::new(ErrorKind::BadResponse, "the cloud issued a token that has already expired"));
    }
    Ok(held)
}

/// A token that is here already is no new one, and asking on would not end.
fn unless_known(before: &Record, held: Held, now: Moment) -> Result<Held> {
    let is_this = |token: &Arc<Token>| token.value() == held.token.value();
    let known = before.held.as_ref().filter(|known| is_this(&known.token));
    if known.is_some_and(|known| known.rejected) || before.refused.as_ref().is_some_and(is_this) {
        return Err(Error::new(
            ErrorKind::Rejected,
            "the service did not accept this token, and the cloud issues the same one again",
        )
        .with_hint(WRONG_SERVICE));
    }
    let Some(known) = known else { return Ok(held) };
    if held.expires.remaining(now) > known.expires.remaining(now) + 1000 {
        return Ok(held); // the same text, prolonged
    }
    Err(Error::new(ErrorKind::Unavailable, "the cloud issued the same token again").with_hint(
        "Nothing needs to be done: it is used until it expires, and a new one is asked for later.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How long a token serves that is asked for at this millisecond and is to end at second 10 000 of the cloud.
    fn serves(started: i64, server_time: Option<u64>) -> i64 {
        let started = Moment { wall: started, boot: 77 };
        let token = Token { server_time, ..Token::new("text", 10_000) };
        hold(token, started, started).unwrap().usable(started)
    }

    #[test]
    fn a_token_ends_before_the_clouds_second_begins() {
        assert_eq!([9_000_000, 9_000_900].map(|started| serves(started, None)), [1_000_000, 999_100]);
        assert_eq!([9_000_000, 9_000_900].map(|started| serves(started, Some(9000))), [1_000_000, 999_100]);
        // A clock that is wrong does not tell how much of the second is over.
        assert_eq!([5_000_000, 9_001_000].map(|started| serves(started, Some(9000))), [999_001, 999_001]);
    }
}
