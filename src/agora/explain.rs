//! [`explain`]: all that can be said about a token, for people.

use std::collections::BTreeMap;
use std::fmt;

use bstr::BString;
use serde::Serialize;

use super::access_token::Parsed;
use super::access_token2::{AccessToken2, Parsed2};
use super::checks::{Expected, check, privilege_name_006};
use super::finding::{Finding, Severity, SignatureCheck};
use super::parse::{ParsedToken, privilege_end_006, privilege_end_007, read};
use super::permissions::{Permissions, access_name, resource_name};
use super::service::{Service, ServiceDetail};

/// What [`explain`] says about a token. It holds neither the token nor its signature.
///
/// All times are absolute Unix seconds, unless stated otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// `006` or `007`, if the token could be read.
    pub version: Option<&'static str>,
    /// The app id; bytes that are not UTF-8 are replaced.
    pub app_id: Option<String>,
    /// When the token was issued. `006` does not say.
    pub issued_at: Option<u64>,
    /// The salt.
    pub salt: Option<u32>,
    /// When the token itself ends: `issue_ts + expire` of `007`, `ts` of `006`.
    pub token_expires_at: Option<u64>,
    /// When the token stops to be good for anything; see [`ParsedToken::effective_expiry`].
    pub expires_at: Option<u64>,
    /// What the token gives access to. A `006` token counts as one service.
    pub services: Vec<ServiceReport>,
    /// Whether the signature fits.
    pub signature: SignatureCheck,
    /// What is wrong or doubtful; nothing if all is well.
    pub findings: Vec<Finding>,
}

/// One service in a [`Report`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ServiceReport {
    /// The number of the service in `007`.
    pub type_number: Option<u16>,
    /// The name of the service.
    pub name: &'static str,
    /// What the service is bound to, by the name of the field.
    pub bound_to: BTreeMap<&'static str, Bound>,
    /// The privileges, by number.
    pub privileges: Vec<PrivilegeReport>,
    /// RTM2: what may be read and written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub permissions: Vec<PermissionReport>,
}

/// What a service is bound to in a [`Report`]; in JSON a text or a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Bound {
    /// A text, such as a channel. Bytes that are not UTF-8 are replaced.
    Text(String),
    /// A number: the role of apaas.
    Number(i16),
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
        }
    }
}

/// One privilege in a [`Report`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PrivilegeReport {
    /// The number of the privilege.
    pub number: u16,
    /// Its name, if it is a known one.
    pub name: Option<&'static str>,
    /// The value in the token: seconds after the issue in `007`, absolute Unix seconds in `006`.
    pub value: u32,
    /// When the privilege ends in effect: never later than the token.
    pub expires_at: u64,
}

/// One permission of RTM2 in a [`Report`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PermissionReport {
    /// The kind of resource; see [`Resource`](super::Resource).
    pub resource: u16,
    /// Its name, if it is a known one: `messages`, `streams`, `groups`, `server_groups` or `users`.
    pub resource_name: Option<&'static str>,
    /// Read or write; see [`Access`](super::Access).
    pub access: u16,
    /// Its name, if it is a known one: `read` or `write`.
    pub access_name: Option<&'static str>,
    /// The names. Bytes that are not UTF-8 are replaced.
    pub names: Vec<String>,
}

impl Report {
    /// Is there no finding of [`Severity::Error`]?
    ///
    /// Only what [`Expected`] has was checked. Without a certificate, and for `006` also without channel and user,
    /// a **forged** token is valid here; without a time, an expired one. Never decide by this who gets in:
    /// ask [`verify`](super::verify), or [`is_verified`](Self::is_verified) with all of [`Expected`] given.
    pub fn is_valid(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity != Severity::Error)
    }

    /// Is the token valid **and** its signature good? Without a time in [`Expected`] it may have expired.
    ///
    /// ```
    /// use voxtoken::agora::{Expected, TokenBuilder, explain};
    /// use voxtoken::{Clock, Secret, SystemClock};
    ///
    /// let certificate = Secret::from("5CFd2fd1755d40ecb72977518be15d3b");
    /// let token = TokenBuilder::new("970CA35de60c44645bbae8a215061b33", certificate.clone()).fpa()?;
    /// let expected = Expected { now: Some(SystemClock.now()), ..Expected::default() };
    /// let report = explain(&token, &expected);
    /// assert!(report.is_valid() && !report.is_verified());
    /// let report = explain(&token, &Expected { certificate: Some(&certificate), ..expected });
    /// assert!(report.is_verified());
    /// # Ok::<(), voxtoken::Error>(())
    /// ```
    pub fn is_verified(&self) -> bool {
        self.is_valid() && self.signature == SignatureCheck::Good
    }
}

