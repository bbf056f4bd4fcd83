//! [`Token`]: what a cloud answered.

use crate::secret::Secret;

/// An access token and how long it may be used.
///
/// All times are absolute, in seconds since 1970-01-01T00:00:00Z.
/// `Debug` does not show the token's text.
#[derive(Clone, Debug)]
pub struct Token {
    pub(crate) value: Secret,
    pub(crate) expires_at: u64,
    pub(crate) user_id: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) nls_request_id: Option<String>,
    pub(crate) server_time: Option<u64>,
}

impl Token {
    /// A token with its absolute expiry in Unix seconds.
    pub fn new(value: impl Into<Secret>, expires_at: u64) -> Self {
        Self {
            value: value.into(),
            expires_at,
            user_id: None,
            request_id: None,
            nls_request_id: None,
            server_time: None,
        }
    }

    /// The token's text, to be sent to the service.
    pub fn value(&self) -> &str {
        self.value.expose()
    }

    /// When the token stops being valid: absolute Unix seconds.
    pub fn expires_at(&self) -> u64 {
        self.expires_at
    }

    /// The account that the token belongs to, when the cloud named it
    /// (NLS: `UserId`; AIOB: `accountId`).
    pub fn user_id(&self) -> Option<&str> {
        self.user_id.as_deref()
    }

    /// The gateway's id of the request, for a support ticket.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The speech service's own id of the request (`NlsRequestId`).
    pub fn nls_request_id(&self) -> Option<&str> {
        self.nls_request_id.as_deref()
    }

    /// The cloud's clock when it answered: absolute Unix seconds. By it, the token lives for
    /// `expires_at - server_time` seconds, however wrong this machine's clock is.
    pub fn server_time(&self) -> Option<u64> {
        self.server_time
    }

    /// May the token still be used at `now` (Unix seconds)?
    pub fn is_usable(&self, now: u64) -> bool {
        now < self.expires_at
    }

    /// Will the token live for more than `margin` seconds after `now` (Unix seconds)?
    /// Ask this to decide whether to fetch a new one; ask [`Token::is_usable`] to
    /// decide whether the old one can still serve.
    pub fn is_fresh(&self, now: u64, margin: u64) -> bool {
        now.saturating_add(margin) < self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fresh_and_usable_are_two_questions() {
        let token = Token::new("t", 1_000);
        assert!(token.is_usable(999) && !token.is_usable(1_000));
        assert!(token.is_fresh(899, 100) && !token.is_fresh(900, 100));
        assert!(token.is_usable(950) && !token.is_fresh(950, 100));
        assert!(!token.is_fresh(1, u64::MAX));
    }

    #[test]
    fn debug_hides_the_token() {
        assert!(!format!("{:?}", Token::new("tok-123", 5)).contains("tok-123"));
    }
}
