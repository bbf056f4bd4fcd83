//! The faces for other languages. They use only what the crate exports.

pub mod capi;
