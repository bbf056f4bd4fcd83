//! How a server must prove who it is: by the machine's root certificates, or by those that the caller gives.

// On these systems root certificates are files; elsewhere the system is asked for its verdict.
#[cfg_attr(all(unix, not(target_vendor = "apple"), not(target_os = "android")), path = "tls/files.rs")]
#[cfg_attr(not(all(unix, not(target_vendor = "apple"), not(target_os = "android"))), path = "tls/system.rs")]
mod roots;

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use rustls::client::Resumption;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};
use rustls_native_certs::CertificateResult;

use crate::error::{Error, ErrorKind, Result};

/// Where the environment says that root certificates are, in place of the machine's own.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Locations {
    file: Option<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Locations {
    /// `var` gives the value of a variable.
    pub fn read(var: impl Fn(&str) -> Option<OsString>) -> Self {
        let folders = var("SSL_CERT_DIR").unwrap_or_default();
        Self {
            file: var("SSL_CERT_FILE").map(PathBuf::from),
            folders: std::env::split_paths(&folders)
                .filter(|folder| !folder.as_os_str().is_empty())
                .collect(),
        }
    }
}

/// Trusts the root certificates at these locations, and the caller's `own`.
pub(super) fn trusting(locations: &Locations, own: &[CertificateDer<'static>]) -> Result<ClientConfig> {
    let mut config = roots::trusting(builder()?, locations, own)?;
    config.resumption = Resumption::disabled(); // its store is locked, and a fork may happen at any time
    Ok(config)
}

/// The root certificates at these locations, one at least.
#[cfg(feature = "redis")]
pub(crate) fn certificates(locations: &Locations) -> Result<Vec<CertificateDer<'static>>> {
    let mut found = roots::find(locations);
    found.certs.retain(|certificate| RootCertStore::empty().add(certificate.clone()).is_ok());
    if found.certs.is_empty() {
        return Err(no_roots(why_none(&found)));
    }
    Ok(found.certs)
}

/// For where TLS is not needed.
pub(super) fn trusting_nobody() -> Result<ClientConfig> {
    Ok(builder()?.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

fn builder() -> Result<ConfigBuilder<ClientConfig, WantsVerifier>> {
    ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::new(ErrorKind::Tls, error.to_string()))
}

/// Why nothing was found.
fn why_none(found: &CertificateResult) -> String {
    found.errors.first().map_or("there are none".into(), ToString::to_string)
}

/// There is nothing to trust, for this reason.
fn no_roots(reason: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Tls, format!("cannot load this machine's root certificates: {reason}")).with_hint(
        "Install the package ca-certificates, or point SSL_CERT_FILE at a PEM file of root certificates.",
    )
}
