//! The checks of a token, and [`verify`], which makes a yes or no of them.

mod access_token;
mod access_token2;

pub(super) use access_token::privilege_name as privilege_name_006;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::access_token::Parsed;
use super::finding::{Finding, Problem, Severity, SignatureCheck};
use super::id;
use super::parse::{ParsedToken, parse};
use super::rules::{MAX_CHANNEL, is_channel_byte};
use super::user::User;
use super::words::{age, count, moment, quote};
use crate::error::{Error, Result};
use crate::secret::Secret;

/// What a token is compared with. What is `None` is not checked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Expected<'a> {
    /// The app certificate that the token should be signed with.
    pub certificate: Option<&'a Secret>,
    /// The channel that is joined.
    pub channel: Option<&'a str>,
    /// The user who joins or logs in.
    pub user: Option<User<'a>>,
    /// The time to check the expiry at, in Unix seconds: mostly [`SystemClock.now()`](crate::SystemClock).
    pub now: Option<u64>,
}

/// Reads a token and accepts it only if it is signed with the expected certificate, is for the expected
/// channel and user, and lives at the expected time. The signature is compared in constant time.
///
/// A `006` token can only be verified with its channel and user; one for RTM with its user.
/// Of a `007` token, the channel and the user are compared if they are given: with a channel, the services of that
/// channel decide about the user; without one, any service may be for the user. A service without a user fits every user.
///
/// A token lives until its last privilege ends. It is refused earlier, when the privilege to join the channel or to
/// log in has ended, because nobody gets in then; with a channel or user given, only in the services for these.
/// Only findings of [`Severity::Error`] count; [`explain`](super::explain) tells the others, too.
///
/// ```
/// use voxtoken::agora::{Expected, Role, TokenBuilder, User, verify};
/// use voxtoken::{Clock, Secret, SystemClock};
///
/// let certificate = Secret::from("5CFd2fd1755d40ecb72977518be15d3b");
/// let builder = TokenBuilder::new("970CA35de60c44645bbae8a215061b33", certificate.clone());
/// let token = builder.rtc("lobby", &User::Uid(23), Role::Publisher, 3600, 3600)?;
/// let expected = Expected {
///     certificate: Some(&certificate),
///     channel: Some("lobby"),
///     user: Some(User::Uid(23)),
///     now: Some(SystemClock.now()),
/// };
/// verify(&token, &expected)?;
/// # Ok::<(), voxtoken::Error>(())
/// ```
///
/// # Errors
///
/// An [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) if the certificate is missing or malformed, or if
/// the time, or for `006` the channel or the user, is missing; an [`ErrorKind::InvalidToken`](crate::ErrorKind::InvalidToken)
/// that says what is wrong with the token.
pub fn verify(token: &str, expected: &Expected<'_>) -> Result<ParsedToken> {
    let needed = |field, rule| move || Error::invalid(field, rule);
    let certificate =
        expected.certificate.ok_or_else(needed("certificate", "is needed to verify a token"))?;
    id::check_certificate(certificate)?;
    expected.now.ok_or_else(needed(
        "now",
        "is needed to verify a token: without it an expired one would be accepted",
    ))?;
    let parsed = parse(token)?;
    if let ParsedToken::V006(parsed) = &parsed {
        if bound_channel(parsed, expected).is_none() && !parsed.is_rtm() {
            return Err(Error::invalid("channel", "is needed to verify a 006 token"));
        }
        if expected.user.is_none() {
            return Err(Error::invalid("user", "is needed to verify a 006 token"));
        }
    }
    let (_, findings) = check(&parsed, expected);
    match findings.into_iter().find(|finding| finding.severity == Severity::Error) {
        Some(finding) => Err(finding.into()),
        None => Ok(parsed),
    }
}

/// All that can be said about a token that could be read.
pub(super) fn check(parsed: &ParsedToken, expected: &Expected<'_>) -> (SignatureCheck, Vec<Finding>) {
    let mut findings = Vec::new();
    let certificate = expected.certificate.filter(|certificate| id::is_certificate(certificate));
    if certificate.is_none() && expected.certificate.is_some() {
        findings.push(Finding::new(
            Problem::BadCertificate,
            "The app certificate that was given is not 32 hexadecimal characters, so the signature cannot be checked. Copy it from the console, without spaces and line breaks.",
        ));
    }
    let expected = &Expected { certificate, ..*expected };
    let (app_id, signature) = match parsed {
        ParsedToken::V006(parsed) => (&parsed.app_id, access_token::signature(parsed, expected)),
        ParsedToken::V007(parsed) => (&parsed.token.app_id, access_token2::signature(parsed, expected)),
    };
    if !id::is_valid(app_id) {
        findings.push(Finding::new(
            Problem::BadAppId,
            "The app id in the token is not 32 hexadecimal characters, so it belongs to no app. Mint the token with the app id from the console.",
        ));
    }
    if signature == SignatureCheck::Bad {
        findings.push(Finding::new(
            Problem::BadSignature,
            "The signature does not fit. The token was made with another app certificate or changed afterwards; mint it with the certificate that belongs to the app id.",
        ));
    }
    let end = parsed.effective_expiry();
    let alive_at = expected.now.filter(|&now| now < end);
    match parsed {
        ParsedToken::V006(parsed) => access_token::check(parsed, expected, alive_at, &mut findings),
        ParsedToken::V007(parsed) => access_token2::check(parsed, expected, alive_at, &mut findings),
    }
    if let Some(now) = expected.now.filter(|&now| end <= now) {
        findings.push(Finding::new(
            Problem::Expired,
            format!("The token ended at {}, {} ago. Mint a new one.", moment(end), age(now - end)),
        ));
    }
    (signature, findings)
}

