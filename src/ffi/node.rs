//! The native module of the Node.js package. Its callers are the modules in `bindings/node`, which check what users pass
//! and make classes and errors of what comes back.

mod address;
mod agora;
mod cache;
mod environment;
mod failure;
mod flight;
mod request;
mod settings;
mod signing;
mod source;
mod token;

use std::ffi::OsString;
use std::sync::LazyLock;

use napi::bindgen_prelude::Object;
use napi_derive::napi;

/// The version of the crate, which is that of the packages.
#[napi]
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Runs when the module is loaded.
#[napi(module_exports)]
pub fn load(_exports: Object) {
    LazyLock::force(&settings::RUNTIME);
}

/// Runs the `voxtoken` command with these arguments, the name of the program first, and returns its exit code.
#[napi(catch_unwind)]
pub fn main(arguments: Vec<String>) -> u8 {
    crate::command::run(as_given(arguments))
}

/// The arguments as the system knows them: Node.js makes text of what is not UTF-8.
fn as_given(arguments: Vec<String>) -> Vec<OsString> {
    let mut given: Vec<_> = std::env::args_os().collect();
    let mut last: Vec<_> = arguments.into_iter().rev().map(OsString::from).collect();
    for argument in &mut last {
        match given.pop() {
            Some(original) if original.to_string_lossy() == argument.to_string_lossy() => {
                *argument = original
            }
            _ => break,
        }
    }
    last.reverse();
    last
}
