//! [`AccessToken2`]: version `007`.

use std::fmt;

use bstr::BString;

use super::envelope::{SIGNATURE_FIELD, open_content, seal_content};
use super::finding::Finding;
use super::service::Service;
use super::wire::{Reader, Writer};
use super::{id, signature};
use crate::error::{Error, Result};
use crate::secret::Secret;

/// The content of a `007` token.
///
/// ```
/// use voxtoken::Secret;
/// use voxtoken::agora::{AccessToken2, Service, User, privilege};
///
/// let mut token = AccessToken2::new("970CA35de60c44645bbae8a215061b33", 1_700_000_000, 3600, 12_345_678);
/// let mut service = Service::rtc("lobby", &User::Uid(23));
/// service.add_privilege(privilege::JOIN_CHANNEL, 3600);
/// token.add_service(service);
///
/// let certificate = Secret::from("5CFd2fd1755d40ecb72977518be15d3b");
/// let text = token.build(&certificate)?;
/// let parsed = AccessToken2::parse(&text)?;
/// assert_eq!(parsed.token, token);
/// assert!(parsed.verify_signature(&certificate));
/// # Ok::<(), voxtoken::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken2 {
    /// The app id: 32 hexadecimal characters, case preserved.
    pub app_id: BString,
    /// When the token was issued: absolute Unix seconds. 0 stays 0 here.
    pub issue_ts: u32,
    /// The token's life: seconds after `issue_ts`.
    pub expire: u32,
    /// A random number that makes each token another one. It is no secret.
    pub salt: u32,
    /// The services. In the token they are ordered by type, those of one type as they stand here.
    pub services: Vec<Service>,
}

impl AccessToken2 {
    /// A token without services. `issue_ts` is in Unix seconds, `expire` in seconds after it.
    pub fn new(app_id: impl Into<BString>, issue_ts: u32, expire: u32, salt: u32) -> Self {
        Self { app_id: app_id.into(), issue_ts, expire, salt, services: Vec::new() }
    }

    /// Adds a service. One type may occur more than once.
    pub fn add_service(&mut self, service: Service) {
        self.services.push(service);
    }

    /// Signs the content with the app certificate and encodes it.
    ///
    /// # Errors
    ///
    /// An [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) that names the field: ids that
    /// are not 32 hexadecimal characters, no service, a text of more than 65,535 bytes, a content of
    /// more than 1 MiB.
    pub fn build(&self, certificate: &Secret) -> Result<String> {
        id::check_app_id(&self.app_id)?;
        if self.services.is_empty() {
            return Err(Error::invalid("services", "must not be empty"));
        }
        let mut services: Vec<&Service> = self.services.iter().collect();
        services.sort_by_key(|service| service.detail.type_number());

        let mut writer = Writer::with_capacity(256);
        writer.0.extend_from_slice(&SIGNATURE_FIELD);
        writer.text("app_id", &self.app_id)?;
        writer.u32(self.issue_ts);
        writer.u32(self.expire);
        writer.u32(self.salt);
        writer.count("services", services.len())?;
        for service in services {
            service.write(&mut writer)?;
        }
        seal_content(writer.0, self.issue_ts, self.salt, certificate)
    }

    /// Reads a token without verifying it. A service of an unknown type ends the reading, because
    /// its length is not known; the services in front of it are kept.
    ///
    /// # Errors
    ///
    /// An [`ErrorKind::InvalidToken`](crate::ErrorKind::InvalidToken) that says which part is damaged.
    pub fn parse(token: &str) -> Result<Parsed2> {
        Ok(Parsed2::read(token)?)
    }

    /// When the token ends: absolute Unix seconds.
    pub fn expires_at(&self) -> u64 {
        u64::from(self.issue_ts) + u64::from(self.expire)
    }
}

/// A `007` token that was read. `Debug` does not show the signature.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parsed2 {
    /// What the token says.
    pub token: AccessToken2,
    /// The type of the first service that is not known; what follows it could not be read.
    pub unknown_service: Option<u16>,
    /// How many bytes follow the last service. They are signed, but mean nothing.
    pub trailing: usize,
    /// The signature as it stands in the token; a good one has 32 bytes.
    pub signature: Vec<u8>,
    /// The bytes that are signed.
    pub signing_info: Vec<u8>,
}

impl Parsed2 {
    /// Was the token signed with this app certificate? Compares in constant time. Never true for a certificate
    /// that is not 32 hexadecimal characters. Says nothing about times: see [`verify`](super::verify).
    pub fn verify_signature(&self, certificate: &Secret) -> bool {
        let AccessToken2 { issue_ts, salt, .. } = self.token;
        signature::fits_007(&self.signature, certificate, issue_ts, salt, &self.signing_info)
    }

    pub(super) fn read(token: &str) -> Result<Self, Finding> {
        let (signature, signing_info) = open_content(token)?;
        let mut reader = Reader(&signing_info);
        let mut token = AccessToken2 {
            app_id: reader.text("app id")?.into(),
            issue_ts: reader.u32("issue time")?,
            expire: reader.u32("expiry")?,
            salt: reader.u32("salt")?,
            services: Vec::new(),
        };
        let mut unknown_service = None;
        for _ in 0..reader.u16("number of services")? {
            match Service::read(&mut reader)? {
                Ok(service) => token.add_service(service),
                Err(type_number) => {
                    unknown_service = Some(type_number);
                    break;
                }
            }
        }
        let trailing = if unknown_service.is_some() { 0 } else { reader.0.len() };
        Ok(Self { token, unknown_service, trailing, signature, signing_info })
    }
}

impl fmt::Debug for Parsed2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parsed2")
            .field("token", &self.token)
            .field("unknown_service", &self.unknown_service)
            .field("trailing", &self.trailing)
            .finish_non_exhaustive()
    }
}
