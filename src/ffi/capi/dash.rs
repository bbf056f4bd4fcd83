//! A temporary API key of DashScope.

use std::ffi::c_char;

use super::client::vox_client;
use super::error::vox_error;
use super::guard::{self, needed, text};
use super::request::vox_request;
use super::source::Source;
use super::token::vox_token;
use crate::aliyun::DashToken;

/// Asks for a temporary API key of DashScope (Model Studio) and keeps the last one. All its functions but
/// `vox_dash_token_free` may be called by many threads at once. Settings are checked when a key is asked for. A temporary
/// key has all the rights of its parent key and cannot be revoked: ask for a short life.
pub struct vox_dash_token(pub Source<DashToken>);

/// With an API key of Model Studio, for a life of 60 seconds, in `cn-beijing`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_dash_token_new(
    api_key: *const c_char,
    dash: *mut *mut vox_dash_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(dash, "dash")?;
        let api_key = unsafe { text(api_key, "api_key") }?;
        output.write(Box::into_raw(Box::new(vox_dash_token(Source::new(DashToken::new(api_key))))));
        Ok(())
    })
}

/// With the API key from the environment: `DASHSCOPE_API_KEY`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_dash_token_from_env(
    dash: *mut *mut vox_dash_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(dash, "dash")?;
        output.write(Box::into_raw(Box::new(vox_dash_token(Source::new(DashToken::from_env()?)))));
        Ok(())
    })
}

/// Frees it, with the token that it kept. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_dash_token_free(dash: Option<Box<vox_dash_token>>) {
    guard::free(dash)
}

/// How many seconds the temporary key shall live: 1 to 1,800. 60 unless set.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_dash_token_set_expire_in(
    dash: Option<&vox_dash_token>,
    expire_in_secs: u32,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let dash = needed(dash, "dash")?;
        dash.0.set(|this| this.expire_in_secs(expire_in_secs));
        Ok(())
    })
}

/// The region of the API key: `cn-beijing` or `ap-southeast-1`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_dash_token_set_region(
    dash: Option<&vox_dash_token>,
    region: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let dash = needed(dash, "dash")?;
        let region = unsafe { text(region, "region") }?;
        dash.0.set(|this| this.region(region));
        Ok(())
    })
}

/// A host name, asked over https, or a URL, instead of the region's own; a path in it replaces `/api/v1/tokens`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_dash_token_set_endpoint(
    dash: Option<&vox_dash_token>,
    endpoint: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let dash = needed(dash, "dash")?;
        let endpoint = unsafe { text(endpoint, "endpoint") }?;
        dash.0.set(|this| this.endpoint(endpoint));
        Ok(())
    })
}

/// How to ask: takes a copy of the client.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_dash_token_set_client(
    dash: Option<&vox_dash_token>,
    client: Option<&vox_client>,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (dash, client) = (needed(dash, "dash")?, needed(client, "client")?);
        dash.0.set(|this| this.transport(client.0.clone()));
        Ok(())
    })
}

/// Asks for a temporary key, waits for it, keeps it in place of the last one and gives a copy, to be freed with
/// `vox_token_free`, unless `token` is NULL. Until the answer is there, the last one stays; after a failure there is
/// none: an old one is never mistaken for a new one. Of calls at once the one that ends last counts, but a failure
/// does not take away what another call brought meanwhile.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_dash_token_apply(
    dash: Option<&vox_dash_token>,
    token: *mut *mut vox_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || needed(dash, "dash")?.0.apply(token))
}

/// Asks for a temporary key, waits for it and gives it without keeping it, to be freed with `vox_token_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_dash_token_fetch(
    dash: Option<&vox_dash_token>,
    token: *mut *mut vox_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || needed(dash, "dash")?.0.fetch(token))
}

/// A copy of the last token that was kept, to be freed with `vox_token_free`. NULL if there is none.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_dash_token_last(dash: Option<&vox_dash_token>) -> *mut vox_token {
    guard::value(std::ptr::null_mut(), || dash?.0.last())
}

/// When the last token that was kept expires: absolute Unix seconds, 0 if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_dash_token_expire_time(dash: Option<&vox_dash_token>) -> u64 {
    guard::value(0, || dash?.0.expire_time())
}

/// The request, to be freed with `vox_request_free`, for those who send it themselves.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_dash_token_request(
    dash: Option<&vox_dash_token>,
    request: *mut *mut vox_request,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (dash, output) = (needed(dash, "dash")?, needed(request, "request")?);
        output.write(Box::into_raw(Box::new(vox_request::new(dash.0.settings().request()?))));
        Ok(())
    })
}
