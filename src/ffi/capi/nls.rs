//! The access token of Alibaba Cloud NLS.

use std::ffi::{c_char, c_void};
use std::sync::Arc;

use super::client::vox_client;
use super::clock::{CallerClock, vox_clock};
use super::error::vox_error;
use super::guard::{self, needed, text};
use super::request::vox_request;
use super::source::Source;
use super::token::vox_token;
use crate::Error;
use crate::aliyun::NlsToken;
use crate::aliyun::nls::Signature;
use crate::http::Method;

/// Sign in RPC style with HMAC-SHA1. The default.
pub const VOX_NLS_SIGNATURE_RPC: u32 = 0;
/// Sign in ROA style with HMAC-SHA1, for the API version 2018-05-18.
pub const VOX_NLS_SIGNATURE_ROA: u32 = 1;
/// Sign by ACS3-HMAC-SHA256, as Alibaba's newest clients do.
pub const VOX_NLS_SIGNATURE_ACS3: u32 = 2;

/// Ask by POST: the parameters travel in the body. The default.
pub const VOX_METHOD_POST: u32 = 0;
/// Ask by GET: the parameters travel in the URL.
pub const VOX_METHOD_GET: u32 = 1;

/// Asks Alibaba Cloud for an access token of Intelligent Speech Interaction (NLS, `CreateToken`) and keeps the
/// last one. All its functions but `vox_nls_token_free` may be called by many threads at once. Settings are
/// checked when a token is asked for.
pub struct vox_nls_token(pub Source<NlsToken>);

/// With the access key of an Alibaba Cloud account or RAM user, for `cn-shanghai`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_new(
    access_key_id: *const c_char,
    access_key_secret: *const c_char,
    nls: *mut *mut vox_nls_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(nls, "nls")?;
        let access_key_id = unsafe { text(access_key_id, "access_key_id") }?;
        let access_key_secret = unsafe { text(access_key_secret, "access_key_secret") }?;
        output.write(Box::into_raw(Box::new(vox_nls_token(Source::new(NlsToken::new(
            access_key_id,
            access_key_secret,
        ))))));
        Ok(())
    })
}

/// With the key from the environment: `ALIYUN_AK_ID` and `ALIYUN_AK_SECRET`, else `ALIBABA_CLOUD_ACCESS_KEY_ID`
/// and `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, with `ALIBABA_CLOUD_SECURITY_TOKEN` if that is set.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_from_env(
    nls: *mut *mut vox_nls_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(nls, "nls")?;
        output.write(Box::into_raw(Box::new(vox_nls_token(Source::new(NlsToken::from_env()?)))));
        Ok(())
    })
}

/// Frees it, with the token that it kept. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_free(nls: Option<Box<vox_nls_token>>) {
    guard::free(nls)
}

/// The security token of temporary (STS) credentials.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_set_security_token(
    nls: Option<&vox_nls_token>,
    security_token: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let nls = needed(nls, "nls")?;
        let security_token = unsafe { text(security_token, "security_token") }?;
        nls.0.set(|this| this.security_token(security_token));
        Ok(())
    })
}

/// The region, such as `cn-shanghai` or `ap-southeast-1`: it chooses host and version and is sent as `RegionId`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_set_region(
    nls: Option<&vox_nls_token>,
    region: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let nls = needed(nls, "nls")?;
        let region = unsafe { text(region, "region") }?;
        nls.0.set(|this| this.region(region));
        Ok(())
    })
}

/// The API version, such as `2019-02-28`. The region's own unless set.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_set_version(
    nls: Option<&vox_nls_token>,
    version: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let nls = needed(nls, "nls")?;
        let version = unsafe { text(version, "version") }?;
        nls.0.set(|this| this.version(version));
        Ok(())
    })
}

/// A host name, asked over https, or a URL, instead of the region's own host. A path in it replaces the resource
/// path. Plain http is for loopback, such as the sandbox, unless the client allows it.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_set_endpoint(
    nls: Option<&vox_nls_token>,
    endpoint: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let nls = needed(nls, "nls")?;
        let endpoint = unsafe { text(endpoint, "endpoint") }?;
        nls.0.set(|this| this.endpoint(endpoint));
        Ok(())
    })
}

