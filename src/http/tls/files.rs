//! Root certificates in files.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use arc_swap::ArcSwapOption;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};
use rustls_native_certs::{CertificateResult, load_certs_from_paths};

use super::{Locations, no_roots, why_none};
use crate::error::Result;

/// Where systems have all of their root certificates in one file; the first that exists counts.
const BUNDLES: [&str; 9] = [
    "/etc/ssl/certs/ca-certificates.crt", // Debian, Arch, Alpine
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // Fedora, RHEL
    "/etc/pki/tls/certs/ca-bundle.crt",   // older ones of these
    "/etc/ssl/ca-bundle.pem",             // openSUSE
    "/etc/ssl/cert.pem",                  // OpenBSD, small Alpine images
    "/opt/etc/ssl/certs/ca-certificates.crt", // Entware
    "/usr/local/etc/ssl/cert.pem",        // FreeBSD
    "/etc/openssl/certs/ca-certificates.crt", // NetBSD
    "/etc/certs/ca-certificates.crt",     // Solaris
];
/// Where systems have a file for each root certificate; all that exist count.
const FOLDERS: [&str; 5] =
    ["/etc/ssl/certs", "/etc/pki/tls/certs", "/usr/local/share/certs", "/etc/openssl/certs", "/etc/certs/CA"];

/// What was read, from where, and when. Reading takes milliseconds, so the whole process shares it. Nothing is locked: a
/// fork may happen at any time.
static LAST: ArcSwapOption<Machine> = ArcSwapOption::const_empty();

struct Machine {
    locations: Locations,
    roots: RootCertStore,
    read: Instant,
}

/// After this time the machine's certificates are read again: they may have been replaced.
const AGE: Duration = Duration::from_secs(600);

pub(super) fn trusting(
    builder: ConfigBuilder<ClientConfig, WantsVerifier>,
    locations: &Locations,
    own: &[CertificateDer<'static>],
) -> Result<ClientConfig> {
    let mut roots = machine(locations, own.is_empty())?;
    for certificate in own {
        roots.add(certificate.clone()).map_err(no_roots)?;
    }
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// The machine's root certificates. That there are none is an error where they are needed.
fn machine(locations: &Locations, is_needed: bool) -> Result<RootCertStore> {
    if let Some(last) = &*LAST.load()
        && last.locations == *locations
        && last.read.elapsed() < AGE
    {
        return Ok(last.roots.clone());
    }
    let mut found = find(locations);
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(std::mem::take(&mut found.certs));
    if roots.is_empty() {
        return if is_needed { Err(no_roots(why_none(&found))) } else { Ok(roots) };
    }
    let last = Machine { locations: locations.clone(), roots: roots.clone(), read: Instant::now() };
    LAST.store(Some(Arc::new(last)));
    Ok(roots)
}

/// What is at these locations, or where this machine has its own if there are none.
pub(super) fn find(locations: &Locations) -> CertificateResult {
    if *locations == Locations::default() { load(&usual()) } else { load(locations) }
}

/// Where this machine's own root certificates are.
fn usual() -> Locations {
    let existing = |paths: &[&str]| paths.iter().map(PathBuf::from).filter(|path| path.exists()).collect();
    let bundles: Vec<_> = existing(&BUNDLES);
    Locations { file: bundles.into_iter().next(), folders: existing(&FOLDERS) }
}

fn load(locations: &Locations) -> CertificateResult {
    // A folder often has the file, too, which is read once if both are given together.
    let mut folders = locations.folders.iter().map(PathBuf::as_path);
    let mut all = load_certs_from_paths(locations.file.as_deref(), folders.next());
    for folder in folders {
        let more = load_certs_from_paths(None::<&Path>, Some(folder));
        all.certs.extend(more.certs);
        all.errors.extend(more.errors);
    }
    all
}
