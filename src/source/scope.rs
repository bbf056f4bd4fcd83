//! [`Scope`]: what a token is for, and the key that it is kept under.

use sha2::{Digest, Sha256};

use crate::secret::Secret;

/// What a token is for: the cloud, the address that is asked, the region, the account and whatever else makes it another
/// token. Two caches whose scopes are equal share their token; a secret never belongs into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    provider: String,
    parts: Vec<(&'static str, String)>,
}

impl Scope {
    /// Of this provider: `nls`, `dashscope`, `aiob`, `agora`, or a name of your own.
    pub fn new(provider: impl Into<String>) -> Self {
        Self { provider: provider.into(), parts: Vec::new() }
    }

    /// With one more thing that makes another token: an address, a region, an account, a channel.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.parts.push((name, value.into()));
        self
    }

    /// With a secret that stands for an account, where the cloud tells no other name of it: 8 hexadecimal characters of its
    /// SHA-256, too few to find it by.
    pub(crate) fn with_secret(self, name: &'static str, secret: &Secret) -> Self {
        self.with(name, fingerprint(secret.expose()))
    }

    /// The provider.
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// What it says, in words, for people: the provider and the values after it.
    pub fn label(&self) -> String {
        let values = self.parts.iter().map(|(_, value)| value.as_str());
        std::iter::once(self.provider.as_str()).chain(values).collect::<Vec<_>>().join(" ")
    }

    /// The name that the token is kept under: 64 hexadecimal characters. Each part is hashed with its length before it,
    /// so that no two scopes look alike.
    pub(crate) fn key(&self, namespace: &str) -> String {
        let parts = self.parts.iter().flat_map(|(name, value)| [*name, value.as_str()]);
        let mut hash = Sha256::new();
        for part in [namespace, self.provider.as_str()].into_iter().chain(parts) {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        base16ct::lower::encode_string(&hash.finalize())
    }
}

/// The first 8 hexadecimal characters of the SHA-256, to compare texts without showing them.
pub(crate) fn fingerprint(text: &str) -> String {
    base16ct::lower::encode_string(&Sha256::digest(text)[..4])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_scopes_share_a_key_only_when_they_are_equal() {
        let nls = || Scope::new("nls").with("region", "cn-shanghai").with("account", "id");
        assert_eq!(nls().key(""), nls().key(""));
        let others = [
            Scope::new("nls").with("region", "cn-shanghai").with("account", "id2"),
            Scope::new("nls").with("region", "cn-shangha").with("account", "iid"),
            Scope::new("nls").with("region", "cn-shanghai"),
            Scope::new("dashscope").with("region", "cn-shanghai").with("account", "id"),
        ];
        for other in others {
            assert_ne!(other.key(""), nls().key(""), "{other:?}");
        }
        assert_ne!(nls().key("staging"), nls().key(""));
        assert_eq!(nls().key("").len(), 64);
    }
}
