//! The system's own verdict on certificates. The environment has no say in it.

use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, ConfigBuilder, WantsVerifier};
#[cfg(feature = "redis")]
use rustls_native_certs::{CertificateResult, load_native_certs};
use rustls_platform_verifier::Verifier;

use super::{Locations, no_roots};
use crate::error::Result;

pub(super) fn trusting(
    builder: ConfigBuilder<ClientConfig, WantsVerifier>,
    _locations: &Locations,
    own: &[CertificateDer<'static>],
) -> Result<ClientConfig> {
    let verifier = Verifier::new_with_extra_roots(own.iter().cloned(), builder.crypto_provider().clone())
        .map_err(no_roots)?;
    Ok(builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth())
}

/// The certificates alone, for who cannot ask for the verdict. Here the environment has a say after all.
#[cfg(feature = "redis")]
pub(super) fn find(_locations: &Locations) -> CertificateResult {
    load_native_certs()
}
