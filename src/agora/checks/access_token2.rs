//! The checks of a `007` token.

use std::collections::BTreeMap;

use super::{Expected, moment, quote, trailing_bytes, zero_account};
use crate::agora::access_token2::{AccessToken2, Parsed2};
use crate::agora::finding::{Finding, Problem, SignatureCheck};
use crate::agora::parse::privilege_end_007;
use crate::agora::rules::{FIRST_ABSOLUTE, MAX_CHANNEL, is_channel_byte};
use crate::agora::service::{Service, ServiceDetail, privilege};

const ONE_DAY: u32 = 86_400;

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
        check_privileges(token, service, alive_at, findings);
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

fn check_channel_and_user(token: &AccessToken2, expected: &Expected<'_>, findings: &mut Vec<Finding>) {
    let mut candidates: Vec<(&[u8], &[u8])> = token.services.iter().filter_map(in_channel).collect();
    if let Some(channel) = expected.channel {
        let first = candidates.first().map(|&(channel, _)| channel);
        candidates.retain(|&(bound, _)| bound == channel.as_bytes());
        if candidates.is_empty() {
            findings.push(channel_mismatch(first, channel));
            return;
        }
    }
    let Some(user) = expected.user else { return };
    let mut accounts: Vec<&[u8]> = candidates.iter().map(|&(_, account)| account).collect();
    if accounts.is_empty() {
        accounts = token.services.iter().filter_map(of_user).collect();
    }
    let wanted = user.account();
    if !accounts.iter().any(|account| account.is_empty() || *account == wanted.as_bytes()) {
        findings.push(user_mismatch(accounts.first().copied(), &wanted));
    }
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

/// The user of a service that has one and no channel.
fn of_user(service: &Service) -> Option<&[u8]> {
    match &service.detail {
        ServiceDetail::Rtm { user_id }
        | ServiceDetail::Rtm2 { user_id, .. }
        | ServiceDetail::Chat { user_id } => Some(user_id),
        ServiceDetail::Apaas { user_uuid, .. } => Some(user_uuid),
        _ => None,
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

fn user_mismatch(bound: Option<&[u8]>, wanted: &str) -> Finding {
    let bound = bound.map_or("no user".to_owned(), |bound| format!("user {}", quote(bound)));
    Finding::new(
        Problem::UserMismatch,
        format!(
            "The token is for {bound}, not for user {}. Mint it for the uid or account that joins or logs in; uid 0 fits every user.",
            quote(wanted.as_bytes())
        ),
    )
}

fn check_service(service: &Service, findings: &mut Vec<Finding>) {
    if let Some((channel, account)) = in_channel(service) {
        if channel.len() > MAX_CHANNEL {
            findings.push(Finding::new(
                Problem::ChannelTooLong,
                format!(
                    "The channel name has {} bytes; 64 are allowed. Servers may refuse it; take a shorter name.",
                    channel.len()
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
        if account == b"0" {
            findings.push(zero_account());
        }
    }
    let needs_entry = matches!(
        service.detail,
        ServiceDetail::Rtc { .. }
            | ServiceDetail::Rtm { .. }
            | ServiceDetail::Rtm2 { .. }
            | ServiceDetail::Fpa
    );
    if needs_entry && !service.privileges.contains_key(&privilege::LOGIN) {
        let entry = service.privilege_name(privilege::LOGIN).unwrap_or("login");
        findings.push(Finding::new(
            Problem::NoJoinPrivilege,
            format!(
                "The {} service lacks the privilege {entry}, so nobody gets in with it. Mint the token with that privilege.",
                service.detail.name()
            ),
        ));
    }
}

fn check_privileges(
    token: &AccessToken2,
    service: &Service,
    alive_at: Option<u64>,
    findings: &mut Vec<Finding>,
) {
    for (value, privileges) in by_value(&service.privileges) {
        let which = || {
            let names = privileges.iter().map(|&key| match service.privilege_name(key) {
                Some(name) => name.to_owned(),
                None => format!("number {key}"),
            });
            format!("{} ({})", names.collect::<Vec<_>>().join(", "), service.detail.name())
        };
        if value >= FIRST_ABSOLUTE {
            findings.push(looks_absolute(&format!("privileges {}", which()), value));
        } else if value > token.expire {
            findings.push(Finding::new(
                Problem::PrivilegePastToken,
                format!(
                    "The privileges {} last {value} seconds, but the token only {}. They end with the token; give the token the longer life if that is meant.",
                    which(),
                    token.expire
                ),
            ));
        }
        let end = privilege_end_007(token, value);
        if alive_at.is_some_and(|now| end <= now) {
            findings.push(Finding::new(
                Problem::PrivilegeExpired,
                format!(
                    "The privileges {} ended at {}, before the token itself. Mint a new token if they are needed.",
                    which(),
                    moment(end)
                ),
            ));
        }
    }
}

/// The privileges of one service mostly share one value; one finding is enough for them.
fn by_value(privileges: &BTreeMap<u16, u32>) -> BTreeMap<u32, Vec<u16>> {
    let mut groups = BTreeMap::<u32, Vec<u16>>::new();
    for (&key, &value) in privileges {
        groups.entry(value).or_default().push(key);
    }
    groups
}

fn check_times(token: &AccessToken2, expected: &Expected<'_>, findings: &mut Vec<Finding>) {
    if token.expire >= FIRST_ABSOLUTE {
        findings.push(looks_absolute("token", token.expire));
    } else if token.expire > ONE_DAY {
        findings.push(Finding::new(
            Problem::OverOneDay,
            format!(
                "The token lives {} seconds. Agora documents 24 hours (86400) as the maximum, so servers may end it earlier; mint a new one every day.",
                token.expire
            ),
        ));
    }
    if let Some(now) = expected.now
        && u64::from(token.issue_ts) > now
    {
        findings.push(Finding::new(
            Problem::IssuedInFuture,
            format!(
                "The token was issued at {}, {} seconds from now. Servers may refuse it until then; set the clock of the machine that mints tokens.",
                moment(token.issue_ts.into()),
                u64::from(token.issue_ts) - now
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