/// Says all that can be said about a token. It never fails; what cannot be read is a finding.
///
/// ```
/// use voxtoken::agora::{Expected, Problem, explain};
///
/// let report = explain("007 is not enough", &Expected::default());
/// assert!(!report.is_valid());
/// assert_eq!(report.findings[0].problem, Problem::BadBase64);
/// ```
pub fn explain(token: &str, expected: &Expected<'_>) -> Report {
    match read(token) {
        Ok(parsed) => {
            let (signature, findings) = check(&parsed, expected);
            Report { signature, findings, ..parsed.report() }
        }
        Err(finding) => Report { findings: vec![finding], ..Report::default() },
    }
}

impl ParsedToken {
    /// What the token says. Nothing is checked: the signature may be forged, the time may be over, and there are no
    /// findings; [`explain`] and [`verify`](super::verify) check.
    ///
    /// ```
    /// use voxtoken::agora::{SignatureCheck, TokenBuilder, parse};
    ///
    /// let builder = TokenBuilder::new("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b");
    /// let report = parse(&builder.issued_at(1_700_000_000).fpa()?)?.report();
    /// assert_eq!(report.expires_at, Some(1_700_086_400));
    /// assert_eq!(report.signature, SignatureCheck::NotChecked);
    /// # Ok::<(), voxtoken::Error>(())
    /// ```
    pub fn report(&self) -> Report {
        let report = match self {
            Self::V006(parsed) => of_006(parsed),
            Self::V007(parsed) => of_007(parsed),
        };
        Report { expires_at: Some(self.effective_expiry()), ..report }
    }
}

fn of_006(parsed: &Parsed) -> Report {
    let crc = |crc: u32| Bound::Text(format!("{crc:08x}"));
    let privileges = parsed.privileges.iter().map(|(&number, &value)| PrivilegeReport {
        number,
        name: privilege_name_006(number),
        value,
        expires_at: privilege_end_006(parsed, value),
    });
    Report {
        version: Some("006"),
        app_id: Some(parsed.app_id.to_string()),
        salt: Some(parsed.salt),
        token_expires_at: Some(parsed.ts.into()),
        services: vec![ServiceReport {
            type_number: None,
            name: if parsed.is_rtm() { "rtm" } else { "rtc" },
            bound_to: BTreeMap::from([
                ("crc_channel", crc(parsed.crc_channel)),
                ("crc_uid", crc(parsed.crc_uid)),
            ]),
            privileges: privileges.collect(),
            permissions: Vec::new(),
        }],
        ..Report::default()
    }
}

fn of_007(parsed: &Parsed2) -> Report {
    let token = &parsed.token;
    Report {
        version: Some("007"),
        app_id: Some(token.app_id.to_string()),
        issued_at: Some(token.issue_ts.into()),
        salt: Some(token.salt),
        token_expires_at: Some(token.expires_at()),
        services: token.services.iter().map(|service| of_service(token, service)).collect(),
        ..Report::default()
    }
}

fn of_service(token: &AccessToken2, service: &Service) -> ServiceReport {
    let text = |text: &BString| Bound::Text(text.to_string());
    let bound_to = match &service.detail {
        ServiceDetail::Rtc { channel, account }
        | ServiceDetail::Streaming { channel, account }
        | ServiceDetail::FCdn { channel, account } => {
            BTreeMap::from([("channel", text(channel)), ("account", text(account))])
        }
        ServiceDetail::Rtm { user_id }
        | ServiceDetail::Rtm2 { user_id, .. }
        | ServiceDetail::Chat { user_id } => BTreeMap::from([("user_id", text(user_id))]),
        ServiceDetail::Apaas { room_uuid, user_uuid, role } => BTreeMap::from([
            ("room_uuid", text(room_uuid)),
            ("user_uuid", text(user_uuid)),
            ("role", Bound::Number(*role)),
        ]),
        ServiceDetail::Fpa | ServiceDetail::ConvoAi | ServiceDetail::Stt => BTreeMap::new(),
    };
    let privileges = service.privileges.iter().map(|(&number, &value)| PrivilegeReport {
        number,
        name: service.privilege_name(number),
        value,
        expires_at: privilege_end_007(token, value),
    });
    ServiceReport {
        type_number: Some(service.detail.type_number()),
        name: service.detail.name(),
        bound_to,
        privileges: privileges.collect(),
        permissions: match &service.detail {
            ServiceDetail::Rtm2 { permissions, .. } => of_permissions(permissions),
            _ => Vec::new(),
        },
    }
}

fn of_permissions(permissions: &Permissions) -> Vec<PermissionReport> {
    let accesses = permissions.details.iter().flat_map(|(&resource, accesses)| {
        accesses.iter().map(move |(&access, names)| (resource, access, names))
    });
    accesses
        .map(|(resource, access, names)| PermissionReport {
            resource,
            resource_name: resource_name(resource),
            access,
            access_name: access_name(access),
            names: names.iter().map(ToString::to_string).collect(),
        })
        .collect()
}
