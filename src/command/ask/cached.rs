//! `--cached`: a token that is kept for the next calls of the command, and shared with other programs.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::cache::{Event, Status};
use crate::{Error, Secret, Token, TokenCache, TokenSource};

use crate::command::cache::SHORT_KEY;
use crate::command::failure::Failure;
use crate::command::output::Output;
use crate::command::secret_input::{self, Given};
use crate::command::{keys, number, spinner, times};

use super::Answer;

const HEADING: &str = "Keep and share";

/// The environment variable of the Redis server.
const REDIS: &str = "VOXTOKEN_REDIS_URL";

/// What `--help` says about it.
pub const ENVIRONMENT: &str =
    "  VOXTOKEN_REDIS_URL        with --cached: the Redis server, unless --redis says
  XDG_CACHE_HOME            with --cached: the folder of the files is voxtoken in it, else in
                            ~/.cache";

/// How a token is kept. All of it goes with `--cached`.
#[derive(clap::Args)]
pub struct Cached {
    /// Keep the token in this user's files, take it from there while it lasts, and replace it in time; in another folder
    /// with --cached=FOLDER
    #[arg(long, help_heading = HEADING, value_name = "FOLDER", num_args = 0..=1, require_equals = true)]
    cached: Option<Option<PathBuf>>,

    /// Share it by this Redis server as well, such as redis://host:6379; a password rather goes into the environment
    #[arg(long, help_heading = HEADING, value_name = "URL", requires = "cached", value_parser = secret_input::parse)]
    redis: Option<Secret>,

    /// How long the token must still be usable, in seconds [default: 0]
    #[arg(long, help_heading = HEADING, value_name = "SECS", requires = "cached", value_parser = number::seconds, allow_negative_numbers = true)]
    min_validity: Option<u32>,

    /// Keep it apart from tokens of other names, such as those of another environment
    #[arg(long, help_heading = HEADING, value_name = "NAME", requires = "cached")]
    namespace: Option<String>,

    /// Take a token that is less than a minute old: for when the service refuses the kept one
    #[arg(long, help_heading = HEADING, requires = "cached")]
    refresh: bool,
}

impl Cached {
    pub fn is_wanted(&self) -> bool {
        self.cached.is_some()
    }

    /// Gets a token through a cache, gives it to `show`, and ends when no fetch is under way any more.
    pub fn ask(
        self,
        output: Output,
        source: impl TokenSource + 'static,
        show: impl FnOnce(&Token, Answer) -> Result<u8, Failure>,
    ) -> Result<u8, Failure> {
        let redis = self.redis(output)?;
        let origin = redis.as_ref().map_or("", Given::origin);
        let advice = Advice { folder: self.cached.clone().flatten(), is_local: redis.is_none() };
        let refresh = self.refresh;
        let events = Arc::new(Mutex::new(Vec::new()));
        let cache = self.cache(source, redis, events.clone());
        let cache = cache.map_err(|error| Failure::from(error).named("redis", origin))?;

        let get = || if refresh { cache.refresh() } else { cache.get() };
        let result = spinner::during(output.is_lively(), "asking for a token", get);
        let ended = match &result {
            Ok(token) => show(token, answer(&cache.status(), token)),
            Err(error) => Err(advice.failure(error, &cache.status().key)),
        };
        if result.is_ok() {
            // The token was due to be replaced: if this process ended now, the answer would be lost.
            cache.settle(Duration::MAX);
        }
        for event in events.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            if let Some(words) = warning(event) {
                output.warn(&words);
            }
        }
        ended
    }

    /// The URL of the Redis server, if there is one.
    fn redis(&self, output: Output) -> Result<Option<Given>, Failure> {
        if let Some(url) = &self.redis {
            if url.expose().contains('@') {
                output.warn(&format!(
                    "other users of this machine can see the password of --redis in the list of processes; use {REDIS}"
                ));
            }
            return Ok(Some(Given::Known { secret: url.clone(), origin: "--redis" }));
        }
        let url = keys::environment(&[REDIS])?.remove(REDIS);
        Ok(url.map(|url| Given::Known { secret: url.into(), origin: REDIS }))
    }

    fn cache(
        self,
        source: impl TokenSource + 'static,
        redis: Option<Given>,
        events: Arc<Mutex<Vec<Event>>>,
    ) -> Result<TokenCache, Error> {
        const FOR_OTHERS: Duration = Duration::from_secs(5); // they may be asking already
        let deadline = source.timeout() + FOR_OTHERS;
        let builder = TokenCache::builder(source)
            .deadline(deadline)
            .min_validity(Duration::from_secs(self.min_validity.unwrap_or(0).into()))
            .namespace(self.namespace.unwrap_or_default())
            .on_event(move |event| events.lock().unwrap_or_else(PoisonError::into_inner).push(event.clone()));
        let builder = match self.cached.flatten() {
            Some(folder) => builder.file_in(folder),
            None => builder.file(),
        };
        let builder = match redis {
            Some(url) => builder.redis(url.or_stand_in()),
            None => builder,
        };
        builder.build()
    }
}

/// Where the token comes from, and how long it lasts by what is known of its cloud's clock.
fn answer(status: &Status, token: &Token) -> Answer {
    let is_new = status.counters.fetched > 0 && status.counters.served_aging == 0;
    let is_current = status.expires_at == Some(token.expires_at());
    let expires_in = status.expires_in.filter(|_| is_current);
    let cloud_now = expires_in.map(|seconds| token.expires_at().saturating_sub(seconds));
    Answer { from: Some(if is_new { "cloud" } else { "cache" }), now: cloud_now }
}

/// What to do about a gate that is closed.
struct Advice {
    folder: Option<PathBuf>,
    /// Whether the gate is in this user's files only.
    is_local: bool,
}

impl Advice {
    fn failure(&self, error: &Error, key: &str) -> Failure {
        let failure = Failure::from(error.clone());
        if error.retry_at().is_none() || error.is_retryable() || !self.is_local {
            return failure;
        }
        let folder = self.folder.as_ref().map(|folder| format!("--folder {} ", shell_word(folder)));
        let (folder, key) = (folder.unwrap_or_default(), &key[..SHORT_KEY]);
        let hint = format!("{} Then wait, or run voxtoken cache clear {folder}{key}", failure.hint());
        failure.with_hint(hint)
    }
}

/// The path as a shell reads it back.
fn shell_word(path: &Path) -> String {
    let path = path.to_string_lossy();
    if path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-+".contains(&byte)) {
        return path.into();
    }
    format!("'{}'", path.replace('\'', "'\\''"))
}

/// What went wrong without keeping the caller from a token.
fn warning(event: &Event) -> Option<String> {
    match event {
        Event::StoreFailed { layer, error } => {
            Some(format!("the {} store cannot be used, the token is not shared there: {error}", layer.name()))
        }
        Event::Failed { error, retry_in, usable: true } => {
            let wait = times::words(retry_in.as_secs());
            Some(format!("the token could not be replaced; nobody asks again for {wait}: {error}"))
        }
        _ => None,
    }
}
