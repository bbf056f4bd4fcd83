//! Agora: mint, parse, verify and explain tokens.

mod access_token;
mod access_token2;
mod builder;
mod constants;
mod expected;
mod parsed;
mod permissions;
mod raw;
mod report;
mod service;

use std::ffi::c_char;

use super::guard::optional_text;
use crate::agora::User;
use crate::{Error, Result};

/// The user that C gives as two arguments: an account, or if that is NULL a uid.
///
/// # Safety
///
/// As for `guard::text`.
unsafe fn user<'a>(uid: u32, account: *const c_char) -> Result<User<'a>> {
    match unsafe { optional_text(account, "account") }? {
        None => Ok(User::Uid(uid)),
        Some(account) if uid == 0 => Ok(User::Account(account)),
        Some(_) => Err(Error::invalid("uid", format!("must be 0 beside an account, is {uid}"))),
    }
}
