//! The faces for other languages. They use only what the crate exports.

#[cfg(feature = "capi")]
pub mod capi;
#[cfg(feature = "python")]
mod python;
mod source;
