//! Alibaba Cloud: the request signatures, the NLS token and the DashScope token.

pub mod acs3;
#[cfg(feature = "http")]
mod codes;
#[cfg(feature = "http")]
pub mod dashscope;
#[cfg(feature = "http")]
pub mod nls;
pub mod roa;
pub mod rpc;

#[cfg(feature = "http")]
pub use dashscope::DashToken;
#[cfg(feature = "http")]
pub use nls::NlsToken;
