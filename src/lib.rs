//! Access tokens for voice and real-time clouds.
//!
//! * **Ask** a cloud for a token over HTTPS: [`aliyun::NlsToken`] (Alibaba Cloud NLS `CreateToken`),
//!   [`aliyun::DashToken`] (DashScope) and [`baidu::AiobToken`] (AIOB `getToken` version 2).
//! * **Keep** a token, replace it before it ends, and share it with threads, processes and machines: [`TokenCache`]
//!   (on Unix).
//! * **Mint** an Agora token offline, and parse, verify or explain one: [`agora`].
//! * Sign a request to Alibaba Cloud that you send yourself: [`aliyun::rpc`], [`aliyun::roa`],
//!   [`aliyun::acs3`].
//!
//! ```
//! use voxtoken::agora::{Role, TokenBuilder, User};
//!
//! let builder = TokenBuilder::new("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b");
//! let token = builder.rtc("lobby", &User::Uid(23), Role::Publisher, 3600, 3600)?;
//! assert!(token.starts_with("007"));
//! # Ok::<(), voxtoken::Error>(())
//! ```
//!
//! Every failure is an [`Error`]: its [`ErrorKind`] is for programs, its message and hint are for
//! people. Secrets and tokens are not shown by any `Debug` or error. All types can be sent to and
//! shared by threads.
//!
//! Times are Unix seconds (absolute) or seconds (durations); each item says which.
//!
//! # Features
//!
//! * `http` (default): asking the clouds, with a client on reqwest and rustls, and, on Unix, keeping tokens in memory and
//!   files.
//! * `redis`: sharing tokens by a Redis server.
//! * `capi`: the C interface, `include/voxtoken.h`.
//! * `cli`: the `voxtoken` command and its sandbox, a stand-in for the clouds on loopback.
//! * `python`: the native module of the Python package.
//! * `node`: the native module of the Node.js package.

#![cfg_attr(not(all(feature = "http", unix)), allow(rustdoc::broken_intra_doc_links))] // those of asking

pub mod agora;
pub mod aliyun;
#[cfg(feature = "http")]
pub mod baidu;
#[cfg(all(feature = "http", unix))]
pub mod cache;
mod clock;
#[cfg(feature = "cli")]
pub mod command;
#[cfg(feature = "http")]
mod credentials;
mod error;
#[cfg(any(feature = "capi", feature = "python", feature = "node"))]
mod ffi;
#[cfg(feature = "http")]
pub mod http;
mod secret;
#[cfg(feature = "http")]
mod source;
mod token;
#[cfg(feature = "http")]
mod token_object;

/// The examples of the READMEs and guides, which run as tests.
#[cfg(all(doctest, feature = "http"))]
mod readme {
    #[doc = include_str!("../README.md")]
    struct English;
    #[doc = include_str!("../README.zh.md")]
    struct Chinese;
    #[doc = include_str!("../docs/guide.md")]
    struct EnglishGuide;
    #[doc = include_str!("../docs/guide.zh.md")]
    struct ChineseGuide;
}

#[cfg(all(feature = "http", unix))]
pub use cache::TokenCache;
#[cfg(all(feature = "http", unix))]
pub use clock::Moment;
pub use clock::{Clock, FixedClock, SystemClock};
pub use error::{Error, ErrorKind, Result};
pub use secret::Secret;
#[cfg(feature = "http")]
pub use source::{Minted, Scope, SourceFn, TokenSource};
pub use token::Token;
