//! [`AccessToken`]: version `006`.

use std::collections::BTreeMap;
use std::fmt;

use bstr::BString;

use super::envelope::{SIGNATURE_FIELD, decode, encode};
use super::finding::{Finding, Problem};
use super::service::privilege;
use super::user::User;
use super::wire::{Reader, Writer, check_length};
use super::{damage, id, signature};
use crate::error::Result;
use crate::secret::Secret;

pub(super) const VERSION_006: &str = "006";

/// The content of a `006` token. For new work take [`AccessToken2`](super::AccessToken2).
///
/// All times are absolute Unix seconds.
///
/// ```
/// use voxtoken::Secret;
/// use voxtoken::agora::{AccessToken, User, privilege};
///
/// let mut token = AccessToken::new("970CA35de60c44645bbae8a215061b33", "lobby", &User::Uid(23), 1, 1_700_086_400);
/// token.add_privilege(privilege::JOIN_CHANNEL, 1_700_003_600);
///
/// let certificate = Secret::from("5CFd2fd1755d40ecb72977518be15d3b");
/// let text = token.build(&certificate)?;
/// let parsed = AccessToken::parse(&text)?;
/// assert_eq!(parsed.privileges, token.privileges);
/// assert!(parsed.verify_signature(&certificate, "lobby", &User::Uid(23)));
/// # Ok::<(), voxtoken::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    /// The app id: 32 hexadecimal characters, case preserved.
    pub app_id: BString,
    /// The channel's name; for RTM the user account.
    pub channel: BString,
    /// The uid in decimal or the user account; empty for any, and for RTM.
    pub uid: BString,
    /// A random number that makes each token another one. It is no secret.
    pub salt: u32,
    /// When the token ends: absolute Unix seconds. The builders take 24 hours after issue.
    pub ts: u32,
    /// Privilege number → when it ends, in absolute Unix seconds; 0 is when the token ends.
    pub privileges: BTreeMap<u16, u32>,
}

impl AccessToken {
    /// A token without privileges that ends at `ts`, in absolute Unix seconds.
    pub fn new(
        app_id: impl Into<BString>,
        channel: impl Into<BString>,
        user: &User<'_>,
        salt: u32,
        ts: u32,
    ) -> Self {
        Self {
            app_id: app_id.into(),
            channel: channel.into(),
            uid: user.account().as_ref().into(),
            salt,
            ts,
            privileges: BTreeMap::new(),
        }
    }

    /// Sets a privilege (see [`privilege`](super::privilege)) to end at `expire_ts`, in absolute Unix seconds;
    /// 0 is when the token ends.
    pub fn add_privilege(&mut self, privilege: u16, expire_ts: u32) -> &mut Self {
        self.privileges.insert(privilege, expire_ts);
        self
    }

    /// Signs the content with the app certificate and encodes it.
    ///
    /// # Errors
    ///
    /// An [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) that names the field: ids that are not
    /// 32 hexadecimal characters, a channel, a uid or privileges of more than 65,535 bytes.
    pub fn build(&self, certificate: &Secret) -> Result<String> {
        let Self { app_id, channel, uid, salt, ts, privileges } = self;
        let content = Content { app_id, channel, uid, salt: *salt, ts: *ts };
        content.build(privileges.iter().map(|(&key, &value)| (key, value)), certificate)
    }

    /// Reads a token without verifying it.
    ///
    /// # Errors
    ///
    /// An [`ErrorKind::InvalidToken`](crate::ErrorKind::InvalidToken) that says which part is damaged.
    pub fn parse(token: &str) -> Result<Parsed> {
        Ok(Parsed::read(token)?)
    }
}

/// The parts of an [`AccessToken`], borrowed: a builder needs no copies of them.
pub(super) struct Content<'a> {
    pub app_id: &'a [u8],
    pub channel: &'a [u8],
    pub uid: &'a [u8],
    pub salt: u32,
    pub ts: u32,
}

impl Content<'_> {
    pub(super) fn build(
        &self,
        privileges: impl ExactSizeIterator<Item = (u16, u32)>,
        certificate: &Secret,
    ) -> Result<String> {
        id::check_app_id(self.app_id)?;
        id::check_certificate(certificate)?;
        check_length("channel", self.channel.len())?;
        check_length("uid", self.uid.len())?;
        let message_length = 10 + 6 * privileges.len();
        check_length("privileges", message_length)?;

        let mut content = Writer::with_capacity(MESSAGE_AT + message_length);
        content.0.extend_from_slice(&SIGNATURE_FIELD);
        content.u32(crc32fast::hash(self.channel));
        content.u32(crc32fast::hash(self.uid));
        content.u16(message_length as u16);
        content.u32(self.salt);
        content.u32(self.ts);
        content.privileges(privileges)?;
        let (head, message) = content.0.split_at_mut(MESSAGE_AT);
        let signature = signature::of_006(certificate, &[self.app_id, self.channel, self.uid, message]);
        head[SIGNATURE_FIELD.len() - signature::LENGTH..SIGNATURE_FIELD.len()].copy_from_slice(&signature);

        Ok(encode(&[VERSION_006.as_bytes(), self.app_id], &content.0))
    }
}

