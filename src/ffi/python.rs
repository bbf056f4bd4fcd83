//! The native module of the Python package, `voxtoken._voxtoken`. What it offers is described for Python's tools in
//! `bindings/python/voxtoken/_voxtoken.pyi`; the rest of the package is beside that file.

mod agora;
mod aiob;
mod arguments;
mod attached;
mod cache;
mod client;
mod clock;
mod dash;
mod endpoint;
mod error;
mod flight;
mod nls;
mod request;
mod signing;
mod source;
mod token;
mod waiting;

use std::ffi::OsString;

use pyo3::prelude::*;

// Whether it is safe without the global lock has not been tried: no such Python was at hand.
#[pymodule(name = "_voxtoken", gil_used = true)]
mod native {
    #[pymodule_export]
    #[allow(non_upper_case_globals)] // the name is Python's
    const __version__: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_export]
    use super::agora::builder::TokenBuilder;
    #[pymodule_export]
    use super::agora::dropin::{agora_rtc_006, agora_rtc_007, agora_rtm_006};
    #[pymodule_export]
    use super::agora::envelope::{
        agora_fits, agora_hmac, agora_open, agora_random_salt, agora_seal, agora_sign,
    };
    #[pymodule_export]
    use super::agora::reading::{agora_explain, agora_parse, agora_verify};
    #[pymodule_export]
    use super::aiob::AiobToken;
    #[pymodule_export]
    use super::attached::close_to_threads;
    #[pymodule_export]
    use super::cache::{TokenCache, call::Call, event::CacheEvent, status::CacheStatus};
    #[pymodule_export]
    use super::dash::DashToken;
    #[pymodule_export]
    use super::error::error_kinds;
    #[pymodule_export]
    use super::flight::Flight;
    #[pymodule_export]
    use super::main;
    #[pymodule_export]
    use super::nls::NlsToken;
    #[pymodule_export]
    use super::request::{Request, SignedRequest};
    #[pymodule_export]
    use super::signing::{
        acs3_authorization, acs3_canonical_request, acs3_sign, acs3_string_to_sign, canonicalized_query,
        percent_encode, roa_authorization, roa_sign, roa_string_to_sign, rpc_sign, rpc_string_to_sign,
        sha256_hex,
    };
    #[pymodule_export]
    use super::source::TokenSource;
    #[pymodule_export]
    use super::token::Token;
}

/// Runs the `voxtoken` command with these arguments, the name of the program first, and returns its exit code.
#[pyfunction]
fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| crate::command::run(arguments))
}
