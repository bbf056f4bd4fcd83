//! `voxtoken cache status`: who holds what until when, without the tokens.

use serde::Serialize;

use crate::cache::{Status, TokenState};
use crate::command::exit;
use crate::command::facts::Facts;
use crate::command::failure::Failure;
use crate::command::output::{Output, json_to_stdout, stdout_has_colour, to_stdout};
use crate::command::text::{painted, printable};
use crate::command::times;
use crate::{Clock, Error, SystemClock};
use anstyle::{AnsiColor, Style};

use super::{Folder, kept, label, short_key};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,

    #[command(flatten)]
    pub output: Output,
}

pub const EXAMPLES: &str = "  voxtoken cache status
  voxtoken cache status --json
  voxtoken cache status --folder /srv/speech/tokens";

pub fn run(args: &Args) -> Result<u8, Failure> {
    let folder = args.folder.path()?;
    let kept = kept(&folder)?;
    if args.output.is_json() {
        let tokens = kept.iter().map(TokenFields::new).collect();
        json_to_stdout(&StatusFields { folder: folder.to_string_lossy().into(), tokens })?;
    } else if kept.is_empty() {
        args.output.note(&format!("no token is kept in {}", folder.display()));
    } else {
        let now = SystemClock.now();
        let colour = stdout_has_colour();
        let words: Vec<_> = kept.iter().map(|status| words(status, now, colour)).collect();
        to_stdout(&words.join("\n"))?;
    }
    Ok(exit::SUCCESS)
}

fn words(status: &Status, now: u64, colour: bool) -> String {
    let mut facts = Facts::default();
    facts.add("key", short_key(status));
    match &status.unreadable {
        Some(error) => facts.add_styled("state", format!("unreadable: {error}"), bad()),
        None => facts.add_styled("state", status.state.name(), style(status.state)),
    }
    if let Some(at) = status.expires_at {
        // The cloud's clock may differ from ours; what is left was counted by the cloud's.
        let cloud_now = at.saturating_sub(status.expires_in.unwrap_or(0));
        let is_over = status.expires_in == Some(0);
        facts.add("expires", times::local_and_relative(at, if is_over { now } else { cloud_now }));
    }
    facts.add_some("fingerprint", status.fingerprint.as_ref());
    facts.add("generation", status.generation.to_string());
    if let Some(error) = &status.gate {
        facts.add_styled("gate", gate_words(error, now), bad());
    }
    let title = painted(&printable(label(status)), Style::new().bold(), colour);
    format!("{title}\n{}", facts.table(colour))
}

fn gate_words(error: &Error, now: u64) -> String {
    let until = times::local_and_relative(error.retry_at().unwrap_or(now), now);
    format!("closed until {until}: {error}")
}

fn style(state: TokenState) -> Style {
    match state {
        TokenState::Fresh | TokenState::Aging => AnsiColor::Green.on_default(),
        TokenState::Critical => AnsiColor::Yellow.on_default(),
        _ => bad(),
    }
}

fn bad() -> Style {
    AnsiColor::Red.on_default()
}

#[derive(Serialize)]
struct StatusFields<'a> {
    folder: String,
    tokens: Vec<TokenFields<'a>>,
}

#[derive(Serialize)]
struct TokenFields<'a> {
    label: &'a str,
    key: &'a str,
    state: &'static str,
    expires_at: Option<u64>,
    expires: Option<String>,
    expires_in_secs: Option<u64>,
    fingerprint: Option<&'a str>,
    generation: u64,
    gate: Option<GateFields<'a>>,
    /// Why what is kept cannot be read.
    unreadable: Option<&'a str>,
}

#[derive(Serialize)]
struct GateFields<'a> {
    retry_at: Option<u64>,
    kind: &'static str,
    message: &'a str,
    code: Option<&'a str>,
    request_id: Option<&'a str>,
}

impl<'a> TokenFields<'a> {
    fn new(status: &'a Status) -> Self {
        Self {
            label: &status.label,
            key: &status.key,
            state: status.state.name(),
            expires_at: status.expires_at,
            expires: status.expires_at.and_then(times::rfc3339),
            expires_in_secs: status.expires_in,
            fingerprint: status.fingerprint.as_deref(),
            generation: status.generation,
            gate: status.gate.as_ref().map(|error| GateFields {
                retry_at: error.retry_at(),
                kind: error.kind().name(),
                message: error.message(),
                code: error.code(),
                request_id: error.request_id(),
            }),
            unreadable: status.unreadable.as_ref().map(Error::message),
        }
    }
}
