//! The checks of a `007` token.

use super::{Expected, Names, Privileges, check_channel_name, trailing_bytes, zero_account};
use crate::agora::access_token2::{AccessToken2, Parsed2};
use crate::agora::finding::{Finding, Problem, SignatureCheck};
use crate::agora::parse::privilege_end_007;
use crate::agora::rules::{FIRST_ABSOLUTE, ONE_DAY};
use crate::agora::service::{Service, ServiceDetail, privilege};
use crate::agora::user::User;
use crate::agora::words::{self, age, count, moment, quote};

pub(super) fn signature(parsed: &Parsed2, expected: &Expected<'_>) -> SignatureCheck {
    match expected.certificate {
        None => SignatureCheck::NotChecked,
        Some(certificate) if parsed.verify_signature(certificate) => SignatureCheck::Good,
        Some(_) => SignatureCheck::Bad,
    }
}

/// `alive_at` is the time to check at if the token as a whole lives then.
pub(super) fn check(
    parsed: &Parsed2,
    expected: &Expected<'_>,
    alive_at: Option<u64>,
    findings: &mut Vec<Finding>,
) {
    let token = &parsed.token;
    if token.services.is_empty() && parsed.unknown_service.is_none() {
        findings.push(Finding::new(
            Problem::NoServices,
            "The token has no service, so it allows nothing. Add a service, such as RTC, and mint it again.",
        ));
    }
    check_channel_and_user(token, expected, findings);
    for service in &token.services {
        check_service(service, findings);
        check_privileges(token, service, expected, alive_at, findings);
    }
    check_times(token, expected, findings);
    if let Some(type_number) = parsed.unknown_service {
        findings.push(Finding::new(
            Problem::UnknownService,
            format!(
                "The token has a service of the unknown type {type_number}. That service and those behind it cannot be read; the signature covers them nevertheless."
            ),
        ));
    }
    findings.extend(trailing_bytes(parsed.trailing));
}

/// With a channel, the services of that channel decide about the user; without one, any service may be for the user.
fn check_channel_and_user(token: &AccessToken2, expected: &Expected<'_>, findings: &mut Vec<Finding>) {
    let in_channels: Vec<_> = token.services.iter().filter_map(in_channel).collect();
    let is_wanted = |&&(bound, _): &&(&[u8], &[u8])| expected.channel.map(str::as_bytes) == Some(bound);
    let mut accounts: Vec<&[u8]> =
        in_channels.iter().filter(is_wanted).map(|&(_, account)| account).collect();
    if let Some(channel) = expected.channel
        && accounts.is_empty()
    {
        findings.push(channel_mismatch(in_channels.first().map(|&(bound, _)| bound), channel));
        accounts = in_channels.into_iter().map(|(_, account)| account).collect();
    }
    if accounts.is_empty() {
        accounts = token.services.iter().filter_map(account_of).collect();
    }
    if let Some(user) = expected.user
        && !accounts.iter().any(|account| fits(account, &user))
    {
        findings.push(user_mismatch(accounts, &user.account()));
    }
}

/// Is the service for the expected channel and user, as far as they are given?
fn is_meant(service: &Service, expected: &Expected<'_>) -> bool {
    let fits_channel =
        |channel: &str| in_channel(service).is_some_and(|(bound, _)| bound == channel.as_bytes());
    expected.channel.is_none_or(fits_channel)
        && expected.user.is_none_or(|user| account_of(service).is_none_or(|account| fits(account, &user)))
}

/// An empty account is the wildcard.
fn fits(account: &[u8], user: &User<'_>) -> bool {
    account.is_empty() || account == user.account().as_bytes()
}

/// Channel and account of a service that has them.
fn in_channel(service: &Service) -> Option<(&[u8], &[u8])> {
    match &service.detail {
        ServiceDetail::Rtc { channel, account }
        | ServiceDetail::Streaming { channel, account }
        | ServiceDetail::FCdn { channel, account } => Some((channel, account)),
        _ => None,
    }
}

/// The user of a service that has one.
fn account_of(service: &Service) -> Option<&[u8]> {
    match &service.detail {
        ServiceDetail::Rtc { account, .. }
        | ServiceDetail::Streaming { account, .. }
        | ServiceDetail::FCdn { account, .. } => Some(account),
        ServiceDetail::Rtm { user_id }
        | ServiceDetail::Rtm2 { user_id, .. }
        | ServiceDetail::Chat { user_id } => Some(user_id),
        ServiceDetail::Apaas { user_uuid, .. } => Some(user_uuid),
        ServiceDetail::Fpa | ServiceDetail::ConvoAi | ServiceDetail::Stt => None,
    }
}

