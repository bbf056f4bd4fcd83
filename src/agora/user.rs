//! [`User`], [`Role`] and [`RtcPrivileges`]: what the builders are told about a user.

use std::borrow::Cow;

use crate::error::{Error, Result};

/// Who may use a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum User<'a> {
    /// A numeric uid. 0 is the wildcard: any uid may use the token.
    Uid(u32),
    /// A user account, which is a text. `"0"` is an account like any other, not the wildcard.
    Account(&'a str),
}

impl<'a> User<'a> {
    /// The text that the token carries: the uid in decimal, empty for uid 0, or the account.
    pub fn account(&self) -> Cow<'a, str> {
        match *self {
            Self::Uid(0) => "".into(),
            Self::Uid(uid) => uid.to_string().into(),
            Self::Account(account) => account.into(),
        }
    }
}

/// What a user may do in a channel.
///
/// `007` knows [`Role::Publisher`] and [`Role::Subscriber`]. In `006` all but the subscriber may publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum Role {
    /// `006` only: may publish.
    Attendee = 0,
    /// May publish audio, video and data.
    Publisher = 1,
    /// May only join and listen.
    Subscriber = 2,
    /// `006` only: may publish.
    Admin = 101,
}

impl Role {
    /// As the official implementations read a number: any other number is a subscriber.
    pub fn from_number_leniently(number: u32) -> Self {
        Self::try_from(number).unwrap_or(Self::Subscriber)
    }
}

impl TryFrom<u32> for Role {
    type Error = Error;

    fn try_from(number: u32) -> Result<Self> {
        [Self::Attendee, Self::Publisher, Self::Subscriber, Self::Admin]
            .into_iter()
            .find(|&role| role as u32 == number)
            .ok_or_else(|| {
                let rule =
                    "must be 1 (publisher) or 2 (subscriber), or for 006 also 0 (attendee) or 101 (admin)";
                Error::invalid("role", format!("{rule}; is {number}"))
            })
    }
}

/// How long each RTC privilege of a `007` token lasts, in seconds after the issue; 0 is as long as the token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RtcPrivileges {
    /// To join the channel.
    pub join: u32,
    /// To publish audio.
    pub audio: u32,
    /// To publish video.
    pub video: u32,
    /// To publish data.
    pub data: u32,
}

impl RtcPrivileges {
    /// The same life for all four.
    pub fn all(expire: u32) -> Self {
        Self { join: expire, audio: expire, video: expire, data: expire }
    }
}
