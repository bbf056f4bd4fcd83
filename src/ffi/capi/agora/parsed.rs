//! A token that was read.

use std::ffi::c_char;
use std::ptr;

use zeroize::Zeroize;

use super::service::{nth_privilege, vox_agora_service};
use crate::Error;
use crate::agora::{ParsedToken, parse};
use crate::ffi::capi::error::vox_error;
use crate::ffi::capi::guard::{self, needed, text};
use crate::ffi::capi::memory;

/// A token that was read, of either version. It never changes: its functions may be called by many threads at once, and
/// bytes live as long as it.
pub struct vox_agora_parsed {
    token: ParsedToken,
    services: Vec<vox_agora_service>,
}

impl vox_agora_parsed {
    pub fn handle(token: ParsedToken) -> *mut Self {
        let services = match &token {
            ParsedToken::V006(_) => Vec::new(),
            ParsedToken::V007(parsed) => {
                parsed.token.services.iter().cloned().map(vox_agora_service).collect()
            }
        };
        Box::into_raw(Box::new(Self { token, services }))
    }
}

impl Drop for vox_agora_parsed {
    /// Signature and signed bytes are the token.
    fn drop(&mut self) {
        let (signature, signed) = match &mut self.token {
            ParsedToken::V006(parsed) => (&mut parsed.signature, &mut parsed.message),
            ParsedToken::V007(parsed) => (&mut parsed.signature, &mut parsed.signing_info),
        };
        signature.zeroize();
        signed.zeroize();
    }
}

/// Reads a token of either version without verifying it: it may be forged. To be freed with `vox_agora_parsed_free`.
/// `VOX_INVALID_TOKEN` says which part is damaged.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parse(
    token: *const c_char,
    parsed: *mut *mut vox_agora_parsed,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(parsed, "parsed")?;
        output.write(vox_agora_parsed::handle(parse(unsafe { text(token, "token") }?)?));
        Ok(())
    })
}

/// Frees a parsed token with its services. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_free(parsed: Option<Box<vox_agora_parsed>>) {
    guard::free(parsed)
}

/// Its version: 6 or 7. 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_version(parsed: Option<&vox_agora_parsed>) -> u32 {
    guard::value(0, || match parsed?.token {
        ParsedToken::V006(_) => Some(6),
        ParsedToken::V007(_) => Some(7),
    })
}

/// Its app id and the length in bytes, 32 in a good token; not NUL-terminated.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_app_id(
    parsed: Option<&vox_agora_parsed>,
    data: *mut *const u8,
    length: *mut usize,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let app_id = match &needed(parsed, "parsed")?.token {
            ParsedToken::V006(parsed) => &parsed.app_id,
            ParsedToken::V007(parsed) => &parsed.token.app_id,
        };
        memory::lend(app_id, data, length)
    })
}

/// When it was issued: absolute Unix seconds. 0 for `006`, which does not say, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_issue_ts(parsed: Option<&vox_agora_parsed>) -> u32 {
    guard::value(0, || match &parsed?.token {
        ParsedToken::V006(_) => None,
        ParsedToken::V007(parsed) => Some(parsed.token.issue_ts),
    })
}

/// Its salt. 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_salt(parsed: Option<&vox_agora_parsed>) -> u32 {
    guard::value(0, || match &parsed?.token {
        ParsedToken::V006(parsed) => Some(parsed.salt),
        ParsedToken::V007(parsed) => Some(parsed.token.salt),
    })
}

/// When the token itself ends: absolute Unix seconds (`issue_ts + expire` of `007`, `ts` of `006`). 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_token_expires_at(parsed: Option<&vox_agora_parsed>) -> u64 {
    guard::value(0, || match &parsed?.token {
        ParsedToken::V006(parsed) => Some(parsed.ts.into()),
        ParsedToken::V007(parsed) => Some(parsed.token.expires_at()),
    })
}

/// When the token stops to be good for anything, because its last privilege ends: absolute Unix seconds, never later than the
/// token itself. 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_expires_at(parsed: Option<&vox_agora_parsed>) -> u64 {
    guard::value(0, || Some(parsed?.token.effective_expiry()))
}

