//! The settings of caches.

use std::ffi::{c_char, c_void};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::callback::{Context, OwnedClock, vox_free};
use super::event::{Observer, vox_cache_observer};
use crate::cache::Builder;
use crate::ffi::capi::clock::vox_clock;
use crate::ffi::capi::error::vox_error;
use crate::ffi::capi::guard::{self, needed, optional_text, text};
use crate::{Clock, Secret, SystemClock};

/// How a cache keeps its token and shares it. Caches take a copy when they are made. The defaults: in this process's memory
/// alone; a token of which at least a moment is left; refreshed as `vox_cache_settings_set_lead` says; 15 seconds to wait.
#[derive(Clone, Default)]
pub struct vox_cache_settings {
    pub min_validity: Duration,
    lead: Option<Duration>,
    deadline: Option<Duration>,
    namespace: String,
    file: Option<Option<PathBuf>>,
    redis: Option<Secret>,
    encrypted: Option<Option<Secret>>,
    clock: Option<Arc<OwnedClock>>,
    observer: Option<Arc<Observer>>,
}

impl vox_cache_settings {
    /// The clock of a cache and of its source.
    pub fn clock(&self) -> Arc<dyn Clock> {
        match &self.clock {
            Some(clock) => clock.clone(),
            None => Arc::new(SystemClock),
        }
    }

    pub fn apply(self, mut builder: Builder) -> Builder {
        builder = builder.min_validity(self.min_validity).namespace(&self.namespace).clock(self.clock());
        if let Some(lead) = self.lead {
            builder = builder.lead(lead);
        }
        if let Some(deadline) = self.deadline {
            builder = builder.deadline(deadline);
        }
        builder = match self.file {
            Some(Some(folder)) => builder.file_in(folder),
            Some(None) => builder.file(),
            None => builder,
        };
        if let Some(url) = self.redis {
            builder = builder.redis(url);
        }
        builder = match self.encrypted {
            Some(Some(secret)) => builder.encrypt_with(secret),
            Some(None) => builder.encrypt(),
            None => builder,
        };
        match self.observer {
            Some(observer) => builder.on_event(move |event| observer.tell(event)),
            None => builder,
        }
    }
}

/// Settings with the defaults, to be freed with `vox_cache_settings_free`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_settings_new(
    settings: *mut *mut vox_cache_settings,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let output = needed(settings, "settings")?;
        output.write(Box::into_raw(Box::default()));
        Ok(())
    })
}

/// Frees settings. NULL is allowed. Caches that were made with them keep their copies.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_settings_free(settings: Option<Box<vox_cache_settings>>) {
    guard::free(settings)
}

/// How many seconds a token that `vox_cache_get` gives is usable at least. 0 unless set: it has not expired yet.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_settings_set_min_validity(
    settings: Option<&mut vox_cache_settings>,
    seconds: u64,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        needed(settings, "settings")?.min_validity = Duration::from_secs(seconds);
        Ok(())
    })
}

/// How many seconds before its end a token is replaced, half of its life at most; each process makes that shorter by up to a
/// quarter. Unless set, it depends on the life: 5 minutes for up to 20 minutes, 15 minutes for less than 90 minutes, 1 hour
/// for less than a day, else a sixth of the life, but 24 hours at most.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_settings_set_lead(
    settings: Option<&mut vox_cache_settings>,
    seconds: u64,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        needed(settings, "settings")?.lead = Some(Duration::from_secs(seconds));
        Ok(())
    })
}

/// How many milliseconds `vox_cache_get` and `vox_cache_refresh` wait at most. 15,000 unless set.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_settings_set_deadline(
    settings: Option<&mut vox_cache_settings>,
    milliseconds: u64,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        needed(settings, "settings")?.deadline = Some(Duration::from_millis(milliseconds));
        Ok(())
    })
}

/// Keeps tokens of this name apart from others: of another environment, say.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_settings_set_namespace(
    settings: Option<&mut vox_cache_settings>,
    name: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        needed(settings, "settings")?.namespace = unsafe { text(name, "name") }?.into();
        Ok(())
    })
}

/// Shares the token with this user's processes on this machine, in files of this folder, which only this user may read. A
/// NULL `folder` is the user's own for caches: `$XDG_CACHE_HOME/voxtoken`, else `~/.cache/voxtoken`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_settings_set_file(
    settings: Option<&mut vox_cache_settings>,
    folder: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let settings = needed(settings, "settings")?;
        settings.file = Some(unsafe { optional_text(folder, "folder") }?.map(PathBuf::from));
        Ok(())
    })
}

/// Shares the token with all machines that reach this Redis server (6.2 or later, Valkey too): `redis://`, `rediss://`,
/// `unix://`, `redis+sentinel://host[:port][,host…]/name`, with `user:password@` before the host. Any node of a cluster will
/// do. A server that is down is done without.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_settings_set_redis(
    settings: Option<&mut vox_cache_settings>,
    url: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let settings = needed(settings, "settings")?;
        settings.redis = Some(unsafe { text(url, "url") }?.into());
        Ok(())
    })
}

/// Encrypts the token outside of this process with a key derived from this secret. A NULL `secret` is the source's own, so
/// that only those read the token who could ask for one; sources with callbacks have none.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_settings_set_encrypt(
    settings: Option<&mut vox_cache_settings>,
    secret: *const c_char,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let settings = needed(settings, "settings")?;
        settings.encrypted = Some(unsafe { optional_text(secret, "secret") }?.map(Secret::from));
        Ok(())
    })
}

/// Takes the time from `now`, called with `context`, in place of the system's clock; caches for the objects of a cloud ask
/// with this clock, too. `free` (NULL for nothing to do) gets the context when the settings and all caches that were made
/// with them are gone, which may be a while after `vox_cache_free`; if this call fails, the context stays yours.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_settings_set_clock(
    settings: Option<&mut vox_cache_settings>,
    now: vox_clock,
    context: *mut c_void,
    free: vox_free,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (settings, now) = (needed(settings, "settings")?, needed(now, "now")?);
        settings.clock = Some(Arc::new(OwnedClock { now, context: Context::new(context, free) }));
        Ok(())
    })
}

/// Tells `observer` what happens, called with `context`. `free` (NULL for nothing to do) gets the context when the settings
/// and all caches that were made with them are gone, which may be a while after `vox_cache_free`; if this call fails, the
/// context stays yours.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vox_cache_settings_set_observer(
    settings: Option<&mut vox_cache_settings>,
    observer: vox_cache_observer,
    context: *mut c_void,
    free: vox_free,
    error: *mut *mut vox_error,
) -> u32 {
    guard::status(error, || {
        let (settings, observer) = (needed(settings, "settings")?, needed(observer, "observer")?);
        settings.observer = Some(Arc::new(Observer { observer, context: Context::new(context, free) }));
        Ok(())
    })
}
