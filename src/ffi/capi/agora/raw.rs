//! Tokens whose content was packed elsewhere.

use std::ffi::c_char;

use crate::Secret;
use crate::agora;
use crate::ffi::capi::error::vox_error;
use crate::ffi::capi::guard::{self, bytes, needed, text};
use crate::ffi::capi::memory;

/// The length of a signature in bytes.
pub const VOX_AGORA_SIGNATURE_LENGTH: usize = 32;

/// Signs the signed bytes of a `007` token (app id, times, salt, services, all packed by the caller) with the app
/// certificate and makes a token of them, to be freed with `vox_string_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_seal(
    signing_info: *const u8,
    length: usize,
    certificate: *const c_char,
    token: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(token, "token")?;
        let signing_info = unsafe { bytes(signing_info, length, "signing_info") }?;
        let certificate = Secret::from(unsafe { text(certificate, "certificate") }?);
        output.write(memory::string(agora::seal(signing_info, &certificate)?)?);
        Ok(())
    })
}

/// The signature of the signed bytes of a `007` token: writes `VOX_AGORA_SIGNATURE_LENGTH` bytes to `signature`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_sign(
    signing_info: *const u8,
    length: usize,
    certificate: *const c_char,
    signature: *mut [u8; VOX_AGORA_SIGNATURE_LENGTH],
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(signature, "signature")?;
        let signing_info = unsafe { bytes(signing_info, length, "signing_info") }?;
        let certificate = Secret::from(unsafe { text(certificate, "certificate") }?);
        output.write(agora::sign(signing_info, &certificate)?);
        Ok(())
    })
}

/// Takes a `007` token apart into its signature and the bytes that it signs, each to be freed with `vox_bytes_free`.
/// Nothing is verified.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_open(
    token: *const c_char,
    signature: *mut *mut u8,
    signature_length: *mut usize,
    signing_info: *mut *mut u8,
    signing_info_length: *mut usize,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (signature, signature_length) =
            (needed(signature, "signature")?, needed(signature_length, "signature_length")?);
        let (signing_info, signing_info_length) =
            (needed(signing_info, "signing_info")?, needed(signing_info_length, "signing_info_length")?);
        let (signed, info) = agora::open(unsafe { text(token, "token") }?)?;
        memory::give(signed, signature, signature_length);
        memory::give(info, signing_info, signing_info_length);
        Ok(())
    })
}

/// A random salt for a bare token: a number from 1 to 99,999,999 of the operating system.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_salt(salt: *mut u32, error: *mut *mut vox_error) -> u32 {
    guard::status(error, || {
        let output = needed(salt, "salt")?;
        output.write(agora::random_salt()?);
        Ok(())
    })
}

/// HMAC-SHA256, of which both formats make their signatures: writes `VOX_AGORA_SIGNATURE_LENGTH` bytes to
/// `signature`. Of a `006` token the key is the app certificate and the message is app id, channel, uid and message
/// put together.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_agora_hmac(
    key: *const u8,
    key_length: usize,
    message: *const u8,
    message_length: usize,
    signature: *mut [u8; VOX_AGORA_SIGNATURE_LENGTH],
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(signature, "signature")?;
        let key = unsafe { bytes(key, key_length, "key") }?;
        output.write(agora::hmac(key, &[unsafe { bytes(message, message_length, "message") }?]));
        Ok(())
    })
}
