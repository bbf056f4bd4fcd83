//! ROA signature version 1.0 (HMAC-SHA1), which the API version 2018-05-18 takes.
//!
//! Source: the wire behaviour of the official Java, C++ and Node.js clients.

use super::rpc::hmac_sha1;

/// The parts of a request that a ROA signature covers. An absent header is empty text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts<'a> {
    /// The HTTP method, in upper case.
    pub method: &'a str,
    /// `Accept`.
    pub accept: &'a str,
    /// `Content-MD5`: base64 of the MD5 of the body.
    pub content_md5: &'a str,
    /// `Content-Type`.
    pub content_type: &'a str,
    /// `Date`, as RFC 9110 writes it.
    pub date: &'a str,
    /// The `x-acs-…` headers, names in lower case, in any order.
    pub acs_headers: &'a [(&'a str, &'a str)],
    /// The path with its sorted query, if any.
    pub resource: &'a str,
}

/// The string to sign.
pub fn string_to_sign(parts: &Parts<'_>) -> String {
    let Parts { method, accept, content_md5, content_type, date, acs_headers, resource } = parts;
    let mut sorted = acs_headers.to_vec();
    sorted.sort_unstable();
    let headers: String = sorted.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    format!("{method}\n{accept}\n{content_md5}\n{content_type}\n{date}\n{headers}{resource}")
}

/// The signature: base64 of HMAC-SHA1 with the secret as the key.
pub fn sign(string_to_sign: &str, access_key_secret: &str) -> String {
    hmac_sha1(access_key_secret.as_bytes(), string_to_sign)
}

/// The value of the `Authorization` header.
pub fn authorization(access_key_id: &str, signature: &str) -> String {
    format!("acs {access_key_id}:{signature}")
}
