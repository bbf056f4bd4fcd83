//! The access token of Baidu AIOB.

use std::ffi::{c_char, c_void};
use std::sync::Arc;

use super::client::vox_client;
use super::clock::{CallerClock, vox_clock};
use super::error::vox_error;
use super::guard::{self, needed, text};
use super::request::vox_request;
use super::source::Source;
use super::token::vox_token;
use crate::baidu::AiobToken;

/// Asks Baidu AIOB (intelligent outbound calls) for an access token (`getToken` version 2) and keeps the last one. All its
/// functions but `vox_aiob_token_free` may be called by many threads at once. Settings are checked when a token is asked
/// for. The token goes into the `Authorization` header as it is, without `Bearer`.
pub struct vox_aiob_token(pub Source<AiobToken>);

/// With an access key and a secret key of AIOB's page for the API configuration.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_aiob_token_new(
    access_key: *const c_char,
    secret_key: *const c_char,
    aiob: *mut *mut vox_aiob_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(aiob, "aiob")?;
        let access_key = unsafe { text(access_key, "access_key") }?;
        let secret_key = unsafe { text(secret_key, "secret_key") }?;
        output.write(Box::into_raw(Box::new(vox_aiob_token(Source::new(AiobToken::new(
            access_key, secret_key,
        ))))));
        Ok(())
    })
}

/// With the keys from the environment: `BAIDU_AIOB_ACCESS_KEY` and `BAIDU_AIOB_SECRET_KEY`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_aiob_token_from_env(
    aiob: *mut *mut vox_aiob_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(aiob, "aiob")?;
        output.write(Box::into_raw(Box::new(vox_aiob_token(Source::new(AiobToken::from_env()?)))));
        Ok(())
    })
}

/// Frees it, with the token that it kept. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_aiob_token_free(aiob: Option<Box<vox_aiob_token>>) {
    guard::free(aiob)
}

/// A host name, asked over https, or a URL, instead of AIOB's own; a path in it replaces `/api/v2/getToken`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_aiob_token_set_endpoint(
    aiob: Option<&vox_aiob_token>,
    endpoint: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let aiob = needed(aiob, "aiob")?;
        let endpoint = unsafe { text(endpoint, "endpoint") }?;
        aiob.0.set(|this| this.endpoint(endpoint));
        Ok(())
    })
}

/// Takes the time from `now`, called with `context`, in place of the system's clock, when the answer does not tell it.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_aiob_token_set_clock(
    aiob: Option<&vox_aiob_token>,
    now: vox_clock,
    context: *mut c_void,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let aiob = needed(aiob, "aiob")?;
        let clock = Arc::new(CallerClock::new(now, context)?);
        aiob.0.set(|this| this.clock(clock.clone()));
        Ok(())
    })
}

/// How to ask: takes a copy of the client.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_aiob_token_set_client(
    aiob: Option<&vox_aiob_token>,
    client: Option<&vox_client>,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (aiob, client) = (needed(aiob, "aiob")?, needed(client, "client")?);
        aiob.0.set(|this| this.transport(client.0.clone()));
        Ok(())
    })
}

/// Asks for a token, waits for it, keeps it in place of the last one and gives a copy, to be freed with
/// `vox_token_free`, unless `token` is NULL. Until the answer is there, the last one stays; after a failure there is
/// none: an old one is never mistaken for a new one. Of calls at once the one that ends last counts, but a failure
/// does not take away what another call brought meanwhile.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_aiob_token_apply(
    aiob: Option<&vox_aiob_token>,
    token: *mut *mut vox_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || needed(aiob, "aiob")?.0.apply(token))
}

/// Asks for a token, waits for it and gives it without keeping it, to be freed with `vox_token_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_aiob_token_fetch(
    aiob: Option<&vox_aiob_token>,
    token: *mut *mut vox_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || needed(aiob, "aiob")?.0.fetch(token))
}

/// A copy of the last token that was kept, to be freed with `vox_token_free`. NULL if there is none.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_aiob_token_last(aiob: Option<&vox_aiob_token>) -> *mut vox_token {
    guard::value(std::ptr::null_mut(), || aiob?.0.last())
}

/// When the last token that was kept expires: absolute Unix seconds, 0 if there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_aiob_token_expire_time(aiob: Option<&vox_aiob_token>) -> u64 {
    guard::value(0, || aiob?.0.expire_time())
}

/// The request, to be freed with `vox_request_free`, for those who send it themselves.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_aiob_token_request(
    aiob: Option<&vox_aiob_token>,
    request: *mut *mut vox_request,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (aiob, output) = (needed(aiob, "aiob")?, needed(request, "request")?);
        output.write(Box::into_raw(Box::new(vox_request::new(aiob.0.settings().request()?))));
        Ok(())
    })
}
