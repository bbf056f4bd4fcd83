//! The signatures: HMAC-SHA256, and their comparison in constant time.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::id;
use crate::secret::Secret;

/// The length of a signature in bytes.
pub const LENGTH: usize = 32;

/// HMAC-SHA256 of the parts put together, of which both formats make their signatures; for contents that are
/// packed elsewhere. The signature of a `006` token is that of app id, channel, uid and message under the certificate.
pub fn hmac(key: &[u8], parts: &[&[u8]]) -> [u8; LENGTH] {
    finish(mac(key, parts))
}

/// `007`: the two public numbers are the keys, the certificate is the first message.
pub(super) fn of_007(certificate: &Secret, issue_ts: u32, salt: u32, signing_info: &[u8]) -> [u8; LENGTH] {
    finish(mac_007(certificate, issue_ts, salt, signing_info))
}

/// `006`: the certificate is the key, the parts follow each other without their lengths.
pub(super) fn of_006(certificate: &Secret, parts: &[&[u8]; 4]) -> [u8; LENGTH] {
    hmac(certificate.expose().as_bytes(), parts)
}

/// A certificate that cannot exist, such as an empty one, fits no signature: anybody could make it.
pub(super) fn fits_007(
    signature: &[u8],
    certificate: &Secret,
    issue_ts: u32,
    salt: u32,
    signing_info: &[u8],
) -> bool {
    id::is_certificate(certificate)
        && mac_007(certificate, issue_ts, salt, signing_info).verify_slice(signature).is_ok()
}

/// As [`fits_007`].
pub(super) fn fits_006(signature: &[u8], certificate: &Secret, parts: &[&[u8]; 4]) -> bool {
    id::is_certificate(certificate)
        && mac(certificate.expose().as_bytes(), parts).verify_slice(signature).is_ok()
}

fn mac_007(certificate: &Secret, issue_ts: u32, salt: u32, signing_info: &[u8]) -> Hmac<Sha256> {
    let by_time = Zeroizing::new(hmac(&issue_ts.to_le_bytes(), &[certificate.expose().as_bytes()]));
    let by_salt = Zeroizing::new(hmac(&salt.to_le_bytes(), &[by_time.as_slice()]));
    mac(by_salt.as_slice(), &[signing_info])
}

fn mac(key: &[u8], parts: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac = Hmac::new_from_slice(key).expect("HMAC takes keys of any length");
    for part in parts {
        mac.update(part);
    }
    mac
}

fn finish(mac: Hmac<Sha256>) -> [u8; LENGTH] {
    mac.finalize().into_bytes().into()
}
