//! The address to ask, and who gave it.

use super::environment::Environment;
use crate::Result;
use crate::http::Request;

/// An address in place of the cloud's own, if any.
pub struct Address {
    pub url: Option<String>,
    /// The variable that it comes from; nothing if the program gave it.
    variable: Option<&'static str>,
}

impl Address {
    /// The one that the program gives, or else this variable, if it is set and not empty.
    pub fn find(given: Option<String>, environment: &Environment, variable: &'static str) -> Self {
        match given {
            Some(url) => Self { url: Some(url), variable: None },
            None => {
                let url = environment.get(variable).filter(|url| !url.is_empty());
                Self { url, variable: Some(variable) }
            }
        }
    }

    /// The URL of the request if the settings are right. A bad address is traced to its variable.
    pub fn check(&self, request: Result<Request>) -> Result<String> {
        let request = request.map_err(|error| match self.variable {
            Some(variable) if self.url.is_some() && error.argument() == Some("endpoint") => {
                error.with_hint(format!("It comes from the environment: correct {variable}, or unset it."))
            }
            _ => error,
        })?;
        Ok(request.url)
    }
}
