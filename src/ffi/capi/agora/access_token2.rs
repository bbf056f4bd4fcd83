//! The content of a `007` token.

use std::ffi::c_char;

use super::service::vox_agora_service;
use crate::Secret;
use crate::agora::AccessToken2;
use crate::ffi::capi::error::vox_error;
use crate::ffi::capi::guard::{self, needed, text};
use crate::ffi::capi::memory;

/// The content of a `007` token: it asks no clock and no random numbers.
pub struct vox_agora_access_token2(AccessToken2);

/// A token without services, issued at `issue_ts` (absolute Unix seconds; 0 stays 0), which lives for `expire` seconds.
/// The salt makes each token another one; it is no secret. To be freed with `vox_agora_access_token2_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_access_token2_new(
    app_id: *const c_char,
    issue_ts: u32,
    expire: u32,
    salt: u32,
    content: *mut *mut vox_agora_access_token2,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(content, "content")?;
        let content = AccessToken2::new(unsafe { text(app_id, "app_id") }?, issue_ts, expire, salt);
        output.write(Box::into_raw(Box::new(vox_agora_access_token2(content))));
        Ok(())
    })
}

/// Frees a content. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_access_token2_free(content: Option<Box<vox_agora_access_token2>>) {
    guard::free(content)
}

/// Adds a copy of a service. One type may occur more than once.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_access_token2_add_service(
    content: Option<&mut vox_agora_access_token2>,
    service: Option<&vox_agora_service>,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (content, service) = (needed(content, "content")?, needed(service, "service")?);
        content.0.add_service(service.0.clone());
        Ok(())
    })
}

/// Signs the content with the app certificate (32 hexadecimal characters) and gives the token, to be freed with
/// `vox_string_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_access_token2_build(
    content: Option<&vox_agora_access_token2>,
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
