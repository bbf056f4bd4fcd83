//! The signatures of Alibaba Cloud, for `voxtoken.signing`.

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBytes, PyMapping};

use super::arguments::{Given, text, wrong_type};
use crate::aliyun::{acs3, roa, rpc};

/// Encodes text as RFC 3986 asks: all but ``A-Z a-z 0-9 - _ . ~`` becomes ``%XX`` of its UTF-8 bytes.
///
/// >>> from voxtoken import signing
/// >>> signing.percent_encode("a b/c")
/// 'a%20b%2Fc'
#[pyfunction]
pub fn percent_encode(value: &Bound<'_, PyAny>) -> PyResult<String> {
    Ok(rpc::percent_encode(&text(value, "value")?))
}

/// The parameters as ``key=value`` pairs, encoded, sorted by the raw key and joined with ``&``. It is what gets
/// signed, and it can be sent as a query or as a form body.
///
/// >>> from voxtoken import signing
/// >>> signing.canonicalized_query({"b": "2", "a": "1/2"})
/// 'a=1%2F2&b=2'
#[pyfunction]
pub fn canonicalized_query(parameters: &Bound<'_, PyAny>) -> PyResult<String> {
    Ok(rpc::canonicalized_query(&pairs(parameters, "parameters")?))
}

/// RPC: the string to sign of a method (``"GET"`` or ``"POST"``) and a ``canonicalized_query``. The path in it is
/// always ``/``, whatever path the request goes to.
///
/// >>> from voxtoken import signing
/// >>> signing.rpc_string_to_sign("POST", "a=1&b=2")
/// 'POST&%2F&a%3D1%26b%3D2'
#[pyfunction]
pub fn rpc_string_to_sign(
    method: &Bound<'_, PyAny>,
    canonicalized_query: &Bound<'_, PyAny>,
) -> PyResult<String> {
    let query = text(canonicalized_query, "canonicalized_query")?;
    Ok(rpc::string_to_sign(&text(method, "method")?, &query))
}

/// RPC: the value of ``Signature``: base64 of HMAC-SHA1 with the secret and a trailing ``&`` as the key.
///
/// >>> from voxtoken import signing
/// >>> signing.rpc_sign("POST&%2F&a%3D1%26b%3D2", "secret")
/// 'ttOJBSxK3jiPU6QZ4XGzm+Yb/h0='
#[pyfunction]
pub fn rpc_sign(string_to_sign: &Bound<'_, PyAny>, access_key_secret: &Bound<'_, PyAny>) -> PyResult<String> {
    let secret = text(access_key_secret, "access_key_secret")?;
    Ok(rpc::sign(&text(string_to_sign, "string_to_sign")?, &secret))
}

/// ROA: the string to sign. ``content_md5`` is base64 of the MD5 of the body, ``date`` as RFC 9110 writes it,
/// ``acs_headers`` are the ``x-acs-…`` headers with names in lower case, and ``resource`` is the path with its sorted
/// query, if any. An absent header is empty.
///
/// >>> from voxtoken import signing
/// >>> signing.roa_string_to_sign("POST", date="now", acs_headers={"x-acs-version": "1"}, resource="/tokens")
/// 'POST\n\n\n\nnow\nx-acs-version:1\n/tokens'
#[pyfunction]
#[pyo3(
    signature = (
        method, *, accept=Given::default(), content_md5=Given::default(), content_type=Given::default(),
        date=Given::default(), acs_headers=None, resource=Given::default()
    ),
    text_signature = "(method, *, accept='', content_md5='', content_type='', date='', acs_headers=None, resource='')"
)]
pub fn roa_string_to_sign(
    method: &Bound<'_, PyAny>,
    accept: Given<'_>,
    content_md5: Given<'_>,
    content_type: Given<'_>,
    date: Given<'_>,
    acs_headers: Option<&Bound<'_, PyAny>>,
    resource: Given<'_>,
) -> PyResult<String> {
    let method = text(method, "method")?;
    let accept = accept.read(text, "accept")?;
    let content_md5 = content_md5.read(text, "content_md5")?;
    let content_type = content_type.read(text, "content_type")?;
    let date = date.read(text, "date")?;
    let resource = resource.read(text, "resource")?;
    let headers = acs_headers.map(|headers| pairs(headers, "acs_headers")).transpose()?.unwrap_or_default();
    Ok(roa::string_to_sign(&roa::Parts {
        method: &method,
        accept: accept.as_deref().unwrap_or_default(),
        content_md5: content_md5.as_deref().unwrap_or_default(),
        content_type: content_type.as_deref().unwrap_or_default(),
        date: date.as_deref().unwrap_or_default(),
        acs_headers: &borrowed(&headers),
        resource: resource.as_deref().unwrap_or_default(),
    }))
}

