//! A token with its expiry.

use napi_derive::napi;

/// A token that a cloud gave. All times are absolute Unix seconds.
#[napi(object, object_from_js = false)]
pub struct Token {
    pub value: String,
    pub expire_time: f64,
    pub user_id: Option<String>,
    pub request_id: Option<String>,
    pub nls_request_id: Option<String>,
    pub server_time: Option<f64>,
}

impl From<crate::Token> for Token {
    fn from(token: crate::Token) -> Self {
        Self {
            value: token.value().to_owned(),
            expire_time: token.expires_at() as f64,
            user_id: token.user_id().map(str::to_owned),
            request_id: token.request_id().map(str::to_owned),
            nls_request_id: token.nls_request_id().map(str::to_owned),
            server_time: token.server_time().map(|time| time as f64),
        }
    }
}
