//! The C interface: `include/voxtoken.h`, whose conventions are in `src/ffi/capi/cbindgen.toml`.
//!
//! Each exported function is one call of a guard. Handles and outputs are references, which C may
//! leave NULL, so that only texts and bytes need raw pointers.
#![allow(unsafe_code)]
#![allow(non_camel_case_types)] // the names are those of C
#![allow(clippy::missing_safety_doc)] // the conventions of the header say it once

mod agora;
mod aiob;
mod cache;
mod client;
mod clock;
mod dash;
mod error;
mod guard;
mod log;
mod memory;
mod nls;
#[cfg(vox_test_panic)]
mod panic;
mod request;
mod source;
mod token;
mod version;
