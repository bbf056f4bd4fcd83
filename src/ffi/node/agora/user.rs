//! A user as JavaScript holds one.

use napi::Either;

use crate::agora::User;
use crate::{Error, Result};

/// A uid or an account.
pub type Who = Either<u32, String>;

pub fn borrow(who: &Who) -> User<'_> {
    match who {
        Either::A(uid) => User::Uid(*uid),
        Either::B(account) => User::Account(account),
    }
}

/// The core says `account` of what is `user` here.
pub fn of_user<T>(result: Result<T>) -> Result<T> {
    result.map_err(|error| match error.argument() {
        Some("account") => Error::invalid("user", error.message()),
        _ => error,
    })
}
