//! The checks of a `006` token.

use super::{Expected, bound_channel, moment, trailing_bytes, zero_account};
use crate::agora::access_token::Parsed;
use crate::agora::finding::{Finding, Problem, SignatureCheck};
use crate::agora::parse::privilege_end_006;
use crate::agora::rules::FIRST_ABSOLUTE;
use crate::agora::service::{RTC_PRIVILEGES, privilege};
use crate::agora::user::User;

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
    check_times(parsed, alive_at, findings);
    findings.extend(trailing_bytes(parsed.trailing));
}

fn check_channel_and_user(parsed: &Parsed, expected: &Expected<'_>, findings: &mut Vec<Finding>) {
    let zero = User::Account("0");
    if parsed.matches_user(&zero) && !parsed.matches_user(&NO_USER)
        || parsed.is_rtm() && parsed.matches_channel(b"0")
    {
        findings.push(zero_account());
    }
    if let Some(channel) = bound_channel(parsed, expected)
        && !parsed.matches_channel(channel.as_bytes())
    {
        let (what, hint) = if parsed.is_rtm() {
            ("user", "Mint it for the user who logs in")
        } else {
            ("channel", "Mint it for the channel that is joined")
        };
        findings.push(Finding::new(
            if parsed.is_rtm() { Problem::UserCrcMismatch } else { Problem::ChannelCrcMismatch },
            format!("The token is for another {what} than {channel:?}: the CRC differs. {hint}; upper and lower case count."),
        ));
    }
    if let Some(user) = expected.user
        && !parsed.matches_user(&user)
    {
        findings.push(Finding::new(
            Problem::UserCrcMismatch,
            format!(
                "The token is for another user than {:?}: the CRC differs. Mint it for the uid or account that joins; uid 0 fits every user.",
                user.account()
            ),
        ));
    }
}

fn check_times(parsed: &Parsed, alive_at: Option<u64>, findings: &mut Vec<Finding>) {
    for (&key, &value) in &parsed.privileges {
        let which = || privilege_name(key).map_or(format!("number {key}"), str::to_owned);
        if (1..FIRST_ABSOLUTE).contains(&value) {
            findings.push(Finding::new(
                Problem::LooksRelative,
                format!(
                    "The privilege {} ends at {value}, which looks like a number of seconds. In 006 it is a point in time; give the current Unix time plus the seconds.",
                    which()
                ),
            ));
            continue;
        }
        if value > parsed.ts {
            findings.push(Finding::new(
                Problem::CappedAtOneDay,
                format!(
                    "The privilege {} is to end at {}, but a 006 token ends 24 hours after its issue, this one at {}. Mint a new token every day.",
                    which(),
                    moment(value.into()),
                    moment(parsed.ts.into())
                ),
            ));
        }
        let end = privilege_end_006(parsed, value);
        if alive_at.is_some_and(|now| end <= now) {
            findings.push(Finding::new(
                Problem::PrivilegeExpired,
                format!(
                    "The privilege {} ended at {}, before the token itself. Mint a new token if it is needed.",
                    which(),
                    moment(end)
                ),
            ));
        }
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
