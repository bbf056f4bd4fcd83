//! Agora tokens: mint, parse, verify and explain AccessToken2 (`007`) and AccessToken (`006`).
//!
//! Everything here works offline. [`TokenBuilder`] mints the tokens that Agora's own builders
//! mint, [`verify`] answers yes or no, and [`explain`] says what is wrong with a token in plain
//! words. [`AccessToken2`] and [`AccessToken`] are the two formats themselves; they ask no clock
//! and no random numbers, so the same arguments always give the same token.
//!
//! ```
//! use voxtoken::agora::{Expected, Role, TokenBuilder, User, explain, verify};
//! use voxtoken::{Clock, Secret, SystemClock};
//!
//! let certificate = "5CFd2fd1755d40ecb72977518be15d3b";
//! let builder = TokenBuilder::new("970CA35de60c44645bbae8a215061b33", certificate);
//! let token = builder.rtc("lobby", &User::Uid(23), Role::Publisher, 3600, 3600)?;
//! assert!(token.starts_with("007eJ"));
//!
//! let certificate = Secret::from(certificate);
//! let expected = Expected {
//!     certificate: Some(&certificate),
//!     channel: Some("lobby"),
//!     user: Some(User::Uid(23)),
//!     now: Some(SystemClock.now()),
//! };
//! verify(&token, &expected)?;
//! assert!(explain(&token, &expected).findings.is_empty());
//! # Ok::<(), voxtoken::Error>(())
//! ```
//!
//! # Two formats, two meanings of time
//!
//! | | `007` AccessToken2 | `006` AccessToken |
//! |---|---|---|
//! | expiry of the token | `issue_ts + expire` (relative seconds) | `ts`: absolute Unix seconds, 24 hours after issue |
//! | value of a privilege | seconds **after the issue** | **absolute** Unix seconds |
//! | privilege 0 | as long as the token | as long as the token |
//! | channel and user | readable | only their CRC-32 |
//!
//! A privilege never outlives its token. Agora documents 24 hours as the longest life that its
//! servers accept; no implementation enforces it, this one reports it ([`Problem::OverOneDay`]).
//!
//! # Strict and lenient
//!
//! [`TokenBuilder`] is strict: it refuses what would give a token that cannot work, such as an
//! absolute time where seconds are meant or a channel name outside the documented set.
//! [`TokenBuilder::lenient`] checks what the official C++ checks, the two ids, and the lengths
//! that the format can hold. Where the official implementations differ from one another this one
//! does as C++ does. Bugs of single implementations are not reproduced: a `006` subscriber never
//! gets the privileges to publish, a room token of apaas always has its room privilege, and uid 0
//! is always the wildcard.
//!
//! The payload of a `007` token is the same as the official C++ one, byte for byte. Its text is
//! not: official implementations compress differently from one another too. Compare what
//! [`open`] gives, never the text.
//!
//! # A weakness of `006`
//!
//! The signature of a `006` token covers app id, channel, uid and message put together without
//! their lengths, and the two CRCs are not signed. A token for channel `room1` and uid `23` can
//! therefore be rewritten, without the certificate, into one whose signature also fits channel
//! `room12` and uid `3`. [`verify`] checks the CRCs, so an unchanged token is refused for the
//! other pair, but whoever rewrites the token can rewrite the CRCs as well. `007` writes the
//! lengths and is immune; prefer it.
//!
//! # Limits
//!
//! A token's text may have 2 MiB, its content 1 MiB and each text inside it 65,535 bytes, when
//! building and when parsing. Parsing never panics and stops a decompression bomb at that limit.

mod access_token;
mod access_token2;
mod batch;
mod builder;
mod checks;
mod damage;
mod deflate;
mod envelope;
mod explain;
mod finding;
mod id;
mod inflate;
mod parse;
mod permissions;
mod rules;
mod salt;
mod service;
mod signature;
mod user;
mod wire;
mod words;

pub use access_token::{AccessToken, Parsed};
pub use access_token2::{AccessToken2, Parsed2};
pub use batch::build_batch;
pub use bstr::BString;
pub use builder::TokenBuilder;
pub use checks::{Expected, verify};
pub use envelope::{open, seal, sign};
pub use explain::{Bound, PermissionReport, PrivilegeReport, Report, ServiceReport, explain};
pub use finding::{Finding, Problem, Severity, SignatureCheck};
pub use parse::{ParsedToken, parse};
pub use permissions::{Access, Permissions, Resource};
pub use salt::random_salt;
pub use service::{Service, ServiceDetail, privilege};
pub use signature::hmac;
pub use user::{Role, RtcPrivileges, User};
