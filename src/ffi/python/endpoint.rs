//! The address to ask, and who gave it.

use pyo3::prelude::*;

use super::arguments::text;
use crate::Error;

/// An address in place of the cloud's own.
pub struct Endpoint {
    pub address: String,
    giver: Giver,
}

enum Giver {
    Argument(&'static str),
    Variable(&'static str),
}

impl Endpoint {
    /// The address that this argument gives, or else this variable of the environment, if it is set and not empty.
    pub fn find(
        argument: Option<&Bound<'_, PyAny>>,
        name: &'static str,
        variable: &'static str,
    ) -> PyResult<Option<Self>> {
        match argument {
            Some(value) => {
                Ok(Some(Self { address: text(value, name)?.to_string(), giver: Giver::Argument(name) }))
            }
            None => Ok(std::env::var(variable)
                .ok()
                .filter(|address| !address.is_empty())
                .map(|address| Self { address, giver: Giver::Variable(variable) })),
        }
    }

    /// The error of the core, which knows each address as `endpoint`, with the name that the caller knows.
    pub fn blame(&self, error: Error) -> Error {
        match self.giver {
            _ if error.argument() != Some("endpoint") => error,
            Giver::Argument(name) => Error::invalid(name, error.message()),
            Giver::Variable(name) => {
                error.with_hint(format!("It comes from the environment: correct {name}, or unset it."))
            }
        }
    }
}
