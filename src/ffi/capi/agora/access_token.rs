//! The content of a `006` token.

use std::ffi::c_char;

use super::service::bstring;
use crate::Secret;
use crate::agora::{AccessToken, User};
use crate::ffi::capi::error::vox_error;
use crate::ffi::capi::guard::{self, needed, text};
use crate::ffi::capi::memory;

/// The content of a `006` token: it asks no clock and no random numbers. For new work take
/// `vox_agora_access_token2`.
pub struct vox_agora_access_token(AccessToken);

/// A token without privileges that ends at `ts` (absolute Unix seconds). Channel (for RTM the user account) and uid (in
/// decimal, or the user account; empty for any and for RTM) are bytes, at most 65,535, which is checked when a token is built; they need not be
/// UTF-8 and may hold NULs. The salt makes each token another one; it is no secret. To be freed with
/// `vox_agora_access_token_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_access_token_new(
    app_id: *const c_char,
    channel: *const u8,
    channel_length: usize,
    uid: *const u8,
    uid_length: usize,
    salt: u32,
    ts: u32,
    content: *mut *mut vox_agora_access_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(content, "content")?;
        let app_id = unsafe { text(app_id, "app_id") }?;
        let channel = unsafe { bstring(channel, channel_length, "channel") }?;
        let mut content = AccessToken::new(app_id, channel, &User::Uid(0), salt, ts);
        content.uid = unsafe { bstring(uid, uid_length, "uid") }?;
        output.write(Box::into_raw(Box::new(vox_agora_access_token(content))));
        Ok(())
    })
}

/// Frees a content. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_access_token_free(content: Option<Box<vox_agora_access_token>>) {
    guard::free(content)
}

/// Sets a privilege (`VOX_AGORA_PRIVILEGE_…` or any number) to end at `expire_ts` (absolute Unix seconds); 0 is when the
/// token ends.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_access_token_add_privilege(
    content: Option<&mut vox_agora_access_token>,
    privilege: u16,
    expire_ts: u32,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        needed(content, "content")?.0.add_privilege(privilege, expire_ts);
        Ok(())
    })
}

/// Signs the content with the app certificate (32 hexadecimal characters) and gives the token, to be freed with
/// `vox_string_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_access_token_build(
    content: Option<&vox_agora_access_token>,
    certificate: *const c_char,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (content, output) = (needed(content, "content")?, needed(token, "token")?);
        let certificate = Secret::from(unsafe { text(certificate, "certificate") }?);
        output.write(memory::string(content.0.build(&certificate)?)?);
        Ok(())
    })
}
