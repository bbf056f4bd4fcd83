//! RPC signature version 1.0 (HMAC-SHA1), which NLS `CreateToken` documents.
//!
//! Source: Alibaba Cloud, "Request a token by OpenAPI" (document 113251), and the wire
//! behaviour of the official Python, Node.js and C++ clients.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha1::Sha1;

/// Everything but the unreserved characters of RFC 3986, section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Encodes text as RFC 3986 asks: all but `A-Z a-z 0-9 - _ . ~` becomes `%XX` of its UTF-8 bytes.
pub fn percent_encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).collect()
}

/// `key=value` pairs, encoded, sorted by the raw key and joined with `&`.
/// It is what gets signed, and it can be sent as a query or as a form body.
pub fn canonicalized_query<K: AsRef<str>, V: AsRef<str>>(params: &[(K, V)]) -> String {
    let mut sorted: Vec<_> = params.iter().map(|(key, value)| (key.as_ref(), value.as_ref())).collect();
    sorted.sort_unstable();
    let mut query = String::with_capacity(512);
    for (key, value) in sorted {
        if !query.is_empty() {
            query.push('&');
        }
        query.extend(utf8_percent_encode(key, RESERVED));
        query.push('=');
        query.extend(utf8_percent_encode(value, RESERVED));
    }
    query
}

/// The string to sign of an HTTP method (`GET` or `POST`) and a [`canonicalized_query`].
/// The path in it is always `/`, whatever path the request goes to.
pub fn string_to_sign(method: &str, canonicalized_query: &str) -> String {
    let mut signed = String::with_capacity(2 * canonicalized_query.len());
    signed.extend([method, "&%2F&"]);
    signed.extend(utf8_percent_encode(canonicalized_query, RESERVED));
    signed
}

/// The value of `Signature`: base64 of HMAC-SHA1 with the secret and a trailing `&` as the key.
pub fn sign(string_to_sign: &str, access_key_secret: &str) -> String {
    let key = zeroize::Zeroizing::new([access_key_secret.as_bytes(), b"&"].concat());
    hmac_sha1(&key, string_to_sign)
}

/// Base64 of HMAC-SHA1.
pub(super) fn hmac_sha1(key: &[u8], message: &str) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(message.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}
