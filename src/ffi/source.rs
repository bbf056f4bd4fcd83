//! What the objects of the three clouds have in common where their settings can be changed.

use std::sync::Arc;

use arc_swap::ArcSwap;

use super::last::Last;
use crate::aliyun::{DashToken, NlsToken};
use crate::baidu::AiobToken;
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

    /// Asks for a token and keeps it.
    pub fn apply(&self) -> Result<Arc<Token>> {
        let before = self.last.get();
        self.last.keep(&before, self.settings().fetch())
    }

    pub fn last(&self) -> Option<Arc<Token>> {
        self.last.get()
    }
}
