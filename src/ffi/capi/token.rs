//! A token with its expiry.

use std::ffi::{CStr, CString, c_char};
use std::ptr;

use zeroize::Zeroize;

use super::error::vox_error;
use super::guard::{needed, text};
use super::{guard, memory};
use crate::{Error, Token};

/// A token that a cloud gave, and how long it may be used. It never changes: its functions may be called by
/// many threads at once, and texts live as long as it. All times are absolute Unix seconds.
pub struct vox_token {
    token: Token,
    value: CString,
    user_id: Option<CString>,
    request_id: Option<CString>,
    nls_request_id: Option<CString>,
}

impl vox_token {
    /// A copy for the caller to free.
    pub fn handle(token: &Token) -> *mut Self {
        Box::into_raw(Box::new(Self {
            value: memory::text(token.value()),
            user_id: token.user_id().map(memory::text),
            request_id: token.request_id().map(memory::text),
            nls_request_id: token.nls_request_id().map(memory::text),
            token: token.clone(),
        }))
    }

    pub fn content(&self) -> &Token {
        &self.token
    }
}

impl Drop for vox_token {
    fn drop(&mut self) {
        self.value.zeroize();
    }
}

/// A token of the caller's own, for a `vox_fetch`, with its expiry in absolute Unix seconds. To be freed with `vox_token_free`
/// unless it is given away.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_token_new(
    value: *const c_char,
    expires_at: u64,
    token: *mut *mut vox_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(token, "token")?;
        let value = unsafe { text(value, "value") }?;
        if value.is_empty() {
            return Err(Error::invalid("value", "must not be empty"));
        }
        output.write(vox_token::handle(&Token::new(value, expires_at)));
        Ok(())
    })
}

/// Overwrites and frees a token. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_token_free(token: Option<Box<vox_token>>) {
    guard::free(token)
}

/// The token's text, to be sent to the service. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_token_value(token: Option<&vox_token>) -> *const c_char {
    guard::value(ptr::null(), || Some(token?.value.as_ptr()))
}

/// When the token stops being valid: absolute Unix seconds. 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_token_expires_at(token: Option<&vox_token>) -> u64 {
    guard::value(0, || Some(token?.token.expires_at()))
}

/// The cloud's clock when it answered: absolute Unix seconds, 0 if it did not say. By it the token lives for
/// `expires_at - server_time` seconds, however wrong this machine's clock is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_token_server_time(token: Option<&vox_token>) -> u64 {
    guard::value(0, || token?.token.server_time())
}

/// The account that the token belongs to (NLS: `UserId`; AIOB: `accountId`); NULL if the cloud did not say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_token_user_id(token: Option<&vox_token>) -> *const c_char {
    guard::value(ptr::null(), || pointer(&token?.user_id))
}

/// The gateway's id of the request, for a support ticket; NULL if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_token_request_id(token: Option<&vox_token>) -> *const c_char {
    guard::value(ptr::null(), || pointer(&token?.request_id))
}

/// The speech service's own id of the request (`NlsRequestId`); NULL if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_token_nls_request_id(token: Option<&vox_token>) -> *const c_char {
    guard::value(ptr::null(), || pointer(&token?.nls_request_id))
}

/// May the token still be used at `now` (absolute Unix seconds)? False for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_token_is_usable(token: Option<&vox_token>, now: u64) -> bool {
    guard::value(false, || Some(token?.token.is_usable(now)))
}

/// Will the token live for more than `margin` seconds after `now` (absolute Unix seconds)? Ask this to decide
/// whether to fetch a new one, and `vox_token_is_usable` to decide whether the old one can still serve.
/// False for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_token_is_fresh(token: Option<&vox_token>, now: u64, margin: u64) -> bool {
    guard::value(false, || Some(token?.token.is_fresh(now, margin)))
}

fn pointer(text: &Option<CString>) -> Option<*const c_char> {
    text.as_deref().map(CStr::as_ptr)
}
