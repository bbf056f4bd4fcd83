//! Alibaba Cloud: the request signatures, the NLS token and the DashScope token.

pub mod acs3;
pub mod roa;
pub mod rpc;
