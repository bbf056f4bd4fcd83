//! The way in: every exported function is one call of [`status`], [`value`] or [`free`], which keep
//! panics inside, and reads its arguments with the other functions here, which refuse NULL and bad text.

use std::ffi::{CStr, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;

use super::error::vox_error;
use crate::{Error, ErrorKind, Result};

/// The number of success.
pub const OK: u32 = 0;

/// Runs a function that can fail: gives 0, or the error's number and its details.
pub fn status(error: *mut *mut vox_error, body: impl FnOnce() -> Result<()>) -> u32 {
    let failure = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => return OK,
        Ok(Err(failure)) => failure,
        Err(_) => {
            let error = Error::new(
                ErrorKind::Internal,
                "a panic inside the library; its message is on standard error",
            );
            let _ = catch_unwind(AssertUnwindSafe(|| tracing::error!("{error}")));
            error
        }
    };
    let number = failure.kind().number().into();
    if let Some(error) = error.not_null() {
        error.write(Box::into_raw(Box::new(vox_error::new(failure))));
    }
    number
}

/// Runs a function that cannot fail but for a NULL handle: gives its value, or `otherwise`.
pub fn value<T>(otherwise: T, body: impl FnOnce() -> Option<T>) -> T {
    catch_unwind(AssertUnwindSafe(body)).ok().flatten().unwrap_or(otherwise)
}

/// Frees a handle.
pub fn free<T>(handle: Option<Box<T>>) {
    let _ = catch_unwind(AssertUnwindSafe(|| drop(handle)));
}

/// An argument that may not be NULL: a handle or an output.
pub fn needed<T: Nullable>(argument: T, name: &'static str) -> Result<T::NotNull> {
    argument.not_null().ok_or_else(|| null(name))
}

/// An argument that C can give as NULL.
pub trait Nullable {
    type NotNull;
    fn not_null(self) -> Option<Self::NotNull>;
}

impl<T> Nullable for Option<T> {
    type NotNull = T;
    fn not_null(self) -> Option<T> {
        self
    }
}

impl<T> Nullable for *mut T {
    type NotNull = Output<T>;
    fn not_null(self) -> Option<Output<T>> {
        NonNull::new(self).map(Output)
    }
}

/// Where C wants a result. Unlike a reference it may be the place of another output or of an input: it is
/// only written to, after all inputs were read.
pub struct Output<T>(NonNull<T>);

impl<T> Output<T> {
    pub fn write(self, value: T) {
        // SAFETY: C gives NULL, which was refused, or a place that may be written to.
        unsafe { self.0.write(value) }
    }
}

/// A NUL-terminated text in UTF-8.
///
/// # Safety
///
/// `text` is NULL or points to a NUL-terminated text that lives and stays the same for `'a`.
pub unsafe fn text<'a>(text: *const c_char, name: &'static str) -> Result<&'a str> {
    unsafe { optional_text(text, name) }?.ok_or_else(|| null(name))
}

/// As [`text`], but NULL is none.
///
/// # Safety
///
/// As [`text`].
pub unsafe fn optional_text<'a>(text: *const c_char, name: &'static str) -> Result<Option<&'a str>> {
    if text.is_null() {
        return Ok(None);
    }
    let text = unsafe { CStr::from_ptr(text) };
    text.to_str().map(Some).map_err(|error| {
        Error::invalid(
            name,
            format!("must be UTF-8 without NUL bytes, is not from byte {} on", error.valid_up_to()),
        )
    })
}

/// Bytes. NULL is allowed for none.
///
/// # Safety
///
/// `data` is NULL or points to `length` bytes that live and stay the same for `'a`.
pub unsafe fn bytes<'a>(data: *const u8, length: usize, name: &'static str) -> Result<&'a [u8]> {
    if length == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(null(name));
    }
    if isize::try_from(length).is_err() {
        return Err(Error::invalid(name, format!("cannot have {length} bytes")));
    }
    Ok(unsafe { std::slice::from_raw_parts(data, length) })
}

fn null(name: &'static str) -> Error {
    Error::invalid(name, "must not be NULL")
}
