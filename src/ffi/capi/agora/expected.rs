//! What a token is compared with.

use std::ffi::c_char;

use super::parsed::vox_agora_parsed;
use super::user;
use crate::Secret;
use crate::agora::{Expected, User, verify};
use crate::ffi::capi::error::vox_error;
use crate::ffi::capi::guard::{self, Nullable, needed, text};

/// What a token is compared with. What is not set is not checked, but `vox_agora_verify` says what it needs.
#[derive(Default)]
pub struct vox_agora_expected {
    certificate: Option<Secret>,
    channel: Option<String>,
    user: Option<Who>,
    now: Option<u64>,
}

/// A [`User`] that owns its account.
enum Who {
    Uid(u32),
    Account(String),
}

impl vox_agora_expected {
    pub fn borrow(&self) -> Expected<'_> {
        Expected {
            certificate: self.certificate.as_ref(),
            channel: self.channel.as_deref(),
            user: self.user.as_ref().map(|user| match user {
                Who::Uid(uid) => User::Uid(*uid),
                Who::Account(account) => User::Account(account),
            }),
            now: self.now,
        }
    }
}

/// Nothing is expected yet. To be freed with `vox_agora_expected_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_expected_new(
    expected: *mut *mut vox_agora_expected,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        needed(expected, "expected")?.write(Box::into_raw(Box::default()));
        Ok(())
    })
}

/// Frees what is expected. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_expected_free(expected: Option<Box<vox_agora_expected>>) {
    guard::free(expected)
}

/// The app certificate that the token should be signed with: 32 hexadecimal characters.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_expected_set_certificate(
    expected: Option<&mut vox_agora_expected>,
    certificate: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        needed(expected, "expected")?.certificate = Some(unsafe { text(certificate, "certificate") }?.into());
        Ok(())
    })
}

/// The channel that is joined.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_expected_set_channel(
    expected: Option<&mut vox_agora_expected>,
    channel: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        needed(expected, "expected")?.channel = Some(unsafe { text(channel, "channel") }?.into());
        Ok(())
    })
}

/// The user who joins or logs in: `uid` if `account` is NULL, else `account`, and then `uid` must be 0.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_expected_set_user(
    expected: Option<&mut vox_agora_expected>,
    uid: u32,
    account: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        needed(expected, "expected")?.user = Some(match unsafe { user(uid, account) }? {
            User::Uid(uid) => Who::Uid(uid),
            User::Account(account) => Who::Account(account.into()),
        });
        Ok(())
    })
}

/// The time to check the expiry at: absolute Unix seconds.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_expected_set_now(
    expected: Option<&mut vox_agora_expected>,
    now: u64,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        needed(expected, "expected")?.now = Some(now);
        Ok(())
    })
}

/// Accepts a token of either version only if it is signed with the expected certificate, is for the expected channel and
/// user, and lives at the expected time. Gives the parsed token, too, to be freed with `vox_agora_parsed_free`, unless
/// `parsed` is NULL. The signature is compared in constant time.
///
/// `VOX_INVALID_TOKEN` says what is wrong with the token; `VOX_INVALID_ARGUMENT` that certificate or time, or for `006`
/// channel or user, are not set.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_verify(
    token: *const c_char,
    expected: Option<&vox_agora_expected>,
    parsed: *mut *mut vox_agora_parsed,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let token = unsafe { text(token, "token") }?;
        let verified = verify(token, &needed(expected, "expected")?.borrow())?;
        if let Some(output) = parsed.not_null() {
            output.write(vox_agora_parsed::handle(verified));
        }
        Ok(())
    })
}
