//! The signatures: HMAC-SHA256, and their comparison in constant time.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::secret::Secret;

/// The length of a signature in bytes.
pub(super) const LENGTH: usize = 32;

/// `007`: the two public numbers are the keys, the certificate is the first message.
pub(super) fn of_007(certificate: &Secret, issue_ts: u32, salt: u32, signing_info: &[u8]) -> [u8; LENGTH] {
    let by_time = Zeroizing::new(hmac(&issue_ts.to_le_bytes(), &[certificate.expose().as_bytes()]));
    let by_salt = Zeroizing::new(hmac(&salt.to_le_bytes(), &[by_time.as_slice()]));
    hmac(by_salt.as_slice(), &[signing_info])
}

/// `006`: the certificate is the key, the parts follow each other without their lengths.
pub(super) fn of_006(certificate: &Secret, parts: &[&[u8]; 4]) -> [u8; LENGTH] {
    hmac(certificate.expose().as_bytes(), parts)
}

/// Compares in a time that depends on the lengths only.
pub(super) fn is_equal(left: &[u8], right: &[u8; LENGTH]) -> bool {
    left.len() == LENGTH
        && std::hint::black_box(left.iter().zip(right).fold(0, |all, (l, r)| all | (l ^ r))) == 0
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> [u8; LENGTH] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}
