//! What the objects of all clouds have in common: they ask, and keep the last token.

/// The methods around `fetch`, for an object with the fields `transport` and `last`.
macro_rules! token_object {
    ($object:ty) => {
        impl $object {
            /// What sends the requests: a [`Client`](crate::http::Client) with other limits, or a
            /// transport of your own.
            pub fn transport(mut self, transport: impl crate::http::Transport + 'static) -> Self {
                self.transport = std::sync::Arc::new(transport);
                self
            }

            /// Asks for a token, keeps it and gives it. After a failure there is no token:
            /// an old one is never mistaken for a new one.
            pub fn apply(&mut self) -> crate::Result<&crate::Token> {
                self.last = None;
                let token = self.fetch()?;
                Ok(self.last.insert(token))
            }

            /// [`apply`](Self::apply) without blocking, on any executor. When the future is
            /// dropped, the request goes on to its end and its result is lost.
            pub async fn apply_async(&mut self) -> crate::Result<&crate::Token> {
                self.last = None;
                let token = self.fetch_async().await?;
                Ok(self.last.insert(token))
            }

            /// [`fetch`](Self::fetch) without blocking, on any executor.
            pub async fn fetch_async(&self) -> crate::Result<crate::Token> {
                let this = self.clone();
                crate::http::detached(move || this.fetch()).await
            }

            /// The text of the last token, empty if there is none.
            pub fn token(&self) -> &str {
                self.last.as_ref().map_or("", crate::Token::value)
            }

            /// When the last token expires: absolute Unix seconds, 0 if there is none.
            pub fn expire_time(&self) -> u64 {
                self.last.as_ref().map_or(0, crate::Token::expires_at)
            }

            /// The last token with all that came with it.
            pub fn last(&self) -> Option<&crate::Token> {
                self.last.as_ref()
            }
        }
    };
}

pub(crate) use token_object;