/// Signature, two CRCs and the length of the message stand in front of it.
const MESSAGE_AT: usize = SIGNATURE_FIELD.len() + 4 + 4 + 2;

/// A `006` token that was read. Channel and user are not in it, only their CRC-32.
/// `Debug` does not show the signature.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parsed {
    /// The app id.
    pub app_id: BString,
    /// The random number.
    pub salt: u32,
    /// When the token ends: absolute Unix seconds.
    pub ts: u32,
    /// Privilege number → when it ends, in absolute Unix seconds; 0 is when the token ends.
    pub privileges: BTreeMap<u16, u32>,
    /// CRC-32 (IEEE) of the channel's name; for RTM of the user account. Not signed.
    pub crc_channel: u32,
    /// CRC-32 (IEEE) of the uid in decimal or the user account; 0 for any. Not signed.
    pub crc_uid: u32,
    /// How many bytes follow the last part. They mean nothing.
    pub trailing: usize,
    /// The signature as it stands in the token; a good one has 32 bytes.
    pub signature: Vec<u8>,
    /// Salt, time and privileges as they are signed.
    pub message: Vec<u8>,
}

impl Parsed {
    /// Was the token made with this app certificate for this channel and user?
    ///
    /// Checks both CRCs, too, because the signature alone also fits other divisions of the same text
    /// into channel and uid. A token for any user fits each user. For RTM the user account is the channel and
    /// the user is `User::Uid(0)`. Compares the signature in constant time. Never true for a certificate that is
    /// not 32 hexadecimal characters. Says nothing about times: see [`verify`](super::verify).
    pub fn verify_signature(&self, certificate: &Secret, channel: impl AsRef<[u8]>, user: &User<'_>) -> bool {
        let channel = channel.as_ref();
        self.matches_channel(channel) && self.matches_user(user) && self.is_signed(certificate, channel, user)
    }

    pub(super) fn matches_channel(&self, channel: &[u8]) -> bool {
        self.crc_channel == crc32fast::hash(channel)
    }

    pub(super) fn matches_user(&self, user: &User<'_>) -> bool {
        self.is_for_any_user() || self.crc_uid == crc32fast::hash(user.account().as_bytes())
    }

    /// Does it allow to log in to RTM only? Then the user account stands in the place of the channel.
    pub(super) fn is_rtm(&self) -> bool {
        let has = |privilege| self.privileges.contains_key(&privilege);
        has(privilege::RTM_LOGIN) && !has(privilege::JOIN_CHANNEL)
    }

    fn is_for_any_user(&self) -> bool {
        self.crc_uid == crc32fast::hash(b"")
    }

    /// The signature alone.
    pub(super) fn is_signed(&self, certificate: &Secret, channel: &[u8], user: &User<'_>) -> bool {
        let account = if self.is_for_any_user() { "".into() } else { user.account() };
        let parts = [&self.app_id[..], channel, account.as_bytes(), &self.message];
        signature::fits_006(&self.signature, certificate, &parts)
    }

    pub(super) fn read(token: &str) -> Result<Self, Finding> {
        let rest = token.strip_prefix(VERSION_006).ok_or_else(|| damage::of_version(token))?;
        let (app_id, text) = rest.split_at_checked(id::LENGTH).ok_or_else(|| {
            Finding::new(
                Problem::Truncated,
                "The token ends inside its app id. It was cut off or damaged on its way; copy it again as a whole.",
            )
        })?;
        let content = decode(text, VERSION_006.len() + id::LENGTH)?;
        let mut reader = Reader(&content);
        let signature = reader.text("signature")?.to_vec();
        let crc_channel = reader.u32("CRC of the channel")?;
        let crc_uid = reader.u32("CRC of the user")?;
        let message = reader.text("message")?.to_vec();
        let mut inner = Reader(&message);
        let (salt, ts) = (inner.u32("salt")?, inner.u32("expiry")?);
        let privileges = inner.privileges("list of privileges")?;
        let trailing = reader.0.len() + inner.0.len();
        let app_id = app_id.into();
        Ok(Self { app_id, salt, ts, privileges, crc_channel, crc_uid, trailing, signature, message })
    }
}

impl fmt::Debug for Parsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parsed")
            .field("app_id", &self.app_id)
            .field("salt", &self.salt)
            .field("ts", &self.ts)
            .field("privileges", &self.privileges)
            .field("crc_channel", &self.crc_channel)
            .field("crc_uid", &self.crc_uid)
            .field("trailing", &self.trailing)
            .finish_non_exhaustive()
    }
}
