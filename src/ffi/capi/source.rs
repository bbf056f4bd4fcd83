//! What the objects of the three clouds have in common.

use std::sync::Arc;

use arc_swap::{ArcSwap, ArcSwapOption};

use super::guard::{Nullable, needed};
use super::token::vox_token;
use crate::aliyun::{DashToken, NlsToken};
use crate::baidu::AiobToken;
use crate::{Result, Token};

/// An object of the core, and the last token. Many threads may use it at once, and a forked child, too, because
/// nothing is locked.
pub struct Source<T> {
    settings: ArcSwap<T>,
    last: ArcSwapOption<Token>,
}

/// The core's objects, which this module keeps the tokens of.
pub trait Fetch: Clone {
    fn fetch(&self) -> Result<Token>;
}

impl Fetch for NlsToken {
    fn fetch(&self) -> Result<Token> {
        self.fetch()
    }
}

impl Fetch for DashToken {
    fn fetch(&self) -> Result<Token> {
        self.fetch()
    }
}

impl Fetch for AiobToken {
    fn fetch(&self) -> Result<Token> {
        self.fetch()
    }
}

impl<T: Fetch> Source<T> {
    pub fn new(settings: T) -> Self {
        Self { settings: ArcSwap::from_pointee(settings), last: ArcSwapOption::empty() }
    }

    pub fn set(&self, change: impl Fn(T) -> T) {
        self.settings.rcu(|settings| change(T::clone(settings)));
    }

    pub fn settings(&self) -> Arc<T> {
        self.settings.load_full()
    }

    /// Asks for a token and keeps it in place of the last one. Gives it, too, unless `output` is NULL. If there is
    /// none, the token that was there before is forgotten, but not one that another thread got meanwhile.
    pub fn apply(&self, output: *mut *mut vox_token) -> Result<()> {
        let before = self.last.load_full();
        let token = match self.settings().fetch() {
            Ok(token) => Arc::new(token),
            Err(error) => {
                self.last.compare_and_swap(&before, None);
                return Err(error);
            }
        };
        self.last.store(Some(token.clone()));
        if let Some(output) = output.not_null() {
            output.write(vox_token::handle(&token));
        }
        Ok(())
    }

    /// Asks for a token and gives it.
    pub fn fetch(&self, output: *mut *mut vox_token) -> Result<()> {
        let output = needed(output, "token")?;
        output.write(vox_token::handle(&self.settings().fetch()?));
        Ok(())
    }

    pub fn last(&self) -> Option<*mut vox_token> {
        self.last.load().as_deref().map(vox_token::handle)
    }

    pub fn expire_time(&self) -> Option<u64> {
        self.last.load().as_deref().map(Token::expires_at)
    }
}