/// How many services a `007` token has, up to the first one of an unknown type. 0 for `006` and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_service_count(parsed: Option<&vox_agora_parsed>) -> usize {
    guard::value(0, || Some(parsed?.services.len()))
}

/// One of its services, counted from 0; it lives as long as the parsed token and is not to be freed. NULL beyond the last.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_service(
    parsed: Option<&vox_agora_parsed>,
    index: usize,
) -> *const vox_agora_service {
    guard::value(ptr::null(), || Some(ptr::from_ref(parsed?.services.get(index)?)))
}

/// The type of the first service that is not known; what follows it could not be read. −1 if there is none, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_unknown_service(parsed: Option<&vox_agora_parsed>) -> i32 {
    guard::value(-1, || match &parsed?.token {
        ParsedToken::V006(_) => None,
        ParsedToken::V007(parsed) => parsed.unknown_service.map(Into::into),
    })
}

/// `006`: how many privileges it has. 0 for `007`, whose services have them, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_privilege_count(parsed: Option<&vox_agora_parsed>) -> usize {
    guard::value(0, || match &parsed?.token {
        ParsedToken::V006(parsed) => Some(parsed.privileges.len()),
        ParsedToken::V007(_) => None,
    })
}

/// `006`: one of its privileges, counted from 0 in ascending order of their numbers: the number and when it ends in absolute
/// Unix seconds (0: with the token). `VOX_INVALID_ARGUMENT` beyond the last one.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_privilege(
    parsed: Option<&vox_agora_parsed>,
    index: usize,
    privilege: *mut u16,
    expire_ts: *mut u32,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || match &needed(parsed, "parsed")?.token {
        ParsedToken::V006(parsed) => nth_privilege(&parsed.privileges, index, privilege, expire_ts),
        ParsedToken::V007(_) => Err(only("006")),
    })
}

/// `006`: CRC-32 (IEEE) of the channel's name; for RTM of the user account. Not signed. 0 for `007` and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_crc_channel(parsed: Option<&vox_agora_parsed>) -> u32 {
    guard::value(0, || match &parsed?.token {
        ParsedToken::V006(parsed) => Some(parsed.crc_channel),
        ParsedToken::V007(_) => None,
    })
}

/// `006`: CRC-32 (IEEE) of the uid in decimal or the user account; 0 for any user. Not signed. 0 for `007` and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_crc_uid(parsed: Option<&vox_agora_parsed>) -> u32 {
    guard::value(0, || match &parsed?.token {
        ParsedToken::V006(parsed) => Some(parsed.crc_uid),
        ParsedToken::V007(_) => None,
    })
}

/// How many bytes follow the last part. They mean nothing. 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_trailing(parsed: Option<&vox_agora_parsed>) -> usize {
    guard::value(0, || match &parsed?.token {
        ParsedToken::V006(parsed) => Some(parsed.trailing),
        ParsedToken::V007(parsed) => Some(parsed.trailing),
    })
}

/// The signature as it stands in the token, and its length in bytes: 32 in a good token.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_signature(
    parsed: Option<&vox_agora_parsed>,
    data: *mut *const u8,
    length: *mut usize,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let signature = match &needed(parsed, "parsed")?.token {
            ParsedToken::V006(parsed) => &parsed.signature,
            ParsedToken::V007(parsed) => &parsed.signature,
        };
        memory::lend(signature, data, length)
    })
}

/// What is signed, and its length in bytes: all that follows the signature in `007`; salt, time and privileges in `006`, of
/// which app id, channel and uid are signed, too.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_parsed_signed_bytes(
    parsed: Option<&vox_agora_parsed>,
    data: *mut *const u8,
    length: *mut usize,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let signed = match &needed(parsed, "parsed")?.token {
            ParsedToken::V006(parsed) => &parsed.message,
            ParsedToken::V007(parsed) => &parsed.signing_info,
        };
        memory::lend(signed, data, length)
    })
}

fn only(version: &str) -> Error {
    Error::invalid("parsed", format!("must be a token of version {version}"))
}
