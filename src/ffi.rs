//! The faces for other languages. They use only what the crate exports.

#[cfg(feature = "capi")]
pub mod capi;
#[cfg(any(feature = "capi", feature = "python"))]
mod last;
#[cfg(feature = "python")]
mod python;
