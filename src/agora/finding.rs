//! [`Finding`]: one thing that is wrong or doubtful about a token.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::error::{Error, ErrorKind};

/// What can be wrong with a token. The names ([`Problem::name`]) never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Problem {
    /// The text does not start with `006` or `007`.
    BadVersion,
    /// The text or its content is larger than any token.
    TooLarge,
    /// The text behind the version is not base64.
    BadBase64,
    /// The content is not zlib data.
    BadCompression,
    /// The content ends too early.
    Truncated,
    /// The app id is not 32 hexadecimal characters.
    BadAppId,
    /// The certificate to check with is not 32 hexadecimal characters.
    BadCertificate,
    /// The signature does not fit the certificate and the content.
    BadSignature,
    /// `006`: the CRC of the channel is another one.
    ChannelCrcMismatch,
    /// `006`: the CRC of the uid is another one.
    UserCrcMismatch,
    /// `007`: the token is for another channel.
    ChannelMismatch,
    /// `007`: the token is for another user.
    UserMismatch,
    /// `007`: the token has no service.
    NoServices,
    /// The token's time is over.
    Expired,
    /// The token lives, but the privilege to join or to log in, without which nobody gets in, does not.
    EntryExpired,
    /// The token lives, but one of its privileges does not.
    PrivilegeExpired,
    /// `007`: the issue time is in the future.
    IssuedInFuture,
    /// `007`: a privilege is longer than the token.
    PrivilegePastToken,
    /// `006`: a privilege is later than the token's own end, 24 hours after issue.
    CappedAtOneDay,
    /// `007`: seconds that look like a point in time.
    LooksAbsolute,
    /// `006`: a point in time that looks like seconds.
    LooksRelative,
    /// The token lives longer than the documented maximum of 24 hours: from its issue in `007`, from now in `006`.
    OverOneDay,
    /// The account is the text `0`, which is not the wildcard uid 0.
    ZeroAccount,
    /// The channel name has more than 64 bytes. `006` does not hold the channel; there it is the expected one.
    ChannelTooLong,
    /// The channel name has characters outside the documented set. In `006` it is the expected one.
    ChannelCharacters,
    /// The token does not allow to join a channel or to log in.
    NoJoinPrivilege,
    /// `007`: a service of an unknown type; what follows it cannot be read.
    UnknownService,
    /// There are bytes behind the last part.
    TrailingBytes,
}

impl Problem {
    /// All problems.
    pub const ALL: &[Self] = &[
        Self::BadVersion,
        Self::TooLarge,
        Self::BadBase64,
        Self::BadCompression,
        Self::Truncated,
        Self::BadAppId,
        Self::BadCertificate,
        Self::BadSignature,
        Self::ChannelCrcMismatch,
        Self::UserCrcMismatch,
        Self::ChannelMismatch,
        Self::UserMismatch,
        Self::NoServices,
        Self::Expired,
        Self::EntryExpired,
        Self::PrivilegeExpired,
        Self::IssuedInFuture,
        Self::PrivilegePastToken,
        Self::CappedAtOneDay,
        Self::LooksAbsolute,
        Self::LooksRelative,
        Self::OverOneDay,
        Self::ZeroAccount,
        Self::ChannelTooLong,
        Self::ChannelCharacters,
        Self::NoJoinPrivilege,
        Self::UnknownService,
        Self::TrailingBytes,
    ];

    /// The stable name in `snake_case`, the same as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::BadVersion => "bad_version",
            Self::TooLarge => "too_large",
            Self::BadBase64 => "bad_base64",
            Self::BadCompression => "bad_compression",
            Self::Truncated => "truncated",
            Self::BadAppId => "bad_app_id",
            Self::BadCertificate => "bad_certificate",
            Self::BadSignature => "bad_signature",
            Self::ChannelCrcMismatch => "channel_crc_mismatch",
            Self::UserCrcMismatch => "user_crc_mismatch",
            Self::ChannelMismatch => "channel_mismatch",
            Self::UserMismatch => "user_mismatch",
            Self::NoServices => "no_services",
            Self::Expired => "expired",
            Self::EntryExpired => "entry_expired",
            Self::PrivilegeExpired => "privilege_expired",
            Self::IssuedInFuture => "issued_in_future",
            Self::PrivilegePastToken => "privilege_past_token",
            Self::CappedAtOneDay => "capped_at_one_day",
            Self::LooksAbsolute => "looks_absolute",
            Self::LooksRelative => "looks_relative",
            Self::OverOneDay => "over_one_day",
            Self::ZeroAccount => "zero_account",
            Self::ChannelTooLong => "channel_too_long",
            Self::ChannelCharacters => "channel_characters",
            Self::NoJoinPrivilege => "no_join_privilege",
            Self::UnknownService => "unknown_service",
            Self::TrailingBytes => "trailing_bytes",
        }
    }

    /// Does it make the token useless, or is it something to look at?
    pub fn severity(self) -> Severity {
        match self {
            Self::BadVersion
            | Self::TooLarge
            | Self::BadBase64
            | Self::BadCompression
            | Self::Truncated
            | Self::BadAppId
            | Self::BadCertificate
            | Self::BadSignature
            | Self::ChannelCrcMismatch
            | Self::UserCrcMismatch
            | Self::ChannelMismatch
            | Self::UserMismatch
            | Self::NoServices
            | Self::Expired
            | Self::EntryExpired => Severity::Error,
            Self::PrivilegeExpired
            | Self::IssuedInFuture
            | Self::PrivilegePastToken
            | Self::CappedAtOneDay
            | Self::LooksAbsolute
            | Self::LooksRelative
            | Self::OverOneDay
            | Self::ZeroAccount
            | Self::ChannelTooLong
            | Self::ChannelCharacters
            | Self::NoJoinPrivilege
            | Self::UnknownService
            | Self::TrailingBytes => Severity::Warning,
        }
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// How much a [`Finding`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The token does not work; [`verify`](super::verify) refuses it.
    Error,
    /// The token may work; [`verify`](super::verify) accepts it.
    Warning,
}

/// Whether the signature was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureCheck {
    /// Checked: it fits.
    Good,
    /// Checked: it does not fit.
    Bad,
    /// Not checked: the certificate is not known or malformed, or for `006` the channel or the user is not known
    /// or another one. The token may be forged.
    #[default]
    NotChecked,
}

/// One thing that is wrong or doubtful about a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// What it is.
    pub problem: Problem,
    /// How much it matters.
    pub severity: Severity,
    /// What it is, why it matters and what to do, in plain words.
    pub message: Cow<'static, str>,
}

impl Finding {
    pub(super) fn new(problem: Problem, message: impl Into<Cow<'static, str>>) -> Self {
        Self { problem, severity: problem.severity(), message: message.into() }
    }
}

impl From<Finding> for Error {
    fn from(finding: Finding) -> Self {
        Self::new(ErrorKind::InvalidToken, finding.message)
    }
}
