//! The checks of a token, and [`verify`], which makes a yes or no of them.

mod access_token;
mod access_token2;

pub(super) use access_token::privilege_name as privilege_name_006;

use std::borrow::Cow;

use bstr::BStr;
use jiff::Timestamp;

use super::access_token::Parsed;
use super::finding::{Finding, Problem, Severity, SignatureCheck};
use super::parse::{ParsedToken, parse};
use super::user::User;
use super::{id, rules};
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
    /// The time to check the expiry at, in Unix seconds.
    pub now: Option<u64>,
}

/// Reads a token and accepts it only if it is signed with the expected certificate, is for the expected
/// channel and user, and lives at the expected time. The signature is compared in constant time.
///
/// A `006` token can only be verified with its channel and user; one for RTM with its user.
/// Of a `007` token, the channel and the user are compared if they are given: with the services that have a channel, or,
/// if there is none, the user with the services that have a user. A token without a user fits every user.
/// Only findings of [`Severity::Error`] count; [`explain`](super::explain) tells the others, too.
///
/// # Errors
///
/// An [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) if the certificate, or for `006` the channel or the user,
/// is missing; an [`ErrorKind::InvalidToken`](crate::ErrorKind::InvalidToken) that says what is wrong with the token.
pub fn verify(token: &str, expected: &Expected<'_>) -> Result<ParsedToken> {
    if expected.certificate.is_none() {
        return Err(Error::invalid("certificate", "is needed to verify a token"));
    }
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
            format!("The token ended at {}, {} seconds ago. Mint a new one.", moment(end), now - end),
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

/// The texts of a token in a message: quoted, escaped, and not longer than needed to recognize them.
fn quote(text: &[u8]) -> String {
    match text.split_at_checked(rules::MAX_CHANNEL) {
        Some((start, rest)) if !rest.is_empty() => {
            format!("{:?}… ({} bytes)", BStr::new(start), text.len())
        }
        _ => format!("{:?}", BStr::new(text)),
    }
}

/// A time in a message: UTC, and the number.
fn moment(seconds: u64) -> String {
    match i64::try_from(seconds).map(Timestamp::from_second) {
        Ok(Ok(time)) => format!("{time} ({seconds})"),
        _ => seconds.to_string(),
    }
}

fn trailing_bytes(count: usize) -> Option<Finding> {
    (count > 0).then(|| {
        Finding::new(
            Problem::TrailingBytes,
            format!(
                "{count} bytes follow the last part of the token. They mean nothing, but no token builder writes them; find out where the token comes from."
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
