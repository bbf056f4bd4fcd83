//! A token that is kept, refreshed and shared.

mod callback;
mod event;
mod make;
mod settings;
mod status;

use std::ffi::{c_char, c_void};
use std::time::Duration;

use self::status::vox_cache_status;
use super::error::vox_error;
use super::guard::{self, Nullable, needed, text};
use super::token::vox_token;
use crate::TokenCache;

/// Keeps a token, refreshes it before it ends, and shares it with all threads, and by its settings with other processes and
/// machines. All its functions but `vox_cache_free` may be called by many threads at once.
///
/// @code{.c}
/// vox_nls_token *nls = NULL;
/// vox_cache_settings *settings = NULL;
/// vox_cache *cache = NULL; // for the life of the program
/// vox_token *token = NULL; // for each use
/// vox_error *error = NULL;
/// if (vox_nls_token_from_env(&nls, &error) != VOX_OK || vox_cache_settings_new(&settings, &error) != VOX_OK ||
///     vox_cache_settings_set_file(settings, NULL, &error) != VOX_OK || // shared with the user's other processes
///     vox_cache_from_nls(nls, settings, &cache, &error) != VOX_OK || vox_cache_get(cache, &token, &error) != VOX_OK)
///     fprintf(stderr, "%s\n", vox_error_text(error));
/// @endcode
///
/// * It never gives an expired token, by the wall clock or by the clock that nobody sets.
/// * The source is asked once per period, whatever the number of threads, processes and machines, and before the token ends:
///   6 hours before for a token of 36 hours. Meanwhile the old one is served.
/// * A failure is told to all who wait for the same token; then nobody asks for a while, and whoever has no token gets the same
///   error at once, with `vox_error_retry_at`. A usable token goes on being served.
/// * A fetch runs on a thread of its own and outlives its callers, and `vox_cache_free`. Between fetches there is no thread, no
///   connection and no open file. A child of `fork` goes on by itself: it fetches a token if it has none.
/// * A store that is down, full, read-only or damaged is told to the observer and to the log, and done without.
pub struct vox_cache {
    cache: TokenCache,
    min_validity: Duration,
}

/// Takes what `vox_cache_get_async` asked for: a token, or an error where `token` is NULL. Either is the callback's to free. It
/// must neither throw nor jump out.
pub type vox_cache_then =
    Option<unsafe extern "C" fn(token: *mut vox_token, error: *mut vox_error, context: *mut c_void)>;

/// Frees it. NULL is allowed. A fetch that is under way goes on to its end, for other processes and for
/// `vox_cache_get_async`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_free(cache: Option<Box<vox_cache>>) {
    guard::free(cache)
}

/// Gives a token that is usable for the settings' `min_validity` at least, to be freed with `vox_token_free`. It blocks only
/// while there is none, until the settings' deadline at most; then it is `VOX_TIMEOUT`, and the fetch goes on.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_get(
    cache: Option<&vox_cache>,
    token: *mut *mut vox_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (cache, output) = (needed(cache, "cache")?, needed(token, "token")?);
        output.write(vox_token::handle(&*cache.cache.get()?));
        Ok(())
    })
}

/// As `vox_cache_get`, with a token that is usable for `min_validity` seconds at least, within `deadline_ms` milliseconds: for a
/// job that takes that long. It is `VOX_INVALID_ARGUMENT` when the tokens do not live that long.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_get_with(
    cache: Option<&vox_cache>,
    min_validity: u64,
    deadline_ms: u64,
    token: *mut *mut vox_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (cache, output) = (needed(cache, "cache")?, needed(token, "token")?);
        let (min_validity, deadline) =
            (Duration::from_secs(min_validity), Duration::from_millis(deadline_ms));
        output.write(vox_token::handle(&*cache.cache.get_with(min_validity, deadline)?));
        Ok(())
    })
}

