//! Salts.

use crate::error::{Error, ErrorKind, Result};

const MAX_SALT: u32 = 99_999_999;

/// A random number from 1 to 99,999,999 of the operating system, for [`AccessToken2::new`](super::AccessToken2::new)
/// and [`AccessToken::new`](super::AccessToken::new). It makes each token another one and is no secret.
///
/// # Errors
///
/// An [`ErrorKind::Internal`] if the system gives no random numbers.
pub fn random_salt() -> Result<u32> {
    getrandom::u32().map(|random| 1 + random % MAX_SALT).map_err(|error| {
        Error::new(ErrorKind::Internal, format!("the system gives no random numbers: {error}"))
    })
}
