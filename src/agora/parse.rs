//! [`ParsedToken`]: a token of either version.

use super::access_token::{Parsed, VERSION_006};
use super::access_token2::{AccessToken2, Parsed2};
use super::damage;
use super::envelope::VERSION_007;
use super::finding::Finding;
use super::service::Service;
use crate::error::Result;

/// A token that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParsedToken {
    /// AccessToken.
    V006(Parsed),
    /// AccessToken2.
    V007(Parsed2),
}

/// Reads a token of either version without verifying it.
///
/// # Errors
///
/// An [`ErrorKind::InvalidToken`](crate::ErrorKind::InvalidToken) that says which part is damaged.
pub fn parse(token: &str) -> Result<ParsedToken> {
    Ok(read(token)?)
}

pub(super) fn read(token: &str) -> Result<ParsedToken, Finding> {
    if token.starts_with(VERSION_007) {
        Parsed2::read(token).map(ParsedToken::V007)
    } else if token.starts_with(VERSION_006) {
        Parsed::read(token).map(ParsedToken::V006)
    } else {
        Err(damage::of_version(token))
    }
}

impl ParsedToken {
    /// When the token stops to be good for anything: absolute Unix seconds.
    ///
    /// That is when its last privilege ends, and never later than the token itself ends
    /// (`issue_ts + expire` of `007`, `ts` of `006`). A privilege of 0 ends with the token, and so does
    /// a service without privileges.
    pub fn effective_expiry(&self) -> u64 {
        match self {
            Self::V006(parsed) => {
                let end = parsed.ts.into();
                parsed.privileges.values().map(|&value| privilege_end_006(parsed, value)).max().unwrap_or(end)
            }
            Self::V007(Parsed2 { token, unknown_service, .. }) => {
                let end = token.expires_at();
                let is_open = |service: &Service| service.privileges.is_empty();
                if unknown_service.is_some() || token.services.iter().any(is_open) {
                    return end;
                }
                let values = token.services.iter().flat_map(|service| service.privileges.values());
                values.map(|&value| privilege_end_007(token, value)).max().unwrap_or(end)
            }
        }
    }
}

/// When a privilege of a `006` token with this value ends.
pub(super) fn privilege_end_006(parsed: &Parsed, value: u32) -> u64 {
    if value == 0 { parsed.ts.into() } else { value.min(parsed.ts).into() }
}

/// When a privilege of a `007` token with this value ends.
pub(super) fn privilege_end_007(token: &AccessToken2, value: u32) -> u64 {
    let life = if value == 0 { token.expire } else { value.min(token.expire) };
    u64::from(token.issue_ts) + u64::from(life)
}
