//! The native module of the Node.js package. Its callers are the modules in `bindings/node`, which check what users pass
//! and make classes and errors of what comes back.

mod address;
mod environment;
mod failure;
mod flight;
mod request;
mod settings;
mod signing;
mod source;
mod token;

use std::ffi::OsString;

use napi_derive::napi;

/// Runs the `voxtoken` command with these arguments, the name of the program first, and returns its exit code.
#[napi(catch_unwind)]
pub fn main(arguments: Vec<String>) -> u8 {
    crate::command::run(arguments.into_iter().map(OsString::from))
}
