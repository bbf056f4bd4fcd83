//! [`TokenSource`]: where fresh tokens come from.

mod scope;

use std::sync::Arc;
use std::time::Duration;

pub use scope::Scope;
pub(crate) use scope::fingerprint;

use crate::error::Result;
use crate::secret::Secret;
use crate::token::Token;

/// What can fetch a fresh token: [`NlsToken`](crate::aliyun::NlsToken), [`DashToken`](crate::aliyun::DashToken),
/// [`AiobToken`](crate::baidu::AiobToken), [`Minted`], [`SourceFn`], or a type of your
/// own. A [`TokenCache`](crate::TokenCache) calls it from a thread of its own, and never twice at once, unless a call takes
/// longer than three times its [`TokenSource::timeout`] and 10 s: 40 s if that is 10 s.
pub trait TokenSource: Send + Sync {
    /// Fetches a token. It blocks, makes one attempt only (when to try again is the cache's business), and returns
    /// within [`TokenSource::timeout`]. It must not wait for the cache that calls it, which waits for it.
    fn fetch(&self) -> Result<Token>;

    /// What its tokens are for. An error when the settings make no sense.
    fn scope(&self) -> Result<Scope>;

    /// How long one fetch may take. 10 s unless you say otherwise.
    fn timeout(&self) -> Duration {
        Duration::from_secs(10)
    }

    /// The secret that tokens kept outside of this process may be encrypted with.
    fn secret(&self) -> Option<Secret> {
        None
    }
}

impl<T: TokenSource + ?Sized> TokenSource for Arc<T> {
    fn fetch(&self) -> Result<Token> {
        (**self).fetch()
    }

    fn scope(&self) -> Result<Scope> {
        (**self).scope()
    }

    fn timeout(&self) -> Duration {
        (**self).timeout()
    }

    fn secret(&self) -> Option<Secret> {
        (**self).secret()
    }
}

/// A source from a closure.
pub struct SourceFn<F> {
    scope: Scope,
    fetch: F,
}

impl<F: Fn() -> Result<Token> + Send + Sync> SourceFn<F> {
    /// Tokens of this scope, fetched by the closure, which returns within 10 s. It is never called twice at once, unless a
    /// call takes longer than 40 s; and it must not wait for the cache that calls it.
    pub fn new(scope: Scope, fetch: F) -> Self {
        Self { scope, fetch }
    }
}

impl<F: Fn() -> Result<Token> + Send + Sync> TokenSource for SourceFn<F> {
    fn fetch(&self) -> Result<Token> {
        (self.fetch)()
    }

    fn scope(&self) -> Result<Scope> {
        Ok(self.scope.clone())
    }
}

/// Agora tokens from a closure that mints one; each is kept until its effective expiry draws near.
///
/// ```
/// use voxtoken::agora::{Role, TokenBuilder, User};
/// use voxtoken::{Minted, Scope, TokenCache};
///
/// let builder = TokenBuilder::new("970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b");
/// let scope = Scope::new("agora").with("channel", "lobby").with("uid", "23");
/// let mint = move || builder.rtc("lobby", &User::Uid(23), Role::Publisher, 3600, 3600);
/// let cache = TokenCache::new(Minted::new(scope, mint))?;
/// assert!(cache.get()?.value().starts_with("007"));
/// # Ok::<(), voxtoken::Error>(())
/// ```
pub struct Minted<F> {
    scope: Scope,
    mint: F,
}

impl<F: Fn() -> Result<String> + Send + Sync> Minted<F> {
    /// Tokens of this scope, minted by the closure.
    pub fn new(scope: Scope, mint: F) -> Self {
        Self { scope, mint }
    }
}

impl<F: Fn() -> Result<String> + Send + Sync> TokenSource for Minted<F> {
    fn fetch(&self) -> Result<Token> {
        let text = (self.mint)()?;
        let expires_at = crate::agora::parse(&text)?.effective_expiry();
        Ok(Token::new(text, expires_at))
    }

    fn scope(&self) -> Result<Scope> {
        Ok(self.scope.clone())
    }
}