/// The privilege without which nobody gets into the service.
fn entry_of(service: &Service) -> Option<u16> {
    match service.detail {
        ServiceDetail::Rtc { .. } => Some(privilege::JOIN_CHANNEL),
        ServiceDetail::Rtm { .. } | ServiceDetail::Rtm2 { .. } | ServiceDetail::Fpa => Some(privilege::LOGIN),
        ServiceDetail::Streaming { .. }
        | ServiceDetail::Chat { .. }
        | ServiceDetail::FCdn { .. }
        | ServiceDetail::Apaas { .. }
        | ServiceDetail::ConvoAi
        | ServiceDetail::Stt => None,
    }
}

fn channel_mismatch(bound: Option<&[u8]>, wanted: &str) -> Finding {
    let bound = bound.map_or("no channel".to_owned(), |bound| format!("channel {}", quote(bound)));
    Finding::new(
        Problem::ChannelMismatch,
        format!(
            "The token is for {bound}, not for channel {}. Mint it for the channel that is joined; upper and lower case count.",
            quote(wanted.as_bytes())
        ),
    )
}

fn user_mismatch(mut bound: Vec<&[u8]>, wanted: &str) -> Finding {
    bound.sort_unstable();
    bound.dedup();
    let bound = match bound[..] {
        [] => "no user".to_owned(),
        [user] => words::user(user),
        [first, second, ref rest @ ..] => {
            let more = if rest.is_empty() { "" } else { " and others" };
            format!("users {}, {}{more}", quote(first), quote(second))
        }
    };
    Finding::new(
        Problem::UserMismatch,
        format!(
            "The token is for {bound}, not for {}. Mint it for the uid or account that joins or logs in; uid 0 fits every user.",
            words::user(wanted.as_bytes())
        ),
    )
}

fn check_service(service: &Service, findings: &mut Vec<Finding>) {
    if let Some((channel, account)) = in_channel(service) {
        check_channel_name(channel, findings);
        if account == b"0" {
            findings.push(zero_account());
        }
    }
    if let Some(entry) = entry_of(service)
        && !service.privileges.contains_key(&entry)
    {
        findings.push(Finding::new(
            Problem::NoJoinPrivilege,
            format!(
                "The {} service lacks the privilege {}, so nobody gets in with it. Mint the token with that privilege.",
                service.detail.name(),
                service.privilege_name(entry).unwrap_or("login")
            ),
        ));
    }
}

fn check_privileges(
    token: &AccessToken2,
    service: &Service,
    expected: &Expected<'_>,
    alive_at: Option<u64>,
    findings: &mut Vec<Finding>,
) {
    let names = Names {
        entry: entry_of(service),
        name: &|key| service.privilege_name(key),
        service: Some(service.detail.name()),
    };
    for privileges in Privileges::by_value(&service.privileges, &names) {
        let value = privileges.value;
        if value >= FIRST_ABSOLUTE {
            findings.push(looks_absolute(&privileges.named(), value));
        } else if value > token.expire {
            findings.push(Finding::new(
                Problem::PrivilegePastToken,
                format!(
                    "The {} {} {}, but the token only {}. {} with the token; give the token the longer life if that is meant.",
                    privileges.named(),
                    privileges.verb("lasts", "last"),
                    count(value.into(), "second"),
                    count(token.expire.into(), "second"),
                    privileges.verb("It ends", "They end"),
                ),
            ));
        }
        let end = privilege_end_007(token, value);
        if let Some(now) = alive_at.filter(|&now| end <= now) {
            findings.push(privileges.ended(end, now, is_meant(service, expected)));
        }
    }
}

fn check_times(token: &AccessToken2, expected: &Expected<'_>, findings: &mut Vec<Finding>) {
    if token.expire >= FIRST_ABSOLUTE {
        findings.push(looks_absolute("token", token.expire));
    } else if token.expire > ONE_DAY {
        findings.push(Finding::new(
            Problem::OverOneDay,
            format!(
                "The token lives {}. Agora documents 24 hours (86,400 seconds) as the maximum, so servers may end it earlier; mint a new one every day.",
                count(token.expire.into(), "second")
            ),
        ));
    }
    if let Some(now) = expected.now
        && u64::from(token.issue_ts) > now
    {
        findings.push(Finding::new(
            Problem::IssuedInFuture,
            format!(
                "The token was issued at {}, {} from now. Servers may refuse it until then; set the clock of the machine that mints tokens.",
                moment(token.issue_ts.into()),
                age(u64::from(token.issue_ts) - now)
            ),
        ));
    }
}

fn looks_absolute(what: &str, value: u32) -> Finding {
    Finding::new(
        Problem::LooksAbsolute,
        format!(
            "The life of the {what} is {value} seconds, which looks like the point in time {}. In 007 it is counted from the issue; give a number of seconds such as 3600.",
            moment(value.into())
        ),
    )
}
