//! The native module of the Python package, `voxtoken._voxtoken`. What it offers is described for Python's tools in
//! `bindings/python/voxtoken/_voxtoken.pyi`; the rest of the package is beside that file.

mod agora;
mod arguments;
mod error;

use std::ffi::OsString;

use pyo3::prelude::*;

// Whether it is safe without the global lock has not been tried: no such Python was at hand.
#[pymodule(name = "_voxtoken", gil_used = true)]
mod native {
    #[pymodule_export]
    use super::agora::builder::TokenBuilder;
    #[pymodule_export]
    use super::agora::dropin::{agora_rtc_006, agora_rtc_007};
    #[pymodule_export]
    use super::agora::envelope::{
        agora_fits, agora_hmac, agora_open, agora_random_salt, agora_seal, agora_sign,
    };
    #[pymodule_export]
    use super::agora::reading::{agora_explain, agora_parse, agora_verify};
    #[pymodule_export]
    use super::main;
}

/// Runs the `voxtoken` command with these arguments, the name of the program first, and returns its exit code.
#[pyfunction]
fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| crate::command::run(arguments))
}
