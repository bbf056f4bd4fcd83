//! A request that the caller sends with an HTTP client of its own.

use std::ffi::{CString, c_char};
use std::ptr;

use zeroize::{Zeroize, Zeroizing};

use super::error::vox_error;
use super::guard::{self, needed};
use super::memory;
use crate::http::Request;

/// A request that is ready to be sent, once. It never changes; texts and bytes live as long as it. It holds
/// the secret (DashScope, AIOB) or a signature (NLS) in clear.
pub struct vox_request {
    method: CString,
    url: CString,
    headers: Vec<[CString; 2]>,
    body: Vec<u8>,
}

impl vox_request {
    pub fn new(request: Request) -> Self {
        let (url, headers) = (Zeroizing::new(request.url), request.headers);
        let header = |(name, value): (&str, String)| [name, &Zeroizing::new(value)].map(memory::text);
        Self {
            method: memory::text(request.method.as_str()),
            url: memory::text(&url),
            headers: headers.into_iter().map(header).collect(),
            body: request.body,
        }
    }
}

impl Drop for vox_request {
    fn drop(&mut self) {
        self.url.zeroize();
        self.headers.iter_mut().flatten().for_each(Zeroize::zeroize);
        self.body.zeroize();
    }
}

/// Overwrites and frees a request. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_request_free(request: Option<Box<vox_request>>) {
    guard::free(request)
}

/// `GET` or `POST`. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_request_method(request: Option<&vox_request>) -> *const c_char {
    guard::value(ptr::null(), || Some(request?.method.as_ptr()))
}

/// The absolute URL with its query. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_request_url(request: Option<&vox_request>) -> *const c_char {
    guard::value(ptr::null(), || Some(request?.url.as_ptr()))
}

/// How many headers it has. 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_request_header_count(request: Option<&vox_request>) -> usize {
    guard::value(0, || Some(request?.headers.len()))
}

/// The name of a header, counted from 0, in lower case. NULL beyond the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_request_header_name(
    request: Option<&vox_request>,
    index: usize,
) -> *const c_char {
    guard::value(ptr::null(), || Some(request?.headers.get(index)?[0].as_ptr()))
}

/// The value of a header, counted from 0. NULL beyond the last one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_request_header_value(
    request: Option<&vox_request>,
    index: usize,
) -> *const c_char {
    guard::value(ptr::null(), || Some(request?.headers.get(index)?[1].as_ptr()))
}

/// The body, which may be empty, and its length in bytes.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_request_body(
    request: Option<&vox_request>,
    data: *mut *const u8,
    length: *mut usize,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let request = needed(request, "request")?;
        memory::lend(&request.body, data, length)
    })
}