/// As `vox_cache_get`, but it never blocks and has no deadline: `then` is called once with `context`, at once in this thread if
/// the answer is known, else later in the thread that fetches, or, if that does not come back, in the one that is first to ask
/// after its time; in the child of a fork not for calls of its parent. `then` may use the cache, but must not wait in it for a
/// token. If this call fails, it is not called.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_get_async(
    cache: Option<&vox_cache>,
    then: vox_cache_then,
    context: *mut c_void,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (cache, then) = (needed(cache, "cache")?, needed(then, "then")?);
        let completion = Completion { then, context };
        cache.cache.get_then(cache.min_validity, move |result| completion.call(result));
        Ok(())
    })
}

/// The token, to be freed with `vox_token_free`, if there is a usable one in this process; else NULL. It never blocks and never
/// waits; when there is none or it is time for a new one, a fetch starts in the background.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_try_get(cache: Option<&vox_cache>) -> *mut vox_token {
    guard::value(std::ptr::null_mut(), || cache?.cache.try_get().as_deref().map(vox_token::handle))
}

/// Tells that the service did not accept this token. `acted`, which may be NULL, says whether a new one is fetched for it: not
/// if the token has been replaced already, nor while nobody asks because a fetch failed (the token stays then), and only once a
/// minute for all who share it. Where this process has no token and there are stores, `true` says that it is compared with
/// theirs. Ask `vox_cache_get` for the new one, and try the service again once only.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_reject(
    cache: Option<&vox_cache>,
    token: *const c_char,
    acted: *mut bool,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let cache = needed(cache, "cache")?;
        let has_acted = cache.cache.reject(unsafe { text(token, "token") }?);
        if let Some(acted) = acted.not_null() {
            acted.write(has_acted);
        }
        Ok(())
    })
}

/// Gives a token that was fetched less than a minute ago, to be freed with `vox_token_free`, unless `token` is NULL. It waits
/// until the settings' deadline at most. After a failure the source is not asked again before `vox_error_retry_at`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_refresh(
    cache: Option<&vox_cache>,
    token: *mut *mut vox_token,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let refreshed = needed(cache, "cache")?.cache.refresh()?;
        if let Some(output) = token.not_null() {
            output.write(vox_token::handle(&refreshed));
        }
        Ok(())
    })
}

/// How things stand, without the token, to be freed with `vox_cache_status_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_get_status(
    cache: Option<&vox_cache>,
    status: *mut *mut vox_cache_status,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (cache, output) = (needed(cache, "cache")?, needed(status, "status")?);
        output.write(vox_cache_status::handle(cache.cache.status()));
        Ok(())
    })
}

/// Waits until this process has no fetch under way, for `limit_ms` milliseconds at most, and tells whether there is none: before
/// the end of a short program whose last `vox_cache_get` may have begun one in the background. Its answer would be lost, and
/// the next program would ask again. `false` for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_settle(cache: Option<&vox_cache>, limit_ms: u64) -> bool {
    guard::value(false, || Some(cache?.cache.settle(Duration::from_millis(limit_ms))))
}

/// Forgets the token, here and in the stores. If a store cannot be cleared, this process has forgotten the token all the same.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_clear(cache: Option<&vox_cache>, error: *mut *mut vox_error) -> u32 {
    guard::status(error, || needed(cache, "cache")?.cache.clear())
}

/// Where the answer of an asynchronous call goes.
struct Completion {
    then: unsafe extern "C" fn(token: *mut vox_token, error: *mut vox_error, context: *mut c_void),
    context: *mut c_void,
}

// SAFETY: the caller promises that the function may be called with the context by any thread.
unsafe impl Send for Completion {}

impl Completion {
    fn call(self, result: crate::Result<std::sync::Arc<crate::Token>>) {
        let (token, error) = match result {
            Ok(token) => (vox_token::handle(&token), std::ptr::null_mut()),
            Err(error) => (std::ptr::null_mut(), Box::into_raw(Box::new(vox_error::new(error)))),
        };
        // SAFETY: the caller's promise, see `vox_cache_then`.
        unsafe { (self.then)(token, error, self.context) }
    }
}
