//! What the environment says about asking a host, so that it is read once, and in one thread.

use std::ffi::OsString;

use url::Url;

use super::proxy::{self, EnvProxy};
use super::tls::Locations;
use crate::error::Result;

/// Texts alone: no file has been read.
#[derive(Clone)]
pub(super) struct Surroundings {
    pub proxy: Option<EnvProxy>,
    /// Where root certificates are; nothing where TLS is not needed.
    pub certificates: Option<Locations>,
}

impl Surroundings {
    /// What is said about asking `url`. `var` gives the value of a variable.
    pub fn read(url: &Url, var: impl Fn(&str) -> Option<OsString>) -> Result<Self> {
        let proxy = proxy::from_env(url, &var)?;
        let needs_tls = url.scheme() == "https"
            || proxy.as_ref().is_some_and(|proxy: &EnvProxy| proxy.url.starts_with("https:"));
        Ok(Self { proxy, certificates: needs_tls.then(|| Locations::read(&var)) })
    }
}
