//! Signature version 3 (ACS3-HMAC-SHA256).
//!
//! Source: Alibaba Cloud, "V3 request body and signature mechanism", and the wire
//! behaviour of the official Tea clients.

use base16ct::lower;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The name of the algorithm, as it stands in `Authorization`.
pub const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// Lower-case hexadecimal SHA-256, as `x-acs-content-sha256` wants it.
pub fn sha256_hex(bytes: &[u8]) -> String {
    lower::encode_string(&Sha256::digest(bytes))
}

/// The canonical request and the list of signed headers (`a;b;c`).
///
/// `headers` are all headers to sign: names in lower case, values trimmed, in any order.
/// `query` is a canonicalized query or empty.
pub fn canonical_request(
    method: &str,
    path: &str,
    query: &str,
    headers: &[(&str, &str)],
    body_sha256_hex: &str,
) -> (String, String) {
    let mut sorted = headers.to_vec();
    sorted.sort_unstable();
    let signed_headers = sorted.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
    let lines: String = sorted.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    let request = format!("{method}\n{path}\n{query}\n{lines}\n{signed_headers}\n{body_sha256_hex}");
    (request, signed_headers)
}

/// The string to sign.
pub fn string_to_sign(canonical_request: &str) -> String {
    format!("{ALGORITHM}\n{}", sha256_hex(canonical_request.as_bytes()))
}

/// The signature: lower-case hexadecimal HMAC-SHA256 with the secret as the key.
pub fn sign(string_to_sign: &str, access_key_secret: &str) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(access_key_secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(string_to_sign.as_bytes());
    lower::encode_string(&mac.finalize().into_bytes())
}

/// The value of the `Authorization` header.
pub fn authorization(access_key_id: &str, signed_headers: &str, signature: &str) -> String {
    format!("{ALGORITHM} Credential={access_key_id},SignedHeaders={signed_headers},Signature={signature}")
}
