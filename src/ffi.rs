//! The faces for other languages. They use only what the crate exports.

#[cfg(feature = "capi")]
pub mod capi;
#[cfg(feature = "node")]
mod node;
#[cfg(feature = "python")]
mod python;
#[cfg(any(feature = "capi", feature = "python"))]
mod source;
