//! Caches for the objects of the clouds and for callbacks.

use std::ffi::{c_char, c_void};
use std::sync::Arc;

use super::callback::{Context, owning, vox_free};
use super::settings::vox_cache_settings;
use super::vox_cache;
use crate::ffi::capi::aiob::vox_aiob_token;
use crate::ffi::capi::dash::vox_dash_token;
use crate::ffi::capi::error::vox_error;
use crate::ffi::capi::guard::{self, Output, needed, text};
use crate::ffi::capi::memory;
use crate::ffi::capi::nls::vox_nls_token;
use crate::ffi::capi::token::vox_token;
use crate::{Error, ErrorKind, Minted, Result, Scope, SourceFn, Token, TokenCache, TokenSource};

/// Fetches a token as `vox_nls_token_fetch` does: gives `VOX_OK` and writes a token (of `vox_token_new`, say), or gives another
/// status and may write an error (of `vox_error_new`, say); either is the cache's then. It is called by a thread of the cache,
/// should return within 10 seconds, and must neither throw, nor jump out, nor wait for the cache that calls it. It is not called
/// by two at once for one cache, unless a call takes longer than 40 seconds: then it counts as lost, and another may begin
/// beside it. When to try again is the cache's business.
pub type vox_fetch = Option<
    unsafe extern "C" fn(token: *mut *mut vox_token, error: *mut *mut vox_error, context: *mut c_void) -> u32,
>;

/// Mints an Agora token as `vox_agora_builder_rtc` does: gives `VOX_OK` and writes the token (of such a function or of
/// `vox_string_copy`), or gives another status and may write an error; either is the cache's then. For the rest it is as
/// `vox_fetch`.
pub type vox_mint = Option<
    unsafe extern "C" fn(token: *mut *mut c_char, error: *mut *mut vox_error, context: *mut c_void) -> u32,
>;

/// A cache for tokens of NLS, with a copy of the settings of `nls`; only the clock is that of the cache's settings, which may
/// be NULL for the defaults. To be freed with `vox_cache_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_from_nls(
    nls: Option<&vox_nls_token>,
    settings: Option<&vox_cache_settings>,
    cache: *mut *mut vox_cache,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (nls, output) = (needed(nls, "nls")?, needed(cache, "cache")?);
        let settings = settings.cloned().unwrap_or_default();
        let source = nls.0.settings();
        write(source.as_ref().clone().clock(settings.clock()), settings, output)
    })
}

/// A cache for temporary keys of DashScope, with a copy of the settings of `dash`. The cache's settings may be NULL for the
/// defaults. To be freed with `vox_cache_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_from_dash(
    dash: Option<&vox_dash_token>,
    settings: Option<&vox_cache_settings>,
    cache: *mut *mut vox_cache,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (dash, output) = (needed(dash, "dash")?, needed(cache, "cache")?);
        write(dash.0.settings(), settings.cloned().unwrap_or_default(), output)
    })
}

/// A cache for tokens of AIOB, with a copy of the settings of `aiob`; only the clock is that of the cache's settings, which
/// may be NULL for the defaults. To be freed with `vox_cache_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_from_aiob(
    aiob: Option<&vox_aiob_token>,
    settings: Option<&vox_cache_settings>,
    cache: *mut *mut vox_cache,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (aiob, output) = (needed(aiob, "aiob")?, needed(cache, "cache")?);
        let settings = settings.cloned().unwrap_or_default();
        let source = aiob.0.settings();
        write(source.as_ref().clone().clock(settings.clock()), settings, output)
    })
}

/// A cache for tokens that `fetch` gives, called with `context`. `name` says what they are for, without a secret: caches of one
/// name share their token. The settings may be NULL for the defaults. `free` (NULL for nothing to do) gets the context when
/// the cache is freed and its last fetch has ended; if this call fails, the context stays yours. To be freed with
/// `vox_cache_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_from_fetch(
    name: *const c_char,
    fetch: vox_fetch,
    context: *mut c_void,
    free: vox_free,
    settings: Option<&vox_cache_settings>,
    cache: *mut *mut vox_cache,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (fetch, output) = (needed(fetch, "fetch")?, needed(cache, "cache")?);
        let scope = Scope::new(unsafe { text(name, "name") }?);
        owning(Context::new(context, free), |context| {
            let fetch = move || fetched(fetch, &context);
            write(SourceFn::new(scope, fetch), settings.cloned().unwrap_or_default(), output)
        })
    })
}

/// A cache for Agora tokens that `mint` mints, called with `context`; each is kept until its effective expiry draws near.
/// `name` says what they are for, such as channel and user, without a secret: caches of one name share their token. The
/// settings may be NULL for the defaults. `free` (NULL for nothing to do) gets the context when the cache is freed and its
/// last minting has ended; if this call fails, the context stays yours. To be freed with `vox_cache_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_from_mint(
    name: *const c_char,
    mint: vox_mint,
    context: *mut c_void,
    free: vox_free,
    settings: Option<&vox_cache_settings>,
    cache: *mut *mut vox_cache,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (mint, output) = (needed(mint, "mint")?, needed(cache, "cache")?);
        let scope = Scope::new("agora").with("name", unsafe { text(name, "name") }?);
        owning(Context::new(context, free), |context| {
            let mint = move || minted(mint, &context);
            write(Minted::new(scope, mint), settings.cloned().unwrap_or_default(), output)
        })
    })
}

fn write(
    source: impl TokenSource + 'static,
    settings: vox_cache_settings,
    output: Output<*mut vox_cache>,
) -> Result<()> {
    let min_validity = settings.min_validity;
    let cache = settings.apply(TokenCache::builder(source)).build()?;
    output.write(Box::into_raw(Box::new(vox_cache { cache, min_validity })));
    Ok(())
}

fn fetched(
    fetch: unsafe extern "C" fn(*mut *mut vox_token, *mut *mut vox_error, *mut c_void) -> u32,
    context: &Arc<Context>,
) -> Result<Token> {
    let (mut token, mut error) = (None::<Box<vox_token>>, None);
    // SAFETY: the caller's promise, see `vox_fetch`. NULL is `None`.
    let status = unsafe { fetch((&raw mut token).cast(), (&raw mut error).cast(), context.pointer()) };
    answered(status, token, error).map(|token| token.content().clone())
}

fn minted(
    mint: unsafe extern "C" fn(*mut *mut c_char, *mut *mut vox_error, *mut c_void) -> u32,
    context: &Arc<Context>,
) -> Result<String> {
    let (mut token, mut error) = (std::ptr::null_mut(), None);
    // SAFETY: the caller's promise, see `vox_mint`. NULL is `None`.
    let status = unsafe { mint(&raw mut token, (&raw mut error).cast(), context.pointer()) };
    // SAFETY: the caller's promise, see `vox_mint`.
    answered(status, unsafe { memory::taken(token) }, error)
}

/// What a callback gave.
fn answered<T>(status: u32, value: Option<T>, error: Option<Box<vox_error>>) -> Result<T> {
    match (status, value, error) {
        (guard::OK, Some(value), _) => Ok(value),
        (guard::OK, None, _) => Err(Error::new(ErrorKind::Unavailable, "the source of tokens gave none")),
        (_, _, Some(error)) => Err(error.content().clone()),
        (status, _, None) => {
            let kind = u16::try_from(status).ok().and_then(ErrorKind::from_number);
            let message = "the source of tokens failed and did not say why";
            Err(Error::new(kind.unwrap_or(ErrorKind::Unavailable), message))
        }
    }
}
