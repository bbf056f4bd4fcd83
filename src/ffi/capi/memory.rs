//! Texts and bytes that are given to the caller.

use std::ffi::{CString, c_char};

use zeroize::zeroize_bytes;

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
