//! Requests for those who send them themselves.

use napi::bindgen_prelude::Buffer;
use napi_derive::napi;

use crate::aliyun::nls;
use crate::http;

/// A request that is ready to be sent, once.
#[napi(object, object_from_js = false)]
pub struct Request {
    pub method: &'static str,
    pub url: String,
    /// Names and values, in the order in which they are sent.
    pub headers: Vec<(&'static str, String)>,
    pub body: Buffer,
    /// NLS: what was signed.
    pub string_to_sign: Option<String>,
    /// NLS: the signature.
    pub signature: Option<String>,
}

impl From<http::Request> for Request {
    fn from(request: http::Request) -> Self {
        Self {
            method: request.method.as_str(),
            url: request.url,
            headers: request.headers,
            body: request.body.into(),
            string_to_sign: None,
            signature: None,
        }
    }
}

impl From<nls::SignedRequest> for Request {
    fn from(signed: nls::SignedRequest) -> Self {
        Self {
            string_to_sign: Some(signed.string_to_sign),
            signature: Some(signed.signature),
            ..signed.request.into()
        }
    }
}
