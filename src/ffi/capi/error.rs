//! The details of an error.

use std::borrow::Cow;
use std::ffi::{CStr, CString, c_char};
use std::ptr;
use std::time::Duration;

use super::{guard, memory};
use crate::{Error, ErrorKind};

/// What went wrong, with all that the cloud said about it. It never holds a secret, a token or a
/// signature. Its functions may be called by many threads at once; texts live as long as it.
pub struct vox_error {
    error: Error,
    text: CString,
    message: CString,
    hint: CString,
    argument: Option<CString>,
    code: Option<CString>,
    request_id: Option<CString>,
    recommend: Option<CString>,
}

impl vox_error {
    pub fn new(error: Error) -> Self {
        Self {
            text: memory::text(&error.to_string()),
            message: memory::text(error.message()),
            hint: memory::text(error.hint()),
            argument: error.argument().map(memory::text),
            code: error.code().map(memory::text),
            request_id: error.request_id().map(memory::text),
            recommend: error.recommend().map(memory::text),
            error,
        }
    }

    pub fn content(&self) -> &Error {
        &self.error
    }
}

/// An error of the caller's own, for a `vox_fetch` or `vox_mint`, to be freed with `vox_error_free` unless it is given away.
/// `message` must not hold a secret; what is no UTF-8 in it is replaced, and NULL is an empty one. `retry_after_ms` says how many
/// milliseconds to wait at least before the next call, negative if that is not known; it counts for the kinds that are
/// retryable. NULL if `status` is no failure.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_error_new(
    status: u32,
    message: *const c_char,
    retry_after_ms: i64,
) -> *mut vox_error {
    guard::value(ptr::null_mut(), || {
        let kind = ErrorKind::from_number(status.try_into().ok()?)?;
        let message = unsafe { lossy(message) };
        let retry_after = u64::try_from(retry_after_ms).ok().map(Duration::from_millis);
        let error = Error::new(kind, message).with_retry_after(retry_after);
        Some(Box::into_raw(Box::new(vox_error::new(error))))
    })
}

/// A text of any bytes. NULL is an empty one.
///
/// # Safety
///
/// As [`guard::text`].
unsafe fn lossy<'a>(text: *const c_char) -> Cow<'a, str> {
    if text.is_null() { Cow::default() } else { unsafe { CStr::from_ptr(text) }.to_string_lossy() }
}

/// A copy, to be freed with `vox_error_free` unless it is given away. NULL for NULL.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_error_copy(error: Option<&vox_error>) -> *mut vox_error {
    guard::value(ptr::null_mut(), || Some(Box::into_raw(Box::new(vox_error::new(error?.error.clone())))))
}

/// Frees an error. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_error_free(error: Option<Box<vox_error>>) {
    guard::free(error)
}

/// Its status, which the failed function gave, too. 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_error_status(error: Option<&vox_error>) -> u32 {
    guard::value(guard::OK, || Some(error?.error.kind().number().into()))
}

/// All of it in one line, for a log: argument, message, code, HTTP status, request id. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_error_text(error: Option<&vox_error>) -> *const c_char {
    guard::value(ptr::null(), || Some(error?.text.as_ptr()))
}

/// What happened, in words; the cloud's own message where there is one. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_error_message(error: Option<&vox_error>) -> *const c_char {
    guard::value(ptr::null(), || Some(error?.message.as_ptr()))
}

/// What a person can do about it: one or two sentences. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_error_hint(error: Option<&vox_error>) -> *const c_char {
    guard::value(ptr::null(), || Some(error?.hint.as_ptr()))
}

/// The argument or setting at fault, for `VOX_INVALID_ARGUMENT`; else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_error_argument(error: Option<&vox_error>) -> *const c_char {
    guard::value(ptr::null(), || Some(error?.argument.as_ref()?.as_ptr()))
}

/// The cloud's error code, such as `InvalidAccessKeyId.NotFound` or `40020503`; NULL without one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_error_code(error: Option<&vox_error>) -> *const c_char {
    guard::value(ptr::null(), || Some(error?.code.as_ref()?.as_ptr()))
}

/// The cloud's id of the failed request, for its support; NULL without one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_error_request_id(error: Option<&vox_error>) -> *const c_char {
    guard::value(ptr::null(), || Some(error?.request_id.as_ref()?.as_ptr()))
}

/// The page that the cloud recommends for this error; NULL without one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_error_recommend(error: Option<&vox_error>) -> *const c_char {
    guard::value(ptr::null(), || Some(error?.recommend.as_ref()?.as_ptr()))
}

/// The HTTP status of the answer; 0 if none came.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_error_http_status(error: Option<&vox_error>) -> u32 {
    guard::value(0, || Some(error?.error.http_status()?.into()))
}

/// How many milliseconds the cloud asked to wait before the next call; −1 if it did not say, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_error_retry_after_ms(error: Option<&vox_error>) -> i64 {
    guard::value(-1, || i64::try_from(error?.error.retry_after()?.as_millis()).ok())
}

/// When a cache will ask the cloud again, in absolute Unix seconds: until then it answers with this error at once. 0 if the
/// error does not come from a cache that waits, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_error_retry_at(error: Option<&vox_error>) -> u64 {
    guard::value(0, || error?.error.retry_at())
}

/// Can the same call succeed later without a change on the caller's side? False for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_error_is_retryable(error: Option<&vox_error>) -> bool {
    guard::value(false, || Some(error?.error.is_retryable()))
}
