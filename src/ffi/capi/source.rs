//! What the objects of the three clouds have in common.

use std::sync::Arc;

use arc_swap::ArcSwap;

use super::guard::{Nullable, needed};
use super::token::vox_token;
use crate::aliyun::{DashToken, NlsToken};
use crate::baidu::AiobToken;
use crate::ffi::last::Last;
use crate::{Result, Token};

/// An object of the core, and the last token. Many threads may use it at once, and a forked child, too, because
/// nothing is locked.
pub struct Source<T> {
    settings: ArcSwap<T>,
    last: Last,
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
        Self { settings: ArcSwap::from_pointee(settings), last: Last::default() }
    }

    pub fn settings(&self) -> Arc<T> {
        self.settings.load_full()
    }

    pub fn set(&self, change: impl Fn(T) -> T) {
        self.settings.rcu(|settings| change(T::clone(settings)));
    }

    /// Asks for a token and keeps it; gives it, too, unless `output` is NULL.
    pub fn apply(&self, output: *mut *mut vox_token) -> Result<()> {
        let before = self.last.get();
        let token = self.last.keep(&before, self.settings().fetch())?;
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
        self.last.get().as_deref().map(vox_token::handle)
    }

    pub fn expire_time(&self) -> Option<u64> {
        self.last.get().as_deref().map(Token::expires_at)
    }
}
