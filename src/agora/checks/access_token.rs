//! The checks of a `006` token.

use super::{Expected, Names, Privileges, bound_channel, check_channel_name, trailing_bytes, zero_account};
use crate::agora::access_token::Parsed;
use crate::agora::finding::{Finding, Problem, SignatureCheck};
use crate::agora::parse::privilege_end_006;
use crate::agora::rules::{FIRST_ABSOLUTE, ONE_DAY};
use crate::agora::service::{RTC_PRIVILEGES, privilege};
use crate::agora::user::User;
use crate::agora::words::{self, age, moment, quote};

/// RTM tokens have no user beside the account in the place of the channel.
const NO_USER: User<'_> = User::Uid(0);

/// With another channel or user than the token's the signature cannot fit, and says nothing about the certificate.
pub(super) fn signature(parsed: &Parsed, expected: &Expected<'_>) -> SignatureCheck {
    let user = if parsed.is_rtm() { Some(NO_USER) } else { expected.user };
    match (expected.certificate, bound_channel(parsed, expected), user) {
        (Some(certificate), Some(channel), Some(user))
            if parsed.matches_channel(channel.as_bytes()) && parsed.matches_user(&user) =>
        {
            if parsed.is_signed(certificate, channel.as_bytes(), &user) {
                SignatureCheck::Good
            } else {
                SignatureCheck::Bad
            }
        }
        _ => SignatureCheck::NotChecked,
    }
}

/// `alive_at` is the time to check at if the token as a whole lives then.
pub(super) fn check(
    parsed: &Parsed,
    expected: &Expected<'_>,
    alive_at: Option<u64>,
    findings: &mut Vec<Finding>,
) {
    check_channel_and_user(parsed, expected, findings);
    let has = |privilege| parsed.privileges.contains_key(&privilege);
    if !has(privilege::JOIN_CHANNEL) && !has(privilege::RTM_LOGIN) {
        findings.push(Finding::new(
            Problem::NoJoinPrivilege,
            "The token lacks the privileges join_channel and rtm_login, so nobody gets in with it. Mint it with one of them.",
        ));
    }
    check_times(parsed, expected, alive_at, findings);
    findings.extend(trailing_bytes(parsed.trailing));
}

fn check_channel_and_user(parsed: &Parsed, expected: &Expected<'_>, findings: &mut Vec<Finding>) {
    let zero = User::Account("0");
    if parsed.matches_user(&zero) && !parsed.matches_user(&NO_USER)
        || parsed.is_rtm() && parsed.matches_channel(b"0")
    {
        findings.push(zero_account());
    } else if expected.user == Some(zero) {
        findings.push(Finding::new(
            Problem::ZeroAccount,
            "The user to compare with is the account \"0\", which is not the wildcard. If any user is meant, compare with the number 0.",
        ));
    }
    if let Some(channel) = bound_channel(parsed, expected)
        && !parsed.matches_channel(channel.as_bytes())
    {
        findings.push(if parsed.is_rtm() {
            user_mismatch(channel.as_bytes(), "the user who logs in; upper and lower case count")
        } else {
            Finding::new(
                Problem::ChannelCrcMismatch,
                format!(
                    "The token is not for channel {}: the CRC differs. Mint it for the channel that is joined; upper and lower case count.",
                    quote(channel.as_bytes())
                ),
            )
        });
    }
    if let Some(channel) = expected.channel.filter(|_| !parsed.is_rtm()) {
        check_channel_name(channel.as_bytes(), findings);
    }
    if let Some(user) = expected.user
        && !parsed.matches_user(&user)
    {
        let hint = "the uid or account that joins; uid 0 fits every user";
        findings.push(user_mismatch(user.account().as_bytes(), hint));
    }
}

fn user_mismatch(account: &[u8], hint: &str) -> Finding {
    Finding::new(
        Problem::UserCrcMismatch,
        format!("The token is not for {}: the CRC differs. Mint it for {hint}.", words::user(account)),
    )
}

fn check_times(parsed: &Parsed, expected: &Expected<'_>, alive_at: Option<u64>, findings: &mut Vec<Finding>) {
    let entry = if parsed.is_rtm() { privilege::RTM_LOGIN } else { privilege::JOIN_CHANNEL };
    let names = Names { entry: Some(entry), name: &privilege_name, service: None };
    for privileges in Privileges::by_value(&parsed.privileges, &names) {
        let value = privileges.value;
        let looks_relative = (1..FIRST_ABSOLUTE).contains(&value);
        if looks_relative {
            findings.push(Finding::new(
                Problem::LooksRelative,
                format!(
                    "The {} {} at {value}, which looks like a number of seconds. In 006 it is a point in time; give the current Unix time plus the seconds.",
                    privileges.named(),
                    privileges.verb("ends", "end"),
                ),
            ));
        }
        if value > parsed.ts {
            findings.push(Finding::new(
                Problem::CappedAtOneDay,
                format!(
                    "The {} {} to end at {}, but a 006 token ends 24 hours after its issue, this one at {}. Mint a new token every day.",
                    privileges.named(),
                    privileges.verb("is", "are"),
                    moment(value.into()),
                    moment(parsed.ts.into())
                ),
            ));
        }
        let end = privilege_end_006(parsed, value);
        if let Some(now) = alive_at.filter(|&now| end <= now && (privileges.has_entry() || !looks_relative)) {
            findings.push(privileges.ended(end, now, true));
        }
    }
    if let Some(now) = expected.now
        && u64::from(parsed.ts) > now + u64::from(ONE_DAY)
    {
        findings.push(Finding::new(
            Problem::OverOneDay,
            format!(
                "The token ends at {}, {} from now. A 006 token ends 24 hours after its issue, so servers may end it earlier; let the builder set the end, and set the clock of the machine that mints tokens.",
                moment(parsed.ts.into()),
                age(u64::from(parsed.ts) - now)
            ),
        ));
    }
}

/// The name of a privilege of a `006` token, if it is a known one.
pub(in crate::agora) fn privilege_name(key: u16) -> Option<&'static str> {
    match key {
        privilege::ADMINISTRATE_CHANNEL => Some("administrate_channel"),
        privilege::RTM_LOGIN => Some("rtm_login"),
        _ => RTC_PRIVILEGES.get(usize::from(key).checked_sub(1)?).copied(),
    }
}
