//! Texts and bytes that are given to the caller.

use std::ffi::{CString, c_char};

use zeroize::{Zeroizing, zeroize_bytes};

use super::error::vox_error;
use super::guard::{self, Output, needed};
use crate::{Error, ErrorKind, Result};

/// A text for the caller to free with `vox_string_free`. A token has room for the NUL: it stays where it is.
pub fn string(text: String) -> Result<*mut c_char> {
    match CString::new(text) {
        Ok(text) => Ok(text.into_raw()),
        Err(_) => Err(Error::new(ErrorKind::Internal, "a text with a NUL byte")),
    }
}

/// A text inside of a handle. NUL bytes, which no cloud should send, are replaced.
pub fn text(text: &str) -> CString {
    CString::new(text).unwrap_or_else(|_| {
        CString::new(text.replace('\0', "\u{fffd}")).expect("the NUL bytes were replaced")
    })
}

/// Bytes of a handle that the caller may read as long as the handle lives.
pub fn lend(bytes: &[u8], data: *mut *const u8, length: *mut usize) -> Result<()> {
    let (data, length) = (needed(data, "data")?, needed(length, "length")?);
    data.write(bytes.as_ptr());
    length.write(bytes.len());
    Ok(())
}

/// Bytes for the caller to free with `vox_bytes_free`.
pub fn give(bytes: Vec<u8>, data: Output<*mut u8>, length: Output<usize>) {
    length.write(bytes.len());
    data.write(Box::into_raw(bytes.into_boxed_slice()).cast());
}

/// Takes over a text that a callback gives. NULL is none.
///
/// # Safety
///
/// `text` is NULL, or it came from [`string`] and was not freed.
pub unsafe fn taken(text: *mut c_char) -> Option<String> {
    if text.is_null() {
        return None;
    }
    let text = Zeroizing::new(unsafe { CString::from_raw(text) }.into_bytes());
    Some(String::from_utf8_lossy(&text).into_owned())
}

/// A copy of a text, for a `vox_mint`. To be freed with `vox_string_free` unless it is given away.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_string_copy(
    string: *const c_char,
    copy: *mut *mut c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(copy, "copy")?;
        let text = unsafe { guard::text(string, "string") }?;
        let mut copy = String::with_capacity(text.len() + 1); // with room for the NUL
        copy += text;
        output.write(self::string(copy)?);
        Ok(())
    })
}

/// Overwrites and frees a text that a function of this library gave and that was not changed since: its length counts. NULL
/// is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_string_free(string: *mut c_char) {
    guard::value((), || {
        if !string.is_null() {
            // SAFETY: it came from `string` above.
            zeroize_bytes(&mut unsafe { CString::from_raw(string) }.into_bytes_with_nul());
        }
        None
    })
}

/// Overwrites and frees bytes that a function of this library gave, with the length that it gave.
/// NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_bytes_free(data: *mut u8, length: usize) {
    guard::value((), || {
        if !data.is_null() {
            // SAFETY: they came from `give` above, and so did their length.
            zeroize_bytes(&mut unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(data, length)) });
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use crate::agora::{Role, TokenBuilder, User};

    #[test]
    fn a_minted_token_is_given_without_leaving_a_copy() {
        let builder =
            TokenBuilder::new("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b");
        for token in [builder.fpa(), builder.rtc_006("lobby", &User::Uid(23), Role::Publisher, 0)] {
            let token = token.unwrap();
            assert!(token.capacity() > token.len(), "there is room for the NUL");
        }
    }
}