/// The path of the request. Unless set it is `/`, or `/pop/2018-05-18/tokens` for that version.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_set_resource_path(
    nls: Option<&vox_nls_token>,
    resource_path: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let nls = needed(nls, "nls")?;
        let resource_path = unsafe { text(resource_path, "resource_path") }?;
        nls.0.set(|this| this.resource_path(resource_path));
        Ok(())
    })
}

/// The action. `CreateToken` unless set.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_set_action(
    nls: Option<&vox_nls_token>,
    action: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let nls = needed(nls, "nls")?;
        let action = unsafe { text(action, "action") }?;
        nls.0.set(|this| this.action(action));
        Ok(())
    })
}

/// How to sign: one of `VOX_NLS_SIGNATURE_…`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_set_signature(
    nls: Option<&vox_nls_token>,
    signature: u32,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let nls = needed(nls, "nls")?;
        let signature = match signature {
            VOX_NLS_SIGNATURE_RPC => Signature::Rpc,
            VOX_NLS_SIGNATURE_ROA => Signature::Roa,
            VOX_NLS_SIGNATURE_ACS3 => Signature::Acs3,
            _ => return Err(unknown("signature", "VOX_NLS_SIGNATURE_…", signature)),
        };
        nls.0.set(|this| this.signature(signature));
        Ok(())
    })
}

/// How to send an RPC request: one of `VOX_METHOD_…`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_set_method(
    nls: Option<&vox_nls_token>,
    method: u32,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let nls = needed(nls, "nls")?;
        let method = match method {
            VOX_METHOD_POST => Method::Post,
            VOX_METHOD_GET => Method::Get,
            _ => return Err(unknown("method", "VOX_METHOD_…", method)),
        };
        nls.0.set(|this| this.method(method));
        Ok(())
    })
}

/// Takes the time from `now`, called with `context`, in place of the system's clock.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_set_clock(
    nls: Option<&vox_nls_token>,
    now: vox_clock,
    context: *mut c_void,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let nls = needed(nls, "nls")?;
        let clock = Arc::new(CallerClock::new(now, context)?);
        nls.0.set(|this| this.clock(clock.clone()));
        Ok(())
    })
}

/// How to ask: takes a copy of the client.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_set_client(
    nls: Option<&vox_nls_token>,
    client: Option<&vox_client>,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (nls, client) = (needed(nls, "nls")?, needed(client, "client")?);
        nls.0.set(|this| this.transport(client.0.clone()));
        Ok(())
    })
}

/// Asks for a token, waits for it, keeps it in place of the last one and gives a copy, to be freed with
/// `vox_token_free`, unless `token` is NULL. Until the answer is there, the last one stays; after a failure there is
/// none: an old one is never mistaken for a new one. Of calls at once the one that ends last counts, but a failure
/// does not take away what another call brought meanwhile.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_apply(
    nls: Option<&vox_nls_token>,
    token: *mut *mut vox_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || needed(nls, "nls")?.0.apply(token))
}

/// Asks for a token, waits for it and gives it without keeping it, to be freed with `vox_token_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_fetch(
    nls: Option<&vox_nls_token>,
    token: *mut *mut vox_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || needed(nls, "nls")?.0.fetch(token))
}

/// A copy of the last token that was kept, to be freed with `vox_token_free`. NULL if there is none.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_last(nls: Option<&vox_nls_token>) -> *mut vox_token {
    guard::value(std::ptr::null_mut(), || nls?.0.last())
}

/// When the last token that was kept expires: absolute Unix seconds, 0 if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_expire_time(nls: Option<&vox_nls_token>) -> u64 {
    guard::value(0, || nls?.0.expire_time())
}

/// The request as signed at `now` (absolute Unix seconds), to be freed with `vox_request_free`, for those who
/// send it themselves. `nonce` is any printable ASCII text that is used once: the cloud remembers it for 15
/// minutes.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_nls_token_request(
    nls: Option<&vox_nls_token>,
    now: u64,
    nonce: *const c_char,
    request: *mut *mut vox_request,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (nls, output) = (needed(nls, "nls")?, needed(request, "request")?);
        let nonce = unsafe { text(nonce, "nonce") }?;
        let signed = nls.0.settings().request(now, nonce)?;
        output.write(Box::into_raw(Box::new(vox_request::new(signed.request))));
        Ok(())
    })
}

fn unknown(argument: &'static str, constants: &str, number: u32) -> Error {
    Error::invalid(argument, format!("must be one of {constants}, is {number}"))
}
