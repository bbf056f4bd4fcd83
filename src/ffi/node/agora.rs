//! Agora tokens. What is simpler in JavaScript is in `bindings/node/lib/agora`.

mod builder;
mod dropin;
mod envelope;
mod reading;
mod user;