/// ROA: the signature: base64 of HMAC-SHA1 with the secret as the key.
///
/// >>> from voxtoken import signing
/// >>> signing.roa_sign("text", "secret")
/// 'uDksI2kMz4cfN+wnC+FYLexXpQM='
#[pyfunction]
pub fn roa_sign(string_to_sign: &Bound<'_, PyAny>, access_key_secret: &Bound<'_, PyAny>) -> PyResult<String> {
    let secret = text(access_key_secret, "access_key_secret")?;
    Ok(roa::sign(&text(string_to_sign, "string_to_sign")?, &secret))
}

/// ROA: the value of the ``Authorization`` header.
///
/// >>> from voxtoken import signing
/// >>> signing.roa_authorization("id", "signature")
/// 'acs id:signature'
#[pyfunction]
pub fn roa_authorization(access_key_id: &Bound<'_, PyAny>, signature: &Bound<'_, PyAny>) -> PyResult<String> {
    let id = text(access_key_id, "access_key_id")?;
    Ok(roa::authorization(&id, &text(signature, "signature")?))
}

/// SHA-256 in lower-case hexadecimal, as ``x-acs-content-sha256`` wants it.
///
/// >>> from voxtoken import signing
/// >>> signing.sha256_hex(b"")[:16]
/// 'e3b0c44298fc1c14'
#[pyfunction]
pub fn sha256_hex(data: &Bound<'_, PyAny>) -> PyResult<String> {
    let bytes = data.cast::<PyBytes>().map_err(|_| wrong_type(data, "data", "bytes"))?;
    Ok(acs3::sha256_hex(bytes.as_bytes()))
}

/// ACS3: the canonical request and the list of signed headers (``a;b;c``). ``query`` is a ``canonicalized_query`` or
/// empty; ``headers`` are all headers to sign, names in lower case, values trimmed.
///
/// >>> from voxtoken import signing
/// >>> signing.acs3_canonical_request("POST", "/", "", {"host": "h"}, "hash")
/// ('POST\n/\n\nhost:h\n\nhost\nhash', 'host')
#[pyfunction]
pub fn acs3_canonical_request(
    method: &Bound<'_, PyAny>,
    path: &Bound<'_, PyAny>,
    query: &Bound<'_, PyAny>,
    headers: &Bound<'_, PyAny>,
    body_sha256_hex: &Bound<'_, PyAny>,
) -> PyResult<(String, String)> {
    Ok(acs3::canonical_request(
        &text(method, "method")?,
        &text(path, "path")?,
        &text(query, "query")?,
        &borrowed(&pairs(headers, "headers")?),
        &text(body_sha256_hex, "body_sha256_hex")?,
    ))
}

/// ACS3: the string to sign.
///
/// >>> from voxtoken import signing
/// >>> signing.acs3_string_to_sign("request")[:24]
/// 'ACS3-HMAC-SHA256\n1f58b91'
#[pyfunction]
pub fn acs3_string_to_sign(canonical_request: &Bound<'_, PyAny>) -> PyResult<String> {
    Ok(acs3::string_to_sign(&text(canonical_request, "canonical_request")?))
}

/// ACS3: the signature: lower-case hexadecimal HMAC-SHA256 with the secret as the key.
///
/// >>> from voxtoken import signing
/// >>> signing.acs3_sign("text", "secret")[:16]
/// '2f443685592900e6'
#[pyfunction]
pub fn acs3_sign(
    string_to_sign: &Bound<'_, PyAny>,
    access_key_secret: &Bound<'_, PyAny>,
) -> PyResult<String> {
    let secret = text(access_key_secret, "access_key_secret")?;
    Ok(acs3::sign(&text(string_to_sign, "string_to_sign")?, &secret))
}

/// ACS3: the value of the ``Authorization`` header.
///
/// >>> from voxtoken import signing
/// >>> signing.acs3_authorization("id", "host", "signature")
/// 'ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host,Signature=signature'
#[pyfunction]
pub fn acs3_authorization(
    access_key_id: &Bound<'_, PyAny>,
    signed_headers: &Bound<'_, PyAny>,
    signature: &Bound<'_, PyAny>,
) -> PyResult<String> {
    let (id, headers) = (text(access_key_id, "access_key_id")?, text(signed_headers, "signed_headers")?);
    Ok(acs3::authorization(&id, &headers, &text(signature, "signature")?))
}

/// A mapping of texts to texts.
fn pairs(value: &Bound<'_, PyAny>, name: &'static str) -> PyResult<Vec<(PyBackedStr, PyBackedStr)>> {
    let mapping =
        value.cast::<PyMapping>().map_err(|_| wrong_type(value, name, "a mapping of str to str"))?;
    let pair = |item: Bound<'_, PyAny>| {
        let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
        Ok((text(&key, name)?, text(&value, name)?))
    };
    mapping.items()?.iter().map(pair).collect()
}

fn borrowed(pairs: &[(PyBackedStr, PyBackedStr)]) -> Vec<(&str, &str)> {
    pairs.iter().map(|(key, value)| (&**key, &**value)).collect()
}
