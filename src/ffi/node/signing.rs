//! The signatures of Alibaba Cloud, for `voxtoken/signing`.

use std::collections::HashMap;

use napi_derive::napi;

use crate::aliyun::{acs3, roa, rpc};

#[napi(catch_unwind)]
pub fn percent_encode(value: String) -> String {
    rpc::percent_encode(&value)
}

#[napi(catch_unwind)]
pub fn canonicalized_query(parameters: HashMap<String, String>) -> String {
    rpc::canonicalized_query(&pairs(&parameters))
}

#[napi(catch_unwind)]
pub fn rpc_string_to_sign(method: String, canonicalized_query: String) -> String {
    rpc::string_to_sign(&method, &canonicalized_query)
}

#[napi(catch_unwind)]
pub fn rpc_sign(string_to_sign: String, access_key_secret: String) -> String {
    rpc::sign(&string_to_sign, &access_key_secret)
}

/// What a ROA signature covers. An absent header is empty.
#[napi(object, object_to_js = false)]
pub struct RoaParts {
    pub method: String,
    pub accept: String,
    pub content_md5: String,
    pub content_type: String,
    pub date: String,
    pub acs_headers: HashMap<String, String>,
    pub resource: String,
}

#[napi(catch_unwind)]
pub fn roa_string_to_sign(parts: RoaParts) -> String {
    roa::string_to_sign(&roa::Parts {
        method: &parts.method,
        accept: &parts.accept,
        content_md5: &parts.content_md5,
        content_type: &parts.content_type,
        date: &parts.date,
        acs_headers: &pairs(&parts.acs_headers),
        resource: &parts.resource,
    })
}

#[napi(catch_unwind)]
pub fn roa_sign(string_to_sign: String, access_key_secret: String) -> String {
    roa::sign(&string_to_sign, &access_key_secret)
}

#[napi(catch_unwind)]
pub fn roa_authorization(access_key_id: String, signature: String) -> String {
    roa::authorization(&access_key_id, &signature)
}

#[napi(catch_unwind)]
pub fn sha256_hex(data: &[u8]) -> String {
    acs3::sha256_hex(data)
}

/// A canonical request and the names of its headers.
#[napi(object, object_from_js = false)]
pub struct CanonicalRequest {
    pub canonical_request: String,
    pub signed_headers: String,
}

#[napi(catch_unwind)]
pub fn acs3_canonical_request(
    method: String,
    path: String,
    query: String,
    headers: HashMap<String, String>,
    body_sha256_hex: String,
) -> CanonicalRequest {
    let (canonical_request, signed_headers) =
        acs3::canonical_request(&method, &path, &query, &pairs(&headers), &body_sha256_hex);
    CanonicalRequest { canonical_request, signed_headers }
}

#[napi(catch_unwind)]
pub fn acs3_string_to_sign(canonical_request: String) -> String {
    acs3::string_to_sign(&canonical_request)
}

#[napi(catch_unwind)]
pub fn acs3_sign(string_to_sign: String, access_key_secret: String) -> String {
    acs3::sign(&string_to_sign, &access_key_secret)
}

#[napi(catch_unwind)]
pub fn acs3_authorization(access_key_id: String, signed_headers: String, signature: String) -> String {
    acs3::authorization(&access_key_id, &signed_headers, &signature)
}

fn pairs(map: &HashMap<String, String>) -> Vec<(&str, &str)> {
    map.iter().map(|(name, value)| (&**name, &**value)).collect()
}
