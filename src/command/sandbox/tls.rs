//! A certificate of our own, for https on loopback.

use std::error::Error;
use std::sync::Arc;

use jiff::{ToSpan, Zoned, tz::TimeZone};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

/// Makes an authority and a certificate for loopback, and gives the authority's certificate
/// as PEM for clients to trust. Both keys stay in memory; the authority's is gone on return.
pub fn acceptor() -> Result<(TlsAcceptor, String), Box<dyn Error>> {
    let authority = CertifiedIssuer::self_signed(authority_params()?, KeyPair::generate()?)?;
    let key = KeyPair::generate()?;
    let certificate = server_params()?.signed_by(&key, &authority)?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        )?;
    Ok((TlsAcceptor::from(Arc::new(config)), authority.pem()))
}

fn authority_params() -> Result<CertificateParams, Box<dyn Error>> {
    let mut params = params(&[])?;
    params.distinguished_name.push(DnType::CommonName, "voxtoken sandbox authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok(params)
}

fn server_params() -> Result<CertificateParams, Box<dyn Error>> {
    let mut params = params(&["localhost", "127.0.0.1", "::1"])?;
    params.distinguished_name.push(DnType::CommonName, "localhost");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    Ok(params)
}

/// Valid from yesterday for a year: some clients refuse certificates that live for longer.
fn params(names: &[&str]) -> Result<CertificateParams, Box<dyn Error>> {
    let mut params = CertificateParams::new(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())?;
    let today = Zoned::now().with_time_zone(TimeZone::UTC).date();
    let day = |date: jiff::civil::Date| {
        rcgen::date_time_ymd(date.year().into(), date.month() as u8, date.day() as u8)
    };
    params.not_before = day(today.checked_sub(1.day())?);
    params.not_after = day(today.checked_add(1.year())?);
    params.distinguished_name = rcgen::DistinguishedName::new();
    Ok(params)
}
