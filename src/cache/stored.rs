//! The record as text (JSON), for stores. Durations in it are milliseconds at the time of writing, so that the reader's
//! clock need not be the writer's: the store says how old the text is.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::seal::Seal;
use super::state::{Gate, Held, Record};
use super::store::StoreError;
use crate::clock::Moment;
use crate::error::{Error, ErrorKind};
use crate::token::Token;

/// The format. A reader leaves a text of a later one alone.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Text {
    v: u32,
    generation: u64,
    /// For people: what the token is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    token: Option<TokenText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    gate: Option<GateText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    forced_ago: Option<i64>,
    /// When and by which clock this was written.
    written: Written,
}

/// When a text was written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Written {
    pub wall: i64,
    pub boot: i64,
    /// The start of the machine that `boot` counts from.
    pub boot_id: String,
}

#[derive(Serialize, Deserialize)]
struct TokenText {
    /// [`Contents`], as JSON in clear text or sealed, in base64.
    #[serde(flatten)]
    contents: ContentsText,
    expires_at: u64,
    remaining: i64,
    age: i64,
    rejected: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ContentsText {
    Clear(Contents),
    Sealed(String),
}

/// What only its owner should read.
#[derive(Default, Serialize, Deserialize)]
struct Contents {
    value: Zeroizing<String>,
    user_id: Option<String>,
    request_id: Option<String>,
    nls_request_id: Option<String>,
    server_time: Option<u64>,
}

impl Contents {
    fn token(self, expires_at: u64) -> Token {
        Token {
            value: String::clone(&self.value).into(),
            expires_at,
            user_id: self.user_id,
            request_id: self.request_id,
            nls_request_id: self.nls_request_id,
            server_time: self.server_time,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct GateText {
    remaining: i64,
    failures: u32,
    kind: u16,
    message: String,
    argument: Option<String>,
    hint: Option<String>,
    code: Option<String>,
    request_id: Option<String>,
    http_status: Option<u16>,
    recommend: Option<String>,
    retry_after: Option<u64>,
}

/// Writes a record.
pub(super) fn write(
    record: &Record,
    label: &str,
    seal: Option<&Seal>,
    written: Written,
    now: Moment,
) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let token = match &record.held {
        Some(held) => Some(TokenText {
            contents: contents(held, record.generation, seal)?,
            expires_at: held.token.expires_at(),
            remaining: held.expires.remaining(now),
            age: ago(held.fetched, now),
            rejected: held.rejected,
        }),
        None => None,
    };
    let text = Text {
        v: VERSION,
        generation: record.generation,
        label: label.into(),
        token,
        gate: record.gate.as_ref().map(|gate| gate_text(gate, now)),
        forced_ago: record.forced.map(|forced| ago(forced, now)),
        written,
    };
    Ok(Zeroizing::new(serde_json::to_vec(&text).expect("a record can be written as JSON")))
}

/// The milliseconds since `past`, by the clock that says more.
fn ago(past: Moment, now: Moment) -> i64 {
    past.remaining(now).saturating_neg()
}

/// What a reader finds.
pub(super) struct Read {
    pub record: Record,
    pub label: String,
    /// In place of a token that another secret has sealed: what is known of it besides its text.
    pub sealed: Option<Held>,
}

/// When a text was written, to find out how old it is.
pub(super) fn written(text: &[u8]) -> Result<Written, StoreError> {
    #[derive(Deserialize)]
    struct Head {
        v: u32,
        written: Option<Written>,
    }
    let head: Head = serde_json::from_slice(text).map_err(damaged)?;
    match head.written {
        _ if head.v != VERSION => Err(StoreError::foreign(format!(
            "it is of version {} and is left alone: a newer voxtoken wrote it, this one reads version {VERSION}",
            head.v
        ))),
        Some(written) => Ok(written),
        None => Err(StoreError::new("it is damaged: it does not say when it was written")),
    }
}

/// Reads a record that was written `age` milliseconds ago.
pub(super) fn read(text: &[u8], seal: Option<&Seal>, age: i64, now: Moment) -> Result<Read, StoreError> {
    let text: Text = serde_json::from_slice(text).map_err(damaged)?;
    let generation = text.generation;
    let at = |millis: i64| now.plus(millis.saturating_sub(age));
    let (mut held, mut sealed) = (None, None);
    if let Some(token) = text.token {
        let contents = open(token.contents, generation, seal)?;
        let place = if contents.is_some() { &mut held } else { &mut sealed };
        *place = Some(Held {
            token: Arc::new(contents.unwrap_or_default().token(token.expires_at)),
            fetched: at(token.age.saturating_neg()),
            expires: at(token.remaining),
            rejected: token.rejected,
        });
    }
    let gate = text.gate.map(|gate| Gate {
        until: at(gate.remaining),
        failures: gate.failures,
        error: gate.error(),
    });
    let forced = text.forced_ago.map(|ago| at(ago.saturating_neg()));
    Ok(Read { record: Record { generation, held, gate, forced, refused: None }, label: text.label, sealed })
}

fn damaged(error: serde_json::Error) -> StoreError {
    StoreError::new(format!("it is damaged: {:?} error at column {}", error.classify(), error.column()))
}

fn contents(held: &Held, generation: u64, seal: Option<&Seal>) -> Result<ContentsText, StoreError> {
    let token = &held.token;
    let contents = Contents {
        value: Zeroizing::new(token.value().to_owned()),
        user_id: token.user_id.clone(),
        request_id: token.request_id.clone(),
        nls_request_id: token.nls_request_id.clone(),
        server_time: token.server_time,
    };
    let Some(seal) = seal else { return Ok(ContentsText::Clear(contents)) };
    let text = Zeroizing::new(serde_json::to_vec(&contents).expect("texts can be written as JSON"));
    let sealed = seal.close(&text, generation).map_err(|error| StoreError::new(error.to_string()))?;
    Ok(ContentsText::Sealed(sealed))
}

/// Nothing, if another secret has sealed it, or none where it should be sealed: anybody could have put that there. To us,
/// there is no token.
fn open(
    contents: ContentsText,
    generation: u64,
    seal: Option<&Seal>,
) -> Result<Option<Contents>, StoreError> {
    match contents {
        ContentsText::Clear(contents) => Ok(seal.is_none().then_some(contents)),
        ContentsText::Sealed(text) => {
            let Some(plain) = seal.and_then(|seal| seal.open(&text, generation)) else { return Ok(None) };
            serde_json::from_slice(&plain).map(Some).map_err(damaged)
        }
    }
}

fn gate_text(gate: &Gate, now: Moment) -> GateText {
    let error = &gate.error;
    GateText {
        remaining: gate.until.remaining(now),
        failures: gate.failures,
        kind: error.kind().number(),
        message: error.message().into(),
        argument: error.argument().map(Into::into),
        hint: Some(error.hint().into()).filter(|hint: &String| hint != error.kind().hint()),
        code: error.code().map(Into::into),
        request_id: error.request_id().map(Into::into),
        http_status: error.http_status(),
        recommend: error.recommend().map(Into::into),
        retry_after: error.retry_after().map(|after| after.as_millis() as u64),
    }
}

impl GateText {
    fn error(self) -> Error {
        let kind = ErrorKind::from_number(self.kind).unwrap_or(ErrorKind::Unavailable);
        let error = match self.argument.filter(|_| kind == ErrorKind::InvalidArgument) {
            Some(argument) => Error::invalid(argument, self.message),
            None => Error::new(kind, self.message),
        };
        let error = match self.hint {
            Some(hint) => error.with_hint(hint),
            None => error,
        };
        let error = match self.http_status {
            Some(status) => error.with_http_status(status),
            None => error,
        };
        error
            .with_code(self.code)
            .with_request_id(self.request_id)
            .with_recommend(self.recommend)
            .with_retry_after(self.retry_after.map(Duration::from_millis))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment { wall: 1_800_000_000_000, boot: 5_000_000 };

    fn record() -> Record {
        let token = Token { user_id: Some("user".into()), ..Token::new("text", 1_800_003_600) };
        let fetched = NOW.plus(-1000);
        let held = Held { token: token.into(), fetched, expires: NOW.plus(3_600_000), rejected: false };
        let error =
            Error::invalid("argument", "message").with_code(Some("code".into())).with_http_status(400);
        let gate = Gate { until: NOW.plus(30_000), failures: 3, error };
        Record { generation: 7, held: Some(held), gate: Some(gate), forced: Some(fetched), refused: None }
    }

    fn text(record: &Record, now: Moment) -> Vec<u8> {
        let written = Written { wall: now.wall, boot: now.boot, boot_id: "boot".into() };
        write(record, "label", None, written, now).unwrap().to_vec()
    }

    #[test]
    fn what_is_read_later_is_older_and_otherwise_the_same() {
        let later = Moment { wall: 99_000, boot: 77_000 }; // of another machine
        let read = read(&text(&record(), NOW), None, 5000, later).unwrap();
        let (expected, now) = (record(), NOW.plus(5000));
        let (held, gate) = (read.record.held.unwrap(), read.record.gate.unwrap());
        let (held2, gate2) = (expected.held.unwrap(), expected.gate.unwrap());
        assert_eq!((read.record.generation, read.label.as_str()), (7, "label"));
        assert_eq!((held.token.value(), held.token.user_id()), ("text", Some("user")));
        assert_eq!(held.expires.remaining(later), held2.expires.remaining(now));
        assert_eq!((held.life(), held.rejected), (held2.life(), false));
        assert_eq!(gate.until.remaining(later), gate2.until.remaining(now));
        assert_eq!((gate.failures, gate.error.kind()), (3, gate2.error.kind()));
        assert_eq!((gate.error.argument(), gate.error.code()), (Some("argument"), Some("code")));
        assert_eq!(read.record.forced.unwrap().remaining(later), -6000);
    }

    #[test]
    fn a_wall_clock_that_was_set_back_makes_nothing_younger() {
        let back = Moment { wall: NOW.wall - 3_600_000, ..NOW };
        let read = read(&text(&record(), back), None, 0, back).unwrap().record;
        assert_eq!(read.held.unwrap().life(), 3_601_000);
        assert_eq!(read.forced.unwrap().remaining(back), -1000);
    }

    #[test]
    fn a_text_of_another_version_is_foreign_and_a_damaged_one_is_not() {
        assert!(written(br#"{"v":2}"#).unwrap_err().foreign);
        let whole = text(&record(), NOW);
        for length in 0..whole.len() {
            assert!(!written(&whole[..length]).unwrap_err().foreign, "{length} bytes");
        }
    }
}
