//! What only the drop-in modules need: shortcuts to the tokens that are mostly minted, and the inside of a 006 token.

use napi::bindgen_prelude::Buffer;
use napi_derive::napi;

use super::user::{Who, borrow};
use crate::agora::{self, Role, TokenBuilder};
use crate::ffi::node::failure::{Outcome, outcome};

/// A 006 token for RTC. The time is in absolute Unix seconds.
#[napi(catch_unwind)]
pub fn agora_rtc_006(
    app_id: String,
    certificate: String,
    channel: String,
    user: Who,
    role: u32,
    expired_ts: u32,
) -> Outcome<String> {
    let role = Role::from_number_leniently(role);
    let builder = TokenBuilder::new(app_id, certificate).lenient();
    outcome(builder.rtc_006(&channel, &borrow(&user), role, expired_ts))
}

/// A 006 token for RTM. The time is in absolute Unix seconds.
#[napi(catch_unwind)]
pub fn agora_rtm_006(
    app_id: String,
    certificate: String,
    account: String,
    expired_ts: u32,
) -> Outcome<String> {
    outcome(TokenBuilder::new(app_id, certificate).lenient().rtm_006(&account, expired_ts))
}

/// A 007 token for RTC. The times are in seconds after now.
#[napi(catch_unwind)]
pub fn agora_rtc_007(
    app_id: String,
    certificate: String,
    channel: String,
    user: Who,
    role: u32,
    token_expire: u32,
    privilege_expire: u32,
) -> Outcome<String> {
    let role = Role::from_number_leniently(role);
    let builder = TokenBuilder::new(app_id, certificate).lenient();
    outcome(builder.rtc(&channel, &borrow(&user), role, token_expire, privilege_expire))
}

/// What stands behind the app id in a 006 token before it is base64: the signature, both CRC-32 and the message, which
/// holds salt, time and privileges. No id is checked, as in the official code.
#[napi(catch_unwind)]
pub fn agora_content_006(
    app_id: String,
    certificate: String,
    channel: String,
    uid: String,
    message: &[u8],
) -> Buffer {
    let signed = [app_id.as_bytes(), channel.as_bytes(), uid.as_bytes(), message];
    let signature = agora::hmac(certificate.as_bytes(), &signed);
    let mut content = Vec::with_capacity(2 + signature.len() + 4 + 4 + 2 + message.len());
    content.extend_from_slice(&(signature.len() as u16).to_le_bytes());
    content.extend_from_slice(&signature);
    content.extend_from_slice(&crc32fast::hash(channel.as_bytes()).to_le_bytes());
    content.extend_from_slice(&crc32fast::hash(uid.as_bytes()).to_le_bytes());
    content.extend_from_slice(&(message.len() as u16).to_le_bytes());
    content.extend_from_slice(message);
    content.into()
}

/// A number from 1 to 99,999,999 that another token does not have.
#[napi(catch_unwind)]
pub fn agora_salt() -> Outcome<u32> {
    outcome(agora::random_salt())
}
