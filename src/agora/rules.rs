//! What a strict [`TokenBuilder`](super::TokenBuilder) refuses.

use super::user::{Role, User};
use crate::error::{Error, Result};

/// The longest life of a token by Agora's documentation, and the fixed life of an FPA and of a `006` token, in seconds.
pub(super) const ONE_DAY: u32 = 86_400;

/// The documented maximum of a channel's name, in bytes.
pub(super) const MAX_CHANNEL: usize = 64;

/// Seconds from here on are taken for a point in time (2001 and later) and not for a duration (31 years).
pub(super) const FIRST_ABSOLUTE: u32 = 1_000_000_000;

/// The longest account or user id, in bytes. Agora documents 255 for user accounts; the other ids get
/// the same limit, because none is documented for all of them.
const MAX_ACCOUNT: usize = 255;

/// May this byte stand in a channel's name, by Agora's documentation?
pub(super) fn is_channel_byte(byte: u8) -> bool {
    IS_CHANNEL_BYTE[usize::from(byte)]
}

/// Letters, digits and some signs. A table, because each token's channel is checked.
const IS_CHANNEL_BYTE: [bool; 256] = {
    let mut is_allowed = [false; 256];
    let mut allowed: &[u8] =
        b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,";
    while let [first, rest @ ..] = allowed {
        is_allowed[*first as usize] = true;
        allowed = rest;
    }
    is_allowed
};

pub(super) fn check_channel(channel: &str) -> Result<()> {
    if !(1..=MAX_CHANNEL).contains(&channel.len()) {
        return Err(Error::invalid(
            "channel",
            format!("must be 1 to {MAX_CHANNEL} bytes, has {}", channel.len()),
        ));
    }
    if channel.bytes().all(is_channel_byte) {
        return Ok(());
    }
    let other = channel.chars().find(|char| !char.is_ascii() || !is_channel_byte(*char as u8));
    Err(Error::invalid(
        "channel",
        format!(
            "must be of ASCII letters, digits, spaces and !#$%&()+-:;<=.>?@[]^_{{}}|~, only; has {:?}",
            other.unwrap_or_default()
        ),
    ))
}

/// The user of a channel: any uid, or an account that is not empty.
pub(super) fn check_user(user: &User<'_>) -> Result<()> {
    match user {
        User::Uid(_) => Ok(()),
        User::Account("") => Err(Error::invalid(
            "account",
            "must not be empty: every user could use the token; give uid 0 if that is meant",
        )),
        User::Account(account) => check_id("account", account),
    }
}

/// An account, user id or room id that must be there.
pub(super) fn check_id(field: &'static str, id: &str) -> Result<()> {
    if !(1..=MAX_ACCOUNT).contains(&id.len()) {
        return Err(Error::invalid(field, format!("must be 1 to {MAX_ACCOUNT} bytes, has {}", id.len())));
    }
    check_no_nul(field, id.as_bytes())
}

pub(super) fn check_no_nul(field: &'static str, text: &[u8]) -> Result<()> {
    if text.contains(&0) {
        return Err(Error::invalid(field, "must not have a NUL byte"));
    }
    Ok(())
}

/// `007` knows two roles.
pub(super) fn check_role_007(role: Role) -> Result<()> {
    match role {
        Role::Publisher | Role::Subscriber => Ok(()),
        Role::Attendee | Role::Admin => Err(Error::invalid(
            "role",
            format!("must be 1 (publisher) or 2 (subscriber), is {}; 0 and 101 belong to 006", role as u32),
        )),
    }
}

/// The life of a `007` token.
pub(super) fn check_token_expire(field: &'static str, expire: u32) -> Result<()> {
    if expire == 0 {
        return Err(Error::invalid(
            field,
            "must be 1 second or more: a token of 0 seconds has expired when it is made",
        ));
    }
    check_relative(field, expire)
}

/// Seconds after the issue.
pub(super) fn check_relative(field: &'static str, seconds: u32) -> Result<()> {
    if seconds >= FIRST_ABSOLUTE {
        let rule = "must be in seconds after the issue, looks like a point in time";
        return Err(Error::invalid(field, format!("{rule}: {seconds}")));
    }
    Ok(())
}

/// A point in time of a `006` token, or 0.
pub(super) fn check_absolute(field: &'static str, time: u32, now: u32) -> Result<()> {
    if (1..FIRST_ABSOLUTE).contains(&time) {
        let rule = "must be a point in time in Unix seconds or 0, looks like a number of seconds from now";
        return Err(Error::invalid(field, format!("{rule}: {time}")));
    }
    if time != 0 && time <= now {
        return Err(Error::invalid(field, format!("must be later than the issue at {now}, is {time}")));
    }
    Ok(())
}
