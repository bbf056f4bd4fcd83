//! The faces for other languages. They use only what the crate exports.

#[cfg(feature = "capi")]
pub mod capi;
mod last;
#[cfg(feature = "python")]
mod python;
#[cfg(feature = "capi")]
mod source;
