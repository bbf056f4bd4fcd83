//! Access tokens for voice and real-time clouds.
//!
//! * Ask a cloud for a token over HTTPS: [`aliyun`] (Alibaba Cloud NLS `CreateToken`,
//!   DashScope) and [`baidu`] (AIOB `getToken`).
//! * Mint, parse, verify and explain Agora tokens offline: [`agora`].

pub mod agora;
pub mod aliyun;
#[cfg(feature = "http")]
pub mod baidu;
mod clock;
#[cfg(feature = "http")]
mod credentials;
mod error;
#[cfg(feature = "http")]
pub mod http;
mod secret;
mod token;
#[cfg(feature = "http")]
mod token_object;

/// The examples of the READMEs, which run as tests.
#[cfg(all(doctest, feature = "http"))]
mod readme {
    #[doc = include_str!("../README.md")]
    struct English;
    #[doc = include_str!("../README.zh.md")]
    struct Chinese;
}

pub use clock::{Clock, FixedClock, SystemClock};
pub use error::{Error, ErrorKind, Result};
pub use secret::Secret;
pub use token::Token;
