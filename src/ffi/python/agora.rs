//! Agora tokens. What is simpler in Python is in `bindings/python/voxtoken/agora`.

mod arguments;
pub mod builder;
pub mod dropin;
pub mod envelope;
pub mod reading;