/// What stands in the place of the channel of a `006` token.
fn bound_channel<'a>(parsed: &Parsed, expected: &Expected<'a>) -> Option<Cow<'a, str>> {
    if parsed.is_rtm() {
        return expected.user.map(|user| user.account());
    }
    expected.channel.map(Into::into)
}

/// Privileges of one service that share a value, which most do; one finding is enough for them.
struct Privileges<'a> {
    keys: Vec<u16>,
    value: u32,
    names: &'a Names<'a>,
}

/// How the privileges of a service are called.
struct Names<'a> {
    /// The privilege to join or to log in.
    entry: Option<u16>,
    name: &'a dyn Fn(u16) -> Option<&'static str>,
    /// What follows the names.
    service: Option<&'static str>,
}

impl<'a> Privileges<'a> {
    fn by_value(privileges: &BTreeMap<u16, u32>, names: &'a Names<'a>) -> impl Iterator<Item = Self> {
        let mut groups = BTreeMap::<u32, Vec<u16>>::new();
        for (&key, &value) in privileges {
            groups.entry(value).or_default().push(key);
        }
        groups.into_iter().map(move |(value, keys)| Self { keys, value, names })
    }

    /// Is the one to join or to log in among them?
    fn has_entry(&self) -> bool {
        self.names.entry.is_some_and(|entry| self.keys.contains(&entry))
    }

    /// `privilege login (rtm)`, `privileges user, app (chat)`.
    fn named(&self) -> String {
        let name = |&key: &u16| (self.names.name)(key).map_or(format!("number {key}"), str::to_owned);
        let names: Vec<_> = self.keys.iter().map(name).collect();
        let service = self.names.service.map(|service| format!(" ({service})")).unwrap_or_default();
        format!("{} {}{service}", self.verb("privilege", "privileges"), names.join(", "))
    }

    fn verb(&self, one: &'static str, many: &'static str) -> &'static str {
        if self.keys.len() == 1 { one } else { many }
    }

    /// The finding that they are over while the token is not. `is_meant`: the user wants to get in by their service.
    fn ended(&self, end: u64, now: u64, is_meant: bool) -> Finding {
        let (problem, advice) = match self.has_entry() && is_meant {
            true => (Problem::EntryExpired, "Nobody gets in with it any more; mint a new token.".to_owned()),
            false => (
                Problem::PrivilegeExpired,
                format!("Mint a new token if {} needed.", self.verb("it is", "they are")),
            ),
        };
        Finding::new(
            problem,
            format!(
                "The {} ended at {}, {} ago, before the token itself. {advice}",
                self.named(),
                moment(end),
                age(now - end)
            ),
        )
    }
}

fn check_channel_name(channel: &[u8], findings: &mut Vec<Finding>) {
    if channel.len() > MAX_CHANNEL {
        findings.push(Finding::new(
            Problem::ChannelTooLong,
            format!(
                "The channel name has {}; {MAX_CHANNEL} are allowed. Servers may refuse it; take a shorter name.",
                count(channel.len() as u64, "byte")
            ),
        ));
    }
    if !channel.iter().all(|&byte| is_channel_byte(byte)) {
        findings.push(Finding::new(
            Problem::ChannelCharacters,
            format!(
                "The channel name {} has characters outside the documented set. Servers may refuse it; take ASCII letters, digits, spaces and !#$%&()+-:;<=.>?@[]^_{{}}|~, only.",
                quote(channel)
            ),
        ));
    }
}

fn trailing_bytes(amount: usize) -> Option<Finding> {
    (amount > 0).then(|| {
        let (follow, they, them) =
            if amount == 1 { ("follows", "It means", "it") } else { ("follow", "They mean", "them") };
        Finding::new(
            Problem::TrailingBytes,
            format!(
                "{} {follow} the last part of the token. {they} nothing, but no token builder writes {them}; find out where the token comes from.",
                count(amount as u64, "byte")
            ),
        )
    })
}

fn zero_account() -> Finding {
    Finding::new(
        Problem::ZeroAccount,
        "The token is for the account \"0\", which is not the wildcard. If every user may use it, mint it for the number 0, which leaves the account empty.",
    )
}
